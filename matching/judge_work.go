package matching

import (
	"jobspor/model"
)

// This file has the criteria about the work itself: task, wishes, hours, days, times of day.

// option is one way a citizen could work at a workplace: a task of its bank, or what its industry usually has.
type option struct {
	chunk *chunk
	c     *company
	t     *task // nil for the industry
	slot  uint32
	fit   Fit
}

func judgeTask(q *query, o *option, _ int, why *Reason) judgement {
	if why == nil {
		return judgement{share: int(o.fit.Percent)}
	}
	args := model.Args{}
	if o.fit.Occupation != noOccupation {
		args["occupation"] = q.snap.occupations[o.fit.Occupation].Label
	}
	if o.t != nil {
		args["task"] = o.chunk.taskName(o.t)
	}
	switch o.fit.Source {
	case FitTask:
		why.tell("match.task.bank", args)
	case FitKin:
		key := "match.task.kin"
		if o.t == nil {
			key = "match.task.kin.trade"
			why.check("match.ask.tasks", Answer{Type: "task", Field: "name"})
		}
		why.tell(key, args)
	case FitShared:
		key := "match.task.shared"
		if o.t != nil {
			key = "match.task.word"
		}
		why.tell(key, args)
		why.check("match.ask.tasks", Answer{Type: "task", Field: "name"})
	case FitTrade, FitName:
		key := "match.task." + o.fit.Source.Key()
		switch {
		case o.t != nil:
			why.tell(key+".task", args)
		case o.fit.Source == FitTrade:
			why.tell(key, args)
			why.check("match.ask.task", Answer{Type: "task", Field: "name"})
		default:
			why.tell(key, args)
			why.check("match.ask.tasks", Answer{Type: "task", Field: "name"})
		}
	case FitWord:
		key := "match.task.word"
		if o.fit.Occupation != noOccupation {
			key = "match.task.read"
		}
		why.tell(key, args)
	case FitIndustry:
		why.tell("match.task.industry", args)
		why.check("match.ask.task", Answer{Type: "task", Field: "name"})
	case FitUnknown:
		return why.ask("match.task.unknown", "match.ask.tasks", Answer{Type: "task", Field: "name"}, nil)
	case FitNoGoal:
		key := "match.task.nogoal"
		if q.unread {
			key = "match.task.unread"
		}
		return why.ask(key, "match.ask.tasks", Answer{Type: "task", Field: "name"}, nil)
	default:
		why.tell("match.task.none", nil)
		why.check("match.ask.tasks", Answer{Type: "task", Field: "name"})
	}
	return judgement{share: int(o.fit.Percent)}
}

// usualWish is what a wish counts when only the kind of work usually brings it.
const usualWish = 80

func judgeWish(q *query, o *option, item int, why *Reason) judgement {
	l := q.seeks[item]
	args := func() model.Args { return model.Args{"wish": Word("match.wish." + loadKeys[l])} }
	switch {
	case o.t != nil && o.t.loads>>l&1 != 0:
		if why != nil {
			why.tell("match.wishes.met", args())
		}
		return judgement{share: 100}
	case o.t != nil && o.t.freeOf>>l&1 != 0:
		if why != nil {
			why.tell("match.wishes.not", args())
		}
		return judgement{}
	case o.fit.Occupation != noOccupation && q.snap.loads[o.fit.Occupation]>>l&1 != 0:
		if why != nil {
			a := args()
			a["occupation"] = q.snap.occupations[o.fit.Occupation].Label
			why.tell("match.wishes.usual", a)
		}
		return judgement{share: usualWish}
	case why == nil:
		return judgement{share: Neutral}
	case o.t == nil:
		return why.ask("match.wishes.unknown", "", Answer{}, args())
	}
	return why.ask("match.wishes.unknown", "match.ask.wish",
		Answer{Type: "task", Field: "loads", Value: loadKeys[l], NoField: "free_of"}, args())
}

// hoursOf gives the least and most hours of an option: the task's own, else the workplace's.
func (o *option) hoursOf() (least, most uint8, typ string) {
	least, most, typ = o.c.minHours, o.c.maxHours, "company"
	if o.t != nil {
		typ = "task"
		if o.t.minHours != unknown {
			least = o.t.minHours
		}
		if o.t.maxHours != unknown {
			most = o.t.maxHours
		}
	}
	return least, most, typ
}

