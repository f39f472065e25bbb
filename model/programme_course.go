package model

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// PhaseSpan is a phase with its first and last day.
type PhaseSpan struct {
	Phase    Phase
	From, To Date
}

// Spans lays the phases over a course of so many days: whole days, without gap or overlap, the first day of the first
// phase is the start, the last day of the last one is the course's last. Equally long phases share the days evenly; what
// does not divide goes to the last. Given lengths hold as they are, except that the last phase takes what a changed length
// gives or takes. None come out of a course that is too short to hold every phase a day.
func (p *Programme) Spans(start Date, days int) []PhaseSpan {
	n := len(p.Phases)
	if n == 0 || start == 0 || days < p.Shortest() {
		return nil
	}
	out := make([]PhaseSpan, n)
	from := start
	for i, f := range p.Phases {
		long := f.Days.V
		if p.Equal {
			long = days / n
		}
		to := from.Add(long - 1)
		if i == n-1 {
			to = start.Add(days - 1)
		}
		out[i] = PhaseSpan{f, from, to}
		from = to.Add(1)
	}
	return out
}

// Shortest is the fewest days that a course can have: one for each equal phase; with given lengths all of the phases
// before the last, and a day for that.
func (p *Programme) Shortest() int {
	if p.Equal || len(p.Phases) == 0 {
		return max(1, len(p.Phases))
	}
	sum := 1
	for _, f := range p.Phases[:len(p.Phases)-1] {
		sum += f.Days.V
	}
	return sum
}

// Open reports whether the enrolment still runs.
func (e *Enrolment) Open() bool { return e.EndedOn == 0 }

// LastDay is the last day of the course by its length; 0 when that is not known.
func (e *Enrolment) LastDay() Date {
	if !e.Days.Known || e.Days.V < 1 {
		return 0
	}
	return e.StartOn.Add(e.Days.V - 1)
}

// DueOf is the day by which an element is to be done: the one put on this course, else the definition's, else 0.
func (e *Enrolment) DueOf(el *Element) Date {
	if v := keyed(e.Due, el.Key); v != "" {
		if d, err := ParseDate(v, 0); err == nil {
			return d
		}
	}
	if el.Due.Known {
		return e.StartOn.Add(el.Due.V)
	}
	return 0
}

// RhythmOf is how many days may lie between two of a required contact; 0 when neither the course nor the definition says.
func (e *Enrolment) RhythmOf(c *Rhythmic) int {
	if n, err := strconv.Atoi(keyed(e.Rhythm, c.Key)); err == nil && n > 0 {
		return n
	}
	return c.Every.V
}

// RoleName is who has a role, "" when nobody.
func (e *Enrolment) RoleName(key string) string { return keyed(e.Roles, key) }

