package uitest

import (
	"context"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// TestAnotherTeamsCitizenOpensWithAReason: where roles are enforced the list has the own team's citizens only; the
// palette asks for a number and a reason, and the log keeps it.
func TestAnotherTeamsCitizenOpensWithAReason(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	ctx, s := context.Background(), d.Session()
	far, err := service.All[model.Citizen](ctx, s.Store, "citizen",
		schema.Where("responsible", demo.ID("consultant", "Samira Dahl")))
	if err != nil || len(far) == 0 {
		t.Fatal(len(far), err)
	}
	c := far[0]
	s.Service.Enforce()
	d.Press("3")
	d.SeesNot(c.Name())
	d.Press("ctrl+k")
	d.Type("andet teams sag")
	d.Press("enter")
	d.Type("b12")
	d.Press("enter")
	d.Sees("mindst fire cifre")
	for range 3 {
		d.Press("backspace")
	}
	d.Type(c.Ref)
	d.Press("enter")
	d.Sees("Hvorfor skal du se " + c.Ref)
	d.Press("enter")
	d.Sees("En begrundelse er nødvendig")
	d.Type("vikar i uge 48")
	d.Press("enter")
	d.Ready()
	d.Sees(c.Name())
	list, err := s.Store.Log(ctx, schema.LogQuery{Type: "citizen", ID: c.ID, Kind: "view"})
	if err != nil || len(list) == 0 || list[len(list)-1].Args["reason"] != "vikar i uge 48" {
		t.Errorf("the log has %v, %v", list, err)
	}
}
