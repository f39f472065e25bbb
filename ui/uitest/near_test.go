package uitest

import (
	"testing"

	"jobspor/data/demo"
)

// TestNearTheCitizen: from the citizen's page one key lists the workplaces in rings of the estimated way, narrowed as the
// list of workplaces is; Enter opens one, Esc comes back, m ranks.
func TestNearTheCitizen(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	d.Press("3", "enter", "N")
	d.Sees("Nær borgeren", "Højst ca.", "ca. ", "skønnet vej", "f filter")
	d.Press("down", "enter")
	d.Sees("CVR-nummer")
	d.Press("esc")
	d.Sees("Nær borgeren")
	d.Press("m")
	d.Sees("Match · ")
	d.Press("N")
	d.Sees("Nær borgeren")
}
