package agenda

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/rules"
)

// What is due about placements: their beginning, their end, and what must be in order.

// starts finds a first day that comes and of one that passed while the placement does not run. An extension only goes
// on: there is nothing to do before its first day.
func starts(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.StartOn == 0 || p.State == "running" || !w.withinView(p.StartOn) {
			continue
		}
		switch {
		case p.StartOn < w.Today:
			if !w.trialOver(p) {
				out = append(out, w.about(p.Placement, "not_started", p.StartOn))
			}
		case p.State == "agreed" && (p.ContinuesHow != "extension" || p.StartOn == w.Today):
			out = append(out, w.about(p.Placement, "starts", p.StartOn))
		}
	}
	return out
}

// trialOver reports whether a trial visit's last day has come: from then on Today asks what was learned.
func (w *State) trialOver(p *activePlacement) bool {
	return p.Kind == "trial" && p.State != "suggested" && lastAgreed(p.Placement) != 0 &&
		lastAgreed(p.Placement) <= w.Today
}

// lastAgreed is the last day agreed; a trial visit without one takes a day.
func lastAgreed(p *model.Placement) model.Date {
	if p.EndOn == 0 && p.Kind == "trial" {
		return p.StartOn
	}
	return p.EndOn
}

func trialsOver(w *State) (out []Due) {
	for _, p := range w.courses {
		if w.trialOver(p) {
			out = append(out, w.about(p.Placement, "trial_over", lastAgreed(p.Placement)))
		}
	}
	return out
}

// ends finds trials and placements that end soon, and of those past their last day that nobody closed. What another one
// continues does not end, and is closed when that one begins.
func ends(w *State) (out []Due) {
	for _, p := range w.courses {
		last := lastAgreed(p.Placement)
		switch {
		case p.goesOn() || !w.withinView(last) || w.trialOver(p) || p.StartOn >= w.Today && p.Kind == "trial":
		case last < w.Today:
			if p.State == "running" {
				out = append(out, w.about(p.Placement, "not_closed", last))
			}
		case p.State == "running" || p.State == "agreed":
			out = append(out, w.about(p.Placement, "ends", last))
		}
	}
	return out
}

// representatives finds placements about to begin, or running, whose employees were not consulted as the rules require.
// Who was consulted about the first part was not about its extension; where both lack it, the earlier one is told.
func representatives(w *State) (out []Due) {
	if w.Rules == nil {
		return nil
	}
	due := func(p *model.Placement) bool {
		about := rules.Input{Today: w.Today, Rules: w.Rules, Placement: p, Company: w.Companies.Get(p.CompanyID),
			Agreements: w.Agreements.Of(p.ID)}
		return p.Firm() && (p.StartOn < w.Today || w.withinView(p.StartOn)) && about.RepresentativeNotHeard()
	}
	for _, p := range w.courses {
		if !due(p.Placement) || slices.ContainsFunc(p.earlier(), due) {
			continue
		}
		d := w.about(p.Placement, "rep_not_heard", p.StartOn)
		if p.StartOn < w.Today {
			d.On = 0 // it is missing, not more so each day
		}
		out = append(out, d)
	}
	return out
}

// acknowledgements finds agreements in force that citizen and workplace have not both acknowledged some days after
// they began to count.
func acknowledgements(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.State != "running" {
			continue
		}
		a := cmp.Or(p.inForce, agreement.Latest(p.agreements))
		if a == nil || a.CitizenOn != 0 && a.CompanyOn != 0 {
			continue
		}
		on := max(p.StartOn, a.ValidFrom).Add(w.Rhythm.Acknowledge)
		if on != 0 && on <= w.Today {
			d := w.about(p.Placement, "not_acknowledged", on)
			d.Occasion = a.ID
			out = append(out, d)
		}
	}
	return out
}
