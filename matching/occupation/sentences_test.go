package occupation

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// minSentences is how many sentences the table must have.
const minSentences = 60

// TestSentences reads the table of what sentences ask for and rule out, with the built-in lexicon itself.
func TestSentences(t *testing.T) {
	l := New(knowledge(t), Options{})
	f, err := os.Open("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sentence, want, ok := strings.Cut(line, " =")
		if !ok {
			t.Fatalf("%q: want sentence = work", line)
		}
		n++
		if got := asked(l.Goals(sentence)); got != strings.TrimSpace(want) {
			t.Errorf("%s\n got %s\nwant %s", sentence, got, strings.TrimSpace(want))
		}
	}
	if n < minSentences {
		t.Errorf("got %d sentences, want %d or more", n, minSentences)
	}
}

// asked writes goals as the table does.
func asked(goals []Goal) string {
	var work []string
	var t Terms
	for _, g := range goals {
		if t = g.Terms; g.Plain != "" {
			work = append(work, g.Plain)
		}
	}
	out := strings.Join(work, " + ")
	for _, p := range []struct {
		name string
		list []string
	}{{"avoid", keys(t.Avoid)}, {"not", t.Not}, {"seek", keys(t.Seek)}, {"time", t.Time}} {
		if len(p.list) > 0 {
			out += " | " + p.name + ": " + strings.Join(p.list, " + ")
		}
	}
	return strings.TrimSpace(out)
}

func keys[T ~string](list []T) (out []string) {
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}
