package agreement

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// The hours ledger (timeregnskab): what the agreement planned for a week against what was worked in it.
//
// A week counts as logged in a column when that column is known. What is not logged is unknown, never zero: it counts
// neither as worked nor as planned, so that a ladder is not behind because nobody has written the hours yet.

// WeekPlan is what the agreement says for one week.
type WeekPlan struct{ Trial, Paid model.Hours }

// Total is all hours planned for the week.
func (w WeekPlan) Total() model.Hours { return w.Trial + w.Paid }

// CountingOn gives the version in force on the day: the one whose ValidFrom is the latest not after it, of two with the
// same day the one with the higher number. A version without a day counts from the beginning. Nil when there is none.
// Whether anybody has acknowledged it makes no difference: hours are planned by an agreement before that.
func CountingOn(agreements []*model.Agreement, on model.Date) *model.Agreement {
	var in *model.Agreement
	for _, a := range agreements {
		if a.ValidFrom <= on && (in == nil ||
			cmp.Or(cmp.Compare(a.ValidFrom, in.ValidFrom), cmp.Compare(a.Number.V, in.Number.V)) >= 0) {
			in = a
		}
	}
	return in
}

// PlanAt is the plan of the week that begins on monday: the step in force of the agreement version in force on the
// placement's first day in that week. A step or version that begins later in the week counts from the next one, unless
// there is none before it. False when the placement does not run in that week, or nothing is agreed for it yet.
func PlanAt(p *model.Placement, agreements []*model.Agreement, monday model.Date) (WeekPlan, bool) {
	return Planner(p, agreements, readOnce())(monday)
}

// readOnce reads the ladder of an agreement when it is first asked for it.
func readOnce() func(*model.Agreement) []model.Step {
	ladders := map[*model.Agreement][]model.Step{}
	return func(a *model.Agreement) []model.Step {
		steps, known := ladders[a]
		if !known {
			steps = a.Ladder()
			ladders[a] = steps
		}
		return steps
	}
}

// Planner is PlanAt for many weeks of one placement; ladder reads the steps of an agreement, for instance from a cache.
func Planner(p *model.Placement, agreements []*model.Agreement,
	ladder func(*model.Agreement) []model.Step) func(monday model.Date) (WeekPlan, bool) {
	return func(monday model.Date) (WeekPlan, bool) {
		first, last, ok := p.InWeek(monday)
		if !ok {
			return WeekPlan{}, false
		}
		a := cmp.Or(CountingOn(agreements, first), CountingOn(agreements, last))
		if a == nil {
			return WeekPlan{}, false
		}
		return stepIn(ladder(a), first, last)
	}
}

// stepIn is the step in force on the first day, else the first that begins by the last one.
func stepIn(steps []model.Step, first, last model.Date) (WeekPlan, bool) {
	var plan WeekPlan
	found := false
	for _, s := range steps {
		if s.From <= first || (!found && s.From <= last) {
			plan, found = WeekPlan{s.Trial, s.Paid}, true
		}
	}
	return plan, found
}

// Attendance (fremmøde) is days of one or several weeks. Weeks in which nothing was agreed in days are left out.
type Attendance struct{ Agreed, Met, Excused, NoShow int }

// Share is the days met of the days agreed, 0 to 1; ok is false when no days were agreed.
func (a Attendance) Share() (share float64, ok bool) {
	if a.Agreed <= 0 {
		return 0, false
	}
	return float64(a.Met) / float64(a.Agreed), true
}

// AttendanceOf sums the days of weeks in which the days agreed are known.
func AttendanceOf(weeks []*model.Week) Attendance {
	var a Attendance
	for _, w := range weeks {
		if w.Agreed.Known {
			a.Agreed += w.Agreed.V
			a.Met += w.Met.V
			a.Excused += w.Excused.V
			a.NoShow += w.NoShow.V
		}
	}
	return a
}

