package uitest

import (
	"fmt"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

func TestACompanyIsWrittenFoundAndUndone(t *testing.T) {
	d := New(t,
		Options{
			Start: &screen.Go{To: screen.Companies}, World: []model.ChangeSet{{Action: "init", Changes: []model.Change{
				model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}}})
	d.Sees("Ingen virksomheder endnu")
	d.Press("n")
	d.Type("Café Strandgården")
	d.Press("ctrl+s")
	d.Sees("Café Strandgården", "1 virksomhed")
	t.Log("\n" + d.View())
	d.Press("/")
	d.Type("strandgaard")
	d.Sees("Café Strandgården", "1 virksomhed")
	d.Press("esc", "u")
	d.Sees("Fortrudt")
	if n := len(Rows[model.Company](d, "company", schema.Query{})); n != 0 {
		t.Errorf("%d companies after undo, want 0", n)
	}
	t.Log("\n" + d.View())
}

// manyCompanies is a world with more companies than are read for the first frame; each third has a task with its name.
func manyCompanies(n int) []model.ChangeSet {
	world := model.ChangeSet{Action: "import.companies", Changes: []model.Change{
		model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}
	for i := range n {
		c := &model.Company{Head: model.Head{ID: fmt.Sprintf("01980000-0000-7000-8000-%012d", i)},
			Name: fmt.Sprintf("Bageri %04d", i), Status: "active"}
		world.Changes = append(world.Changes, model.Add(c))
		if i%3 == 0 {
			world.Changes = append(world.Changes, model.Add(&model.Task{CompanyID: c.ID, Name: "Bageri i skuret"}))
		}
	}
	return []model.ChangeSet{world}
}

// TestTheListOfCompaniesSpeaksOfTheWholeFilter: what is read for the first frame is not what the count, the last row,
// marks and the export are about.
func TestTheListOfCompaniesSpeaksOfTheWholeFilter(t *testing.T) {
	const all = 425
	world := manyCompanies(all)
	for name, query := range map[string]string{"filter": "", "search": "bageri"} {
		t.Run(name, func(t *testing.T) {
			open := func() *Driver {
				d := New(t, Options{Start: &screen.Go{To: screen.Companies}, World: world})
				if query != "" {
					d.Press("/")
					d.Type(query)
					d.Press("tab")
				}
				d.Sees("425 virksomheder", "Bageri 0000")
				return d
			}
			for _, keys := range [][]string{{"x"}, {"ctrl+a", "x"}, {"ctrl+a", "home", "space", "end", "x"}} {
				d := open()
				d.Press(keys...)
				want := "425 rækker"
				if len(keys) > 3 {
					want = "424 rækker"
				}
				d.Sees(want)
			}
			d := open()
			d.Press("G")
			d.Sees("Bageri 0424")
			d.Press("space", "x")
			d.Sees("1 række", "Bageri 0424")
			d.SeesNot("Bageri 0000")

			// Marks stay when the list is read again after a change.
			d = open()
			d.Press("ctrl+a", "home", "e")
			d.Type("Nyt ")
			d.Press("ctrl+s")
			d.Press("x")
			d.Sees("425 rækker")
		})
	}
}

// TestATownComesFromItsPostcode: a postcode that was typed fills in its town once both fields are left, and says so, or
// at saving; a town that was typed stays.
func TestATownComesFromItsPostcode(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string // after the postcode
		own  string
		town string
		said bool
	}{
		{"left", []string{"tab", "tab"}, "", "Aarhus C", true},
		{"saved at once", nil, "", "Aarhus C", false},
		{"typed in the town's field", []string{"tab"}, "Midtbyen", "Midtbyen", false},
	} {
		d := New(t, Options{World: []model.ChangeSet{{Action: "init", Changes: []model.Change{
			model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}},
			Start: &screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: &model.Company{Name: "Alfa", Status: "active"},
				Fields: []string{"name", "postcode", "town", "phone"}, Focus: "postcode"}}})
		d.Type("8000")
		d.Press(c.keys...)
		d.Type(c.own)
		if c.said {
			d.Sees("Byen er udfyldt efter postnummeret: 8000 Aarhus C", "Aarhus C")
		}
		d.Press("ctrl+s")
		if rows := Rows[model.Company](d, "company", schema.Query{}); len(rows) != 1 || rows[0].Town != c.town {
			t.Errorf("%s: %+v, want %s", c.name, rows, c.town)
		}
	}
}
