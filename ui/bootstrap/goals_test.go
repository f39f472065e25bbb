package bootstrap

import (
	"fmt"
	"os"
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
	goalInversions = 6
)

// everydayGoals reads the goals, one a line.
func everydayGoals(t *testing.T) (goals []string) {
	t.Helper()
	text, err := os.ReadFile("../../matching/testdata/goals.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			goals = append(goals, line)
		}
	}
	return goals
}

// fitOf is how well the work of a row fits, in percent.
func fitOf(row matching.Row) int {
	for _, r := range row.Reasons {
		if r.Criterion == "task" && r.Max > 0 {
			return 100 * r.Points / r.Max
		}
	}
	return 0
}

// inversions counts the rows among the first ten that fit little while one that fits well waits.
func inversions(rows []matching.Row) (n int) {
	waits := false
	for i, row := range rows {
		waits = waits || i >= firstTen && fitOf(row) > strongFit
	}
	for _, row := range rows[:min(firstTen, len(rows))] {
		if waits && fitOf(row) < weakFit {
			n++
		}
	}
	return n
}

// TestEverydayGoals counts inversions for everybody (words alone) and for the first citizen of the demo world, whose
// circumstances count too. With -v it prints the lists.
func TestEverydayGoals(t *testing.T) {
	_, st := dossierWorld(t)
	d := (*Linkers)(nil).session(st, "")
	defer d.Snapshots.Close()
	goals := everydayGoals(t)
	if got, want := len(goals), 30; got != want {
		t.Errorf("goals: got %d, want %d", got, want)
	}
	total := 0
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
			t.Logf("%s %s: %d of %d, inversions %d\n%s", words, who, m.Candidates, m.Total, n, tenOf(m))
		}
	}
	t.Logf("inversions: %d", total)
	if total > goalInversions {
		t.Errorf("inversions: got %d, want at most %d", total, goalInversions)
	}
}

// tenOf prints the first rows: order, fit and how it is known.
func tenOf(m *service.MatchList) string {
	var b strings.Builder
	for i, row := range m.Rows[:min(firstTen, len(m.Rows))] {
		task := row.Reasons[0].Key
		if t := m.Tasks[row.TaskID]; t != nil {
			task += ": " + t.Name
		}
		fmt.Fprintf(&b, "%4d. %3d fit %3d  %s · %s\n", i+1, row.Score, fitOf(row), m.Name(row), task)
	}
	return b.String()
}
