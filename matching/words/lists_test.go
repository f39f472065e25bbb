package words

import (
	"strings"
	"testing"
)

// minOrdinary is how many ordinary words the list must have.
const minOrdinary = 1000

// TestWordLists holds the lists to what their readers expect: single words, enough of them.
func TestWordLists(t *testing.T) {
	for name, text := range map[string]string{"ordinary.txt": ordinaryText, "compounds.txt": compoundsText} {
		for w := range strings.FieldsSeq(listed(text)) {
			if got := Tokens(w); len(got) != 1 {
				t.Errorf("%s: %q is read as %q, want one word", name, w, got)
			}
		}
	}
	if got := len(ordinaryWords); got < minOrdinary {
		t.Errorf("got %d ordinary words, want %d or more", got, minOrdinary)
	}
}

func TestOrdinary(t *testing.T) {
	for word, want := range map[string]bool{"nok": true, "NOK": true, "øjne": true, "på": true, "onsdag": true,
		"kok": false, "pedel": false, "rengørng": false, "": false} {
		if got := Ordinary(Fold(word)); got != want {
			t.Errorf("Ordinary(%q) = %v, want %v", word, got, want)
		}
	}
}

func TestFunction(t *testing.T) {
	for word, want := range map[string]bool{"nok": true, "derfor": true, "endnu": true, "lige": true, "onsdag": false,
		"have": false, "sidde": false, "ude": false, "": false} {
		if got := Function(word); got != want || got && !Ordinary(word) {
			t.Errorf("Function(%q) = %v, want %v, and a function word to be an ordinary one", word, got, want)
		}
	}
	if got := len(functionWords); got < 300 {
		t.Errorf("got %d function words, want 300 or more", got)
	}
}

// TestNoPartIsAnEnding: what two words end in says nothing of either.
func TestNoPartIsAnEnding(t *testing.T) {
	s := testSplitter()
	for _, in := range []string{"engineering", "autolakering", "mastering", "catering", "rengøring", "lagerering"} {
		for _, p := range s.Split(Fold(in)) {
			if endings[p] {
				t.Errorf("Split(%q) = %v, want no ending among the parts", in, s.Split(Fold(in)))
			}
		}
	}
}
