package model

import "slices"

// What is due about placements: their beginning, their end, and what must be in order.

// starts tells of a first day that comes and of one that passed while the placement does not run.
func starts(w *watch) (out []Due) {
	for _, p := range w.Placements {
		if p.StartOn == 0 || p.State == "running" || !w.soon(p.StartOn) {
			continue
		}
		switch {
		case p.StartOn < w.Today:
			if !w.trialOver(p) {
				out = append(out, w.of(p, "not_started", p.StartOn))
			}
		case p.State == "agreed":
			out = append(out, w.of(p, "starts", p.StartOn))
		}
	}
	return out
}

// trialOver reports whether a trial visit's last day has come: from then on Today asks what was learned.
func (w *watch) trialOver(p *Placement) bool {
	return p.Kind == "trial" && p.State != "suggested" && lastAgreed(p) != 0 && lastAgreed(p) <= w.Today
}

// lastAgreed is the last day agreed; a trial visit without one takes a day.
func lastAgreed(p *Placement) Date {
	if p.EndOn == 0 && p.Kind == "trial" {
		return p.StartOn
	}
	return p.EndOn
}

func trialsOver(w *watch) (out []Due) {
	for _, p := range w.Placements {
		if w.trialOver(p) {
			out = append(out, w.of(p, "trial_over", lastAgreed(p)))
		}
	}
	return out
}

// ends tells of trials and placements that end soon, and of those past their last day that nobody closed.
func ends(w *watch) (out []Due) {
	for _, p := range w.Placements {
		last := lastAgreed(p)
		switch {
		case !w.soon(last) || w.trialOver(p) || p.StartOn >= w.Today && p.Kind == "trial":
		case last < w.Today:
			if p.State == "running" {
				out = append(out, w.of(p, "not_closed", last))
			}
		case p.State == "running" || p.State == "agreed":
			out = append(out, w.of(p, "ends", last))
		}
	}
	return out
}

// repKinds are the placements for which employees are heard before they begin (medarbejderrepræsentant).
var repKinds = []string{"traineeship", "subsidy"}

// NeedsRep reports whether the employees' representative must have been heard; a firm of one has none.
func NeedsRep(p *Placement, c *Company) bool {
	return slices.Contains(repKinds, p.Kind) && !(c != nil && c.FTE.Known && c.FTE.V <= 100)
}

// representatives tells of placements about to begin, or running, whose employees were not heard.
func representatives(w *watch) (out []Due) {
	for _, p := range w.Placements {
		heard := p.RepConfirmedOn != 0 && p.ColleaguesOn != 0
		if heard || p.State != "agreed" && p.State != "running" || !NeedsRep(p, w.company[p.CompanyID]) {
			continue
		}
		d := w.of(p, "rep_not_heard", p.StartOn)
		if p.StartOn < w.Today {
			d.On = 0 // it is missing, not more so each day
		}
		if d.On == 0 || w.soon(d.On) {
			out = append(out, d)
		}
	}
	return out
}

// acknowledgements tells of agreements in force that citizen and workplace have not both acknowledged some days after
// they began to count.
func acknowledgements(w *watch) (out []Due) {
	for _, p := range w.Placements {
		a := InForce(w.agreements[p.ID], w.Today)
		if a == nil {
			a = LatestAgreement(w.agreements[p.ID])
		}
		if p.State != "running" || a == nil || a.CitizenOn != 0 && a.CompanyOn != 0 {
			continue
		}
		on := max(p.StartOn, a.ValidFrom).Add(w.Rhythm.Acknowledge)
		if on != 0 && on <= w.Today {
			d := w.of(p, "not_acknowledged", on)
			d.Occasion = a.ID
			out = append(out, d)
		}
	}
	return out
}
