package occupation

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"jobspor/model"
)

func TestLinkLexicon(t *testing.T) {
	l := testLinker(Options{})
	for _, tt := range []struct {
		query, id string
		why       Evidence
	}{
		{"pedel", "pedel", Exact},
		{"PEDEL!", "pedel", Exact},
		{"vicevært", "pedel", Exact},
		{"vicevaert", "pedel", Exact},
		{"caretaker", "pedel", Exact},
		{"flaskedreng", "flaske", Exact},
		{"noget med køkken", "koekken", Part},
		{"assistent i rengøring", "rengoering", SameWords},
		{"rengøringsassistenter", "rengoering", SameWords},
		{"rengøringsasistent", "rengoering", Spelling},
		{"køkkenhjlæp", "koekken", Spelling},
		{"ejendomsmester", "pedel", Synonym},
		{"lager men ikke tungt", "lager", Part},
		{"passe hunde", "hund", Exact},
		{"kontorhjælp", "kontor", Exact},
		{"opvask", "koekken", SameWords},
		{"kok", "kok", Exact},
		{"lærling, pedel", "pedel", Part},
	} {
		got := l.Link(tt.query, 3)
		if len(got) != 3 {
			t.Fatalf("Link(%q) gives %d results, want 3", tt.query, len(got))
		}
		if got[0].ID != tt.id || got[0].Evidence != tt.why {
			t.Errorf("Link(%q) = %s by %s (%q), want %s by %s", tt.query, got[0].ID, got[0].Evidence, got[0].By,
				tt.id, tt.why)
		}
	}
}

// TestLinkBridge shows what the lexicon does for labels it shares no letters with.
func TestLinkBridge(t *testing.T) {
	targets := []model.Occupation{
		{ID: "1", Label: "operatør af presse", ISCO: "8121"},
		{ID: "2", Label: "ejendomsmester", ISCO: "5153"},
		{ID: "3", Label: "viceinspektør", ISCO: "1345"},
		{ID: "4", Label: "servicemand på ejendom", ISCO: "5153"},
	}
	with, without := testLinker(Options{Targets: targets}), testLinker(Options{Targets: targets, NoLexicon: true})
	got := with.Link("vicevært", 4)
	if got[0].ID != "2" || got[0].Evidence != Synonym {
		t.Errorf("with the lexicon: %+v, want ejendomsmester as a synonym", got[0])
	}
	if got[1].ID != "4" {
		t.Errorf("second is %+v, want the other one of the unit group", got[1])
	}
	if got := without.Link("vicevært", 4); got[0].ID != "3" {
		t.Errorf("without the lexicon: %+v, want what is spelt alike", got[0])
	}
	seen := make(map[string]bool)
	for _, r := range got {
		if seen[r.ID] {
			t.Errorf("%s twice", r.ID)
		}
		seen[r.ID] = true
		if r.Score < 0 {
			t.Errorf("score %v", r.Score)
		}
	}
}

func TestLinkLocalWins(t *testing.T) {
	k := Knowledge{Lexicon: []model.Occupation{
		{ID: "mine", Label: "lagerhjælp på genbrug", Synonyms: []string{"flaskedreng"}, Source: Local},
		{ID: "theirs", Label: "flaskedreng", Source: "jobspor"},
	}}
	if got := New(k, Options{}).Link("flaskedreng", 1)[0]; got.ID != "mine" || got.Evidence != Exact {
		t.Errorf("got %+v, want the local one", got)
	}
}

func TestLinkGivesEachOnce(t *testing.T) {
	l := New(Knowledge{}, Options{Targets: []model.Occupation{{ID: "1", Label: "kok"}, {ID: "2", Label: "tjener"},
		{ID: "1", Label: "køkkenchef", ISCO: "3434"}}})
	got := l.Link("køkkenchef", 5)
	if len(got) != 2 || got[0].ID != "1" || got[0].Label != "kok" || got[0].ISCO != "3434" ||
		got[0].By != "køkkenchef" {
		t.Errorf("got %+v, want kok by its other name and tjener", got)
	}
}

