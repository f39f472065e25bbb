package uitest

import (
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/screen"
)

// TestTheAgreementShowsTheStepOfNowAndWhatChanged: a sign stands at the step that counts today, and beside the text is
// what the version changed, where there is room.
func TestTheAgreementShowsTheStepOfNowAndWhatChanged(t *testing.T) {
	world := ladderWorld()
	var next *model.Agreement
	for _, ch := range world[1].Changes {
		if a, ok := ch.After.(*model.Agreement); ok {
			a.CompanyOn, a.CompanyBy = a.ValidFrom, "Lis"
			b := *a
			next = &b
		}
	}
	next.Head, next.Number, next.ValidFrom = model.Head{ID: "a2"}, model.Some(2), Today.Monday()
	next.AbsenceRule = "Ring før kl. 8"
	world = append(world, model.ChangeSet{Action: "init", Changes: []model.Change{model.Add(next)}})
	at := &screen.Go{To: screen.Agreement, Arg: "p1"}

	d := New(t, Options{World: world, W: 120, H: 50, Start: at})
	d.Sees("Fra udgave 1 til udgave 2", "+ Ring før kl. 8")
	marked := 0
	for line := range strings.SplitSeq(d.View(), "\n") {
		if strings.HasPrefix(line, "→") {
			marked++
			if !strings.Contains(line, "9/11 2026") {
				t.Errorf("the step of now is said to be %q", line)
			}
		}
	}
	if marked != 1 {
		t.Errorf("%d steps are marked, want 1\n%s", marked, d.View())
	}
	d.Press("[") // replaced: none of its steps is the one of now
	if strings.Contains(d.View(), "\n→") {
		t.Errorf("a step of a replaced version is marked\n%s", d.View())
	}
	d.SeesNot("Fra udgave 1")

	d = New(t, Options{World: world, W: 80, H: 24, Start: at})
	d.SeesNot("Fra udgave 1 til udgave 2")
	d.Press("c")
	d.Sees("Fra udgave 1 til udgave 2", "+ Ring før kl. 8")
}
