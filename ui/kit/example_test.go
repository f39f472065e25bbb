package kit_test

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/lang"
	"jobspor/ui/theme"
)

// A screen gives its parts a size, sends them messages and joins their blocks;
// what the person wants comes back as an Action.
func Example() {
	th := kit.NewTheme(theme.New(theme.Options{NoColor: true}), lang.New(lang.Danish))
	names := []string{"Café Strandgården", "Plejecenter Torsbo"}

	table := kit.NewTable(th, []kit.Column{
		{Key: "name", Title: "Virksomhed", Min: 12, Flex: 1}, {Title: "Vej", Min: 6, Right: true},
	})
	table.SetRows(kit.Rows{
		Len:   len(names),
		ID:    func(i int) string { return fmt.Sprint("V-", i+1) },
		Cells: func(i int, cells []kit.Cell) { cells[0].Text, cells[1].Text = names[i], fmt.Sprint(8+4*i, " min") },
	})
	size := kit.Size{W: 48, H: 8}
	body := kit.BodySize(size)
	table.SetSize(body.W, body.H)

	table.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	action := table.Update(tea.KeyPressMsg{Code: tea.KeyEnter})

	page := kit.Page{
		Header: kit.Header{
			Name: "jobspor", Tabs: []kit.Tab{{Key: "2", Label: "Virksomheder", Active: true}}, Short: "MK",
		},
		Frame: kit.Frame{Title: "Virksomheder", Note: "2 af 412", Body: table.View()},
		Hints: keys.Footer(keys.Pick(keys.Open, keys.Mark, keys.Search, keys.Help), th.T, th.Names()),
	}
	view, _ := page.Draw(th, size)
	for line := range strings.SplitSeq(ansi.Strip(view), "\n") {
		fmt.Println(strings.TrimRight(line, " "))
	}
	fmt.Println(action.Kind == kit.Opened, action.ID)
	// Output:
	// jobspor  2 Virksomheder                     MK
	//  Virksomheder                          2 af 412
	// ────────────────────────────────────────────────
	//    Virksomhed                               Vej
	//    Café Strandgården                      8 min
	//  ▸ Plejecenter Torsbo                    12 min
	//
	//  Enter åbn  ␣ markér  / søg  ? hjælp
	// true V-2
}