func judgeHours(q *query, o *option, _ int, why *Reason) judgement {
	least, most, typ := o.hoursOf()
	var m judgement
	key := ""
	switch {
	case least != unknown && least > q.hours:
		m, key = judgement{blocks: true}, "match.hours.toomany"
	case most != unknown && most < q.hours:
		m, key = judgement{share: 100 * int(most) / int(q.hours)}, "match.hours.few"
	case least == unknown:
		if why == nil {
			return judgement{share: Neutral}
		}
		return why.ask("match.hours.unknown", "match.ask.hours", Answer{Type: typ, Field: "min_hours"},
			model.Args{"hours": model.Hours(q.hours)})
	default:
		m, key = judgement{share: 100}, "match.hours.fits"
	}
	if why != nil {
		why.tell(key, model.Args{"hours": model.Hours(q.hours), "least": model.Hours(least), "most": model.Hours(most)})
	}
	return m
}

func judgeGrowth(q *query, o *option, _ int, why *Reason) judgement {
	_, most, _ := o.hoursOf()
	goal := q.hoped
	var m judgement
	key := ""
	switch {
	case most != unknown && most >= goal && most > q.hours:
		m, key = judgement{share: 100}, "match.growth.room"
	case o.t != nil && o.t.grows == model.Yes:
		m, key = judgement{share: 90}, "match.growth.grows"
	case o.t != nil && o.t.grows == model.No:
		m, key = judgement{}, "match.growth.no"
	case most != unknown && most > q.hours:
		m, key = judgement{share: 30 + 60*int(most-q.hours)/int(goal-q.hours)}, "match.growth.some"
	case most != unknown:
		m, key = judgement{share: 10}, "match.growth.no"
	case why == nil:
		return judgement{share: Neutral}
	case o.t != nil:
		return why.ask("match.growth.unknown", "match.ask.growth", Answer{Type: "task", Field: "grows"}, nil)
	default:
		return why.ask("match.growth.unknown", "match.ask.growth.most", Answer{Type: "company", Field: "max_hours"},
			nil)
	}
	if why != nil {
		why.tell(key, model.Args{"most": model.Hours(most), "hoped": model.Hours(goal)})
	}
	return m
}

// Days and times of day are the task's own, else the workplace's.

func judgeDays(q *query, o *option, _ int, why *Reason) judgement {
	have, typ := o.c.days, "company"
	if o.t != nil {
		typ = "task"
		if o.t.days != 0 {
			have = o.t.days
		}
	}
	return judgeCommon(common{q.days, have, model.Days, "match.day.", "match.days", q.softDays}, typ, "days", why)
}

func judgeTimes(q *query, o *option, _ int, why *Reason) judgement {
	have, typ := o.c.dayParts, "company"
	if o.t != nil {
		typ = "task"
		if o.t.dayParts != 0 {
			have = o.t.dayParts
		}
	}
	return judgeCommon(common{q.dayParts, have, model.DayParts, "match.part.", "match.times", q.softTimes},
		typ, "day_parts", why)
}

// common is what the citizen can and the workplace has, out of one list.
type common struct {
	can, have  uint8
	list       []string
	under, key string
	soft       bool // a wish: nothing in common gives no points but does not block
}

func judgeCommon(c common, typ, field string, why *Reason) judgement {
	both := c.can & c.have
	switch {
	case c.have == 0 && why == nil:
		return judgement{share: Neutral}
	case c.have == 0:
		return why.ask(c.key+".unknown", "match.ask."+field, Answer{Type: typ, Field: field}, nil)
	case both == 0:
		if why != nil {
			why.tell(c.key+".none", model.Args{"can": wordsOf(c.under, keysIn(c.list, bitset(c.can))),
				"have": wordsOf(c.under, keysIn(c.list, bitset(c.have)))})
		}
		return judgement{blocks: !c.soft}
	}
	if why != nil {
		why.tell(c.key+".fit", model.Args{"common": wordsOf(c.under, keysIn(c.list, bitset(both)))})
	}
	return judgement{share: 40 + 60*bitCount[both]/bitCount[c.can]}
}

var bitCount = func() (n [256]int) {
	for i := range n {
		for b := i; b != 0; b &= b - 1 {
			n[i]++
		}
	}
	return n
}()
