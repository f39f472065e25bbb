package rules

import (
	"slices"

	"jobspor/model"
)

// durationGuard looks at how long the placement lasts, together with what it continues, against the row of its target
// group and instrument.
func durationGuard(in *Input) []Guard {
	p := in.Placement
	rule := in.find("duration")
	switch {
	case rule != nil && rule.Unknown:
		out := unknown("duration", rule)
		out[0].leansOn(rule, rule.Unsure...)
		in.decidedElsewhere(&out[0], rule)
		return out
	case rule == nil && !in.Rules.speaks("duration", in.JudgedOn(), p.Kind):
		return nil // nothing is said about this instrument
	}
	g := newGuard("duration", rule)
	in.decidedElsewhere(&g, rule)
	differ := in.sectorsDiffer("duration")
	if differ {
		in.askSector(&g)
	}
	if rule == nil && differ && (in.Company == nil || in.Company.Sector == "") {
		g.says(LevelAsk, "guard.duration.nosector", nil)
		return []Guard{g}
	}
	if rule == nil {
		if p.TargetGroup == "" {
			g.lacks("guard.duration.ask.group", nil)
		} else {
			g.lacks("guard.duration.ask.other", model.Args{"group": p.TargetGroup})
		}
		g.says(LevelAsk, "guard.duration.nogroup", nil)
		return []Guard{g}
	}
	in.judgeDuration(&g, rule)
	return []Guard{g}
}

// speaks reports whether any row of a kind is about the instrument on a day, for whichever target group.
func (r *Set) speaks(kind string, on model.Date, instrument string) bool {
	return slices.ContainsFunc(r.On(on), func(row *Rule) bool {
		return row.Kind == kind && (len(row.Instruments) == 0 || slices.Contains(row.Instruments, instrument))
	})
}

// chain is the placement after those of its instrument that it continues, the oldest first; gap tells that one of them
// cannot be read. A chain that leads back to itself ends there.
func (in *Input) chain() (list []*model.Placement, gap bool) {
	known := map[string]*model.Placement{}
	for _, p := range in.Before {
		known[p.ID] = p
	}
	for _, u := range in.There {
		if u.Placement != nil {
			known[u.Placement.ID] = u.Placement
		}
	}
	out := []*model.Placement{in.Placement}
	seen := map[string]bool{in.Placement.ID: true}
	for id := in.Placement.ContinuesID; id != "" && !seen[id]; {
		p := known[id]
		if p == nil {
			gap = true
			break
		}
		if p.Kind != in.Placement.Kind {
			break
		}
		seen[id], id = true, p.ContinuesID
		out = append(out, p)
	}
	slices.Reverse(out)
	return out, gap
}

// Months is a number of calendar months.
type Months int

// Span is a number of days, shown as weeks and days.
type Span int

// days is how many days a placement lasts, first and last among them; 0 when a day is missing.
func days(p *model.Placement) int {
	if p.StartOn == 0 || p.Last() == 0 || p.Last() < p.StartOn {
		return 0
	}
	return int(p.Last()-p.StartOn) + 1
}

// apart are the citizen's other placements of the instrument at the workplace that are no part of the chain, and how
// many days they lasted together. What is only suggested, or cancelled, is none.
func (in *Input) apart(chain []*model.Placement) (list []*model.Placement, total int) {
	for _, p := range in.others() {
		if p.CitizenID != in.Placement.CitizenID || p.Kind != in.Placement.Kind || p.State == "cancelled" ||
			p.StartOn > in.JudgedOn() || slices.Contains(chain, p) || slices.Contains(list, p) {
			continue
		}
		list, total = append(list, p), total+days(p)
	}
	return list, total
}

// datesKnown reports whether it is known when a placement began and, if it is over, when it really ended.
func datesKnown(p *model.Placement) bool {
	return p.StartOn != 0 && (p.State != "ended" || p.EndedOn >= p.StartOn)
}

