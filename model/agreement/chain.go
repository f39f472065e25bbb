package agreement

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// A course (forløb) of several parts, each continuing the one before (see model.Chain), has one plan, one ledger and
// one ladder: what is read of it is read of all its parts together.

// Part is a placement with its agreements and weeks, as one part of a course. Rows of other placements may be among
// the weeks.
type Part struct {
	Placement  *model.Placement
	Agreements []*model.Agreement
	Weeks      []*model.Week
	Pauses     []*model.Pause
	FollowUps  []*model.FollowUp
}

// StepsFrom is a ladder as it counts from a day on: it begins that day with the step that counts then, whose trigger
// has been met, and goes on with the later ones. A ladder that begins later stays as it is.
func StepsFrom(steps []model.Step, day model.Date) (out []model.Step) {
	if s, ok := StepAt(steps, day); ok {
		if s.From < day {
			s.From, s.Trigger = day, ""
		}
		out = append(out, s)
	}
	for _, s := range steps {
		if s.From > day {
			out = append(out, s)
		}
	}
	return out
}

// Own are the steps of a course's ladder that belong to one part of it. Those after the last part are its own, so that
// they are found wrong there.
func Own(steps []model.Step, parts []Part, i int) []model.Step {
	if i > 0 && parts[i].Placement.StartOn != 0 {
		steps = StepsFrom(steps, parts[i].Placement.StartOn)
	}
	last := parts[i].Placement.Last()
	return slices.DeleteFunc(slices.Clone(steps), func(s model.Step) bool {
		return i+1 < len(parts) && last != 0 && s.From > last
	})
}

// Whole is the ladder of a course under one agreement, put together from the newest versions of its parts; the step
// with which a part only goes on is none of its own.
func Whole(parts []Part) (steps []model.Step) {
	for i, part := range parts {
		own := Own(Latest(part.Agreements).Ladder(), parts, i)
		if n := len(steps); n > 0 && len(own) > 0 && own[0].Trigger == "" &&
			own[0].Trial == steps[n-1].Trial && own[0].Paid == steps[n-1].Paid {
			own = own[1:]
		}
		steps = append(steps, own...)
	}
	return steps
}

// paused reports whether a part stands still in a whole week of it.
func (p Part) paused(monday model.Date) bool {
	first, last, ok := p.Placement.InWeek(monday)
	return ok && len(p.Pauses) > 0 && model.PausedWeek(p.Pauses, first, last)
}

// paused reports whether a course stands still in a whole week.
func paused(parts []Part, monday model.Date) bool {
	return slices.ContainsFunc(parts, func(p Part) bool { return p.paused(monday) })
}

// PlanOf gives the plan of the weeks of a course, false for one without; it takes a function as LadderOf does. In a
// week that two parts share, the one with more hours counts, and while a part stands still the whole week nothing is
// planned.
func PlanOf(parts []Part, ladder func(*model.Agreement) []model.Step) func(model.Date) (WeekPlan, bool) {
	planners := make([]func(model.Date) (WeekPlan, bool), len(parts))
	for i, part := range parts {
		planners[i] = Planner(part.Placement, part.Agreements, ladder)
	}
	return func(monday model.Date) (best WeekPlan, known bool) {
		for i, planAt := range planners {
			plan, ok := planAt(monday)
			if parts[i].paused(monday) {
				plan = WeekPlan{}
			}
			if ok && (!known || plan.Total() > best.Total()) {
				best, known = plan, true
			}
		}
		return best, known
	}
}

// Unwritten are the whole weeks of a part, from one on and before the week of a day, that nobody has written: without a
// row in the weeks of its course, or without paid hours in it where some were planned. A week in which nothing is
// planned asks for nothing, and one that two parts share is written once.
func Unwritten(part Part, course []*model.Week, from, today model.Date,
	ladder func(*model.Agreement) []model.Step) (out []model.Date) {
	p, planAt := part.Placement, PlanOf([]Part{part}, ladder)
	if p.StartOn == 0 {
		return nil
	}
	for monday := max(p.StartOn.Monday(), from); monday < today.Monday(); monday += 7 {
		plan, known := planAt(monday)
		written := slices.ContainsFunc(course, func(k *model.Week) bool {
			return k.Monday == monday && (k.Paid.Known || plan.Paid == 0)
		})
		if !written && (p.Last() == 0 || p.Last() >= monday) && (!known || plan != (WeekPlan{})) {
			out = append(out, monday)
		}
	}
	return out
}

