package kit

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// headed is ten rows under three sections, the last of them without rows.
func headed(h int) *Table {
	tb := NewTable(testTheme(), []Column{{Key: "a", Title: "A", Min: 8, Flex: 1}})
	rows := numbered(seq(0, 10)...)
	rows.Headings = []Heading{{At: 0, Title: "Første"}, {At: 4, Title: "Anden"}, {At: 4, Note: "alle lige"},
		{At: 10, Title: "Tredje", Note: "ingen vist"}}
	tb.SetRows(rows)
	tb.SetSize(30, h)
	return tb
}

// plainLines are the lines of the table without colours and without the titles.
func plainLines(tb *Table) []string {
	var out []string
	for _, l := range strings.Split(ansi.Strip(tb.View()), "\n")[1:] {
		out = append(out, strings.TrimRight(l, " "))
	}
	return out
}

func TestHeadingsStandBetweenRows(t *testing.T) {
	got := strings.Join(plainLines(headed(15)), "|")
	want := " Første| ▸ række 0|   række 1|   række 2|   række 3| Anden| alle lige|   række 4|   række 5|   række 6|" +
		"   række 7|   række 8|   række 9| Tredje  ingen vist"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestCursorPassesOverHeadings: each press is one row, the row is always in sight, and going up to the first row of a
// section shows its heading.
func TestCursorPassesOverHeadings(t *testing.T) {
	for h := 2; h < 17; h++ {
		tb := headed(h)
		seen := func(row string) {
			t.Helper()
			if got := selected(tb); got != row {
				t.Fatalf("height %d: got row %s, want %s", h, got, row)
			}
			if view := plainLines(tb); !strings.Contains(strings.Join(view, "|")+"|", "▸ række "+row+"|") {
				t.Fatalf("height %d: row %s is out of sight:\n%s", h, row, strings.Join(view, "\n"))
			}
		}
		for i := range 10 {
			seen(string(rune('0' + i)))
			send(t, tb, "down")
		}
		for i := 9; i >= 0; i-- {
			seen(string(rune('0' + i)))
			if view := strings.Join(plainLines(tb), "|"); i == 4 && h > 4 && !strings.Contains(view, "Anden|") {
				t.Errorf("height %d: the heading over row 4 is out of sight: %s", h, view)
			}
			send(t, tb, "up")
		}
		if view := plainLines(tb); h > 2 && view[0] != " Første" {
			t.Errorf("height %d: at the top stands %q", h, view[0])
		}
	}
}

func TestAClickOnAHeadingSelectsNothing(t *testing.T) {
	tb := headed(15)
	for y, want := range map[int]string{1: "0", 2: "0", 5: "3", 6: "0", 7: "0", 8: "4", 13: "9", 14: "0", 15: "0"} {
		tb.SelectRow(0)
		tb.Update(tea.MouseClickMsg{X: 5, Y: y, Button: tea.MouseLeft})
		if got := selected(tb); got != want {
			t.Errorf("a click on line %d selects row %s, want %s", y, got, want)
		}
	}
	if row, _, ok := tb.CellAt(4, 6); ok {
		t.Errorf("a heading is taken for the cell of row %d", row)
	}
}

// TestRowsKeepTheirLineUnderNewHeadings: rows that come in with a heading above leave the cursor's row where it is.
func TestRowsKeepTheirLineUnderNewHeadings(t *testing.T) {
	tb := newNumbered(6, seq(0, 50)...)
	tb.Select("22")
	before := plainLines(tb)
	rows := numbered(append([]int{100, 101}, seq(0, 50)...)...)
	rows.Headings = []Heading{{At: 0, Title: "Nye"}, {At: 2, Title: "Gamle"}}
	tb.SetRows(rows)
	if got := plainLines(tb); strings.Join(got, "|") != strings.Join(before, "|") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(before, "\n"))
	}
}