// LadderView compares a placement with its ladder on a day: hours worked against hours planned.
type LadderView struct {
	// Stalled is for how many whole weeks the paid hours have not risen: from the week in which they last rose above
	// every earlier week of this placement (when they never did, the first week in which the plan had paid hours), up
	// to this week, the end, or the week after the latest one logged, whichever is first. Weeks that nobody has logged
	// are thus not counted, and hours that only come back after a dip are no rise. 0 when the ladder has no paid hours
	// or is Finished.
	Stalled  int
	Finished bool // the latest logged week has the paid hours of the highest step

	// Ahead is paid hours minus those planned, below 0 when behind, over the Compared weeks: those with paid hours
	// logged and a plan.
	Ahead    model.Hours
	Compared int

	Paid, PlannedPaid   model.Hours // of all weeks whose paid hours are logged, this one included
	Trial, PlannedTrial model.Hours // of all weeks whose trial hours are logged
	Top                 model.Hours // paid hours a week of the highest step, 0 without a ladder

	// PaidNow is the paid hours of the latest week that reports them, unknown when none does: a week whose paid hours
	// were left blank changes nothing.
	PaidNow model.Opt[model.Hours]
	// Unreported is how many whole weeks up to the day report no paid hours, among those in which some were planned or
	// had been paid before; sums and averages lack them.
	Unreported int

	Latest    model.Week  // the latest week logged, without an ID when there is none
	Next      *model.Step // the next step after the day, nil when there is none before the end
	FirstPaid model.Date  // Monday of the first week with a paid hour, 0 when there was none
	Logged    int         // weeks with any hours logged
	Attendance
}

// LadderAt compares a placement with its ladder on a day. Weeks that begin after the day are left out; weeks of other
// placements may be among them.
func LadderAt(p *model.Placement, agreements []*model.Agreement, weeks []*model.Week, today model.Date) LadderView {
	return LadderFrom(p, agreements, weeks, today, readOnce())
}

// LadderFrom is LadderAt with a function that reads the steps of an agreement, for instance from a cache.
func LadderFrom(p *model.Placement, agreements []*model.Agreement, weeks []*model.Week, today model.Date,
	ladder func(*model.Agreement) []model.Step) LadderView {
	done := weeksOf(p.ID, weeks, today)
	v := LadderView{Attendance: AttendanceOf(done), Next: nextStep(p, agreements, today, ladder),
		Top: topPaid(agreements, ladder)}
	planAt := Planner(p, agreements, ladder)
	for _, w := range done {
		plan, planned := planAt(w.Monday)
		if w.Trial.Known {
			v.Trial += w.Trial.V
			v.PlannedTrial += plan.Trial
		}
		if w.Paid.Known {
			v.Paid += w.Paid.V
			v.PlannedPaid += plan.Paid
			v.PaidNow = w.Paid
			if planned {
				v.Compared++
				v.Ahead += w.Paid.V - plan.Paid
			}
		}
		if w.Paid.V > 0 && v.FirstPaid == 0 {
			v.FirstPaid = w.Monday
		}
		if w.Trial.Known || w.Paid.Known {
			v.Logged++
			v.Latest = *w
		}
	}
	v.Finished = v.Top > 0 && v.PaidNow.V >= v.Top
	v.Unreported = unreported(p, planAt, done, today, v.FirstPaid)
	if v.Top > 0 && !v.Finished {
		v.Stalled = stalled(p, planAt, done, today)
	}
	return v
}

// unreported computes LadderView.Unreported.
func unreported(p *model.Placement, planAt func(model.Date) (WeekPlan, bool), done []*model.Week, today,
	firstPaid model.Date) int {
	n, at := 0, 0
	if p.StartOn == 0 {
		return 0
	}
	for monday := p.StartOn.Monday(); monday < today.Monday(); monday += 7 {
		if _, _, ok := p.InWeek(monday); !ok {
			break
		}
		for at < len(done) && done[at].Monday < monday {
			at++
		}
		if at < len(done) && done[at].Monday == monday && done[at].Paid.Known {
			continue
		}
		if plan, _ := planAt(monday); plan.Paid > 0 || firstPaid != 0 && firstPaid < monday {
			n++
		}
	}
	return n
}

