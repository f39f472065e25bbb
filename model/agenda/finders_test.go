package agenda

import (
	"slices"
	"testing"

	"jobspor/model"
)

// runningWell is a running traineeship since ten weeks, with contact last week and hours logged as planned: nothing is
// due.
func runningWell() Input {
	start := todayTest.Monday().Add(-70)
	p := &model.Placement{
		Head: row("f"), CitizenID: "b", CompanyID: "v", Consultant: "mk", Kind: "traineeship", State: "running",
		StartOn: start, EndOn: start.Add(180), RepAskedOn: start, RepConfirmedOn: start, ColleaguesOn: start,
	}
	a := &model.Agreement{
		Head: row("a"), PlacementID: "f", Number: model.Some(1), ValidFrom: start, FollowWeeks: model.Some(4),
		CitizenOn: start, CompanyOn: start,
	}
	a.SetLadder([]model.Step{
		{From: start, Trial: 48}, {From: start.Add(28), Trial: 40, Paid: 8}, {From: start.Add(98), Trial: 32, Paid: 16},
	})
	in := Input{Today: todayTest, Rhythm: DefaultRhythm(), Rules: hearRules(),
		Citizens:  []*model.Citizen{{Head: row("b"), Status: "active", StartedOn: start, Responsible: "mk"}},
		Companies: []*model.Company{{Head: row("v"), Name: "Café", Status: "active", FTE: model.Some(model.FTE(900))}},
		Goals:     []*model.Goal{{Head: row("g"), CitizenID: "b", Words: "køkken"}},
		Contacts: []*model.Contact{
			{Head: row("k"), CompanyID: "v", CitizenID: "b", On: todayTest.Add(-3), How: "call", Outcome: "reached"},
		},
		Placements: []*model.Placement{p}, Agreements: []*model.Agreement{a}}
	for n, m := 0, start; m < todayTest.Monday(); n, m = n+1, m.Add(7) {
		paid := model.Hours(0)
		if n >= 4 {
			paid = 8
		}
		in.Weeks = append(in.Weeks, &model.Week{
			Head: row(model.WeekID("f", m)), PlacementID: "f", Monday: m, Trial: model.Some(model.Hours(40)),
			Paid: model.Some(paid),
		})
	}
	return in
}

