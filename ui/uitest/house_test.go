package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/ui/screen"
)

// house is a database with one consultant.
func house() []model.ChangeSet {
	return []model.ChangeSet{{Action: "init", Changes: []model.Change{model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}}
}

// companyFile puts a file of companies, of which one row is refused, where the import begins to look.
func companyFile(d *Driver) (path string) {
	d.T.Helper()
	path = filepath.Join(d.Session.Desk.Folder, "firmaer.csv")
	text := "navn;cvr;postnr;by;afdeling\r\nCafé Strandgården;13748136;2635;Ishøj;køkken\r\nHotel Vestegnen;24256790;2605;Brøndby;\r\nForkert;24256791;2635;Ishøj;\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.T.Fatal(err)
	}
	return path
}

func TestAFileIsLookedThroughTakenInAndTakenBack(t *testing.T) {
	d := New(t, Options{World: house(), Start: &screen.Go{To: screen.Companies}})
	path := companyFile(d)
	d.Press("i")
	d.Sees("firmaer.csv")
	d.Press("enter")
	d.Sees("2 nye", "1 afvist", "Det er en prøve. Intet er gemt.", "afdeling → Kaldes til daglig")
	d.Press("c")
	d.Type("afdeling")
	d.Press("enter")
	d.Type("brug den ikke")
	d.Press("enter")
	d.Sees("2 nye", "Ikke brugt: afdeling")
	if n := len(Rows[model.Company](d, "company", model.Query{})); n != 0 {
		t.Fatalf("%d companies before applying, want 0", n)
	}
	d.Press("f", "f")
	d.Sees("kontrolcifret passer ikke")
	d.SeesNot("Hotel Vestegnen")
	d.Press("enter")
	d.Sees("Gemt. 1 række blev afvist")
	d.Press("r", "enter")
	d.Sees("1 afvist række står i")
	left, err := os.ReadFile(strings.TrimSuffix(path, ".csv") + "-afvist.csv")
	if err != nil || !strings.Contains(string(left), "Forkert;24256791") || strings.Contains(string(left), "Strandg") {
		t.Errorf("the file of refused rows: %v\n%s", err, left)
	}
	d.Press("enter")
	d.Sees("Café Strandgården", "2 af 2")
	d.Press("u")
	if n := len(Rows[model.Company](d, "company", model.Query{})); n != 0 {
		t.Errorf("%d companies after undo, want 0", n)
	}
}
