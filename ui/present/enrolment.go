package present

import (
	"strings"

	"cmp"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// EvidenceText describes a row that serves as evidence: its kind, where, and when; never more than its page shows.
func EvidenceText(v *service.EnrolmentView, w Words, row model.RowRef) string {
	describe := func(what string, on model.Date, more string) string {
		return service.JoinNonEmpty(" · ", what, more, w.Near(on.Time(), v.Today.Time()))
	}
	switch row.Type {
	case "placement":
		if p := rowWith(v.Known.Placements, row.ID); p != nil {
			return describe(p.Ref+" "+w.T("opt.placement_kind."+p.Kind), p.StartOn, v.Names[p.CompanyID])
		}
	case "agreement":
		if a := rowWith(v.Known.Agreements, row.ID); a != nil {
			if p := rowWith(v.Known.Placements, a.PlacementID); p != nil {
				return describe(w.T("type.agreement")+" "+strconv.Itoa(a.Number.V), a.ValidFrom, v.Names[p.CompanyID])
			}
		}
	case "week":
		if k := rowWith(v.Known.Weeks, row.ID); k != nil {
			_, week := k.Monday.Week()
			return w.T("enrolment.week", "n", week, "h", lang.Quarters(k.Paid.V))
		}
	case "contact":
		if c := rowWith(v.Known.Contacts, row.ID); c != nil {
			return describe(w.T("opt.how."+c.How), c.On, v.Names[c.CompanyID])
		}
	case "goal":
		if g := rowWith(v.Known.Goals, row.ID); g != nil {
			return describe(w.T("type.goal"), g.SetOn, g.Words)
		}
	case "check":
		if c := rowWith(v.Known.Checks, row.ID); c != nil {
			return describe(w.T("type.check"), c.On, "")
		}
	case "planline":
		for _, l := range v.Lines[v.Enrolment.ID] {
			if l.ID == row.ID {
				return describe(w.T("opt.plan_kind."+l.Kind), max(l.On, l.DoneOn), l.Words)
			}
		}
	}
	return ""
}

// rowWith finds a row by its ID, nil when there is none.
func rowWith[T any, P interface {
	*T
	model.Entity
}](list []P, id string) *T {
	for _, e := range list {
		if e.Meta().ID == id {
			return (*T)(e)
		}
	}
	return nil
}

// CourseItemText describes one item that is next or overdue.
func CourseItemText(v *service.CitizenEnrolments, w Words, e *model.Enrolment, a programme.CourseItem) string {
	p, _ := v.Programme(e)
	code := string(w.Code())
	what := a.Key
	if name := a.Name(p).In(code); name != "" {
		what = name
	}
	if a.Kind == "step" {
		for _, l := range v.Lines[e.ID] {
			if l.ID == a.Key {
				what = l.Words
			}
		}
	}
	return w.T("agenda."+a.Kind, "what", what)
}

// Event is something that happened between two progress checks.
type Event struct {
	On   model.Date
	Text string
	Mark bool // a progress check itself
}

// Events lists the citizen's history, oldest first: placements that began and ended, the first paid hour, elements
// done, steps taken, enrolments, and the checks between them.
func Events(v *service.ChecksView, w Words) []Event {
	var out []Event
	put := func(on model.Date, text string) {
		if on != 0 && on <= v.Today {
			out = append(out, Event{On: on, Text: text})
		}
	}
	for _, c := range v.Checks {
		out = append(out, Event{On: c.On, Text: service.JoinNonEmpty(" · ", w.T("type.check"), c.NextStep), Mark: true})
	}
	for _, p := range v.Known.Placements {
		if p.State == "cancelled" || p.State == "suggested" || p.State == "contacted" {
			continue
		}
		what := service.JoinNonEmpty(" · ", w.T("opt.placement_kind."+p.Kind), v.Names[p.CompanyID])
		put(p.StartOn, w.T("checks.began", "what", what))
		put(p.EndedOn, w.T("checks.ended", "what", what))
	}
	for _, k := range v.Known.Weeks {
		if k.Paid.V > 0 {
			put(k.Monday, w.T("checks.firstpaid", "h", lang.Quarters(k.Paid.V)))
			break
		}
	}
	for _, e := range v.Enrolments {
		p, _ := v.Programme(e)
		put(e.StartOn, w.T("checks.began", "what", p.ShortName(string(w.Code()))))
		if e.EndedOn != 0 {
			put(e.EndedOn,
				w.T("checks.ended", "what",
					service.JoinNonEmpty(" · ", p.ShortName(string(w.Code())),
						p.Word("outcome", e.Outcome, string(w.Code())))))
		}
		for _, t := range v.Ticks[e.ID] {
			put(t.On, p.Word("element", t.Element, string(w.Code())))
		}
		for _, l := range v.Lines[e.ID] {
			if l.Kind == "step" || l.Kind == "met" {
				put(max(l.DoneOn, map[bool]model.Date{true: l.On}[l.Kind == "met"]),
					service.JoinNonEmpty(" · ", w.T("opt.plan_kind."+l.Kind), v.Names[l.CompanyID], l.Words))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Event) int { return cmp.Compare(a.On, b.On) })
	return out
}

// Regrouping says what the group of a controlled trial was before, until when, and why it was changed.
func (w Words) Regrouping(r model.Regrouping) string {
	was := w.T("opt.enrolment_group." + r.Group)
	if r.Drawn != "" {
		was += " (" + w.DrawnGroup(r.Drawn) + ")"
	}
	return w.T("enrolment.redrawn.was", "was", was, "day", w.yearDay(r.On), "why", r.Why)
}

// DrawnGroup says how a group came about: by which number of which seed, or entered.
func (w Words) DrawnGroup(drawn string) string {
	if drawn == "entered" {
		return w.T("enrolment.drawn.entered")
	}
	rest, ok := strings.CutPrefix(drawn, "seed ")
	if seed, n, both := strings.Cut(rest, " no "); ok && both {
		return w.T("enrolment.drawn.seed", "seed", seed, "n", n)
	}
	return drawn
}

// Answer is the answer to a programme's question in words, "" when it was not asked.
func (w Words) Answer(q *programme.Question, e *model.Enrolment) string {
	text := q.AnswerText(e, string(w.Code()))
	switch {
	case text == "":
		return ""
	case q.Kind == "condition":
		return w.T("enrolment.answer." + text)
	case q.Kind == "date":
		if d, err := model.ParseDate(text, 0); err == nil {
			return w.yearDay(d)
		}
	}
	return text
}

// TargetFit says which conditions of the target group do not hold and what was not asked: "passer ikke: …".
func (w Words) TargetFit(p *programme.Programme, e *model.Enrolment) (lines []string) {
	lines = w.TargetUnfit(p, e)
	for _, q := range p.Unasked(e) {
		lines = append(lines, w.T("enrolment.unasked", "what", q.Name.In(string(w.Code()))))
	}
	return lines
}

// TargetUnfit says which conditions of the target group do not hold.
func (w Words) TargetUnfit(p *programme.Programme, e *model.Enrolment) (lines []string) {
	for _, q := range p.Unfit(e) {
		lines = append(lines, w.T("enrolment.unfit", "what", q.Name.In(string(w.Code()))))
	}
	return lines
}
