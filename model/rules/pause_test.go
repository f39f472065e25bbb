package rules_test

import (
	"slices"
	"testing"

	"jobspor/model"
	"jobspor/model/rules"
)

// TestAPauseInTheDuration: what is not known to count is asked, and counts until then; what does not count is taken
// off, on both sides of the limit.
func TestAPauseInTheDuration(t *testing.T) {
	for _, c := range []struct {
		name  string
		days  int // of the placement
		pause *model.Pause
		level string
		line  string
	}{
		{"thirteen weeks, no pause", 91, nil, rules.LevelOK, ""},
		{"a day more", 92, nil, rules.LevelConsider, ""},
		{"not known whether it counts", 91, &model.Pause{Counts: model.Unknown}, rules.LevelAsk,
			"guard.duration.ask.pause"},
		{"it counts", 91, &model.Pause{Counts: model.Yes}, rules.LevelOK, "guard.duration.sum.pause.counts"},
		{"it counts, a day too long", 92, &model.Pause{Counts: model.Yes}, rules.LevelConsider,
			"guard.duration.sum.pause.counts"},
		{"it does not, seven days taken off", 98, &model.Pause{Counts: model.No}, rules.LevelOK,
			"guard.duration.sum.pause.out"},
		{"a day too long with it taken off", 99, &model.Pause{Counts: model.No}, rules.LevelConsider,
			"guard.duration.sum.pause.out"},
		{"of another placement", 91, &model.Pause{PlacementID: "other"}, rules.LevelOK, ""},
	} {
		in := traineeship(t)
		p := in.Placement
		p.ID, p.EndOn, p.EndedOn = "p", p.StartOn.Add(c.days-1), 0
		in.Today = p.EndOn.Add(-30)
		if c.pause != nil {
			pause := *c.pause
			pause.From, pause.BackOn = p.StartOn.Add(10), p.StartOn.Add(17)
			if pause.PlacementID == "" {
				pause.PlacementID = "p"
			}
			in.Pauses = []*model.Pause{&pause}
		}
		g := guard(t, in, "duration")
		said := func(list []rules.Line) bool {
			return slices.ContainsFunc(list, func(l rules.Line) bool { return l.Text == c.line })
		}
		if g.Level != c.level || c.line != "" && !said(g.Lines) && !said(g.Missing) {
			t.Errorf("%s: got %s %+v %+v, want %s with %s", c.name, g.Level, g.Lines, g.Missing, c.level, c.line)
		}
	}
}

// TestWhoWasHeardAboutTheFirstPart: it is said with an extension, and asked about again.
func TestWhoWasHeardAboutTheFirstPart(t *testing.T) {
	in := traineeship(t)
	first := *in.Placement
	first.ID, first.Ref, first.State = "first", "F-0009", "ended"
	first.StartOn, first.EndOn, first.EndedOn = on("2026-06-01"), on("2026-09-06"), on("2026-09-06")
	p := in.Placement
	p.ContinuesID, p.ContinuesHow, p.ExtensionReason = "first", "extension", "mere tid"
	in.Parts = []*model.Placement{&first, p}
	before := func(g rules.Guard) bool {
		return slices.ContainsFunc(g.Lines,
			func(l rules.Line) bool { return l.Text == "guard.representative.sum.before" })
	}
	if g := guard(t, in, "representative"); g.Level != rules.LevelOK || before(g) {
		t.Errorf("heard about both: got %+v", g)
	}
	p.RepAskedOn, p.RepConfirmedOn, p.ColleaguesOn, p.StatementOn = 0, 0, 0, 0
	if g := guard(t, in, "representative"); g.Level != rules.LevelAsk || !before(g) {
		t.Errorf("heard about the first part only: got %+v, want a question that names it", g)
	}
	p.ContinuesHow = "renewal"
	if g := guard(t, in, "representative"); before(g) {
		t.Errorf("a renewal names the first part: %+v", g)
	}
}
