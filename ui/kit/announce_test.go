package kit

import (
	"slices"
	"testing"
)

// TestDialogIsHeard: the question, the answers with their keys, and the one that Enter gives; nothing of the frame.
func TestDialogIsHeard(t *testing.T) {
	th := testTheme()
	d := Choose(th, "Slet listen?", "Den har 3 rækker.", []Choice{{ID: "no", Label: "Nej"},
		{ID: "yes", Label: "Ja", Key: "j"}})
	d.SetSize(80, 24)
	var got []string
	for _, s := range th.Announcements(d.View) {
		got = append(got, s.Text)
	}
	want := []string{"Slet listen?", "Den har 3 rækker.", "Svar: Nej, Ja (j)", "Valgt nu: Nej"}
	if !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
}

// TestLinesBesideAPartAreHeard: what a screen draws itself is read, without what only draws.
func TestLinesBesideAPartAreHeard(t *testing.T) {
	th := testTheme()
	tb := newNumbered(5, 1, 2)
	tb.th = th
	got := th.Announcements(func() string { return tb.View() + "\n─────\n │ 3 ▁▂▃ timer │" })
	last := got[len(got)-1]
	if last.Text != "3 timer" || got[0].Of != "row" || len(got) != 2 {
		t.Errorf("heard %q", got)
	}
}
