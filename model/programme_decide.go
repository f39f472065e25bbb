package model

import (
	"slices"
	"strconv"
	"strings"
)

// This file holds the decisions about enrolments. Each takes what was read and gives one ChangeSet, or an error that says
// what is wrong, at which field, and what to do; nothing is changed then.

// Enrol begins a course: e as it was typed, with citizen, start and what else is known; others are the citizen's other
// enrolments. The edition and a length that the definition gives are filled in. A programme that the citizen is in already
// is refused, and a date that does not fit.
func Enrol(actor string, p *Programme, e *Enrolment, others []*Enrolment) (ChangeSet, error) {
	n := *e
	n.Programme, n.Edition = p.Key, p.Edition
	if n.Consultant == "" {
		n.Consultant = actor
	}
	if !n.Days.Known && p.Length.Known {
		n.Days = p.Length
	}
	if err := fits(p, &n); err != nil {
		return ChangeSet{}, err
	}
	for _, o := range others {
		switch {
		case o.ID == n.ID:
		case o.Programme == p.Key && o.Open():
			return ChangeSet{}, Fail(Conflict, "err.enrol.twice", Args{"ref": o.Ref}).At("programme")
		case o.ID == n.PreviousID && n.StartOn < o.StartOn:
			return ChangeSet{}, Fail(Invalid, "err.enrol.previous", Args{"day": o.StartOn.Time()}).At("start_on")
		}
	}
	if n.ID == "" {
		n.ID = NewID()
	}
	return ChangeSet{Actor: actor, Action: "enrolment.add", Changes: []Change{Add(&n)}}, nil
}

// fits refuses what the definition does not know.
func fits(p *Programme, e *Enrolment) error {
	if e.StartOn == 0 {
		return Fail(Invalid, "err.required", nil).At("start_on")
	}
	if e.Days.Known && e.Days.V < p.Shortest() {
		return Fail(Invalid, "err.enrol.short", Args{"n": p.Shortest()}).At("days")
	}
	if e.Group != "" && !p.Trial {
		return Fail(Invalid, "err.enrol.notrial", nil).At("group")
	}
	for _, line := range e.Roles {
		key, name, _ := strings.Cut(line, " ")
		if !slices.ContainsFunc(p.Roles, func(r Role) bool { return r.Key == key }) {
			return Fail(Invalid, "err.enrol.role", Args{"value": Clip(key), "known": p.keys("role")}).At("roles")
		}
		if strings.TrimSpace(name) == "" {
			return Fail(Invalid, "err.enrol.rolename", Args{"value": key}).At("roles")
		}
	}
	return nil
}

// keys lists the keys of a section, for sentences.
func (p *Programme) keys(kind string) string {
	var out []string
	for _, n := range p.Rows(kind) {
		out = append(out, n.Key)
	}
	return strings.Join(out, ", ")
}

// editEnrolment makes the change set of an edit.
func editEnrolment(actor, action string, e *Enrolment, edit func(after *Enrolment)) ChangeSet {
	after := *Clone(e).(*Enrolment)
	edit(&after)
	cs := ChangeSet{Actor: actor, Action: action}
	if !Equal(e, &after) {
		cs.Changes = []Change{Edit(e, &after)}
	}
	return cs
}

// running refuses an edit of a course that has ended.
func running(e *Enrolment) error {
	if !e.Open() {
		return Fail(Invalid, "err.enrol.ended", Args{"ref": e.Ref, "day": e.EndedOn.Time()})
	}
	return nil
}

// dayOf refuses a day on which something was done that lies before the enrolment, after its end, or ahead.
func dayOf(e *Enrolment, on, today Date, field string) error {
	switch {
	case on == 0:
		return Fail(Invalid, "err.required", nil).At(field)
	case on < e.StartOn:
		return Fail(Invalid, "err.enrol.before", Args{"day": e.StartOn.Time()}).At(field)
	case on > today:
		return Fail(Invalid, "err.enrol.future", Args{"day": on.Time()}).At(field)
	case e.EndedOn != 0 && on > e.EndedOn:
		return Fail(Invalid, "err.enrol.after", Args{"day": e.EndedOn.Time()}).At(field)
	}
	return nil
}

// TriageTyped is what is said of a triage (visitation).
type TriageTyped struct {
	Group, Reason, Next string
	On                  Date
}

