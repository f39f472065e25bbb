package kit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// numbered is n rows with the identities of the given numbers.
func numbered(ids ...int) Rows {
	return Rows{Len: len(ids), ID: func(i int) string { return strconv.Itoa(ids[i]) },
		Cells: func(i int, c []Cell) { c[0].Text = fmt.Sprint("række ", ids[i]) }}
}

func seq(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

func newNumbered(h int, ids ...int) *Table {
	tb := NewTable(testTheme(), []Column{{Key: "a", Title: "A", Min: 8, Flex: 1}, {Key: "b", Title: "B", Min: 5}})
	tb.SetRows(numbered(ids...))
	tb.SetSize(30, h)
	return tb
}

func selected(tb *Table) string {
	id, _, _ := tb.Selected()
	return id
}

func TestTableMoves(t *testing.T) {
	for _, tt := range []struct {
		strokes, want string
	}{
		{"", "0"}, {"down", "1"}, {"j j k", "1"}, {"up", "0"}, {"G", "49"}, {"end home", "0"}, {"G g", "0"},
		{"pgdown", "10"}, {"ctrl+f ctrl+f ctrl+b", "10"}, {"pgup", "0"}, {"G down", "49"}, {"G pgup", "39"},
	} {
		tb := newNumbered(11, seq(0, 50)...)
		send(t, tb, tt.strokes)
		if got := selected(tb); got != tt.want {
			t.Errorf("%q: got row %s, want %s", tt.strokes, got, tt.want)
		}
		first, end := tb.Visible()
		if _, at, _ := tb.Selected(); at < first || at >= end {
			t.Errorf("%q: row %d is outside the window %d-%d", tt.strokes, at, first, end)
		}
	}
}

func TestTableScrollsOneRowAtATime(t *testing.T) {
	tb := newNumbered(11, seq(0, 50)...)
	for i := range 50 {
		if first, _ := tb.Visible(); first != max(i-9, 0) {
			t.Fatalf("row %d: got window from %d, want %d", i, first, max(i-9, 0))
		}
		send(t, tb, "down")
	}
	send(t, tb, "g")
	if first, _ := tb.Visible(); first != 0 {
		t.Errorf("got window from %d at the top", first)
	}
}

func TestTableFollowsIdentity(t *testing.T) {
	tb := newNumbered(6, seq(0, 50)...)
	tb.Select("22")
	send(t, tb, "k k")
	first, _ := tb.Visible()
	_, at, _ := tb.Selected()
	line := at - first
	tb.SetRows(numbered(append([]int{100, 101, 102}, seq(0, 50)...)...))
	if got := selected(tb); got != "20" {
		t.Errorf("got %s after rows came in above, want 20", got)
	}
	first, _ = tb.Visible()
	if _, at, _ = tb.Selected(); at-first != line {
		t.Errorf("got line %d on the screen, want %d as before", at-first, line)
	}
	tb.SetRows(numbered(append([]int{100, 101, 102}, append(seq(0, 20), seq(21, 50)...)...)...))
	if got := selected(tb); got != "21" {
		t.Errorf("got %s after the row went, want the one that took its place, 21", got)
	}
	tb.SetRows(numbered())
	if _, _, ok := tb.Selected(); ok {
		t.Error("got a selected row without rows")
	}
	tb.SetRows(numbered(7, 8))
	if got := selected(tb); got != "7" {
		t.Errorf("got %s after rows came back, want 7", got)
	}
	if tb.Select("99") || selected(tb) != "7" {
		t.Error("a row that is not there was selected")
	}
}

func TestTableAsksOnlyForVisibleRows(t *testing.T) {
	asked := map[int]bool{}
	tb := NewTable(testTheme(), []Column{{Title: "A", Min: 8}})
	tb.SetRows(Rows{Len: 100000, ID: strconv.Itoa, Index: func(id string) int { n, _ := strconv.Atoi(id); return n },
		Cells: func(i int, c []Cell) { asked[i] = true }})
	tb.SetSize(40, 11)
	tb.Select("50000")
	tb.View()
	if len(asked) != 10 {
		t.Errorf("got %d rows drawn, want 10", len(asked))
	}
}

func TestTableMarks(t *testing.T) {
	tb := newNumbered(8, seq(0, 6)...)
	if got := tb.MarkedOrSelected(); !slices.Equal(got, []string{"0"}) {
		t.Errorf("got %v without marks, want the selected row", got)
	}
	send(t, tb, "space down space k k")
	if got := tb.Marked(); !slices.Equal(got, []string{"0", "2"}) {
		t.Errorf("got %v, want rows 0 and 2", got)
	}
	tb.SetRows(numbered(2, 1, 5))
	if got := tb.MarkedOrSelected(); !slices.Equal(got, []string{"2"}) {
		t.Errorf("got %v, want only the marked row that is still there", got)
	}
	send(t, tb, "ctrl+a")
	if got := len(tb.Marked()); got != 3 {
		t.Errorf("got %d marked, want all 3", got)
	}
	send(t, tb, "ctrl+a")
	if got := len(tb.Marked()); got != 0 {
		t.Errorf("got %d marked, want none", got)
	}
	tb.SetMarks(false)
	if a := send(t, tb, "space"); a.Kind != Ignored || len(tb.Marked()) != 0 {
		t.Errorf("got %v and marks in a table without marks", a)
	}
}

func TestTableMouse(t *testing.T) {
	tb := newNumbered(6, seq(0, 50)...)
	if a := tb.Update(click(5, 3)); a.Kind != Used || selected(tb) != "2" {
		t.Errorf("got %v on row %s, want row 2", a, selected(tb))
	}
	if a := tb.Update(click(5, 3)); a.Kind != Opened || a.ID != "2" {
		t.Errorf("got %+v on a second click, want Opened", a)
	}
	if a := tb.Update(click(4, 0)); a.Kind != Sorted || a.ID != "a" {
		t.Errorf("got %+v on a heading, want Sorted", a)
	}
	tb.Update(click(0, 1))
	if got := tb.Marked(); !slices.Equal(got, []string{"0"}) {
		t.Errorf("got %v marked by a click at the edge, want row 0", got)
	}
	tb.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if got := selected(tb); got != "5" {
		t.Errorf("got row %s by the wheel, want 5", got)
	}
	for _, m := range []tea.Msg{click(-1, 2), click(99, 2), click(2, 99), Offset(click(2, 2), 10, 10)} {
		if a := tb.Update(m); a.Kind != Ignored {
			t.Errorf("got %v for a click outside", a)
		}
	}
}

func TestTableHighlightsDanishLetters(t *testing.T) {
	th := testTheme()
	for _, tt := range []struct {
		text     string
		hits     []Hit
		want     []string // texts painted as matches
		describe string
	}{
		{"Rørlægger Ås", []Hit{{0, 4}}, []string{"Rør"}, "bytes of æøå"},
		{"Rørlægger", []Hit{{2, 3}}, []string{"ø"}, "half a letter is a whole one"},
		{"Cafe\u0301 Aa", []Hit{{3, 4}}, []string{"e\u0301"}, "a letter with its accent"},
		{"abc", []Hit{{1, 99}, {-5, 0}, {2, 1}}, []string{"bc"}, "ranges outside"},
		{"abcdef", []Hit{{0, 2}, {1, 3}, {4, 5}}, []string{"abc", "e"}, "ranges that overlap"},
		{"日本語", []Hit{{3, 6}}, []string{"本"}, "wide letters"},
	} {
		p := painter{theme: th.Colours}
		p.marked(0, tt.text, tt.hits)
		var got []string
		for i, piece := range strings.Split(p.end(), th.Colours.Open(0, 7)) {
			if i > 0 {
				got = append(got, strings.Split(piece, "\x1b[m")[0])
			}
		}
		if joined := strings.Join(got, ""); joined != strings.Join(tt.want, "") {
			t.Errorf("%s: got %q, want %q", tt.describe, got, tt.want)
		}
	}
}

func TestTableDropsColumnsThatDoNotFit(t *testing.T) {
	tb := matchTable(testTheme())
	for w := range 130 {
		tb.SetSize(w, 4)
		view := tb.View()
		if err := CheckFrame(view, w, 4); err != nil {
			t.Fatalf("width %d: %v", w, err)
		}
		if w >= 60 != strings.Contains(view, "By") && w > 20 {
			t.Errorf("width %d: town column is wrong", w)
		}
	}
}

func BenchmarkTableFrame100k(b *testing.B) {
	tb := NewTable(testTheme(),
		[]Column{{Title: "#", Min: 6, Right: true}, {Title: "Virksomhed", Min: 20, Flex: 2, Max: 40},
			{Title: "By", Min: 8, Flex: 1}, {Title: "Vej", Min: 7, Right: true},
			{Title: "Passer", Min: 9, Bar: 5, Right: true}, {Title: "Spørg", Min: 5}})
	tb.SetRows(Rows{Len: 100000, ID: strconv.Itoa, Index: func(id string) int { n, _ := strconv.Atoi(id); return n },
		Cells: func(i int, c []Cell) {
			c[0].Text = strconv.Itoa(i)
			c[1] = Cell{Text: "Børnehuset Solsikken og Æblegården", Hits: []Hit{{0, 5}}}
			c[2].Text = "Vallensbæk"
			c[3].Text = "12 min"
			c[4] = Cell{Text: "84", Share: 0.84}
			c[5].Text = "3"
		}})
	tb.SetSize(120, 40)
	b.ReportAllocs()
	for b.Loop() {
		tb.Update(press("down"))
		_ = tb.View()
	}
}

func BenchmarkFormFrame(b *testing.B) {
	f := contactForm(testTheme())
	f.SetSize(80, 20)
	b.ReportAllocs()
	for b.Loop() {
		f.Update(press("a"))
		f.Update(press("backspace"))
		_ = f.View()
	}
}
