package detailpage

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// TestStopsStayInTheText: the cursor goes from stop to stop in sight, leaves the key to the text where the next is out
// of sight, follows the text that has scrolled, and stands on the last stop when there are fewer than before.
func TestStopsStayInTheText(t *testing.T) {
	text := kit.NewTextView(kit.NewTheme(theme.New(theme.Options{}), lang.New(lang.Danish)))
	var lines []kit.Line
	for i := range 20 {
		lines = append(lines, kit.Plain(theme.Text, fmt.Sprint("linje ", i)))
	}
	text.SetLines(lines)
	text.SetSize(20, 6)
	down, up := tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyUp}
	s := Stops{All: []Stop{{"a", 0}, {"b", 2}, {"c", 10}}}
	for i, tt := range []struct {
		key  tea.KeyPressMsg
		took bool
		want string
	}{{up, false, "a"}, {down, true, "b"}, {down, false, "b"}, {up, true, "a"}} {
		took := s.Walk(tt.key, text)
		if at, ok := s.Here(); took != tt.took || at.Key != tt.want || !ok {
			t.Errorf("step %d: taken %v, at %q; want %v, %q", i, took, at.Key, tt.took, tt.want)
		}
	}
	text.ScrollTo(8)
	if at, _ := s.Here(); !s.Reach(text) || at.Key != "a" {
		t.Error("the cursor does not follow the text")
	}
	if at, _ := s.Here(); at.Key != "c" || s.Reach(text) {
		t.Errorf("after scrolling the cursor is at %q", at.Key)
	}
	s.All = s.All[:1]
	if s.Walk(up, text); s.At != 0 {
		t.Errorf("with one stop left the cursor is at %d", s.At)
	}
	if at, ok := s.Here(); at.Key != "a" || !ok {
		t.Errorf("with one stop left the cursor is at %q", at.Key)
	}
	s.All = nil
	if _, ok := s.Here(); ok || s.Walk(down, text) || s.Reach(text) {
		t.Error("without stops there is a cursor")
	}
}

// TestFactsAreKnownBeforeTheyAreDrawn: in a narrow window their side is not drawn before it has the keys; Enter that
// was typed ahead edits the fact under the cursor all the same.
func TestFactsAreKnownBeforeTheyAreDrawn(t *testing.T) {
	l := lang.New(lang.Danish)
	page := New(kit.NewTheme(theme.New(theme.Options{}), l))
	page.SetFacts(present.WordsIn(l), &model.Company{Name: "Café Æble", Phone: "12345678"}, nil,
		func(_, id string) string { return id }, "name")
	page.View(kit.Size{W: 60, H: 10})
	page.Swap()
	if key, ok := page.Fact(); !ok || key != "phone" {
		t.Errorf("under the cursor is %q, want the phone", key)
	}
}
