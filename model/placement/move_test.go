package placement

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
	"jobspor/model/agreement"
)

var day = model.NewDate(2026, 10, 5)

// forward is whether one state comes after another on the way of a placement.
func forward(from, to string) bool {
	order := []string{"suggested", "contacted", "agreed", "running", "ended"}
	a, b := slices.Index(order, from), slices.Index(order, to)
	return a >= 0 && a < 4 && (to == "cancelled" || b > a)
}

func drawDate(t *rapid.T, name string) model.Date {
	return model.Date(rapid.IntRange(int(day)-60, int(day)+60).Draw(t, name))
}

// anyPlacement draws a placement in any state, with or without what steps need.
func anyPlacement(t *rapid.T) (*model.Placement, MoveInput) {
	p := &model.Placement{
		Head: model.Head{ID: model.NewID(), Version: 1}, CitizenID: model.NewID(), CompanyID: model.NewID(),
		Ref:   "F-0001",
		Kind:  rapid.SampledFrom(model.PlacementKinds).Draw(t, "kind"),
		State: rapid.SampledFrom(model.PlacementStates).Draw(t, "state")}
	if rapid.Bool().Draw(t, "task") {
		p.TaskWords = "feje"
	}
	if rapid.Bool().Draw(t, "starts") {
		p.StartOn = drawDate(t, "start")
		if rapid.Bool().Draw(t, "ends") {
			p.EndOn = p.StartOn.Add(rapid.IntRange(0, 90).Draw(t, "days"))
		}
	}
	f := MoveInput{
		Today: day, EndedBy: rapid.SampledFrom(append([]string{"", "somebody"}, model.EndedBy...)).Draw(t, "by"),
		EndReason: rapid.SampledFrom([]string{"", "færdig"}).Draw(t, "why"),
		Outcome:   rapid.SampledFrom(append([]string{"", "fame"}, model.Outcomes...)).Draw(t, "outcome")}
	if rapid.Bool().Draw(t, "agreement") {
		f.Agreements = []*model.Agreement{{Number: model.Some(1), ValidFrom: drawDate(t, "valid")}}
	}
	return p, f
}

// TestOnlyLegalStepsAreTaken: whatever is asked for, a step that is taken goes forward, has all that the states on its
// way need, and stamps its days; one that is refused changes nothing and says why.
func TestOnlyLegalStepsAreTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, f := anyPlacement(t)
		before := *p
		to, on := rapid.SampledFrom(append([]string{"", "nowhere"}, model.PlacementStates...)).Draw(t, "to"),
			drawDate(t, "on")
		cs, err := Move("me", p, to, on, f)
		if *p != before {
			t.Fatalf("the placement itself was changed: %+v", p)
		}
		if err != nil {
			if model.CodeOf(err) != model.Invalid || len(cs.Changes) != 0 {
				t.Fatalf("refused with %v and %d changes", err, len(cs.Changes))
			}
			return
		}
		after := cs.Changes[0].After.(*model.Placement)
		if !forward(before.State, to) || after.State != to || len(cs.Changes) != 1 {
			t.Fatalf("went from %s to %s as %s with %d changes", before.State, to, after.State, len(cs.Changes))
		}
		checkReached(t, after, f, on)
	})
}

func checkReached(t *rapid.T, p *model.Placement, f MoveInput, on model.Date) {
	closed := p.State == "ended" || p.State == "cancelled"
	if closed &&
		(!slices.Contains(model.EndedBy, p.EndedBy) || p.EndReason == "" || p.EndedOn == 0 || p.EndedOn > f.Today) {
		t.Fatalf("%s without who, why and when: %+v", p.State, p)
	}
	if p.State == "ended" && (!slices.Contains(model.Outcomes, p.Outcome) || p.EndedOn < p.StartOn) {
		t.Fatalf("ended without an outcome, or before it began: %+v", p)
	}
	if (p.State == "contacted" && p.ContactedOn != on) ||
		(p.State == "agreed" && (p.AgreedOn == 0 || p.StartOn == 0 || p.TaskWords == "")) {
		t.Fatalf("%s without its days or task: %+v", p.State, p)
	}
	if p.State == "running" && p.Kind != "trial" &&
		(agreement.InForce(f.Agreements, on) == nil || p.StartOn > f.Today) {
		t.Fatalf("running without an agreement in force or before its first day: %+v", p)
	}
}

