package words

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	library "github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
)

func TestStemJoinsInflections(t *testing.T) {
	for _, group := range []string{
		"medarbejder medarbejdere medarbejderen medarbejderne medarbejdernes",
		"køkken køkkenet køkkener køkkenerne køkkens",
		"assistent assistenter assistenten assistenternes",
		"butik butikken butikker butikkernes",
		"barn børn børnene", "mand mænd mændene", "hånd hænder",
		"hund hunde hunden hundene", "cykel cykler cyklen cyklerne", "møbel møbler møblerne", "gammel gamle",
		"pedel pedeller pedellen",
	} {
		forms := Tokens(group)
		for _, f := range forms[1:] {
			if got, want := Stem(f), Stem(forms[0]); got != want {
				t.Errorf("Stem(%q) = %q, want %q as %q", f, got, want, forms[0])
			}
		}
	}
	for _, w := range []string{"", "a", "s", "is", "ae", "jd", "школа", "123"} {
		_ = Stem(w)
	}
}

// shared returns the lines of a file of the folder JOBSPOR_TESTDATA, which lies outside the repository, or skips.
func shared(t testing.TB, name string) []string {
	t.Helper()
	dir := os.Getenv("JOBSPOR_TESTDATA")
	if dir == "" {
		t.Skipf("set JOBSPOR_TESTDATA to the folder that has %s", name)
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	for sc := bufio.NewScanner(f); sc.Scan(); {
		lines = append(lines, sc.Text())
	}
	return lines
}

// TestStemIsSnowball holds the folded stemmer to the kept one: the official word list must come out
// the same but for words whose letters fold together (o and e in "poesi").
func TestStemIsSnowball(t *testing.T) {
	voc, out := shared(t, "lang-da/snowball_voc.txt"), shared(t, "lang-da/snowball_output.txt")
	same, kept := 0, 0
	for i, w := range voc {
		env := library.NewEnv(w)
		danish.Stem(env)
		if env.Current() == out[i] {
			kept++
		}
		if got, want := snowball(Fold(w)), Fold(out[i]); got == want {
			same++
		} else if same > i-20 {
			t.Logf("%s: got %s, want %s", w, got, want)
		}
	}
	t.Logf("stems as the official list: %d of %d (the library itself: %d)", same, len(voc), kept)
	if share := float64(same) / float64(len(voc)); share < 0.995 {
		t.Errorf("only %.4f of the official stems agree, want 0.995", share)
	}
}

func TestStemMatchesLibrary(t *testing.T) {
	for _, w := range []string{"rengøringsassistenterne", "køkkenhjælpere", "lagermedarbejderens", "venlighed",
		"arbejdsløst", "hurtigst", "smedjer", "prøves"} {
		env := library.NewEnv(w)
		danish.Stem(env)
		if got, want := snowball(Fold(w)), Fold(env.Current()); got != want {
			t.Errorf("Stem(%q) = %q, want %q", w, got, want)
		}
	}
}

func testSplitter() *Splitter {
	return NewSplitter(slices.Values([]string{
		"rengøring", "assistent", "rengøringsassistent", "lager", "medarbejder", "lagermedarbejder", "køkken", "hjælp",
		"køkkenhjælp", "hund", "luft", "hundelufter", "lufter", "børn", "barn", "have", "børnehave", "køkkenassistent",
		"lagerassistent", "kontor", "kontorassistent", "kontormedarbejder", "plante", "skole", "gartner", "planteskole",
	}))
}

func TestSplit(t *testing.T) {
	s := testSplitter()
	for in, want := range map[string]string{
		"rengøringsassistent":      "rengoering assistent",
		"rengøringsassistenter":    "rengoering assistenter",
		"køkkenmedarbejder":        "koekken medarbejder",
		"hundelufter":              "hund lufter",
		"planteskolegartner":       "planteskole gartner",
		"assistent":                "assistent",
		"børnehave":                "boernehave",
		"børnehaverne":             "boernehaverne",
		"børnehavehjælp":           "boernehave hjaelp",
		"rengøring":                "rengoering",
		"plantehave":               "plante have",
		"lager":                    "lager",
		"":                         "",
		strings.Repeat("hund", 99): strings.Repeat("hund", 99),
	} {
		if got := strings.Join(s.Split(Fold(in)), " "); got != want {
			t.Errorf("Split(%q) = %q, want %q", in, got, want)
		}
	}
	if got := s.Join("rengoering", "assistent"); !slices.Equal(got, []string{"rengoeringsassistent"}) {
		t.Errorf("Join = %v, want the compound with its s", got)
	}
}

func FuzzSplit(f *testing.F) {
	s := testSplitter()
	f.Add("køkkenhjælp")
	f.Add("øøøøøøåååå")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Tokens(text) {
			parts := s.Split(w)
			if len(parts) == 0 || len(strings.Join(parts, "")) > len(w) {
				t.Fatalf("Split(%q) = %q", w, parts)
			}
			Stem(w)
		}
	})
}

// TestSplitAccuracy measures the splitter on hand-split compounds it has not been built from, with
// the words of a general list and of occupation titles as its vocabulary.
func TestSplitAccuracy(t *testing.T) {
	lines := shared(t, "lang-da/dasem_compounds_dev.txt")
	texts := shared(t, "lang-da/snowball_voc.txt")
	for _, row := range shared(t, "esco-da-public/occupations_da.tsv")[1:] {
		cols := strings.Split(row, "\t")
		texts = append(texts, cols[3], cols[4])
	}
	s := NewSplitter(slices.Values(texts))
	exact, split, headOK := 0, 0, 0
	for _, line := range lines {
		var want []string
		for _, p := range strings.Split(line, "|") {
			if p != "s" && p != "e" {
				want = append(want, Fold(p))
			}
		}
		got := s.Split(Fold(strings.ReplaceAll(line, "|", "")))
		if slices.Equal(got, want) {
			exact++
		} else if os.Getenv("WORDS_SHOW") != "" {
			t.Logf("%s: %s", line, strings.Join(got, "|"))
		}
		if len(got) > 1 {
			split++
		}
		if got[len(got)-1] == want[len(want)-1] {
			headOK++
		}
	}
	n := float64(len(lines))
	t.Logf("compounds: %.3f split, %.3f with the right head, %.3f with all parts right (n = %d)", float64(split)/n,
		float64(headOK)/n, float64(exact)/n, len(lines))
	if float64(exact)/n < 0.45 {
		t.Errorf("all parts right in %.3f, want 0.45", float64(exact)/n)
	}
}

func BenchmarkStem(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Stem("rengoeringsassistenternes")
	}
}

func BenchmarkSplit(b *testing.B) {
	s := testSplitter()
	b.ReportAllocs()
	for b.Loop() {
		s.Split("rengoeringsassistenter")
	}
}
