package agreement

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/model"
)

// The boundary tables: each rule of the ladder, the ledger and the versions on both sides of every edge it has.

// version is one version of an agreement, with its ladder.
func version(n int, from model.Date, steps ...string) *model.Agreement {
	return &model.Agreement{Head: model.Head{ID: fmt.Sprint("a", n)}, PlacementID: "p1", Number: model.Some(n),
		ValidFrom: from, Steps: steps}
}

func numberOf(a *model.Agreement) int {
	if a == nil {
		return 0
	}
	return a.Number.V
}

// TestVersionOfADay: which version is in force on a day, which one hours are planned by, and which is the newest.
func TestVersionOfADay(t *testing.T) {
	draft, one, two, again := version(5, 0), version(1, day), version(2, day.Add(10)), version(3, day)
	for _, c := range []struct {
		what             string
		all              []*model.Agreement
		on               model.Date
		inForce, planned int
	}{
		{"none", nil, day, 0, 0},
		{"the day before the first", []*model.Agreement{one, two}, day.Add(-1), 0, 0},
		{"the first one's first day", []*model.Agreement{one, two}, day, 1, 1},
		{"the day before the second", []*model.Agreement{one, two}, day.Add(9), 1, 1},
		{"the second one's first day", []*model.Agreement{one, two}, day.Add(10), 2, 2},
		{"read the other way round", []*model.Agreement{two, one}, day.Add(10), 2, 2},
		{"a higher number from an earlier day", []*model.Agreement{two, again}, day.Add(10), 3, 3},
		{"two from the same day", []*model.Agreement{again, one}, day, 3, 3},
		{"two from the same day, the other way round", []*model.Agreement{one, again}, day, 3, 3},
		{"a draft", []*model.Agreement{draft}, day, 0, 5},
		{"a draft beside one in force", []*model.Agreement{one, draft}, day, 1, 1},
	} {
		if got := numberOf(InForce(c.all, c.on)); got != c.inForce {
			t.Errorf("%s: got version %d in force, want %d", c.what, got, c.inForce)
		}
		if got := numberOf(CountingOn(c.all, c.on)); got != c.planned {
			t.Errorf("%s: got version %d to plan by, want %d", c.what, got, c.planned)
		}
	}
	twin := version(1, day)
	if got := InForce([]*model.Agreement{one, twin}, day); got != one {
		t.Error("of two with one number the first does not stay")
	}
	if got := CountingOn([]*model.Agreement{one, twin}, day); got != twin {
		t.Error("of two with one number and day the later one does not count")
	}
	if got := Latest([]*model.Agreement{one, again, two, twin}); got != again {
		t.Errorf("the newest: got version %d, want 3", numberOf(got))
	}
	if got := Latest([]*model.Agreement{one, twin}); got != one {
		t.Error("the newest of two with one number: got the second")
	}
}

