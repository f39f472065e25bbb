package bootstrap

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// TestImportSaysWhatARowLooksLike: a new row with the telephone of one that is there, one like a line before it, one
// whose P-number was merged away; the others say nothing.
func TestImportSaysWhatARowLooksLike(t *testing.T) {
	ctx := context.Background()
	st, err := store.Open(ctx, filepath.Join(t.TempDir(), "i.db"), store.Options{
		Create: true, Demo: true, Now: Clock(model.NewDate(2026, 11, 26)),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	cafe := &model.Company{
		Name: "Café Strandgården", Town: "Ishøj", Postcode: "2635", Phone: "43998877", Status: "active",
	}
	gone := &model.Company{Name: "Loppen", PNumber: "1003999999", Postcode: "8000", Status: "active"}
	d := &service.Session{Store: st, Now: st.Now}
	apply := func(cs model.ChangeSet, err error) {
		t.Helper()
		if err == nil {
			_, err = st.Apply(ctx, cs)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	apply(model.ChangeSet{Action: "test", Changes: []model.Change{model.Add(cafe), model.Add(gone)}}, nil)
	m, err := d.NewMerge(ctx, "company", cafe.ID, gone.ID)
	if err == nil {
		err = m.Take("pnumber", "a")
	}
	if err != nil {
		t.Fatal(err)
	}
	apply(m.ChangeSet())
	file := filepath.Join(t.TempDir(), "v.csv")
	text := "navn;postnr;telefon;p-nummer\nKaffe Svinget;2635;+45 43 99 88 77;\nTømrer Bech;4000;;\n" +
		"Tømrer Bech ApS;4000;;\nLoppen;8000;;1003999999\nNoget andet;9000;;\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	words := present.WordsIn(lang.New(lang.Danish))
	plan, err := importReader{store: st}.Plan(ctx, file, "company", service.ImportOptions{Words: words})
	if err != nil {
		t.Fatal(err)
	}
	defer plan.Close()
	want := []string{
		"Ligner Café Strandgården, Ishøj (samme telefon).", "",
		"Ligner linje 3 i filen (samme eller næsten samme navn og postnummer).",
		"P-nummeret blev lagt sammen med Café Strandgården, Ishøj.", "",
	}
	var got []string
	for i := range plan.Len() {
		said := ""
		for _, n := range plan.Row(i).Notes {
			said += words.Error(n)
		}
		got = append(got, said)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
