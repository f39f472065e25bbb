package uitest

import (
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
	d.Sees("Café Strandgården", "1 af 1")
	t.Log("\n" + d.View())
	d.Press("/")
	d.Type("strandgaard")
	d.Sees("Café Strandgården", "1 af 1")
	d.Press("esc", "u")
	d.Sees("Fortrudt")
	if n := len(Rows[model.Company](d, "company", schema.Query{})); n != 0 {
		t.Errorf("%d companies after undo, want 0", n)
	}
	t.Log("\n" + d.View())
}
