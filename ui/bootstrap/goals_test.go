package bootstrap

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/matching"
	"jobspor/ui/service"
)

// The first ten workplaces of the demo world for the goals of matching/testdata/goals.txt.

const (
	firstTen = 10
	// weakFit and strongFit are shares of the fit in percent: a workplace below the one does not belong among the first
	// while an unblocked one above the other waits.
	weakFit, strongFit = 40, 60
	// goalInversions is how many such workplaces there may be in all lists together. It only goes down.
	goalInversions = 0
	// goalsRight is the share of right places among the first ten in tenths of a percent, of those that could stand
	// there. It only goes up.
	goalsRight = 900
)

// linesOf reads a file of matching/testdata without its comments.
func linesOf(t *testing.T, name string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile("../../matching/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// right is what a colleague calls right places for a goal: beginnings of industry codes, and words of the task shown.
type right struct{ codes, words []string }

// rightPlaces reads what is right for each goal.
func rightPlaces(t *testing.T) map[string]right {
	t.Helper()
	out := map[string]right{}
	for _, line := range linesOf(t, "goals_right.txt") {
		goal, said, _ := strings.Cut(line, " = ")
		codes, words, _ := strings.Cut(said, "; ")
		out[goal] = right{strings.Fields(codes), strings.Split(words, ", ")}
	}
	return out
}

func (r right) is(m *service.MatchList, row matching.Row) bool {
	c := m.Companies[row.CompanyID]
	if slices.ContainsFunc(r.codes, func(code string) bool { return strings.HasPrefix(c.Industry, code) }) {
		return true
	}
	t := m.Tasks[row.TaskID]
	return t != nil && slices.ContainsFunc(r.words, func(w string) bool {
		return strings.Contains(strings.ToLower(t.Name), w)
	})
}

// count is how many right places stand among the first ten, and how many could.
func (r right) count(m *service.MatchList) (first, could int) {
	for i, row := range m.Rows {
		if r.is(m, row) {
			could++
			if i < firstTen {
				first++
			}
		}
	}
	return first, min(could, firstTen)
}

// inversions counts the rows among the first ten that fit little while one that fits well waits.
func inversions(rows []matching.Row) (n int) {
	waits := false
	for i, row := range rows {
		waits = waits || i >= firstTen && row.Fit > strongFit
	}
	for _, row := range rows[:min(firstTen, len(rows))] {
		if waits && row.Fit < weakFit {
			n++
		}
	}
	return n
}

// TestEverydayGoals ranks for everybody (words alone) and for the first citizen of the demo world, whose circumstances
// count too. It counts inversions by the program's own fit, and right places by what a colleague says. With -v it
// prints the lists.
func TestEverydayGoals(t *testing.T) {
	_, st := dossierWorld(t)
	d := (*Linkers)(nil).session(st, "")
	defer d.Snapshots.Close()
	goals, places := linesOf(t, "goals.txt"), rightPlaces(t)
	if got, want := len(goals), 30; got != want {
		t.Errorf("goals: got %d, want %d", got, want)
	}
	total, first, could := 0, 0, 0
	for _, who := range []string{"", demo.Anja} {
		for _, words := range goals {
			q := service.MatchQuery{Words: words, From: "2635", Limit: -1}
			if who != "" {
				q.CitizenID = demo.ID("citizen", who)
			}
			m, err := d.Match(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			n := inversions(m.Rows)
			total += n
			at, of := 0, 0
			if r, known := places[words]; known {
				at, of = r.count(m)
			}
			first, could = first+at, could+of
			t.Logf("%s %s: %d of %d, inversions %d, right %d of %d\n%s", words, who, m.Candidates, m.Total, n, at, of,
				tenOf(m, places[words]))
		}
	}
	share := 1000 * first / max(could, 1)
	t.Logf("inversions: %d, right places: %d of %d (%d.%d %%)", total, first, could, share/10, share%10)
	if share < goalsRight {
		t.Errorf("right places: got %d.%d %%, want %d.%d %%", share/10, share%10, goalsRight/10, goalsRight%10)
	}
	if total > goalInversions {
		t.Errorf("inversions: got %d, want at most %d", total, goalInversions)
	}
}

// tenOf prints the first rows: score, fit and how it is known; right places are marked.
func tenOf(m *service.MatchList, places right) string {
	var b strings.Builder
	for i, row := range m.Rows[:min(firstTen, len(m.Rows))] {
		task, mark := row.Reasons[0].Key, " "
		if t := m.Tasks[row.TaskID]; t != nil {
			task += ": " + t.Name
		}
		if places.is(m, row) {
			mark = "+"
		}
		fmt.Fprintf(&b, "%4d. %s %3d fit %3d  %s · %s\n", i+1, mark, row.Score, row.Fit, m.Name(row), task)
	}
	return b.String()
}
