package agreement

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
)

// course is a placement with one version of the agreement: from Monday of week 40 of 2026 to Sunday of week 5 of 2027.
func course(steps ...string) (*model.Placement, []*model.Agreement) {
	p := &model.Placement{
		Head: model.Head{ID: "p1"}, Ref: "F-0001", CitizenID: "c1", Kind: "traineeship", State: "running",
		StartOn: model.NewDate(2026, 9, 28), EndOn: model.NewDate(2027, 2, 7),
	}
	return p, []*model.Agreement{
		{Head: model.Head{ID: "a1"}, PlacementID: "p1", Number: model.Some(1), ValidFrom: p.StartOn, Steps: steps},
	}
}

// sketch is the ladder of the screen's sketch, and what was worked.
func sketch() (*model.Placement, []*model.Agreement, []*model.Week) {
	p, a := course("2026-09-28 12 0", "2026-10-12 12 2", "2026-11-09 10 4", "2026-12-07 8 6", "2027-01-04 6 8")
	var weeks []*model.Week
	for i, paid := range []model.Hours{0, 0, 8, 8, 8, 8, 8} { // quarters: 2 hours from the third week on
		weeks = append(weeks, &model.Week{
			PlacementID: "p1", Monday: p.StartOn.Add(7 * i), Trial: model.Some(model.Hours(48)), Paid: model.Some(paid),
		})
	}
	return p, a, weeks
}

func TestPlanFollowsTheStepInForce(t *testing.T) {
	p, a := course("2026-09-28 12 0", "2026-10-12 12 2", "2026-11-04 10 4", "2027-01-04 8 8")
	second := *a[0]
	second.ID, second.Number, second.ValidFrom, second.Steps = "a2", model.Some(2), model.NewDate(2026, 12, 14),
		[]string{"2026-09-28 6 6"}
	a = append(a, &second)
	for _, c := range []struct {
		monday      model.Date
		trial, paid model.Hours
		ok          bool
		what        string
	}{
		{model.NewDate(2026, 9, 21), 0, 0, false, "before the first day"},
		{model.NewDate(2026, 9, 28), 48, 0, true, "first step"},
		{model.NewDate(2026, 10, 12), 48, 8, true, "second step"},
		{model.NewDate(2026, 11, 2), 48, 8, true, "a step from Wednesday counts from the next week"},
		{model.NewDate(2026, 11, 9), 40, 16, true, "third step"},
		{model.NewDate(2026, 12, 14), 24, 24, true, "the second version"},
		{model.NewDate(2026, 12, 28), 24, 24, true, "week 53"},
		{model.NewDate(2027, 2, 1), 24, 24, true, "the last week; the old version's last step never comes"},
		{model.NewDate(2027, 2, 8), 0, 0, false, "after the end"},
	} {
		got, ok := PlanAt(p, a, c.monday)
		if ok != c.ok || got != (WeekPlan{c.trial, c.paid}) {
			t.Errorf("%s: got %v %v, want %v %v %v", c.what, got, ok, c.trial, c.paid, c.ok)
		}
	}
}

func TestPlanOfAWeekThatBeginsInTheMiddle(t *testing.T) {
	p, a := course("2026-10-01 12 1")
	// a Wednesday, the step on Thursday
	p.StartOn, a[0].ValidFrom = model.NewDate(2026, 9, 30), model.NewDate(2026, 9, 30)
	if got, ok := PlanAt(p, a, model.NewDate(2026, 9, 28)); !ok || got != (WeekPlan{48, 4}) {
		t.Errorf("the first week: got %v %v, want the first step, because there is none before it", got, ok)
	}
	p.EndedOn = model.NewDate(2026, 10, 6)
	if _, ok := PlanAt(p, a, model.NewDate(2026, 10, 12)); ok {
		t.Error("a plan after the day it really ended")
	}
	p.State, p.EndedOn = "cancelled", 0
	if _, ok := PlanAt(p, a, model.NewDate(2026, 9, 28)); ok {
		t.Error("a plan for what was cancelled before it began")
	}
}

