package uitest

import (
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
)

// trials are a citizen's trial visits, the newest last.
func trials(d *Driver, citizen string) []*model.Placement {
	d.T.Helper()
	all := Rows[model.Placement](d, "placement", schema.Where("citizen", demo.ID("citizen", citizen)))
	return slices.DeleteFunc(all, func(p *model.Placement) bool { return p.Kind != "trial" })
}

func TestTrialVisitInThreeKeys(t *testing.T) {
	d := New(t, world())
	d.Press("4", "k", "e", "enter")
	first := rowAt(d, 1)
	d.Keys = 0
	d.Press("s", "enter", "enter")
	if d.Keys != 3 {
		t.Errorf("a trial visit took %d keys, want 3", d.Keys)
	}
	got := trials(d, kenneth)
	if len(got) != 1 || got[0].StartOn <= Today || got[0].TaskWords == "" || got[0].State == "running" ||
		got[0].GoalID == "" {
		t.Fatalf("planned %+v", got)
	}
	name, _ := d.Session().Service.NameOf(t.Context(), "company", got[0].CompanyID)
	if !strings.HasPrefix(name, first) {
		t.Errorf("planned at %s, the cursor was on %s", name, first)
	}
	d.Sees("Match · K.L. (B-0002)")
	d.Press("u")
	if got := trials(d, kenneth); len(got) != 0 {
		t.Errorf("undone, %d are left", len(got))
	}
}

func TestSeveralTrialsAtOnceAreOneStep(t *testing.T) {
	d := New(t, world())
	d.Press("4", "k", "e", "enter", "space", "space", "space", "s")
	d.Sees("3 snusepraktikker")
	d.Press("enter")
	got := trials(d, kenneth)
	days := map[model.Date]bool{}
	for _, p := range got {
		days[p.StartOn] = true
	}
	if len(got) != 3 || len(days) != 3 {
		t.Errorf("got %d visits on %d days, want three in parallel, each its own day", len(got), len(days))
	}
	d.Press("u")
	if got := trials(d, kenneth); len(got) != 0 {
		t.Errorf("one undo left %d", len(got))
	}
}

// TestTrialNotLikedChangesTheNextMatch: a trial that was not liked changes the goal and the next match.
func TestTrialNotLikedChangesTheNextMatch(t *testing.T) {
	const who = "Daniel Okafor"
	d := New(t, world())
	d.Press("4")
	d.Type("Daniel")
	d.Press("enter")
	first := rowAt(d, 1)
	d.Press("s")
	d.Press("end", "ctrl+u")
	d.Type("i dag")
	d.Press("enter", "enter")
	visit := trials(d, who)
	i := slices.IndexFunc(visit, func(p *model.Placement) bool { return p.StartOn == Today })
	if i < 0 {
		t.Fatal("no visit today")
	}
	d.Press("3", "/")
	d.Type("Daniel")
	d.Press("enter")
	d.Sees("Forløb", "snusepraktik", first)
	d.Press("down")
	d.Keys = 0
	d.Press("s")
	d.Sees("Hvad lærte vi?", "n svarer")
	d.Press("n")
	learned := "For varmt og for mange på én gang."
	d.Type(learned)
	typed := len([]rune(learned))
	d.Press("tab")
	d.Sees("4 andet jobmål")
	d.Press("4", "enter")
	if got := d.Keys - typed; got > 5 {
		t.Errorf("closing took %d keys beside the words, want the one that opens and four", got)
	}
	closed := Rows[model.Placement](d, "placement", schema.Where("id", visit[i].ID))[0]
	if closed.State != "ended" || closed.Liked != model.No || closed.Next != "other_goal" ||
		closed.EndedBy != "citizen" {
		t.Fatalf("closed as %s, liked %v, next %s, by %s", closed.State, closed.Liked, closed.Next, closed.EndedBy)
	}
	goal := Rows[model.Goal](d, "goal", schema.Where("id", closed.GoalID))[0]
	if goal.Status != "dropped" || !strings.Contains(goal.Learned, learned) || !strings.Contains(goal.Learned, first) {
		t.Errorf("the goal is %s and has learned %q", goal.Status, goal.Learned)
	}
	d.Sees("droppet", "Det har vi lært", "for mange på én gang")
	d.Press("n")
	d.Type("hotel, gøre værelser rene")
	d.Press("ctrl+s")
	d.Press("home", "m")
	d.Sees("Prøvet", "ikke prøvet før")
	d.Press("tab", "end")
	d.Sees("Det har vi lært", "for mange på én gang")
	d.Press("tab")
	if rowAt(d, 1) == first {
		t.Errorf("%s is still first", first)
	}
	d.Press("w", "/")
	d.Type(first)
	d.Press("enter")
	d.Sees("× Prøvet", "prøvet her", "kunne ikke")
}

