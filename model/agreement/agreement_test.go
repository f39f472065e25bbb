package agreement

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/schema"
)

var day = model.NewDate(2026, 10, 5)

func placementOf(from, to model.Date) *model.Placement {
	p := &model.Placement{
		Kind: "traineeship", State: "running", StartOn: from, EndOn: to, Ref: "F-0001", CitizenID: "z", CompanyID: "c",
	}
	p.ID = "p1"
	return p
}

func TestDefaultAgreementFillsWhatIsKnown(t *testing.T) {
	p := placementOf(day, day.Add(90))
	p.TaskWords = "opvask"
	a := Draft(DraftInput{Today: day, Placement: p,
		Citizen: &model.Citizen{HoursNow: model.Some(model.Hours(12 * 4)), Conditions: []string{"no_lifting"}},
		Goal:    &model.Goal{Words: "noget med køkken"},
		People: []*model.ContactPerson{
			{Head: model.Head{ID: "rep"}, Role: "representative"}, {Head: model.Head{ID: "chef"}, Role: "employer"},
			{Head: model.Head{ID: "lis"}, Role: "supervisor"},
		}})
	if a.Number != model.Some(1) || a.GoalWords != "noget med køkken" || a.ContactID != "lis" || a.ValidFrom != 0 ||
		a.Acknowledged() {
		t.Errorf("got %+v", a)
	}
	if !slices.Equal(a.TrialTasks, []string{"opvask"}) || len(a.PaidTasks) != 0 ||
		!slices.Equal(a.Conditions, []string{"no_lifting"}) {
		t.Errorf("tasks %v and %v, conditions %v", a.TrialTasks, a.PaidTasks, a.Conditions)
	}
	if a.Purpose != "" {
		t.Errorf("the purpose %q was chosen by nobody", a.Purpose)
	}
	if got, want := a.Ladder(), []model.Step{{From: day, Trial: 48}}; !slices.Equal(got, want) {
		t.Errorf("got ladder %v, want %v", got, want)
	}
	if err := schema.Validate(a); err != nil {
		t.Error(err)
	}
	ordinary := placementOf(day, 0)
	ordinary.Kind, ordinary.TaskWords = "ordinary", "kasse"
	if a := Draft(DraftInput{
		Placement: ordinary, Citizen: &model.Citizen{HoursNow: model.Some(model.Hours(16))},
	}); len(a.TrialTasks) != 0 || a.PaidTasks[0] != "kasse" || a.Ladder()[0].Paid != 16 {
		t.Errorf("ordinary hours began as %+v", a)
	}
}

// TestContinuedAgreement takes over what was agreed before, but nobody's yes.
func TestContinuedAgreement(t *testing.T) {
	old := &model.Agreement{
		Number: model.Some(3), ValidFrom: day, CitizenOn: day, Mentor: "Lis", PaidTasks: []string{"kasse"},
	}
	old.SetLadder([]model.Step{{From: day, Trial: 40}, {From: day.Add(28), Trial: 32, Paid: 16}})
	p := placementOf(day.Add(90), day.Add(180))
	a := Draft(DraftInput{Placement: p, Citizen: &model.Citizen{HoursNow: model.Some(model.Hours(8))}, Earlier: old})
	if a.Number.V != 1 || a.Acknowledged() || a.Mentor != "Lis" || !slices.Equal(a.PaidTasks, old.PaidTasks) {
		t.Errorf("got %+v", a)
	}
	if got := a.Ladder(); len(got) != 1 || got[0] != (model.Step{From: day.Add(90), Trial: 32, Paid: 16}) {
		t.Errorf("the ladder begins with %v, want the last step of before", got)
	}
}

