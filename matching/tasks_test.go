package matching_test

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"jobspor/matching"
)

// Shares of task phrases, in tenths of a percent, whose first reading is right. They only go up.
const (
	tuneReached  = 970
	checkReached = 860
	leastPhrases = 400
	leastChecked = 250
)

// phrase is a line of task_phrases.txt.
type phrase struct {
	line           int
	industry, text string
	want           []string // IDs of occupations, all equally right
	tune           bool     // the reader was set on it; the others only tell how good it is
}

func readPhrases(t *testing.T) (out []phrase) {
	t.Helper()
	f, err := os.Open("testdata/task_phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc, tune := bufio.NewScanner(f), false
	for n := 1; sc.Scan(); n++ {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		if strings.HasPrefix(sc.Text(), "[") {
			tune = sc.Text() == "[stille]"
			continue
		}
		cells := strings.Split(sc.Text(), "\t")
		if len(cells) != 3 {
			t.Fatalf("task_phrases.txt:%d: got %d cells, want 3", n, len(cells))
		}
		out = append(out, phrase{n, cells[0], cells[1], strings.Fields(cells[2]), tune})
	}
	return out
}

func TestTaskPhrases(t *testing.T) {
	o := realOptions(t)
	s, err := matching.Build(t.Context(), memory{}, o)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, x := range o.Occupations {
		known[x.ID] = true
	}
	list := readPhrases(t)
	if len(list) < leastPhrases {
		t.Errorf("got %d phrases, want %d or more", len(list), leastPhrases)
	}
	divisions := map[string]bool{}
	var good, of [2]int
	for _, p := range list {
		for _, id := range p.want {
			if !known[id] {
				t.Errorf("task_phrases.txt:%d: there is no occupation %q", p.line, id)
			}
		}
		divisions[p.industry[:2]] = true
		half := 0
		if !p.tune {
			half = 1
		}
		of[half]++
		got := matching.ReadTask(s, p.text, p.industry)
		if len(got) > 0 && slices.Contains(p.want, got[0]) {
			good[half]++
		} else if os.Getenv("JOBSPOR_SHOW") != "" {
			t.Logf("%s %s: got %s, want %s", p.industry, p.text, got, p.want)
		}
	}
	if of[1] < leastChecked || len(divisions) < 75 {
		t.Errorf("got %d phrases to check in %d divisions, want %d in 75 or more", of[1], len(divisions), leastChecked)
	}
	for half, c := range []struct {
		name    string
		reached int
	}{{"to tune", tuneReached}, {"to check", checkReached}} {
		share := 1000 * good[half] / max(of[half], 1)
		t.Logf("task phrases %s: %d of %d read right first (%d.%d %%), %d divisions", c.name, good[half], of[half],
			share/10, share%10, len(divisions))
		if share < c.reached {
			t.Errorf("%s: got %d.%d %%, want %d.%d %%", c.name, share/10, share%10, c.reached/10, c.reached%10)
		}
	}
}
