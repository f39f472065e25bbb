package matching_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/ui/lang"
)

// keysInSource are the keys of sentences that stand in this package's code: whole ones, and beginnings that end in a
// dot.
func keysInSource(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && strings.HasPrefix(s, "match.") {
					out = append(out, s)
				}
			}
			return true
		})
	}
	return out
}

func TestEverythingSaidHasWords(t *testing.T) {
	l := lang.New(lang.Danish)
	want := func(key string) {
		t.Helper()
		if !l.Has(key) {
			t.Errorf("no words for %s", key)
		}
	}
	keys := keysInSource(t)
	if len(keys) < 80 {
		t.Fatalf("found %d keys in the code, there are more", len(keys))
	}
	for _, k := range keys {
		switch {
		case k == "match.days", k == "match.times":
			want(k + ".fit")
			want(k + ".none")
			want(k + ".unknown")
		case !strings.HasSuffix(k, "."):
			want(k)
		case !slices.ContainsFunc(l.Keys(), func(have string) bool { return strings.HasPrefix(have, k) }):
			t.Errorf("no words under %s", k)
		}
	}
	for _, c := range matching.Criteria() {
		want("match.criterion." + c.Key)
		if c.Blocks {
			want("match.block." + c.Key)
		}
	}
	for _, k := range []string{matching.BlockCeased, matching.BlockFilter, matching.BlockNoLink} {
		want("match.block." + k)
	}
	for _, s := range []matching.Standing{matching.Shown, matching.Below, matching.Blocked, matching.NoLink,
		matching.Filtered, matching.NotThere} {
		want("match.why." + string(s))
	}
	for _, k := range model.ConditionKeys() {
		want("match.condition." + k)
		want("match.ask.condition." + k)
	}
	for under, list := range map[string][]string{"match.day.": model.Days, "match.part.": model.DayParts,
		"match.mode.": model.Transport, "match.level.": model.DanishLevels,
		"match.licence.name.": model.Licences, "match.answer.pays.": model.PaysAnswers,
		"match.relation.": model.Relations, "match.wish.": loadNames} {
		for _, k := range list {
			want(under + k)
		}
	}
	for _, e := range []string{"exact", "words", "spelling", "part", "synonym", "neighbour", matching.Confirmed} {
		want("match.evidence." + e)
	}
}

// Every sentence of every golden case can be said in both languages without a gap.
func TestSentencesHaveNoGaps(t *testing.T) {
	o := realOptions(t)
	said := map[string]bool{}
	languages := map[lang.Code]*lang.Lang{lang.Danish: lang.New(lang.Danish), lang.English: lang.New(lang.English)}
	check := func(key string, args model.Args) {
		t.Helper()
		said[key] = true
		for code, l := range languages {
			if s := matching.Say(l.T, key, args); strings.ContainsAny(s, "⟨⟩") || strings.Contains(s, "63.75") ||
				strings.Contains(s, "63,75") {
				t.Errorf("%s: %s: %q", code, key, s)
			}
		}
	}
	for _, c := range readGolden(t, "testdata/golden.txt") {
		s, err := matching.Build(t.Context(), c.source(), o)
		if err != nil {
			t.Fatal(err)
		}
		req := matching.Request{Citizen: c.citizen, Goals: c.goals, Today: goldenDay, Overrides: c.overrides}
		r, err := s.Match(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.Ask {
			check(m.Question, nil)
		}
		for _, company := range c.companies {
			v, err := s.WhyNot(t.Context(), req, company.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range v.Row.Reasons {
				check(x.Key, x.Args)
			}
			for _, q := range matching.Questions(v.Row) {
				check(q.Key, q.Args)
				for _, o := range q.Options {
					check(string(o.Word), nil)
				}
			}
		}
		variations, err := s.WhatIf(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variations {
			check(v.Key, v.Args)
		}
	}
	if len(said) < 110 {
		t.Errorf("the golden cases say %d different sentences; they should say more", len(said))
	}
}

func TestSayJoinsLists(t *testing.T) {
	days := []matching.Word{"match.day.mon", "match.day.tue", "match.day.fri"}
	for _, c := range []struct {
		key  string
		args model.Args
		want string
	}{
		{"match.days.fit", model.Args{"common": days}, "mandag, tirsdag og fredag passer"},
		{"match.days.fit", model.Args{"common": days[:2]}, "mandag og tirsdag passer"},
		{"match.days.fit", model.Args{"common": days[:1]}, "mandag passer"},
		{"match.hours.fits", model.Args{"hours": model.Hours(29)}, "kan starte på 7,25 timer om ugen"},
		{"match.hours.fits", model.Args{"hours": model.Hours(4)}, "kan starte på 1 time om ugen"},
		{"match.load.paused", model.Args{"until": model.NewDate(2026, 11, 26)}, "vil ikke spørges før tor 26/11"},
	} {
		if got := matching.Say(danish.T, c.key, c.args); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
