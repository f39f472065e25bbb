package uitest

import (
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestANoShowInAWeek: one key moves a day from met to no-show, in a week that is logged and in one that is not; with
// the plan it takes two keys, and one undo takes one of them back.
func TestANoShowInAWeek(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1")})
	d.Keys = 0
	d.Press("p", "i")
	if d.Keys > 3 {
		t.Errorf("a no-show took %d keys, want at most 3", d.Keys)
	}
	d.Sees("Udeblivelse skrevet i 1 ugeseddel")
	days := func(week int) [3]int {
		w := weekOf(d, "p1", week)
		if w == nil {
			t.Fatalf("week %d is not logged\n%s", week, d.View())
		}
		return [3]int{w.Agreed.V, w.Met.V, w.NoShow.V}
	}
	if got := days(40); got != [3]int{3, 2, 1} {
		t.Errorf("agreed, met, no-show are %v, want 3, 2, 1", got)
	}
	d.Press("i")
	if got := days(40); got != [3]int{3, 1, 2} {
		t.Errorf("after the second no-show they are %v", got)
	}
	d.Press("u")
	if got := days(40); got != [3]int{3, 2, 1} {
		t.Errorf("after undo they are %v", got)
	}

	// The no-show first, and the plan after it: what is met counts the rest.
	d.Press("down", "i")
	if w := weekOf(d, "p1", 41); w.Met.Known || w.NoShow.V != 1 || w.Agreed.V != 3 {
		t.Errorf("a no-show in a week that is not logged was written as %+v", w)
	}
	d.Press("p")
	if got := days(41); got != [3]int{3, 2, 1} {
		t.Errorf("with the plan they are %v", got)
	}

	// No day is left to move: it says so, and nothing is written.
	d.Press("i", "i", "i")
	d.Sees("F-0001, uge 41", "ingen dag tilbage")
	if got := days(41); got != [3]int{3, 0, 3} {
		t.Errorf("after the refused one they are %v", got)
	}

	// Two marked rows are one change.
	d.Press("down", "p", "down", "p", "up", "space", "space", "i")
	d.Sees("Udeblivelse skrevet i 2 ugesedler")
	d.Press("u")
	if got := days(43); got != [3]int{3, 3, 0} {
		t.Errorf("after undo of both week 43 has %v", got)
	}
}

// TestAnEmptyChartIsASentence: where nothing is planned or worked of what the chart counts, a sentence says so.
func TestAnEmptyChartIsASentence(t *testing.T) {
	world := ladderWorld()
	for _, ch := range world[1].Changes {
		if a, ok := ch.After.(*model.Agreement); ok {
			a.SetLadder([]model.Step{{From: model.NewDate(2026, 9, 28), Trial: 48}})
		}
	}
	d := New(t, Options{World: world, Start: hoursOf("p1")})
	if n := len(Rows[model.Week](d, "week", schema.Query{})); n != 0 {
		t.Fatalf("%d weeks", n)
	}
	d.Sees("Ingen løntimer er planlagt eller skrevet endnu")
	d.SeesNot("█ faktisk", "═ plan")
	d.Press("d")
	d.Sees("Praktiktimer/uge", "plan", "faktisk")
	d.SeesNot("Ingen praktiktimer")
	d.Send(screen.Go{To: screen.Hours, Arg: screen.HoursArg{PlacementID: "p2"}})
	d.Press("0", "tab", "0", "enter")
	d.Sees("Ingen løntimer er planlagt eller skrevet endnu")
}
