package uitest

import (
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestATimeSheetForTheWorkplace: one key on the workplace's page, a month, and the sheet is shown before it is written;
// whose consent is not there is said.
func TestATimeSheetForTheWorkplace(t *testing.T) {
	id := demo.ID("company", demo.Strandgaarden)
	d := New(t, Options{World: demo.ChangeSets(Today), Start: &screen.Go{To: screen.Company, Arg: id}})
	d.Press("H")
	d.Sees("Hvilken måned?", "november 2026", "oktober 2026")
	d.Press("enter")
	d.Sees("Timeseddel", "F-0001", "virksomheden")
	t.Log("\n" + d.View())
	if list := Rows[model.Consent](d, "consent", schema.Where("company", id)); len(list) == 0 {
		t.Fatal("the demo has no consent there")
	}
}

// TestTheWeekSaysWhoItsHoursAreFrom: in the form of a week, then in the grid.
func TestTheWeekSaysWhoItsHoursAreFrom(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 130, H: 36,
		Start: &screen.Go{To: screen.Hours, Arg: screen.HoursArg{PlacementID: anjaAtCafe()}}})
	d.Sees("Kilde")
	d.Press("9", "tab", "4", "enter")
	d.Press("up", "e")
	d.Sees("uge 47", "Kilde")
	for range 6 {
		d.Press("tab")
	}
	d.Press("right", "ctrl+s")
	d.Sees("virksomheden")
	t.Log("\n" + d.View())
}
