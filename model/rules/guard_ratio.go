package rules

import (
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
)

// ratioGuard counts the places of the ratio rule (rimelighedskrav) at the workplace: how many its ordinary employees
// give, and how many are taken, each as a fraction of a full week.
func ratioGuard(in *Input) []Guard {
	on, p := in.JudgedOn(), in.Placement
	rule := in.ratioRule(p)
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("ratio", rule)
	}
	g := newGuard("ratio", rule)
	if rule.fits(in.about(p)) == 0 && rule.Values["trial"] == 0 {
		g.says(LevelAsk, "guard.ratio.trial", nil)
		g.leansOn(rule, "trial")
		return []Guard{g}
	}
	if row, left, asked := in.exempt(p); left {
		g = newGuard("ratio", row)
		g.says(LevelOK, map[int]string{0: "guard.ratio.left", 1: "guard.ratio.exempt"}[row.Values["at_employer"]], nil)
		g.leansOn(row, "counts")
		return []Guard{g}
	} else if asked {
		g.lacks("guard.ratio.ask.employer", nil)
	}
	places := in.places(&g, rule, on)
	most, at := in.used(&g, rule)
	g.leansOn(rule, "full_week")
	in.askWhoCounts(&g, rule)
	week := rule.Values["full_week"]
	left := Share{max(places*week-most, 0), week}
	args := model.Args{"places": places, "used": Share{most, week}, "left": left,
		"on": at, "hours": model.Hours(most), "most": model.Hours(places * week)}
	switch {
	case in.Company == nil || !in.Company.FTE.Known:
		g.says(LevelAsk, "guard.ratio.number", args)
	case most > places*week:
		args["over"] = Share{most - places*week, week}
		g.says(LevelConsider, "guard.ratio.peak", args)
	default:
		args["free"] = 2 // plural, but of one place or a part of one
		if n := left.Hundredths(); n > 0 && n <= 100 {
			args["free"] = 1
		}
		g.says(LevelOK, "guard.ratio.room", args)
	}
	return []Guard{g}
}

// Share is a number of places as a fraction: quarters of hours of the quarters of a full week. Its decimal, with two
// places, is Hundredths.
type Share struct{ Part, Whole int }

// Hundredths rounds to the nearest hundredth of a place, for showing only.
func (s Share) Hundredths() int {
	if s.Whole == 0 {
		return 0
	}
	return (s.Part*200 + s.Whole) / (2 * s.Whole)
}

// places counts what the workplace's employees give and says how, with the number's day and source. A number that is
// missing leaves the least.
func (in *Input) places(g *Guard, rule *Rule, on model.Date) int {
	c := in.Company
	if c == nil || !c.FTE.Known {
		g.lacks("guard.ratio.ask.number", nil)
		return rule.Values["least"]
	}
	n := c.FTE.V
	if c.NotOrdinary.Known {
		g.counts("guard.ratio.sum.ordinary", model.Args{"all": n, "less": c.NotOrdinary.V,
			"n": max(n-c.NotOrdinary.V, 0)})
		n = max(n-c.NotOrdinary.V, 0)
	} else {
		g.lacks("guard.ratio.ask.ordinary", model.Args{"n": n})
	}
	places := ratioPlaces(rule, n)
	upTo := model.FTE(rule.Values["up_to"]) * 100
	low, high := int(min(n, upTo)/(model.FTE(rule.Values["per"])*100)),
		int(max(n-upTo, 0)/(model.FTE(rule.Values["per_above"])*100))
	g.counts("guard.ratio.sum.places", model.Args{"n": n, "per": rule.Values["per"], "up_to": rule.Values["up_to"],
		"least": rule.Values["least"], "first": max(low, rule.Values["least"])})
	if n > upTo {
		g.counts("guard.ratio.sum.above", model.Args{"above": n - upTo, "per_above": rule.Values["per_above"],
			"high": high, "places": places})
	}
	switch {
	case c.FTEOn == 0:
		g.lacks("guard.ratio.ask.date", nil)
	default:
		g.counts("guard.ratio.sum.date", model.Args{"on": c.FTEOn})
	}
	if c.FTESource == "" {
		g.lacks("guard.ratio.ask.source", nil)
	} else {
		g.counts("guard.ratio.sum.source", model.Args{"source": c.FTESource})
	}
	if c.PNumber == "" {
		g.lacks("guard.ratio.ask.pnumber", nil)
	}
	in.askStale(g, c.FTEOn, "months", "guard.ratio.ask.stale")
	return places
}

// askStale asks whether what the workplace said still holds when it is older than a value of the rules says it may be.
func (in *Input) askStale(g *Guard, on model.Date, value, text string) {
	months, ok := in.find("stale").Value(value)
	if ok && on != 0 && addMonths(on, months) < in.JudgedOn() {
		g.lacks(text, model.Args{"on": on, "months": months})
	}
}

