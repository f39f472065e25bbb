package uitest

import (
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestErasingClosedCases: an open case is not erased; a closed one goes for good after what goes and stays was said and
// a reason was typed; undo does not bring it back, and the certificate names nobody.
func TestErasingClosedCases(t *testing.T) {
	world := firmWorld(
		model.Add(&model.Contact{CitizenID: "b00000000001", CompanyID: "c00000000001", On: Today - 20, How: "call",
			Note: "om Kim"}),
		model.Add(&model.Placement{CitizenID: "b00000000001", CompanyID: "c00000000001", Kind: "traineeship",
			State: "ended", TaskWords: "opvask", MadeOn: Today - 20, StartOn: Today - 10, EndedOn: Today - 2}))
	d := New(t, Options{World: world, W: 120, H: 36})
	d.Press("3")
	d.downTo("B-0001")
	d.Press("X")
	d.Sees("Kun en afsluttet sag kan slettes")
	d.Press("C", "l", "f", "f", "f")
	d.Sees("B-0001")
	d.Press("X")
	d.Sees("Slet 1 afsluttet sag for altid", "anonymisér")
	d.Press("s")
	d.Sees("Slettes: 1 borger, 1 jobmål, 1 forløb", "uden person og note: 1 kontakt", "kan ikke fortrydes")
	d.Press("enter")
	d.Sees("Skriv, hvorfor der slettes")
	d.Type("fristen er nået")
	d.Press("enter")
	d.Sees("Slettekvittering", "fristen er nået", "Sikkerhedskopier renset")
	d.SeesNot("Kim")
	d.SeesNot("B-0001")
	if left := Rows[model.Citizen](d, "citizen", schema.Query{}); len(left) != 1 || left[0].Ref != "B-0002" {
		t.Fatalf("left %+v", left)
	}
	if c := Rows[model.Contact](d, "contact", schema.Query{})[0]; c.CitizenID != "" || c.Note != "" {
		t.Errorf("contact %+v", c)
	}
	d.Press("esc", "u")
	if left := Rows[model.Citizen](d, "citizen", schema.Query{}); len(left) != 1 {
		t.Errorf("undo brought somebody back: %d", len(left))
	}
}
