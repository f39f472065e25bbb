package uitest

import (
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
)

// nearWorld is the demo with workplaces whose way is not known, and a citizen whose place is not.
func nearWorld() Options {
	own := model.ChangeSet{Action: "test", Changes: []model.Change{
		model.Add(&model.Company{Name: "Uden Postnummer", Status: "active", Relation: "partner"}),
		model.Add(&model.Company{Name: "Ukendt Sted", Status: "active", Relation: "partner", Postcode: "0999"}),
		model.Add(&model.Citizen{FirstName: "Ole", LastName: "Uvis", Status: "active"}),
	}}
	return Options{W: 120, H: 36, World: append(demo.ChangeSets(Today), own), Who: "MK"}
}

// TestNearTheCitizen: from the citizen's page one key lists the workplaces in rings of the estimated way; Enter opens
// one for the citizen, Esc comes back to its row, m ranks.
func TestNearTheCitizen(t *testing.T) {
	d := New(t, nearWorld())
	d.Press("3", "enter", "N")
	d.Sees("Nær borgeren · i drift", "429 virksomheder, 427 passer", "Højst ca. 10 min (skøn) · ", "ca. 8 min",
		"f filter")
	d.Press("down", "down")
	at := d.cursor()
	d.Press("enter")
	d.Sees("CVR-nummer")
	d.Press("esc")
	if d.cursor() != at {
		t.Errorf("the cursor is on %q, want %q", d.cursor(), at)
	}
	d.Press("end")
	d.Sees("Vejen kendes ikke: virksomheden har intet postnummer · 1",
		"Vejen kendes ikke: virksomhedens postnummer er ukendt · 1")
	if !strings.Contains(d.cursor(), "?") || !strings.Contains(d.cursor(), "Ukendt Sted") {
		t.Errorf("the last row is %q", d.cursor())
	}
	d.Press("m")
	d.Sees("Match · ")
	d.Press("N")
	d.Sees("Nær borgeren")
}

// TestNearTheCitizenIsNarrowedAsTheList: by the same menu and the same saved views; the order is the way's own.
func TestNearTheCitizenIsNarrowedAsTheList(t *testing.T) {
	d := New(t, nearWorld())
	d.Press("2")
	d.filter("samarb", "partner")
	d.Press("S")
	d.Type("by")
	d.Press("enter", "f")
	d.Type("gem som v")
	d.Press("enter")
	d.Type("Gode venner")
	d.Press("enter")
	d.Sees("Gode venner", "passer")
	fit := strings.Fields(strings.Split(strings.Split(d.View(), "\n")[1], "virksomheder, ")[1])[0]
	d.Press("3", "enter", "N", "S")
	d.SeesNot("Sortér efter", "sorteret")
	d.Press("f")
	d.SeesNot("Kolonner", "Sortering")
	d.Type("gode venner")
	d.Press("enter")
	d.Sees("Nær borgeren · Gode venner · partnerskab", "429 virksomheder, "+fit+" passer", "Højst ca.",
		"Uden Postnummer")
	d.SeesNot("sorteret", "ændret")
	d.filter("ledig", "med")
	d.SeesNot("Uden Postnummer")
	d.Press("F")
	d.Sees("Nær borgeren · i drift", "427 passer")
	d.Press("2")
	d.Sees("Virksomheder · Gode venner") // what is narrowed here leaves the list as it is
}

// TestNearTheCitizenOfWhomTheTownIsNotKnown: no workplace is in a ring, and why is said.
func TestNearTheCitizenOfWhomTheTownIsNotKnown(t *testing.T) {
	d := New(t, nearWorld())
	d.Press("/")
	d.Type("Ole Uvis")
	d.Press("enter", "N")
	d.Sees("O.U.", "Vejen kendes ikke: borgeren har intet kendt postnummer · 427")
	d.SeesNot("Højst ca.", "regnet med bus", "virksomheden har intet")
}
