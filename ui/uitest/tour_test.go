package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/app"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
)

// tourDemo is a demo whose tour has begun.
func tourDemo() Options {
	return Options{W: 80, H: 24, World: demo.ChangeSets(Today), Who: "MK", Tour: app.TourBegun}
}

// TestTheTourGoesAllTheWay: each line names the next key, and doing it ticks the step off, by what was reached or
// saved; what is not done is not ticked off.
func TestTheTourGoesAllTheWay(t *testing.T) {
	d := New(t, tourDemo())
	d.Sees("□□□□□□□□ Rundtur, trin 1 af 8", "Tryk Enter: åbn det, som rækken")
	d.Press("2", "enter") // a page, but not of what is due
	d.Sees("trin 1 af 8", "Tryk 1: I dag")
	d.Press("1", "enter")
	d.Sees("✓□□□□□□□ Rundtur, trin 2 af 8", "Tryk 3: find dine borgere")
	d.Press("3")
	d.Sees("trin 2 af 8", "Tryk Enter: åbn den borger")
	d.Press("enter")
	d.Sees("✓✓□□□□□□ Rundtur, trin 3 af 8", "Tryk m: find en plads til A.K.")
	d.Press("m")
	d.Sees("trin 4 af 8", "Tryk w: hvorfor er andre ikke med?")
	d.Press("w")
	d.Sees("trin 5 af 8", "Tryk Esc for listen, og så s")
	d.Press("esc")
	d.Sees("Tryk s: planlæg en snusepraktik")
	trials := len(Rows[model.Placement](d, "placement", schema.Where("kind", "trial")))
	d.Press("s")
	d.Sees("trin 5 af 8", "ctrl+s gemmer snusepraktikken") // the form alone is no trial
	d.Press("ctrl+s")
	d.Sees("trin 6 af 8", "Tryk 6: find forløbene")
	if n := len(Rows[model.Placement](d, "placement", schema.Where("kind", "trial"))); n != trials+1 {
		t.Errorf("%d trials, want %d", n, trials+1)
	}
	weeks := len(Rows[model.Week](d, "week", schema.Query{}))
	d.Press("6")
	d.Sees("Tryk t: skriv timerne for ugen")
	d.Press("t")
	d.Sees("trin 6 af 8", "Skriv timer med cifre")
	d.Press("7", "enter", "ctrl+s")
	d.Sees("trin 7 af 8", "Tryk 6: find forløbet")
	if n := len(Rows[model.Week](d, "week", schema.Query{})); n != weeks+1 {
		t.Errorf("%d weeks, want %d", n, weeks+1)
	}
	d.Press("esc")
	d.Sees("Tryk Enter: åbn det forløb")
	d.Press("enter")
	d.Sees("Tryk a: arbejdsaftalen")
	d.Press("a")
	d.Sees("✓✓✓✓✓✓✓□ Rundtur, trin 8 af 8", "Tryk u: tag det tilbage")
	d.Press("u")
	d.Sees("Rundturen er slut")
	if n := len(Rows[model.Week](d, "week", schema.Query{})); n != weeks {
		t.Errorf("after undo %d weeks, want %d", n, weeks)
	}
	d.Press("W")
	d.SeesNot("Rundtur")
}

// TestTheTourFollowsWhoeverIsFurther: whoever went to the citizens at once is told the key from there, and the step
// that was passed over is no step to go back to.
func TestTheTourFollowsWhoeverIsFurther(t *testing.T) {
	d := New(t, tourDemo())
	d.Press("3")
	d.Sees("trin 1 af 8", "Tryk 1 for I dag, eller Enter: åbn den borger")
	d.Press("enter")
	d.Sees("×✓□□□□□□ Rundtur, trin 3 af 8", "find en plads til A.K.")
}

// TestTheTourIsLeftAndTakenUp: it is left, taken up again where it was, a step is skipped, and it begins anew.
func TestTheTourIsLeftAndTakenUp(t *testing.T) {
	o := tourDemo()
	o.Tour = app.TourOffered
	d := New(t, o)
	d.Sees("W: rundtur på fem minutter")
	d.Press("W", "enter")
	d.Sees("trin 2 af 8")
	d.Press("W")
	d.Type("spring")
	d.Press("enter")
	d.Sees("✓×□□□□□□ Rundtur, trin 3 af 8")
	d.Press("W")
	d.Type("forlad")
	d.Press("enter")
	d.SeesNot("Rundtur,")
	d.Press("ctrl+k")
	d.Type("rundtur")
	d.Press("enter")
	d.Sees("trin 3 af 8")
	d.Press("W")
	d.Type("forfra")
	d.Press("enter")
	d.Sees("□□□□□□□□ Rundtur, trin 1 af 8") // what is open already was not opened now
	d.Press("W", "esc", "esc")
	d.Sees("trin 1 af 8")
	d.Press("enter")
	d.Sees("trin 2 af 8")

	// It goes on after a restart, and stays away when it was left.
	d = d.again()
	d.Sees("✓□□□□□□□ Rundtur, trin 2 af 8")
	d.Press("W")
	d.Type("forlad")
	d.Press("enter")
	d = d.again()
	d.SeesNot("Rundtur,")
	d.Press("W")
	d.Sees("trin 2 af 8")
}

// TestTheTourIsOnEveryScreen: its lines stand over the keys of every screen, also in the least window.
func TestTheTourIsOnEveryScreen(t *testing.T) {
	if testing.Short() {
		t.Skip("all screens")
	}
	for _, way := range ways {
		o := tourDemo()
		o.Start = way.start
		d := New(t, o)
		d.Press(way.keys...)
		for _, size := range [][2]int{{80, 24}, {60, 15}} {
			d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			said := map[int]string{80: "Rundtur, trin ", 60: "/8 "}[size[0]]
			if d.SeesNot("⟨"); !strings.Contains(d.View(), said) && way.screen != "palette" {
				t.Errorf("%s %v: no tour\n%s", way.screen, way.keys, d.View())
			}
		}
	}
}

// TestTheTourIsOfADemo: where people are not invented there is neither key nor line.
func TestTheTourIsOfADemo(t *testing.T) {
	d := New(t, Options{Passphrase: "blå cykel på Strandvej", Tour: app.TourBegun, Who: "MK", World: []model.ChangeSet{{
		Action: "init", Changes: []model.Change{model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}}})
	d.Press("W")
	d.SeesNot("Rundtur", "rundtur")
	d.Press("ctrl+k")
	d.Type("rundtur")
	d.SeesNot("rundtur · ", "Rundtur")
}

// TestTheTourFits: in both languages a line stands whole in 80 columns, and in the least window two lines are enough.
func TestTheTourFits(t *testing.T) {
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		l := lang.New(code)
		for _, key := range l.Keys() {
			if !strings.HasPrefix(key, "tour.") {
				continue
			}
			if w := kit.Width(l.T(key, "n", 8, "of", 8, "key", "W", "next", "")); w > 78 {
				t.Errorf("%s: %s is %d cells", code, key, w)
			}
		}
		o := tourDemo()
		o.Lang = code
		d := New(t, o)
		for _, size := range sizes {
			d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			lines := strings.Split(d.View(), "\n")
			if under := strings.Join(lines[max(len(lines)-3, 0):], " "); !strings.Contains(under, "Enter") ||
				strings.Contains(strings.Join(lines[len(lines)-3:len(lines)-1], ""), "…") {
				t.Errorf("%s %v:\n%s", code, size, d.View())
			}
		}
		d.Send(tea.WindowSizeMsg{Width: 60, Height: 14})
		d.SeesNot("1/8")
	}
}
