package agenda

import (
	"jobspor/model"
	"jobspor/model/agreement"
)

// What is due about hours.

// missingHours finds whole weeks of placements that run, or have ended in these weeks, without a row in the ledger, or
// without paid hours in it where some were planned: blank is not reported. There is one for each placement and week. A
// week in which nothing is planned asks for nothing.
func missingHours(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.StartOn != 0 && (p.State == "running" || w.endedLately(p.Placement)) {
			out = w.unwritten(out, p)
		}
	}
	return out
}

// endedLately reports whether a placement ended in the weeks whose hours are asked for.
func (w *State) endedLately(p *model.Placement) bool {
	return p.State == "ended" && p.EndedOn >= w.Today.Monday().Add(-7*w.Rhythm.HoursBack)
}

// unwritten adds the weeks of one placement that are missing in its course. A week that two parts share is written
// once.
func (w *State) unwritten(out []Due, p *activePlacement) []Due {
	part := agreement.Part{Placement: p.Placement, Agreements: p.agreements, Pauses: w.Pauses.Of(p.ID)}
	back := w.Today.Monday().Add(-7 * w.Rhythm.HoursBack)
	for _, monday := range agreement.Unwritten(part, p.course, back, w.Today, w.ladder) {
		d := w.about(p.Placement, "hours_missing", monday.Add(7+w.Rhythm.HoursDue))
		d.Occasion = monday.String()
		out = append(out, d)
	}
	return out
}

// stalls finds running placements whose paid hours have not risen for some weeks although the plan has. Hours that
// do not rise as planned are no stall.
func stalls(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.stalled > 0 {
			d := w.about(p.Placement, "stalled", 0)
			d.Weeks = p.stalled
			d.Occasion = w.rose(p).String()
			out = append(out, d)
		}
	}
	return out
}

// stall is for how many weeks the paid hours of a running placement have not risen, 0 where Today does not mention it.
func (w *State) stall(p *activePlacement) int {
	if p.State != "running" || w.Rhythm.Stalled == 0 || p.paused != nil {
		return 0
	}
	n := 0
	if rose := w.rose(p); rose == 0 || int(w.Today-rose) >= 7*w.Rhythm.Stalled {
		if latest := w.latestWeek(p); latest != nil {
			parts := w.parts(p)
			plan, _ := agreement.PlanOf(parts, w.ladder)(latest.Monday)
			if latest.Paid.V < plan.Paid {
				n = agreement.LadderOf(parts, w.Today, w.ladder).Stalled
			}
		}
		if n < w.Rhythm.Stalled {
			n = 0
		}
	}
	return n
}

// latestWeek is the latest week whose paid hours are logged, nil when there is none.
func (w *State) latestWeek(p *activePlacement) (latest *model.Week) {
	for _, k := range p.course {
		if k.Paid.Known && k.Monday <= w.Today && (latest == nil || k.Monday > latest.Monday) {
			latest = k
		}
	}
	return latest
}

// rose is the Monday of the week in which paid hours last rose above every earlier one and stayed, 0 when there were
// none.
func (w *State) rose(p *activePlacement) model.Date {
	rose, _ := agreement.RoseOn(p.course)
	return rose
}

// steps finds the next step of the ladder. It is due until paid hours of a week from its day on reach it, or the
// step after it has come. Where the paid hours have stalled, stalls mentions that instead.
func steps(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.State != "running" && p.State != "agreed" || p.waits() || p.paused != nil {
			continue
		}
		a := p.inForce
		if a == nil || len(a.Steps) < 2 {
			continue // a ladder of one step only begins
		}
		before, step := w.nextStep(p, w.ladder(a))
		if step == nil || p.stalled > 0 {
			continue
		}
		d := w.about(p.Placement, "step", step.From)
		d.From, d.To, d.Text = before, step.Paid, step.Trigger
		out = append(out, d)
	}
	return out
}

// nextStep finds the step to be shown and the paid hours before it: the latest whose day has come while paid hours have
// not reached it, else the next one that comes soon. A step that asks for no more paid hours is done on its day, and
// where the placement begins is no step.
func (w *State) nextStep(p *activePlacement, ladder []model.Step) (before model.Hours, step *model.Step) {
	for i := len(ladder) - 1; i >= 0; i-- {
		s := &ladder[i]
		before = 0
		if i > 0 {
			before = ladder[i-1].Paid
		}
		if s.From <= p.begun() {
			break
		}
		if s.From <= w.Today {
			if s.Paid > before && !w.reached(p, s) {
				return before, s
			}
			break
		}
		if w.withinView(s.From) && s.Paid != before {
			step = s
		}
	}
	if step != nil {
		before = 0
		for i := range ladder {
			if ladder[i].From < step.From {
				before = ladder[i].Paid
			}
		}
	}
	return before, step
}

// reached reports whether a week from the step's day on has its paid hours.
func (w *State) reached(p *activePlacement, s *model.Step) bool {
	for _, k := range p.course {
		if k.Monday >= s.From.Monday() && k.Paid.V >= s.Paid {
			return true
		}
	}
	return false
}
