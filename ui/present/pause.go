package present

import (
	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/ui/service"
)

// PauseText says from when a placement stands still, why, when it is expected to go on, and whether the time counts:
// "pause siden man 23/11 (ferie), ventes tilbage 7/12 · tæller med i varigheden".
func (w Words) PauseText(p *model.Pause, today model.Date) string {
	day := func(d model.Date) string { return w.Near(d.Time(), today.Time()) }
	key, args := "pause.lasts", []any{"day", day(p.From), "why", w.T("opt.pause_reason." + p.Reason)}
	back := ""
	switch {
	case p.BackOn != 0:
		key, args = "pause.was", append(args, "to", day(p.Last()))
	case p.From > today:
		key = "pause.comes"
	}
	if p.BackOn == 0 && p.Until != 0 {
		back = w.T("pause.back", "day", day(p.Until.Add(1)))
	} else if p.BackOn == 0 {
		back = w.T("pause.back.unknown")
	}
	return service.JoinNonEmpty(", ", w.T(key, args...), back) + " · " + w.T("pause.counts."+countsKey(p))
}

func countsKey(p *model.Pause) string {
	switch p.Counts {
	case model.Yes:
		return "yes"
	case model.No:
		return "no"
	}
	return "unknown"
}

// ShiftText lists the steps that are moved, each before and after, with the part of the course that it is in then.
func (w Words) ShiftText(moved []placement.MovedStep) []string {
	var out []string
	for _, m := range moved {
		out = append(out, service.JoinNonEmpty(" · ", w.T("shift.step", "from", w.DayYear(m.Before.From.Time()), "to",
			w.DayYear(m.After.From.Time()), "hours", w.HoursOf(m.After.Paid), "trial", w.HoursOf(m.After.Trial)),
			m.Ref))
	}
	return out
}
