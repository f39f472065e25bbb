package occupations_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
	"jobspor/model"
)

// minRelations is how many relations each kind must have.
var minRelations = map[occupations.RelationKind]int{
	occupations.Abbreviation: 160, occupations.EnglishOf: 560, occupations.LearnerOf: 180, occupations.RankOf: 255,
	occupations.KindOf: 680, occupations.FieldOf: 120, occupations.MakerOf: 270, occupations.DoerOf: 180,
	occupations.WorksAt: 340, occupations.WorksWith: 110, occupations.LicensedFor: 60, occupations.SpokenFor: 115,
}

// minPairs is how many different pairs of words they must tie together, whatever the direction.
const minPairs = 3200

func TestRelationsAreBroad(t *testing.T) {
	n := map[occupations.RelationKind]int{}
	for _, r := range thesaurus(t).Relations {
		n[r.Kind] += len(r.To)
	}
	for _, kind := range occupations.RelationKinds {
		if n[kind] < minRelations[kind] {
			t.Errorf("%s: got %d relations, want at least %d", kind, n[kind], minRelations[kind])
		}
	}
}

// TestRelationsStandOnce counts pairs of words: none may stand twice, not even the other way round or as another kind.
func TestRelationsStandOnce(t *testing.T) {
	pairs := map[[2]string]occupations.Relation{}
	for _, r := range thesaurus(t).Relations {
		for _, to := range r.To {
			pair := [2]string{min(r.From, to.Word), max(r.From, to.Word)}
			if first, twice := pairs[pair]; twice {
				t.Errorf("%s %s: %s stands as %s %s already", r.Kind, r.From, to.Word, first.Kind, first.From)
			}
			pairs[pair] = r
		}
	}
	if len(pairs) < minPairs {
		t.Errorf("got %d pairs, want at least %d", len(pairs), minPairs)
	}
	t.Logf("%d pairs", len(pairs))
}

func TestRelationsReadAsExpected(t *testing.T) {
	type key struct {
		kind occupations.RelationKind
		from string
	}
	by := map[key][]occupations.Term{}
	for _, r := range thesaurus(t).Relations {
		by[key{r.Kind, r.From}] = r.To
	}
	for _, c := range []struct {
		kind     occupations.RelationKind
		from, to string
	}{
		{occupations.Abbreviation, "it", "ikt"},
		{occupations.EnglishOf, "project manager", "projektleder"},
		{occupations.LearnerOf, "turnuslæge", "læge"},
		{occupations.RankOf, "docent", "lektor"},
		{occupations.FieldOf, "humaniora", "filosofi"},
		{occupations.MakerOf, "ost", "ostemager"},
		{occupations.DoerOf, "malke", "malker"},
		{occupations.WorksAt, "kantine", "kantinemedarbejder"},
		{occupations.WorksWith, "motorsav", "skovarbejder"},
		{occupations.LicensedFor, "truckcertifikat", "truckfører"},
		{occupations.SpokenFor, "falckmand", "ambulancebehandler"},
	} {
		found := false
		for _, term := range by[key{c.kind, c.from}] {
			found = found || term.Word == c.to
		}
		if !found {
			t.Errorf("%s %q: got %v, want %q among them", c.kind, c.from, by[key{c.kind, c.from}], c.to)
		}
	}
}

func TestParseRelations(t *testing.T) {
	got, err := occupations.ParseRelations(strings.NewReader(
		"[over]\nkirurg: speciallæge ~ læge\n[sted]\nbar: bartender\n"), "f")
	if err != nil {
		t.Fatal(err)
	}
	want := []occupations.Relation{
		{Kind: occupations.KindOf, From: "kirurg", To: []occupations.Term{
			{Word: "speciallæge", Strength: 1}, {Word: "læge", Strength: .5},
		}},
		{Kind: occupations.WorksAt, From: "bar", To: []occupations.Term{{Word: "bartender", Strength: 1}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestRelationsSayWhere(t *testing.T) {
	for _, c := range []struct{ name, key, lines string }{
		{"no section", "err.lexicon.kind", "# x\nkirurg: læge"},
		{"unknown kind", "err.lexicon.kind", "# x\n[under]"},
		{"no words", "err.lexicon.word", "[over]\nkirurg"},
		{"nothing before ~", "err.lexicon.word", "[over]\nkirurg: ~ læge"},
		{"capital", "err.lexicon.word", "[over]\nKirurg: læge"},
		{"itself", "err.lexicon.word", "[over]\nkirurg: kirurg"},
		{"word twice", "err.lexicon.word", "[over]\nkirurg: læge, læge"},
		{"in two lines", "err.lexicon.relation", "[over]\n\nkirurg: læge\nkirurg: speciallæge"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := occupations.ParseRelations(strings.NewReader(c.lines), "f")
			var e *model.Error
			last := strings.Count(c.lines, "\n") + 1
			if !errors.As(err, &e) || e.Key != c.key || e.Args["file"] != "f" || e.Args["line"] != last {
				t.Errorf("got %v, want %s at line %d of f", err, c.key, last)
			}
		})
	}
}