func TestLadderOfTheSketch(t *testing.T) {
	p, a, weeks := sketch()
	v := LadderAt(p, a, weeks, model.NewDate(2026, 11, 19)) // Thursday of week 47, which nobody has logged
	if v.Stalled != 5 || v.Finished {
		t.Errorf("stalled %d weeks, finished %v; want 5 from week 42 to week 47", v.Stalled, v.Finished)
	}
	if v.Ahead != -8 || v.Paid != 40 || v.PlannedPaid != 48 {
		t.Errorf("ahead %s, paid %s of %s; want -2, 10 of 12", v.Ahead, v.Paid, v.PlannedPaid)
	}
	if v.Next == nil || v.Next.From != model.NewDate(2026, 12, 7) || v.Next.Paid != 24 {
		t.Errorf("next step %v, want 6 hours from 7 December", v.Next)
	}
	if v.FirstPaid != model.NewDate(2026, 10, 12) || v.Latest.Monday != model.NewDate(2026, 11, 9) || v.Logged != 7 ||
		v.Top != 32 {
		t.Errorf("first paid %s, latest %s, %d weeks, top %s", v.FirstPaid, v.Latest.Monday, v.Logged, v.Top)
	}
}

// TestStandstill goes through what does and does not count as one.
func TestStandstill(t *testing.T) {
	p, a, _ := sketch()
	at := func(week int) model.Date { return p.StartOn.Add(7*(week-40) + 3) }
	for _, c := range []struct {
		what  string
		paid  []model.Hours
		today model.Date
		want  int
	}{
		{"no week logged", nil, at(47), 0},
		{"weeks nobody logged are no standstill", []model.Hours{0, 0, 8}, at(52), 1},
		{"it rose this week", []model.Hours{0, 0, 8, 8, 8, 8, 8, 16}, at(47), 0},
		{"a dip made good is no rise", []model.Hours{0, 0, 8, 8, 0, 8, 8}, at(47), 5},
		{"never risen counts from the first planned hour", []model.Hours{0, 0, 0, 0, 0}, at(45), 3},
		{"one week with more hides no standstill", []model.Hours{0, 0, 8, 8, 16, 8, 8}, at(47), 5},
		{"one week with more hides no rise", []model.Hours{0, 0, 4, 16, 4, 4, 8, 8}, at(47), 1},
		{"a rise that stayed", []model.Hours{0, 0, 8, 8, 8, 16, 16}, at(47), 2},
		{"the top is reached", []model.Hours{0, 0, 8, 32}, at(47), 0},
	} {
		var weeks []*model.Week
		for i, h := range c.paid {
			weeks = append(weeks, &model.Week{PlacementID: "p1", Monday: p.StartOn.Add(7 * i), Paid: model.Some(h)})
		}
		if got := LadderAt(p, a, weeks, c.today).Stalled; got != c.want {
			t.Errorf("%s: stalled %d weeks, want %d", c.what, got, c.want)
		}
	}
}

func TestWeeksOverTheNewYear(t *testing.T) {
	today := model.NewDate(2026, 11, 26)
	for in, want := range map[string]string{
		"u47": "2026-W47", "47": "2026-W47", "uge 47": "2026-W47", "W47": "2026-W47", "week 48": "2026-W48",
		"2026-W47": "2026-W47", "2026-u53": "2026-W53",
		"53": "2026-W53", "u1": "2027-W01", "uge 30": "2026-W30", "47/2025": "2025-W47", "uge 1 2027": "2027-W01",
		"2026W47": "2026-W47", "2020-W53": "2020-W53",
		"31/12 2026": "2026-W53", "2027-01-03": "2026-W53", "2027-01-04": "2027-W01", "i dag": "2026-W48",
	} {
		got, err := model.ParseWeek(in, today)
		if err != nil || model.WeekText(got) != want || got != got.Monday() {
			t.Errorf("%q: got %s, %v; want %s", in, model.WeekText(got), err, want)
		}
	}
	for in, key := range map[string]string{
		"2025-W53": "err.week.none", "53/2027": "err.week.none", "u54": "err.week", "0": "err.week", "": "err.week",
		"u":      "err.week",
		"uge to": "err.week", "-3": "err.week", "2026-W471": "err.week"} {
		if _, err := model.ParseWeek(in, today); keyOf(err) != key {
			t.Errorf("%q: got %v, want %s", in, err, key)
		}
	}
	if _, err := model.ParseWeek("53", model.NewDate(2028, 6, 1)); keyOf(err) != "err.week.none" {
		t.Errorf("week 53 where no year near has one: got %v", err)
	}
}

