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

// CountingOn gives the version that hours of a day are planned by: of those in force by then the one with the highest
// number, so that a later version can count from an earlier day than the one it replaces. Where none is in force, a
// draft counts from the beginning. Nil when there is none. Whether anybody has acknowledged it makes no difference:
// hours are planned by an agreement before that.
func CountingOn(agreements []*model.Agreement, on model.Date) *model.Agreement {
	var in *model.Agreement
	for _, a := range agreements {
		if a.ValidFrom <= on && (in == nil || (a.ValidFrom != 0) == (in.ValidFrom != 0) &&
			a.Number.V >= in.Number.V || a.ValidFrom != 0 && in.ValidFrom == 0) {
			in = a
		}
	}
	return in
}

// PlanAt is the plan of the week that begins on monday: the step in force of the agreement version in force on the
// placement's first day in that week. A step or version that begins later in the week counts from the next one, unless
// there is none before it. The week in which an extension begins is planned by the part that it extends, unless that
// ended the week before: nothing is planned twice. False when the placement does not run in that week, or nothing is
// agreed for it yet.
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
		if p.ContinuesHow == "extension" && first > monday {
			return WeekPlan{}, true
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
	// every earlier week (see RoseOn; when they never did, the first week in which the plan had paid hours), up
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
	PlanNow model.Hours // paid hours planned for that week
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
	return LadderOf([]Part{{Placement: p, Agreements: agreements, Weeks: weeks}}, today, readOnce())
}

// LadderOf compares a course of several parts with its ladder on a day, as one; of several the oldest stands first. It
// takes a function that reads the steps of an agreement, for instance from a cache.
func LadderOf(parts []Part, today model.Date, ladder func(*model.Agreement) []model.Step) LadderView {
	done, planAt := Together(parts, today), PlanOf(parts, ladder)
	v := LadderView{Attendance: AttendanceOf(done), Top: topPaid(parts[len(parts)-1].Agreements, ladder)}
	for _, part := range parts {
		if v.Next == nil {
			v.Next = nextStep(part.Placement, part.Agreements, today, ladder)
		}
	}
	for _, w := range done {
		plan, planned := planAt(w.Monday)
		if w.Trial.Known {
			v.Trial += w.Trial.V
			v.PlannedTrial += plan.Trial
		}
		if w.Paid.Known {
			v.Paid += w.Paid.V
			v.PlannedPaid += plan.Paid
			v.PaidNow, v.PlanNow = w.Paid, plan.Paid
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
	v.Unreported = unreported(parts, planAt, done, today, v.FirstPaid)
	if v.Top > 0 && !v.Finished {
		v.Stalled = stalled(parts, planAt, done, today)
	}
	return v
}

// unreported computes LadderView.Unreported.
func unreported(parts []Part, planAt func(model.Date) (WeekPlan, bool), done []*model.Week, today,
	firstPaid model.Date) int {
	n, at := 0, 0
	for _, monday := range mondays(parts, today.Monday().Add(-7)) {
		for at < len(done) && done[at].Monday < monday {
			at++
		}
		if at < len(done) && done[at].Monday == monday && done[at].Paid.Known {
			continue
		}
		if paused(parts, monday) {
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

// RoseOn is the Monday of the week in which the paid hours last rose above every earlier week and were reached again in
// one of the next two weeks reported, so that a single week with more hours neither is a rise nor hides one; the latest
// week counts as it is. 0 when they never rose. latest is the latest week that reports them, 0 when none does. Weeks
// may stand in any order.
func RoseOn(weeks []*model.Week) (rose, latest model.Date) {
	known := slices.DeleteFunc(slices.Clone(weeks), func(w *model.Week) bool { return !w.Paid.Known })
	slices.SortFunc(known, func(a, b *model.Week) int { return cmp.Compare(a.Monday, b.Monday) })
	best := model.Hours(0)
	for i, w := range known {
		level := w.Paid.V
		if next := known[i+1 : min(i+3, len(known))]; len(next) > 0 {
			level = min(level, max(next[0].Paid.V, next[len(next)-1].Paid.V))
		}
		if level > best {
			best, rose = level, w.Monday
		}
		latest = w.Monday
	}
	return rose, latest
}

// stalled computes LadderView.Stalled.
func stalled(parts []Part, planAt func(model.Date) (WeekPlan, bool), done []*model.Week, today model.Date) int {
	rose, latest := RoseOn(done)
	if latest == 0 {
		return 0
	}
	if rose == 0 {
		for _, m := range mondays(parts, latest) {
			if plan, _ := planAt(m); plan.Paid > 0 {
				rose = m
				break
			}
		}
	}
	until := min(today.Monday(), latest.Add(7))
	if end := parts[len(parts)-1].Placement.Last(); end != 0 {
		until = min(until, end.Monday())
	}
	if rose == 0 || until <= rose {
		return 0
	}
	n := int(until-rose) / 7
	for m := rose; m < until; m = m.Add(7) {
		if paused(parts, m) {
			n--
		}
	}
	return n
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