// used counts who takes places: those who are there or have agreed to come, this one, and those whom the workplace has
// from elsewhere, on the day of the placement's time when most are there at once. It is in quarters of hours a week.
func (in *Input) used(g *Guard, rule *Rule) (most int, at model.Date) {
	week := model.Hours(rule.Values["full_week"])
	list, suggested := in.takers(rule)
	most, at = in.mostTaken(list, week)
	for _, u := range list {
		p := u.Placement
		if p != in.Placement && p.StartOn == 0 {
			g.lacks("guard.ratio.ask.start", model.Args{"ref": refOr(p)})
		}
		weekly := in.takenOn(u, at)
		switch {
		case !during(p, in.from(p), at) || p.ID == in.Placement.ID && in.hint:
			continue
		case !weekly.Known:
			g.lacks("guard.ratio.ask.hours", model.Args{"ref": refOr(p)})
		default:
			g.counts("guard.ratio.sum.use", model.Args{"ref": refOr(p), "hours": weekly.V, "week": week,
				"share": Share{int(taking(weekly, week)), int(week)}})
		}
	}
	others := in.otherPlaces(g, week)
	most += others
	g.counts("guard.ratio.sum.used", model.Args{"on": at, "used": Share{most, int(week)}})
	for _, u := range suggested {
		text, weekly := "guard.ratio.sum.suggested", in.takenOn(u, max(at, in.from(u.Placement)))
		if !weekly.Known {
			text = "guard.ratio.sum.suggestedopen"
		}
		g.counts(text, model.Args{"ref": refOr(u.Placement), "hours": weekly.V})
	}
	return most, at
}

// otherPlaces is what others take that the municipality does not place here itself, in quarters of hours a week. What
// nobody has said is asked.
func (in *Input) otherPlaces(g *Guard, week model.Hours) int {
	c := in.Company
	if c == nil || !c.Others.Known {
		g.lacks("guard.ratio.ask.others", nil)
		return 0
	}
	taken := (int(c.Others.V)*int(week) + 99) / 100
	args := model.Args{"n": c.Others.V, "hours": model.Hours(taken), "on": c.OthersOn, "source": c.OthersSource}
	switch {
	case c.OthersOn == 0 || c.OthersSource == "":
		g.counts("guard.ratio.sum.others", args)
		g.lacks("guard.ratio.ask.otherswho", nil)
	default:
		g.counts("guard.ratio.sum.othersby", args)
	}
	in.askStale(g, c.OthersOn, "months", "guard.ratio.ask.othersstale")
	return taken
}

// takers are the placements that take places at the workplace, this one among them, by their first day, and apart from
// them those that are only suggested or asked about.
func (in *Input) takers(rule *Rule) (list, suggested []WorkplaceUse) {
	own := false
	for _, u := range in.There {
		if u.Placement == nil || !u.Placement.Open() && u.Placement.ID != in.Placement.ID {
			continue
		}
		this := u.Placement.ID == in.Placement.ID
		own = own || this
		switch {
		case !in.counted(rule, u.Placement):
		case !this && (u.Placement.State == "suggested" || u.Placement.State == "contacted"):
			suggested = append(suggested, u)
		default:
			list = append(list, u)
		}
	}
	if !own {
		list = append(list, UseOf(in.Placement, in.Agreements))
	}
	slices.SortStableFunc(list, func(a, b WorkplaceUse) int { return int(in.from(a.Placement) - in.from(b.Placement)) })
	return list, suggested
}

// mostTaken is the first day of the placement's time on which most of a full week is taken, and how much: on any day
// that somebody comes or takes another step.
func (in *Input) mostTaken(list []WorkplaceUse, week model.Hours) (most int, at model.Date) {
	first := in.from(in.Placement)
	days := []model.Date{first}
	for _, u := range list {
		days = append(days, in.from(u.Placement))
		for _, t := range u.Takes {
			days = append(days, t.From)
		}
	}
	slices.Sort(days)
	most = -1
	for _, day := range slices.Compact(days) {
		if day < first || !during(in.Placement, first, day) {
			continue
		}
		n := 0
		for _, u := range list {
			if during(u.Placement, in.from(u.Placement), day) {
				n += int(taking(in.takenOn(u, day), week))
			}
		}
		if n > most {
			most, at = n, day
		}
	}
	return max(most, 0), at
}

// takenOn is what a placement takes a week on a day; before its first step it is that one's.
func (in *Input) takenOn(u WorkplaceUse, day model.Date) (weekly model.Opt[model.Hours]) {
	for i, t := range u.Takes {
		if i == 0 || t.From <= day {
			weekly = t.Weekly
		}
	}
	return weekly
}

// RatioHint is the ratio guard before anybody is placed: how many places the workplace has, and how many are taken from
// today on when most are there at once, as a traineeship drafted today would find it. The draft takes nothing itself,
// since its hours are not known. False when no rule is about it. There are the open placements at the workplace.
func RatioHint(today model.Date, rules *Set, c *model.Company, there []WorkplaceUse) (Guard, bool) {
	if rules == nil || c == nil {
		return Guard{}, false
	}
	nothing := []Take{{Weekly: model.Some(model.Hours(0))}}
	draft := &model.Placement{CompanyID: c.ID, Kind: "traineeship", State: "suggested", MadeOn: today, StartOn: today}
	in := Input{Today: today, Rules: rules, Placement: draft, Company: c, hint: true,
		There: append(slices.Clone(there), WorkplaceUse{Placement: draft, Takes: nothing})}
	guards := ratioGuard(&in)
	if len(guards) == 0 {
		return Guard{}, false
	}
	return guards[0], true
}

