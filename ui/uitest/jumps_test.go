package uitest

import (
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestBackAndForward: one key goes back to the places visited, one forward again, over tabs and pages of rows; a place
// still open is shown as it was left, and a new way drops what lay ahead.
func TestBackAndForward(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	d.Press("alt+left")
	d.Sees("Der er intet sted før dette")
	d.Press("3", "down", "down")
	kept := lineOf(d, "▸")
	d.Press("enter")
	d.Sees("B-0004")
	d.Press("2", "enter")
	company := lineOf(d, "sidste kontakt")
	d.Press("alt+left")
	d.Sees("Virksomheder · i drift")
	d.Press("alt+left")
	d.Sees("B-0004")
	d.Press("alt+left")
	d.Sees("Borgere · mine")
	if now := lineOf(d, "▸"); now != kept {
		t.Errorf("the list came back at %q, want %q", now, kept)
	}
	d.Press("alt+left")
	d.Sees("I dag · torsdag")
	d.Press("alt+left")
	d.Sees("Der er intet sted før dette")
	d.Press("alt+right", "alt+right", "alt+right", "alt+right")
	if now := lineOf(d, "sidste kontakt"); now != company {
		t.Errorf("forward ends at %q, want %q", now, company)
	}
	d.Press("alt+right")
	d.Sees("Der er intet sted efter dette")
	d.Press("alt+left", "alt+left", "6")
	d.Press("alt+right")
	d.Sees("Der er intet sted efter dette")
}

// TestOpenedLast: the rows opened last are offered by name, the newest first; one that was removed since is not.
func TestOpenedLast(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	hotel := ""
	for _, c := range Rows[model.Company](d, "company", schema.Query{}) {
		if c.ShownName() == "Hotel Vestegnen" {
			hotel = c.ID
		}
	}
	d.Press("alt+down")
	d.Sees("Der er ikke åbnet nogen række endnu")
	d.Send(screen.Go{To: screen.Company, Arg: hotel})
	d.Press("3", "home", "enter", "1", "alt+down")
	d.Sees("Senest åbnede", "A.K. (B-0008)", "Hotel Vestegnen")
	d.Type("vesteg")
	d.Press("enter")
	d.Sees("Hotel Vestegnen", "CVR-nummer")
}
