package placement

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jobspor/model"
)

var trialDay = model.NewDate(2026, 11, 26) // a Thursday

func TestVisitDay(t *testing.T) {
	for _, c := range []struct {
		citizen, workplace string
		want               model.Date
	}{
		{"", "", trialDay.Add(1)},                       // Friday
		{"mon wed", "", trialDay.Add(4)},                // Monday
		{"mon wed", "wed fri", trialDay.Add(6)},         // the day they share
		{"mon", "fri", trialDay.Add(4)},                 // none shared: the citizen's
		{"sat", "", trialDay.Add(2)},                    // who wants Saturdays gets one
		{"", "thu", trialDay.Add(7)},                    // not today again
		{"mon tue wed thu fri", "sun", trialDay.Add(1)}, // none shared
	} {
		if got := VisitDay(trialDay, strings.Fields(c.citizen), strings.Fields(c.workplace)); got != c.want {
			t.Errorf("%q and %q: got %v, want %v", c.citizen, c.workplace, got, c.want)
		}
	}
}

func trialFacts() DraftInput {
	return DraftInput{
		Today: trialDay, Actor: "mk",
		Citizen: &model.Citizen{Head: model.Head{ID: "ann"}, Days: []string{"mon", "wed"}},
		Company: &model.Company{Head: model.Head{ID: "cafe"}},
		Goals:   []*model.Goal{{Head: model.Head{ID: "g"}, CitizenID: "ann", Status: "wish"}},
		Tasks: []*model.Task{
			{Head: model.Head{ID: "t0"}, Name: "Regnskab", Trial: model.No},
			{Head: model.Head{ID: "t1"}, Name: "Opvask", Trial: model.Yes, Days: []string{"wed"}},
		}}
}

func TestDraftTrial(t *testing.T) {
	p := DraftTrial(trialFacts(), nil, trialDay)
	if p.TaskID != "t1" || p.TaskWords != "Opvask" || p.StartOn.Weekday() != time.Wednesday || p.EndOn != p.StartOn ||
		p.Kind != "trial" || p.State != "suggested" || p.GoalID != "g" {
		t.Errorf("got %+v", p)
	}
	yes := &model.Contact{CitizenID: "ann", CompanyID: "cafe", Outcome: "yes", On: trialDay.Add(-3)}
	if p = DraftTrial(trialFacts(), []*model.Contact{yes}, trialDay); p.State != "agreed" || p.AgreedOn != yes.On ||
		p.ContactedOn != yes.On {
		t.Errorf("after a yes: %s, agreed on %v", p.State, p.AgreedOn)
	}
	for _, c := range []model.Contact{
		{CitizenID: "ann", CompanyID: "cafe", Outcome: "later", On: trialDay},
		{CitizenID: "bo", CompanyID: "cafe", Outcome: "yes", On: trialDay},
		{CitizenID: "ann", CompanyID: "cafe", Outcome: "yes", On: trialDay.Add(-60)}} {
		if p = DraftTrial(trialFacts(), []*model.Contact{&c}, trialDay); p.State != "suggested" {
			t.Errorf("after %s about %s on %v: got %s, want a suggestion", c.Outcome, c.CitizenID, c.On, p.State)
		}
	}
}

func TestPlanTrials(t *testing.T) {
	goal := &model.Goal{Head: model.Head{ID: "g", Version: 1}, CitizenID: "ann", Words: "køkken", Status: "wish"}
	visit := func(company string) *model.Placement {
		p := DraftTrial(trialFacts(), nil, trialDay)
		p.CompanyID = company
		return p
	}
	cs, err := PlanTrials("mk", []*model.Placement{visit("a"), visit("b")}, TrialPlan{Goals: []*model.Goal{goal}})
	if err != nil || len(cs.Changes) != 3 || cs.Changes[2].After.(*model.Goal).Status != "trying" || cs.Args["n"] != 2 {
		t.Fatalf("got %d changes, %v", len(cs.Changes), err)
	}
	there := visit("a")
	there.Ref = "F-0007"
	cs, err = PlanTrials("mk", []*model.Placement{visit("a"), visit("b")}, TrialPlan{Open: []*model.Placement{there}})
	if err != nil || len(cs.Changes) != 1 {
		t.Errorf("one is there already: got %d changes, %v", len(cs.Changes), err)
	}
	_, err = PlanTrials("mk", []*model.Placement{visit("a")}, TrialPlan{Open: []*model.Placement{there}})
	if e, ok := err.(*model.Error); !ok || e.Key != "err.trial.there" || e.Args["ref"] != "F-0007" {
		t.Errorf("all are there already: got %v", err)
	}
	for field, spoil := range map[string]func(*model.Placement){
		"start_on":   func(p *model.Placement) { p.StartOn, p.EndOn = 0, 0 },
		"task_words": func(p *model.Placement) { p.TaskID, p.TaskWords = "", "" },
		"end_on":     func(p *model.Placement) { p.EndOn = p.StartOn - 1 }} {
		p := visit("a")
		spoil(p)
		_, err := PlanTrials("mk", []*model.Placement{p}, TrialPlan{})
		if e, ok := err.(*model.Error); !ok || e.Field != field {
			t.Errorf("without %s: got %v", field, err)
		}
	}
}