// TriageInto puts a citizen into a triage group. The group must have a reason, and what follows must be one of the group's;
// a group that leads to one thing only needs nobody to say so. A later triage replaces the earlier, which stays in the log.
func TriageInto(actor string, p *Programme, e *Enrolment, t TriageTyped, today Date) (ChangeSet, error) {
	if err := running(e); err != nil {
		return ChangeSet{}, err
	}
	if len(p.Triage) == 0 {
		return ChangeSet{}, Fail(Invalid, "err.triage.none", nil).At("triage")
	}
	if !slices.ContainsFunc(p.Triage, func(g Named) bool { return g.Key == t.Group }) {
		return ChangeSet{}, Fail(Invalid, "err.triage.group", Args{"value": Clip(t.Group), "known": p.keys("triage")}).At("triage")
	}
	if err := dayOf(e, t.On, today, "triage_on"); err != nil {
		return ChangeSet{}, err
	}
	if strings.TrimSpace(t.Reason) == "" {
		return ChangeSet{}, Fail(Invalid, "err.triage.reason", nil).At("triage_reason")
	}
	ways := p.FollowsFor(t.Group)
	if t.Next == "" && len(ways) == 1 {
		t.Next = ways[0].Key
	}
	if len(ways) > 0 && !slices.ContainsFunc(ways, func(f Follow) bool { return f.Key == t.Next }) {
		var known []string
		for _, f := range ways {
			known = append(known, f.Key)
		}
		return ChangeSet{}, Fail(Invalid, "err.triage.next", Args{"value": Clip(t.Next), "known": strings.Join(known, ", ")}).At("triage_next")
	}
	return editEnrolment(actor, "enrolment.triage", e, func(a *Enrolment) {
		a.Triage, a.TriageOn, a.TriageReason, a.TriageNext = t.Group, t.On, strings.TrimSpace(t.Reason), t.Next
	}), nil
}

// TickTyped is what is said when an element is ticked, or a required contact was had.
type TickTyped struct {
	Element    string
	On         Date
	Note       string
	Evidence   RowRef // zero when nothing shows it
	NextWords  string // the next step, for elements that ask for it
	NextOn     Date
	Consultant string // who did it; "" is the actor
}

// TickElement ticks an element with the day it was done. An element can be ticked again on another day: what runs on is
// done more than once.
func TickElement(actor string, p *Programme, e *Enrolment, ticks []*Tick, t TickTyped, today Date) (ChangeSet, error) {
	el := p.Element(t.Element)
	if el == nil && p.Contact(t.Element) == nil {
		return ChangeSet{}, Fail(Invalid, "err.tick.element", Args{"value": Clip(t.Element), "known": p.keys("element")}).At("element")
	}
	if err := dayOf(e, t.On, today, "on"); err != nil {
		return ChangeSet{}, err
	}
	if el != nil && len(el.Groups) > 0 && !slices.Contains(el.Groups, e.Triage) {
		return ChangeSet{}, Fail(Invalid, "err.tick.group", Args{"group": strings.Join(el.Groups, ", ")}).At("element")
	}
	if slices.ContainsFunc(ticks, func(o *Tick) bool { return o.EnrolmentID == e.ID && o.Element == t.Element && o.On == t.On }) {
		return ChangeSet{}, Fail(Conflict, "err.tick.twice", Args{"day": t.On.Time()}).At("on")
	}
	if t.Consultant == "" {
		t.Consultant = actor
	}
	tick := &Tick{EnrolmentID: e.ID, Element: t.Element, On: t.On, Note: strings.TrimSpace(t.Note), EvidenceType: t.Evidence.Type, EvidenceID: t.Evidence.ID, By: t.Consultant}
	cs := ChangeSet{Actor: actor, Action: "tick.add", Changes: []Change{Add(tick)}}
	if el != nil && el.Asks {
		switch {
		case strings.TrimSpace(t.NextWords) == "":
			return ChangeSet{}, Fail(Invalid, "err.tick.next", nil).At("next")
		case t.NextOn < t.On:
			return ChangeSet{}, Fail(Invalid, "err.tick.nexton", Args{"day": t.On.Time()}).At("next_on")
		}
		tick.Next, tick.NextOn = strings.TrimSpace(t.NextWords), t.NextOn
		cs.Changes = append(cs.Changes, Add(&PlanLine{EnrolmentID: e.ID, Kind: "step", Words: tick.Next, Who: "together", On: t.NextOn}))
	}
	return cs, nil
}

// EndTyped is what is said when a course ends.
type EndTyped struct {
	On              Date
	Outcome, Reason string
}

// EndEnrolment ends a course with one of the programme's outcomes. One that is not what the effort is for needs a reason.
func EndEnrolment(actor string, p *Programme, e *Enrolment, t EndTyped, today Date) (ChangeSet, error) {
	if err := running(e); err != nil {
		return ChangeSet{}, err
	}
	if err := dayOf(e, t.On, today, "ended_on"); err != nil {
		return ChangeSet{}, err
	}
	o := p.Outcome(t.Outcome)
	if o == nil {
		return ChangeSet{}, Fail(Invalid, "err.enrol.outcome", Args{"value": Clip(t.Outcome), "known": p.keys("outcome")}).At("outcome")
	}
	if !o.Aim && strings.TrimSpace(t.Reason) == "" {
		return ChangeSet{}, Fail(Invalid, "err.enrol.reason", nil).At("end_reason")
	}
	return editEnrolment(actor, "enrolment.end", e, func(a *Enrolment) {
		a.EndedOn, a.Outcome, a.EndReason = t.On, t.Outcome, strings.TrimSpace(t.Reason)
	}), nil
}

