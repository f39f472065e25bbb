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
	rule := in.find("ratio")
	switch {
	case rule == nil:
		return nil
	case rule.Unknown:
		return unknown("ratio", rule)
	}
	g := newGuard("ratio", rule)
	if row, left, asked := in.exempt(p); left {
		g = newGuard("ratio", row)
		g.says(LevelOK, "guard.ratio.exempt", nil)
		return []Guard{g}
	} else if asked {
		g.lacks("guard.ratio.ask.employer", nil)
	}
	places := in.places(&g, rule, on)
	used := in.used(&g, rule)
	week := rule.Values["full_week"]
	args := model.Args{"places": places, "used": Share{used, week}, "left": Share{max(places*week-used, 0), week}}
	switch {
	case in.Company == nil || !in.Company.FTE.Known:
		g.says(LevelAsk, "guard.ratio.number", args)
	case used > places*week:
		args["over"] = Share{used - places*week, week}
		g.says(LevelConsider, "guard.ratio.over", args)
	default:
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
	n, places := c.FTE.V, ratioPlaces(rule, c.FTE.V)
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
	stale := in.find("stale")
	if months, ok := stale.Value("months"); ok && c.FTEOn != 0 && addMonths(c.FTEOn, months) < on {
		g.lacks("guard.ratio.ask.stale", model.Args{"on": c.FTEOn, "months": months})
	}
	return places
}

// taken is one who takes a part of a place.
type taken struct {
	p      *model.Placement
	weekly model.Opt[model.Hours]
}

// used counts who takes places: those who are there or have agreed to come, and this one, on the day of its time when
// most are there at once. It is in quarters of hours a week.
func (in *Input) used(g *Guard, rule *Rule) int {
	week := model.Hours(rule.Values["full_week"])
	list, talked := in.takers(rule)
	most, at := in.mostTaken(list, week)
	for _, t := range list {
		if t.p != in.Placement && t.p.StartOn == 0 {
			g.lacks("guard.ratio.ask.start", model.Args{"ref": refOr(t.p)})
		}
		switch {
		case !during(t.p, in.from(t.p), at) || t.p == in.Placement && in.hint:
			continue
		case !t.weekly.Known:
			g.lacks("guard.ratio.ask.hours", model.Args{"ref": refOr(t.p)})
		default:
			g.counts("guard.ratio.sum.use", model.Args{"ref": refOr(t.p), "hours": t.weekly.V, "week": week,
				"share": Share{int(taking(t.weekly, week)), int(week)}})
		}
	}
	g.counts("guard.ratio.sum.used", model.Args{"on": at, "used": Share{most, int(week)}})
	if talked > 0 {
		g.counts("guard.ratio.sum.talked", model.Args{"n": talked})
	}
	return most
}

// takers are the placements that take places at the workplace, this one among them, by their first day; talked is how
// many others are only being talked about.
func (in *Input) takers(rule *Rule) (list []taken, talked int) {
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
			talked++
		default:
			list = append(list, taken{u.Placement, u.Weekly})
		}
	}
	if !own {
		list = append(list, taken{in.Placement, WeeklyUse(in.Placement, in.Agreements, in.Today)})
	}
	slices.SortStableFunc(list, func(a, b taken) int { return int(in.from(a.p) - in.from(b.p)) })
	return list, talked
}

// mostTaken is the first day of the placement's time on which most of a full week is taken, and how much.
func (in *Input) mostTaken(list []taken, week model.Hours) (most int, at model.Date) {
	days := []model.Date{in.from(in.Placement)}
	for _, t := range list {
		if day := in.from(t.p); day > days[0] && during(in.Placement, days[0], day) {
			days = append(days, day)
		}
	}
	most = -1
	for _, day := range days {
		n := 0
		for _, t := range list {
			if during(t.p, in.from(t.p), day) {
				n += int(taking(t.weekly, week))
			}
		}
		if n > most {
			most, at = n, day
		}
	}
	return most, at
}

// RatioHint is the ratio guard before anybody is placed: how many places the workplace has, and how many are taken from
// today on when most are there at once, as a traineeship drafted today would find it. The draft takes nothing itself,
// since its hours are not known. False when no rule is about it. There are the open placements at the workplace.
func RatioHint(today model.Date, rules *Set, c *model.Company, there []WorkplaceUse) (Guard, bool) {
	if rules == nil || c == nil {
		return Guard{}, false
	}
	draft := &model.Placement{CompanyID: c.ID, Kind: "traineeship", State: "suggested", MadeOn: today, StartOn: today}
	in := Input{Today: today, Rules: rules, Placement: draft, Company: c, hint: true,
		There: append(slices.Clone(there), WorkplaceUse{Placement: draft, Weekly: model.Some(model.Hours(0))})}
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

// counted reports whether a placement takes a place at all, by the rules of its own day.
func (in *Input) counted(rule *Rule, p *model.Placement) bool {
	if rule.fits(in.about(p)) == 0 {
		return false
	}
	_, left, _ := in.exempt(p)
	return !left
}

// exempt reports whether a placement is left out of the ratio and by which row; asked says that it would be, if the
// workplace employs the citizen, which nobody has said yet.
func (in *Input) exempt(p *model.Placement) (row *Rule, left, asked bool) {
	row = in.Rules.Find("exempt", in.from(p), in.about(p))
	if row == nil || row.Unknown {
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

// WeeklyUse is what a placement takes of the workplace a week: the planned hours of its instrument this week, or in its
// first or last one when it does not run now; unknown when nothing is agreed.
func WeeklyUse(p *model.Placement, agreements []*model.Agreement, today model.Date) model.Opt[model.Hours] {
	day := max(today, p.StartOn)
	if last := p.Last(); last != 0 {
		day = min(day, last)
	}
	if plan, ok := agreement.PlanAt(p, agreements, day.Monday()); ok {
		return model.Some(plan.Trial)
	}
	return model.Opt[model.Hours]{}
}
