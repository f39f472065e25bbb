package uitest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/screen"
)

// oneConsultant is a database with one consultant.
func oneConsultant() []model.ChangeSet {
	return []model.ChangeSet{
		{Action: "init", Changes: []model.Change{model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}},
	}
}

// companyFile writes a file of companies, one row of which is refused, into the folder where the import begins.
func companyFile(d *Driver) (path string) {
	d.T.Helper()
	path = filepath.Join(d.Session().Service.Folder, "firmaer.csv")
	text := "navn;cvr;postnr;by;kaldenavn\r\nCafé Strandgården;13748136;2635;Ishøj;køkken\r\nHotel " +
		"Vestegnen;24256790;2605;Brøndby;\r\nForkert;24256791;2635;Ishøj;\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.T.Fatal(err)
	}
	return path
}

func TestAFileIsPreviewedImportedAndUndone(t *testing.T) {
	d := New(t, Options{World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
	path := companyFile(d)
	d.Press("i")
	d.Sees("firmaer.csv")
	d.Press("enter")
	d.Sees("2 nye", "1 afvist", "Det er en prøve. Intet er gemt.", "kaldenavn → kaldes til daglig")
	d.Press("c")
	d.Type("kaldenavn")
	d.Press("enter")
	d.Type("brug den ikke")
	d.Press("enter")
	d.Sees("2 nye", "Ikke læst: kaldenavn")
	if n := len(Rows[model.Company](d, "company", schema.Query{})); n != 0 {
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
	d.Sees("Café Strandgården", "2 virksomheder")
	d.Press("u")
	if n := len(Rows[model.Company](d, "company", schema.Query{})); n != 0 {
		t.Errorf("%d companies after undo, want 0", n)
	}
}

func TestTheFirstRunStoresTheConsultant(t *testing.T) {
	d := New(t, Options{W: 80, H: 24})
	d.Session().Service.Login = "mekr"
	d.Sees("Dansk eller engelsk?")
	d.Press("enter")
	d.Sees("Hvem er du?", "Initialer")
	d.Type("Mette Krogh")
	d.Press("tab")
	d.Type("MK")
	d.Press("ctrl+s")
	d.Sees("Hvad vil du begynde med?", "Begynd tomt")
	d.Press("end", "enter")
	d.Sees("Det kan altid vente")
	d.Press("enter")
	d.Sees("I dag ·", "DEMO")
	all := Rows[model.Consultant](d, "consultant", schema.Query{})
	if len(all) != 1 || all[0].Name != "Mette Krogh" || all[0].Login != "mekr" {
		t.Errorf("consultants after the first run: %+v", all)
	}
	if d.Keys > 6 {
		t.Errorf("the first run took %d keys besides the name, want at most 6", d.Keys)
	}
}

func TestTheFirstRunCanBeSkippedAndFilled(t *testing.T) {
	d := New(t, Options{})
	d.Session().Service.Login = "lone"
	d.Press("esc", "esc") // language, then the form
	d.Sees("Hvad vil du begynde med?")
	if all := Rows[model.Consultant](d, "consultant", schema.Query{}); len(all) != 1 || all[0].Name != "lone" ||
		all[0].Initials != "LONE" {
		t.Errorf("consultants after skipping: %+v", all)
	}
	d.Filling = true
	d.Press("down", "enter")
	d.Filling = false
	d.Sees("I dag ·", "Du arbejder som Mette Krogh", "Café Strandgården")
	if n := len(Rows[model.Company](d, "company", schema.Query{})); n < 20 {
		t.Errorf("%d invented companies, want many", n)
	}
}

func TestALanguageChangesAtOnceAndIsUndone(t *testing.T) {
	d := New(t, Options{World: oneConsultant()})
	d.Press("9")
	d.Sees("9 Indstillinger", "Sprog")
	d.Press("down", "enter")
	d.Type("engelsk")
	d.Press("enter")
	d.Sees("9 Setup", "Language")
	if set := Rows[model.Setting](d, "setting", schema.Query{}); len(set) != 1 || set[0].ID != "language" ||
		set[0].Value != "en" {
		t.Errorf("settings: %+v", set)
	}
	d.Press("u")
	d.Sees("9 Indst.")
}

func TestSettingsAreChangedInPlace(t *testing.T) {
	d := New(t, Options{World: oneConsultant()})
	d.Press("9", "down", "down", "down", "down", "enter")
	d.Type("deltager")
	d.Press("enter")
	d.Sees("3 Deltagere")
	d.Press("down", "down", "down", "down", "enter", "backspace", "backspace")
	d.Type("8000")
	d.Press("enter")
	d.Sees("Skriv et helt tal fra 1 til 3650")
	d.Press("backspace", "backspace", "backspace", "backspace")
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
	d.Sees("Du arbejder nu som Jonas Bech")
	if d.Session().Service.Consultant().Initials != "JB" {
		t.Errorf("%s is the consultant, want JB", d.Session().Service.Consultant().Initials)
	}
}

func TestTheLogShowsWhoLookedAtWhom(t *testing.T) {
	world := append(oneConsultant(), model.ChangeSet{
		Action:  "citizen.add",
		Changes: []model.Change{model.Add(&model.Citizen{FirstName: "Anja", LastName: "Holm", Status: "active"})},
	})
	d := New(t, Options{World: world})
	d.Press("8")
	d.SeesNot("Så en borger")
	d.Press("3", "enter")
	d.Sees("Anja Holm")  // a page that was never drawn was not looked at
	d.Press("8", "home") // the tab was open: it reads again
	d.Sees("Så en borger", "visning · A.H. (B-0001)", "Så listen over borgere", "Så I dag",
		"Intet blev ændret")
	d.Press("f", "f")
	d.Sees("Log · visninger")
	d.SeesNot("Oprettet")
	d.Press("u")
	d.Sees("Et kig ændrede ikke noget")
}

func TestOnlyTheChosenChangeIsUndone(t *testing.T) {
	company := func(name string) model.ChangeSet {
		return model.ChangeSet{
			Action: "company.add", Changes: []model.Change{model.Add(&model.Company{Name: name, Status: "active"})},
		}
	}
	d := New(t, Options{
		World: append(oneConsultant(), company("Ældst"), company("Midt"), company("Nyest")),
		Start: &screen.Go{To: screen.Log},
	})
	d.Press("down")
	d.Sees("Virksomhed oprettet", "Midt")
	d.Press("u")
	d.Sees("Fortrydes den, ændres 1 række", "Virksomhed slettes", "Midt")
	d.Press("u")
	d.Sees("En andens ændring", "Det gælder 1 række.")
	d.Press("esc")
	if n := len(Rows[model.Company](d, "company", schema.Query{})); n != 3 {
		t.Fatalf("%d companies after saying no, want 3", n)
	}
	d.Press("u", "right", "enter")
	d.Sees("fortrudt")
	var left []string
	for _, c := range Rows[model.Company](d, "company", schema.Query{Order: []schema.Order{{Field: "name"}}}) {
		left = append(left, c.Name)
	}
	if strings.Join(left, ",") != "Nyest,Ældst" {
		t.Errorf("companies after undo: %v, want Nyest and Ældst", left)
	}
	d.Press("u")
	d.Sees("Ændringen er allerede fortrudt")
	d.Press("home", "down", "u", "right", "enter")
	if n := len(Rows[model.Company](d, "company", schema.Query{})); n != 1 {
		t.Errorf("%d companies after undoing the newest, want 1", n)
	}
}

func TestThePassphraseIsChangedInSettings(t *testing.T) {
	d := New(t, Options{Passphrase: "den gamle sætning", World: oneConsultant()})
	d.Press("9", "end", "enter")
	d.Type("den gamle sætning")
	d.SeesNot("gamle sætning")
	d.Press("enter")
	d.Type("den nye sætning")
	d.Press("enter")
	d.Type("den nye")
	d.Press("enter")
	d.Sees("De to er ikke ens")
	d.Type(" sætning")
	d.Press("enter")
	d.Sees("Adgangssætningen er skiftet")
	path := d.Session().Store.Path()
	d.Session().Close()
	open := func(pass string) error {
		st, err := store.Open(context.Background(), path, store.Options{
			Passphrase: []byte(pass), Now: bootstrap.Clock(Today),
		})
		if err == nil {
			st.Close()
		}
		return err
	}
	if err := open("den gamle sætning"); model.CodeOf(err) != model.Locked {
		t.Errorf("the old passphrase: %v, want locked", err)
	}
	if err := open("den nye sætning"); err != nil {
		t.Errorf("the new passphrase: %v", err)
	}
}

func TestABackupIsMadeAndTheDatabaseChecked(t *testing.T) {
	d := New(t, Options{World: oneConsultant()})
	d.Press("9", "end", "up")
	d.Sees("ingen endnu")
	d.Press("enter")
	d.Sees("Kopien ligger i", "sidst i dag")
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(d.Session().Store.Path()), "backup", "*.db"))
	if err != nil || len(copies) != 1 {
		t.Errorf("backups: %v %v, want one", copies, err)
	}
	d.Press("down", "enter")
	d.Sees("alt er i orden")
}

func TestAKnownConsultantUsesANewComputer(t *testing.T) {
	world := append(oneConsultant(), model.ChangeSet{
		Action: "company.add", Changes: []model.Change{model.Add(&model.Company{Name: "Kantinen", Status: "active"})},
	})
	d := New(t, Options{World: world, Start: &screen.Go{To: screen.Welcome}, Who: "ingen"})
	d.Session().Service.Login = "b012345"
	d.Sees("Dansk eller engelsk?")
	d.Press("down", "enter") // English
	d.Sees("Who are you?", "Mette Krogh", "I am new here")
	d.Press("enter")
	d.Sees("Today ·", "MK") // there are rows already: nothing more is asked
	if all := Rows[model.Consultant](d, "consultant", schema.Query{}); len(all) != 1 || all[0].Login != "b012345" {
		t.Errorf("consultants: %+v, want one with the login", all)
	}
}

func TestAFileOfCitizensIsRecognisedByItsHeadings(t *testing.T) {
	d := New(t, Options{W: 80, H: 24, World: oneConsultant()})
	path := filepath.Join(d.Session().Service.Folder, "folk.csv")
	if err := os.WriteFile(path,
		[]byte("fornavn,efternavn,postnr,jobmål,sagsnr\nAnja,Holm,2635,noget med køkken,S-1\nBo,Madsen,2605,,S-2\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	d.Press("2", "i")
	d.Send(tea.PasteMsg{Content: "'" + path + "'"}) // dropped on the window
	d.Sees("Indlæs folk.csv · borgere", "2 nye", "1 nyt jobmål")
	d.Press("t")
	d.Type("opslag")
	d.Press("enter")
	d.Sees("er ikke en tabel, jobspor kender", "t læser filen som noget andet")
	d.Press("t", "up", "enter")
	d.Sees("2 nye")
	d.Press("enter")
	if n := len(Rows[model.Goal](d, "goal", schema.Query{})); n != 1 {
		t.Errorf("%d goals, want 1", n)
	}
	d.Press("i", "enter") // the same file again
	d.Sees("0 nye, 0 ændrede, 2 uændrede")
	d.Press("enter")
	d.Sees("Der er intet nyt i filen")
}

func TestAReferenceTableReplacesTheOneBefore(t *testing.T) {
	d := New(t, Options{World: oneConsultant(), Start: &screen.Go{To: screen.Settings}})
	path := filepath.Join(d.Session().Service.Folder, "egne.tsv")
	if err := os.WriteFile(path,
		[]byte("id\tlabel\tsynonyms\tisco\tenglish\n1\tkajakbygger\tbådebygger\t7115\tkayak builder\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	d.Press("end", "up", "up", "up", "up", "up", "enter")
	d.Sees("egne.tsv")
	d.Press("enter")
	d.Sees("stillinger", "Det er en prøve. Intet er gemt.")
	d.Press("enter")
	d.Sees("occupations.own", "egne.tsv")
	d.Press("down", "delete", "right", "enter")
	d.SeesNot("occupations.own")
	if n := len(Rows[model.Reference](d, "reference", schema.Query{})); n != 0 {
		t.Errorf("%d tables after removing it, want 0", n)
	}
}
