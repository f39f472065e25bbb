package occupation

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/matching/words"
	"jobspor/model"
)

// labelFile is a way that label files come: occupations alone, with the titles of groups among them, or as no more
// than ids and labels, where nothing tells a group's title from an occupation's.
type labelFile struct {
	name    string
	targets []model.Occupation
	id      func(string) string // the id of a target → the id that the titles' links use
}

func labelFiles(t testing.TB) []labelFile {
	same := func(id string) string { return id }
	occ := escoTargets(t)
	groups, err := ReadLabels(shared(t, "esco-da-public/isco_groups_da.tsv"), "isco_groups_da.tsv")
	if err != nil {
		t.Fatal(err)
	}
	mixed := append(append([]model.Occupation{}, occ...), groups...)
	var plain []model.Occupation
	ids := map[string]string{}
	for i, o := range mixed {
		id := "C" + strconv.Itoa(i)
		ids[id] = o.ID
		plain = append(plain, model.Occupation{ID: id, Label: o.Label, Synonyms: o.Synonyms})
	}
	return []labelFile{
		{"occupations", occ, same},
		{"mixed", mixed, same},
		{"plain", plain, func(id string) string { return ids[id] }},
	}
}

func (f labelFile) rank(l *Linker) ranker {
	return func(q string) []string {
		var out []string
		for _, r := range l.Link(q, 20) {
			out = append(out, f.id(r.ID))
		}
		return out
	}
}

// fileFloors are what the checking half must reach with each label file, a little below what it does.
var fileFloors = map[string]figures{
	"mixed": {h1: 0.65, h5: 0.81, h10: 0.85, mrr: 0.725},
	"plain": {h1: 0.65, h5: 0.82, h10: 0.86, mrr: 0.72},
}

// titleKinds part the titles by what makes them hard.
var titleKinds = []struct {
	name string
	is   func(title) bool
}{
	{"the same words", func(q title) bool { return q.difficulty == "identical" }},
	{"near", func(q title) bool { return q.difficulty == "near" }},
	{"partial", func(q title) bool { return q.difficulty == "partial" }},
	{"far", func(q title) bool { return q.difficulty == "far" }},
	{"only a group or narrower is right", func(q title) bool { return q.difficulty == "isco-only" }},
	{"only a group is right", func(q title) bool {
		for id := range q.gold[goldBenchmark] {
			if !strings.Contains(id, "/isco/") {
				return false
			}
		}
		return true
	}},
	{"learner", func(q title) bool {
		return strings.HasSuffix(q.text, "elev") || strings.HasSuffix(q.text, "lærling") ||
			strings.HasSuffix(q.text, "aspirant")
	}},
	{"head, qualifier", func(q title) bool { return strings.Contains(q.text, ",") }},
}

// TestLabelFiles prints what the linker is worth with each label file, by kind of title and with typing errors, and
// holds it to the floors.
func TestLabelFiles(t *testing.T) {
	titles, k := readTitles(t), knowledge(t)
	every := func(title) bool { return true }
	for _, file := range labelFiles(t) {
		rank := file.rank(New(k, Options{Targets: file.targets}))
		t.Logf("%-12s %-34s    @1    @5   @10    MRR   far@5     n", file.name, "")
		show := func(what string, f figures) figures {
			t.Logf("%-12s %-34s %s", file.name, what, f)
			return f
		}
		show("tuning half", measure(titles, goldBenchmark, tuning, clean, rank))
		checked := show("checking half", measure(titles, goldBenchmark, checking, clean, rank))
		floor, held := fileFloors[file.name]
		if !held {
			continue
		}
		checkFloor(t, file.name, checked, floor)
		for _, kind := range titleKinds {
			show(kind.name, measure(titles, goldBenchmark, kind.is, clean, rank))
		}
		all := show("all", measure(titles, goldBenchmark, every, clean, rank))
		for _, d := range damages {
			bad := show("all, "+d.name, measure(titles, goldBenchmark, every, d.spoil, rank))
			checkFloor(t, file.name+", "+d.name, bad,
				figures{h1: all.h1 - maxLoss, h5: all.h5 - maxLoss, h10: all.h10 - maxLoss, mrr: all.mrr - maxLoss})
		}
	}
}

// TestHeldNames asks for names that were taken away from their occupations: what relations and parts are worth beyond
// the titles, for the lexicon itself, which every copy of the program has.
func TestHeldNames(t *testing.T) {
	k := knowledge(t)
	var asked []title
	k.Lexicon, asked = withoutSomeNames(k.Lexicon)
	rank := linked(New(k, Options{}))
	f := measure(asked, goldBenchmark, func(title) bool { return true }, clean, rank)
	t.Logf("lexicon: %s", f)
	checkFloor(t, "names taken from the lexicon", f, figures{h1: 0.44, h5: 0.71, h10: 0.80, mrr: 0.56})
}

