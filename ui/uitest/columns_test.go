package uitest

import (
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/screen"
)

// nameLists are the lists that say whom or what a row is about, with the column of that, counted from 0. Figures are not
// among them: their chart needs the room, and names the selected one.
var nameLists = []struct {
	name   string
	start  *screen.Go
	keys   []string
	column int
}{
	{name: "today", keys: []string{"1"}, column: 1},
	{name: "week", keys: []string{"1", "w"}, column: 1},
	{name: "companies", keys: []string{"2"}},
	{name: "citizens", keys: []string{"3"}, column: 1},
	{name: "near", keys: []string{"3", "enter", "N"}, column: 1},
	{name: "match", keys: []string{"3", "m"}, column: 1},
	{name: "match, many workplaces", keys: []string{"3", "down", "down", "m"}, column: 1},
	{name: "match.choose", keys: []string{"4"}},
	{name: "left out", keys: []string{"3", "m", "w", "enter"}},
	{name: "lists", keys: []string{"5"}, column: 1},
	{name: "list", keys: []string{"5", "enter"}, column: 1},
	{name: "placements", keys: []string{"6", "b"}, column: 2},
	{name: "hours", keys: []string{"6", "t"}, column: 1},
	{name: "programme", start: &screen.Go{To: screen.Programme, Arg: "social-stoette"}, column: 1},
	{name: "enrolment", start: &screen.Go{To: screen.Programme, Arg: "social-stoette"},
		keys: []string{"end", "enter"}, column: 1},
	{name: "callround", start: &screen.Go{To: screen.CallRound}, column: 1},
	{name: "find", keys: []string{"/", "b", "o"}, column: 1},
	{name: "log", keys: []string{"8"}, column: 1},
	{name: "duplicates", start: &screen.Go{To: screen.Duplicates, Arg: "citizen"}},
}

// TestNamesComeFirst: in a wider window no row says less of whom it is about than at 80, also where something stands
// beside the list, or columns come that had no room.
func TestNamesComeFirst(t *testing.T) {
	t.Parallel()
	for _, list := range nameLists {
		t.Run(list.name, func(t *testing.T) {
			o := world()
			o.Start = list.start
			d := New(t, o)
			d.Press(list.keys...)
			var was []string
			for _, w := range []int{80, 90, 100, 110, 120, 140, 160, 200} {
				d.Send(tea.WindowSizeMsg{Width: w, Height: 36})
				names := columnOf(d.View(), list.column)
				if len(names) == 0 {
					t.Fatalf("at %d no row has a name\n%s", w, d.View())
				}
				for i := range min(len(was), len(names)) {
					if said := strings.TrimSuffix(names[i], "…"); said != names[i] &&
						len(said) < len(strings.TrimSuffix(was[i], "…")) {
						t.Errorf("at %d a row says %q, at 80 %q\n%s", w, names[i], was[i], d.View())
						break
					}
				}
				if w == 80 {
					was = names
				}
			}
		})
	}
}

// between is what stands between two columns.
var between = regexp.MustCompile(` {2,}`)

// columnOf gives a column of the list of a frame, without titles and headings: what has no such column has no row.
func columnOf(view string, column int) (out []string) {
	lines := strings.Split(view, "\n")
	for _, line := range lines[3 : len(lines)-2] {
		line, _, _ = strings.Cut(line, "│")
		fields := between.Split(strings.TrimSpace(strings.TrimLeft(line, " ▸●!")), -1)
		if len(fields) > column+1 {
			out = append(out, fields[column])
		}
	}
	return out
}