// oddQueries are what a field may be given by accident or on purpose.
var oddQueries = []string{
	"", " ", "a", "ø", "🍳", "👩‍🍳👩‍🍳", "\x00", "\x00\x01\x02", "\xff\xfe", "!!!", "-", "/-", "- -", "a-", "-a",
	"og", "ikke", "ikke ikke", "1", "½",
	"\u202eפבא", "مدرسة", "кухня", "厨房", strings.Repeat("a", 10_000), strings.Repeat("rengøring ", 2_000),
	strings.Repeat("æ", 10_000),
	strings.Repeat("-", 10_000), strings.Repeat("a- ", 5_000), strings.Repeat("ikke ", 3_000),
	strings.Repeat(",", 10_000), strings.Repeat("🍳", 5_000),
	"jeg ved det ikke rigtigt men måske noget med mennesker hvor jeg ikke skal stå for meget op og helst " +
		"om formiddagen. " + strings.Repeat("Jeg har før arbejdet på lager. ", 40),
}

func TestLinkAlwaysAnswers(t *testing.T) {
	targets := []model.Occupation{{ID: "x", Label: "kok"}, {ID: "y", Label: "gartner", ISCO: "6113"},
		{ID: "z", Label: "🍳"}}
	for name, l := range map[string]*Linker{
		"lexicon": testLinker(Options{}), "labels": testLinker(Options{Targets: targets}),
		"bare": testLinker(Options{Targets: targets, NoLexicon: true}),
		"one":  New(Knowledge{}, Options{Targets: targets[:1]}),
	} {
		for _, q := range oddQueries {
			for _, top := range []int{1, 5, 1000} {
				if got, want := len(l.Link(q, top)), min(top, len(l.targets.occ)); got != want {
					t.Errorf("%s: Link(%.20q, %d) gives %d results, want %d", name, q, top, got, want)
				}
			}
			for _, g := range l.Goals(q) {
				if !utf8.ValidString(g.Text) && utf8.ValidString(q) {
					t.Errorf("%s: Goals(%.20q) cuts a letter", name, q)
				}
			}
		}
	}
	if got := New(Knowledge{}, Options{}).Link("kok", 5); got != nil {
		t.Errorf("without targets: %v, want nothing", got)
	}
	if got := testLinker(Options{}).Link("kok", 0); got != nil {
		t.Errorf("top 0: %v, want nothing", got)
	}
}

func TestLinkIsStable(t *testing.T) {
	l := testLinker(Options{Targets: testLinker(Options{}).targets.occ})
	queries := append([]string{"køkkenmedarbejder", "rengøring", "lagr"}, oddQueries[:12]...)
	want := make([][]Result, len(queries))
	for i, q := range queries {
		want[i] = l.Link(q, 9)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i, q := range queries {
				for j, r := range l.Link(q, 9) {
					if r != want[i][j] {
						t.Errorf("Link(%q)[%d] = %v, want %v as before", q, j, r, want[i][j])
					}
				}
			}
		})
	}
	wg.Wait()
}

func FuzzLink(f *testing.F) {
	l := testLinker(Options{Targets: testLinker(Options{}).targets.occ})
	for _, q := range []string{"køkken", "bore- og lagerarbejder", "ikke tungt", "politibetjent / -assistent",
		"\xff-", "a/b-c"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		if got := len(l.Link(q, 3)); got != 3 {
			t.Fatalf("Link(%q) gives %d results, want 3", q, got)
		}
		for _, g := range l.Goals(q) {
			if len(q) <= maxSentence && q[g.Start:g.Start+len(g.Text)] != g.Text {
				t.Fatalf("Goals(%q): %q is not at %d", q, g.Text, g.Start)
			}
		}
	})
}

func TestFoldSharedParts(t *testing.T) {
	l := New(Knowledge{}, Options{Targets: []model.Occupation{
		{ID: "1", Label: "borearbejder"}, {ID: "2", Label: "skovarbejder"}, {ID: "3", Label: "arbejder"},
		{ID: "4", Label: "politi"},
		{ID: "5", Label: "politibetjent"}, {ID: "6", Label: "betjent"}, {ID: "7", Label: "assistent"},
		{ID: "8", Label: "skov"}, {ID: "9", Label: "bore"},
	}})
	for in, want := range map[string]string{
		"bore- og skovarbejder":        "borearbejder og skovarbejder",
		"politibetjent / -assistent":   "politibetjent politiassistent",
		"politibetjent/-assistent":     "politibetjent politiassistent",
		"bore-, skov- og skovarbejder": "borearbejder skovarbejder og skovarbejder",
		"it-medarbejder":               "it medarbejder",
		"bore-":                        "bore", "-": "", "- og -": "og",
	} {
		if got := l.feat.fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}
