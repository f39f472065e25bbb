package uitest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// importFile writes a list into the folder that the import shows first.
func importFile(d *Driver, name, text string) string {
	d.T.Helper()
	path := filepath.Join(d.Session.Service.Folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.T.Fatal(err)
	}
	return path
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
	saved, err := d.Session.Service.SavedMappings(t.Context())
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
	cs, err := d.Session.Service.SaveMapping(t.Context(), saved("alfabet", "Alfa=name,Beta=postcode", "Alfa", "Beta"))
	if err == nil {
		_, err = d.Session.Store.Apply(t.Context(), cs)
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
	log, err := d.Session.Store.Log(t.Context(), schema.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(log); strings.Contains(got, "1234") || !strings.Contains(got, "[CPR].csv") {
		t.Errorf("the log has %s, want the name hidden", got)
	}
}

func saved(name, columns string, headings ...string) service.SavedMapping {
	return service.SavedMapping{Name: name, Type: "company", Map: columns, Headings: headings}
}
