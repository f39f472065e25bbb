package occupations_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
	"jobspor/model"
)

func TestParse(t *testing.T) {
	const file = "\ufeff# vores egne\r\n\n[pedel] teknisk servicemedarbejder\r\nogså: pedel, vicevært\nisco: 5153\n" +
		"belastning: lifting, outdoor\nopgaver: skifte pærer, feje\nbrancher: 85, 68\nengelsk: caretaker\n[bud] bud\n"
	got, err := occupations.Parse(strings.NewReader(file), "egne.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Occupation{
		{ID: "pedel", Label: "teknisk servicemedarbejder", English: "caretaker", ISCO: "5153",
			Synonyms: []string{"pedel", "vicevært"}, Tasks: []string{"skifte pærer", "feje"},
			Loads: []model.Load{model.Lifting, model.Outdoor}, Divisions: []string{"85", "68"}, Source: "egne.txt"},
		{ID: "bud", Label: "bud", Source: "egne.txt"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestParseSaysWhere(t *testing.T) {
	for _, c := range []struct {
		name, file, key string
		line            int
	}{
		{"field before a block", "isco: 1234", "err.lexicon.start", 1},
		{"no colon", "[a] a\nhejsa", "err.lexicon.line", 2},
		{"unknown field", "[a] a\n\n# x\nfarve: rød", "err.lexicon.field", 4},
		{"field twice", "[a] a\nisco: 5153\nisco: 5153", "err.lexicon.twice", 3},
		{"empty field", "[a] a\nogså:", "err.lexicon.empty", 2},
		{"empty place", "[a] a\nogså: b,,c", "err.lexicon.comma", 2},
		{"no label", "[a]", "err.lexicon.head", 1},
		{"no id", "[] a", "err.lexicon.head", 1},
		{"id of other letters", "[æ] a", "err.lexicon.head", 1},
		{"id twice", "[a] a\n[a] b", "err.lexicon.id", 2},
		{"three digits", "[a] a\nisco: 515", "err.lexicon.isco", 2},
		{"five digits", "[a] a\nisco: 51531", "err.lexicon.isco", 2},
		{"letters for digits", "[a] a\nisco: 5l53", "err.lexicon.isco", 2},
		{"division of one digit", "[a] a\nbrancher: 5", "err.lexicon.division", 2},
		{"division twice", "[a] a\nbrancher: 56, 56", "err.lexicon.division", 2},
		{"unknown load", "[a] a\nbelastning: heavy", "err.lexicon.load", 2},
		{"load twice", "[a] a\nbelastning: noise, noise", "err.lexicon.load", 2},
		{"synonym twice", "[a] a\nogså: b, B\n", "err.lexicon.synonym", 2},
		{"synonym repeats the label", "[a] Bud\nogså: bud", "err.lexicon.synonym", 2},
		{"not UTF-8", "[a] a\nogs\xe5: b", "err.lexicon.utf8", 2},
		{"NUL", "[a] a\x00", "err.lexicon.utf8", 1},
		{"a line without end", "[a] a\n" + strings.Repeat("x", 100_000), "err.lexicon.read", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := occupations.Parse(strings.NewReader(c.file), "egne.txt")
			var e *model.Error
			if !errors.As(err, &e) || list != nil {
				t.Fatalf("got %v, %v; want a model.Error and no occupations", list, err)
			}
			if e.Key != c.key || e.Args["line"] != c.line || e.Args["file"] != "egne.txt" || e.Code != model.Invalid {
				t.Errorf("got %v, want %s at line %d of egne.txt", e, c.key, c.line)
			}
		})
	}
}

func TestParseTellsSeveralProblemsButNotThousands(t *testing.T) {
	_, err := occupations.Parse(strings.NewReader("[a] a\n"+strings.Repeat("isco: x\n", 5000)), "f")
	var e *model.Error
	if !errors.As(err, &e) || len(e.More) != 19 {
		t.Fatalf("got %v with %d more, want 20 problems in all", err, len(e.More))
	}
}

func TestParseOfNothing(t *testing.T) {
	if list, err := occupations.Parse(strings.NewReader("\n# tom\n"), "f"); err != nil || len(list) != 0 {
		t.Errorf("got %v, %v; want no occupations and no error", list, err)
	}
}

// Whatever is accepted is written and read back the same; nothing panics.
func FuzzParse(f *testing.F) {
	f.Add("[pedel] pedel\nogså: vicevært, Skolepedel\nisco: 5153\nbelastning: lifting\nbrancher: 85\nengelsk: a")
	f.Add("[a] ]\nogså: ,")
	f.Add("[ord]\na, b ~ c\n[svage led]\nmand: dame\nundgå lifting: tungt")
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = occupations.ParseWords(strings.NewReader(s), "f")
		_, _ = occupations.ParseConditions(strings.NewReader(s), "f")
		list, err := occupations.Parse(strings.NewReader(s), "f")
		if err != nil {
			return
		}
		var b strings.Builder
		if err := occupations.Format(&b, list); err != nil {
			t.Fatal(err)
		}
		again, err := occupations.Parse(strings.NewReader(b.String()), "f")
		if err != nil || len(list) != len(again) || len(list) > 0 && !reflect.DeepEqual(list, again) {
			t.Errorf("got %+v (%v), want %+v", again, err, list)
		}
	})
}