func keyOf(err error) string {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func TestHoursThatAreNone(t *testing.T) {
	for _, in := range []string{"7,25,5", "-3", "-0,5", "-0", "7,3", "1e2", "", "t"} {
		if h, err := model.ParseHours(in); err == nil {
			t.Errorf("%q: got %s, want a refusal", in, h)
		}
	}
}

// two is a citizen with two placements that overlap, the other with 20 hours in week 47.
func two() Ledger {
	p, a := course("2026-09-28 12 2")
	other := &model.Placement{
		Head: model.Head{ID: "p2"}, Ref: "F-0002", CitizenID: "c1", State: "running", StartOn: p.StartOn,
	}
	stranger := &model.Placement{
		Head: model.Head{ID: "p3"}, Ref: "F-0003", CitizenID: "c2", State: "running", StartOn: p.StartOn,
	}
	w := func(id string, h model.Hours) *model.Week {
		return &model.Week{
			Head: model.Head{ID: model.WeekID(id, w47), Version: 1}, PlacementID: id, Monday: w47, Trial: model.Some(h),
		}
	}
	return Ledger{
		Today: w47.Add(4), Placements: []*model.Placement{p, other, stranger},
		Weeks: []*model.Week{w("p2", 80), w("p3", 148)}, Agreements: a,
	}
}

var w47 = model.NewDate(2026, 11, 16)

func TestWhatIsRefused(t *testing.T) {
	l := two()
	for _, c := range []struct {
		what, key, field string
		entry            model.Week
	}{
		{
			"18 hours beside 20 elsewhere", "err.week.total", "trial",
			model.Week{PlacementID: "p1", Monday: w47, Trial: model.Some(model.Hours(72))},
		},
		{
			"the paid hours are at fault", "err.week.total", "paid",
			model.Week{
				PlacementID: "p1", Monday: w47, Trial: model.Some(model.Hours(60)), Paid: model.Some(model.Hours(12)),
			},
		},
		{
			"38 in one placement", "err.hours.week", "paid",
			model.Week{
				PlacementID: "p1", Monday: w47, Trial: model.Some(model.Hours(140)), Paid: model.Some(model.Hours(12)),
			},
		},
		{
			"before it began", "err.week.outside", "monday",
			model.Week{PlacementID: "p1", Monday: model.NewDate(2026, 9, 21), Paid: model.Some(model.Hours(4))},
		},
		{
			"a week to come", "err.week.future", "monday",
			model.Week{PlacementID: "p1", Monday: w47.Add(7), Paid: model.Some(model.Hours(4))},
		},
		{
			"more days met than agreed", "err.week.days", "agreed",
			model.Week{PlacementID: "p1", Monday: w47, Agreed: model.Some(2), Met: model.Some(3)},
		},
		{
			"no such placement", "err.store.gone.placement", "placement",
			model.Week{PlacementID: "p9", Monday: w47, Paid: model.Some(model.Hours(4))},
		},
	} {
		cs, err := LogWeek("me", l, &c.entry)
		var e *model.Error
		if !errors.As(err, &e) || e.Key != c.key || e.Field != c.field || len(cs.Changes) != 0 {
			t.Errorf("%s: got %v with %d changes, want %s at %s", c.what, err, len(cs.Changes), c.key, c.field)
		}
	}
	_, err := LogWeek("me", l, &model.Week{PlacementID: "p1", Monday: w47, Trial: model.Some(model.Hours(72))})
	if args := err.(*model.Error).Args; args["other"] != "F-0002" || args["hours"] != model.Hours(80) ||
		args["room"] != model.Hours(68) || args["ref"] != "F-0001" || args["week"] != "47" {
		t.Errorf("the refusal names %v, want the other placement, its 20 hours and room for 17", args)
	}
	if cs, err := LogWeek("me", l, &model.Week{
		PlacementID: "p1", Monday: w47, Trial: model.Some(model.Hours(68)),
	}); err != nil || len(cs.Changes) != 1 {
		t.Errorf("17 hours beside 20: got %v", err)
	}
}

// TestTwoPlacementsInOneGo: rows written together count together, and all that is wrong is told.
func TestTwoPlacementsInOneGo(t *testing.T) {
	l := two()
	l.Weeks = nil
	_, err := LogWeeks("me", l, []*model.Week{
		{PlacementID: "p1", Monday: w47, Paid: model.Some(model.Hours(80))},
		{PlacementID: "p2", Monday: w47, Trial: model.Some(model.Hours(80))},
	})
	var e *model.Error
	if !errors.As(err, &e) || e.Key != "err.week.total" || len(e.More) != 1 || e.More[0].Args["ref"] != "F-0002" {
		t.Fatalf("got %v, want both refused", err)
	}
}

func TestTooManyHoursMayBecomeFewer(t *testing.T) {
	l := two()
	l.Weeks = append(l.Weeks, &model.Week{
		Head: model.Head{ID: model.WeekID("p1", w47), Version: 3}, PlacementID: "p1", Monday: w47,
		Trial: model.Some(model.Hours(100)),
	})
	cs, err := LogWeek("me", l, &model.Week{PlacementID: "p1", Monday: w47, Trial: model.Some(model.Hours(90))})
	if err != nil || len(cs.Changes) != 1 || cs.Changes[0].Before == nil || cs.Changes[0].After.Meta().Version != 3 {
		t.Errorf("a correction downwards: got %v, %v; want an edit of version 3", cs.Changes, err)
	}
}

func TestCopyAndAccept(t *testing.T) {
	l := two()
	l.Weeks = append(l.Weeks, &model.Week{
		PlacementID: "p1", Monday: w47.Add(-7), Trial: model.Some(model.Hours(40)), Paid: model.Some(model.Hours(8)),
		Agreed: model.Some(3), Met: model.Some(2), Excused: model.Some(1), Note: "words",
	})
	cs, err := CopyLastWeek("me", l, []string{"p1", "p2", "p3", "p9"}, w47)
	if err != nil || len(cs.Changes) != 1 || cs.Action != "week.copy" {
		t.Fatalf("copied %d, %v; want only the one with hours last week and none this week", len(cs.Changes), err)
	}
	if got := cs.Changes[0].After.(*model.Week); got.Monday != w47 || got.Trial.V != 40 || got.Excused.V != 1 ||
		got.Note != "" || got.ID != model.WeekID("p1", w47) {
		t.Errorf("copied %+v", got)
	}
	l.Agreements[0].Pattern = []string{"mon 09:00-12:00", "wed 09:00-12:00", "fri 09:00-12:00"}
	l.Weeks = []*model.Week{
		{
			Head: model.Head{ID: model.WeekID("p1", w47), Version: 1}, PlacementID: "p1", Monday: w47,
			NoShow: model.Some(1),
		},
	}
	cs, err = AcceptPlan("me", l, []string{"p1", "p2"}, w47)
	if err != nil || len(cs.Changes) != 1 {
		t.Fatalf("accepted %d, %v; want the one with a plan", len(cs.Changes), err)
	}
	if got := cs.Changes[0].After.(*model.Week); got.Trial.V != 48 || got.Paid.V != 8 || got.Agreed.V != 3 ||
		got.Met != model.Some(2) || got.NoShow.V != 1 {
		t.Errorf("accepted %+v, want the plan with the no-show kept", got)
	}
}

func TestWhatIsEmptiedIsTakenOut(t *testing.T) {
	l := two()
	cs, err := LogWeek("me", l, &model.Week{PlacementID: "p2", Monday: w47})
	if err != nil || len(cs.Changes) != 1 || cs.Changes[0].After != nil {
		t.Errorf("got %v %v, want the row removed", cs.Changes, err)
	}
	if cs, _ := LogWeek("me", l, &model.Week{PlacementID: "p1", Monday: w47}); len(cs.Changes) != 0 {
		t.Errorf("nothing written where nothing was: got %v", cs.Changes)
	}
}

// TestSumsEqualTheirWeeks: whatever the ladder, the weeks and the day, the sums are those of the logged weeks that
// began by the day, the plan never leaves the dates, and a standstill is never longer than the placement.
func TestSumsEqualTheirWeeks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, a := course()
		p.StartOn = p.StartOn.Add(rapid.IntRange(0, 6).Draw(t, "start"))
		p.EndOn = p.StartOn.Add(rapid.IntRange(0, 200).Draw(t, "length"))
		var steps []model.Step
		for d := rapid.IntRange(-10, 60).Draw(t, "first step"); len(steps) < 4; d += rapid.IntRange(1, 50).Draw(t,
			"next step") {
			steps = append(steps, model.Step{
				From: p.StartOn.Add(d), Trial: model.Hours(rapid.IntRange(0, 60).Draw(t, "trial")),
				Paid: model.Hours(rapid.IntRange(0, 60).Draw(t, "paid")),
			})
		}
		a[0].SetLadder(steps)
		var weeks []*model.Week
		hours := rapid.Custom(func(t *rapid.T) model.Opt[model.Hours] {
			return model.Some(model.Hours(rapid.IntRange(0, 70).Draw(t, "h")))
		})
		for m := p.StartOn.Monday(); m <= p.EndOn; m = m.Add(7) {
			if rapid.Bool().Draw(t, "logged") {
				weeks = append(weeks, &model.Week{
					PlacementID: "p1", Monday: m, Trial: hours.Draw(t, "trial"), Paid: hours.Draw(t, "paid"),
				})
			}
		}
		weeks = append(weeks, &model.Week{
			PlacementID: "other", Monday: p.StartOn.Monday(), Paid: model.Some(model.Hours(99)),
		})
		today := p.StartOn.Add(rapid.IntRange(-20, 250).Draw(t, "today"))
		v := LadderAt(p, a, weeks, today)
		var trial, paid, ahead model.Hours
		for _, w := range weeks {
			if w.PlacementID == "p1" && w.Monday <= today {
				trial, paid = trial+w.Trial.V, paid+w.Paid.V
				if plan, ok := PlanAt(p, a, w.Monday); ok {
					ahead += w.Paid.V - plan.Paid
				}
			}
		}
		if v.Trial != trial || v.Paid != paid || v.Ahead != ahead {
			t.Fatalf("sums %s, %s, %s; want %s, %s, %s", v.Trial, v.Paid, v.Ahead, trial, paid, ahead)
		}
		all := LadderWeeks(p, a, weeks, today)
		for m := p.StartOn.Monday().Add(-21); m <= p.EndOn.Add(21); m = m.Add(7) {
			_, ok := PlanAt(p, a, m)
			if inside := m.Add(6) >= p.StartOn && m <= p.EndOn; ok && !inside {
				t.Fatalf("a plan in the week of %s, outside %s to %s", m, p.StartOn, p.EndOn)
			}
		}
		if n := int(p.EndOn.Monday()-p.StartOn.Monday())/7 + 1; len(all) != n || v.Stalled < 0 || v.Stalled >= n+1 {
			t.Fatalf("%d weeks listed, stalled %d; the placement has %d", len(all), v.Stalled, n)
		}
		if !slices.IsSortedFunc(all, func(x, y LadderWeek) int { return int(x.Monday - y.Monday) }) {
			t.Fatal("weeks out of order")
		}
	})
}

