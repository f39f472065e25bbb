package present

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// Event is something that happened between two progress checks.
type Event struct {
	On   model.Date
	Text string
	Mark bool // a progress check itself
}

// Events are what happened to the citizen over time, oldest first: placements that began and ended, the first paid
// hour, elements ticked, steps taken, enrolments, and the checks between them.
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
