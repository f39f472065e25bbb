package uitest

import (
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

// agreedWorld is a placement to begin in twelve days, with an agreement that is changed first.
func agreedWorld(change func(*model.Agreement)) []model.ChangeSet {
	a := &model.Agreement{
		Head: model.Head{ID: "a1"}, PlacementID: "f1", Number: model.Some(1), ValidFrom: Today.Add(12),
	}
	a.SetLadder([]model.Step{{From: Today.Add(12), Trial: 40}})
	change(a)
	return append(placed(), model.ChangeSet{Action: "init", Changes: []model.Change{model.Add(a)}})
}

// set writes fields of a row in the form, one after another.
func set(d *Driver, e model.Entity, values ...string) {
	var fields []string
	for i := 0; i < len(values); i += 2 {
		fields = append(fields, values[i])
	}
	d.Send(screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: e, Fields: fields, Focus: fields[0]}})
	for i := 1; i < len(values); i += 2 {
		d.Press("ctrl+u")
		d.Type(values[i])
		d.Press("tab")
	}
	d.Press("ctrl+s")
}

// TestTheRatioBeforeTheCall: the card of a workplace says what is taken of its places and asks for the number of
// employees, until somebody writes it; undo asks again.
func TestTheRatioBeforeTheCall(t *testing.T) {
	d := New(t, Options{
		World: agreedWorld(func(*model.Agreement) {}), Start: &screen.Go{To: screen.Company, Arg: "cafe"}, W: 220,
		H: 50,
	})
	d.Sees("Rimelighedskrav", "vejledende: 0,27 af mindst 1 plads brugt", "ordinære årsværk")
	company := func() *model.Company { return Rows[model.Company](d, "company", schema.Query{})[0] }
	set(d, company(), "fte", "10", "fte_on", Today.String(), "fte_source", "lederen")
	d.Sees("vejledende: 0,27 af 2 pladser brugt")
	d.SeesNot("Hvor mange ordinære årsværk")
	d.Press("u")
	d.Sees("0,27 af mindst 1 plads", "ordinære årsværk")
	set(d, company(), "fte", "10", "fte_on", Today.Add(-200).String(), "fte_source", "lederen")
	d.Sees("0,27 af 2 pladser", "brugt", "støtte eller er")
	set(d, company(), "not_ordinary", "0")
	d.Sees("0,27 af 2 pladser", "brugt", "over 4 måneder")
	set(d, company(), "fte_on", Today.String())
	d.Sees("her nu i praktik eller løntilskud")
	set(d, company(), "others", "2", "others_on", Today.String(), "others_source", "lederen")
	d.Sees("vejledende: 2,27 af 2 pladser brugt")
}

// TestTheRatioBesideTheMatch: it follows the cursor in the ranking and on a list, gives no points, and shows how it was
// counted.
func TestTheRatioBesideTheMatch(t *testing.T) {
	d := New(t, world())
	d.Press("4", "k", "e", "enter", "down")
	d.Sees("Rimelighedskrav (vejledende): 0,65")
	d.Press("tab", "end")
	d.Sees("F-0021: 24 af 37 timer = 0,65 plads", "BEK 2636/2021")
	d.SeesNot("§")
	d.Press("tab", "down")
	d.Sees("Rimelighedskrav (vejledende):")
	d.SeesNot("0,65 af 6 pladser")
	d.Press("5", "enter")
	d.Sees("Rimelighedskrav (vejledende): 0,27")
	d.Press("down")
	d.SeesNot("0,27 af 1 plads brugt")
	d.Sees("Rimelighedskrav (vejledende):")

	d = New(t, Options{World: world().World, W: 80, H: 24, Lang: lang.English})
	d.Press("5", "enter")
	d.Sees("Ratio rule (for guidance): 0.27", "Consent for Café Strandgården")
}

// TestAMentorAtMostSoLong: more than six months at a time is to be looked at, a day earlier is said with what is not
// known about the rule; undo brings the first back.
func TestAMentorAtMostSoLong(t *testing.T) {
	start := Today.Add(12) // 8 December 2026
	world := agreedWorld(func(a *model.Agreement) { a.Mentor, a.MentorUntil = "Lis Bæk", model.NewDate(2027, 6, 8) })
	d := New(t, Options{World: world, Start: &screen.Go{To: screen.Placement, Arg: "f1"}, W: 160, H: 60})
	if start != model.NewDate(2026, 12, 8) {
		t.Fatalf("the placement begins %s", start)
	}
	d.Sees("Mentor: Mentor fra tir 8/12 2026", "mere end 6 måneder ad gangen")
	set(d, Rows[model.Agreement](d, "agreement", schema.Query{})[0], "mentor_until", "2027-06-07")
	d.Sees("Højst 6 måneder ad gangen; kan aftales igen")
	d.SeesNot("mere end 6 måneder")
	d.Press("u")
	d.Sees("mere end 6 måneder ad gangen")
}
