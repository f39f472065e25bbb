package occupation

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/matching/words"
)

// reads is the score from which matching takes a result for what was meant.
const reads = 0.35

// corrected lists the occupations that a goal is read as because its words are spelt like them.
func corrected(l *Linker, goal string) (out []string) {
	for _, g := range l.Goals(goal) {
		for _, r := range l.Link(g.Plain, 6) {
			if r.Evidence == Spelling && r.Score >= reads {
				out = append(out, r.Label)
			}
		}
	}
	return out
}

// TestOrdinaryWordsAreSpeltRight: the words that everybody uses are no mistyped names of work.
func TestOrdinaryWordsAreSpeltRight(t *testing.T) {
	l := New(knowledge(t), Options{})
	list, err := os.ReadFile("../words/ordinary.txt")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for line := range strings.Lines(string(list)) {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "[") {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			if got := corrected(l, w); got != nil {
				t.Errorf("%q is corrected into %v, want nothing", w, got)
			}
			asked++
		}
	}
	if asked < 300 {
		t.Errorf("asked %d words, want 300 or more", asked)
	}
	for _, goal := range []string{"nok", "det er nok fint", "det ved jeg jo ikke", "bare noget", "tja", "øh", "sku",
		"hvad nu",
		"ligeledes", "him"} {
		if got := corrected(l, goal); got != nil {
			t.Errorf("%q is corrected into %v, want nothing", goal, got)
		}
	}
	for goal, want := range map[string]string{"rengørng": "rengøringsassistent",
		"pædagogmedhælper": "pædagogmedhjælper",
		"gatner":           "gartner", "truckføre": "truckfører", "pedl": "teknisk servicemedarbejder"} {
		if got := l.Link(goal, 1)[0]; got.Label != want || got.Evidence != Spelling {
			t.Errorf("%q is read as %s by %s, want %s by spelling", goal, got.Label, got.Evidence, want)
		}
	}
}

// TestStopWordsAreSpeltRight asks the function words of three lists that others have made.
func TestStopWordsAreSpeltRight(t *testing.T) {
	l := New(knowledge(t), Options{})
	asked := map[string]bool{}
	for _, name := range []string{
		"stopwords_iso_da.txt", "jobnet_stop_words_chc.txt", "cvrminer_purpose_stop_words.txt",
	} {
		for _, w := range words.Tokens(sharedFile(t, filepath.Join("lang-da", name))) {
			if !asked[w] {
				asked[w] = true
				if got := corrected(l, w); got != nil {
					t.Errorf("%s: %q is corrected into %v, want nothing", name, w, got)
				}
			}
		}
	}
	t.Logf("%d function words, none of them corrected", len(asked))
}

// sharedFile reads a file of the data beside the module, which is not part of it; without it the test is skipped.
func sharedFile(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range []string{os.Getenv("JOBSPOR_TESTDATA"), "../../../shared/data", "../../../../shared/data"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); dir != "" && err == nil {
			return string(data)
		}
	}
	t.Skipf("there is no %s beside the module", name)
	return ""
}
