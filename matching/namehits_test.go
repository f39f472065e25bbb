package matching_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jobspor/data/reference/occupations"
	"jobspor/matching"
	"jobspor/matching/words"
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

// TestNoNameByItsEnding: a name that shares an ending, a beginning or a sound with what a citizen says has nothing to
// do with it.
func TestNoNameByItsEnding(t *testing.T) {
	names := []string{"Nordisk Engineering A/S", "Byens Autolakering ApS", "Lydhuset Mastering", "Baltic Bears",
		"By Marlene Berger A/S", "By Malene Borg", "Systemansvar ApS", "Nokken Holding", "Kokholm Invest",
		"Smedegaarden 4 ApS", "Bilka Billeder", "Havnens Gavebutik", "Regnskabet ApS"}
	s := named(t, names)
	for goal, allowed := range map[string][]string{
		"rengøring": nil, "gøre rent": nil, "nok": nil, "bager": nil, "kok": nil, "ordne haver": nil, "male": nil,
		"noget med børn": nil, "passe børn": nil, "noget med dyr": nil, "lager": nil, "smed": nil, "noget med mad": nil,
		"vaske op": nil, "noget med it": nil,
		"noget i en butik": {"Havnens Gavebutik"},
	} {
		for _, hit := range nameHits(t, s, names, goal) {
			if !slices.Contains(allowed, hit) {
				t.Errorf("%q: the name %q is taken to say so", goal, hit)
			}
		}
	}
}

// TestNamesByEverydayGoals asks every everyday goal of real names. What a name says must stand in it as a word, or as
// the first or last word of a compound whose other part is a word too.
func TestNamesByEverydayGoals(t *testing.T) {
	var file []byte
	for _, dir := range []string{os.Getenv("JOBSPOR_TESTDATA"), "../../shared/data", "../../../shared/data"} {
		if data, err := os.ReadFile(filepath.Join(dir, "companies-siri/companies.csv")); dir != "" && err == nil {
			file = data
			break
		}
	}
	if file == nil {
		t.Skip("there is no companies-siri/companies.csv beside the module")
	}
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rows[1:] {
		names = append(names, r[0])
	}
	s := named(t, names)
	said := map[string][]string{} // by name
	for _, goal := range everydayGoals(t) {
		for _, name := range nameHits(t, s, names, goal) {
			said[name] = append(said[name], goal)
		}
	}
	for name, goals := range said {
		if !saysATrade(t, name) {
			t.Errorf("%q is taken to say something of %q", name, goals)
		}
	}
	t.Logf("%d of %d names say something of %d everyday goals", len(said), len(names), len(everydayGoals(t)))
	if share := 100 * len(said) / len(names); share > mostNames {
		t.Errorf("%d %% of the names say something, want %d or less: most names say nothing", share, mostNames)
	}
}

// mostNames is the most percent of real names that may say something of an everyday goal.
const mostNames = 10

// saysATrade reports whether a word of the table of trades stands in a name: by itself in any inflection, or where the
// table says so at an end of a compound.
func saysATrade(t *testing.T, name string) bool {
	t.Helper()
	list, err := occupations.LoadTrades()
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range words.Tokens(name) {
		for _, line := range list {
			for _, phrase := range line.Words {
				for word := range strings.FieldsSeq(phrase) {
					w := strings.Trim(word, "-")
					for _, w := range words.Tokens(w) {
						inflected := strings.HasPrefix(token, w) && len(token)-len(w) <= 4 ||
							words.Stem(w) == words.Stem(token)
						if inflected || word[0] == '-' && strings.Contains(token, words.Stem(w)) ||
							word[len(word)-1] == '-' &&
								strings.HasPrefix(token, w) {
							return true
						}
					}
				}
			}
		}
	}
	return false
}