// keyed finds the rest of the line that begins with the key and a space.
func keyed(lines []string, key string) string {
	for _, l := range lines {
		if k, v, ok := strings.Cut(l, " "); ok && k == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// withKeyed puts, replaces or, with "", removes the line of a key; the lines of others stay.
func withKeyed(lines []string, key, value string) []string {
	out := slices.DeleteFunc(slices.Clone(lines), func(l string) bool { k, _, _ := strings.Cut(l, " "); return k == key })
	if value != "" {
		out = append(out, key+" "+value)
	}
	return out
}

// AgendaInput is what there is to know of one enrolment.
type AgendaInput struct {
	Today      Date
	Programme  *Programme
	Enrolment  *Enrolment
	Ticks      []*Tick
	Lines      []*PlanLine
	Checks     []*ProgressCheck
	Exemptions []*Exemption
	CheckEvery int // days between two progress checks; 0 asks for none
	Ahead      int // so many days ahead are shown
}

// AgendaItem is something that is next or late on a course.
type AgendaItem struct {
	Kind string // one of AgendaKinds
	Key  string // of the element, contact, role, phase or plan line
	On   Date   // the day it is due, 0 when it has none
	Late bool
}

// AgendaKinds in the order they are shown among those of the same day; their words are "agenda.<kind>".
var AgendaKinds = []string{"triage", "length", "role", "exempt", "end", "phase", "element", "contact", "rhythm", "attended", "step", "check"}

// Agenda lists what is next and what is late on an open enrolment, late first, then by day, then what has no day. Somebody
// in a control group gets the usual effort and is only measured; during an exemption nothing is asked for but its end.
func Agenda(in AgendaInput) []AgendaItem {
	e, p := in.Enrolment, in.Programme
	if !e.Open() || p == nil {
		return nil
	}
	var out []AgendaItem
	for _, x := range in.Exemptions {
		if x.Covers(in.Today) {
			if x.Until != 0 && x.Until <= in.Today.Add(in.Ahead) {
				out = append(out, AgendaItem{Kind: "exempt", Key: x.Code, On: x.Until})
			}
			return out
		}
	}
	rules := []func() []AgendaItem{in.missing, in.shifts, in.elements, in.contacts, in.planned, in.checkDue}
	if e.Group == "control" {
		rules = []func() []AgendaItem{in.shifts, in.checkDue}
	}
	for _, rule := range rules {
		out = append(out, rule()...)
	}
	for i := range out {
		out[i].Late = out[i].On != 0 && out[i].On < in.Today && out[i].Kind != "phase"
	}
	slices.SortStableFunc(out, func(a, b AgendaItem) int {
		return cmp.Or(cmp.Compare(a.press(), b.press()), cmp.Compare(a.On, b.On), cmp.Compare(slices.Index(AgendaKinds, a.Kind), slices.Index(AgendaKinds, b.Kind)))
	})
	return out
}

// press puts late before what is missing at once, before dated, before what can be done any day.
func (s AgendaItem) press() int {
	switch {
	case s.Late:
		return 0
	case s.Kind == "triage" || s.Kind == "length":
		return 1
	case s.On != 0:
		return 2
	case s.Kind == "role":
		return 4
	}
	return 3
}

// missing is what the definition asks for and the enrolment lacks.
func (in AgendaInput) missing() (out []AgendaItem) {
	e, p := in.Enrolment, in.Programme
	if len(p.Triage) > 0 && e.Triage == "" {
		out = append(out, AgendaItem{Kind: "triage"})
	}
	if p.Ask && !e.Days.Known {
		out = append(out, AgendaItem{Kind: "length"})
	}
	for _, r := range p.Roles {
		if r.Must && e.RoleName(r.Key) == "" {
			out = append(out, AgendaItem{Kind: "role", Key: r.Key})
		}
	}
	return out
}

// shifts are phases that begin soon and the course's end.
func (in AgendaInput) shifts() (out []AgendaItem) {
	e := in.Enrolment
	for i, s := range in.Programme.Spans(e.StartOn, e.Days.V) {
		if i > 0 && s.From >= in.Today && s.From <= in.Today.Add(in.Ahead) {
			out = append(out, AgendaItem{Kind: "phase", Key: s.Phase.Key, On: s.From})
		}
	}
	if last := e.LastDay(); last != 0 && last <= in.Today.Add(in.Ahead) {
		out = append(out, AgendaItem{Kind: "end", On: last})
	}
	return out
}

// elements are those that can be done now: the first of each ordered part that is not ticked, and all that go side by
// side, when what comes before them is ticked.
func (in AgendaInput) elements() (out []AgendaItem) {
	e, p := in.Enrolment, in.Programme
	if len(p.Triage) > 0 && e.Triage == "" {
		return nil
	}
	done := map[string]bool{}
	for _, t := range in.Ticks {
		done[t.Element] = true
	}
	waiting := map[string]bool{} // ordered parts whose next element was found
	for _, el := range p.ElementsFor(e.Triage) {
		if done[el.Key] || waiting[el.Part] {
			continue
		}
		ready := !slices.ContainsFunc(el.After, func(k string) bool { return !done[k] })
		due := e.DueOf(&el)
		if ready || due != 0 && due < in.Today {
			out = append(out, AgendaItem{Kind: "element", Key: el.Key, On: due})
		}
		if p.ordered(el.Part) {
			waiting[el.Part] = true
		}
	}
	return out
}

// ordered reports whether the elements of a part follow one another; "" is the elements of no part.
func (p *Programme) ordered(part string) bool {
	for _, q := range p.Parts {
		if q.Key == part {
			return q.Order
		}
	}
	return p.Order
}

// contacts are required contacts by their rhythm, and the staff days of the week that passed.
func (in AgendaInput) contacts() (out []AgendaItem) {
	e := in.Enrolment
	if last := e.LastDay(); last != 0 && last < in.Today {
		return nil
	}
	for i := range in.Programme.Contacts {
		c := &in.Programme.Contacts[i]
		if c.Days.Known {
			if week := in.Today.Monday().Add(-7); week >= e.StartOn.Monday() && !slices.ContainsFunc(in.Lines, func(l *PlanLine) bool { return l.Kind == "attended" && l.On.Monday() == week }) {
				out = append(out, AgendaItem{Kind: "attended", Key: c.Key, On: week.Add(6)})
			}
			continue
		}
		every := e.RhythmOf(c)
		if every == 0 {
			out = append(out, AgendaItem{Kind: "rhythm", Key: c.Key})
			continue
		}
		if due := in.lastHeld(c).Add(every); due <= in.Today.Add(in.Ahead) {
			out = append(out, AgendaItem{Kind: "contact", Key: c.Key, On: due})
		}
	}
	return out
}

// lastHeld is the day a required contact was last had, else the start. A talk on the plan counts for the contact that it
// names, or for the only one there is.
func (in AgendaInput) lastHeld(c *Rhythmic) Date {
	last := in.Enrolment.StartOn
	for _, t := range in.Ticks {
		if t.Element == c.Key {
			last = max(last, t.On)
		}
	}
	talks := 0
	for _, o := range in.Programme.Contacts {
		if !o.Days.Known {
			talks++
		}
	}
	for _, l := range in.Lines {
		if l.Kind == "talk" && l.On <= in.Today && (l.Track == c.Key || talks == 1 && in.Programme.Contact(l.Track) == nil) {
			last = max(last, l.On)
		}
	}
	return last
}

// planned are the citizen's own steps with a day.
func (in AgendaInput) planned() (out []AgendaItem) {
	for _, l := range in.Lines {
		if l.Kind == "step" && l.On != 0 && l.DoneOn == 0 && l.On <= in.Today.Add(in.Ahead) {
			out = append(out, AgendaItem{Kind: "step", Key: l.ID, On: l.On})
		}
	}
	return out
}

func (in AgendaInput) checkDue() []AgendaItem {
	if in.CheckEvery <= 0 || len(in.Programme.Progress) == 0 {
		return nil
	}
	due := in.Enrolment.StartOn
	for _, c := range in.Checks {
		if c.On >= in.Enrolment.StartOn {
			due = max(due, c.On.Add(in.CheckEvery))
		}
	}
	if due > in.Today.Add(in.Ahead) {
		return nil
	}
	return []AgendaItem{{Kind: "check", On: due}}
}

// OnTime tells of an element that has a day on this course whether it was ticked by then; known is false for one without
// a day, and before its day while it is not ticked.
func (e *Enrolment) OnTime(el *Element, ticks []*Tick, today Date) (onTime, known bool) {
	due := e.DueOf(el)
	if due == 0 {
		return false, false
	}
	for _, t := range ticks {
		if t.EnrolmentID == e.ID && t.Element == el.Key && t.On <= due {
			return true, true
		}
	}
	return false, due < today
}