// TestTodayOfAPlacement changes one thing of a course in order, and says what is due then.
func TestTodayOfAPlacement(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Input, *model.Placement, *model.Agreement)
		want   []string // kind and day
	}{
		{"in order", func(*Input, *model.Placement, *model.Agreement) {}, nil},
		{"contact five weeks ago", func(in *Input, p *model.Placement, a *model.Agreement) {
			in.Contacts[0].On = todayTest.Add(-35)
			a.Steps, in.Weeks = nil, nil
			in.Rhythm.HoursBack = 0
		}, []string{"rhythm 2026-11-19", "silent_citizen "}},
		{"nobody reached is no contact", func(in *Input, p *model.Placement, a *model.Agreement) {
			in.Contacts[0].Outcome = "not_reached"
			p.RetentionClosed = true
		}, []string{"rhythm 2026-10-12", "silent_citizen "}},
		{"follow-up in its place", func(in *Input, p *model.Placement, a *model.Agreement) {
			in.Contacts[0].On = todayTest.Add(-27)
			in.FollowUps = []*model.FollowUp{{Head: row("o"), PlacementID: "f", On: todayTest.Add(1)}}
			p.RetentionClosed = true
		}, []string{"followup 2026-11-27"}},
		{"nobody shall be reminded", func(in *Input, p *model.Placement, a *model.Agreement) {
			p.NoFollowUp = true
			in.FollowUps = []*model.FollowUp{{Head: row("o"), PlacementID: "f", On: todayTest}}
		}, nil},
		{
			"no hours last week", func(in *Input, p *model.Placement, a *model.Agreement) { in.Weeks = in.Weeks[:9] },
			[]string{"hours_missing 2026-11-25"},
		},
		{"a week without plan asks for nothing", func(in *Input, p *model.Placement, a *model.Agreement) {
			in.Weeks = in.Weeks[:9]
			a.SetLadder(append(a.Ladder()[:2], model.Step{From: todayTest.Monday().Add(-7)}))
		}, nil},
		{"step comes", func(in *Input, p *model.Placement, a *model.Agreement) {
			a.SetLadder(append(a.Ladder()[:2], model.Step{From: todayTest.Add(5), Trial: 32, Paid: 16}))
		}, []string{"step 2026-12-01"}},
		{"step not taken", func(in *Input, p *model.Placement, a *model.Agreement) {
			a.SetLadder(append(a.Ladder()[:2], model.Step{From: todayTest.Add(-5), Trial: 32, Paid: 16}))
		}, []string{"step 2026-11-21"}},
		{"stands still behind the plan", func(in *Input, p *model.Placement, a *model.Agreement) {
			a.SetLadder(append(a.Ladder()[:2], model.Step{From: todayTest.Monday().Add(-14), Trial: 32, Paid: 16}))
		}, []string{"stalled "}},
		{
			"ends in nine days", func(in *Input, p *model.Placement, a *model.Agreement) { p.EndOn = todayTest.Add(9) },
			[]string{"ends 2026-12-05"},
		},
		{
			"over and not closed",
			func(in *Input, p *model.Placement, a *model.Agreement) { p.EndOn = todayTest.Add(-1) },
			[]string{"not_closed 2026-11-25"},
		},
		{
			"employees not heard", func(in *Input, p *model.Placement, a *model.Agreement) { p.ColleaguesOn = 0 },
			[]string{"rep_not_heard "},
		},
		{"a firm of one has nobody to hear", func(in *Input, p *model.Placement, a *model.Agreement) {
			p.ColleaguesOn, in.Companies[0].FTE = 0, model.Some(model.FTE(100))
		}, nil},
		{
			"workplace has not said yes", func(in *Input, p *model.Placement, a *model.Agreement) { a.CompanyOn = 0 },
			[]string{"not_acknowledged 2026-09-21"},
		},
		{"first day", func(in *Input, p *model.Placement, a *model.Agreement) {
			p.State, p.StartOn, in.Weeks, a.Steps = "agreed", todayTest.Add(4), nil, nil
		}, []string{"starts 2026-11-30"}},
		{"should have begun", func(in *Input, p *model.Placement, a *model.Agreement) {
			p.State, p.StartOn, in.Weeks, a.Steps = "agreed", todayTest.Add(-4), nil, nil
		}, []string{"not_started 2026-11-22"}},
		{"cancelled", func(in *Input, p *model.Placement, a *model.Agreement) {
			p.State, p.ColleaguesOn, a.CompanyOn, in.Weeks = "cancelled", 0, 0, nil
			in.FollowUps = []*model.FollowUp{{Head: row("o"), PlacementID: "f", On: todayTest}}
		}, nil},
	} {
		in := runningWell()
		c.change(&in, in.Placements[0], in.Agreements[0])
		if got := dueDays(in); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func dueDays(in Input) (out []string) {
	for _, d := range List(in) {
		out = append(out, d.Kind+" "+d.On.String())
	}
	return out
}

// TestRetentionCheckpoints goes through half a year after the first paid hour.
func TestRetentionCheckpoints(t *testing.T) {
	first := model.NewDate(2026, 6, 1)
	in := Input{
		Rhythm: DefaultRhythm(), Citizens: []*model.Citizen{{Head: row("b"), Status: "paused"}},
		Goals: []*model.Goal{{CitizenID: "b"}}, Companies: []*model.Company{{Head: row("v")}},
		Placements: []*model.Placement{
			{
				Head: row("f"), CitizenID: "b", CompanyID: "v", State: "ended", Outcome: "paid_hours",
				EndedOn: first.Add(20), EndOn: first.Add(20),
			},
		},
		Weeks: []*model.Week{
			{Head: row("u1"), PlacementID: "f", Monday: first.Add(7), Paid: model.Some(model.Hours(8))},
			{Head: row("u2"), PlacementID: "f", Monday: first, Paid: model.Some(model.Hours(4))},
			{Head: row("u3"), PlacementID: "f", Monday: first.Add(-7), Paid: model.Some(model.Hours(0))},
		}}
	check := func(day int, want ...string) {
		t.Helper()
		in.Today = first.Add(day)
		if got := dueDays(in); !slices.Equal(got, want) {
			t.Errorf("day %d: %q, want %q", day, got, want)
		}
	}
	check(13)
	check(14, "retention 2026-06-29")
	check(60, "retention 2026-06-29")
	check(90, "retention 2026-06-29") // the one that came stays until the next one's day
	check(91, "retention 2026-08-31")
	in.Contacts = []*model.Contact{{CompanyID: "v", CitizenID: "b", On: first.Add(92), Outcome: "reached"}}
	check(93)
	check(168, "retention 2026-11-30")
	check(182+7*RetentionGrace, "retention 2026-11-30")
	check(183 + 7*RetentionGrace)

	in.Rhythm.Retention = []int{2}
	in.Contacts = nil
	check(14, "retention 2026-06-15")
	in.Placements[0].Outcome = "none"
	check(14)
	in.Placements[0].Outcome = "job"
	in.Placements[0].RetentionClosed = true
	check(14)
	in.Placements[0].RetentionClosed, in.Weeks = false, nil
	check(34, "retention 2026-07-06") // no hours were logged: paid work began the day after the end

	// The one that continues it takes over, and counts from the first paid hour of both.
	in.Weeks = []*model.Week{{Head: row("u4"), PlacementID: "f", Monday: first, Paid: model.Some(model.Hours(4))}}
	in.Placements = append(in.Placements, &model.Placement{
		Head: row("f2"), CitizenID: "b", CompanyID: "v", State: "running", Kind: "ordinary", ContinuesID: "f",
	})
	in.Today = first.Add(20)
	if due := List(in); len(due) != 1 || due[0].ID != "f2" || due[0].On != first.Add(14) {
		t.Errorf("continued: %+v, want one checkpoint of the second placement", due)
	}
}

// TestContactRestartsTheRhythm logs contact: the follow-ups that are due are held, later ones stay.
func TestContactRestartsTheRhythm(t *testing.T) {
	in := runningWell()
	in.Contacts[0].On = todayTest.Add(-28)
	in.FollowUps = []*model.FollowUp{
		{Head: row("o1"), PlacementID: "f", On: todayTest.Add(-1)},
		{Head: row("o2"), PlacementID: "f", On: todayTest.Add(10)},
	}
	if got := dueDays(in); !slices.Contains(got, "followup 2026-11-25") {
		t.Fatalf("before the call: %q", got)
	}
	call := &model.Contact{
		Head: row("k2"), CompanyID: "v", CitizenID: "b", Consultant: "mk", On: todayTest, How: "call",
		Outcome: "not_reached",
	}
	if cs := model.LogContact(call, in.Contacts, in.FollowUps...); len(cs.Changes) != 1 {
		t.Errorf("a call that nobody took makes %d changes, want only itself", len(cs.Changes))
	}
	call.Outcome = "reached"
	in = with(in, model.LogContact(call, in.Contacts, in.FollowUps...))
	if got := dueDays(in); !slices.Equal(got, []string{"followup 2026-12-06"}) {
		t.Errorf("after the call: %q, want only the follow-up of next week", got)
	}
}

// TestMissingHoursAreOneRow folds the weeks of three citizens.
func TestMissingHoursAreOneRow(t *testing.T) {
	var list []Due
	for _, id := range []string{"a", "b", "c"} {
		list = append(list, Due{
			Kind: "hours_missing", On: todayTest, Type: "placement", ID: id, Occasion: "2026-11-16", Owner: "mk",
		})
	}
	list = append(list,
		Due{Kind: "hours_missing", On: todayTest, Type: "placement", ID: "d", Occasion: "2026-11-16", Owner: "jb"},
		Due{Kind: "promise", ID: "p"})
	folded := Fold(list)
	if len(folded) != 3 || len(folded[0].Parts) != 3 || folded[1].ID != "d" {
		t.Fatalf("folded: %+v", folded)
	}
	cs, err := Snooze("mk", folded[0], Rows{}, todayTest, todayTest+7)
	if err != nil || len(cs.Changes) != 3 {
		t.Errorf("snoozing the row makes %d changes, %v: want one for each of three", len(cs.Changes), err)
	}
}

func TestDueSinceYesterday(t *testing.T) {
	then, now := runningWell(), runningWell()
	then.Today = todayTest - 1
	// was put in since
	now.FollowUps = []*model.FollowUp{{Head: row("o"), PlacementID: "f", On: todayTest}}
	// was closed since
	then.Contacts = append(then.Contacts, &model.Contact{
		Head: row("k3"), CompanyID: "v", CitizenID: "", On: todayTest - 9, NextOn: todayTest - 2, Outcome: "reached",
	})
	now.Contacts = append(now.Contacts, &model.Contact{
		Head: row("k3"), CompanyID: "v", CitizenID: "", On: todayTest - 9, NextOn: todayTest - 2, DoneOn: todayTest,
		Outcome: "reached",
	})
	then.Placements[0].EndOn, now.Placements[0].EndOn = todayTest, todayTest // its day came
	then.Placements[0].ColleaguesOn, now.Placements[0].ColleaguesOn = 0, 0   // and was set aside
	now.Snoozes = []*model.Snooze{
		{
			Kind: "rep_not_heard", RowType: "placement", RowID: "f", Occasion: now.Placements[0].StartOn.String(),
			Until: todayTest + 3,
		},
	}
	var got []string
	for _, c := range Since(then, now) {
		got = append(got, c.How+" "+c.Kind)
	}
	if want := []string{"new followup", "came ends", "moved rep_not_heard", "done promise"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCheckpointsAreRead(t *testing.T) {
	for text, want := range map[string]string{"4, 13, 26": "4, 13, 26", "4 13;26": "4, 13, 26", " 8 ": "8"} {
		if weeks, err := ParseCheckpoints(text); err != nil || CheckpointsText(weeks) != want {
			t.Errorf("%q gives %v, %v", text, weeks, err)
		}
	}
	for _, text := range []string{"", "x", "13, 4", "4, 4", "0", "-3", "999", "1 2 3 4 5 6 7", "4.5"} {
		if weeks, err := ParseCheckpoints(text); model.CodeOf(err) != model.Invalid {
			t.Errorf("%q gives %v, %v: want a sentence", text, weeks, err)
		}
	}
}

func TestLastWorkday(t *testing.T) {
	for day, want := range map[string]string{
		"2026-11-26": "2026-11-25", "2026-11-23": "2026-11-20", "2026-11-22": "2026-11-20", "2026-11-21": "2026-11-20",
	} {
		d, _ := model.ParseDate(day, 0)
		if got := LastWorkday(d).String(); got != want {
			t.Errorf("before %s: %s, want %s", day, got, want)
		}
	}
}