// weeksOf picks the placement's weeks that began by the day, by date.
func weeksOf(placementID string, weeks []*model.Week, today model.Date) []*model.Week {
	var out []*model.Week
	for _, w := range weeks {
		if w.PlacementID == placementID && w.Monday <= today {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b *model.Week) int { return cmp.Compare(a.Monday, b.Monday) })
	return out
}

// stalled computes LadderView.Stalled.
func stalled(p *model.Placement, planAt func(model.Date) (WeekPlan, bool), done []*model.Week, today model.Date) int {
	var rose, latest model.Date
	best := model.Hours(0)
	for _, w := range done {
		if !w.Paid.Known {
			continue
		}
		latest = w.Monday
		if w.Paid.V > best {
			best, rose = w.Paid.V, w.Monday
		}
	}
	if latest == 0 {
		return 0
	}
	if rose == 0 {
		for m := p.StartOn.Monday(); m <= latest && rose == 0; m = m.Add(7) {
			if plan, _ := planAt(m); plan.Paid > 0 {
				rose = m
			}
		}
	}
	until := min(today.Monday(), latest.Add(7))
	if end := p.Last(); end != 0 {
		until = min(until, end.Monday())
	}
	if rose == 0 || until <= rose {
		return 0
	}
	return int(until-rose) / 7
}

// topPaid is the most paid hours a week that any step of the latest version has.
func topPaid(agreements []*model.Agreement, ladder func(*model.Agreement) []model.Step) model.Hours {
	var top model.Hours
	if a := CountingOn(agreements, model.NewDate(9999, 12, 31)); a != nil {
		for _, s := range ladder(a) {
			top = max(top, s.Paid)
		}
	}
	return top
}

// nextStep is the first step after the day, before the end, of the version in force when it begins.
func nextStep(p *model.Placement, agreements []*model.Agreement, today model.Date,
	ladder func(*model.Agreement) []model.Step) *model.Step {
	var next *model.Step
	for _, a := range agreements {
		for _, s := range ladder(a) {
			after := s.From > today && s.From >= p.StartOn && (p.Last() == 0 || s.From <= p.Last())
			if after && (next == nil || s.From < next.From) && CountingOn(agreements, s.From) == a {
				next = &s
			}
		}
	}
	return next
}

// LadderWeek is one week of a placement: what was planned, and what was logged.
type LadderWeek struct {
	Monday model.Date
	Plan   WeekPlan
	Agreed bool        // there is a plan
	Week   *model.Week // nil when nothing is logged
}

// LadderWeeks lists every week of a placement by date, from its first to its last one; without an end, up to this week
// or the last step, whichever is later. Weeks logged outside the dates, from before the dates were changed, are there
// too.
func LadderWeeks(p *model.Placement, agreements []*model.Agreement, weeks []*model.Week,
	today model.Date) []LadderWeek {
	logged := map[model.Date]*model.Week{}
	from, until := p.StartOn.Monday(), p.Last().Monday()
	if until == 0 {
		until = today.Monday()
		if a := CountingOn(agreements, model.NewDate(9999, 12, 31)); a != nil {
			for _, s := range a.Ladder() {
				until = max(until, s.From.Monday())
			}
		}
	}
	if from == 0 {
		from = today.Monday().Add(7)
		until = 0
	}
	for _, w := range weeks {
		if w.PlacementID == p.ID {
			logged[w.Monday] = w
			from, until = min(from, w.Monday), max(until, w.Monday)
		}
	}
	var out []LadderWeek
	planAt := Planner(p, agreements, readOnce())
	for m := from; m <= until && len(out) < maxLadderWeeks; m = m.Add(7) {
		plan, ok := planAt(m)
		out = append(out, LadderWeek{m, plan, ok, logged[m]})
	}
	return out
}

// maxLadderWeeks bounds a list whose dates somebody has mistyped by a century: ten years.
const maxLadderWeeks = 520