// TestEveryRefusalNamesWhatIsMissing: all that is missing is said at once, each thing at its field.
func TestEveryRefusalNamesWhatIsMissing(t *testing.T) {
	p := &model.Placement{Kind: "traineeship", State: "suggested"}
	err := MoveNeeds(p, "ended", day, MoveInput{Today: day})
	first, ok := err.(*model.Error)
	if !ok {
		t.Fatalf("got %v", err)
	}
	fields := []string{first.Field}
	for _, e := range first.More {
		fields = append(fields, e.Field)
	}
	for _, want := range []string{"start_on", "end_on", "task_words", "", "ended_by", "end_reason", "outcome"} {
		if !slices.Contains(fields, want) {
			t.Errorf("nothing is said at %q: %v", want, fields)
		}
	}
}

// TestAContinuationTakesOver: when an extension begins to run, what it continues ends on the day before, in one step.
func TestAContinuationTakesOver(t *testing.T) {
	old := &model.Placement{
		Head: model.Head{ID: "old", Version: 1}, Ref: "F-0001", CitizenID: "a", CompanyID: "b", Kind: "traineeship",
		State:   "running",
		StartOn: day.Add(-60), EndOn: day.Add(-1), TaskWords: "feje"}
	a := &model.Agreement{
		Head: model.Head{ID: "v2", Version: 4}, PlacementID: "old", Number: model.Some(2), ValidFrom: day.Add(-60),
		CitizenOn: day.Add(-60),
	}
	a.SetLadder([]model.Step{{From: day.Add(-60), Trial: 40, Paid: 8}})
	cs, err := Extend("me", old, []*model.Agreement{a}, nil, day.Add(27), "opvasken klares snart alene", day.Add(-3))
	if err != nil || len(cs.Changes) != 2 {
		t.Fatalf("extend: %v, %d changes, want 2", err, len(cs.Changes))
	}
	next, draft := cs.Changes[0].After.(*model.Placement), cs.Changes[1].After.(*model.Agreement)
	if next.StartOn != day || next.EndOn != day.Add(27) || next.ContinuesID != "old" ||
		next.ContinuesHow != "extension" || next.State != "agreed" {
		t.Errorf("the extension is %+v", next)
	}
	if draft.ID == a.ID || draft.PlacementID != next.ID || draft.Acknowledged() || draft.Number != model.Some(1) ||
		draft.ValidFrom != 0 {
		t.Errorf("the agreement that goes on is %+v, want a draft under the new placement, acknowledged by nobody",
			draft)
	}
	next.Version = 1
	in := MoveInput{Today: day, Agreements: []*model.Agreement{draft}, Continues: old}
	if _, err := Move("me", next, "running", day, in); err == nil {
		t.Errorf("what nobody has accepted begins: %v", err)
	}
	draft.ValidFrom = day
	cs, err = Move("me", next, "running", day, in)
	if err != nil || len(cs.Changes) != 2 {
		t.Fatalf("run: %v, %d changes, want 2", err, len(cs.Changes))
	}
	ended := cs.Changes[1].After.(*model.Placement)
	if ended.ID != "old" || ended.State != "ended" || ended.EndedOn != day.Add(-1) || ended.Outcome != "placement" ||
		ended.EndReason != next.ExtensionReason {
		t.Errorf("what it continues is %+v", ended)
	}
}