// TestUndoOfAClosedTrial: one undo restores a closed trial, on the visit and on the goal.
func TestUndoOfAClosedTrial(t *testing.T) {
	d := New(t, world())
	d.Press("3", "/")
	d.Type("Sofus")
	d.Press("enter", "down")
	d.Sees("luk snusepraktik")
	before := trials(d, "Sofus Krag")[0]
	goal := func() *model.Goal {
		return Rows[model.Goal](d, "goal", schema.Where("id", before.GoalID))[0]
	}
	was := goal()
	d.Press("s", "j")
	d.Type("Malede pænt.")
	d.Press("tab", "5", "enter")
	if got := trials(d, "Sofus Krag")[0]; got.State != "ended" || got.Liked != model.Yes || goal().Status != "tried" {
		t.Fatalf("closed: %s, goal %s", got.State, goal().Status)
	}
	d.Press("u")
	if got := trials(d, "Sofus Krag")[0]; got.State != before.State || got.Liked != model.Unknown ||
		got.Learned != "" || goal().Status != was.Status || goal().Learned != was.Learned {
		t.Errorf("after undo: %s, liked %v, goal %s %q", got.State, got.Liked, goal().Status, goal().Learned)
	}
}

// TestPlacementAfterATrial: when a placement comes next, its form opens with what the visit knows.
func TestPlacementAfterATrial(t *testing.T) {
	d := New(t, world())
	d.Press("3", "/")
	d.Type("Sofus")
	d.Press("enter", "down", "s", "j", "tab", "1", "enter")
	d.Sees("Afdække og slibe", "virksomhedspraktik")
	d.Press("ctrl+s")
	var next *model.Placement
	visit := trials(d, "Sofus Krag")[0]
	for _, p := range Rows[model.Placement](d, "placement", schema.Where("citizen", demo.ID("citizen", "Sofus Krag"))) {
		if p.ContinuesID == visit.ID {
			next = p
		}
	}
	if next == nil || next.Kind != "traineeship" || next.CompanyID != visit.CompanyID || next.GoalID != visit.GoalID ||
		visit.Outcome != "placement" {
		t.Errorf("got %+v after %+v", next, visit)
	}
}

// TestClosingATrialAsksForWhatIsMissing: an unanswered question is reported at its field, and what is typed stays.
func TestClosingATrialAsksForWhatIsMissing(t *testing.T) {
	d := New(t, world())
	d.Press("3", "/")
	d.Type("Sofus")
	d.Press("enter", "down", "s", "tab")
	d.Type("Støvet.")
	d.Press("ctrl+s")
	d.Sees("Støvet.", "Svar ja eller nej")
	if got := trials(d, "Sofus Krag")[0]; got.State != "running" {
		t.Errorf("it was closed all the same: %s", got.State)
	}
}

func TestCompanyCard(t *testing.T) {
	d := New(t, world())
	d.Press("2", "/")
	d.Type("Genbrugsen Anden Omgang")
	d.Press("enter")
	d.Sees("Virksomhedspleje", "1 nu", "gik videre til", "henvendelser", "[partnerskab]", "meget tilfreds", "F-00",
		"T.F.")
}

func TestPlacementsAreFound(t *testing.T) {
	d := New(t, world())
	for _, words := range []string{"F-0001", "Anja Strandgården opvask", "Strandgården F-0001"} {
		d.Press("1", "/")
		d.Type(words)
		d.Sees("forløb", "F-0001")
		d.Press("esc")
	}
	d.Press("/")
	d.Type("F-0001")
	d.Press("enter")
	d.Sees("Forløb F-0001", "A.H.")
}

// TestRemovingACitizenTakesPlacementsAlong: the rows of a citizen are removed too, and restored by undo.
func TestRemovingACitizenTakesPlacementsAlong(t *testing.T) {
	d := New(t, world())
	anja := demo.ID("citizen", demo.Anja)
	count := func() (n int) {
		for _, p := range Rows[model.Placement](d, "placement", schema.Where("citizen", anja)) {
			n += 1 + len(Rows[model.Week](d, "week", schema.Where("placement", p.ID))) +
				len(Rows[model.Agreement](d, "agreement", schema.Where("placement", p.ID)))
		}
		return n
	}
	before := count()
	d.Press("3", "/")
	d.Type("Anja")
	d.Press("enter", "tab", "delete")
	d.Sees("1 forløb med aftaler")
	d.Press("right", "enter")
	if n := count(); n != 0 || before < 8 {
		t.Fatalf("%d rows of %d are left", n, before)
	}
	d.Press("esc", "1", "u")
	if n := count(); n != before {
		t.Errorf("%d rows came back, want %d\n%s", n, before, d.View())
	}
}
