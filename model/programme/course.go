package programme

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// PhaseSpan is a phase with its first and last day.
type PhaseSpan struct {
	Phase    Phase
	From, To model.Date
}

// Spans lays the phases over a course of so many days: whole days, without gap or overlap, the first day of the first
// phase is the start, the last day of the last one is the course's last. Equally long phases share the days evenly;
// what does not divide goes to the last. Given lengths hold as they are, except that the last phase takes what a
// changed length gives or takes. None come out of a course that is too short to hold every phase a day.
func (p *Programme) Spans(start model.Date, days int) []PhaseSpan {
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

// DueOf is the day by which an element is to be done: the one put on this course, else the definition's or the first
// day of the phase that it comes before, else 0.
func (p *Programme) DueOf(e *model.Enrolment, el *Element) model.Date {
	if v := model.KeyedLine(e.Due, el.Key); v != "" {
		if d, err := model.ParseDate(v, 0); err == nil {
			return d
		}
	}
	if el.Due.Known {
		return e.StartOn.Add(el.Due.V)
	}
	for _, s := range p.Spans(e.StartOn, e.Days.V) {
		if el.Before == s.Phase.Key {
			return s.From
		}
	}
	return 0
}

// RhythmOf is how many days may lie between two of a required contact; 0 when neither the course nor the definition
// says.
func RhythmOf(e *model.Enrolment, c *RequiredContact) int {
	if n, err := strconv.Atoi(model.KeyedLine(e.Rhythm, c.Key)); err == nil && n > 0 {
		return n
	}
	return c.Every.V
}

// withKeyed puts, replaces or, with "", removes the line of a key; the lines of others stay.
func withKeyed(lines []string, key, value string) []string {
	out := slices.DeleteFunc(slices.Clone(lines),
		func(l string) bool { k, _, _ := strings.Cut(l, " "); return k == key })
	if value != "" {
		out = append(out, key+" "+value)
	}
	return out
}

// CourseInput is what there is to know of one enrolment.
type CourseInput struct {
	Today      model.Date
	Programme  *Programme
	Enrolment  *model.Enrolment
	Ticks      []*model.Tick
	Lines      []*model.PlanLine
	Checks     []*model.ProgressCheck
	Exemptions []*model.Exemption
	CheckEvery int  // days between two progress checks; 0 asks for none
	Ahead      int  // so many days ahead are shown
	Asking     bool // the answers to the programme's questions were read, so that those missing can be told
}

// CourseItem is something that is next or late on a course.
type CourseItem struct {
	Kind string     // one of CourseItemKinds
	Key  string     // of the element, contact, role, phase or plan line
	On   model.Date // the day it is due, 0 when it has none
	Late bool
}

// itemRows are the sections of a programme that the keys of items belong to, by kind.
var itemRows = map[string]string{"element": "element", "contact": "element", "rhythm": "element", "attended": "element",
	"role": "role", "phase": "phase", "question": "question", "exempt": "exemption"}

// Name is what the programme calls an item; empty where it is named by its kind alone, or by a line of the plan.
func (a CourseItem) Name(p *Programme) Bilingual {
	if p == nil || itemRows[a.Kind] == "" {
		return Bilingual{}
	}
	for _, n := range p.Rows(itemRows[a.Kind]) {
		if n.Key == a.Key {
			return n.Name
		}
	}
	return Bilingual{}
}

// CourseItemKinds in the order they are shown among those of the same day; their words are "agenda.<kind>".
var CourseItemKinds = []string{"question", "triage", "length", "role", "exempt", "end", "phase", "element", "contact",
	"rhythm", "attended", "step", "check"}

// CourseItems lists what is next and what is late on an open enrolment, late first, then by day, then what has no day.
// Somebody in a control group gets the usual effort and is only measured; during an exemption nothing is asked for but
// its end.
func CourseItems(in CourseInput) []CourseItem {
	e, p := in.Enrolment, in.Programme
	if !e.Open() || p == nil {
		return nil
	}
	var out []CourseItem
	for _, x := range in.Exemptions {
		if x.Covers(in.Today) {
			if x.Until != 0 && x.Until <= in.Today.Add(in.Ahead) {
				out = append(out, CourseItem{Kind: "exempt", Key: x.Code, On: x.Until})
			}
			return out
		}
	}
	rules := []func() []CourseItem{in.missing, in.shifts, in.elements, in.contacts, in.planned, in.checkDue}
	if e.Group == "control" {
		rules = []func() []CourseItem{in.shifts, in.checkDue}
	}
	for _, rule := range rules {
		out = append(out, rule()...)
	}
	for i := range out {
		out[i].Late = out[i].On != 0 && out[i].On < in.Today && out[i].Kind != "phase"
	}
	slices.SortStableFunc(out, func(a, b CourseItem) int {
		return cmp.Or(cmp.Compare(a.press(), b.press()), cmp.Compare(a.On, b.On),
			cmp.Compare(slices.Index(CourseItemKinds, a.Kind), slices.Index(CourseItemKinds, b.Kind)))
	})
	return out
}

// press puts late before what is missing at once, before dated, before what can be done any day.
func (s CourseItem) press() int {
	switch {
	case s.Late:
		return 0
	case s.Kind == "triage" || s.Kind == "length" || s.Kind == "question":
		return 1
	case s.On != 0:
		return 2
	case s.Kind == "role":
		return 4
	}
	return 3
}

// missing is what the definition asks for and the enrolment lacks.
func (in CourseInput) missing() (out []CourseItem) {
	e, p := in.Enrolment, in.Programme
	if in.Asking {
		for _, q := range p.Unasked(e) {
			out = append(out, CourseItem{Kind: "question", Key: q.Key})
		}
	}
	if len(p.Triage) > 0 && e.Triage == "" {
		out = append(out, CourseItem{Kind: "triage"})
	}
	if p.LengthAsked && !e.Days.Known {
		out = append(out, CourseItem{Kind: "length"})
	}
	for _, r := range p.Roles {
		if r.Must && e.RoleName(r.Key) == "" {
			out = append(out, CourseItem{Kind: "role", Key: r.Key})
		}
	}
	return out
}

// shifts are phases that begin soon and the course's end.
func (in CourseInput) shifts() (out []CourseItem) {
	e := in.Enrolment
	for i, s := range in.Programme.Spans(e.StartOn, e.Days.V) {
		if i > 0 && s.From >= in.Today && s.From <= in.Today.Add(in.Ahead) {
			out = append(out, CourseItem{Kind: "phase", Key: s.Phase.Key, On: s.From})
		}
	}
	if last := e.LastDay(); last != 0 && last <= in.Today.Add(in.Ahead) {
		out = append(out, CourseItem{Kind: "end", On: last})
	}
	return out
}

// elements are those that can be done now: the first of each ordered part that is not ticked, and all that go side by
// side, when what comes before them is ticked.
func (in CourseInput) elements() (out []CourseItem) {
	e, p := in.Enrolment, in.Programme
	if len(p.Triage) > 0 && e.Triage == "" {
		return nil
	}
	done := map[string]bool{}
	for _, t := range in.Ticks {
		done[t.Element] = true
	}
	waiting := map[string]bool{} // ordered parts whose next element was found
	for _, el := range p.ElementsFor(e) {
		if done[el.Key] || waiting[el.Part] {
			continue
		}
		ready := !slices.ContainsFunc(el.After, func(k string) bool { return !done[k] })
		due := p.DueOf(e, &el)
		if ready || due != 0 && due < in.Today {
			out = append(out, CourseItem{Kind: "element", Key: el.Key, On: due})
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
func (in CourseInput) contacts() (out []CourseItem) {
	e := in.Enrolment
	if last := e.LastDay(); last != 0 && last < in.Today {
		return nil
	}
	for i := range in.Programme.Contacts {
		c := &in.Programme.Contacts[i]
		if c.Days.Known {
			week := in.Today.Monday().Add(-7)
			noted := func(l *model.PlanLine) bool { return l.Kind == "attended" && l.On.Monday() == week }
			if week >= e.StartOn.Monday() && !slices.ContainsFunc(in.Lines, noted) {
				out = append(out, CourseItem{Kind: "attended", Key: c.Key, On: week.Add(6)})
			}
			continue
		}
		every := RhythmOf(e, c)
		if every == 0 {
			out = append(out, CourseItem{Kind: "rhythm", Key: c.Key})
			continue
		}
		if due := in.lastHeld(c).Add(every); due <= in.Today.Add(in.Ahead) {
			out = append(out, CourseItem{Kind: "contact", Key: c.Key, On: due})
		}
	}
	return out
}

// lastHeld is the day a required contact was last had, else the start. A talk on the plan counts for the contact that
// it names, or for the only one there is.
func (in CourseInput) lastHeld(c *RequiredContact) model.Date {
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
		if l.Kind == "talk" && l.On <= in.Today &&
			(l.Track == c.Key || talks == 1 && in.Programme.Contact(l.Track) == nil) {
			last = max(last, l.On)
		}
	}
	return last
}

// planned are the citizen's own steps with a day.
func (in CourseInput) planned() (out []CourseItem) {
	for _, l := range in.Lines {
		if l.Kind == "step" && l.On != 0 && l.DoneOn == 0 && l.On <= in.Today.Add(in.Ahead) {
			out = append(out, CourseItem{Kind: "step", Key: l.ID, On: l.On})
		}
	}
	return out
}

func (in CourseInput) checkDue() []CourseItem {
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
	return []CourseItem{{Kind: "check", On: due}}
}

// OnTime tells of an element that has a day on this course whether it was ticked by then; known is false for one
// without a day, and before its day while it is not ticked.
func (p *Programme) OnTime(e *model.Enrolment, el *Element, ticks []*model.Tick,
	today model.Date) (onTime, known bool) {
	due := p.DueOf(e, el)
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
