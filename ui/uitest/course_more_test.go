package uitest

import (
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// apply writes changes beside the screen, as another program would.
func apply(d *Driver, changes ...model.Change) {
	d.T.Helper()
	if _, err := d.Session().Store.Apply(d.T.Context(), model.ChangeSet{Action: "init", Changes: changes}); err != nil {
		d.T.Fatal(err)
	}
	d.Wait()
}

// TestTheBoardEndsSeveral: the weeks of each that nobody has written are named before anything is asked or saved.
func TestTheBoardEndsSeveral(t *testing.T) {
	o := world()
	o.W, o.H = 120, 50
	d := New(t, o)
	running := func() (n int) {
		for _, p := range Rows[model.Placement](d, "placement", schema.Query{}) {
			if p.State == "running" {
				n++
			}
		}
		return n
	}
	before := running()
	d.Press("6", "ctrl+a", ">")
	d.Sees("Timer mangler", "F-0001 A.H.: Timerne for 1 uge er ikke skrevet: uge 47.", "F-0024")
	t.Log("\n" + d.View())
	d.Press("a")
	d.Sees("Afslut ", "F-0001 A.H. · Café Strandgården: i gang → afsluttet")
	d.Press("esc")
	if got := running(); got != before {
		t.Fatalf("%d run, want %d: nothing was saved", got, before)
	}
	d.Press("6", "ctrl+a", "ctrl+a", ">", "t")
	d.Sees("Timer · uge")
}

// TestTheBoardSaysWhatCannotStep: what runs among marked rows that do not is named with why, and stays as it is; what
// can goes on.
func TestTheBoardSaysWhatCannotStep(t *testing.T) {
	o := world()
	o.W, o.H = 120, 36
	d := New(t, o)
	d.Press("6", "space", "left", "left", "left", "left", "space", ">") // A.K. runs, S.O. is suggested
	d.Sees("Næste skridt for 2 forløb", "Føres frem: 1.",
		"S.O. · Biblioteket ved Søtorvet: foreslået → kontaktet", "Kan ikke: 1.",
		"A.K. · Autogården Ringen: Det er i gang")
	d.Press("tab", "enter")
	d.Sees("kontaktet 2", "i gang 8")
}

// TestPapersOfACitizenInNoProgramme: the choice of papers, and the dossier with everything in one.
func TestPapersOfACitizenInNoProgramme(t *testing.T) {
	id := demo.ID("citizen", "Anja Holm")
	o := world()
	o.W, o.H = 120, 70
	o.Start = &screen.Go{To: screen.Citizen, Arg: id}
	d := New(t, o)
	if list := Rows[model.Enrolment](d, "enrolment", schema.Where("citizen", id)); len(list) != 0 {
		t.Fatalf("she is in %d programmes", len(list))
	}
	d.Press("d")
	d.Sees("planark", "overlevering", "journalnotat", "dossier: alle papirer i ét")
	d.Type("dos")
	d.Press("enter")
	d.Sees("Dossier · A.H. (B-0001)", "Lovet", "I gang nu", "Løntimer uge 40 til uge 48", "Forhåndsvisning")
	t.Log("\n" + d.View())
}

// TestAnEarlierFirstDayOfAnAgreementInForce: it is asked, and what it replaces is said.
func TestAnEarlierFirstDayOfAnAgreementInForce(t *testing.T) {
	o := world()
	o.W, o.H = 120, 50
	o.Start = &screen.Go{To: screen.Agreement, Arg: anjaAtCafe()}
	d := New(t, o)
	newest := func() *model.Agreement {
		return agreement.Latest(Rows[model.Agreement](d, "agreement", schema.Where("placement", anjaAtCafe())))
	}
	was := newest().ValidFrom
	day := was.Add(-14)
	d.Press("i", "ctrl+u")
	d.Type(day.String())
	d.Sees("Afløser udgave 2")
	t.Log("\n" + d.View())
	d.Press("enter")
	if got := newest().ValidFrom; got != day {
		t.Fatalf("it counts from %v, want %v\n%s", got, day, d.View())
	}
	d.Press("u")
	if got := newest().ValidFrom; got != was {
		t.Errorf("undo left %v, want %v", got, was)
	}
}

// TestWhatMendsIsOpened: a weekly pattern that is not the step's is said on the page, and one key opens the agreement.
func TestWhatMendsIsOpened(t *testing.T) {
	d := atPlacement(t, anjaAtCafe())
	d.Sees("Ugen er på 12 timer, men trinet fra", "10 + 4 = 14 timer")
	t.Log("\n" + d.View())
	d.Press("g")
	d.Sees("Arbejdsaftale · F-0001", "Ugen er på 12 timer")
	a := agreement.Latest(Rows[model.Agreement](d, "agreement", schema.Where("placement", anjaAtCafe())))
	mended := agreement.NewVersion(a) // what was acknowledged stays as it is
	mended.ID, mended.ValidFrom = model.NewID(), Today
	mended.Pattern = []string{"mon 09:00-14:00 trial", "wed 09:00-14:00 trial", "thu 09:00-13:00 paid"}
	apply(d, model.Add(mended))
	d.Press("]")
	d.SeesNot("Ugen er på")
	d.Sees("10 t praktik, 4 t løn")
}

// TestClosingACitizenNamesWhatRuns: once, before it is saved; whoever saves again has decided it.
func TestClosingACitizenNamesWhatRuns(t *testing.T) {
	id := demo.ID("citizen", "Anja Holm")
	o := world()
	o.W, o.H = 120, 50
	o.Start = &screen.Go{To: screen.Citizen, Arg: id}
	d := New(t, o)
	closed := func() bool { return Rows[model.Citizen](d, "citizen", schema.Where("id", id))[0].Status == "closed" }
	d.Press("e")
	for range 60 {
		if strings.Contains(d.View(), "▸ Status") {
			break
		}
		d.Press("tab")
	}
	for range 6 {
		if strings.Contains(lineOf(d, "▸ Status"), "afsluttet") {
			break
		}
		d.Press("right")
	}
	d.Press("ctrl+s")
	d.Sees("Der kører stadig: 1 forløb", "løfter", "samtykker")
	t.Log("\n" + d.View())
	if closed() {
		t.Fatal("it was saved before what runs was read")
	}
	d.Press("ctrl+s")
	if !closed() {
		t.Errorf("saving again did not close:\n%s", d.View())
	}
}

// lineOf is the line of the screen that holds a text, "" when none does.
func lineOf(d *Driver, text string) string {
	for line := range strings.Lines(d.View()) {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

// TestSuggestionsMayOverlap: two ideas for the same weeks are alternatives; more than 37 hours are said when both are
// to be agreed.
func TestSuggestionsMayOverlap(t *testing.T) {
	monday := Today.Monday().Add(14)
	idea := func(id, state string) []model.Change {
		a := &model.Agreement{PlacementID: id, Number: model.Some(1), ValidFrom: monday, Purpose: "training"}
		a.SetLadder([]model.Step{{From: monday, Trial: 80}})
		return []model.Change{model.Add(&model.Placement{Head: model.Head{ID: id}, CitizenID: "anja", CompanyID: "cafe",
			Consultant: "mk", Kind: "traineeship", State: state, TaskWords: "feje", ContactedOn: Today,
			StartOn: monday, EndOn: monday.Add(25)}), model.Add(a)}
	}
	o := Options{World: placed(), W: 120, H: 50, Start: &screen.Go{To: screen.Placement, Arg: "g1"}}
	o.World = append(o.World, model.ChangeSet{Action: "init",
		Changes: append(idea("g1", "contacted"), idea("g2", "contacted")...)})
	d := New(t, o)
	d.SeesNot("højst 37")
	d.Press(">")
	if got := placementOf(d, "g1").State; got != "agreed" {
		t.Fatalf("the first is %s\n%s", got, d.View())
	}
	d.SeesNot("højst 37")
	d.Send(screen.Go{To: screen.Placement, Arg: "g2"})
	d.Press(">")
	d.Sees("Mange timer på én gang", "40 timer", "aftal alligevel")
	if got := placementOf(d, "g2").State; got != "contacted" {
		t.Errorf("the second is %s before it was decided", got)
	}
}
