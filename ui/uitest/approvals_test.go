package uitest

import (
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
)

// leads are two team leads and two administrators of one team, with a closed citizen of the first.
func leads() []model.ChangeSet {
	closed := model.Add(&model.Citizen{Head: model.Head{ID: "b00000000003"}, FirstName: "Sofie", LastName: "Dam",
		Status: "closed", ClosedOn: Today - 3000, Responsible: "k00000000001"})
	world := firmWorld(closed)
	for _, c := range []struct{ id, name, initials, role string }{
		{"k00000000001", "Mette Krogh", "MK", "lead"}, {"k00000000002", "Jens Quist", "JQ", "lead"},
		{"k00000000003", "Aase Lind", "AL", "admin"}, {"k00000000004", "Bo Rask", "BR", "admin"},
		{"k00000000005", "Ole Vang", "OV", ""},
	} {
		who := &model.Consultant{Head: model.Head{ID: c.id}, Name: c.name, Initials: c.initials, Role: c.role,
			Team: "Team Strand"}
		world[0].Changes = append(world[0].Changes, model.Add(who))
	}
	world[0].Changes = world[0].Changes[2:] // those of the firm have neither team nor role
	return world
}

// TestApprovalOfAnErasure: what one asks for stands on the Today of another who may answer, without a citizen's name; it
// is opened and read there, answered, gone, and told; then the first does it.
func TestApprovalOfAnErasure(t *testing.T) {
	for code, says := range map[lang.Code][]string{
		lang.Danish: {"Ja eller nej til en sletning", "Senere", "Enter åbner godkendelsen",
			"Mette Krogh beder om et svar senest tor 3/12 2026", "Begrundelse: fristen er nået"},
		lang.English: {"Yes or no to an erasure", "Later", "Enter opens the approval",
			"Mette Krogh asks for an answer by Thu 3/12 2026", "Reason: fristen er nået"},
	} {
		mk := New(t, Options{World: leads(), Who: "MK", Served: true})
		jq := New(t, Options{Beside: mk, Who: "JQ", Lang: code})
		erase := func() {
			mk.Press("3")
			mk.filter("status", "afsluttede")
			mk.Press("X", "s")
			mk.Type("fristen er nået")
			mk.Press("enter")
			mk.Ready()
		}
		erase()
		mk.Sees("Intet er slettet endnu", "G-0001")
		mk.Press("1")
		mk.SeesNot("sletning")
		jq.Sees("G-0001", says[0])
		jq.downTo(says[0])
		jq.Sees(says[1:3]...)
		jq.SeesNot("Sofie", "S.D.", "B-0003", "fristen")
		jq.Press("enter")
		jq.Sees(says[3:]...)
		jq.Sees("S.D. (B-0003)")
		t.Log(jq.View())
		jq.Press("right", "enter")
		jq.Sees("G-0001")
		jq.SeesNot(says[0])
		mk.Sees("Svaret på G-0001 er ja")
		erase()
		mk.Sees("Slettekvittering")
		if left := Rows[model.Citizen](mk, "citizen", schema.Where("status", "closed")); len(left) != 0 {
			t.Errorf("%s: %d citizens are left", code, len(left))
		}
	}
}

func TestX(t *testing.T) {
	al := New(t, Options{World: leads(), Who: "AL", Served: true})
	al.Press("9")
	t.Log(al.View())
	al.downTo("Ole Vang")
	al.Press("enter")
	t.Log(al.View())
}
