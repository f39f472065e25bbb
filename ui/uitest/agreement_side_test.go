package uitest

import (
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/lang"
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

// TestTheVersionsBesideTheAgreementWrap: what stands of a version beside the text is whole in both languages.
func TestTheVersionsBesideTheAgreementWrap(t *testing.T) {
	world := ladderWorld()
	for _, ch := range world[1].Changes {
		if a, ok := ch.After.(*model.Agreement); ok {
			a.ValidFrom = Today.Add(400) // a day that is said with its year
		}
	}
	for code, said := range map[lang.Code]string{lang.Danish: "gælder fra", lang.English: "valid from"} {
		d := New(t, Options{World: world, W: 100, H: 40, Lang: code,
			Start: &screen.Go{To: screen.Agreement, Arg: "p1"}})
		d.Sees(said)
		for _, line := range strings.Split(d.View(), "\n")[3:] {
			if _, side, found := strings.Cut(line, "│"); found && strings.Contains(side, "…") {
				t.Errorf("%s: %q is cut", code, side)
			}
		}
	}
}
