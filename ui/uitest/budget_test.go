package uitest

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/bootstrap"
)

// budget is a task with the most keys it may take. The keys are pressed from wherever the program stands.
type budget struct {
	task string
	keys []string
	most int
	sees []string
}

// budgets are the tasks that begin anywhere.
var budgets = []budget{
	{task: "a company by a word of its name", keys: strings.Fields("/ s t r enter"), most: 5,
		sees: []string{"Café Strandgården", "Lis Vestergaard", "l log kontakt"}},
	{task: "a company one does not work with", keys: strings.Fields("/ g r y d enter"), most: 6,
		sees: []string{"Den Grønne Gryde", "l log kontakt"}},
	{task: "a company by task", keys: strings.Fields("/ t o r enter"), most: 5,
		sees: []string{"Plejecenter Torsbo", "l log kontakt"}},
	{task: "ranked companies", keys: strings.Fields("4 k e enter"), most: 4,
		sees: []string{"K.L. (B-0002)", "Gode bud", "Rækkefølge"}},
	{task: "ranked companies again", keys: strings.Fields("4 a n enter"), most: 4,
		sees: []string{"A.H. (B-0001)", "Rækkefølge"}},
}

// anywhere are places that a task may begin at, by the keys that lead there.
var anywhere = [][]string{{"1"}, {"2", "enter"}, {"3", "enter"}, {"4", "k", "e", "enter", "v"}, {"5"}, {"6", "enter"},
	{"8"}}

// TestKeystrokeBudgetsFromAnywhere types every task from every place, among the invented companies and among 20,000
// more.
func TestKeystrokeBudgetsFromAnywhere(t *testing.T) {
	t.Parallel()
	for _, more := range []int{0, 20_000} {
		if more > 0 && testing.Short() {
			continue
		}
		t.Run(fmt.Sprint(more), func(t *testing.T) {
			path := registerOf(t, more)
			for i, from := range anywhere {
				for j, b := range budgets {
					if more > 0 && i%len(budgets) != j {
						continue // one task from each place
					}
					d := New(t, Options{Path: path, Who: "MK"})
					d.Press(from...)
					d.Keys = 0
					d.Press(b.keys...)
					if d.Keys > b.most {
						t.Errorf("%s took %d keys, want at most %d", b.task, d.Keys, b.most)
					}
					for _, s := range b.sees {
						if !strings.Contains(d.View(), s) {
							t.Fatalf("%s from %v: %q is not on the screen:\n%s", b.task, from, s, d.View())
						}
					}
				}
			}
		})
	}
}

// registerOf makes the database of the demo with more companies in it.
func registerOf(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "register.db")
	s, err := bootstrap.Open(context.Background(), path,
		store.Options{Create: true, Demo: true, Now: bootstrap.Clock(Today)}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	big := model.ChangeSet{Action: "import.companies"}
	heads := []string{
		"Bageriet", "Lageret", "Plejehjemmet", "Værkstedet", "Hotel", "Børnehuset", "Kantinen", "Gartneriet",
	}
	for i := range n {
		big.Changes = append(big.Changes,
			model.Add(&model.Company{
				Name:     fmt.Sprintf("%s %c%c%d", heads[i%len(heads)], 'A'+i%26, 'a'+i/26%26, i),
				Postcode: fmt.Sprint(2600 + i%90),
				Town:     "Ishøj", Industry: []string{"561110", "521000", "871010"}[i%3], IndustrySystem: "DB25",
				Status: "active"}))
	}
	for _, cs := range append(demo.ChangeSets(Today), big) {
		if _, err := s.Store.Apply(context.Background(), cs); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// TestTheFourthKeyKeepsTheMatch: over an open match stands the choice of somebody; Esc keeps it, also what stood beside
// it and what was opened from it.
func TestTheFourthKeyKeepsTheMatch(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		o := world()
		o.W, o.H = size[0], size[1]
		d := New(t, o)
		d.Press("4", "k", "e", "enter", "down")
		first, kept := rowAt(d, 1), d.View()
		d.Press("1", "4")
		d.Sees("Ny match (Esc bliver ved Match · K.L. (B-0002)", "Kenneth Lassen", first)
		d.Press("a", "n", "esc")
		if d.View() != kept {
			t.Errorf("Esc does not keep the match:\n%s\nwant\n%s", d.View(), kept)
		}
		d.Press("4", "a", "n", "enter")
		d.Sees("Match · A.H. (B-0001)")

		// Over the page of a company that was opened from it.
		d.Press("enter")
		if size[0] < 100 { // the reasons come first
			d.Press("enter")
		}
		company := d.View()
		d.Press("1", "4", "k", "e", "enter")
		d.Sees("K.L. (B-0002)")
		d.Press("esc", "esc")
		if d.View() != company {
			t.Errorf("Esc does not lead back:\n%s\nwant\n%s", d.View(), company)
		}
	}
}
