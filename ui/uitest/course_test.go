package uitest

import (
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// anjaAtCafe is the running placement of the stories.
func anjaAtCafe() string {
	return demo.ID("placement", demo.PlacementName("Anja Holm", "Café Strandgården", "traineeship"))
}

func atPlacement(t *testing.T, id string) *Driver {
	o := world()
	o.W, o.H = 120, 70
	o.Start = &screen.Go{To: screen.Placement, Arg: id}
	return New(t, o)
}

// TestAnExtensionIsOneCourse: an extended placement does not end on Today, and its page tells the whole course.
func TestAnExtensionIsOneCourse(t *testing.T) {
	d := atPlacement(t, anjaAtCafe())
	if p := placementOf(d, anjaAtCafe()); p.EndOn == 0 || p.EndOn > Today.Add(14) {
		e := *p
		e.EndOn = Today.Add(6)
		if _, err := d.Session().Store.Apply(t.Context(), model.ChangeSet{Action: "placement.edit",
			Changes: []model.Change{model.Edit(p, &e)}}); err != nil {
			t.Fatal(err)
		}
		d.Wait()
	}
	ends := func() int {
		v, err := d.Session().Service.DueToday(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, due := range v.Due {
			if due.PlacementID == anjaAtCafe() && due.Kind == "ends" {
				n++
			}
		}
		return n
	}
	if ends() != 1 {
		t.Fatal("it does not end on Today before it is extended")
	}
	d.Press("f", "ctrl+u")
	d.Type("29/1")
	d.Press("tab")
	d.Type("opvasken klares snart alene")
	d.Press("ctrl+s", "esc")
	d.Sees("Hele forløbet: F-", "forlængelse")
	d.SeesNot("mere end 37")
	if ends() != 0 {
		t.Error("Today still says that it ends")
	}
	d.Press("u")
	if ends() != 1 {
		t.Error("undo did not bring it back")
	}
}

// TestPauseAndShift: a placement stands still, goes on, and its later steps are moved, each shown before.
func TestPauseAndShift(t *testing.T) {
	d := atPlacement(t, anjaAtCafe())
	before := everything(d)
	ladder := func() []model.Step {
		return agreement.Latest(Rows[model.Agreement](d, "agreement", schema.Where("placement", anjaAtCafe()))).Ladder()
	}
	steps := ladder()
	d.Press("P")
	d.Sees("på pause", "Grund")
	d.Press("ctrl+s")
	pauses := Rows[model.Pause](d, "pause", schema.Query{})
	if len(pauses) != 1 || pauses[0].From != Today || pauses[0].PlacementID != anjaAtCafe() {
		t.Fatalf("the pauses are %+v", pauses)
	}
	d.Sees("på pause siden", "ikke afklaret, om den tæller med")
	d.Press("P", "ctrl+s")
	if p := Rows[model.Pause](d, "pause", schema.Query{})[0]; p.BackOn != Today {
		t.Fatalf("it is back on %v", p.BackOn)
	}
	d.Press("S")
	d.Sees("bliver", "ryk trinene")
	d.Press("right", "enter")
	moved := ladder()
	last := len(steps) - 1
	if len(moved) != len(steps) || moved[0].From != steps[0].From || moved[last].From <= steps[last].From {
		t.Errorf("the steps are %v, were %v", moved, steps)
	}
	d.Press("u", "u", "u")
	if everything(d) != before || len(Rows[model.Pause](d, "pause", schema.Query{})) != 0 {
		t.Error("undo did not restore everything")
	}
}

// TestEndingAsksForTheWeeks: the weeks that nobody has written are asked for before the end.
func TestEndingAsksForTheWeeks(t *testing.T) {
	d := atPlacement(t, anjaAtCafe())
	d.Press(">")
	d.Sees("Timer mangler", "uge 47")
	d.Press("t")
	d.Sees("Timer")
	if p := placementOf(d, anjaAtCafe()); p.State != "running" {
		t.Errorf("it is %s", p.State)
	}
}
