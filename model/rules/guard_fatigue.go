package rules

import (
	"slices"

	"jobspor/model"
)

// fatigueGuard looks at placements without paid hours that follow one another at the workplace: many of them, or one
// citizen's again and again. Its numbers are the municipality's own.
func fatigueGuard(in *Input) []Guard {
	rule := in.find("fatigue")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("fatigue", rule)
	}
	since := addMonths(in.from(in.Placement), -rule.Values["within_months"])
	all, own := in.unpaid(rule, since)
	n, weeks := rule.Values["placements"], rule.Values["weeks"]
	ownDays := 0
	for _, p := range own {
		ownDays += int(in.until(p)-p.StartOn) + 1
	}
	g := newGuard("fatigue", rule)
	in.askDates(&g, rule)
	g.counts("guard.fatigue.sum.workplace", model.Args{"n": len(all), "most": n, "since": since})
	g.counts("guard.fatigue.sum.citizen", model.Args{"n": len(own), "days": Span(ownDays), "weeks": weeks})
	args := model.Args{"n": len(all), "own": len(own), "days": Span(ownDays), "months": rule.Values["within_months"]}
	switch {
	case ownDays > 7*weeks || len(own) >= n:
		g.says(LevelConsider, "guard.fatigue.citizen", args)
	case len(all) >= n:
		g.says(LevelConsider, "guard.fatigue.workplace", args)
	default:
		g.says(LevelOK, "guard.fatigue.fine", args)
	}
	return []Guard{g}
}

// until is the last day of a placement as far as it is known, its start at least.
func (in *Input) until(p *model.Placement) model.Date {
	if p.Last() == 0 {
		return max(in.Today, p.StartOn)
	}
	return p.Last()
}

// askDates asks for the days without which placements at the workplace cannot be counted.
func (in *Input) askDates(g *Guard, rule *Rule) {
	others := 0
	for _, p := range in.others() {
		if p.State == "cancelled" || rule.fits(in.about(p)) == 0 {
			continue
		}
		others++
		if !datesKnown(p) {
			g.lacks("guard.fatigue.ask.dates", model.Args{"ref": refOr(p)})
		}
	}
	if p := in.Placement; others > 0 && (p.StartOn == 0 || p.Last() == 0 || !datesKnown(p)) {
		g.lacks("guard.fatigue.ask.own", nil)
	}
}

// others are the earlier placements at the workplace and those that run there, without this one.
func (in *Input) others() []*model.Placement {
	list := slices.Clone(in.Before)
	for _, u := range in.There {
		if u.Placement != nil && u.Placement.State == "running" {
			list = append(list, u.Placement)
		}
	}
	return slices.DeleteFunc(list, func(p *model.Placement) bool { return p.ID == in.Placement.ID })
}

// unpaid gives the workplace's placements of the rule's instruments since a day that had no paid hours and led to none,
// this one not among all of them, and those of this citizen with this one.
func (in *Input) unpaid(rule *Rule, since model.Date) (all, own []*model.Placement) {
	seen := map[string]bool{in.Placement.ID: true}
	for _, p := range in.others() {
		if seen[p.ID] || p.State == "cancelled" || p.StartOn == 0 || in.until(p) < since || p.StartOn > in.JudgedOn() {
			continue
		}
		seen[p.ID] = true
		if rule.fits(in.about(p)) == 0 || in.PaidBefore[p.ID] > 0 ||
			slices.Contains([]string{"paid_hours", "job"}, p.Outcome) {
			continue
		}
		all = append(all, p)
		if p.CitizenID == in.Placement.CitizenID {
			own = append(own, p)
		}
	}
	if p := in.Placement; p.StartOn != 0 && p.Last() != 0 && len(own) > 0 && !in.paidHere() {
		own = append(own, p)
	}
	return all, own
}

// paidHere reports whether this placement has or plans paid hours.
func (in *Input) paidHere() bool {
	if slices.ContainsFunc(in.Weeks, func(w *model.Week) bool {
		return w.PlacementID == in.Placement.ID && w.Paid.V > 0
	}) {
		return true
	}
	a := in.agreement()
	return a != nil && slices.ContainsFunc(a.Ladder(), func(s model.Step) bool { return s.Paid > 0 })
}