// TestLadderLines: a step begins on a day of the placement, after the step before it, and has at most 37 hours.
func TestLadderLines(t *testing.T) {
	for _, c := range []struct {
		what     string
		from, to model.Date // of the placement
		steps    []model.Step
		want     string
	}{
		{"the day before the first", day, day.Add(90), []model.Step{{From: day.Add(-1)}},
			"1 err.step.before 2026-10-04"},
		{"the first day", day, day.Add(90), []model.Step{{From: day}}, ""},
		{"the last day", day, day.Add(90), []model.Step{{From: day.Add(90)}}, ""},
		{"the day after the last", day, day.Add(90), []model.Step{{From: day.Add(91)}},
			"1 err.step.after 2027-01-04"},
		{"no first day", 0, day.Add(90), []model.Step{{From: day.Add(-500)}}, ""},
		{"no last day", day, 0, []model.Step{{From: day.Add(5000)}}, ""},
		{"the day of the step before", day, 0, []model.Step{{From: day}, {From: day}}, "2 err.step.same 2026-10-05"},
		{"the day after the step before", day, 0, []model.Step{{From: day}, {From: day.Add(1)}}, ""},
		{"the day before the step before", day, 0, []model.Step{{From: day.Add(1)}, {From: day}},
			"2 err.step.same 2026-10-05"},
		{"37 hours", day, 0, []model.Step{{From: day, Trial: 100, Paid: 48}}, ""},
		{"a quarter more", day, 0, []model.Step{{From: day, Trial: 100, Paid: 49}}, "1 err.step.week 2026-10-05"},
	} {
		var got []string
		for _, e := range CheckLadder(c.steps, placementOf(c.from, c.to), nil) {
			got = append(got, fmt.Sprint(e.Args["line"], " ", e.Key, " ", e.Args["day"]))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

// TestLadderTogether: hours agreed elsewhere count from the other's first day to its last one, in the weeks of the
// step.
func TestLadderTogether(t *testing.T) {
	step := func(from model.Date, hours int) model.Step {
		return model.Step{From: from,
			Trial: model.Hours(4 * hours)}
	}
	for _, c := range []struct {
		what    string
		p       [2]int // days of the placement, from the first of the test
		steps   []model.Step
		other   [2]int // days of the other one, with 10 hours from its first day
		state   string
		more    string // a further step of the other one
		want    string
		wantSum model.Hours
	}{
		{"the other ends the day before", [2]int{10, 90}, []model.Step{step(day.Add(10), 30)}, [2]int{0, 9},
			"running", "", "", 0},
		{"the other ends on the first day", [2]int{10, 90}, []model.Step{step(day.Add(10), 30)}, [2]int{0, 10},
			"running", "", "1", 160},
		{"the other begins on the last day", [2]int{0, 10}, []model.Step{step(day, 30)}, [2]int{10, 90}, "running",
			"", "1", 160},
		{"the other begins the day after the last", [2]int{0, 10}, []model.Step{step(day, 30)}, [2]int{11, 90},
			"running", "", "", 0},
		{"the other begins with the next step", [2]int{0, 90}, []model.Step{step(day, 30), step(day.Add(28), 20)},
			[2]int{28, 90}, "running", "", "", 0},
		{"the other begins on the step's last day", [2]int{0, 90}, []model.Step{step(day, 30), step(day.Add(28), 20)},
			[2]int{27, 90}, "running", "", "1", 160},
		{"the other begins on the next step's first day", [2]int{0, 90}, []model.Step{step(day, 20), step(day.Add(28),
			30)}, [2]int{28, 90}, "running", "", "2", 160},
		{"exactly 37 hours", [2]int{0, 90}, []model.Step{step(day, 27)}, [2]int{0, 90}, "running", "", "", 0},
		{"no last days", [2]int{0, -1}, []model.Step{step(day, 28)}, [2]int{500, -1}, "running", "", "1", 152},
		{"the other has ended", [2]int{0, 90}, []model.Step{step(day, 30)}, [2]int{0, 90}, "ended", "", "", 0},
		{"the other was cancelled", [2]int{0, 90}, []model.Step{step(day, 30)}, [2]int{0, 90}, "cancelled", "", "",
			0},
		{"the other is agreed", [2]int{0, 90}, []model.Step{step(day, 30)}, [2]int{0, 90}, "agreed", "", "1", 160},
		{"the other rises later", [2]int{0, 90}, []model.Step{step(day, 20)}, [2]int{0, 90}, "running",
			day.Add(40).String() + " 10 8", "1", 152},
		{"the other rises after the last day", [2]int{0, 39}, []model.Step{step(day, 20)}, [2]int{0, 90}, "running",
			day.Add(40).String() + " 10 8", "", 0},
	} {
		last := func(n int) model.Date {
			if n < 0 {
				return 0
			}
			return day.Add(n)
		}
		p, o := placementOf(day.Add(c.p[0]), last(c.p[1])), placementOf(day.Add(c.other[0]), last(c.other[1]))
		o.Ref, o.State = "F-0002", c.state
		a := version(1, o.StartOn, o.StartOn.String()+" 6 4")
		if c.more != "" {
			a.Steps = append(a.Steps, c.more)
		}
		empty := placementOf(day.Add(-900), day.Add(900)) // has agreed on nothing
		empty.Ref = "F-0003"
		var got []string
		for _, e := range CheckLadder(c.steps, p, []WithAgreements{{Placement: empty}, {o, []*model.Agreement{a}}}) {
			if e.Key != "err.step.together" || e.Args["total"] != c.wantSum || e.Args["other"] != "F-0002" {
				t.Errorf("%s: got %v, want %v hours together with F-0002", c.what, e, c.wantSum)
			}
			got = append(got, fmt.Sprint(e.Args["line"]))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got lines %v, want %q", c.what, got, c.want)
		}
	}
}

// TestLadderTogetherNames: the sentence names everybody who shares the first of the busiest weeks.
func TestLadderTogetherNames(t *testing.T) {
	two, three := placementOf(day.Add(50), 0), placementOf(day, 0)
	two.Ref, three.Ref = "F-0002", "F-0003"
	a2, a3 := version(1, day.Add(50), day.Add(50).String()+" 0 0.25"), version(1, day, day.Add(20).String()+" 10 0",
		day.Add(60).String()+" 9.75 0")
	others := []WithAgreements{{two, []*model.Agreement{a2}}, {three, []*model.Agreement{a3}}}
	p := placementOf(day, 0)
	got := CheckLadder([]model.Step{{From: day, Trial: 60, Paid: 60}}, p, others)
	if len(got) != 1 || got[0].Args["total"] != model.Hours(161) || got[0].Args["other"] != "F-0002, F-0003" {
		t.Errorf("got %v, want 40.25 hours with both", got)
	}
	a2.Steps = nil
	got = CheckLadder([]model.Step{{From: day, Trial: 60, Paid: 60}}, p, append(others,
		WithAgreements{placementOf(day.Add(55), 0), nil}))
	if len(got) != 1 || got[0].Args["other"] != "F-0003" {
		t.Errorf("got %v, want F-0003 alone", got)
	}
	a2.Steps, a3.Steps = []string{day.Add(70).String() + " 10 0"}, []string{day.Add(20).String() + " 10 0",
		day.Add(60).String() + " 0 0"}
	got = CheckLadder([]model.Step{{From: day, Trial: 120}}, p, others)
	if len(got) != 1 || got[0].Args["other"] != "F-0003" {
		t.Errorf("as many hours with two in turn: got %v, want the first, F-0003", got)
	}
	future := WithAgreements{placementOf(day, 0), []*model.Agreement{version(1, day.Add(30), day.String()+" 10 0")}}
	if got := CheckLadder([]model.Step{{From: day, Trial: 120}}, p, []WithAgreements{future}); len(got) != 1 {
		t.Errorf("from the day the other's version counts: got %v", got)
	}
}

func TestHighestStep(t *testing.T) {
	paid := func(s model.Step) model.Hours { return s.Paid }
	steps := []model.Step{{From: day, Trial: 40, Paid: 4}, {From: day.Add(7), Trial: 30, Paid: 8}, {From: day.Add(14),
		Trial: 20, Paid: 8}}
	if got, ok := Highest(steps, paid); !ok || got != steps[1] {
		t.Errorf("got %v, %v; want the first of the two with 2 hours", got, ok)
	}
	if got, ok := Highest(steps[:1], paid); !ok || got != steps[0] {
		t.Errorf("one step: got %v, %v", got, ok)
	}
	if got, ok := Highest(nil, paid); ok || got != (model.Step{}) {
		t.Errorf("no step: got %v, %v", got, ok)
	}
	if got := (WeekPlan{Trial: 40, Paid: 8}).Total(); got != 48 {
		t.Errorf("the plan's total: got %s, want 12", got)
	}
}

// TestStepOfAWeek: the step in force on the placement's first day in the week; a later one only when there is none
// before.
func TestStepOfAWeek(t *testing.T) {
	for _, c := range []struct {
		what, step string
		want       WeekPlan
		ok         bool
	}{
		{"on the Monday", "2026-10-05 12 2", WeekPlan{48, 8}, true},
		{"on the Sunday", "2026-10-11 12 2", WeekPlan{48, 8}, true},
		{"on the Monday after", "2026-10-12 12 2", WeekPlan{}, false},
		{"on the Tuesday, another before", "2026-10-06 12 2", WeekPlan{4, 4}, true},
	} {
		p, a := course(c.step)
		if strings.HasSuffix(c.what, "before") {
			a[0].Steps = []string{"2026-09-28 1 1", c.step}
		}
		if got, ok := PlanAt(p, a, day); got != c.want || ok != c.ok {
			t.Errorf("%s: got %v, %v; want %v, %v", c.what, got, ok, c.want, c.ok)
		}
	}
	p, a := course("2026-09-28 12 2")
	a[0].ValidFrom = day.Add(6)
	if _, ok := PlanAt(p, a, day); !ok {
		t.Error("a version from the Sunday, none before: got no plan")
	}
	a[0].ValidFrom = day.Add(7)
	if _, ok := PlanAt(p, a, day); ok {
		t.Error("a version from the next Monday: got a plan")
	}
	for end, want := range map[model.Date]bool{day.Add(-1): false, day: true, day.Add(1): true} {
		p, a := course("2026-09-28 12 2")
		p.EndOn = end
		if _, ok := PlanAt(p, a, day); ok != want {
			t.Errorf("the last day is %v: got a plan %v, want %v", end, ok, want)
		}
	}
}

func TestLaddersAreReadOnce(t *testing.T) {
	_, a := course("2026-09-28 12 2")
	read := readOnce()
	if first, again := read(a[0]), read(a[0]); &first[0] != &again[0] {
		t.Error("the ladder was read twice")
	}
}

func TestAttendance(t *testing.T) {
	some := model.Some[int]
	weeks := []*model.Week{
		{Agreed: some(4), Met: some(2), Excused: some(1), NoShow: some(1)},
		{Agreed: some(3), Met: some(3)},
		{Met: some(5), Excused: some(1), NoShow: some(1)}, // nothing agreed in days
		{Agreed: some(0), NoShow: some(0)},
	}
	got := AttendanceOf(weeks)
	if want := (Attendance{Agreed: 7, Met: 5, Excused: 1, NoShow: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for a, want := range map[Attendance]float64{{Agreed: 1, Met: 1}: 1, {Agreed: 2, Met: 1}: 0.5, {Agreed: 1}: 0} {
		if got, ok := a.Share(); got != want || !ok {
			t.Errorf("%+v: got %v, %v; want %v", a, got, ok, want)
		}
	}
	if got, ok := (Attendance{Met: 1}).Share(); got != 0 || ok {
		t.Errorf("no days agreed: got %v, %v", got, ok)
	}
}

// logged is a week with paid hours in quarters.
func logged(monday model.Date, paid model.Hours) *model.Week {
	return &model.Week{Head: model.Head{ID: "w"}, PlacementID: "p1", Monday: monday, Paid: model.Some(paid)}
}

// TestStandstillBoundaries counts weeks of standing still at each end.
func TestStandstillBoundaries(t *testing.T) {
	start := model.NewDate(2026, 9, 28)
	week := func(n int) model.Date { return start.Add(7 * n) }
	for _, c := range []struct {
		what  string
		steps []string
		weeks []*model.Week
		today model.Date
		end   model.Date
		want  int
	}{
		{"the week in which it rose", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(2), 8)}, week(2).Add(6),
			0, 0},
		{"the Monday after", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(2), 8)}, week(3), 0, 1},
		{"one week after the latest, not two", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(2), 8)},
			week(4), 0, 1},
		{"two weeks with the same", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(2), 8), logged(week(3),
			8)}, week(9), 0, 2},
		{"weeks read in any order", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(3), 8), logged(week(2),
			8)}, week(9), 0, 2},
		{"a week of unknown hours is none", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(2), 8),
			{PlacementID: "p1", Monday: week(5), Trial: model.Some(model.Hours(4))}}, week(9), 0, 1},
		{"it ended in the week of the rise", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(2), 8)}, week(9),
			week(2).Add(6), 0},
		{"it ended on the Monday after", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(2), 8)}, week(9),
			week(3), 1},
		{"a quarter of an hour planned from the first week, none worked", []string{"2026-09-28 12 0.25"},
			[]*model.Week{logged(week(0), 0)}, week(1), 0, 1},
		{"planned from the latest week only", []string{"2026-09-28 12 0", "2026-10-12 12 4"},
			[]*model.Week{logged(week(0), 0), logged(week(2), 0)}, week(9), 0, 1},
		{"planned from the week after the latest", []string{"2026-09-28 12 0", "2026-10-19 12 4"},
			[]*model.Week{logged(week(0), 0), logged(week(2), 0)}, week(9), 0, 0},
		{"nothing planned is no standstill", []string{"2026-09-28 12 0"}, []*model.Week{logged(week(0), 0)}, week(9),
			0, 0},
		{"a quarter of an hour is reached", []string{"2026-09-28 12 0.25"}, []*model.Week{logged(week(0), 1)},
			week(9), 0, 0},
		{"a quarter below the top", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(0), 15)}, week(9), 0, 1},
		{"the top", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(0), 16)}, week(9), 0, 0},
		{"a week that begins today counts", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(0), 8),
			logged(week(1), 12)}, week(1), 0, 0},
		{"a week that begins tomorrow does not", []string{"2026-09-28 12 4"}, []*model.Week{logged(week(0), 8),
			logged(week(2), 12)}, week(2).Add(-1), 0, 1},
	} {
		p, a := course(c.steps...)
		p.EndOn = c.end
		v := LadderAt(p, a, c.weeks, c.today)
		if v.Stalled != c.want {
			t.Errorf("%s: got %d weeks, want %d", c.what, v.Stalled, c.want)
		}
		if top := v.Top; v.Finished != (top > 0 && v.PaidNow.V >= top) {
			t.Errorf("%s: finished %v with %s of %s", c.what, v.Finished, v.PaidNow.V, top)
		}
	}
}

