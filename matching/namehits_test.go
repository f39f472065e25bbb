package matching_test

import (
	"bufio"
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/matching"
	"jobspor/model"
)

// everydayGoals are the goals that citizens say, of the table that holds what they are read as.
func everydayGoals(t *testing.T) (goals []string) {
	t.Helper()
	f, err := os.Open("occupation/testdata/goals.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if goal, _, ok := strings.Cut(sc.Text(), " = "); ok && !strings.HasPrefix(goal, "#") {
			goals = append(goals, goal)
		}
	}
	return goals
}

// named builds workplaces of which nothing but the name is known.
func named(t *testing.T, names []string) *matching.Snapshot {
	t.Helper()
	m := memory{}
	for i, name := range names {
		m.add(&model.Company{Head: model.Head{ID: strconv.Itoa(i)}, Name: name})
	}
	s, err := matching.Build(t.Context(), m, realOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// nameHits gives the names that are taken to say something about a goal.
func nameHits(t *testing.T, s *matching.Snapshot, names []string, goal string) (hits []string) {
	t.Helper()
	r, err := s.Match(t.Context(), matching.Request{Words: goal, Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		if row.Source == matching.FitName {
			n, _ := strconv.Atoi(row.CompanyID)
			hits = append(hits, names[n])
		}
	}
	return hits
}

func TestZNames(t *testing.T) {
	f, err := os.Open("/work/shared/data/companies-siri/companies.csv")
	if err != nil { t.Skip() }
	rows, _ := csv.NewReader(f).ReadAll()
	var names []string
	for _, r := range rows[1:] { names = append(names, r[0]) }
	s := named(t, names)
	by := map[string][]string{}
	for _, g := range everydayGoals(t) {
		for _, n := range nameHits(t, s, names, g) { by[n] = append(by[n], g) }
	}
	var list []string
	for n, g := range by { list = append(list, n+": "+strings.Join(g, ", ")) }
	slices.Sort(list)
	for _, l := range list { t.Log(l) }
}
