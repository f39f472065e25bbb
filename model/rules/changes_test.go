package rules_test

import (
	"os"
	"slices"
	"testing"

	"jobspor/data/reference/ruleset"
	"jobspor/model"
	"jobspor/model/rules"
)

// invented reads the rules of 2027 that are made up for these tests; they are no law.
func invented(t *testing.T) *rules.Set {
	t.Helper()
	text, err := os.ReadFile("testdata/invented_2027.toml")
	if err != nil {
		t.Fatal(err)
	}
	set, err := ruleset.Parse("invented_2027.toml", string(text))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestCrossings: a placement crosses when it begins by the last day of rows about it and goes on after it.
func TestCrossings(t *testing.T) {
	set := invented(t)
	if got := set.Ends(); got != on("2026-12-31") {
		t.Errorf("ends %v", got)
	}
	for _, c := range []struct {
		from, to, kind string
		want           int
	}{
		{"2026-11-02", "2026-12-31", "traineeship", 0}, {"2026-11-02", "2027-01-01", "traineeship", 1},
		{"2026-12-31", "2027-01-31", "traineeship", 1}, {"2027-01-01", "2027-01-31", "traineeship", 0},
		{"2026-11-02", "2027-01-31", "flex", 0},
	} {
		p := other("1", "agreed", c.from, c.to)
		p.Kind = c.kind
		got := set.Crossings([]*model.Placement{p})
		if len(got) != c.want || c.want == 1 && (got[0].On != on("2027-01-01") || len(got[0].Ended) != 1) {
			t.Errorf("%s from %s to %s: got %v", c.kind, c.from, c.to, got)
		}
	}
	var ending []string
	for _, g := range set.GroupsEnding(on("2026-11-29")) {
		ending = append(ending, g.Key)
	}
	if !slices.Equal(ending, []string{"group.activity_ready"}) || set.GroupsEnding(on("2027-01-01")) != nil {
		t.Errorf("groups that end: %v", ending)
	}
	row, _ := set.Named("duration.old")
	if next := set.Next(row); next == nil || next.Key != "duration.invented" {
		t.Errorf("after it: %v", next)
	}
}

// TestEachIsJudgedByItsOwnFirstDay: a placement over the turn of the year keeps the old rows, and what prolongs it has
// the new ones and says that it was decided under others.
func TestEachIsJudgedByItsOwnFirstDay(t *testing.T) {
	in := traineeship(t)
	in.Rules = invented(t)
	in.Placement.StartOn, in.Placement.EndOn = on("2026-12-07"), on("2027-02-07")
	if g := guard(t, in, "duration"); g.Rule.Key != "duration.old" || sum(g, "decided") != nil {
		t.Errorf("got %+v", g)
	}
	first := other("1", "ended", "2026-10-05", "2027-01-03")
	in.Before = []*model.Placement{first}
	p := in.Placement
	p.StartOn, p.EndOn, p.ContinuesID, p.ContinuesHow, p.TargetGroup = on("2027-01-04"), on("2027-02-07"), "1",
		"extension", "invented"
	p.MadeOn, p.AgreedOn = on("2026-12-01"), on("2026-12-20")
	g := guard(t, in, "duration")
	if g.Rule.Key != "duration.invented" || sum(g, "decided")["on"] != on("2026-12-20") {
		t.Errorf("got %+v", g)
	}
	p.AgreedOn = on("2027-01-02")
	if g := guard(t, in, "duration"); sum(g, "decided") != nil {
		t.Errorf("decided under the same rows: got %+v", g)
	}
}