// TestLadderSums: what is logged is set beside the plan of the same weeks, column by column.
func TestLadderSums(t *testing.T) {
	p, a := course("2026-09-28 12 2")
	monday := p.StartOn
	trialOnly := &model.Week{PlacementID: "p1", Monday: monday.Add(7), Trial: model.Some(model.Hours(40)),
		Agreed: model.Some(3), Met: model.Some(2)}
	daysOnly := &model.Week{PlacementID: "p1", Monday: monday.Add(21), Agreed: model.Some(3), Met: model.Some(3)}
	v := LadderAt(p, a, []*model.Week{logged(monday.Add(14), 1), trialOnly, logged(monday, 0), daysOnly},
		monday.Add(60))
	want := LadderView{Ahead: -15, Compared: 2, Paid: 1, PlannedPaid: 16, Trial: 40, PlannedTrial: 48, Top: 8,
		Latest: *logged(monday.Add(14), 1), FirstPaid: monday.Add(14), Logged: 3, Stalled: 1,
		PaidNow: model.Some(model.Hours(1)), PlanNow: 8, Unreported: 6,
		Attendance: Attendance{Agreed: 6, Met: 5}}
	if !reflect.DeepEqual(v, want) {
		t.Errorf("got  %+v\nwant %+v", v, want)
	}
	outside := logged(monday.Add(-7), 4) // there is no plan for it
	if v := LadderAt(p, a, []*model.Week{outside}, monday); v.Compared != 0 || v.Ahead != 0 || v.Paid != 4 ||
		v.FirstPaid != outside.Monday {
		t.Errorf("a week without a plan: got %+v", v)
	}
	if v := LadderAt(p, nil, []*model.Week{logged(monday, 4)}, monday.Add(60)); v.Finished || v.Stalled != 0 ||
		v.Top != 0 {
		t.Errorf("without a ladder: got %+v", v)
	}
}

