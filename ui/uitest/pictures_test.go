package uitest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/lang"
)

// pictures are the screens of daily work, by the keys that lead there in the demo.
var pictures = []struct {
	name string
	keys []string
}{
	{"today", []string{"1"}},
	{"week", []string{"1", "w"}},
	{"companies", []string{"2"}},
	{"company", []string{"2", "/", "s", "t", "r", "a", "n", "d", "g", "enter"}},
	{"company-form", []string{"2", "e"}},
	{"citizens", []string{"3"}},
	{"citizen", []string{"3", "enter"}},
	{"near", []string{"3", "enter", "N"}},
	{"match", []string{"4", "k", "e", "enter"}},
	{"match-why", []string{"4", "k", "e", "enter", "w"}},
	{"match-weights", []string{"4", "k", "e", "enter", "v"}},
	{"call-sheet", []string{"4", "k", "e", "enter", "r"}},
	{"lists", []string{"5"}},
	{"list", []string{"5", "enter"}},
	{"board", []string{"6"}},
	{"placements", []string{"6", "b"}},
	{"placement", []string{"6", "/", "s", "t", "r", "a", "n", "d", "g", "enter"}},
	{"agreement", []string{"6", "/", "s", "t", "r", "a", "n", "d", "g", "enter", "a"}},
	{"hours", []string{"6", "/", "s", "t", "r", "a", "n", "d", "g", "enter", "t"}},
	{"vitas", []string{"6", "/", "s", "t", "r", "a", "n", "d", "g", "enter", "v"}},
	{"figures", []string{"7", "enter"}},
	{"log", []string{"8"}},
	{"palette", []string{"ctrl+k"}},
	{"help", []string{"2", "?"}},
	{"today-approval", []string{"1"}},
	{"approval", []string{"1", "enter"}},
}

// picturedIn are the pictures that are of another program than that of the demo.
var picturedIn = map[string]func(testing.TB, Options) *Driver{
	"today-approval": askedByMette, "approval": askedByMette,
}

// TestPictures: a change of what a screen of the demo shows is seen in the change itself, in both languages, at 80×24
// and 120×36. JOBSPOR_UPDATE=1 writes the pictures anew; they are read by eye before they are kept.
func TestPictures(t *testing.T) {
	t.Parallel()
	update := os.Getenv("JOBSPOR_UPDATE") != ""
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			var all strings.Builder
			for _, code := range []lang.Code{lang.Danish, lang.English} {
				o := world()
				o.Lang, o.W, o.H = code, 80, 24
				open := picturedIn[p.name]
				if open == nil {
					open = New
				}
				d := open(t, o)
				d.Press(p.keys...)
				for _, size := range [][2]int{{80, 24}, {120, 36}} {
					d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					fmt.Fprintf(&all, "== %s %d×%d\n", code, size[0], size[1])
					for line := range strings.Lines(d.View() + "\n") {
						all.WriteString(strings.TrimRight(line, " \n") + "\n")
					}
				}
			}
			path := filepath.Join("testdata", "pictures", p.name+".txt")
			if update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(all.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := firstDifference(string(want), all.String()); diff != "" {
				t.Errorf("the screen shows something else (JOBSPOR_UPDATE=1 writes it): %s", diff)
			}
		})
	}
}

// firstDifference tells the first line that differs, and in which picture.
func firstDifference(want, got string) string {
	if want == got {
		return ""
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	head := ""
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if strings.HasPrefix(x, "== ") {
			head = x
		}
		if x != y {
			return fmt.Sprintf("%s, line %d\nwant %s\ngot  %s", head, i+1, x, y)
		}
	}
	return ""
}
