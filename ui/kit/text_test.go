package kit

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"jobspor/ui/theme"
)

func TestTextViewScrolls(t *testing.T) {
	v := NewTextView(testTheme())
	var text []string
	for i := range 30 {
		text = append(text, fmt.Sprint("linje ", i))
	}
	v.SetText(strings.Join(text, "\n"))
	v.SetSize(20, 10)
	for _, tt := range []struct {
		strokes, first, last string
	}{
		{"", "linje 0", "↓ 21 linjer mere"}, {"down j k", "linje 1", "↓ 20 linjer mere"},
		{"space", "linje 10", "↓ 11 linjer mere"}, {"G", "linje 20", "linje 29"},
		{"down", "linje 20", "linje 29"}, {"pgup", "linje 11", "↓ 10 linjer mere"},
		{"home", "linje 0", "↓ 21 linjer mere"}, {"up", "linje 0", "↓ 21 linjer mere"},
	} {
		send(t, v, tt.strokes)
		rows := Lines(ansi.Strip(v.View()))
		if first, last := strings.TrimSpace(rows[0]), strings.TrimSpace(rows[9]); first != tt.first || last != tt.last {
			t.Errorf("%q: got %q and at the end %q", tt.strokes, first, last)
		}
	}
	for line, want := range map[int]bool{0: true, 8: true, 9: false} {
		if got := v.Sees(line); got != want {
			t.Errorf("line %d is seen: %v", line, got)
		}
	}
	if a := v.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown}); a.Kind != Used ||
		!strings.HasPrefix(v.View(), "linje 3 ") {
		t.Errorf("got %v by the wheel", a)
	}
	if a := send(t, v, "x"); a.Kind != Ignored {
		t.Errorf("got %v for a key that does nothing here", a)
	}
	v.ScrollTo(1000)
	if !strings.HasPrefix(v.View(), "linje 20") {
		t.Error("the view went beyond its text")
	}
}

func TestTypingIsTold(t *testing.T) {
	for _, tt := range []struct {
		msg  tea.Msg
		want bool
	}{
		{press("å"), true}, {press("space"), true}, {press("ctrl+k"), false}, {press("enter"), false},
		{tea.PasteMsg{Content: "x"}, true}, {click(1, 1), false},
	} {
		if got := IsText(tt.msg); got != tt.want {
			t.Errorf("%v: got %v, want %v", tt.msg, got, tt.want)
		}
	}
}

func TestPlainModeMovesTheCursorWithTheSelection(t *testing.T) {
	th := testTheme()
	tb := matchTable(th)
	tb.SetSize(60, 8)
	if tb.Cursor() != nil {
		t.Error("got a cursor where the row is drawn")
	}
	o := th.Colours.Options()
	o.ASCII, o.NoColor = true, true
	th.Colours = theme.New(o)
	send(t, tb, "down down")
	if c := tb.Cursor(); c == nil || c.Y != 3 {
		t.Errorf("got %+v, want the third row", c)
	}
	if tb.SetFocus(false); tb.Cursor() != nil {
		t.Error("got a cursor in a list without focus")
	}
}

// TestShortSaysThatSomethingIsLeftOut: what is cut off below ends in an ellipsis, and what is whole does not.
func TestShortSaysThatSomethingIsLeftOut(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string
	}{{3, "a|b|c"}, {9, "a|b|c"}, {2, "a|b…"}, {1, "a…"}, {0, ""}, {-1, ""}} {
		if got := strings.Join(Short([]string{"a", "b ", "c"}, c.n), "|"); strings.ReplaceAll(got, "b ",
			"b") != c.want {
			t.Errorf("%d: %q, want %q", c.n, got, c.want)
		}
	}
}
