package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestFunnelNarrowsInTheMiddle(t *testing.T) {
	steps := []FunnelStep{{"trial", 1, "20"}, {"went on", 0.5, "10"}, {"paid", 0.1, "2"}, {"kept", 0, "0"}}
	got := ansi.Strip(Funnel(themes()["ascii"], steps, 40, 4))
	want := strings.Join([]string{
		"trial    ############################ 20",
		"went on         ##############        10",
		"paid                 ###               2",
		"kept                                   0",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := ansi.Strip(Funnel(themes()["ascii"], steps, 40, 2)); !strings.Contains(got, "3") ||
		strings.Contains(got, "went on") {
		t.Errorf("two lines should hold the first step and how many are left: %q", got)
	}
}

// TestFunnelKeepsItsSize: whatever the steps and sizes, a funnel is a block of exactly its size.
func TestFunnelKeepsItsSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(0, 90).Draw(t, "w"), rapid.IntRange(0, 12).Draw(t, "h")
		var steps []FunnelStep
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			steps = append(steps, FunnelStep{
				rapid.String().Draw(t, "label"), rapid.OneOf(rapid.Float64(), rapid.Just(unknown)).Draw(t, "share"),
				rapid.String().Draw(t, "text"),
			})
		}
		for name, l := range themes() {
			if err := CheckFrame(Funnel(l, steps, w, h), w, h); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}
