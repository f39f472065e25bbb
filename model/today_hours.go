package model

// What is due about hours.

// missingHours tells of whole weeks of running placements without a row in the ledger, one for each placement and week.
// A week in which nothing is planned asks for nothing.
func missingHours(w *watch) (out []Due) {
	for _, p := range w.Placements {
		if p.State != "running" || p.StartOn == 0 {
			continue
		}
		logged := map[Date]bool{}
		for _, k := range w.weeks[p.ID] {
			logged[k.Monday] = true
		}
		from := max(p.StartOn.Monday(), w.Today.Monday().Add(-7*w.Rhythm.HoursBack))
		for monday := from; monday < w.Today.Monday(); monday += 7 {
			if logged[monday] || p.EndOn != 0 && p.EndOn < monday {
				continue
			}
			if plan, known := PlanAt(p, w.agreements[p.ID], monday); known && plan == (WeekPlan{}) {
				continue
			}
			d := w.of(p, "hours_missing", monday.Add(7+w.Rhythm.HoursDue))
			d.Occasion = monday.String()
			out = append(out, d)
		}
	}
	return out
}

// steps tells of the next step of the ladder. It is due until paid hours of a week from its day on reach it, or the
// step after it takes its place.
func steps(w *watch) (out []Due) {
	for _, p := range w.Placements {
		a := AgreementAt(w.agreements[p.ID], w.Today)
		if a == nil || p.State != "running" && p.State != "agreed" {
			continue
		}
		before, step := w.nextStep(p, a.Ladder())
		if step == nil || step.From == p.StartOn {
			continue
		}
		d := w.of(p, "step", step.From)
		d.From, d.To, d.Text = before, step.Paid, step.Trigger
		out = append(out, d)
	}
	return out
}

// nextStep finds the step to be shown and the paid hours before it: the latest whose day has come while paid hours have
// not reached it, else the next one that comes soon. A step that asks for no more paid hours is done on its day.
func (w *watch) nextStep(p *Placement, ladder []Step) (before Hours, step *Step) {
	for i := len(ladder) - 1; i >= 0; i-- {
		s := &ladder[i]
		before = 0
		if i > 0 {
			before = ladder[i-1].Paid
		}
		if s.From <= w.Today {
			if s.Paid > before && !w.reached(p, s) {
				return before, s
			}
			break
		}
		if w.soon(s.From) && s.Paid != before {
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
func (w *watch) reached(p *Placement, s *Step) bool {
	for _, k := range w.weeks[p.ID] {
		if k.Monday >= s.From.Monday() && k.Paid.V >= s.Paid {
			return true
		}
	}
	return false
}
