package occupation

import (
	"strconv"
	"testing"

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

// TestLabelFiles prints what each way is worth.
func TestLabelFiles(t *testing.T) {
	titles, k := readTitles(t), knowledge(t)
	for _, file := range labelFiles(t) {
		l := New(k, Options{Targets: file.targets})
		for _, gold := range []int{goldBenchmark} {
			for _, half := range []struct {
				name string
				pick func(title) bool
			}{{"tuning", tuning}, {"checking", checking}} {
				f := measure(titles, gold, half.pick, clean, file.rank(l))
				t.Logf("%-12s %-10s %-9s %s %s", file.name, goldNames[gold], half.name, f, f.perQuery)
			}
		}
	}
}
