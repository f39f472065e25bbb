package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestTheMainJob is the whole way by keys, on a sealed database: import a company file, write a citizen and a job goal,
// rank companies with reasons, put some on a shortlist, export it.
func TestTheMainJob(t *testing.T) {
	d := New(t,
		Options{AsksWhy: true, Passphrase: "blå cykel på Strandvej", World: []model.ChangeSet{{Action: "init",
			Changes: []model.Change{
				model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}}})
	file, err := filepath.Abs("testdata/virksomheder.csv")
	if err != nil {
		t.Fatal(err)
	}

	// Import: what would happen is shown first; the row with a wrong CVR number is refused with the reason.
	d.Press("2", "i", "p")
	d.Type(file)
	d.Press("enter")
	d.Sees("Kantine Øst", "3 nye", "1 afvist", "24256791 kan ikke")
	d.Press("enter")
	companies := Rows[model.Company](d, "company", schema.Query{})
	if len(companies) != 3 {
		t.Fatalf("%d companies after the import, want 3\n%s", len(companies), d.View())
	}
	if c := Rows[model.Company](d, "company", schema.Where("name", "Kantine Øst")); len(c) != 1 || c[0].FTE.V != 450 ||
		c[0].PaysHours != "yes" || c[0].Postcode != "2635" {
		t.Fatalf("the first row was read as %+v", c)
	}

	// A citizen and a goal in own words.
	d.Press("3", "n")
	d.Type("Anja")
	d.Press("tab")
	d.Type("Holmstrup")
	d.Press("ctrl+s")
	citizen := Rows[model.Citizen](d, "citizen", schema.Query{})[0]
	if citizen.Ref != "B-0001" || citizen.FirstName != "Anja" {
		t.Fatalf("written as %+v", citizen)
	}
	d.Press("enter", "n")
	d.Type("noget med køkken, ikke tunge løft")
	d.Press("ctrl+s")
	d.Sees("noget med køkken, ikke tunge", "Mangler til match")

	// Ranked companies with reasons; what nobody knows is a question.
	d.Press("m")
	d.Sees("Kantine Øst", "Rækkefølge", "Løntimer", "spørg")
	first := strings.Index(d.View(), "Kantine Øst")
	if other := strings.Index(d.View(), "Lager & Pak"); other >= 0 && other < first {
		t.Errorf("the store stands before the canteen for a kitchen goal:\n%s", d.View())
	}

	// On a shortlist, and out as a file that holds what is shown.
	d.Press("+")
	d.Sees("sat på listen")
	d.Press("x")
	d.Sees("Forhåndsvisning", "Kantine Øst")
	d.Press("f", "f", "enter")
	d.Sees("Hvorfor?", "sagsbehandling")
	d.Press("enter") // the usual reason
	d.Sees("Skrevet:")
	files, _ := filepath.Glob(filepath.Join(d.Session().Service.Folder, "*.csv"))
	if len(files) != 1 {
		t.Fatalf("exported %v, want one CSV file", files)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(text), "Kantine Øst") || strings.Contains(string(text), "Holmstrup") {
		t.Fatalf("the file holds %q, %v", text, err)
	}

	// Nothing about the person is readable in the database's files.
	for _, end := range []string{"", "-wal"} {
		raw, _ := os.ReadFile(d.Session().Store.Path() + end)
		// Words long enough that ciphertext does not hold them by chance, as it may hold four letters.
		for _, word := range []string{"Holmstrup", "noget med køkken"} {
			if strings.Contains(string(raw), word) {
				t.Errorf("%q stands readable in the database%s", word, end)
			}
		}
	}
}
