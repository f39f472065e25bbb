package uitest

import (
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestPaletteDoesForARow: an action and whom it is for are typed into one box, and the action is carried out there.
func TestPaletteDoesForARow(t *testing.T) {
	for _, tt := range []struct {
		typed string
		sees  []string
	}{
		{"vægte for B-0003", []string{"Match · ", "B-0003", "vægte"}},
		{"ny snusepraktik hos hotel vesteg", []string{"Ny snusepraktik", "Hotel Vestegnen"}},
		{"match for B-0003", []string{"Match · ", "B-0003"}},
		{"log for hotel vesteg", []string{"Ringet til virksomheden · Hotel Vestegnen"}},
		{"timer for hotel vesteg", []string{"Alle handlinger"}}, // no such action: the search goes on with all words
	} {
		d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
		d.Press("8", "ctrl+k")
		d.Type(tt.typed)
		d.Ready()
		if tt.sees[0] != "Alle handlinger" {
			d.Press("enter")
		}
		d.Sees(tt.sees...)
	}
}

// TestPaletteDoesOnAnotherTab: the actions of every tab are offered on each, named by the tab, and carried out there.
func TestPaletteDoesOnAnotherTab(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	d.Press("8", "ctrl+k")
	d.Type("ny borgere")
	d.Sees("Borgere")
	d.Press("enter")
	d.Sees("Opret borger")
}

// TestPaletteOrdersByUse: what was used comes first, also after a restart, and what is kept names no row; nothing of it
// counts as half-typed.
func TestPaletteOrdersByUse(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	d.Press("ctrl+k")
	d.Type("dubletter")
	d.Press("enter", "ctrl+k")
	d.Type("vægte for B-0003")
	d.Ready()
	d.Press("enter", "esc", "esc", "ctrl+k")
	d.Sees("Dubletter")
	if rows := strings.Split(d.View(), "Dubletter"); strings.Contains(rows[0], "alle handlinger") ||
		strings.Contains(rows[0], "gå til") {
		t.Errorf("what was used does not come first:\n%s", d.View())
	}
	d.Press("esc")
	s := d.Session()
	n, err := s.Store.CountDrafts(t.Context(), s.Service.Actor())
	if err != nil || n != 0 {
		t.Errorf("%d forms are half-typed, %v", n, err)
	}
	kept, err := s.Store.Draft(t.Context(), s.Service.Actor(), ".uses", "")
	if err != nil || len(kept) != 2 || kept["do:match:weights"] == "" || kept["go:duplicates"] == "" {
		t.Errorf("kept is %v, %v", kept, err)
	}
	for _, c := range Rows[model.Citizen](d, "citizen", schema.Query{}) {
		for k := range kept {
			if strings.Contains(k, c.ID) {
				t.Errorf("the order of use keeps the row in %q", k)
			}
		}
	}
}

// TestPaletteSaysWhyNot: an action that does not work now stays in sight, and says why.
func TestPaletteSaysWhyNot(t *testing.T) {
	o := world()
	o.Start = &screen.Go{To: screen.Match, Arg: screen.MatchArg{Words: "køkken", From: "2635"}}
	d := New(t, o)
	d.Press("ctrl+k")
	d.Type("snusepraktik")
	d.Sees("snusepraktik", d.App.Theme().T("match.placement.who"))
	d.Press("enter")
	if said, why := d.App.Said(), d.App.Theme().T("match.placement.who"); said != why {
		t.Errorf("Enter on it says %q, want %q", said, why)
	}
}
