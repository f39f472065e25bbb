package agenda

import (
	"slices"

	"jobspor/model"
)

// What is due about following up.

// followUps finds days agreed for a follow-up.
func followUps(w *State) (out []Due) {
	for f := range w.FollowUps.All() {
		p := w.Placements.Get(f.PlacementID)
		if p == nil || p.NoFollowUp || !w.agreed(f) {
			continue
		}
		d := w.about(p, "followup", f.On)
		d.Type, d.ID, d.Text, d.Of = "followup", f.ID, f.What, f.How
		out = append(out, d)
	}
	return out
}

// agreed reports whether a follow-up is still to be held, and soon.
func (w *State) agreed(f *model.FollowUp) bool { return f.DoneOn == 0 && w.withinView(f.On) }

// rhythms finds running placements whose agreement asks for contact every so many weeks, counted from the last
// contact about citizen and workplace, else from the start. A follow-up agreed for these days replaces it.
func rhythms(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.State != "running" || p.NoFollowUp || p.paused != nil || slices.ContainsFunc(w.FollowUps.Of(p.ID),
			w.agreed) {
			continue
		}
		a := p.inForce
		if a == nil || a.FollowWeeks.V == 0 {
			continue
		}
		since := max(p.met, p.begun())
		on := since.Add(7 * a.FollowWeeks.V)
		if !w.withinView(on) {
			continue
		}
		d := w.about(p.Placement, "rhythm", on)
		d.Weeks = max(int(w.Today-since)/7, 0)
		out = append(out, d)
	}
	return out
}

// AskBack is after how many days of a pause without an expected last day Today asks about it.
const AskBack = 14

// returns finds pauses whose expected end comes, or that nobody has said anything about for some time: is the citizen
// back? Until that is said, the placement stands still, and its steps and rhythm wait.
func returns(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.paused == nil || !p.Firm() {
			continue
		}
		on := p.paused.From.Add(AskBack)
		if p.paused.Until != 0 {
			on = p.paused.Until.Add(1)
		}
		if w.withinView(on) {
			out = append(out, w.about(p.Placement, "returns", on))
		}
	}
	return out
}

// retention asks how it goes some weeks after the first paid hour, until contact on or after the checkpoint was logged.
// The latest checkpoint that has come counts, else the next one that comes soon. The first paid hour is that of the
// whole course: of the placement or of those it continues. A placement that another continues is left to that one.
func retention(w *State) (out []Due) {
	for _, p := range w.courses {
		if p.RetentionClosed || p.State != "running" && !p.LedToPay() || w.continued(p.Placement) {
			continue
		}
		first := w.firstPaid(p.Placement)
		if first == 0 {
			continue
		}
		weeks := w.checkpoint(first, p.met)
		if weeks == 0 {
			continue
		}
		d := w.about(p.Placement, "retention", first.Add(7*weeks))
		d.Weeks = weeks
		out = append(out, d)
	}
	return out
}

// continued reports whether another placement, not cancelled, continues this one.
func (w *State) continued(p *model.Placement) bool {
	return slices.ContainsFunc(w.Placements.Of(p.ID),
		func(next *model.Placement) bool { return next.State != "cancelled" })
}

// checkpoint gives the weeks of the checkpoint to be shown, 0 when none is.
func (w *State) checkpoint(first, met model.Date) int {
	for i := len(w.Rhythm.Retention) - 1; i >= 0; i-- {
		weeks := w.Rhythm.Retention[i]
		on := first.Add(7 * weeks)
		switch {
		case on > w.Today:
			earlier := i > 0 && w.pending(first.Add(7*w.Rhythm.Retention[i-1]), met)
			if w.withinView(on) && !earlier {
				return weeks
			}
		case w.pending(on, met):
			return weeks
		default:
			return 0
		}
	}
	return 0
}

// pending reports whether a checkpoint has come, was not held, and is not too long ago.
func (w *State) pending(on, met model.Date) bool {
	return on <= w.Today && met < on && on.Add(7*RetentionGrace) >= w.Today
}

// firstPaid is the Monday of the first week with ordinary paid hours in the course that a placement belongs to. Where
// none was logged, paid work begins after a placement that ended in it.
func (w *State) firstPaid(p *model.Placement) model.Date {
	var first model.Date
	for at, steps := p, 0; at != nil && steps < 50; at, steps = w.Placements.Get(at.ContinuesID), steps+1 {
		for _, k := range w.Weeks.Of(at.ID) {
			if k.Paid.V > 0 && (first == 0 || k.Monday < first) {
				first = k.Monday
			}
		}
	}
	if first == 0 && p.LedToPay() {
		first = p.EndedOn.Add(1)
	}
	return first
}