// withoutSomeNames takes one name in eight that no other occupation has.
func withoutSomeNames(list []model.Occupation) (out []model.Occupation, asked []title) {
	count := make(map[string]int)
	for i := range list {
		for _, n := range danish(&list[i]) {
			count[words.Fold(n)]++
		}
	}
	for _, o := range list {
		var kept []string
		for _, s := range o.Synonyms {
			if pick := fnv1a(7, s)%8 == 0; !pick || count[words.Fold(s)] > 1 {
				kept = append(kept, s)
				continue
			}
			q := title{text: s}
			q.gold[goldBenchmark] = map[string]bool{o.ID: true}
			asked = append(asked, q)
		}
		o.Synonyms = kept
		out = append(out, o)
	}
	return out, asked
}

func TestIsGroup(t *testing.T) {
	for label, want := range map[string]bool{
		"Manuelt arbejde inden for husdyravl": true, "Øverste virksomhedsledelse": true, "Butiksledere": true,
		"Juveler-, guld- og sølvsmedearbejde": true, "Chauffører af biler, taxier og varevogne": true,
		"kok": false, "maskinoperatør - blæsestøbning": false, "leder af rengøring": false,
		"lektor i undervisning": false, "sælger": false,
	} {
		if got := isGroup(&model.Occupation{ID: "1", Label: label}); got != want {
			t.Errorf("%q: got %v, want %v", label, got, want)
		}
	}
	for _, o := range []model.Occupation{
		{ID: "9212", ISCO: "9212", Label: "x"}, {ID: "http://data.europa.eu/esco/isco/C9212", ISCO: "9212", Label: "x"},
	} {
		if !isGroup(&o) {
			t.Errorf("%+v: got no group, want one by its id", o)
		}
	}
}

// TestGroupTitles lets a group's title stand beside its occupations, and below the occupation that bears the very name.
func TestGroupTitles(t *testing.T) {
	k := Knowledge{
		Lexicon: []model.Occupation{{ID: "l", Label: "staldhjælp", ISCO: "9212"}},
		Units: []Unit{
			{"9212", "manuelt arbejde, husdyr", []Term{{"minkpasser", false}, {"mink", true}}},
			{"5120", "arbejde som kok", []Term{{"kok", false}}},
		},
	}
	for name, codes := range map[string][]string{
		"with codes": {"9212", "5120", "5120", "9212"}, "plain": {"", "", "", ""},
	} {
		l := New(k, Options{Targets: []model.Occupation{
			{ID: "9212", Label: "Manuelt arbejde inden for husdyr", ISCO: codes[0]},
			{ID: "5120", Label: "Kokkearbejde", ISCO: codes[1]},
			{ID: "k", Label: "kok", ISCO: codes[2]}, {ID: "s", Label: "staldhjælp", ISCO: codes[3]},
		}})
		for query, want := range map[string]string{"minkpasser": "9212", "kok": "k", "staldhjælp": "s"} {
			if got := l.Link(query, 2); got[0].ID != want {
				t.Errorf("%s: %q gives %+v, want %s first", name, query, got, want)
			}
		}
	}
}

func TestParaphrases(t *testing.T) {
	l := testLinker(Options{})
	p := newParaphraser([]Relation{
		{"engelsk", "project manager", []Term{{"projektleder", false}}},
		{"grad", "professor", []Term{{"lektor", false}, {"docent", true}}},
		{"fag", "humaniora", []Term{{"historie", false}}},
		{"sted", "kaserne", []Term{{"soldat", false}}},
		{"laver", "cykel", []Term{{"cykelmekaniker", false}}},
		{"talesprog", "strømer", []Term{{"politibetjent", false}}},
	}, standard)
	for key, want := range map[string][]paraphrase{
		"project manager":  {{text: "projektleder", factor: 0.85}},
		"project managers": {{text: "projektleder", factor: 0.85}},
		"professor humaniora": {{text: "professor historie", factor: 0.7}, {text: "lektor humaniora", factor: 0.6},
			{text: "docent humaniora", factor: 0.42}, {text: "lektor historie", factor: 0.42},
			{text: "docent historie", factor: 0.294}},
		"pedel": nil, "": nil,
		"kaserne": {{text: "soldat", factor: 0.5}}, "kasse": nil, "stroem": nil,
		"stroemer": {{text: "politibetjent", factor: 0.8}}, "cykler": {{text: "cykelmekaniker", factor: 0.55}},
	} {
		got := p.of(l.feat, key)
		if len(got) != len(want) {
			t.Errorf("%q: got %v, want %v", key, got, want)
			continue
		}
		for i := range want {
			same := func(p paraphrase) bool {
				return p.text == want[i].text && math.Abs(p.factor-want[i].factor) < 1e-9
			}
			if !slices.ContainsFunc(got, same) {
				t.Errorf("%q: got %v, want %v", key, got, want)
			}
		}
	}
}