func TestExtensionsAndRenewalsThatCannotBe(t *testing.T) {
	running := model.Placement{
		Head: model.Head{ID: "p"}, Ref: "F-0001", CitizenID: "a", CompanyID: "b", Kind: "traineeship", State: "running",
		StartOn: day, EndOn: day.Add(30),
	}
	there := &model.Placement{Ref: "F-0002", ContinuesID: "p"}
	in := func(change func(*model.Placement)) *model.Placement {
		p := running
		change(&p)
		return &p
	}
	same := func(*model.Placement) {}
	for _, c := range []struct {
		name, key string
		err       func() error
	}{
		{"no later day", "err.extend.end", func() error {
			_, err := Extend("", in(same), nil, nil, day.Add(30), "x", day)
			return err
		}},
		{"no reason", "err.extend.reason", func() error {
			_, err := Extend("", in(same), nil, nil, day.Add(40), "", day)
			return err
		}},
		{"not running", "err.continue.extension", func() error {
			_, err := Extend("", in(func(p *model.Placement) { p.State = "agreed" }), nil, nil, day.Add(40), "x", day)
			return err
		}},
		{"twice", "err.continue.there", func() error {
			_, err := Extend("", in(same), nil, there, day.Add(40), "x", day)
			return err
		}},
		{
			"renewed twice", "err.continue.there",
			func() error { _, err := Renew("", in(same), nil, there, "", 0, day); return err },
		},
		{"renewed before it runs", "err.continue.renewal", func() error {
			_, err := Renew("", in(func(p *model.Placement) { p.State = "contacted" }), nil, nil, "", 0, day)
			return err
		}},
		{"no end", "err.continue.open", func() error {
			_, err := Renew("", in(func(p *model.Placement) { p.EndOn = 0 }), nil, nil, "", 0, day)
			return err
		}},
	} {
		e, ok := c.err().(*model.Error)
		if !ok || e.Key != c.key {
			t.Errorf("%s: %v, want %s", c.name, e, c.key)
		}
	}
}

func TestARenewalIsADraft(t *testing.T) {
	old := &model.Placement{
		Head: model.Head{ID: "old"}, CitizenID: "a", CompanyID: "b", Kind: "traineeship", State: "ended",
		StartOn: day.Add(-90), EndOn: day.Add(-1), EndedOn: day.Add(-10),
	}
	a := &model.Agreement{
		Number: model.Some(3), ValidFrom: day.Add(-90), CitizenOn: day, CompanyOn: day,
		FollowDates: []string{day.String()},
	}
	a.SetLadder([]model.Step{{From: day.Add(-90), Trial: 40}, {From: day.Add(-40), Trial: 24, Paid: 16}})
	cs, err := Renew("me", old, []*model.Agreement{a}, nil, "subsidy", 0, day)
	if err != nil {
		t.Fatal(err)
	}
	p, d := cs.Changes[0].After.(*model.Placement), cs.Changes[1].After.(*model.Agreement)
	if p.State != "suggested" || p.Kind != "subsidy" || p.StartOn != model.NextMonday(day) || p.EndOn <= p.StartOn ||
		p.ContinuesHow != "renewal" {
		t.Errorf("the renewal is %+v", p)
	}
	if d.Acknowledged() || d.Number.V != 1 || d.PlacementID != p.ID || d.FollowDates != nil {
		t.Errorf("the draft is %+v, want nobody's yes", d)
	}
	if got := d.Ladder(); len(got) != 1 || got[0].From != p.StartOn || got[0].Paid != 16 {
		t.Errorf("the draft's ladder is %v, want to go on where the old one came to", got)
	}
}

