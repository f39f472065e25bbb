package uitest

import (
	"fmt"
	"testing"

	"jobspor/model"
	"jobspor/ui/screen"
)

// manyCompanies is a world with n workplaces that ceased not and one that did.
func manyCompanies(n int) []model.ChangeSet {
	cs := model.ChangeSet{Action: "init", Changes: []model.Change{model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}
	for i := range n {
		cs.Changes = append(cs.Changes, model.Add(&model.Company{Name: fmt.Sprintf("Bageri %03d", i+1), Status: "active", Source: "typed"}))
	}
	cs.Changes = append(cs.Changes, model.Add(&model.Company{Name: "Bageri gone", Status: "ceased", Source: "typed"}))
	return []model.ChangeSet{cs}
}

// TestTheListOfCompaniesIsTheWholeFilter: more rows than are read at first are counted, walked, marked and exported.
func TestTheListOfCompaniesIsTheWholeFilter(t *testing.T) {
	start := func() *Driver {
		return New(t, Options{Start: &screen.Go{To: screen.Companies}, World: manyCompanies(425)})
	}
	d := start()
	d.Sees("425 af 426", "Bageri 001")
	d.Press("x")
	d.Sees("425 rækker")
	d.Press("esc")
	d.Press("G")
	d.Sees("Bageri 425", "425 af 426")
	d.Press("enter")
	d.Sees("Bageri 425 ")

	d = start()
	d.Press("end")
	d.Sees("Bageri 425")
	d.Press("up", "space", "x") // a mark goes on to the next row
	d.Sees("1 række", "Bageri 424")

	d = start()
	d.Press("ctrl+a", "x")
	d.Sees("425 rækker")

	d = start()
	for range 20 {
		d.Press("pgdown")
	}
	d.Sees("Bageri 425")
	d.Press("e")
	d.Sees("Bageri 425", "Ret virksomhed")
}

// TestTheListOfCompaniesFindsMoreThanItReads is the same for what the search box finds.
func TestTheListOfCompaniesFindsMoreThanItReads(t *testing.T) {
	d := New(t, Options{Start: &screen.Go{To: screen.Companies}, World: manyCompanies(425)})
	d.Press("/")
	d.Type("bageri")
	d.Sees("426 af 426")
	d.Press("tab", "x")
	d.Sees("426 rækker")
}