// TestEveryWeekIsReadBack: what WeekText writes, ParseWeek reads, and a short number near today finds the same week.
func TestEveryWeekIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		monday := model.Date(rapid.Int32Range(700_000, 760_000).Draw(t, "day")).Monday()
		got, err := model.ParseWeek(model.WeekText(monday), 0)
		if err != nil || got != monday {
			t.Fatalf("%s: got %s, %v", model.WeekText(monday), got, err)
		}
		today := monday.Add(rapid.IntRange(-150, 150).Draw(t, "away"))
		if got, err := model.ParseWeek("u"+weekNumber(monday), today); err != nil || got != monday {
			t.Fatalf("%s on %s: got %s, %v", model.WeekText(monday), today, got, err)
		}
	})
}

// TestBlankPaidHoursAreNotReported: a week whose paid hours are left blank is no week with 0. The headline stays at
// what was reported last, the plan stays reached, and the week is counted as one that lacks; 0 typed is 0.
func TestBlankPaidHoursAreNotReported(t *testing.T) {
	p, a := course("2026-09-28 12 2")
	monday := p.StartOn
	reported := func(weeks ...*model.Week) LadderView { return LadderAt(p, a, weeks, monday.Add(15)) }
	blank := &model.Week{PlacementID: "p1", Monday: monday.Add(7), Trial: model.Some(model.Hours(40))}
	nought := &model.Week{PlacementID: "p1", Monday: monday.Add(7), Paid: model.Some(model.Hours(0))}
	top := &model.Week{PlacementID: "p1", Monday: monday, Paid: model.Some(model.Hours(8))}
	for _, c := range []struct {
		what       string
		weeks      []*model.Week
		now        model.Opt[model.Hours]
		finished   bool
		unreported int
	}{
		{"all reported", []*model.Week{top, nought}, model.Some(model.Hours(0)), false, 0},
		{"the second blank", []*model.Week{top, blank}, model.Some(model.Hours(8)), true, 1},
		{"the second not written", []*model.Week{top}, model.Some(model.Hours(8)), true, 1},
		{"only a blank one", []*model.Week{blank}, model.Opt[model.Hours]{}, false, 2},
	} {
		v := reported(c.weeks...)
		if v.PaidNow != c.now || v.Finished != c.finished || v.Unreported != c.unreported {
			t.Errorf("%s: got now %v, finished %v, %d not reported; want %v, %v, %d", c.what, v.PaidNow, v.Finished,
				v.Unreported, c.now, c.finished, c.unreported)
		}
	}
	if v := LadderAt(p, a, []*model.Week{top}, monday.Add(13)); v.Unreported != 0 {
		t.Errorf("a week that is not over: got %d not reported", v.Unreported)
	}
}
