package rules

import (
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
)

// contractGuard looks at whether the hours that somebody is employed for average over the threshold, in what was worked
// and in what is planned, and whether a written contract (ansættelsesbevis) was handed out.
func contractGuard(in *Input) []Guard {
	rule := in.find("contract")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("contract", rule)
	}
	g := newGuard("contract", rule)
	hours, weeks := model.Hours(rule.Values["hours"]), rule.Values["weeks"]
	args := model.Args{"hours": hours, "weeks": weeks}
	most, monday := in.busiest(weeks)
	step := in.overAt(hours)
	if most == 0 && step == nil && !in.employed() {
		return nil // nobody is or will be employed
	}
	if monday != 0 {
		g.counts("guard.contract.sum.worked", model.Args{"hours": most, "weeks": weeks,
			"average": Share{int(most), 4 * weeks}, "start": monday, "end": monday.Add(7*weeks - 1)})
	}
	if step != nil {
		g.counts("guard.contract.sum.planned",
			model.Args{"on": step.From, "hours": in.employedHours(step.Trial, step.Paid)})
	}
	over := int(most) > int(hours)*weeks
	switch {
	case in.Placement.ContractOn != 0:
		g.counts("guard.contract.sum.contract", model.Args{"on": in.Placement.ContractOn})
		g.says(LevelOK, "guard.contract.done", args)
	case over:
		g.lacks("guard.contract.ask.contract", nil)
		g.says(LevelConsider, "guard.contract.over", args)
	case step != nil && step.From <= in.Today:
		g.lacks("guard.contract.ask.contract", nil)
		g.says(LevelAsk, "guard.contract.planned", args)
	case step != nil:
		args["on"] = step.From
		g.says(LevelAsk, "guard.contract.soon", args)
	case in.hoursOpen(&g):
		g.says(LevelAsk, "guard.contract.open", args)
	default:
		g.says(LevelOK, "guard.contract.under", args)
	}
	return []Guard{g}
}

// hoursOpen asks for the hours of employment that are not known: those that are agreed, and those of the weeks that are
// over. It reports whether any are.
func (in *Input) hoursOpen(g *Guard) bool {
	p := in.Placement
	if a := in.agreement(); a == nil || !slices.ContainsFunc(a.Ladder(), func(s model.Step) bool {
		return in.employedHours(s.Trial, s.Paid) > 0
	}) {
		g.lacks("guard.contract.ask.hours", nil) // no agreement, or one of 0 hours, which is none
	}
	if p.StartOn == 0 {
		g.lacks("guard.contract.ask.start", nil)
	} else if n := in.unwritten(); n > 0 {
		g.lacks("guard.contract.ask.weeks", model.Args{"n": n})
	}
	return len(g.Missing) > 0
}

// unwritten is how many whole weeks of the placement are over without their hours of employment being written.
func (in *Input) unwritten() (n int) {
	written := map[model.Date]bool{}
	for _, w := range in.Weeks {
		instrument := !in.employed() || !model.HasInstrument(in.Placement.Kind) || w.Trial.Known
		if w.PlacementID == in.Placement.ID && w.Paid.Known && instrument {
			written[w.Monday] = true
		}
	}
	for monday := in.Placement.StartOn.Monday(); monday.Add(6) < in.Today; monday = monday.Add(7) {
		if _, _, runs := in.Placement.InWeek(monday); !runs {
			break
		}
		if !written[monday] {
			n++
		}
	}
	return n
}

// employed reports whether the instrument itself is employment.
func (in *Input) employed() bool { return !model.Unpaid(in.Placement.Kind) }

// employedHours are those of somebody's employment: the paid ones, and the instrument's where it is employment.
func (in *Input) employedHours(instrument, paid model.Hours) model.Hours {
	if in.employed() {
		return instrument + paid
	}
	return paid
}

// busiest gives the most hours of employment worked in so many weeks in a row, and the Monday they begin; a week that
// was not logged has none.
func (in *Input) busiest(weeks int) (most model.Hours, monday model.Date) {
	for _, first := range in.Weeks {
		if first.PlacementID != in.Placement.ID {
			continue
		}
		var n model.Hours
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
func (in *Input) overAt(hours model.Hours) *model.Step {
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
func overlapGuard(in *Input) []Guard {
	rule := in.find("overlap")
	a := in.agreement()
	if rule == nil || a == nil || in.employed() {
		return nil
	}
	if rule.Unknown {
		return unknown("overlap", rule)
	}
	paid := slices.ContainsFunc(a.Ladder(), func(s model.Step) bool { return s.Paid > 0 })
	both := agreement.OverlappingTasks(a.TrialTasks, a.PaidTasks)
	if !paid && len(a.PaidTasks) == 0 {
		return nil // no hybrid placement
	}
	g := newGuard("overlap", rule)
	g.says(LevelOK, "guard.overlap.nosame", nil)
	if len(a.TrialTasks) == 0 {
		g.lacks("guard.overlap.ask.trial", nil)
	}
	if len(a.PaidTasks) == 0 {
		g.lacks("guard.overlap.ask.paid", nil)
	}
	if len(g.Missing) > 0 {
		g.says(LevelAsk, "guard.overlap.open", nil)
	}
	for _, task := range both {
		g.counts("guard.overlap.sum.task", model.Args{"trial": task.Trial, "paid": task.Paid})
	}
	if len(both) > 0 {
		g.says(LevelConsider, "guard.overlap.same", model.Args{"n": len(both)})
	}
	return []Guard{g}
}

// weekGuard looks at whether any planned week is longer than a week may be.
func weekGuard(in *Input) []Guard {
	rule := in.find("week")
	a := in.agreement()
	if rule == nil || a == nil {
		return nil
	}
	if rule.Unknown {
		return unknown("week", rule)
	}
	most := model.Hours(rule.Values["hours"])
	for _, s := range a.Ladder() {
		if s.Trial+s.Paid > most {
			g := newGuard("week", rule)
			g.counts("guard.week.sum", model.Args{"on": s.From, "hours": s.Trial + s.Paid})
			g.says(LevelConsider, "guard.week.over", model.Args{"hours": most})
			return []Guard{g}
		}
	}
	return nil
}