// ChangeProgramme ends one course and begins another in one change set: the new one names the old as where it came from.
func ChangeProgramme(actor string, old *Enrolment, oldP *Programme, end EndTyped, p *Programme, e *Enrolment, others []*Enrolment, today Date) (ChangeSet, error) {
	ended, err := EndEnrolment(actor, oldP, old, end, today)
	if err != nil {
		return ChangeSet{}, err
	}
	next := *e
	next.CitizenID, next.PreviousID = old.CitizenID, old.ID
	if next.StartOn < end.On {
		return ChangeSet{}, Fail(Invalid, "err.enrol.overlap", Args{"day": end.On.Time()}).At("start_on")
	}
	rest := slices.DeleteFunc(slices.Clone(others), func(o *Enrolment) bool { return o.ID == old.ID })
	begun, err := Enrol(actor, p, &next, rest)
	if err != nil {
		return ChangeSet{}, err
	}
	return ChangeSet{Actor: actor, Action: "enrolment.change", Changes: append(ended.Changes, begun.Changes...)}, nil
}

// SetLength gives a course another length in days; its phases follow from it. What it was before stays in the log.
func SetLength(actor string, p *Programme, e *Enrolment, days int) (ChangeSet, error) {
	if err := running(e); err != nil {
		return ChangeSet{}, err
	}
	if days < p.Shortest() || days > 3660 {
		return ChangeSet{}, Fail(Invalid, "err.enrol.short", Args{"n": p.Shortest()}).At("days")
	}
	return editEnrolment(actor, "enrolment.length", e, func(a *Enrolment) { a.Days = Some(days) }), nil
}

// SetRole says who has a role; no name takes the role from whoever had it.
func SetRole(actor string, p *Programme, e *Enrolment, role, name string) (ChangeSet, error) {
	if err := running(e); err != nil {
		return ChangeSet{}, err
	}
	if !slices.ContainsFunc(p.Roles, func(r Role) bool { return r.Key == role }) {
		return ChangeSet{}, Fail(Invalid, "err.enrol.role", Args{"value": Clip(role), "known": p.keys("role")}).At("roles")
	}
	return editEnrolment(actor, "enrolment.role", e, func(a *Enrolment) { a.Roles = withKeyed(a.Roles, role, strings.TrimSpace(name)) }), nil
}

// SetDue says by which day an element is to be done on this course; 0 takes the day away.
func SetDue(actor string, p *Programme, e *Enrolment, element string, on Date) (ChangeSet, error) {
	if err := running(e); err != nil {
		return ChangeSet{}, err
	}
	if p.Element(element) == nil {
		return ChangeSet{}, Fail(Invalid, "err.tick.element", Args{"value": Clip(element), "known": p.keys("element")}).At("element")
	}
	if on != 0 && on < e.StartOn {
		return ChangeSet{}, Fail(Invalid, "err.enrol.before", Args{"day": e.StartOn.Time()}).At("due")
	}
	return editEnrolment(actor, "enrolment.due", e, func(a *Enrolment) { a.Due = withKeyed(a.Due, element, on.String()) }), nil
}

// SetRhythm says how many days may lie between two of a required contact, 1..366; 0 takes what was agreed away.
func SetRhythm(actor string, p *Programme, e *Enrolment, contact string, days int) (ChangeSet, error) {
	if err := running(e); err != nil {
		return ChangeSet{}, err
	}
	if p.Contact(contact) == nil {
		return ChangeSet{}, Fail(Invalid, "err.enrol.contact", Args{"value": Clip(contact), "known": p.keys("contact")}).At("rhythm")
	}
	if days < 0 || days > 366 {
		return ChangeSet{}, Fail(Invalid, "err.number", Args{"value": strconv.Itoa(days), "max": 366}).At("rhythm")
	}
	value := ""
	if days > 0 {
		value = strconv.Itoa(days)
	}
	return editEnrolment(actor, "enrolment.rhythm", e, func(a *Enrolment) { a.Rhythm = withKeyed(a.Rhythm, contact, value) }), nil
}

// Exempt leaves an enrolled citizen out of the programme's denominators for a time.
func Exempt(actor string, p *Programme, e *Enrolment, x *Exemption, others []*Exemption) (ChangeSet, error) {
	switch {
	case len(p.Exemptions) == 0:
		return ChangeSet{}, Fail(Invalid, "err.exempt.none", nil).At("code")
	case !slices.ContainsFunc(p.Exemptions, func(n Named) bool { return n.Key == x.Code }):
		return ChangeSet{}, Fail(Invalid, "err.exempt.code", Args{"value": Clip(x.Code), "known": p.keys("exemption")}).At("code")
	case x.From < e.StartOn:
		return ChangeSet{}, Fail(Invalid, "err.enrol.before", Args{"day": e.StartOn.Time()}).At("from")
	case x.Until != 0 && x.Until < x.From:
		return ChangeSet{}, Fail(Invalid, "err.dates.order", nil).At("until")
	}
	for _, o := range others {
		if o.ID != x.ID && (o.Until == 0 || x.From <= o.Until) && (x.Until == 0 || o.From <= x.Until) {
			return ChangeSet{}, Fail(Conflict, "err.exempt.overlap", Args{"day": o.From.Time()}).At("from")
		}
	}
	n := *x
	n.EnrolmentID = e.ID
	return ChangeSet{Actor: actor, Action: "exemption.add", Changes: []Change{Add(&n)}}, nil
}