// Together are the weeks of a course that began by the day, by date, those that two parts share added up.
func Together(parts []Part, today model.Date) []*model.Week {
	if len(parts) == 1 {
		return weeksOf(parts[0].Placement.ID, parts[0].Weeks, today)
	}
	var out []*model.Week
	at := map[model.Date]int{}
	for _, part := range parts {
		for _, w := range weeksOf(part.Placement.ID, part.Weeks, today) {
			i, there := at[w.Monday]
			if !there {
				at[w.Monday] = len(out)
				out = append(out, w)
				continue
			}
			sum := *out[i]
			addTo(&sum.Trial, w.Trial)
			addTo(&sum.Paid, w.Paid)
			for _, n := range [][2]*model.Opt[int]{{&sum.Agreed, &w.Agreed}, {&sum.Met, &w.Met},
				{&sum.Excused, &w.Excused}, {&sum.NoShow, &w.NoShow}} {
				addTo(n[0], *n[1])
			}
			out[i] = &sum
		}
	}
	slices.SortFunc(out, func(a, b *model.Week) int { return cmp.Compare(a.Monday, b.Monday) })
	return out
}

func addTo[T ~int | ~int32](to *model.Opt[T], more model.Opt[T]) {
	if more.Known {
		to.V, to.Known = to.V+more.V, true
	}
}

// mondays are the weeks in which a course runs, up to one.
func mondays(parts []Part, until model.Date) (out []model.Date) {
	for _, part := range parts {
		p := part.Placement
		if p.StartOn == 0 {
			continue
		}
		for m := p.StartOn.Monday(); m <= until && len(out) < maxLadderWeeks; m = m.Add(7) {
			if _, _, ok := p.InWeek(m); !ok {
				break
			}
			if len(out) == 0 || out[len(out)-1] < m {
				out = append(out, m)
			}
		}
	}
	return out
}

// LadderWeek is one week of a placement: what was planned, and what was logged.
type LadderWeek struct {
	Monday model.Date
	Plan   WeekPlan
	Agreed bool        // there is a plan
	Week   *model.Week // nil when nothing is logged
}

// LadderWeeks lists every week of a placement by date, from its first to its last one; see CourseWeeks.
func LadderWeeks(p *model.Placement, agreements []*model.Agreement, weeks []*model.Week,
	today model.Date) []LadderWeek {
	return CourseWeeks([]Part{{Placement: p, Agreements: agreements, Weeks: weeks}}, today)
}

// CourseWeeks lists every week of a course by date, from its first to its last one; without an end, up to this week
// or the last step, whichever is later. Weeks logged outside the dates, from before the dates were changed, are there
// too.
func CourseWeeks(parts []Part, today model.Date) []LadderWeek {
	last := parts[len(parts)-1]
	from, until := parts[0].Placement.StartOn.Monday(), last.Placement.Last().Monday()
	if until == 0 {
		until = today.Monday()
		if a := CountingOn(last.Agreements, model.NewDate(9999, 12, 31)); a != nil {
			for _, s := range a.Ladder() {
				until = max(until, s.From.Monday())
			}
		}
	}
	if from == 0 {
		from = today.Monday().Add(7)
		until = 0
	}
	logged := map[model.Date]*model.Week{}
	for _, w := range Together(parts, model.NewDate(9999, 12, 31)) {
		logged[w.Monday] = w
		from, until = min(from, w.Monday), max(until, w.Monday)
	}
	var out []LadderWeek
	planAt := PlanOf(parts, readOnce())
	for m := from; m <= until && len(out) < maxLadderWeeks; m = m.Add(7) {
		plan, ok := planAt(m)
		out = append(out, LadderWeek{m, plan, ok, logged[m]})
	}
	return out
}

// maxLadderWeeks bounds a list whose dates somebody has mistyped by a century: ten years.
const maxLadderWeeks = 520
