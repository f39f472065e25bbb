package present

import (
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// Cover says whose work is looked after until when: "ferieafløsning for MK til 4/12", or for the one who is away "JB
// afløser MK til 4/12".
func (w Words) Cover(v *service.TodayView, c *model.Cover, who string) string {
	key := "cover.covered"
	if c.ByID == who {
		key = "cover.covering"
	}
	return w.T(key, "away", v.Initials(c.AwayID), "by", v.Initials(c.ByID), "day", w.Day(c.Until.Time()))
}

// OrderText is a job order in one line: what is wanted, and how many.
func (w Words) OrderText(o *model.Opening) string {
	text := o.Title
	if o.Places.V > 1 {
		text += " ×" + w.Int(o.Places.V)
	}
	f, _ := schema.OpeningType().Field("hours")
	if h := w.Value(f, o, nil); h != "" {
		text += ", " + w.T("order.hours", "h", h)
	}
	return text
}

// OrderState says how far a job order is: "frist 4/12 · 1 ansat · 2 venter".
func (w Words) OrderState(v *service.OrderView, today model.Date) string {
	o, s := v.Opening, v.State
	var parts []string
	switch {
	case o.ClosedOn != 0:
		parts = append(parts, w.T("order.closed", "day", w.Near(o.ClosedOn.Time(), today.Time())))
	case o.DeadlineOn != 0:
		parts = append(parts, w.T("opening.until", "day", w.Near(o.DeadlineOn.Time(), today.Time())))
	}
	for _, p := range []struct {
		key string
		n   int
	}{{"order.hired", s.Hired}, {"order.waiting", s.Waiting}, {"order.refused", s.Refused}} {
		if p.n > 0 {
			parts = append(parts, w.T(p.key, "n", p.n))
		}
	}
	if len(v.Candidates) == 0 && o.ClosedOn == 0 {
		parts = append(parts, w.T("order.nobody"))
	}
	return strings.Join(parts, " · ")
}

// Candidate says what came of a candidate, when and why: "samtale 3/12", "afslag 4/12: for få timer".
func (w Words) Candidate(c *model.Candidate, today model.Date) string {
	f, _ := schema.CandidateType().Field("outcome")
	text := w.Value(f, c, nil) + " " + w.Near(c.On.Time(), today.Time())
	return because(text, c.Reason)
}

// because adds a reason to a sentence, on one line.
func because(text, why string) string {
	if why == "" {
		return text
	}
	return text + ": " + strings.Join(strings.Fields(why), " ")
}

// RefusalText says that a workplace said no to a citizen, who is called by number: "sagde nej til B-0003 4/11: for få
// timer".
func (w Words) RefusalText(r model.Refusal, ref string, today model.Date) string {
	if ref == "" {
		ref = w.T("refusal.somebody")
	}
	text := w.T("refusal.undated", "ref", ref)
	if r.On != 0 {
		text = w.T("refusal.on", "ref", ref, "day", w.Near(r.On.Time(), today.Time()))
	}
	if r.Why == "" {
		return text + ": " + w.T("refusal.untold")
	}
	return because(text, r.Why)
}

// ParentText is an owner of a legal unit: name, CVR number, who said so and when.
func (w Words) ParentText(p service.Parent) (text, detail string) {
	text = p.ParentName
	if p.ParentCVR != "" {
		text += ", CVR " + p.ParentCVR
	}
	detail = w.T("unit.parent.source", "source", p.Source, "day", w.DayYear(p.On.Time()))
	if n := len(p.Here); n > 0 {
		detail = w.T("unit.parent.here", "n", n) + " · " + detail
	}
	return text, detail
}

// HandOverLine begins the note of what is handed over by plan.
func (w Words) HandOverLine(p service.Planned, on model.Date) string {
	return w.T("portfolio.line", "day", w.DayYear(on.Time()), "from", p.FromName, "to", p.ToName)
}

// HandOverSaid tells what a hand-over that took effect did, and what it left.
func (w Words) HandOverSaid(p service.Planned, args model.Args) string {
	said := w.T("handover.said", "from", p.FromName, "to", p.ToName, "n", args["n"], "companies", args["companies"])
	if n, _ := args["stay"].(int); n > 0 {
		said += " " + w.T("handover.said.stay", "n", n)
	}
	if n, _ := args["more"].(int); n > 0 {
		said += " " + w.T("handover.said.more", "n", n, "from", p.FromName)
	}
	return said
}
