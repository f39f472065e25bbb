package uitest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"jobspor/data/backup"
	"jobspor/data/crypt"
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
	d.Press("C", "l")
	d.filter("status", "afsluttede")
	d.Sees("B-0001")
	d.Press("X")
	d.Sees("Slet 1 afsluttet sag for altid", "anonymisér")
	d.Press("s")
	d.Sees("Slettes: 1 borger, 1 jobmål, 1 forløb", "uden person og note: 1 kontakt", "kan ikke fortrydes")
	d.Press("enter")
	d.Sees("Skriv, hvorfor der slettes")
	d.Type("frist 010190-1234")
	d.Press("enter")
	d.Sees("ligner et CPR-nummer")
	d.Press("ctrl+u")
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
	d.Sees("det er en sletning for altid")
	if left := Rows[model.Citizen](d, "citizen", schema.Query{}); len(left) != 1 {
		t.Errorf("undo brought somebody back: %d", len(left))
	}
}

// TestErasingAsksAboutCopiesItCannotReach: a copy of an older key is named with the day at which it goes, or goes at
// once, before anything else is said; the certificate says which.
func TestErasingAsksAboutCopiesItCannotReach(t *testing.T) {
	const was, is = "hest på altan her", "hest på altan der"
	for _, c := range []struct {
		keys      []string
		preview   string
		certified string
		left      bool
	}{
		{[]string{"enter"}, "slettes ved første ændring eller kopi fra", "Kan stadig stå", true},
		{[]string{"s"}, "slettes nu", "Sikkerhedskopier slettet, som ikke kunne renses", false},
	} {
		ctx := context.Background()
		first := New(t, Options{Passphrase: was, World: []model.ChangeSet{{Action: "init", Changes: []model.Change{
			model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"}),
			model.Add(&model.Citizen{FirstName: "Anna", LastName: "Holm", Status: "closed", ClosedOn: Today - 3000}),
		}}}})
		st := first.Session().Store
		path := st.Path()
		made, err := backup.For(path, filepath.Join(filepath.Dir(path), "backup")).Backup(ctx, st, "")
		if err == nil {
			_, err = st.NewKey(ctx, "", []byte(was), []byte(is), crypt.Cheap)
		}
		if err != nil {
			t.Fatal(err)
		}
		first.Session().Close()
		d := New(t, Options{Path: path, Passphrase: is, Who: "MK", W: 120, H: 36})
		d.Press("3")
		d.filter("status", "afsluttede")
		d.Sees("B-0001")
		d.Press("X", "s")
		d.Sees("1 sikkerhedskopi kan ikke renses", filepath.Base(made.Path), "slet den fra", "slet den nu")
		d.Press(c.keys...)
		d.Sees("Slettes: 1 borger", c.preview)
		d.Type("fristen er nået")
		d.Press("enter")
		d.Sees("Slettekvittering", c.certified, filepath.Base(made.Path))
		if _, err := os.Stat(made.Path); (err == nil) != c.left {
			t.Errorf("%v: the copy is there: %v", c.keys, err == nil)
		}
	}
}
