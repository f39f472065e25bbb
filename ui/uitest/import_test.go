package uitest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// importFile writes a list into the folder that the import shows first.
func importFile(d *Driver, name, text string) string {
	d.T.Helper()
	path := filepath.Join(d.Session().Service.Folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.T.Fatal(err)
	}
	return path
}

// TestTheImportSaysWhyInWholeSentences: what the list cuts stands whole for the row under the cursor, without a key.
func TestTheImportSaysWhyInWholeSentences(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		d := New(t, Options{W: size[0], H: size[1], World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
		importFile(d, "crm.csv", "Firma;Postnr;P-nr\r\nVestbo Smedje;2635;12\r\nØlby Bageri;46;\r\n")
		d.Press("i", "enter")
		for _, why := range []string{`"12" er ikke et P-nummer: det har 10 cifre.`,
			`Postnr er udeladt: "46" er ikke et dansk postnummer: skriv 4 cifre, for eksempel 2635.`} {
			var view strings.Builder
			for line := range strings.SplitSeq(d.View(), "\n") {
				_, side, both := strings.Cut(line, "│")
				if !both {
					side = line
				}
				view.WriteString(side + " ")
			}
			if said := strings.Join(strings.Fields(view.String()), " "); !strings.Contains(said, why) {
				t.Errorf("%v: lacks %q\n%s", size, why, d.View())
			}
			d.Press("down")
		}
	}
}

// crmList has columns that are known, unknown, empty, and one with a comma in its heading.
const crmList = "Firma;Postnr;Tlf;Fax;Rabat;Noter, interne;Kundetype A;Kundetype B;Kundetype C;Kundetype D\r\n" +
	"Vestbo Smedje;2635;11223344;74000000;;ring først;x;x;x;x\r\nØlby Bageri;4600;;;;lukket mandag;x;x;x;x\r\n"

// TestTheImportScreenTellsHowTheFileIsRead, in both languages and sizes, before anything is written: what does not fit
// over the rows is on a page that scrolls.
func TestTheImportScreenTellsHowTheFileIsRead(t *testing.T) {
	said := map[lang.Code][]string{
		lang.Danish: {"Tekst med kolonner · UTF-8 · semikolon · kolonnenavne i linje 1", "Firma → navn",
			"Ikke læst:", "Fax (1 værdi)", "Kundetype D (2 værdier)"},
		lang.English: {"Text with columns · UTF-8 · semicolon · column names in line 1", "Firma → name",
			"Not read:", "Fax (1 value)", "Kundetype D (2 values)"},
	}
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		for code, words := range said {
			d := New(t, Options{W: size[0], H: size[1], Lang: code, World: oneConsultant(),
				Start: &screen.Go{To: screen.Companies}})
			importFile(d, "crm.csv", crmList)
			d.Press("i", "enter")
			d.Sees(words[0], words[1], words[2], "Vestbo Smedje")
			d.Press("i")
			d.SeesNot("Vestbo Smedje")
			view := strings.Join(strings.Fields(d.View()), " ")
			for _, w := range words {
				if !strings.Contains(view, w) {
					t.Errorf("%s %v: lacks %q:\n%s", code, size, w, d.View())
				}
			}
			d.Press("esc")
			d.Sees("Vestbo Smedje")
			if n := len(Rows[model.Company](d, "company", schema.Query{})); n != 0 {
				t.Errorf("%d companies, want none before they are applied", n)
			}
		}
	}
}

// TestARowWithACellLeftOutSaysSoInItsLine: also while another row is selected.
func TestARowWithACellLeftOutSaysSoInItsLine(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
	importFile(d, "crm.csv", "navn;tlf\nVestbo Smedje;11223344\nØlby Bageri;12\n")
	d.Press("i", "enter")
	for line := range strings.Lines(d.View()) {
		if strings.Contains(line, "Ølby Bageri") && strings.Contains(line, "tlf er udeladt") {
			return
		}
	}
	t.Errorf("no line of a row says that the cell is left out:\n%s", d.View())
}

