package industries

import (
	"os"
	"path/filepath"
	"testing"

	"jobspor/model"
)

// real reads one of Statistics Denmark's lists from the folder JOBSPOR_TESTDATA, which lies outside the repository, or
// skips the test.
func real(t *testing.T, name string) *Table {
	t.Helper()
	dir := os.Getenv("JOBSPOR_TESTDATA")
	if dir == "" {
		t.Skipf("set JOBSPOR_TESTDATA to the folder that has branchekoder/%s", name)
	}
	f, err := os.Open(filepath.Join(dir, "branchekoder", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := Parse(f, name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestRealListsAreRecognised(t *testing.T) {
	for _, c := range []struct {
		file        string
		system      model.IndustrySystem
		least       int
		code, title string
	}{
		{"db07.tsv", model.DB07, 1700, "452010", "Autoreparationsværksteder mv."},
		{"db25.tsv", model.DB25, 730, "953110", "Dækservice"},
		{"db25_dst_standardgruppering.csv", model.DB25, 730, "953110", "Dækservice"},
	} {
		table := real(t, c.file)
		if got := len(table.All()); got < c.least {
			t.Errorf("%s: got %d industries, want at least %d", c.file, got, c.least)
		}
		for _, i := range table.All() {
			if i.System != c.system {
				t.Fatalf("%s: got %v, want %s throughout", c.file, i, c.system)
			}
		}
		if got, ok := table.Title(c.system, c.code, "da"); !ok || got != c.title {
			t.Errorf("%s: %s is %q, want %q", c.file, c.code, got, c.title)
		}
	}
}

// TestBothShapesOfDB25Agree reads the same list from its two shapes.
func TestBothShapesOfDB25Agree(t *testing.T) {
	a, b := real(t, "db25.tsv"), real(t, "db25_dst_standardgruppering.csv")
	if len(a.All()) != len(b.All()) {
		t.Errorf("got %d and %d industries", len(a.All()), len(b.All()))
	}
	for _, i := range a.All() {
		if got, _ := b.Find(i.System, i.Code); got != i {
			t.Errorf("got %v, want %v", got, i)
		}
	}
}

// TestBuiltInCoversTheRealLists: every real code has a division and a section, in its own system, and the sections
// that the list of DB07 states are ours.
func TestBuiltInCoversTheRealLists(t *testing.T) {
	builtIn := load(t)
	for _, file := range []string{"db07.tsv", "db25.tsv"} {
		divisions := map[string]bool{}
		var system model.IndustrySystem
		for _, i := range real(t, file).All() {
			system = i.System
			divisions[i.Code[:2]] = true
			title, ok := builtIn.Title(i.System, i.Code, "da")
			section, also := builtIn.Section(i.System, i.Code)
			if !ok || !also || i.Section != "" && i.Section != section {
				t.Errorf("%s %s: got %q in %q, want section %q", i.System, i.Code, title, section, i.Section)
			}
		}
		if got := len(builtIn.Divisions(system)); got != len(divisions) {
			t.Errorf("%s: got %d divisions, want %d", system, got, len(divisions))
		}
	}
}

// TestOnlyOneSystemHasTheTelltaleCodes checks SystemOf against the real lists.
func TestOnlyOneSystemHasTheTelltaleCodes(t *testing.T) {
	for _, file := range []string{"db07.tsv", "db25.tsv"} {
		seen := 0
		for _, i := range real(t, file).All() {
			if system, ok := SystemOf(i.Code); ok {
				seen++
				if system != i.System {
					t.Errorf("%s: got %s for %s", file, system, i.Code)
				}
			}
		}
		if seen == 0 {
			t.Errorf("%s: no code tells the system", file)
		}
	}
}
