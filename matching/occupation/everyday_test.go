package occupation

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
)

// goalCase is a line of testdata/goals.txt.
type goalCase struct {
	goal string
	want [][]string // each a list of ids one of which must be near the top
	not  []string
}

// minGoals is how many goals the file must have, minHeld the share that must hold.
const (
	minGoals = 340
	minHeld  = 0.95
	near     = 3 // places from the top that a consultant looks at
)

func readGoals(t *testing.T) []goalCase {
	t.Helper()
	f, err := os.Open("testdata/goals.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []goalCase
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		goal, ids, ok := strings.Cut(line, " = ")
		if !ok {
			t.Fatalf("%q: want goal = ids", line)
		}
		want, not, _ := strings.Cut(ids, "!")
		c := goalCase{goal: goal, not: strings.Fields(not)}
		for w := range strings.FieldsSeq(want) {
			c.want = append(c.want, strings.Split(w, "/"))
		}
		out = append(out, c)
	}
	return out
}

// TestEverydayGoals reads what citizens say with the built-in lexicon itself.
func TestEverydayGoals(t *testing.T) {
	k := knowledge(t)
	known := make(map[string]bool)
	for _, o := range k.Lexicon {
		known[o.ID] = true
	}
	l, cases, held := New(k, Options{}), readGoals(t), 0
	for _, c := range cases {
		for _, id := range append(slices.Concat(c.want...), c.not...) {
			if !known[id] {
				t.Errorf("%q: the lexicon has no %s", c.goal, id)
			}
		}
		var got []string
		for _, g := range l.Goals(c.goal) {
			for _, r := range l.Link(g.Plain, near) {
				got = append(got, r.ID)
			}
		}
		has := func(id string) bool { return slices.Contains(got, id) }
		lacks := func(any []string) bool { return !slices.ContainsFunc(any, has) }
		if slices.ContainsFunc(c.want, lacks) || slices.ContainsFunc(c.not, has) {
			t.Logf("%s: got %s, want %v and not %v", c.goal, strings.Join(got, " "), c.want, c.not)
			continue
		}
		held++
	}
	share := float64(held) / float64(len(cases))
	t.Logf("%d of %d goals hold, %.1f %%", held, len(cases), 100*share)
	if len(cases) < minGoals || share < minHeld {
		t.Errorf("got %d goals of which %.3f hold, want at least %d and %.2f", len(cases), share, minGoals, minHeld)
	}
}
