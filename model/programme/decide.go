package programme

import (
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file holds the decisions about enrolments. Each takes what was read and gives one ChangeSet, or an error that
// says what is wrong, at which field, and what to do; nothing is changed then.

// Enrol begins a course: e as it was typed, with citizen, start and what else is known; others are the citizen's other
// enrolments. The edition and a length that the definition gives are filled in. A programme that the citizen is in
// already is refused, and a date that does not fit.
func Enrol(actor string, p *Programme, e *model.Enrolment, others []*model.Enrolment) (model.ChangeSet, error) {
	n := *e
	n.Programme, n.Edition = p.Key, p.Edition
	if n.Consultant == "" {
		n.Consultant = actor
	}
	if !n.Days.Known && p.Length.Known {
		n.Days = p.Length
	}
	if err := fits(p, &n); err != nil {
		return model.ChangeSet{}, err
	}
	for _, o := range others {
		switch {
		case o.ID == n.ID:
		case o.Programme == p.Key && o.Open():
			return refuse(model.Conflict, "err.enrol.twice", "programme", model.Args{"ref": o.Ref})
		case o.ID == n.PreviousID && n.StartOn < o.StartOn:
			return refuse(model.Invalid, "err.enrol.previous", "start_on", model.Args{"day": o.StartOn.Time()})
		}
	}
	if n.ID == "" {
		n.ID = model.NewID()
	}
	return model.ChangeSet{Actor: actor, Action: "enrolment.add",
		Changes: append([]model.Change{model.Add(&n)}, limitSteps(p, &n)...)}, nil
}

// limitSteps puts the time limits that were answered when an enrolment began on its plan.
func limitSteps(p *Programme, e *model.Enrolment) (out []model.Change) {
	for _, q := range p.Questions {
		if on, ok := model.ISODate(model.KeyedLine(e.Answers, q.Key)); ok && q.Limit {
			out = append(out, model.Add(&model.PlanLine{EnrolmentID: e.ID, Kind: "step", Words: q.Name.Da,
				Who: "together", On: on, Position: model.Some(len(out) + 1)}))
		}
	}
	return out
}

// fits refuses what the definition does not know.
func fits(p *Programme, e *model.Enrolment) error {
	if e.StartOn == 0 {
		return model.NewError(model.Invalid, "err.required", nil).WithField("start_on")
	}
	if e.Days.Known && e.Days.V < p.Shortest() {
		return model.NewError(model.Invalid, "err.enrol.short", model.Args{"n": p.Shortest()}).WithField("days")
	}
	if e.Group != "" && !p.Trial {
		return model.NewError(model.Invalid, "err.enrol.notrial", nil).WithField("group")
	}
	for _, line := range e.Roles {
		key, name, _ := strings.Cut(line, " ")
		if !slices.ContainsFunc(p.Roles, func(r Role) bool { return r.Key == key }) {
			return model.NewError(model.Invalid, "err.enrol.role",
				model.Args{"value": model.Clip(key), "known": p.keys("role")}).WithField("roles")
		}
		if strings.TrimSpace(name) == "" {
			return model.NewError(model.Invalid, "err.enrol.rolename", model.Args{"value": key}).WithField("roles")
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
func editEnrolment(actor, action string, e *model.Enrolment, edit func(after *model.Enrolment)) model.ChangeSet {
	after := *schema.Clone(e).(*model.Enrolment)
	edit(&after)
	cs := model.ChangeSet{Actor: actor, Action: action}
	if !schema.Equal(e, &after) {
		cs.Changes = []model.Change{model.Edit(e, &after)}
	}
	return cs
}

// running refuses an edit of a course that has ended.
func running(e *model.Enrolment) error {
	if !e.Open() {
		return model.NewError(model.Invalid, "err.enrol.ended", model.Args{"ref": e.Ref, "day": e.EndedOn.Time()})
	}
	return nil
}

// dayOf refuses a day on which something was done that lies before the enrolment, after its end, or ahead.
func dayOf(e *model.Enrolment, on, today model.Date, field string) error {
	switch {
	case e.StartOn > today:
		return model.NewError(model.Invalid, "err.enrol.begins", model.Args{"ref": e.Ref, "day": e.StartOn.Time()})
	case on == 0:
		return model.NewError(model.Invalid, "err.required", nil).WithField(field)
	case on < e.StartOn:
		return model.NewError(model.Invalid, "err.enrol.before", model.Args{"day": e.StartOn.Time()}).WithField(field)
	case on > today:
		return model.NewError(model.Invalid, "err.enrol.future", model.Args{"day": on.Time()}).WithField(field)
	case e.EndedOn != 0 && on > e.EndedOn:
		return model.NewError(model.Invalid, "err.enrol.after", model.Args{"day": e.EndedOn.Time()}).WithField(field)
	}
	return nil
}

// TriageEntry is what is entered about a triage (visitation).
type TriageEntry struct {
	Group, Reason, Next string
	On                  model.Date
}

// Triage puts a citizen into a triage group. The group must have a reason, and what follows must be one of the
// group's; a group that leads to one thing only needs nobody to say so. A later triage keeps the earlier beside it.
func Triage(actor string, p *Programme, e *model.Enrolment, t TriageEntry, today model.Date) (model.ChangeSet, error) {
	if err := running(e); err != nil {
		return model.ChangeSet{}, err
	}
	if len(p.Triage) == 0 {
		return refuse(model.Invalid, "err.triage.none", "triage", nil)
	}
	if !slices.ContainsFunc(p.Triage, func(g Named) bool { return g.Key == t.Group }) {
		return refuse(model.Invalid, "err.triage.group", "triage",
			model.Args{"value": model.Clip(t.Group), "known": p.keys("triage")})
	}
	if err := dayOf(e, t.On, today, "triage_on"); err != nil {
		return model.ChangeSet{}, err
	}
	if strings.TrimSpace(t.Reason) == "" {
		return refuse(model.Invalid, "err.triage.reason", "triage_reason", nil)
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
		return refuse(model.Invalid, "err.triage.next", "triage_next",
			model.Args{"value": model.Clip(t.Next), "known": strings.Join(known, ", ")})
	}
	return editEnrolment(actor, "enrolment.triage", e, func(a *model.Enrolment) {
		if a.Triage != "" && (a.Triage != t.Group || a.TriageOn != t.On || a.TriageNext != t.Next) {
			a.Triaged = append(a.Triaged, strings.Join(strings.Fields(
				a.TriageOn.String()+" "+a.Triage+" "+a.TriageNext+": "+a.TriageReason), " "))
		}
		a.Triage, a.TriageOn, a.TriageReason, a.TriageNext = t.Group, t.On, strings.TrimSpace(t.Reason), t.Next
	}), nil
}

// TickEntry is what is entered when an element is ticked, or a required contact was had.
type TickEntry struct {
	Element    string
	On         model.Date
	Note       string
	Evidence   model.RowRef // zero when nothing shows it
	NextWords  string       // the next step, for elements that ask for it
	NextOn     model.Date
	Consultant string // who did it; "" is the actor
}

// TickElement ticks an element with the day it was done. An element can be ticked again on another day: what runs on is
// done more than once.
func TickElement(actor string, p *Programme, e *model.Enrolment, ticks []*model.Tick, t TickEntry,
	today model.Date) (model.ChangeSet, error) {
	el := p.Element(t.Element)
	if el == nil && p.Contact(t.Element) == nil {
		return refuse(model.Invalid, "err.tick.element", "element",
			model.Args{"value": model.Clip(t.Element), "known": p.keys("element")})
	}
	if err := dayOf(e, t.On, today, "on"); err != nil {
		return model.ChangeSet{}, err
	}
	if el != nil && len(el.Groups) > 0 && !slices.Contains(el.Groups, e.Triage) {
		return refuse(model.Invalid, "err.tick.group", "element", model.Args{"group": strings.Join(el.Groups, ", ")})
	}
	if slices.ContainsFunc(ticks, func(o *model.Tick) bool {
		return o.EnrolmentID == e.ID && o.Element == t.Element && o.On == t.On
	}) {
		return refuse(model.Conflict, "err.tick.twice", "on", model.Args{"day": t.On.Time()})
	}
	if t.Consultant == "" {
		t.Consultant = actor
	}
	tick := &model.Tick{EnrolmentID: e.ID, Element: t.Element, On: t.On, Note: strings.TrimSpace(t.Note),
		EvidenceType: t.Evidence.Type, EvidenceID: t.Evidence.ID, By: t.Consultant}
	cs := model.ChangeSet{Actor: actor, Action: "tick.add", Changes: []model.Change{model.Add(tick)}}
	if el != nil && el.Asks {
		switch {
		case strings.TrimSpace(t.NextWords) == "":
			return refuse(model.Invalid, "err.tick.next", "next", nil)
		case t.NextOn < t.On:
			return refuse(model.Invalid, "err.tick.nexton", "next_on", model.Args{"day": t.On.Time()})
		}
		tick.Next, tick.NextOn = strings.TrimSpace(t.NextWords), t.NextOn
		cs.Changes = append(cs.Changes, model.Add(&model.PlanLine{EnrolmentID: e.ID,
			Kind: "step", Words: tick.Next, Who: "together", On: t.NextOn}))
	}
	return cs, nil
}

// EndEntry is what is entered when a course ends.
type EndEntry struct {
	On              model.Date
	Outcome, Reason string
}

// End ends a course with one of the programme's outcomes. One that is not what the effort is for needs a reason.
func End(actor string, p *Programme, e *model.Enrolment, t EndEntry, today model.Date) (model.ChangeSet, error) {
	if err := running(e); err != nil {
		return model.ChangeSet{}, err
	}
	if err := dayOf(e, t.On, today, "ended_on"); err != nil {
		return model.ChangeSet{}, err
	}
	o := p.Outcome(t.Outcome)
	if o == nil {
		return refuse(model.Invalid, "err.enrol.outcome", "outcome",
			model.Args{"value": model.Clip(t.Outcome), "known": p.keys("outcome")})
	}
	if !o.Aim && strings.TrimSpace(t.Reason) == "" {
		return refuse(model.Invalid, "err.enrol.reason", "end_reason", nil)
	}
	return editEnrolment(actor, "enrolment.end", e, func(a *model.Enrolment) {
		a.EndedOn, a.Outcome, a.EndReason = t.On, t.Outcome, strings.TrimSpace(t.Reason)
	}), nil
}

// ChangeProgramme ends one course and begins another in one change set: the new one names the old as where it came
// from.
func ChangeProgramme(actor string, old *model.Enrolment, oldP *Programme, end EndEntry, p *Programme,
	e *model.Enrolment, others []*model.Enrolment, today model.Date) (model.ChangeSet, error) {
	ended, err := End(actor, oldP, old, end, today)
	if err != nil {
		return model.ChangeSet{}, err
	}
	next := *e
	next.CitizenID, next.PreviousID = old.CitizenID, old.ID
	if next.StartOn < end.On {
		return refuse(model.Invalid, "err.enrol.overlap", "start_on", model.Args{"day": end.On.Time()})
	}
	rest := slices.DeleteFunc(slices.Clone(others), func(o *model.Enrolment) bool { return o.ID == old.ID })
	begun, err := Enrol(actor, p, &next, rest)
	if err != nil {
		return model.ChangeSet{}, err
	}
	changes := append(ended.Changes, begun.Changes...)
	return model.ChangeSet{Actor: actor, Action: "enrolment.change", Changes: changes}, nil
}

// SetLength gives a course another length in days; its phases follow from it. What it was before stays in the log.
func SetLength(actor string, p *Programme, e *model.Enrolment, days int) (model.ChangeSet, error) {
	if err := running(e); err != nil {
		return model.ChangeSet{}, err
	}
	if days < p.Shortest() || days > 3660 {
		return refuse(model.Invalid, "err.enrol.short", "days", model.Args{"n": p.Shortest()})
	}
	return editEnrolment(actor, "enrolment.length", e, func(a *model.Enrolment) { a.Days = model.Some(days) }), nil
}

// SetRole says who has a role; no name takes the role from whoever had it.
func SetRole(actor string, p *Programme, e *model.Enrolment, role, name string) (model.ChangeSet, error) {
	if err := running(e); err != nil {
		return model.ChangeSet{}, err
	}
	if !slices.ContainsFunc(p.Roles, func(r Role) bool { return r.Key == role }) {
		return refuse(model.Invalid, "err.enrol.role", "roles",
			model.Args{"value": model.Clip(role), "known": p.keys("role")})
	}
	return editEnrolment(actor, "enrolment.role", e, func(a *model.Enrolment) {
		a.Roles = withKeyed(a.Roles, role, strings.TrimSpace(name))
	}), nil
}

// SetDue says by which day an element is to be done on this course; 0 takes the day away.
func SetDue(actor string, p *Programme, e *model.Enrolment, element string, on model.Date) (model.ChangeSet, error) {
	if err := running(e); err != nil {
		return model.ChangeSet{}, err
	}
	if p.Element(element) == nil {
		return refuse(model.Invalid, "err.tick.element", "element",
			model.Args{"value": model.Clip(element), "known": p.keys("element")})
	}
	if on != 0 && on < e.StartOn {
		return refuse(model.Invalid, "err.enrol.before", "due", model.Args{"day": e.StartOn.Time()})
	}
	return editEnrolment(actor, "enrolment.due", e, func(a *model.Enrolment) {
		a.Due = withKeyed(a.Due, element, on.String())
	}), nil
}

// SetRhythm says how many days may lie between two of a required contact, 1..366; 0 takes what was agreed away.
func SetRhythm(actor string, p *Programme, e *model.Enrolment, contact string, days int) (model.ChangeSet, error) {
	if err := running(e); err != nil {
		return model.ChangeSet{}, err
	}
	if p.Contact(contact) == nil {
		return refuse(model.Invalid, "err.enrol.contact", "rhythm",
			model.Args{"value": model.Clip(contact), "known": p.keys("contact")})
	}
	if days < 0 || days > 366 {
		return refuse(model.Invalid, "err.number", "rhythm", model.Args{"value": strconv.Itoa(days), "max": 366})
	}
	value := ""
	if days > 0 {
		value = strconv.Itoa(days)
	}
	return editEnrolment(actor, "enrolment.rhythm", e, func(a *model.Enrolment) {
		a.Rhythm = withKeyed(a.Rhythm, contact, value)
	}), nil
}

// Exempt leaves an enrolled citizen out of the programme's denominators for a time.
func Exempt(actor string, p *Programme, e *model.Enrolment, x *model.Exemption,
	others []*model.Exemption) (model.ChangeSet, error) {
	switch {
	case len(p.Exemptions) == 0:
		return refuse(model.Invalid, "err.exempt.none", "code", nil)
	case !slices.ContainsFunc(p.Exemptions, func(n Named) bool { return n.Key == x.Code }):
		return refuse(model.Invalid, "err.exempt.code", "code",
			model.Args{"value": model.Clip(x.Code), "known": p.keys("exemption")})
	case x.From < e.StartOn:
		return refuse(model.Invalid, "err.enrol.before", "from", model.Args{"day": e.StartOn.Time()})
	case x.Until != 0 && x.Until < x.From:
		return refuse(model.Invalid, "err.dates.order", "until", nil)
	}
	for _, o := range others {
		if o.ID != x.ID && (o.Until == 0 || x.From <= o.Until) && (x.Until == 0 || o.From <= x.Until) {
			return refuse(model.Conflict, "err.exempt.overlap", "from", model.Args{"day": o.From.Time()})
		}
	}
	n := *x
	n.EnrolmentID = e.ID
	return model.ChangeSet{Actor: actor, Action: "exemption.add", Changes: []model.Change{model.Add(&n)}}, nil
}

// refuse gives no change set and the error that says why, at which field.
func refuse(code model.Code, key, field string, args model.Args) (model.ChangeSet, error) {
	return model.ChangeSet{}, model.NewError(code, key, args).WithField(field)
}