func runningTrial() *model.Placement {
	return &model.Placement{
		Head: model.Head{ID: "p", Version: 1}, Ref: "F-0001", CitizenID: "ann", CompanyID: "cafe", GoalID: "g",
		Kind: "trial", State: "running", TaskWords: "Opvask",
		MadeOn: trialDay.Add(-9), ContactedOn: trialDay.Add(-9), AgreedOn: trialDay.Add(-8), StartOn: trialDay.Add(-2),
		EndOn: trialDay.Add(-1)}
}

func TestCloseTrial(t *testing.T) {
	p, goal := runningTrial(),
		&model.Goal{
			Head: model.Head{ID: "g", Version: 1}, CitizenID: "ann", Words: "køkken", Status: "trying",
			Learned: "Stod godt.",
		}
	cs, err := CloseTrial("mk", p, goal,
		TrialEnd{Liked: model.No, Learned: "For varmt.", Next: "other_goal", Where: "Café Strandgården"}, trialDay)
	if err != nil || len(cs.Changes) != 2 {
		t.Fatalf("got %d changes, %v", len(cs.Changes), err)
	}
	after, g := cs.Changes[0].After.(*model.Placement), cs.Changes[1].After.(*model.Goal)
	if after.State != "ended" || after.EndedOn != p.EndOn || after.EndedBy != "citizen" || after.Liked != model.No ||
		after.Next != "other_goal" || after.EndReason != "For varmt." {
		t.Errorf("the visit: %+v", after)
	}
	if g.Status != "dropped" || g.Learned != "Stod godt.\n25/11 2026 Café Strandgården: For varmt." {
		t.Errorf("the goal is %s and has learned %q", g.Status, g.Learned)
	}
	if p.State != "running" || goal.Learned != "Stod godt." {
		t.Error("the rows given were changed")
	}
	again, err := CloseTrial("mk", after, g, TrialEnd{Liked: model.Yes, Learned: "For varmt.", Next: "again"},
		trialDay.Add(3))
	if err != nil || len(again.Changes) != 1 || again.Changes[0].After.(*model.Placement).Liked != model.Yes ||
		again.Changes[0].After.(*model.Placement).EndedOn != p.EndOn {
		t.Errorf("corrected: %+v, %v", again.Changes, err)
	}
}

func TestCloseTrialRefuses(t *testing.T) {
	whole := TrialEnd{Liked: model.Yes, Next: "wait"}
	for key, c := range map[string]struct {
		edit func(*model.Placement)
		end  TrialEnd
		on   model.Date
	}{
		"err.trial.kind":      {func(p *model.Placement) { p.Kind = "traineeship" }, whole, trialDay},
		"err.trial.cancelled": {func(p *model.Placement) { p.State = "cancelled" }, whole, trialDay},
		"err.trial.liked":     {nil, TrialEnd{Next: "wait"}, trialDay},
		"err.trial.next":      {nil, TrialEnd{Liked: model.No}, trialDay},
		"err.move.begun": {
			func(p *model.Placement) { p.State, p.StartOn, p.EndOn = "agreed", trialDay.Add(3), trialDay.Add(3) },
			whole, trialDay,
		},
	} {
		p := runningTrial()
		if c.edit != nil {
			c.edit(p)
		}
		_, err := CloseTrial("mk", p, nil, c.end, c.on)
		if e, ok := err.(*model.Error); !ok || e.Key != key {
			t.Errorf("%s: got %v", key, err)
		}
	}
}

// Whatever is answered: a closed visit has ended between its first day and today, and the goal loses no word.
func TestCloseTrialKeepsWhatWasLearned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := runningTrial()
		p.StartOn = trialDay.Add(-rapid.IntRange(0, 20).Draw(t, "start"))
		p.EndOn = p.StartOn.Add(rapid.IntRange(0, 30).Draw(t, "length"))
		goal := &model.Goal{
			Head: model.Head{ID: "g"}, Words: "x", Status: rapid.SampledFrom(model.GoalStates).Draw(t, "status"),
			Learned: rapid.StringMatching(`[a-zæøå \n]{0,20}`).Draw(t, "before"),
		}
		in := TrialEnd{
			Liked:   model.Tri(rapid.IntRange(1, 2).Draw(t, "liked")),
			Learned: rapid.StringMatching(`[a-zæøå .]{0,20}`).Draw(t, "learned"),
			Next:    rapid.SampledFrom(model.NextSteps).Draw(t, "next"),
		}
		cs, err := CloseTrial("mk", p, goal, in, trialDay)
		if err != nil {
			t.Fatal(err)
		}
		after := cs.Changes[0].After.(*model.Placement)
		if after.EndedOn < p.StartOn || after.EndedOn > trialDay || after.Open() {
			t.Fatalf("ended on %v, between %v and %v", after.EndedOn, p.StartOn, trialDay)
		}
		for _, c := range cs.Changes[1:] {
			g := c.After.(*model.Goal)
			if !strings.Contains(g.Learned, strings.TrimSpace(goal.Learned)) ||
				!strings.Contains(g.Learned, strings.TrimSpace(in.Learned)) ||
				(goal.Status == "dropped" && g.Status != "dropped") {
				t.Fatalf("the goal was %s %q and is %s %q", goal.Status, goal.Learned, g.Status, g.Learned)
			}
		}
	})
}
