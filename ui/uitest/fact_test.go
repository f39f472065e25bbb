package uitest

import (
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestOneFactIsEditedByItself: Tab goes to the facts, the arrows choose one, Enter edits that one with the checks of
// the form, and e opens all of them.
func TestOneFactIsEditedByItself(t *testing.T) {
	for _, w := range []int{80, 120} {
		d := New(t, Options{World: demo.ChangeSets(Today), W: w, H: 24})
		d.Press("3", "enter", "tab")
		d.Sees("▸Fornavn")
		d.Press("down")
		d.Sees("▸Efternavn")
		if w == 120 {
			d.Sees("Enter ret feltet")
		}
		d.Press("enter")
		d.SeesNot("Fornavn")
		d.Press("ctrl+u")
		d.Type("Kayhan")
		d.Press("ctrl+s")
		d.Sees("Ahmet Kayhan", "▸Efternavn")
		if n := len(Rows[model.Citizen](d, "citizen", schema.Where("last_name", "Kayhan"))); n != 1 {
			t.Errorf("%d citizens have the name that was typed, want 1", n)
		}
		d.Press("u")
		d.Sees("Ahmet Kaya ")
		d.Press("e")
		d.Sees("Fornavn", "Efternavn", "Telefon")
	}
}
