package uitest

import (
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
)

// trials are a citizen's trial visits, the newest last.
func trials(d *Driver, citizen string) []*model.Placement {
	d.T.Helper()
	all := Rows[model.Placement](d, "placement", model.Where("citizen", demo.ID("citizen", citizen)))
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
	if len(got) != 1 || got[0].StartOn <= Today || got[0].TaskWords == "" || got[0].State == "running" || got[0].GoalID == "" {
		t.Fatalf("planned %+v", got)
	}
	if name, _ := d.Session.Desk.NameOf(t.Context(), "company", got[0].CompanyID); !strings.HasPrefix(name, first) {
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

// A trial that was not liked changes the goal and the next match.
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
	d.Press("enter", "enter")
	d.Sees("Forløb", "snusepraktik", first)
	_ = strings.TrimSpace
}
