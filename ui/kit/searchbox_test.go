package kit

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"
)

func TestSearchBoxTakesLettersAndLeavesArrows(t *testing.T) {
	b := NewSearchBox(testTheme())
	if used, _ := b.Update(press("k")); used || b.Height() != 0 {
		t.Error("got a letter before the line was opened")
	}
	b.Focus()
	for _, tt := range []struct {
		stroke        string
		used, changed bool
		query         string
		typing        bool
	}{
		{"k", true, true, "k", true}, {"ø", true, true, "kø", true}, {"down", false, false, "kø", true},
		{"left", true, false, "kø", true}, {"backspace", true, true, "ø", true}, {"tab", true, false, "ø", false},
		{"x", false, false, "ø", false},
	} {
		used, changed := b.Update(press(tt.stroke))
		if used != tt.used || changed != tt.changed || b.Query() != tt.query || b.Typing() != tt.typing {
			t.Errorf("%s: got used %v, changed %v, %q, typing %v", tt.stroke, used, changed, b.Query(), b.Typing())
		}
	}
	if b.Height() != 1 {
		t.Error("the line is gone while it still narrows the list")
	}
	b.Focus()
	if used, changed := b.Update(press("enter")); used || changed || b.Typing() {
		t.Error("Enter did not leave the line and go on to the list")
	}
	if b.Focus(); !b.Clear() || b.Query() != "" || b.Clear() {
		t.Error("Clear does not tell whether there was anything to leave")
	}
}

func TestSearchBoxKeepsTheFrame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := NewSearchBox(anyLook(t))
		list := anyTable(t, b.th)
		if rapid.Bool().Draw(t, "open") {
			b.Focus()
			b.Update(tea.PasteMsg{Content: hostile(t, "typed")})
		}
		size := Size{rapid.IntRange(0, 60).Draw(t, "w"), rapid.IntRange(0, 12).Draw(t, "h")}
		view, c := b.Over(list, size)
		if err := CheckFrame(view, size.W, size.H); err != nil {
			t.Fatal(err)
		}
		if c != nil && (c.X >= size.W || c.Y >= size.H) {
			t.Fatalf("cursor at %d,%d outside %v", c.X, c.Y, size)
		}
	})
}
