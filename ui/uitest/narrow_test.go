package uitest

import (
	"strings"
	"testing"

	"jobspor/model"
)

// TestEscClosesThePickerNotTheForm: the choices of a field stand in place of the form; Esc goes back to the form, where
// a text that names nothing is said, and nothing of it is saved.
func TestEscClosesThePickerNotTheForm(t *testing.T) {
	d := New(t, world())
	d.Press("6", "n")
	d.Sees("Opret forløb")
	d.Type("zzzq")
	d.Sees("Intet passer på \"zzzq\"", "luk listen")
	d.Press("esc")
	d.SeesNot("luk listen", "Intet passer på")
	d.Sees("Opret forløb", "zzzq", "Vælg en fra listen")
	before := d.Keys
	d.Press("ctrl+s")
	d.Sees("Opret forløb", "zzzq")
	if d.Keys == before {
		t.Error("ctrl+s was not pressed")
	}
	d.Press("esc")
	d.SeesNot("Opret forløb")

	// Also where a choice is opened with space.
	d.Press("6", "enter", "e", "space")
	d.Sees("luk listen")
	d.Press("esc")
	d.SeesNot("luk listen")
	d.Sees("gem")
}

// TestTheBoardByConsultantAndByWeek: A shows one consultant's placements, i puts them under the weeks in which they
// end, on the board and in the list.
func TestTheBoardByConsultantAndByWeek(t *testing.T) {
	o := Options{World: placed(), W: 120, H: 36}
	end := Today.Monday().Add(18)
	running := func(id, consultant string, last model.Date) model.Change {
		return model.Add(&model.Placement{Head: model.Head{ID: id}, CitizenID: "anja", CompanyID: "cafe",
			Consultant: consultant, Kind: "traineeship", State: "running", TaskWords: "feje",
			StartOn: Today.Add(-30), EndOn: last})
	}
	o.World = append(o.World, model.ChangeSet{Action: "init", Changes: []model.Change{
		model.Add(&model.Consultant{Head: model.Head{ID: "bo"}, Name: "Bo Friis", Initials: "BF"}),
		running("p1", "bo", end), running("p2", "mk", end.Add(7)), running("p3", "mk", end),
	}})
	d := New(t, o)
	d.Press("6")
	d.Sees("mine", "i gang 2")
	d.Press("A")
	d.Sees("Bo Friis (BF)     1", "Mette Krogh (MK)  3")
	d.Type("friis")
	d.Press("enter")
	d.Sees("Forløb · Bo Friis (BF)", "i gang 1", "aftalt 0")
	d.Press("a")
	d.Sees("Forløb · mine", "i gang 2")

	d.Press("i")
	d.Sees("efter slutuge", "slutter uge 50", "slutter uge 51")
	d.Press("b")
	view := d.View()
	if a, b := strings.Index(view, "slutter uge 50"), strings.Index(view, "slutter uge 51"); a < 0 || b < a {
		t.Errorf("the weeks are not in order:\n%s", view)
	}
	d.Press("i")
	d.SeesNot("slutter uge 50")
}
