package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"jobspor/ui/keys"
)

func TestToastWrapsInsteadOfCutting(t *testing.T) {
	th := testTheme()
	text := "Trin 2 (man 7/12 2026) ligger efter forløbets sidste dag. Flyt trinnet, eller forlæng forløbet."
	for _, tt := range []struct {
		w, h, want int
		whole      bool
	}{
		{120, 3, 1, true}, {80, 3, 2, true}, {40, 3, 3, true}, {20, 3, 3, false}, {80, 1, 1, false}, {80, 0, 1, false},
	} {
		rows := Toast{Level: Failure, Text: text}.Draw(th, tt.w, tt.h)
		if len(rows) != tt.want {
			t.Errorf("%d x %d: got %d lines, want %d", tt.w, tt.h, len(rows), tt.want)
		}
		for _, row := range rows {
			if Width(row) != tt.w {
				t.Errorf("%d x %d: got %d cells", tt.w, tt.h, Width(row))
			}
		}
		whole := strings.Contains(strings.Join(rows, " "), "forløbet.")
		if tt.whole != whole {
			t.Errorf("%d x %d: the end is shown: %v", tt.w, tt.h, whole)
		}
	}
}

func TestPairsWrapALongLabel(t *testing.T) {
	var got strings.Builder
	for _, l := range Pairs([]Pair{{Label: "Begrundelse for visitation", Value: "Vil gerne"}}, 40) {
		for _, span := range l {
			got.WriteString(span.Text)
		}
	}
	if s := got.String(); !strings.Contains(s, "visitation") || !strings.Contains(s, "Vil gerne") {
		t.Errorf("got %q, want the whole label and the value", s)
	}
}

func TestFormWrapsItsHint(t *testing.T) {
	hint := "Skriv det, et udvalg kan læse uden forklaring; ingen navne og intet om enkelte borgere."
	f := NewForm(testTheme(), []Field{{Key: "a", Label: "Hvad er sket", Hint: hint, Kind: KindLong}}, Dates{})
	f.SetSize(60, 20)
	got := strings.Join(strings.Fields(ansi.Strip(f.View())), " ")
	if !strings.Contains(got, hint) {
		t.Errorf("got %q, want the whole hint", got)
	}
}

// TestAPageCutsNoSentence: a title that is too long goes on in front of the rule, and a message that is too long for
// three lines goes on over the body; the last line stays.
func TestAPageCutsNoSentence(t *testing.T) {
	th := testTheme()
	title := "Ringet til virksomheden · A.H. (B-0001) · Café Strandgården · i uge 48, og igen i uge 50 og 52"
	page := Page{Header: Header{Name: "jobspor"}, Frame: Frame{Title: title, Note: "ikke gemt", Dividers: []int{70}},
		Hints: []keys.Hint{{Key: "?", Label: "hjælp"}}}
	words := func(view string) string { return strings.Join(strings.Fields(ansi.Strip(view)), " ") }
	for _, w := range []int{60, 80, 120} {
		view, _ := page.Draw(th, Size{W: w, H: 15})
		if err := CheckFrame(view, w, 15); err != nil {
			t.Error(err)
		}
		if got := strings.ReplaceAll(words(view), " ikke gemt", ""); !strings.Contains(got, title) {
			t.Errorf("%d: the title is cut:\n%s", w, view)
		}
		if !strings.Contains(Lines(ansi.Strip(view))[2], "───") {
			t.Errorf("%d: no rule under the title:\n%s", w, view)
		}
	}
	page.Toast = &Toast{Level: Failure, Text: strings.Repeat("Trinnet ligger efter forløbets sidste dag. ",
		9) + "Slut."}
	view, _ := page.Draw(th, Size{W: 60, H: 15})
	if err := CheckFrame(view, 60, 15); err != nil {
		t.Error(err)
	}
	if got := words(view); strings.Contains(got, "…") || !strings.Contains(got, "Slut.") || !strings.HasSuffix(got,
		"? hjælp") {
		t.Errorf("the message is cut, or covers the keys:\n%s", view)
	}
}
