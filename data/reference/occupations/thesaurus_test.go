package occupations_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
	"jobspor/model"
)

func thesaurus(t *testing.T) occupations.Thesaurus {
	t.Helper()
	got, err := occupations.LoadThesaurus()
	if err != nil {
		t.Fatalf("LoadThesaurus() = %v", err)
	}
	return got
}

func TestThesaurusIsBroadAndStable(t *testing.T) {
	got := thesaurus(t)
	if len(got.Groups) < minGroups || len(got.WeakHeads) < minHeads || len(got.Conditions) < 200 ||
		len(got.Negations) < 3 {
		t.Errorf("got %d groups, %d weak heads, %d conditions, %d negations; too few",
			len(got.Groups), len(got.WeakHeads), len(got.Conditions), len(got.Negations))
	}
	if !reflect.DeepEqual(got, thesaurus(t)) {
		t.Error("two loads differ")
	}
}

func TestGroupsAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range thesaurus(t).Groups {
		if g[0].Strength != occupations.Same || len(g) < 2 {
			t.Errorf("group %v: want two words or more, the first of full strength", g)
		}
		var same []string
		for i, term := range g {
			if i > 0 && term.Strength > g[i-1].Strength {
				t.Errorf("group %v: strengths rise", g)
			}
			if term.Strength == occupations.Same {
				same = append(same, term.Word)
			}
		}
		slices.Sort(same)
		if key := strings.Join(same, ","); seen[key] {
			t.Errorf("group %v: written twice", g)
		} else {
			seen[key] = true
		}
	}
}

func TestConditionsSayOneThing(t *testing.T) {
	type key struct {
		phrase string
		bare   bool
	}
	by := map[key]occupations.Condition{}
	for _, c := range thesaurus(t).Conditions {
		n := 0
		for _, set := range []bool{c.Avoid != "", c.Seek != "", c.Time != ""} {
			if set {
				n++
			}
		}
		if n != 1 || c.Bare && c.Avoid == "" {
			t.Errorf("%+v: want exactly one of avoid, seek, time", c)
		}
		by[key{c.Phrase, c.Bare}] = c
	}
	for phrase, want := range map[string]occupations.Condition{
		"ikke tungt":       {Avoid: model.Lifting},
		"ingen kunder":     {Avoid: model.Customers},
		"ikke larm":        {Avoid: model.Noise},
		"kun inde":         {Avoid: model.Outdoor},
		"ikke stress":      {Avoid: model.Pace},
		"tungt":            {Avoid: model.Lifting, Bare: true},
		"gerne ude":        {Seek: model.Outdoor},
		"ikke for tidligt": {Time: occupations.LateStart},
		"deltid":           {Time: occupations.PartTime},
		"ikke hver dag":    {Time: occupations.FewDays},
	} {
		want.Phrase = phrase
		if got := by[key{phrase, want.Bare}]; got != want {
			t.Errorf("%q: got %+v, want %+v", phrase, got, want)
		}
	}
	for _, l := range model.Loads {
		if !slices.ContainsFunc(thesaurus(t).Conditions, func(c occupations.Condition) bool {
			return c.Avoid == l && !c.Bare
		}) {
			t.Errorf("no phrase says no to %s", l)
		}
	}
	for _, w := range occupations.TimeWishes {
		if !slices.ContainsFunc(thesaurus(t).Conditions, func(c occupations.Condition) bool { return c.Time == w }) {
			t.Errorf("no phrase says %s", w)
		}
	}
}

func TestParseWords(t *testing.T) {
	got, err := occupations.ParseWords(strings.NewReader(
		"[ord]\nlæge, doktor ~ kirurg\n[svage led]\nmand: arbejder, dame\n[nægtelser]\nikke, uden\n"), "ord.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := occupations.Thesaurus{
		Groups: []occupations.Group{
			{{Word: "læge", Strength: 1}, {Word: "doktor", Strength: 1}, {Word: "kirurg", Strength: .5}},
		},
		WeakHeads: []occupations.WeakHead{{Word: "mand", Near: []string{"arbejder", "dame"}}},
		Negations: []string{"ikke", "uden"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestWordFilesSayWhere(t *testing.T) {
	words := func(s string) error { _, err := occupations.ParseWords(strings.NewReader(s), "f"); return err }
	said := func(s string) error { _, err := occupations.ParseConditions(strings.NewReader(s), "f"); return err }
	for _, c := range []struct {
		name, key string
		err       error
	}{
		{"no section", "err.lexicon.section", words("\na, b")},
		{"unknown section", "err.lexicon.section", words("# x\n[andet]")},
		{"capital", "err.lexicon.word", words("[ord]\nLæge, doktor")},
		{"sign", "err.lexicon.word", words("[ord]\nlæge; doktor, b")},
		{"empty word", "err.lexicon.word", words("[ord]\nlæge, ~ doktor")},
		{"word twice", "err.lexicon.word", words("[ord]\nlæge, doktor ~ læge")},
		{"alone", "err.lexicon.alone", words("[ord]\nlæge")},
		{"head without words", "err.lexicon.word", words("[svage led]\nmand")},
		{"unknown load", "err.lexicon.condition", said("\nundgå tungt: ikke tungt")},
		{"unknown wish", "err.lexicon.condition", said("\ntid snart: snart")},
		{"unknown kind", "err.lexicon.condition", said("\nmåske lifting: tungt")},
		{"phrase twice", "err.lexicon.word", said("undgå lifting: tungt\nundgå noise: tungt")},
	} {
		t.Run(c.name, func(t *testing.T) {
			var e *model.Error
			if !errors.As(c.err, &e) || e.Key != c.key || e.Args["file"] != "f" || e.Args["line"] != 2 {
				t.Errorf("got %v, want %s at line 2 of f", c.err, c.key)
			}
		})
	}
}
