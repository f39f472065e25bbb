package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestAPageShowsFactsAndListInEveryWindow: side by side, under each other in 80 columns, and one at a time where there
// is no room for both; the fact under the cursor says what Enter does.
func TestAPageShowsFactsAndListInEveryWindow(t *testing.T) {
	d := New(t, world())
	for _, open := range [][]string{{"2", "enter"}, {"3", "enter"}} {
		for _, both := range [][2]int{{80, 24}, {120, 36}} {
			d.Send(tea.WindowSizeMsg{Width: both[0], Height: both[1]})
			d.Press(open...)
			list, fact := "Kontakter", "CVR-nummer"
			if open[0] == "3" {
				list, fact = "Jobmål", "Fornavn"
			}
			d.Sees(list, fact)
			d.SeesNot("ret feltet")
			d.Press("tab")
			d.Sees(list, fact, "Enter ret feltet")
			d.Send(tea.WindowSizeMsg{Width: 60, Height: 15})
			d.Sees(fact)
			d.SeesNot(list + "  ")
			d.Press("tab")
			d.Sees(list)
			if strings.Contains(d.View(), fact) {
				t.Errorf("both at 60×15\n%s", d.View())
			}
			d.Press("esc")
		}
	}
}