// taking is what a placement takes of a full week; one whose hours are not agreed takes all of it.
func taking(weekly model.Opt[model.Hours], week model.Hours) model.Hours {
	if !weekly.Known {
		return week
	}
	return min(weekly.V, week)
}

// ratioRule is the row of the ratio rule about a placement: for a trial visit that of work placements, unless it is
// said not to count those; without a first day, unless all rows are.
func (in *Input) ratioRule(p *model.Placement) *Rule {
	on, about := in.JudgedOn(), in.about(p)
	if rule := in.Rules.Find("ratio", on, about); rule != nil || p.Kind != "trial" {
		return rule
	}
	about.Instrument = "traineeship"
	rule := in.Rules.Find("ratio", on, about)
	counts := func(r Rule) bool { return r.Kind == "ratio" && (r.Asks("trial") || r.Values["trial"] == 1) }
	if rule != nil && (counts(*rule) || p.StartOn == 0 && slices.ContainsFunc(in.Rules.rows(), counts)) {
		return rule
	}
	return nil
}

// counted reports whether a placement takes a place at all, by the rules of its own day.
func (in *Input) counted(rule *Rule, p *model.Placement) bool {
	about := in.about(p)
	if p.Kind == "trial" && rule.ValueOr("trial", 0) == 1 {
		about.Instrument = "traineeship"
	}
	if rule.fits(about) == 0 {
		return false
	}
	_, left, _ := in.exempt(p)
	return !left
}

// askWhoCounts names what was said of those about whom it is not sure whether they count, or asks, when some are there.
func (in *Input) askWhoCounts(g *Guard, rule *Rule) {
	trial, rows := false, map[*Rule]bool{}
	for _, u := range append(slices.Clip(in.There), WorkplaceUse{Placement: in.Placement}) {
		p := u.Placement
		if p == nil || p.State == "suggested" && p != in.Placement || !p.Open() && p.ID != in.Placement.ID {
			continue
		}
		trial = trial || p.Kind == "trial"
		if row := in.Rules.Find("exempt", in.from(p), in.about(p)); row != nil && !rows[row] {
			rows[row] = true
			g.leansOn(row, "counts")
		}
	}
	if trial {
		g.leansOn(rule, "trial")
	}
}

// exempt reports whether a placement is left out of the ratio and by which row; asked says that it would be, if the
// workplace employs the citizen, which nobody has said yet.
func (in *Input) exempt(p *model.Placement) (row *Rule, left, asked bool) {
	row = in.Rules.Find("exempt", in.from(p), in.about(p))
	if row == nil || row.Unknown {
		return nil, false, false
	}
	if row.ValueOr("counts", 0) == 1 {
		return nil, false, false
	}
	if row.ValueOr("at_employer", 0) == 0 || p.AtEmployer == model.Yes {
		return row, true, false
	}
	return row, false, p.AtEmployer == model.Unknown
}

// from is the first day a placement takes a place: its start, else the day it was made, else today.
func (in *Input) from(p *model.Placement) model.Date {
	switch {
	case p.StartOn != 0:
		return p.StartOn
	case p.MadeOn != 0:
		return p.MadeOn
	}
	return in.Today
}

// during reports whether a placement that began on from still goes on that day.
func during(p *model.Placement, from, day model.Date) bool {
	return from <= day && (p.Last() == 0 || day <= p.Last())
}

// refOr names a placement by its number, or as this one before it has got any.
func refOr(p *model.Placement) string {
	if p.Ref == "" {
		return "F-?"
	}
	return p.Ref
}

// UseOf is what a placement takes of its workplace: the hours of its instrument by every step of the agreements that
// count, each from its day on. A step without any hours is unknown, for nobody has agreed on nothing.
func UseOf(p *model.Placement, agreements []*model.Agreement) WorkplaceUse {
	days := agreement.WithAgreements{Placement: p, Agreements: agreements}.ChangeDays()
	slices.Sort(days)
	use := WorkplaceUse{Placement: p}
	for _, day := range slices.Compact(days) {
		day = max(day, p.StartOn)
		t := Take{From: day}
		a := agreement.CountingOn(agreements, day)
		if a == nil {
			a = agreement.Latest(agreements) // agreed from a later day of the same placement
		}
		if a != nil {
			ladder := a.Ladder()
			step, ok := agreement.StepAt(ladder, day)
			if !ok && len(ladder) > 0 {
				step, ok = ladder[0], true
			}
			if ok && step.Trial+step.Paid > 0 {
				t.Weekly = model.Some(step.Trial)
			}
		}
		use.Takes = append(use.Takes, t)
	}
	return use
}
