package agenda

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/model"
)

func row(id string) model.Head { return model.Head{ID: id, Version: 1} }

func TestAPromiseStopsNaggingWhenContactIsLogged(t *testing.T) {
	today := model.NewDate(2026, 11, 26)
	promise := &model.Contact{
		Head: row("c1"), CompanyID: "v1", On: today.Add(-10), How: "call", NextOn: today.Add(-2),
		NextWhat: "faste dage", Consultant: "mk",
	}
	in := Input{
		Today: today, Rhythm: DefaultRhythm(), Contacts: []*model.Contact{promise},
		Companies: []*model.Company{{Head: row("v1"), Name: "Café"}},
	}
	if due := List(in); len(due) != 1 || due[0].Kind != "promise" || due[0].Owner != "mk" {
		t.Fatalf("DueToday = %+v, want the overdue promise", due)
	}

	call := &model.Contact{Head: row("c2"), CompanyID: "v1", On: today, How: "call"}
	cs := model.LogContact(call, in.Contacts)
	if len(cs.Changes) != 2 || cs.Changes[1].After.(*model.Contact).DoneOn != today || promise.DoneOn != 0 {
		t.Fatalf("LogContact = %+v, want the new contact and the promise closed on a copy", cs.Changes)
	}
	in.Contacts = []*model.Contact{cs.Changes[1].After.(*model.Contact), call}
	if due := List(in); len(due) != 0 {
		t.Errorf("after the call DueToday = %+v, want nothing", due)
	}

	in.Contacts = []*model.Contact{promise}
	in.Companies[0].Status = "ceased"
	if due := List(in); len(due) != 0 {
		t.Errorf("for a ceased workplace DueToday = %+v, want nothing", due)
	}
}

func TestTodayRules(t *testing.T) {
	today := model.NewDate(2026, 11, 26)
	in := Input{Today: today, Rhythm: DefaultRhythm(),
		Companies: []*model.Company{
			{Head: row("partner"), Relation: "partner", PartnerOn: today.Add(-70)},
			{Head: row("new partner"), Relation: "partner", PartnerOn: today.Add(-10)},
			{Head: row("known"), Relation: "contact"},
			{Head: row("pause"), PausedUntil: today.Add(3)},
			{
				Head: row("quiet because paused"), Relation: "partner", PartnerOn: today.Add(-90),
				PausedUntil: today.Add(60),
			},
			{Head: row("places"), OpenPlaces: model.Some(2), OpenOn: today.Add(-61)},
		},
		Citizens: []*model.Citizen{
			{Head: row("no goal"), StartedOn: today},
			{Head: row("silent"), StartedOn: today.Add(-30)},
			{Head: row("closed"), Status: "closed", StartedOn: today.Add(-300)},
		},
		Goals: []*model.Goal{{Head: row("g"), CitizenID: "silent", Words: "køkken"}},
		Consents: []*model.Consent{
			{Head: row("k"), CitizenID: "silent", CompanyID: "known", GivenOn: today.Add(-9), Until: today.Add(2)},
		},
	}
	var got []string
	for _, d := range List(in) {
		got = append(got, d.Kind+" "+d.ID)
	}
	want := []string{
		"consent_ends k", "pause_ends pause", "no_goal no goal", "silent_company partner", "silent_citizen silent",
		"old_places places",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAddToListKeepsWhatIsThere(t *testing.T) {
	list := &model.Shortlist{CitizenID: "z"}
	cs := model.AddToList("mk", list, nil, []string{"a", "b", "a"})
	if list.ID == "" || len(cs.Changes) != 3 || cs.Args["n"] != 2 {
		t.Fatalf("got %d changes, args %v, want the list and two rows", len(cs.Changes), cs.Args)
	}
	picks := []*model.Pick{cs.Changes[1].After.(*model.Pick), cs.Changes[2].After.(*model.Pick)}
	if cs := model.AddToList("mk", list, picks, []string{"b", "c"}); len(cs.Changes) != 1 ||
		cs.Changes[0].After.(*model.Pick).Position != model.Some(3) {
		t.Errorf("adding b and c again gives %+v, want only c at 3", cs.Changes)
	}
	if cs := model.AddToList("mk", list, picks, []string{"a"}); len(cs.Changes) != 0 {
		t.Errorf("adding what is there gives %+v, want nothing", cs.Changes)
	}
}

func TestMovePickIsAPermutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var picks []*model.Pick
		n := rapid.IntRange(1, 9).Draw(t, "n")
		for i := range n {
			picks = append(picks, &model.Pick{Head: row(string(rune('a' + i))), Position: model.Some(i + 1)})
		}
		from, by := rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(-12, 12).Draw(t, "by")
		cs := model.MovePick("mk", picks, picks[from].ID, by)
		at := map[string]int{}
		for _, p := range picks {
			at[p.ID] = p.Position.V
		}
		for _, c := range cs.Changes {
			at[c.After.Meta().ID] = c.After.(*model.Pick).Position.V
		}
		seen := make([]bool, n+1)
		for id, p := range at {
			if p < 1 || p > n || seen[p] {
				t.Fatalf("%s at %d: not an order of 1..%d: %v", id, p, n, at)
			}
			seen[p] = true
		}
		if want := min(max(from+by, 0), n-1) + 1; at[picks[from].ID] != want {
			t.Fatalf("moved to %d, want %d", at[picks[from].ID], want)
		}
	})
}