func TestSuggestStep(t *testing.T) {
	p := placementOf(day, 0)
	first := SuggestStep(nil, p, day.Add(9))
	if first != (model.Step{From: day}) {
		t.Errorf("the first step is %v", first)
	}
	if got, want := SuggestStep([]model.Step{{From: day, Trial: 48, Paid: 8}}, p, day),
		(model.Step{From: day.Add(28), Trial: 48, Paid: 16}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := SuggestStep([]model.Step{{From: day, Trial: 100, Paid: 48}}, p, day); got.Trial+
		got.Paid > model.FullWeek || got.Paid != 56 {
		t.Errorf("got %v, which is over a week", got)
	}
}

func TestOverlappingTasks(t *testing.T) {
	for _, tt := range []struct {
		trial, paid string
		want        bool
	}{
		{"Opvask", "opvask", true},
		{"opvask", "opvasken", true},
		{"opvask og anretning", "anretning, opvask", true},
		{"opvask", "opvask og anretning", true},
		{"rengøring", "rengoering", true},
		{"rengørring", "rengøring", true},
		{"rydde op", "kasse", false},
		{"anretning af salat", "anretning af varm mad", false},
		{"facing", "oplæring ved kassen", false},
		{"", "opvask", false},
		{"og", "i", false},
		{"kasse", "kassen", true},
		{"bil", "bord", false},
	} {
		got := len(OverlappingTasks([]string{tt.trial}, []string{tt.paid})) > 0
		if got != tt.want {
			t.Errorf("%q and %q: got %v, want %v", tt.trial, tt.paid, got, tt.want)
		}
	}
}

func TestCheckLadder(t *testing.T) {
	p := placementOf(day, day.Add(90))
	other := placementOf(day.Add(28), day.Add(60))
	other.ID, other.Ref = "p2", "F-0002"
	there := &model.Agreement{ValidFrom: day.Add(28), Number: model.Some(1)}
	there.SetLadder([]model.Step{{From: day.Add(28), Paid: 20 * 4}})
	for _, tt := range []struct {
		name   string
		steps  []model.Step
		others []WithAgreements
		want   []string
	}{
		{"good", []model.Step{{From: day, Trial: 48}, {From: day.Add(28), Trial: 40, Paid: 8}}, nil, nil},
		{"before the start", []model.Step{{From: day.Add(-1), Trial: 4}}, nil, []string{"err.step.before"}},
		{
			"after the end", []model.Step{{From: day, Trial: 4}, {From: day.Add(91), Trial: 4}}, nil,
			[]string{"err.step.after"},
		},
		{"over a week", []model.Step{{From: day, Trial: 100, Paid: 49}}, nil, []string{"err.step.week"}},
		{
			"together", []model.Step{{From: day, Trial: 72}}, []WithAgreements{{other, []*model.Agreement{there}}},
			[]string{"err.step.together"},
		},
		{
			"together exactly 37", []model.Step{{From: day, Trial: 68}},
			[]WithAgreements{{other, []*model.Agreement{there}}}, nil,
		},
		{
			"after the other", []model.Step{{From: day, Trial: 4}, {From: day.Add(61), Trial: 148}},
			[]WithAgreements{{other, []*model.Agreement{there}}}, nil,
		},
		{
			"the other's next version is a draft", []model.Step{{From: day, Trial: 68}},
			[]WithAgreements{
				{other, []*model.Agreement{there, {Number: model.Some(2), Steps: []string{"2026-11-02 37 0"}}}},
			}, nil,
		},
	} {
		var got []string
		for _, e := range CheckLadder(tt.steps, p, tt.others) {
			got = append(got, e.Key)
			if e.Key == "err.step.together" && e.Args["other"] != "F-0002" {
				t.Errorf("%s: the sentence names %v", tt.name, e.Args["other"])
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestCompareAgreements(t *testing.T) {
	a := &model.Agreement{TrialTasks: []string{"opvask", "anretning"}, Mentor: "Lis", FollowWeeks: model.Some(4)}
	a.SetLadder([]model.Step{{From: day, Trial: 48}, {From: day.Add(28), Trial: 40, Paid: 8}})
	b := NewVersion(a)
	if d := Compare(a, b); len(d) != 0 {
		t.Errorf("a copy differs: %v", d)
	}
	b.TrialTasks, b.Mentor, b.AtEnd = []string{"opvask", "salat"}, "", "extend"
	b.SetLadder([]model.Step{
		{From: day, Trial: 48}, {From: day.Add(28), Trial: 40, Paid: 12, Trigger: "disken"},
		{From: day.Add(56), Trial: 32, Paid: 16},
	})
	var got []string
	for _, d := range Compare(a, b) {
		got = append(got, d.Field+" "+d.Change)
	}
	want := []string{
		"trial_tasks removed", "trial_tasks added", "steps changed", "steps added", "mentor removed", "at_end added",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestFollowUpsComeAndGoWithTheVersion: put in force, a version makes its follow-ups; the next one takes away those
// that are not held and that it does not have.
func TestFollowUpsComeAndGoWithTheVersion(t *testing.T) {
	one := &model.Agreement{
		Head: model.Head{ID: "a1", Version: 1}, PlacementID: "p1", Number: model.Some(1), FollowHow: "three",
		FollowDates: []string{day.Add(14).String(), day.Add(42).String(), day.Add(70).String()}}
	cs, err := PutInForce("mk", one, day, []*model.Agreement{one}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var rows []*model.FollowUp
	for _, c := range cs.Changes[1:] {
		f := c.After.(*model.FollowUp)
		f.ID = f.On.String()
		rows = append(rows, f)
	}
	if len(rows) != 3 || rows[0].How != "three" || rows[0].PlacementID != "p1" {
		t.Fatalf("made %+v", rows)
	}
	one = cs.Changes[0].After.(*model.Agreement)
	rows[0].DoneOn = day.Add(14)
	two := NewVersion(one)
	two.ID, two.FollowDates = "a2", []string{day.Add(70).String(), day.Add(98).String()}
	cs, err = PutInForce("mk", two, day.Add(30), []*model.Agreement{one, two}, rows)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range cs.Changes[1:] {
		got = append(got, changeWordOf(c)+" "+c.Row().(*model.FollowUp).On.String())
	}
	if want := []string{"added " + day.Add(98).String(), "removed " + day.Add(42).String()}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := PutInForce("mk", one, day, []*model.Agreement{one}, nil); model.CodeOf(err) != model.Conflict {
		t.Errorf("in force twice: %v", err)
	}
	if over := Replaces(two, day.Add(-1), []*model.Agreement{one, two}); over != one {
		t.Errorf("before the version it replaces: got %v, want that told", over)
	}
}

func changeWordOf(c model.Change) string {
	if c.After == nil {
		return "removed"
	}
	return "added"
}

func TestAcknowledge(t *testing.T) {
	a := &model.Agreement{
		Head: model.Head{ID: "a1", Version: 1}, PlacementID: "p1", Number: model.Some(1),
		FollowDates: []string{day.Add(14).String()},
	}
	a.SetLadder([]model.Step{{From: day.Add(3), Trial: 48}})
	if _, err := Acknowledge("mk", a, "citizen", "", day.Add(1), day, nil, nil); model.CodeOf(err) != model.Invalid {
		t.Errorf("a yes tomorrow: %v", err)
	}
	cs, err := Acknowledge("mk", a, "company", "Lis", day, day, []*model.Agreement{a}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := cs.Changes[0].After.(*model.Agreement)
	if got.CompanyOn != day || got.CompanyBy != "Lis" || got.ValidFrom != day.Add(3) || len(cs.Changes) != 2 {
		t.Errorf("the first yes gives %+v", cs.Changes)
	}
	if _, err := Acknowledge("mk", got, "company", "Lis", day, day, nil, nil); model.CodeOf(err) != model.Conflict {
		t.Errorf("a second yes: %v", err)
	}
	if cs, err := Acknowledge("mk", got, "citizen", "", day, day, []*model.Agreement{got}, nil); err != nil ||
		len(cs.Changes) != 1 || cs.Changes[0].After.(*model.Agreement).CitizenOn != day {
		t.Errorf("the citizen's yes: %+v, %v", cs, err)
	}
}

// TestAVersionNeverChangesOnceAcknowledged: whatever is typed over an acknowledged version, the version itself stays,
// and what was typed is the next one.
func TestAVersionNeverChangesOnceAcknowledged(t *testing.T) {
	typ := schema.AgreementType()
	rapid.Check(t, func(t *rapid.T) {
		a := &model.Agreement{
			Head: model.Head{ID: "a1", Version: 1}, PlacementID: "p1",
			Number: model.Some(rapid.IntRange(1, 9).Draw(t, "number")), ValidFrom: day,
		}
		party := rapid.SampledFrom(Parties).Draw(t, "party")
		cs, err := Acknowledge("mk", a, party, "Lis", day, day, []*model.Agreement{a}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a = cs.Changes[0].After.(*model.Agreement)
		kept := schema.Clone(a)
		after := schema.Clone(a).(*model.Agreement)
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			f := &typ.Fields[rapid.IntRange(0, len(typ.Fields)-1).Draw(t, "field")]
			value := rapid.SampledFrom([]string{
				"1", "2026-12-01", "employment", "visit", "opvask", "2026-10-05 12 2", "mon 09:00-12:00", "",
			}).Draw(t, "value")
			if f.Given || f.Kind == schema.Ref ||
				slices.Contains(schema.AcknowledgementFields, f.Key) && f.Key != "note" ||
				f.SetText(after, value) != nil {
				continue
			}
		}
		cs = Change("mk", a, after, []*model.Agreement{a}, nil)
		if !schema.Equal(a, kept) {
			t.Fatal("the version itself was changed")
		}
		for _, c := range cs.Changes {
			row, ok := c.After.(*model.Agreement)
			if !ok || c.Before == nil {
				if ok && (row.Acknowledged() || row.ValidFrom != 0 || row.Number.V != a.Number.V+1) {
					t.Fatalf("the next version begins as %+v", row)
				}
				continue
			}
			if err := typ.CheckEdit(c.Before, schema.Differences(c.Before, c.After)); err != nil {
				t.Fatalf("an edit the store refuses: %v", err)
			}
			if !onlyNote(a, row) {
				t.Fatal("an acknowledged version was edited in place")
			}
		}
	})
}

// TestAgreementGaps: the purpose is asked of a traineeship only, tasks where there are hours of their kind.
func TestAgreementGaps(t *testing.T) {
	a := &model.Agreement{
		Pattern: []string{"mon 09:00-12:00"}, ContactID: "lis", FollowWeeks: model.Some(4), AbsenceRule: "ring",
		AtEnd: "decide",
	}
	a.SetLadder([]model.Step{{From: day, Trial: 40}, {From: day.Add(28), Trial: 40, Paid: 8}})
	for kind, want := range map[string][]string{
		"traineeship": {"purpose", "trial_tasks", "paid_tasks"}, "subsidy": {"trial_tasks", "paid_tasks"},
	} {
		if got := Gaps(a, kind); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", kind, got, want)
		}
	}
	a.Purpose, a.TrialTasks, a.PaidTasks = "employment", []string{"opvask"}, []string{"kasse"}
	if got := Gaps(a, "traineeship"); len(got) != 0 {
		t.Errorf("a full agreement lacks %v", got)
	}
}

// TestVerbAndNounAreOneTask: "vaske op" and "opvask" are the same work.
func TestVerbAndNounAreOneTask(t *testing.T) {
	for _, c := range []struct {
		trial, paid string
		want        bool
	}{
		{"vaske op", "Opvask", true}, {"Opvasken", "vask op", true}, {"vaske op i køkkenet", "opvask", true},
		{"vaske gulv", "opvask", false}, {"op", "opvask", false}, {"rydde op", "vaske op", false},
	} {
		if got := len(OverlappingTasks([]string{c.trial}, []string{c.paid})) > 0; got != c.want {
			t.Errorf("%q and %q: got %v, want %v", c.trial, c.paid, got, c.want)
		}
	}
}
