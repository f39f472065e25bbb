package rules

import (
	"jobspor/model"
)

// moneyGuard reckons what the next step's paid hours come to in a month, and what of it is free by the citizen's rate
// of benefit. It is a hint (vejledende): the benefit office knows.
func moneyGuard(in *Input) []Guard {
	step := in.nextPaid()
	if step == nil || in.employed() {
		return nil
	}
	on, a := in.JudgedOn(), in.agreement()
	about := in.about(in.Placement)
	about.Rate = in.Rules.RateKey(a.RateType)
	rule := in.Rules.Find("money", on, about)
	if rule != nil && rule.Unknown {
		return unknown("money", rule)
	}
	g := newGuard("money", rule)
	wage, own := in.wage(a, on)
	if wage == 0 {
		g.lacks("guard.money.ask.wage", nil)
	} else if !own {
		g.lacks("guard.money.ask.ownwage", model.Args{"wage": Ore(wage)})
	}
	args := model.Args{"on": step.From, "hours": step.Paid, "wage": Ore(wage)}
	month := monthly(step.Paid, wage)
	if wage > 0 {
		g.counts("guard.money.sum.month", model.Args{"hours": step.Paid, "wage": Ore(wage), "month": Ore(month)})
	}
	if rule == nil {
		if !in.Rules.speaks("money", on, in.Placement.Kind) {
			return nil
		}
		if a.RateType == "" {
			g.lacks("guard.money.ask.rate", nil)
		} else {
			g.lacks("guard.money.ask.otherrate", model.Args{"rate": a.RateType})
		}
		g.says(LevelAsk, "guard.money.norate", args)
		return []Guard{g}
	}
	in.free(&g, rule, step, wage, month, args)
	if then := in.Rules.Find("money", step.From, about); then != rule {
		g.counts("guard.money.sum.changes", model.Args{"on": step.From})
	}
	return []Guard{g}
}

// Hundredths is a number with two decimals.
type Hundredths int

// Ore is an amount of money in øre; 14500 is 145 kroner.
type Ore int

// free says what of a month's wage is free, and what is deducted of the rest.
func (in *Input) free(g *Guard, rule *Rule, step *model.Step, wage, month int, args model.Args) {
	g.leansOn(rule, "free_month", "free_hour", "share")
	free, hourly := rule.Value("free_hour")
	if hourly {
		hours := monthly(step.Paid, 100) // hundredths of hours a month
		if most, ok := rule.Value("hours_month"); ok {
			hours = min(hours, most*25)
		}
		g.counts("guard.money.sum.hourly", model.Args{"free": Ore(free)})
		free = (free*hours + 50) / 100
	} else {
		free = rule.Values["free_month"]
	}
	args["free"], args["month"] = Ore(free), Ore(month)
	share, ok := rule.Value("share")
	if ok {
		args["share"] = share
		args["taken"] = Ore((max(month-free, 0)*share + 50) / 100)
		g.counts("guard.money.sum.free", model.Args{"month": Ore(month), "free": Ore(free), "share": share,
			"rest": Ore(max(month-free, 0)), "taken": args["taken"]})
	}
	if from, ok := rule.Value("cap_from"); ok {
		g.counts("guard.money.sum.cap", model.Args{"from": from, "to": rule.ValueOr("cap_to", from)})
	}
	if wage > 0 && free > 0 && !hourly {
		g.counts("guard.money.sum.hours",
			model.Args{"free": Ore(free), "wage": Ore(wage), "week": Hundredths(freeHours(free, wage))})
	}
	switch {
	case wage == 0:
		g.says(LevelAsk, "guard.money.nowage", args)
	case month <= free:
		g.says(LevelOK, "guard.money.within", args)
	case ok:
		g.says(LevelConsider, "guard.money.above", args)
	default:
		g.says(LevelConsider, "guard.money.beyond", args)
	}
}

// monthly is what weekly hours at an hourly wage in øre come to in a month, a twelfth of 52 weeks, in øre.
func monthly(weekly model.Hours, wage int) int { return (int(weekly)*wage*52 + 24) / 48 }

// freeHours is how many hours a week, in hundredths, a month's free amount pays for.
func freeHours(free, wage int) int { return (free*1200 + wage*26) / (wage * 52) }

// wage is the agreement's hourly wage in øre, else the rules' to reckon with; own tells which.
func (in *Input) wage(a *model.Agreement, on model.Date) (ore int, own bool) {
	if a.Wage.Known && a.Wage.V > 0 {
		return a.Wage.V * 100, true
	}
	return in.Rules.Find("wage", on, in.about(in.Placement)).ValueOr("hour", 0), false
}

// nextPaid is the next step with paid hours, else the present one, nil when none has any.
func (in *Input) nextPaid() *model.Step {
	a := in.agreement()
	if a == nil {
		return nil
	}
	var now *model.Step
	for _, s := range a.Ladder() {
		if s.From > in.Today && s.Paid > 0 {
			return &s
		}
		if s.From <= in.Today {
			now = nil
			if s.Paid > 0 {
				now = &s
			}
		}
	}
	return now
}
