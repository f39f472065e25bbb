package uitest

import (
	"testing"

	"jobspor/data/demo"
	"jobspor/ui/service"
)

// TestOpensWhereItWasLeft: the tab and the page of a row come back after a restart; with the setting off it
// is Today.
func TestOpensWhereItWasLeft(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	o := Options{W: 120, H: 36, Path: d.Session().Store.Path(), Who: "MK"}
	d.Press("3", "down", "down", "enter")
	d.Sees("B-0004")
	d.Press("q")
	d = New(t, o)
	d.Sees("B-0004", "Startet")
	d.Press("esc")
	d.Sees("Borgere · mine")
	s := d.Session()
	if _, err := s.Store.Apply(t.Context(), service.Set(nil, service.StartSetting, "off")); err != nil {
		t.Fatal(err)
	}
	d.Press("q")
	New(t, o).Sees("I dag · torsdag")
}
