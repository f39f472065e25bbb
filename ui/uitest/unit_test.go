package uitest

import (
	"fmt"
	"testing"

	"jobspor/model"
	"jobspor/ui/screen"
)

// TestALegalUnitWithFiveWorkplaces: the page of one workplace shows the others with the same CVR number, leads to them,
// and a yearly target of the partnership that is written at another one of them; a new one is for the year ahead.
func TestALegalUnitWithFiveWorkplaces(t *testing.T) {
	world := model.ChangeSet{Action: "init", Changes: []model.Change{
		model.Add(&model.Consultant{Name: "Mette Krogh", Initials: "MK"})}}
	for i, name := range []string{"Hallens Have", "Hallens Kiosk", "Hallens Køkken", "Hallens Lager", "Hallens Vask"} {
		world.Changes = append(world.Changes, model.Add(&model.Company{Head: model.Head{ID: fmt.Sprintf("c%011d", i)},
			Name: name, CVR: "13748136", PNumber: fmt.Sprintf("100000000%d", i), Status: "active"}))
	}
	world.Changes = append(world.Changes,
		model.Add(&model.Citizen{Head: model.Head{ID: "b00000000001"}, FirstName: "Kim", LastName: "Berg",
			Status: "active"}),
		model.Add(&model.Placement{CitizenID: "b00000000001", CompanyID: "c00000000004", Kind: "traineeship",
			State: "running", TaskWords: "vask", MadeOn: Today - 30, StartOn: Today - 20, EndOn: Today + 40}),
		model.Add(&model.Commitment{CompanyID: "c00000000003", Year: model.Some(2026), What: "placements",
			Number: model.Some(10)}))
	d := New(t, Options{Start: &screen.Go{To: screen.Company, Arg: "c00000000000"}, World: []model.ChangeSet{world}})
	d.Sees("Samme CVR", "Hallens Køkken", "Hallens Vask", "1 åbent forløb")
	d.Press("Y")
	d.Sees("Årsmål", "2027")
	d.Press("esc")
	d.Sees("2026: 10 praktikker og", "1 af 10")
}
