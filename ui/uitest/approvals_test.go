package uitest

import (
	"slices"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// leads are two team leads, two administrators and a consultant of one team, with a closed citizen.
func leads() []model.ChangeSet {
	world := firmWorld(model.Add(&model.Citizen{Head: model.Head{ID: "b00000000003"}, FirstName: "Sofie",
		LastName: "Dam", Status: "closed", ClosedOn: Today - 3000, Responsible: "k00000000001"}))
	staff := []model.Change{ // what nobody uses for days stays open
		model.Add(&model.Setting{Head: model.Head{ID: service.LockSetting}, Value: "0"})}
	for _, c := range []model.Consultant{
		{Head: model.Head{ID: "k00000000001"}, Name: "Mette Krogh", Initials: "MK", Role: "lead"},
		{Head: model.Head{ID: "k00000000002"}, Name: "Jens Quist", Initials: "JQ", Role: "lead"},
		{Head: model.Head{ID: "k00000000003"}, Name: "Aase Lind", Initials: "AL", Role: "admin"},
		{Head: model.Head{ID: "k00000000004"}, Name: "Bo Rask", Initials: "BR", Role: "admin"},
		{Head: model.Head{ID: "k00000000005"}, Name: "Ole Vang", Initials: "OV"},
	} {
		c.Team = "Team Strand"
		staff = append(staff, model.Add(&c))
	}
	world[0].Changes = slices.Concat(staff, world[0].Changes[2:]) // those of the firm have no roles
	return world
}

// erases does what erases the closed citizen, or asks for it.
func (d *Driver) erases() {
	d.T.Helper()
	d.Press("3")
	d.filter("status", "afsluttede")
	d.Press("X", "s")
	d.Type("fristen er nået")
	d.Press("enter")
	d.Ready()
}

// makesLead gives the consultant Ole Vang another role, or asks for it.
func (d *Driver) makesLead() {
	d.T.Helper()
	d.Press("9")
	d.downTo("Ole Vang")
	d.Press("enter", "tab", "tab", "tab", "tab", "tab")
	d.Type("team")
	d.Press("enter", "ctrl+s")
	d.Ready()
}

// askedByMette is the program of Jens, whom Mette asks for a yes to an erasure.
func askedByMette(t testing.TB, o Options) *Driver {
	t.Helper()
	mette := New(t, Options{World: leads(), Who: "MK", Served: true})
	mette.erases()
	o.World, o.Beside, o.Who = nil, mette, "JQ"
	return New(t, o)
}

// TestApprovalOfAnErasure: what one asks for stands on the Today of another who may answer, without a citizen's name;
// it is opened and read there, answered, gone, and told; then the first does it.
func TestApprovalOfAnErasure(t *testing.T) {
	for code, says := range map[lang.Code]struct{ row, leads, stays, kind, who, why, answered string }{
		lang.Danish: {"Ja eller nej til en sletning", "Enter åbner godkendelsen", "Den lægges ikke væk",
			"type: Godkendelse", "Mette Krogh beder om et svar senest tor 3/12 2026",
			"Begrundelse: fristen er nået", "Ja til G-0001"},
		lang.English: {"Yes or no to an erasure", "Enter opens the approval", "It is not put away",
			"type: Approval", "Mette Krogh asks for an answer by Thu 3/12 2026", "Reason: fristen er nået",
			"Yes to G-0001"},
	} {
		mk := New(t, Options{World: leads(), Who: "MK", Served: true})
		jq := New(t, Options{Beside: mk, Who: "JQ", Lang: code})
		ov := New(t, Options{Beside: mk, Who: "OV"})
		mk.erases()
		mk.Sees("Intet er slettet endnu", "G-0001")
		mk.Press("1", "a")
		mk.SeesNot("Ja eller nej")
		ov.Press("1", "a")
		ov.SeesNot("Ja eller nej", "G-0001")

		jq.Sees("G-0001", says.row, "Mette Krogh", says.leads)
		jq.SeesNot("Sofie", "S.D.", "B-0003", "fristen")
		if got := looked(jq, 0)["view.approval"]; len(got) > 0 {
			t.Errorf("%s: the log says that %v were seen before it was opened", code, got)
		}
		jq.Press("z")
		jq.Sees(says.stays)
		jq.Press("c")
		jq.Sees(says.stays)
		jq.Press("f", "down", "enter")
		jq.Sees(says.kind, says.row)
		jq.Press("esc", "enter")
		jq.Sees(says.who, "S.D. (B-0003)", says.why)
		if got := looked(jq, 0)["view.approval"]; !slices.Equal(got, []string{"b00000000003"}) {
			t.Errorf("%s: the log says that %v were seen", code, got)
		}
		jq.Press("enter") // the first answer is neither
		jq.Sees(says.row)
		jq.SeesNot(says.why)
		jq.Press("enter", "right", "enter")
		jq.Sees(says.answered)
		jq.SeesNot(says.row, "fortryder", "undoes")
		mk.Sees("Svaret på G-0001 er ja (sletning): gør det samme igen, til og med tor 3/12 2026")
		mk.erases()
		mk.Sees("Slettekvittering")
		if left := Rows[model.Citizen](mk, "citizen", schema.Where("status", "closed")); len(left) != 0 {
			t.Errorf("%s: %d closed citizens are left", code, len(left))
		}
	}
}

// TestApprovalOfARole: an administrator asks for a role and is refused; the same is asked for again when the no is
// over, and done with the yes of the other.
func TestApprovalOfARole(t *testing.T) {
	al := New(t, Options{World: leads(), Who: "AL", Served: true})
	br := New(t, Options{Beside: al, Who: "BR", Lang: lang.English})
	role := func() string { return Rows[model.Consultant](al, "consultant", schema.Where("initials", "OV"))[0].Role }
	al.makesLead()
	al.Sees("Intet er ændret endnu", "G-0001")
	br.Sees("Yes or no to a role or a team", "Aase Lind")
	br.Press("enter")
	br.Sees("With a yes it can be done, once: Ole Vang: Role = team lead")
	br.Press("right", "right", "enter")
	br.Sees("No to G-0001")
	br.SeesNot("Yes or no")
	al.Sees("Svaret på G-0001 er nej fra Bo Rask (rolle eller team)", "efter tor 3/12 2026")
	al.Press("ctrl+s")
	al.Sees("Intet er ændret: svaret på G-0001 var nej")

	al.now = al.now.AddDate(0, 0, 8)
	al.Press("ctrl+s")
	al.Sees("Intet er ændret endnu", "G-0002")
	br.Sees("Yes or no to a role or a team")
	br.Press("enter", "right", "enter")
	br.Sees("Yes to G-0002")
	al.Sees("Svaret på G-0002 er ja (rolle eller team)")
	al.Press("ctrl+s")
	al.Sees("Rettet: konsulent")
	al.SeesNot("fortryder")
	if got := role(); got != "lead" {
		t.Errorf("the role is %q", got)
	}
}

// TestApprovalThatRunsOut: on its last day it stands under that day; the day after it is gone, and whoever asked hears
// so while the program is open, and at the next start until it is asked for anew.
func TestApprovalThatRunsOut(t *testing.T) {
	mk := New(t, Options{World: leads(), Who: "MK", Served: true})
	jq := New(t, Options{Beside: mk, Who: "JQ"})
	mk.erases()
	begins := func(days int) {
		mk.now = mk.now.AddDate(0, 0, days)
		mk.Wait()
		jq.Wait()
	}
	begins(7)
	jq.Sees("I dag  1", "Ja eller nej til en sletning")
	jq.Press("enter")
	jq.Sees("senest tor 3/12 2026")
	begins(1)
	jq.Press("right", "enter")
	jq.Sees("G-0001 gjaldt til og med tor 3/12 2026")
	jq.SeesNot("Ja eller nej")
	said := "G-0001 udløb tor 3/12 2026 og er ikke gjort (sletning)"
	mk.Sees(said)
	New(t, Options{Beside: mk, Who: "MK"}).Sees(said)
	mk.erases()
	mk.Sees("Intet er slettet endnu", "G-0002")
	again := New(t, Options{Beside: mk, Who: "MK"})
	if got := again.App.Said(); got != "" {
		t.Errorf("asked for anew it says %q", got)
	}
	jq.Sees("Ja eller nej til en sletning")
}