// TestHoursTogether adds up what two placements plan for the same weeks.
func TestHoursTogether(t *testing.T) {
	course := func(id string, from, to model.Date, hours model.Hours) agreement.WithAgreements {
		a := &model.Agreement{PlacementID: id, Number: model.Some(1), ValidFrom: from}
		a.SetLadder([]model.Step{{From: from, Trial: hours}})
		return agreement.WithAgreements{
			Placement:  &model.Placement{Head: model.Head{ID: id}, State: "running", StartOn: from, EndOn: to},
			Agreements: []*model.Agreement{a},
		}
	}
	monday := day.Monday()
	own := course("own", monday, monday.Add(83), 20*4)
	for _, c := range []struct {
		name  string
		other agreement.WithAgreements
		want  model.Date
	}{
		{"just 37", course("b", monday, monday.Add(83), 17*4), 0},
		{"a quarter too much", course("b", monday, monday.Add(83), 17*4+1), monday},
		{"later", course("b", monday.Add(28), monday.Add(83), 30*4), monday.Add(28)},
		{"one after the other", course("b", monday.Add(84), monday.Add(100), 30*4), 0},
		{"ended", func() agreement.WithAgreements {
			b := course("b", monday, monday.Add(83), 30*4)
			b.Placement.State = "ended"
			return b
		}(), 0},
		{"itself", course("own", monday, monday.Add(83), 30*4), 0},
	} {
		got, total, with := OverlapHours(own.Placement, own.Agreements, []agreement.WithAgreements{c.other})
		if got != c.want || (c.want != 0 && (total <= model.FullWeek || len(with) != 1)) {
			t.Errorf("%s: %v with %v hours, want %v", c.name, got, total, c.want)
		}
	}
}

func TestDraftPlacementFillsWhatIsKnown(t *testing.T) {
	in := DraftInput{
		Today: day, Actor: "me", Citizen: &model.Citizen{Head: model.Head{ID: "a"}, TargetGroup: "aktivitetsparat"},
		Company: &model.Company{Head: model.Head{ID: "b"}},
		Goals: []*model.Goal{
			{Head: model.Head{ID: "g2"}, Rank: model.Some(2)},
			{Head: model.Head{ID: "g0"}, Rank: model.Some(0), Status: "dropped"},
			{Head: model.Head{ID: "g1"}, Rank: model.Some(1)},
		},
		Tasks: []*model.Task{
			{Head: model.Head{ID: "t0"}, Status: "closed"},
			{Head: model.Head{ID: "t1"}, Name: "opvask", Status: "open"},
		}}
	p := Draft(in)
	if p.GoalID != "g1" || p.TaskID != "t1" || p.TaskWords != "opvask" || p.TargetGroup != "aktivitetsparat" ||
		p.Consultant != "me" || p.State != "suggested" {
		t.Errorf("got %+v", p)
	}
	if p.StartOn != model.NextMonday(day) || p.StartOn <= day || p.EndOn != p.StartOn.Add(7*DefaultWeeks-3) {
		t.Errorf("from %v to %v, want thirteen weeks from next Monday to a Friday", p.StartOn, p.EndOn)
	}
	in.Kind = "trial"
	if look := Draft(in); look.EndOn != look.StartOn {
		t.Errorf("a look lasts to %v, want its first day", look.EndOn)
	}
	in.Kind = "ordinary"
	if job := Draft(in); job.EndOn != 0 {
		t.Errorf("ordinary hours end on %v, want no last day", job.EndOn)
	}
}

func TestRateKeepsWhatWasNotAsked(t *testing.T) {
	p := &model.Placement{Head: model.Head{ID: "p", Version: 1}, CitizenSetup: "neither"}
	cs, err := Rate("me", p, map[string]string{"company_setup": "very_satisfied"})
	if err != nil || len(cs.Changes) != 1 {
		t.Fatalf("%v, %d changes", err, len(cs.Changes))
	}
	if after := cs.Changes[0].After.(*model.Placement); after.CitizenSetup != "neither" ||
		after.CompanySetup != "very_satisfied" {
		t.Errorf("got %+v", after)
	}
	if cs, err := Rate("me", p, map[string]string{"citizen_setup": "neither"}); err != nil || len(cs.Changes) != 0 {
		t.Errorf("the same answer again gives %v and %d changes", err, len(cs.Changes))
	}
	if _, err := Rate("me", p, map[string]string{"citizen_end": "thrilled"}); model.CodeOf(err) != model.Invalid {
		t.Errorf("a sixth step is taken: %v", err)
	}
}