// judgeDuration fills in the guard.
func (in *Input) judgeDuration(g *Guard, rule *Rule) {
	p, before, total := in.Placement, 0, 0
	list, gap := in.chain()
	for _, c := range list {
		if (c != p || !p.Open()) && !datesKnown(c) {
			g.lacks("guard.duration.ask.dates", model.Args{"ref": refOr(c)})
		}
		if n := days(c); n > 0 {
			total += n
			g.counts("guard.duration.sum.part",
				model.Args{"ref": refOr(c), "start": c.StartOn, "end": c.Last(), "days": Span(n)})
		}
		if c != p {
			before = total
		}
	}
	if gap {
		g.lacks("guard.duration.ask.before", nil)
	}
	paused := in.pausedDays(g, list, total)
	total -= paused
	if len(list) > 1 {
		g.counts("guard.duration.sum.total", model.Args{"n": len(list), "days": Span(total)})
	}
	apart, alone := in.apart(list)
	for _, c := range apart {
		if !datesKnown(c) {
			g.lacks("guard.duration.ask.dates", model.Args{"ref": refOr(c)})
		}
		if n := days(c); n > 0 {
			g.counts("guard.duration.sum.apart",
				model.Args{"ref": refOr(c), "start": c.StartOn, "end": c.Last(), "days": Span(n)})
		}
	}
	first := in.firstDays(rule)
	if total <= first && total+alone > first {
		g.lacks("guard.duration.ask.apart", model.Args{"n": len(apart), "days": Span(total + alone)})
	}
	g.leansOn(rule, "first_weeks", "first_months")
	if total > first {
		g.leansOn(rule, "extendable", "extend_to_weeks", "step_weeks")
	}
	period := any(Span(first))
	if m, ok := rule.Value("first_months"); ok {
		period = Months(m)
	}
	args := model.Args{"first": period, "end": p.Last(), "total": Span(total),
		"left": Span(max(int(p.Last()-in.Today)+1, 0))}
	latest := p.StartOn.Add(first - before - 1 + paused)
	if p.StartOn != 0 && before < first {
		g.counts("guard.duration.sum.first", model.Args{"days": period, "last": latest})
	}
	switch {
	case p.StartOn == 0:
		g.lacks("guard.duration.ask.start", nil)
		g.says(LevelAsk, "guard.duration.nodates", args)
	case p.Last() == 0:
		g.lacks("guard.duration.ask.end", model.Args{"last": latest})
		g.says(LevelAsk, "guard.duration.nodates", args)
	case total <= first:
		in.firstPeriod(g, args)
	default:
		in.extended(g, rule, args, before, total)
	}
	if weeks, ok := rule.Value("exception_weeks"); ok && total > first {
		g.counts("guard.duration.sum.exception", model.Args{"weeks": weeks})
	}
}

// firstDays is the length of the first period in days; months are counted from the beginning of the chain.
func (in *Input) firstDays(rule *Rule) int {
	if weeks, ok := rule.Value("first_weeks"); ok {
		return 7 * weeks
	}
	list, _ := in.chain()
	start := in.from(list[0])
	return int(addMonths(start, rule.Values["first_months"]) - start)
}

// firstPeriod: the whole chain is within the first period.
func (in *Input) firstPeriod(g *Guard, args model.Args) {
	extends := in.Placement.ContinuesID != "" && in.Placement.ContinuesHow != "renewal" ||
		in.Placement.ContinuesHow == "extension"
	if extends && in.Placement.ExtensionReason == "" {
		g.lacks("guard.duration.ask.reason", nil)
	}
	switch {
	case !in.Placement.Open():
		g.says(LevelOK, "guard.duration.over", args)
	case in.Placement.EndOn < in.Today:
		g.says(LevelAsk, "guard.duration.past", args)
	case in.Placement.EndOn <= in.Today.Add(soonDays):
		g.says(LevelOK, "guard.duration.soon", args)
	default:
		g.says(LevelOK, "guard.duration.first", args)
	}
}

// soonDays is how many days before its last day a placement is said to end soon, as Today does by default.
const soonDays = 14

// extended: the chain is longer than the first period.
func (in *Input) extended(g *Guard, rule *Rule, args model.Args, before, total int) {
	if in.Placement.ExtensionReason == "" {
		g.lacks("guard.duration.ask.reason", nil)
	}
	to, extends := rule.Value("extend_to_weeks")
	yes, said := rule.Value("extendable")
	switch {
	case said && yes == 0:
		g.says(LevelConsider, "guard.duration.notlonger", args)
	case !extends:
		g.lacks("guard.duration.ask.extension", nil)
		g.says(LevelConsider, "guard.duration.longer", args)
	case total <= 7*to:
		args["weeks"] = to
		g.counts("guard.duration.sum.extend", model.Args{"weeks": to})
		in.assessed(g, rule)
		g.says(LevelConsider, "guard.duration.extended", args)
	default:
		in.stepped(g, rule, args, before, total)
	}
}

func (in *Input) assessed(g *Guard, rule *Rule) {
	if rule.ValueOr("assessment", 0) == 1 {
		g.counts("guard.duration.sum.assessment", nil)
	}
}

// stepped: the chain is longer than the extension, too; further time is given in steps.
func (in *Input) stepped(g *Guard, rule *Rule, args model.Args, before, total int) {
	to := 7 * rule.Values["extend_to_weeks"]
	args["weeks"] = to / 7
	step, ok := rule.Value("step_weeks")
	if !ok {
		g.says(LevelConsider, "guard.duration.longest", args)
		return
	}
	args["step"] = step
	in.assessed(g, rule)
	beyond := total - to
	g.counts("guard.duration.sum.steps", model.Args{"weeks": to / 7, "days": Span(beyond), "step": step,
		"n": (beyond + 7*step - 1) / (7 * step)})
	if now := total - max(before, to); now > 7*step {
		args["now"] = Span(now)
		g.says(LevelConsider, "guard.duration.stepover", args)
		return
	}
	g.says(LevelConsider, "guard.duration.steps", args)
}
