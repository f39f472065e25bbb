package detailpage

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

// TestStopsThatAreGone: rows that went while keys waited leave the cursor past the end; no key fails for that.
func TestStopsThatAreGone(t *testing.T) {
	text := kit.NewTextView(kit.NewTheme(theme.New(theme.Options{}), lang.New(lang.English)))
	for _, s := range []Stops{{}, {At: 1}, {All: []Stop{{Key: "a"}}, At: 1}, {All: []Stop{{Key: "a"}}, At: 5}} {
		for _, k := range []rune{'j', 'k'} {
			moved := s
			if moved.Walk(tea.KeyPressMsg{Code: k, Text: string(k)}, text) && moved.At >= len(moved.All) {
				t.Errorf("%+v: %c led to %d", s, k, moved.At)
			}
		}
		if s.Reach(text); s.At >= len(s.All) && len(s.All) > 0 && text.Sees(0) {
			t.Errorf("the cursor stays at %d of %d", s.At, len(s.All))
		}
	}
}