// TestAMappingIsSavedOfferedAndUsed: columns are chosen by keys, the choice is saved by name, and the next file with
// the same headings is offered it; nothing is applied by itself.
func TestAMappingIsSavedOfferedAndUsed(t *testing.T) {
	d := New(t, Options{World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
	importFile(d, "crm.csv", crmList)
	d.Press("i", "enter", "c")
	d.Type("noter")
	d.Press("enter")
	d.Type("note")
	d.Press("enter")
	d.Sees("Noter, interne → note")
	d.Press("o", "enter")
	d.Type("kundesystem")
	d.Press("enter")
	saved, err := d.Session().Service.SavedMappings(t.Context())
	if err != nil || len(saved) != 1 || saved[0].Map != `Noter\, interne=note` || saved[0].Name != "kundesystem" {
		t.Fatalf("saved %+v, %v, want the one choice", saved, err)
	}
	d.Press("esc", "enter")
	d.Sees(`Den gemte kolonneopsætning "kundesystem" passer til filen`)
	d.SeesNot("Noter, interne → note")
	d.Press("o", "enter")
	d.Sees("Noter, interne → note")
	d.Press("enter")
	for _, c := range Rows[model.Company](d, "company", schema.Query{}) {
		if c.Name == "Ølby Bageri" && c.Note != "lukket mandag" {
			t.Errorf("note %q, want the one of the file", c.Note)
		}
	}
}

// TestAMappingIsOfferedForUnknownHeadings: a file that cannot be read without it.
func TestAMappingIsOfferedForUnknownHeadings(t *testing.T) {
	d := New(t, Options{World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
	importFile(d, "alfa.csv", "Alfa;Beta\r\nVestbo Smedje;2635\r\n")
	cs, err := d.Session().Service.SaveMapping(t.Context(), saved("alfabet", "Alfa=name,Beta=postcode", "Alfa", "Beta"))
	if err == nil {
		_, err = d.Session().Store.Apply(t.Context(), cs)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Press("i", "enter")
	d.Sees("ingen kolonnenavne", `"alfabet" passer til filen`)
	d.Press("o", "enter")
	d.Sees("1 ny", "Alfa → navn", "Vestbo Smedje")
}

// TestAFileNamedLikeACPRNumber is imported, and its name is neither stored, logged nor shown.
func TestAFileNamedLikeACPRNumber(t *testing.T) {
	const number = "010203-1234"
	d := New(t, Options{World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
	importFile(d, "liste "+number+".csv", "Firma;Postnr\r\nVestbo Smedje;2635\r\nForkert;26\r\n")
	d.Press("i")
	d.SeesNot(number)
	d.Press("enter")
	d.Sees("[CPR].csv", "Filens navn ligner et CPR-nummer")
	d.SeesNot(number)
	d.Press("enter")
	d.SeesNot(number)
	for _, c := range Rows[model.Company](d, "company", schema.Query{}) {
		if c.Source != "[CPR].csv" {
			t.Errorf("source %q, want the name hidden", c.Source)
		}
	}
	log, err := d.Session().Store.Log(t.Context(), schema.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(log); strings.Contains(got, "1234") || !strings.Contains(got, "[CPR].csv") {
		t.Errorf("the log has %s, want the name hidden", got)
	}
}

// TestTheImportScreenKnowsTheFurtherLists: a vCard becomes a company and its contact person; a list of contacts is
// known by its headings, its company is found, and what fits none says so.
func TestTheImportScreenKnowsTheFurtherLists(t *testing.T) {
	d := New(t, Options{World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
	path := importFile(d, "kort.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ida Opdigt\r\nORG:Vestbo Smedje\r\n"+
		"ADR;TYPE=WORK:;;Essevej 1;Ishøj;;2635;\r\nTEL;TYPE=FAX:00431129\r\nEND:VCARD\r\n")
	d.Press("i", "enter")
	d.Sees("Visitkort (vCard)", "1 ny", "ORG → navn", "TEL;FAX (1 værdi)")
	d.Press("enter")
	people := Rows[model.ContactPerson](d, "person", schema.Query{})
	if len(people) != 1 || people[0].Name != "Ida Opdigt" {
		t.Fatalf("got %v, want the person of the card", people)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	d.Press("2")
	importFile(d, "log.csv", "Dato;Form;Firma;Kontaktperson;Konsulent;Referat\r\n"+
		"2-11-2026;opkald;Vestbo Smedje;Ida Opdigt;MK;Ringer igen\r\n2-11-2026;opkald;Findes Ikke;;;\r\n")
	d.Press("i", "enter")
	d.Sees("kontakter", "1 ny", "1 afvist", "Firma → virksomhed")
	d.Press("enter")
	contacts := Rows[model.Contact](d, "contact", schema.Query{})
	if len(contacts) != 1 || contacts[0].PersonID == "" || contacts[0].How != "call" || contacts[0].Consultant == "" {
		t.Errorf("got %v, want the one contact with its person, way and consultant", contacts)
	}
	d.Press("enter", "u")
	if n := len(Rows[model.Contact](d, "contact", schema.Query{})); n != 0 {
		t.Errorf("%d contacts after undo, want 0", n)
	}
}

func saved(name, columns string, headings ...string) service.SavedMapping {
	return service.SavedMapping{Name: name, Type: "company", Map: columns, Headings: headings}
}

// TestAnImportThatClosesTellsWhatStillRuns: before it is written, and only once that was agreed to.
func TestAnImportThatClosesTellsWhatStillRuns(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, Start: &screen.Go{To: screen.Citizens}, World: firmWorld(
		model.Add(&model.Contact{CitizenID: "b00000000001", CompanyID: "c00000000001", On: Today - 3, How: "call",
			NextOn: Today + 4, NextWhat: "ringe igen"}))})
	importFile(d, "borgere.csv", "nummer;fornavn;efternavn;status\nB-0001;Kim;Berg;closed\nB-0002;Ida;Holm;closed\n")
	d.Press("i", "enter")
	d.Sees("2 ændrede")
	d.Press("enter")
	d.Sees("Filen lukker 2 borgere", "K.B. (B-0001): 1 ", "I.H. (B-0002): intet kører", "I dag nævner dem ikke mere")
	d.Press("esc")
	closed := func() (n int) {
		for _, c := range Rows[model.Citizen](d, "citizen", schema.Query{}) {
			if c.Status == "closed" {
				n++
			}
		}
		return n
	}
	if n := closed(); n != 0 {
		t.Errorf("%d are closed, want none before it is agreed to\n%s", n, d.View())
	}
	d.Press("enter")
	d.Wait()
	d.Press("right", "enter")
	if n := closed(); n != 2 {
		t.Errorf("%d are closed, want both\n%s", n, d.View())
	}
}

// TestAnImportNotesWhomItShows: the citizen of the database whom a row of the file changes, and nobody else.
func TestAnImportNotesWhomItShows(t *testing.T) {
	d := New(t, Options{World: firmWorld(), Start: &screen.Go{To: screen.Citizens}})
	importFile(d, "borgere.csv", "Borgernummer;Fornavn;Efternavn;Postnr;Status\r\n"+
		"B-0001;Kim;Berg;2650;aktiv\r\n;Ny;Borger;2650;aktiv\r\n")
	after := lastSeq(d)
	d.Press("i", "enter")
	d.Sees("Kim Berg", "Ny Borger")
	got := looked(d, after)["view.import"]
	if len(got) != 1 || got[0] != "b00000000001" {
		t.Errorf("noted %v, want the first citizen\n%s", got, d.View())
	}
}

// TestAPathSurvivesItsError: a pasted path wins over the proposed folder, and one that leads nowhere is asked for again
// with what was typed.
func TestAPathSurvivesItsError(t *testing.T) {
	d := New(t, world())
	file, err := filepath.Abs("testdata/virksomheder.csv")
	if err != nil {
		t.Fatal(err)
	}
	d.Press("2", "i", "p", "end")
	d.Send(tea.PasteMsg{Content: file + "x"})
	d.Press("enter")
	d.Sees("virksomheder.csvx", "Enter godkender") // in the box again, not doubled
	d.SeesNot(d.Session().Service.Folder + file)
	d.Press("backspace", "enter")
	d.Sees("Kantine Øst")

	// The same where a file is written.
	d.Press("esc", "esc", "x", "p")
	d.Type("/findes/ikke/liste.csv")
	d.Press("enter", "enter")
	d.Sees("/findes/ikke/liste.csv", "Enter godkender")
	d.Press("esc")
	d.SeesNot("Enter godkender")
}

// TestSnoozedByAWeekday: the first letter replaces the seven days that are proposed.
func TestSnoozedByAWeekday(t *testing.T) {
	d := New(t, world())
	d.Press("z")
	d.Sees("+7")
	d.Type("fre")
	d.Sees("fre", "→ ")
	d.SeesNot("+7fre")
	d.Press("enter")
	d.SeesNot("Enter godkender")
}

// TestTheImportCutsNoSentence: what stands over the rows is said whole in 80 columns, or on the page of i.
func TestTheImportCutsNoSentence(t *testing.T) {
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		d := New(t, Options{W: 80, H: 24, Lang: code, World: oneConsultant(), Start: &screen.Go{To: screen.Companies}})
		importFile(d, "crm.csv", crmList)
		d.Press("i", "enter")
		_, rest, _ := strings.Cut(d.View(), "───\n")
		head, rows, _ := strings.Cut(rest, "───\n")
		if strings.Contains(head, "…") || !strings.Contains(rows, "Vestbo Smedje") {
			t.Errorf("%s: a sentence is cut:\n%s", code, d.View())
		}
	}
}
