package occupations_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
	"jobspor/model"
)

// minUnitWords is how many words units.txt must tie to unit groups.
const minUnitWords = 7500

func units(t *testing.T) []occupations.Unit {
	t.Helper()
	list, err := occupations.LoadUnits()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestEveryUnitGroupHasWords(t *testing.T) {
	n := 0
	for _, u := range units(t) {
		n += len(u.Terms)
		if len(u.Terms) < 2 {
			t.Errorf("%s: got %d words, want 2 or more", u.Code, len(u.Terms))
		}
	}
	if n < minUnitWords {
		t.Errorf("got %d words, want at least %d", n, minUnitWords)
	}
}

func TestUnitsAreThoseOfTheClassification(t *testing.T) {
	known := map[string]bool{}
	for _, u := range units(t) {
		known[u.Code] = true
	}
	for _, row := range sharedRows(t, "esco-da-public/isco_groups_da.tsv") {
		if code := row[1]; len(code) == 4 && !known[code] {
			t.Errorf("unit group %s has no line", code)
		}
		delete(known, row[1])
	}
	for code := range known {
		t.Errorf("unit group %s does not exist", code)
	}
}

func TestParseUnits(t *testing.T) {
	got, err := occupations.ParseUnits(strings.NewReader(
		"# x\n9412 hjælp i køkken: køkkenhjælp, opvasker ~ kantine\n"), "f")
	if err != nil {
		t.Fatal(err)
	}
	want := []occupations.Unit{{Code: "9412", Title: "hjælp i køkken", Terms: []occupations.Term{
		{Word: "køkkenhjælp", Strength: 1}, {Word: "opvasker", Strength: 1}, {Word: "kantine", Strength: .5},
	}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestUnitsSayWhere(t *testing.T) {
	for _, c := range []struct{ name, key, line string }{
		{"three digits", "err.lexicon.isco", "941 køkken: opvasker"},
		{"no code", "err.lexicon.isco", "køkken: opvasker"},
		{"code twice", "err.lexicon.id", "9411 køkken: opvasker"},
		{"no title", "err.lexicon.word", "9412: opvasker"},
		{"no words", "err.lexicon.word", "9412 køkken"},
		{"nothing after ~", "err.lexicon.word", "9412 køkken: opvasker ~"},
		{"capital", "err.lexicon.word", "9412 køkken: Opvasker"},
		{"word twice", "err.lexicon.word", "9412 køkken: opvasker, opvasker"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := occupations.ParseUnits(strings.NewReader("9411 grill: grillkok\n"+c.line), "f")
			var e *model.Error
			if !errors.As(err, &e) || e.Key != c.key || e.Args["file"] != "f" || e.Args["line"] != 2 {
				t.Errorf("got %v, want %s at line 2 of f", err, c.key)
			}
		})
	}
}
