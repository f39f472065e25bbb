package model

import "slices"

// contractGuard looks at whether the hours that somebody is employed for average over the threshold, in what was worked
// and in what is planned, and whether a written contract (ansættelsesbevis) was handed out.
func contractGuard(in *GuardInput) []Guard {
	rule := in.find("contract")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("contract", rule)
	}
	g := newGuard("contract", rule)
	hours, weeks := Hours(rule.Values["hours"]), rule.Values["weeks"]
	args := Args{"hours": hours, "weeks": weeks}
	most, monday := in.busiest(weeks)
	step := in.overAt(hours)
	if most == 0 && step == nil && !in.employed() {
		return nil // nobody is or will be employed
	}
	if monday != 0 {
		g.counts("guard.contract.sum.worked", Args{"hours": most, "weeks": weeks, "average": Share{int(most), 4 * weeks}, "start": monday, "end": monday.Add(7*weeks - 1)})
	}
	if step != nil {
		g.counts("guard.contract.sum.planned", Args{"on": step.From, "hours": in.employedHours(step.Trial, step.Paid)})
	}
	over := int(most) > int(hours)*weeks
	switch {
	case in.Placement.ContractOn != 0:
		g.counts("guard.contract.sum.contract", Args{"on": in.Placement.ContractOn})
		g.says(GuardOK, "guard.contract.done", args)
	case over:
		g.lacks("guard.contract.ask.contract", nil)
		g.says(GuardWarn, "guard.contract.over", args)
	case step != nil && step.From <= in.Today:
		g.lacks("guard.contract.ask.contract", nil)
		g.says(GuardAsk, "guard.contract.planned", args)
	case step != nil:
		args["on"] = step.From
		g.says(GuardNote, "guard.contract.soon", args)
	default:
		g.says(GuardOK, "guard.contract.under", args)
	}
	return []Guard{g}
}

// employed reports whether the instrument itself is employment.
func (in *GuardInput) employed() bool { return !Unpaid(in.Placement.Kind) }

// employedHours are those of somebody's employment: the paid ones, and the instrument's where it is employment.
func (in *GuardInput) employedHours(instrument, paid Hours) Hours {
	if in.employed() {
		return instrument + paid
	}
	return paid
}

// busiest gives the most hours of employment worked in so many weeks in a row, and the Monday they begin; a week that
// was not logged has none.
func (in *GuardInput) busiest(weeks int) (most Hours, monday Date) {
	for _, first := range in.Weeks {
		if first.PlacementID != in.Placement.ID {
			continue
		}
		var n Hours
		for _, w := range in.Weeks {
			if w.PlacementID == in.Placement.ID && w.Monday >= first.Monday && w.Monday < first.Monday.Add(7*weeks) {
				n += in.employedHours(w.Trial.V, w.Paid.V)
			}
		}
		if n > most || n == most && n > 0 && first.Monday < monday {
			most, monday = n, first.Monday
		}
	}
	return most, monday
}

// overAt is the first planned step whose hours of employment are over the threshold, nil when none is.
func (in *GuardInput) overAt(hours Hours) *Step {
	a := in.agreement()
	if a == nil {
		return nil
	}
	for _, s := range a.Ladder() {
		if in.employedHours(s.Trial, s.Paid) > hours {
			return &s
		}
	}
	return nil
}

// overlapGuard finds tasks that are both in the unpaid and in the paid list: in a hybrid placement (hybridpraktik) the
// work must be other work.
func overlapGuard(in *GuardInput) []Guard {
	rule := in.find("overlap")
	a := in.agreement()
	if rule == nil || a == nil || in.employed() {
		return nil
	}
	if rule.Unknown {
		return unknown("overlap", rule)
	}
	paid := slices.ContainsFunc(a.Ladder(), func(s Step) bool { return s.Paid > 0 })
	both := OverlappingTasks(a.TrialTasks, a.PaidTasks)
	if !paid && len(a.PaidTasks) == 0 {
		return nil // no hybrid placement
	}
	g := newGuard("overlap", rule)
	g.says(GuardOK, "guard.overlap.apart", nil)
	if len(a.TrialTasks) == 0 {
		g.lacks("guard.overlap.ask.trial", nil)
	}
	if len(a.PaidTasks) == 0 {
		g.lacks("guard.overlap.ask.paid", nil)
	}
	if len(g.Missing) > 0 {
		g.says(GuardAsk, "guard.overlap.open", nil)
	}
	for _, task := range both {
		g.counts("guard.overlap.sum.task", Args{"trial": task.Trial, "paid": task.Paid})
	}
	if len(both) > 0 {
		g.says(GuardWarn, "guard.overlap.same", Args{"n": len(both)})
	}
	return []Guard{g}
}

// weekGuard looks at whether any planned week is longer than a week may be.
func weekGuard(in *GuardInput) []Guard {
	rule := in.find("week")
	a := in.agreement()
	if rule == nil || a == nil {
		return nil
	}
	if rule.Unknown {
		return unknown("week", rule)
	}
	most := Hours(rule.Values["hours"])
	for _, s := range a.Ladder() {
		if s.Trial+s.Paid > most {
			g := newGuard("week", rule)
			g.counts("guard.week.sum", Args{"on": s.From, "hours": s.Trial + s.Paid})
			g.says(GuardWarn, "guard.week.over", Args{"hours": most})
			return []Guard{g}
		}
	}
	return nil
}
