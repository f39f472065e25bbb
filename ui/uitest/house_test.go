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

func TestTheFirstRunWritesWhoSitsHere(t *testing.T) {
	d := New(t, Options{W: 80, H: 24})
	d.Session.Desk.Login = "mekr"
	t.Log("\n" + d.View())
	d.Sees("Dansk eller engelsk?")
	d.Press("enter")
	d.Sees("Hvem er du?", "Initialer")
	d.Type("Mette Krogh")
	d.Press("tab")
	d.Type("MK")
	d.Press("ctrl+s")
	t.Log("\n" + d.View())
	d.Sees("Hvad vil du begynde med?", "Begynd tomt")
	d.Press("end", "enter")
	d.Sees("I dag ·", "MK")
	all := Rows[model.Consultant](d, "consultant", model.Query{})
	if len(all) != 1 || all[0].Name != "Mette Krogh" || all[0].Login != "mekr" {
		t.Errorf("consultants after the first run: %+v", all)
	}
	if d.Keys > 6 {
		t.Errorf("the first run took %d keys besides the name, want at most 6", d.Keys)
	}
}

func TestTheFirstRunCanBeSkippedAndFilled(t *testing.T) {
	d := New(t, Options{})
	d.Session.Desk.Login = "lone"
	d.Press("esc", "esc") // language, then the form
	d.Sees("Hvad vil du begynde med?")
	if all := Rows[model.Consultant](d, "consultant", model.Query{}); len(all) != 1 || all[0].Name != "lone" || all[0].Initials != "LONE" {
		t.Errorf("consultants after skipping: %+v", all)
	}
	d.Press("down", "enter")
	d.Sees("I dag ·", "Du sidder som Mette Krogh", "Café Strandgården")
	if n := len(Rows[model.Company](d, "company", model.Query{})); n < 20 {
		t.Errorf("%d invented companies, want many", n)
	}
}

func TestALanguageHoldsAtOnceAndIsTakenBack(t *testing.T) {
	d := New(t, Options{World: house()})
	d.Press("7")
	d.Sees("7 Indstillinger", "Sprog")
	t.Log("\n" + d.View())
	d.Press("down", "enter")
	d.Type("engelsk")
	d.Press("enter")
	d.Sees("7 Settings", "Language")
	if set := Rows[model.Setting](d, "setting", model.Query{}); len(set) != 1 || set[0].ID != "language" || set[0].Value != "en" {
		t.Errorf("settings: %+v", set)
	}
	d.Press("u")
	d.Sees("7 Indstillinger")
}

func TestSettingsAreChangedWhereTheyStand(t *testing.T) {
	d := New(t, Options{World: house()})
	d.Press("7", "down", "down", "enter")
	d.Type("deltager")
	d.Press("enter")
	d.Sees("3 Deltagere")
	d.Press("down", "down", "down", "enter", "backspace", "backspace")
	d.Type("800")
	d.Press("enter")
	d.Sees("Skriv et helt tal fra 1 til 730")
	d.Press("backspace", "backspace", "backspace")
	d.Type("70")
	d.Press("enter")
	d.Sees("70 dage")
	d.Press("n")
	d.Type("Jonas Bech")
	d.Press("tab")
	d.Type("JB")
	d.Press("ctrl+s")
	d.Sees("Jonas Bech")
	d.Press("w")
	d.Type("jonas")
	d.Press("enter")
	d.Sees("Nu sidder Jonas Bech her")
	if d.Session.Desk.Me().Initials != "JB" {
		t.Errorf("%s sits here, want JB", d.Session.Desk.Me().Initials)
	}
}

func TestTheLogShowsWhoLookedAtWhom(t *testing.T) {
	world := append(house(), model.ChangeSet{Action: "citizen.add", Changes: []model.Change{model.Add(&model.Citizen{FirstName: "Anja", LastName: "Holm", Status: "active"})}})
	d := New(t, Options{World: world})
	d.Press("6")
	d.SeesNot("Så en borger")
	d.Press("3", "enter")
	d.Press("6", "home") // the tab was open: it reads again
	d.Sees("opslag", "A.H. (B-0001) · Så en", "Intet blev ændret")
	d.Press("f", "f")
	d.Sees("Log · opslag", "1 linje")
	d.SeesNot("Oprettet")
	d.Press("u")
	d.Sees("Kun ændringer kan fortrydes")
}

func TestAChosenChangeIsTakenBackAndNoOther(t *testing.T) {
	company := func(name string) model.ChangeSet {
		return model.ChangeSet{Action: "company.add", Changes: []model.Change{model.Add(&model.Company{Name: name, Status: "active"})}}
	}
	d := New(t, Options{World: append(house(), company("Ældst"), company("Midt"), company("Nyest")), Start: &screen.Go{To: screen.Log}})
	d.Press("down")
	d.Sees("Virksomhed oprettet", "Midt")
	d.Press("u")
	d.Sees("Fortryd denne ændring?", "Det gælder 1 række.")
	d.Press("esc")
	if n := len(Rows[model.Company](d, "company", model.Query{})); n != 3 {
		t.Fatalf("%d companies after saying no, want 3", n)
	}
	d.Press("u", "right", "enter")
	d.Sees("fortrudt")
	var left []string
	for _, c := range Rows[model.Company](d, "company", model.Query{Order: []model.Order{{Field: "name"}}}) {
		left = append(left, c.Name)
	}
	if strings.Join(left, ",") != "Nyest,Ældst" {
		t.Errorf("companies after undo: %v, want Nyest and Ældst", left)
	}
	d.Press("u")
	d.Sees("Ændringen er allerede fortrudt")
	// The newest of all goes at once, as u does everywhere.
	d.Press("home", "down")
	d.Press("u")
	if n := len(Rows[model.Company](d, "company", model.Query{})); n != 1 {
		t.Errorf("%d companies after undoing the newest, want 1", n)
	}
}
