package uitest

import (
	"strings"
	"testing"

	"jobspor/data/demo"
)

// TestTheNextTwoWeeks: what is planned stands by day with the week's number, a weekend without anything is left out,
// the cursor moves over what is planned, and Enter opens it.
func TestTheNextTwoWeeks(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	d.Press("w")
	d.Sees("De næste to uger · mine", "tor 26/11 · uge 48", "man 30/11 · uge 49", "man 7/12 · uge 50")
	view := d.View()
	for _, day := range []string{"lør 28/11", "søn 29/11"} {
		if strings.Contains(view, day) {
			t.Errorf("the weekend without anything shows %q:\n%s", day, view)
		}
	}
	mine := strings.Count(view, "\n")
	d.Press("a")
	d.Sees("De næste to uger · alles")
	d.Press("a", "home", "down", "enter")
	d.SeesNot("De næste to uger")
	d.Press("esc")
	d.Sees("De næste to uger · mine")
	if mine != strings.Count(d.View(), "\n") {
		t.Error("the list came back otherwise")
	}
	d.Press("8", "ctrl+k")
	d.Type("næste to uger")
	d.Press("enter")
	d.Sees("De næste to uger · mine")
}