// TestNextStep: the first step after today that lies within the placement and in the version that counts then.
func TestNextStep(t *testing.T) {
	for _, c := range []struct {
		what       string
		today      string
		start, end string
		want       string
	}{
		{"the day before a step", "2026-10-11", "2026-09-28", "2027-02-07", "2026-10-12"},
		{"the day of a step", "2026-10-12", "2026-09-28", "2027-02-07", "2026-11-09"},
		{"the last step is on the last day", "2026-10-12", "2026-09-28", "2026-11-09", "2026-11-09"},
		{"the last step is after the last day", "2026-10-12", "2026-09-28", "2026-11-08", ""},
		{"without a last day", "2026-10-12", "2026-09-28", "", "2026-11-09"},
		{"a step on the first day", "2026-09-01", "2026-10-12", "", "2026-10-12"},
		{"a step before the first day", "2026-09-01", "2026-10-13", "", "2026-11-09"},
		{"after the last step", "2026-11-09", "2026-09-28", "", ""},
	} {
		p, a := course("2026-09-28 12 0", "2026-10-12 12 2", "2026-11-09 10 4")
		a[0].ValidFrom = model.NewDate(2026, 1, 1)
		p.StartOn, p.EndOn = dateOf(c.start), dateOf(c.end)
		v := LadderAt(p, a, nil, dateOf(c.today))
		got := ""
		if v.Next != nil {
			got = v.Next.From.String()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
	p, a := course("2026-09-28 12 0", "2026-11-09 10 4")
	second := version(2, model.NewDate(2026, 11, 1), "2026-11-09 10 5", "2026-12-07 8 6")
	v := LadderAt(p, append(a, second), nil, model.NewDate(2026, 10, 1))
	if v.Next == nil || v.Next.Paid != 20 {
		t.Errorf("two versions: got %v, want 5 hours of the one in force then", v.Next)
	}
	twin := version(3, model.NewDate(2026, 11, 1), "2026-11-09 10 6")
	twin.ValidFrom = a[0].ValidFrom
	if v := LadderAt(p, []*model.Agreement{a[0], twin}, nil, model.NewDate(2026, 10, 1)); v.Next == nil ||
		v.Next.Paid != 24 {
		t.Errorf("two from one day: got %v, want the higher number's", v.Next)
	}
}

func dateOf(s string) model.Date {
	d, err := model.ParseDate(s, 0)
	if err != nil {
		panic(err)
	}
	return d
}

// TestWeeksOfAPlacement: which weeks are listed, with and without dates, and what was logged outside them.
func TestWeeksOfAPlacement(t *testing.T) {
	for _, c := range []struct {
		what              string
		start, end, today string
		weeks             []*model.Week
		steps             []string
		first, last       string
		n                 int
	}{
		{"from Monday to Sunday", "2026-09-28", "2026-10-11", "2026-10-01", nil, nil, "2026-09-28", "2026-10-05", 2},
		{"until the Monday after", "2026-09-28", "2026-10-12", "2026-10-01", nil, nil, "2026-09-28", "2026-10-12", 3},
		{"from the Sunday before", "2026-09-27", "2026-10-11", "2026-10-01", nil, nil, "2026-09-21", "2026-10-05", 3},
		{"without an end, up to today", "2026-09-28", "", "2026-10-12", nil, nil, "2026-09-28", "2026-10-12", 3},
		{"without an end, up to the last step", "2026-09-28", "", "2026-10-12", nil, []string{"2026-09-28 1 1",
			"2026-10-20 1 1"}, "2026-09-28", "2026-10-19", 4},
		{"without dates", "", "", "2026-10-12", nil, nil, "", "", 0},
		{"without dates, one week logged", "", "", "2026-10-12", []*model.Week{logged(day, 4)}, nil, "2026-10-05",
			"2026-10-05", 1},
		{"logged before and after", "2026-09-28", "2026-10-11", "2026-10-01", []*model.Week{logged(day.Add(21), 4),
			logged(day.Add(-21), 4)}, nil, "2026-09-14", "2026-10-26", 7},
		{"another placement's are not listed", "2026-09-28", "2026-10-11", "2026-10-01",
			[]*model.Week{{PlacementID: "x", Monday: day.Add(70)}}, nil, "2026-09-28", "2026-10-05", 2},
		{"ten years at the most", "2026-09-28", "2099-01-01", "2026-10-01", nil, nil, "2026-09-28", "2036-09-08",
			520},
	} {
		p, a := course(c.steps...)
		p.StartOn, p.EndOn = dateOf(c.start), dateOf(c.end)
		got := LadderWeeks(p, a, c.weeks, dateOf(c.today))
		if len(got) != c.n || c.n > 0 && (got[0].Monday != dateOf(c.first) || got[c.n-1].Monday != dateOf(c.last)) {
			t.Errorf("%s: got %d weeks, want %d from %s to %s: %v", c.what, len(got), c.n, c.first, c.last, got)
			continue
		}
		n := 0
		for _, w := range got {
			if w.Week != nil {
				n++
				if w.Week.Monday != w.Monday {
					t.Errorf("%s: the week of %v has what was logged for %v", c.what, w.Monday, w.Week.Monday)
				}
			}
		}
		if own := len(slices.DeleteFunc(slices.Clone(c.weeks),
			func(w *model.Week) bool { return w.PlacementID != "p1" })); n != own {
			t.Errorf("%s: got %d logged, want %d", c.what, n, own)
		}
	}
	p, _ := course()
	if got := LadderWeeks(p, nil, nil, day); len(got) != 19 || got[0].Agreed {
		t.Errorf("nothing agreed: got %d weeks", len(got))
	}
	p.EndOn = 0
	if got := LadderWeeks(p, nil, nil, day); len(got) != 2 {
		t.Errorf("nothing agreed and no end: got %d weeks, want 2", len(got))
	}
}

// TestLogBoundaries: which weeks may be written, and how many hours.
func TestLogBoundaries(t *testing.T) {
	some := func(h model.Hours) model.Opt[model.Hours] { return model.Some(h) }
	for _, c := range []struct {
		what  string
		spoil func(l *Ledger, w *model.Week)
		want  string
	}{
		{"the week of today", func(l *Ledger, w *model.Week) { l.Today = w47 }, ""},
		{"the week of tomorrow", func(l *Ledger, w *model.Week) { l.Today = w47 - 1 }, "err.week.future at monday"},
		{"a week to come, no day known", func(l *Ledger, w *model.Week) { l.Today = 0 }, ""},
		{"the placement's first week", func(l *Ledger, w *model.Week) { l.Placements[0].StartOn = w47.Add(6) }, ""},
		{"the week before its first", func(l *Ledger, w *model.Week) { l.Placements[0].StartOn = w47.Add(7) },
			"err.week.outside at monday"},
		{"the placement's last week", func(l *Ledger, w *model.Week) { l.Placements[0].EndOn = w47 }, ""},
		{"the week after its last", func(l *Ledger, w *model.Week) { l.Placements[0].EndOn = w47 - 1 },
			"err.week.outside at monday"},
		{"before it begins, no last day", func(l *Ledger, w *model.Week) {
			l.Placements[0].StartOn,
				l.Placements[0].EndOn = w47.Add(7), 0
		}, "err.week.before at monday"},
		{"no first day", func(l *Ledger, w *model.Week) { l.Placements[0].StartOn = 0 },
			"err.week.nodates at monday"},
		{"cancelled before it began", func(l *Ledger, w *model.Week) { l.Placements[0].State = "cancelled" },
			"err.week.nodates at monday"},
		{"cancelled after that week", func(l *Ledger, w *model.Week) {
			l.Placements[0].State,
				l.Placements[0].EndedOn = "cancelled", w47
		}, ""},
		{"cancelled before that week", func(l *Ledger, w *model.Week) {
			l.Placements[0].State,
				l.Placements[0].EndedOn = "cancelled", w47-1
		}, "err.week.outside at monday"},
		{"17 hours beside 20", func(l *Ledger, w *model.Week) { w.Trial = some(68) }, ""},
		{"a quarter more", func(l *Ledger, w *model.Week) { w.Trial = some(69) }, "err.week.total at trial"},
		{"a quarter of it paid", func(l *Ledger, w *model.Week) { w.Trial, w.Paid = some(68), some(1) },
			"err.week.total at paid"},
		{"as many as before", func(l *Ledger, w *model.Week) {
			w.Trial = some(100)
			l.Weeks = append(l.Weeks, &model.Week{PlacementID: "p1", Monday: w47, Trial: some(100), Note: "before"})
		}, ""},
		{"a quarter more than before", func(l *Ledger, w *model.Week) {
			w.Trial = some(101)
			l.Weeks = append(l.Weeks, &model.Week{PlacementID: "p1", Monday: w47, Trial: some(100)})
		}, "err.week.total at trial"},
		{"the days met", func(l *Ledger, w *model.Week) { w.Agreed, w.Met = model.Some(2), model.Some(3) },
			"err.week.days at agreed"},
	} {
		l := two()
		w := &model.Week{PlacementID: "p1", Monday: w47, Trial: some(4)}
		c.spoil(&l, w)
		_, err := LogWeek("me", l, w)
		got := ""
		var e *model.Error
		if errors.As(err, &e) {
			got = e.Key + " at " + e.Field
			if e.Args["ref"] != "F-0001" || e.Args["week"] != "47" {
				t.Errorf("%s: the refusal names %v", c.what, e.Args)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

// TestLogNamesTheBusiest: of several placements, the sentence names the one with most hours, of equals the first.
func TestLogNamesTheBusiest(t *testing.T) {
	for _, c := range []struct {
		hours [3]model.Hours
		want  string
		room  model.Hours
	}{{[3]model.Hours{80, 20, 1}, "F-0002", 47}, {[3]model.Hours{20, 80, 0}, "F-0005", 48}, {[3]model.Hours{50, 50,
		48}, "F-0002", 0}, {[3]model.Hours{0, 1, 0}, "F-0005", 147}} {
		l := two()
		for _, id := range []string{"p5", "p6"} {
			l.Placements = append(l.Placements, &model.Placement{Head: model.Head{ID: id}, Ref: strings.Replace(id,
				"p", "F-000", 1), CitizenID: "c1", State: "running", StartOn: day})
		}
		l.Weeks = nil
		for i, id := range []string{"p2", "p5", "p6"} {
			l.Weeks = append(l.Weeks, &model.Week{PlacementID: id, Monday: w47, Trial: model.Some(c.hours[i])})
		}
		_, err := LogWeek("me", l, &model.Week{PlacementID: "p1", Monday: w47, Trial: model.Some(model.FullWeek)})
		if e, ok := err.(*model.Error); !ok || e.Args["other"] != c.want || e.Args["room"] != c.room {
			t.Errorf("%v: got %v, want %s and room for %s", c.hours, err, c.want, c.room)
		}
	}
}

func TestLogSaysWhatItDid(t *testing.T) {
	l := two()
	entry := func(id string, monday model.Date) *model.Week {
		return &model.Week{Head: model.Head{Version: 9}, PlacementID: id, Monday: monday,
			Paid: model.Some(model.Hours(4))}
	}
	cs, err := LogWeeks("me", l, []*model.Week{entry("p1", w47), entry("p2", w47)})
	if err != nil || cs.Args["n"] != 2 || cs.Args["week"] != "47" || cs.Action != "week.log" ||
		cs.Changes[0].After.Meta().Version != 0 {
		t.Errorf("one week: got %+v, %v", cs, err)
	}
	cs, err = LogWeeks("me", l, []*model.Week{entry("p1", w47), entry("p1", w47.Add(-7))})
	if err != nil || cs.Args["n"] != 2 || cs.Args["week"] != nil && len(cs.Args) != 2 {
		t.Errorf("two weeks: got %+v, %v", cs, err)
	}
	same := *l.Weeks[0]
	if cs, err := LogWeek("me", l, &same); err != nil || len(cs.Changes) != 0 || cs.Args["n"] != 0 {
		t.Errorf("without a difference: got %+v, %v", cs, err)
	}
	if cs, err := LogWeeks("me", l, nil); err != nil || cs.Args["n"] != 0 {
		t.Errorf("no rows: got %+v, %v", cs, err)
	}
	// A correction of two placements in one week counts what both will have, and other weeks as they are.
	l.Weeks = append(l.Weeks, &model.Week{PlacementID: "p2", Monday: w47.Add(-7), Trial: model.Some(model.FullWeek)})
	cs, err = LogWeeks("me", l, []*model.Week{
		{PlacementID: "p2", Monday: w47, Trial: model.Some(model.Hours(8))}, {PlacementID: "p1", Monday: w47,
			Trial: model.Some(model.Hours(140))}})
	if err != nil || len(cs.Changes) != 2 {
		t.Errorf("35 hours beside 2 from now on: got %v", err)
	}
	if _, err = LogWeek("me", l, entry("p1", w47.Add(-7))); err == nil {
		t.Error("an hour beside 37 in the week before was let through")
	}
}

// TestAcceptedDays: days met are those agreed without those excused and not shown up for, never below none.
func TestAcceptedDays(t *testing.T) {
	some := model.Some[int]
	for _, c := range []struct {
		what    string
		pattern []string
		before  model.Week
		want    model.Week
	}{
		{"three days agreed", []string{"mon 09:00-12:00", "wed 09:00-12:00", "sun 09:00-12:00"}, model.Week{},
			model.Week{Agreed: some(3), Met: some(3)}},
		{"two times on one day", []string{"mon 09:00-12:00", "mon 13:00-15:00"}, model.Week{},
			model.Week{Agreed: some(1), Met: some(1)}},
		{"one excused, one not shown up", []string{"mon 09:00-12:00", "wed 09:00-12:00", "fri 09:00-12:00"},
			model.Week{Excused: some(1), NoShow: some(1)}, model.Week{Agreed: some(3), Met: some(1), Excused: some(1),
				NoShow: some(1)}},
		{"all not shown up", []string{"mon 09:00-12:00"}, model.Week{NoShow: some(1)}, model.Week{Agreed: some(1),
			Met: some(0), NoShow: some(1)}},
		{"fewer agreed by hand", []string{"mon 09:00-12:00", "wed 09:00-12:00"}, model.Week{Agreed: some(1)},
			model.Week{Agreed: some(1), Met: some(1)}},
		{"no pattern", nil, model.Week{}, model.Week{}},
		{"no pattern, agreed by hand", nil, model.Week{Agreed: some(2)}, model.Week{Agreed: some(2), Met: some(2)}},
	} {
		l := two()
		l.Weeks = nil
		l.Agreements[0].Pattern = c.pattern
		if c.before != (model.Week{}) {
			c.before.Head, c.before.PlacementID, c.before.Monday = model.Head{ID: model.WeekID("p1", w47),
				Version: 1}, "p1", w47
			l.Weeks = []*model.Week{&c.before}
		}
		cs, err := AcceptPlan("me", l, []string{"p1"}, w47)
		if err != nil || len(cs.Changes) != 1 || cs.Action != "week.accept" {
			t.Fatalf("%s: got %+v, %v", c.what, cs, err)
		}
		got := cs.Changes[0].After.(*model.Week)
		if got.Agreed != c.want.Agreed || got.Met != c.want.Met || got.Excused != c.want.Excused ||
			got.NoShow != c.want.NoShow {
			t.Errorf("%s: got %+v, want %+v", c.what, *got, c.want)
		}
	}
}

// TestPlannedDays: a day of the pattern counts from the placement's first day to its last one.
func TestPlannedDays(t *testing.T) {
	for _, c := range []struct {
		what       string
		start, end model.Date
		want       int
	}{
		{"the whole week", day, day.Add(6), 3},
		{"from Tuesday", day.Add(1), day.Add(6), 2},
		{"from Wednesday", day.Add(2), day.Add(6), 2},
		{"from Thursday", day.Add(3), day.Add(6), 1},
		{"until Friday", day, day.Add(4), 3},
		{"until Thursday", day, day.Add(3), 2},
		{"not in this week", day.Add(7), day.Add(13), 0},
	} {
		p, a := course("2026-09-28 12 2")
		p.StartOn, p.EndOn, a[0].Pattern = c.start, c.end, []string{"mon 09:00-12:00", "wed 09:00-12:00",
			"fri 09:00-12:00"}
		if got := PlannedDays(p, a, day); got != c.want {
			t.Errorf("%s: got %d, want %d", c.what, got, c.want)
		}
	}
	p, a := course()
	a[0].Pattern, a[0].ValidFrom = []string{"mon 09:00-12:00"}, day.Add(6)
	if got := PlannedDays(p, a, day); got != 1 {
		t.Errorf("agreed from the Sunday, nothing before: got %d days, want 1", got)
	}
	if got := PlannedDays(p, nil, day); got != 0 {
		t.Errorf("nothing agreed: got %d days", got)
	}
}

func TestCopyLeavesOut(t *testing.T) {
	l := two()
	week := func(id string) *model.Week {
		return &model.Week{PlacementID: id, Monday: w47.Add(-7), Trial: model.Some(model.Hours(4))}
	}
	l.Weeks = []*model.Week{week("p1"), week("p2"), {PlacementID: "p2", Monday: w47,
		Trial: model.Some(model.Hours(8))}, week("p9")}
	for end, want := range map[model.Date]int{w47 - 1: 0, w47: 1} {
		l.Placements[0].EndOn = end
		if cs, err := CopyLastWeek("me", l, []string{"p1", "p2", "p3", "p9"}, w47); err != nil ||
			len(cs.Changes) != want {
			t.Errorf("the last day is %v: got %d copied, %v; want %d", end, len(cs.Changes), err, want)
		}
	}
}
