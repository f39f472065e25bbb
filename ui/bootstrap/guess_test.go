package bootstrap

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/present"
)

// TestGuessKnowsTheFilesOfTheCorpus: lists of companies, also those with contact persons, are not taken for lists of
// what belongs to companies, nor the other way round. A list of contact persons may be either: the company's fields in
// it are as many.
func TestGuessKnowsTheFilesOfTheCorpus(t *testing.T) {
	ctx := context.Background()
	st, err := store.Open(ctx, filepath.Join(t.TempDir(), "i.db"), store.Options{
		Create: true, Demo: true, Now: Clock(model.NewDate(2026, 11, 26)),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	folder := filepath.Join("..", "..", "data", "importer", "testdata", "corpus")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	words := present.WordsIn(lang.New(lang.Danish))
	seen := map[string]int{}
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".golden" {
			continue
		}
		want := "company"
		for _, typ := range []string{"task", "contact", "goal", "opening"} {
			if strings.HasPrefix(e.Name(), "own-"+typ) {
				want = typ
			}
		}
		got, err := importReader{store: st}.Guess(ctx, filepath.Join(folder, e.Name()), words)
		if err != nil || got != want && !strings.HasPrefix(e.Name(), "own-person") {
			t.Errorf("%s: got %q and %v, want %q", e.Name(), got, err, want)
		}
		seen[want]++
	}
	if len(seen) != 5 {
		t.Errorf("got files of %v, want of five types", seen)
	}
}
