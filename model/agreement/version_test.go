package agreement

import (
	"fmt"
	"slices"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestNearWords: an ending, or from five letters on one slip of the finger, makes no other task.
func TestNearWords(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"bar", "baren", true}, {"ba", "baen", false}, {"bar", "barvagt", false}, {"bord", "borde", true}, {"bord",
			"bort", false},
		{"rydde", "ryddes", true}, {"rydde", "rydder", true}, {"opvask", "opvasker", true}, {"opvask", "opvaskehjælp",
			false},
		{"anret", "anrat", true}, {"anret", "anrit", true}, {"anret", "xnret", true}, {"anret", "anrex", true},
		{"anret", "anraa", false},
		{"anret", "anrext", true}, {"anret", "xanret", true}, {"anret", "anxrxet", false}, {"anrette", "anrxxette",
			false},
		{"anret", "narte", false}, {"anret", "narte opvask", false}, {"kasse", "kases", true}, {"kasse", "aksse",
			true}, {"kasse", "aksxe", false},
		{"anret", "anrte", true}, {"anret", "rnaet", false}, {"pakke", "pakxy", false}, {"kasse", "kasse", true},
		{"bil", "bli", false}, {"abcde", "abdxe", false}, {"abcde", "abxce", false},
		{"abcde", "acbxe", false}, {"abcde", "acbed", false},
	} {
		for _, pair := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if got := len(OverlappingTasks([]string{pair[0]}, []string{pair[1]})) > 0; got != c.want {
				t.Errorf("%q and %q: got %v, want %v", pair[0], pair[1], got, c.want)
			}
		}
	}
	got := OverlappingTasks([]string{"Opvask", "Anretning"}, []string{"kasse", "opvasken", "anretning"})
	if want := []TaskOverlap{{"Opvask", "opvasken"}, {"Anretning", "anretning"}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestGapsOfHours: a quarter of an hour asks for its tasks, none does not.
func TestGapsOfHours(t *testing.T) {
	whole := func() *model.Agreement {
		return &model.Agreement{Purpose: "training", Pattern: []string{"mon 09:00-12:00"}, ContactID: "lis",
			FollowDates: []string{"2026-10-19"}, AbsenceRule: "ring", AtEnd: "stop"}
	}
	for _, c := range []struct {
		what  string
		spoil func(a *model.Agreement)
		want  []string
	}{
		{"no step", func(a *model.Agreement) {}, []string{"steps"}},
		{"a step without hours", func(a *model.Agreement) { a.Steps = []string{"2026-10-05 0 0"} },
			[]string{"steps"}},
		{"a quarter unpaid", func(a *model.Agreement) { a.Steps = []string{"2026-10-05 0.25 0"} },
			[]string{"trial_tasks"}},
		{"a quarter paid", func(a *model.Agreement) { a.Steps = []string{"2026-10-05 0 0.25"} },
			[]string{"paid_tasks"}},
		{"a quarter of each, in turn", func(a *model.Agreement) {
			a.Steps = []string{"2026-10-05 0.25 0",
				"2026-10-12 0 0.25"}
		}, []string{"trial_tasks", "paid_tasks"}},
		{"weeks instead of days", func(a *model.Agreement) {
			a.Steps, a.TrialTasks, a.FollowDates, a.FollowWeeks = []string{"2026-10-05 1 0"}, []string{"x"}, nil,
				model.Some(4)
		}, nil},
		{"days instead of weeks", func(a *model.Agreement) {
			a.Steps, a.TrialTasks = []string{"2026-10-05 1 0"},
				[]string{"x"}
		}, nil},
		{"no follow-up", func(a *model.Agreement) {
			a.Steps, a.TrialTasks, a.FollowDates = []string{"2026-10-05 1 0"}, []string{"x"}, nil
		}, []string{"follow_dates"}},
		{"nothing else", func(a *model.Agreement) {
			*a = model.Agreement{Steps: []string{"2026-10-05 1 0"}, TrialTasks: []string{"x"}}
		}, []string{"purpose", "pattern", "contact", "follow_dates", "absence_rule", "at_end"}},
	} {
		a := whole()
		c.spoil(a)
		if got := Gaps(a, "trial"); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// TestCompareDays: the first day of a draft is no difference, that of two versions in force is; steps are told by date.
func TestCompareDays(t *testing.T) {
	told := func(a, b *model.Agreement) string {
		var out []string
		for _, d := range Compare(a, b) {
			out = append(out, fmt.Sprint(d.Field, " ", d.Change, " ", max(d.Old.From, d.New.From), d.Before, d.After))
		}
		return fmt.Sprint(out)
	}
	for _, c := range []struct {
		what     string
		from, to model.Date
		want     string
	}{
		{"two drafts", 0, 0, "[]"}, {"a draft after one in force", day, 0, "[]"}, {"one in force after a draft", 0,
			day, "[]"},
		{"two from one day", day, day, "[]"}, {"two from two days", day, day.Add(1),
			"[valid_from changed 2026-10-052026-10-06]"},
	} {
		if got := told(&model.Agreement{ValidFrom: c.from}, &model.Agreement{ValidFrom: c.to}); got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, got, c.want)
		}
	}
	a := &model.Agreement{Steps: []string{"2026-10-05 1 0", "2026-10-12 1 0", "2026-10-26 1 0"}}
	b := &model.Agreement{Steps: []string{"2026-09-28 1 0", "2026-10-05 2 0", "2026-10-19 1 0", "2026-10-26 1 0"}}
	want := "[steps added 2026-09-28 steps changed 2026-10-05 steps removed 2026-10-12 steps added 2026-10-19]"
	if got := told(a, b); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestDraftOfATrialVisit and what a new agreement takes over from what is known.
func TestDraftTakesOver(t *testing.T) {
	people := []*model.ContactPerson{{Head: model.Head{ID: "chef"}, Role: "employer"}, {Head: model.Head{ID: "rep"},
		Role: "representative"}}
	p := placementOf(day, day.Add(14))
	p.Kind = "trial"
	a := Draft(DraftInput{Placement: p, Task: &model.Task{Name: "kasse"}, People: people})
	if a.Purpose != "clarify" || a.ContactID != "chef" || !slices.Equal(a.TrialTasks, []string{"kasse"}) ||
		len(a.Conditions) != 0 {
		t.Errorf("a trial visit: got %+v", a)
	}
	if got, want := a.FollowDates, []string{day.Add(14).String()}; !slices.Equal(got, want) {
		t.Errorf("follow-ups: got %v, want the last day, %v", got, want)
	}
	p.EndOn--
	if got := Draft(DraftInput{Placement: p}); len(got.FollowDates) != 0 || len(got.TrialTasks) != 0 ||
		got.ContactID != "" {
		t.Errorf("it ends before the first follow-up: got %+v", got)
	}
	p.EndOn = 0
	if got := Draft(DraftInput{Placement: p}).FollowDates; len(got) != 1 {
		t.Errorf("without a last day: got %v", got)
	}
	old := version(2, day, "2026-10-05 10 0")
	old.Purpose, old.Conditions, old.ContactID, old.TrialTasks = "training", []string{"quiet"}, "lis",
		[]string{"opvask"}
	old.FollowDates = []string{"2026-10-19"}
	citizen := &model.Citizen{HoursNow: model.Some(model.FullWeek + 1), Conditions: []string{"no_lifting"}}
	p.EndOn, p.TaskWords = day.Add(10), "lager"
	a = Draft(DraftInput{Placement: p, Citizen: citizen, People: people, Earlier: old})
	if a.Purpose != "training" || a.ContactID != "lis" || !slices.Equal(a.Conditions, old.Conditions) ||
		!slices.Equal(a.TrialTasks, old.TrialTasks) || a.FollowDates != nil {
		t.Errorf("after an earlier one: got %+v", a)
	}
	old.TrialTasks, old.PaidTasks = nil, []string{"kasse"}
	if a = Draft(DraftInput{Placement: p, Earlier: old}); len(a.TrialTasks) != 0 {
		t.Errorf("the earlier one has tasks of paid hours: got %v as well", a.TrialTasks)
	}
	old.TrialTasks = []string{"opvask"}
	if a = Draft(DraftInput{Placement: p, Earlier: old}); !slices.Equal(a.TrialTasks, old.TrialTasks) {
		t.Errorf("the earlier one has tasks of both: got %v", a.TrialTasks)
	}
	p.StartOn = 0
	if a = Draft(DraftInput{Placement: p, Earlier: old}); len(a.Steps) != 0 {
		t.Errorf("without a first day: got %v", a.Steps)
	}
}

// TestHoursOfTheFirstStep: the hours of now are taken over, never more than a week has; those of an earlier agreement
// are those of the step in force on the first day.
func TestHoursOfTheFirstStep(t *testing.T) {
	for _, c := range []struct {
		what  string
		kind  string
		hours model.Hours
		steps []string
		want  model.Step
	}{
		{"37 hours", "traineeship", 148, nil, model.Step{From: day, Trial: 148}},
		{"a quarter more", "traineeship", 149, nil, model.Step{From: day, Trial: 148}},
		{"ordinary, a quarter more", "ordinary", 149, nil, model.Step{From: day, Paid: 148}},
		{"a quarter less", "traineeship", 147, nil, model.Step{From: day, Trial: 147}},
		{"a step from the first day", "traineeship", 4, []string{"2026-09-28 10 1", "2026-10-05 9 2"},
			model.Step{From: day, Trial: 36, Paid: 8}},
		{"a step from the day after", "traineeship", 4, []string{"2026-09-28 10 1", "2026-10-06 9 2"},
			model.Step{From: day, Trial: 40, Paid: 4}},
		{"no step yet", "traineeship", 4, []string{"2026-10-06 9 2"}, model.Step{From: day, Trial: 4}},
	} {
		p := placementOf(day, day.Add(90))
		p.Kind = c.kind
		in := DraftInput{Placement: p, Citizen: &model.Citizen{HoursNow: model.Some(c.hours)}}
		if c.steps != nil {
			in.Earlier = version(1, day, c.steps...)
		}
		if got := Draft(in).Ladder(); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// TestNextStepIsSuggested: four weeks on with two paid hours more, as far as 37 hours have room; unpaid hours give way.
func TestNextStepIsSuggested(t *testing.T) {
	for _, c := range [][4]model.Hours{ // unpaid and paid hours before and after
		{48, 8, 48, 16}, {132, 8, 132, 16}, {133, 8, 132, 16}, {140, 0, 140, 8}, {0, 140, 0, 148}, {0, 141, 0, 148},
		{4, 144, 0, 148}, {0, 148, 0, 148},
	} {
		got := SuggestStep([]model.Step{{From: day, Trial: 1}, {From: day.Add(7), Trial: c[0], Paid: c[1]}},
			placementOf(day, 0), day)
		if want := (model.Step{From: day.Add(35), Trial: c[2], Paid: c[3]}); got != want {
			t.Errorf("after %s and %s: got %v, want %v", c[0], c[1], got, want)
		}
	}
	if got, want := SuggestStep(nil, placementOf(0, 0), day), (model.Step{From: day}); got != want {
		t.Errorf("without a first day: got %v, want today's", got)
	}
}

func TestPersonIn(t *testing.T) {
	people := []*model.ContactPerson{{Head: model.Head{ID: "a"}, Role: "supervisor"}, {Head: model.Head{ID: "b"},
		Role: "employer"}, {Head: model.Head{ID: "c"}, Role: "employer"}}
	for role, want := range map[string]*model.ContactPerson{"supervisor": people[0], "employer": people[1],
		"other": nil} {
		if got := PersonIn(people, role); got != want {
			t.Errorf("%s: got %v, want %v", role, got, want)
		}
	}
}

// TestNewVersionIsNobodysYet: all that was agreed, and nothing of who agreed.
func TestNewVersionIsNobodysYet(t *testing.T) {
	a := version(3, day, "2026-10-05 10 0")
	a.CitizenOn, a.CompanyOn, a.RepOn, a.CompanyBy, a.RepBy, a.Mentor = day, day, day, "Lis", "Tom", "Eva"
	got := NewVersion(a)
	want := &model.Agreement{PlacementID: "p1", Number: model.Some(4), Steps: a.Steps, Mentor: "Eva"}
	if got.Head != (model.Head{}) || !schema.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestChangeOfAVersion: what is written when a version was typed over.
func TestChangeOfAVersion(t *testing.T) {
	held := func(on model.Date) *model.FollowUp {
		return &model.FollowUp{Head: model.Head{ID: on.String(), Version: 1}, PlacementID: "p1", On: on}
	}
	for _, c := range []struct {
		what          string
		before, after func(a *model.Agreement)
		action        string
		rows          int
		number        int // of the version written
	}{
		{"the first one", func(a *model.Agreement) { a.ID = "" }, func(a *model.Agreement) {}, "agreement.new", 1, 1},
		{"a second one typed as new", func(a *model.Agreement) { a.ID = "" },
			func(a *model.Agreement) { a.Number = model.Some(2) }, "agreement.version", 1, 2},
		{"no difference", func(a *model.Agreement) {}, func(a *model.Agreement) {}, "agreement.edit", 0, 0},
		{"a draft", func(a *model.Agreement) { a.ValidFrom = 0 }, func(a *model.Agreement) {
			a.Mentor,
				a.ValidFrom = "x", 0
		}, "agreement.edit", 1, 1},
		{"a draft with days", func(a *model.Agreement) { a.ValidFrom = 0 }, func(a *model.Agreement) {
			a.ValidFrom,
				a.FollowDates = 0, []string{"2026-11-02"}
		}, "agreement.edit", 1, 1},
		{"in force with days", func(a *model.Agreement) {},
			func(a *model.Agreement) { a.FollowDates = []string{"2026-11-02", "2026-11-02"} }, "agreement.edit", 2,
			1},
		{"in force without a day that it had", func(a *model.Agreement) { a.FollowDates = []string{"2026-10-19"} },
			func(a *model.Agreement) { a.FollowDates = nil }, "agreement.edit", 2, 1},
		{"a day that was never a row", func(a *model.Agreement) { a.FollowDates = []string{"2026-10-20"} },
			func(a *model.Agreement) { a.FollowDates = nil }, "agreement.edit", 1, 1},
		{"acknowledged", func(a *model.Agreement) { a.CitizenOn = day }, func(a *model.Agreement) {
			a.CitizenOn,
				a.Mentor = day, "x"
		}, "agreement.version", 1, 7},
		{"acknowledged, the note", func(a *model.Agreement) { a.CitizenOn = day },
			func(a *model.Agreement) { a.CitizenOn, a.Note = day, "x" }, "agreement.edit", 1, 1},
	} {
		before, after := version(1, day), version(1, day)
		c.before(before)
		c.after(after)
		cs := Change("mk", before, after, []*model.Agreement{before, version(6, 0)},
			[]*model.FollowUp{held(dateOf("2026-10-19")), {PlacementID: "x", On: dateOf("2026-11-02")}})
		if cs.Action != c.action || cs.Actor != "mk" || len(cs.Changes) != c.rows {
			t.Errorf("%s: got %s with %d rows, want %s with %d", c.what, cs.Action, len(cs.Changes), c.action, c.rows)
			continue
		}
		if c.rows > 0 {
			if got := cs.Changes[0].After.(*model.Agreement).Number.V; got != c.number {
				t.Errorf("%s: got version %d, want %d", c.what, got, c.number)
			}
		}
	}
}

// TestEarlierFirstDay: a version in force counts from an earlier day by its next version, which replaces it.
func TestEarlierFirstDay(t *testing.T) {
	one := version(1, day)
	one.CitizenOn = day
	cs, err := PutInForce("mk", one, day.Add(-1), []*model.Agreement{one}, nil)
	if err != nil || len(cs.Changes) != 1 || cs.Changes[0].Before != nil {
		t.Fatalf("got %+v, %v; want a new version", cs, err)
	}
	two := cs.Changes[0].After.(*model.Agreement)
	two.ID = "two"
	if two.Number.V != 2 || two.ValidFrom != day.Add(-1) || two.Acknowledged() {
		t.Errorf("got version %d from %v, acknowledged %v", two.Number.V, two.ValidFrom, two.Acknowledged())
	}
	for on, want := range map[model.Date]int{day.Add(-2): 0, day.Add(-1): 2, day: 2, day.Add(90): 2} {
		if got := numberOf(CountingOn([]*model.Agreement{one, two}, on)); got != want {
			t.Errorf("on %v: got version %d, want %d", on, got, want)
		}
	}
	for what, c := range map[string]struct {
		from model.Date
		all  []*model.Agreement
		want string
	}{"the same day": {day, []*model.Agreement{one}, "err.agreement.inforce"},
		"a later day":    {day.Add(1), []*model.Agreement{one}, "err.agreement.inforce"},
		"not the newest": {day.Add(-1), []*model.Agreement{one, two}, "err.agreement.inforce"}} {
		if _, err := PutInForce("mk", one, c.from, c.all, nil); keyOf(err) != c.want {
			t.Errorf("%s: got %v, want %s", what, err, c.want)
		}
	}
	free := version(1, day)
	cs, err = PutInForce("mk", free, day.Add(-7), []*model.Agreement{free}, nil)
	if err != nil || cs.Changes[0].Before == nil || cs.Changes[0].After.(*model.Agreement).ValidFrom != day.Add(-7) {
		t.Errorf("one that nobody has acknowledged: got %+v, %v", cs, err)
	}
}

// TestPutInForceDays: a version may count from any day, and never after a newer one.
func TestPutInForceDays(t *testing.T) {
	for _, c := range []struct {
		what string
		n    int // of the version put in force
		from model.Date
		all  []*model.Agreement
		want string
	}{
		{"the first day of the one before", 2, day, []*model.Agreement{version(1, day)}, ""},
		{"the day before that", 2, day.Add(-1), []*model.Agreement{version(1, day)}, ""},
		{"a draft before it", 2, day.Add(-1), []*model.Agreement{version(1, 0)}, ""},
		{"no day", 2, 0, nil, "err.required"},
		{"a newer one in force", 2, day.Add(9), []*model.Agreement{version(1, day), version(3, day)},
			"err.agreement.newer"},
		{"the newest of those before", 4, day, []*model.Agreement{version(1, day), version(3, day.Add(1)), version(2,
			day)}, ""},
		{"another one's with the same number", 2, day, []*model.Agreement{{Head: model.Head{ID: "x"},
			Number: model.Some(2), ValidFrom: day}}, ""},
	} {
		_, err := PutInForce("mk", version(c.n, 0), c.from, c.all, nil)
		if got := keyOf(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.what, got, c.want)
		}
	}
}

// TestFirstDayOfAVersion: a first version counts from its first step, a later one from the day it is agreed, none
// before the one it replaces.
func TestFirstDayOfAVersion(t *testing.T) {
	step := day.Add(20).String() + " 10 0"
	for _, c := range []struct {
		what string
		a    *model.Agreement
		all  []*model.Agreement
		want model.Date
	}{
		{"the first, with a step", version(1, 0, step), nil, day.Add(20)},
		{"the first, without a step", version(1, 0), nil, day},
		{"the second, with a step", version(2, 0, step), []*model.Agreement{version(1, day.Add(-5))}, day},
		{"the second, the first one later", version(2, 0), []*model.Agreement{version(1, day.Add(5))}, day.Add(5)},
		{"it does not wait for itself", version(1, day.Add(9)), []*model.Agreement{version(1, day.Add(9))}, day},
	} {
		if got := StartsOn(c.a, day, c.all); got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

// TestYesOfEachParty: who says yes, by whom, and on which day it can be.
func TestYesOfEachParty(t *testing.T) {
	for _, c := range []struct {
		party string
		on    model.Date
		want  string
	}{
		{"citizen", day, ""}, {"company", day, ""}, {"representative", day, ""}, {"citizen", day.Add(-1), ""},
		{"citizen", day.Add(1), "err.agreement.future at citizen_on"}, {"company", 0, "err.required at company_on"},
		{"representative", day.Add(1), "err.agreement.future at rep_on"},
	} {
		a := version(1, day)
		cs, err := Acknowledge("mk", a, c.party, "Lis", c.on, day, nil, nil)
		got := ""
		if e, ok := err.(*model.Error); ok {
			got = e.Key + " at " + e.Field
		}
		if got != c.want {
			t.Errorf("%s on %v: got %q, want %q", c.party, c.on, got, c.want)
		}
		if err != nil {
			continue
		}
		want := *a
		switch c.party {
		case "citizen":
			want.CitizenOn = c.on
		case "company":
			want.CompanyOn, want.CompanyBy = c.on, "Lis"
		case "representative":
			want.RepOn, want.RepBy = c.on, "Lis"
		}
		if after := cs.Changes[0].After; cs.Action != "agreement.ack" || cs.Args["n"] != 1 || !schema.Equal(after,
			&want) {
			t.Errorf("%s: got %s %v and %+v", c.party, cs.Action, cs.Args, after)
		}
	}
	if _, err := Acknowledge("mk", version(2, 0), "citizen", "", day, day, []*model.Agreement{version(3, day)},
		nil); keyOf(err) != "err.agreement.newer" {
		t.Errorf("a yes to an older version: got %v", err)
	}
}
