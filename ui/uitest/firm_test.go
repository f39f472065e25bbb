package uitest

import (
	"context"
	"strings"
	"testing"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/screen"
)

// firmWorld is two consultants, a workplace and two citizens of the first.
func firmWorld(more ...model.Change) []model.ChangeSet {
	return []model.ChangeSet{{Action: "init", Changes: append([]model.Change{
		model.Add(&model.Consultant{Head: model.Head{ID: "k00000000001"}, Name: "Mette Krogh", Initials: "MK"}),
		model.Add(&model.Consultant{Head: model.Head{ID: "k00000000002"}, Name: "Jens Quist", Initials: "JQ"}),
		model.Add(&model.Company{Head: model.Head{ID: "c00000000001"}, Name: "Hallens Køkken", CVR: "13748136",
			Postcode: "2635", Town: "Ishøj", Industry: "561100", IndustrySystem: "DB07", Status: "active",
			Responsible: "k00000000001"}),
		model.Add(&model.Citizen{Head: model.Head{ID: "b00000000001"}, FirstName: "Kim", LastName: "Berg",
			Status: "active", Postcode: "2635", Responsible: "k00000000001", StartedOn: Today - 10}),
		model.Add(&model.Citizen{Head: model.Head{ID: "b00000000002"}, FirstName: "Ida", LastName: "Holm",
			Status: "active", Postcode: "2635", Responsible: "k00000000001", StartedOn: Today - 10}),
		model.Add(&model.Goal{CitizenID: "b00000000001", Rank: model.Some(1), Words: "køkken", Status: "wish"}),
	}, more...)}}
}

// downTo moves the cursor down until its line has a text.
func (d *Driver) downTo(text string) {
	d.T.Helper()
	for range 60 {
		for line := range strings.SplitSeq(d.View(), "\n") {
			if strings.Contains(line, text) && strings.Contains(line, "▸") {
				return
			}
		}
		d.Press("down")
	}
	d.T.Fatalf("the cursor never came to %q:\n%s", text, d.View())
}

// TestJobOrderToHired writes a job order on the company's page, proposes a citizen, and the hired one closes it; a key
// undoes both together.
func TestJobOrderToHired(t *testing.T) {
	d := New(t, Options{Start: &screen.Go{To: screen.Company, Arg: "c00000000001"}, World: firmWorld(), W: 160, H: 40})
	d.Press("J")
	d.Type("Køkkenmedhjælper")
	d.Press("ctrl+s")
	d.Sees("Jobordrer", "Køkkenmedhjælper", "ingen kandidater endnu")
	d.Press("+")
	d.Type("Kim")
	d.Press("enter")
	d.Sees("K.B. (B-0001)", "foreslået", "1 venter")
	d.downTo("K.B. (B-0001)")
	d.Press("enter")
	d.Sees("Udfald", "Begrundelse")
	d.Press("right", "right", "right", "ctrl+s")
	orders := Rows[model.Opening](d, "opening", schema.Where("kind", "order"))
	if len(orders) != 1 || orders[0].ClosedOn != Today {
		t.Fatalf("got %+v, want the order closed today\n%s", orders, d.View())
	}
	d.Sees("alle pladser er besat", "ansat")
	d.Press("u")
	if got := Rows[model.Opening](d, "opening", schema.Where("kind", "order")); got[0].ClosedOn != 0 {
		t.Error("undo left the order closed")
	}
}

// TestRefusalIsSeenInTheNextRanking: what the workplace said stands with the row of the ranking, and on its page by the
// citizen's number alone.
func TestRefusalIsSeenInTheNextRanking(t *testing.T) {
	world := firmWorld(model.Add(&model.Contact{CompanyID: "c00000000001", CitizenID: "b00000000001", On: Today - 22,
		How: "call", Outcome: "no", Note: "for få timer"}))
	d := New(t, Options{Start: &screen.Go{To: screen.Match, Arg: screen.MatchArg{CitizenID: "b00000000001"}},
		World: world, W: 160, H: 40})
	d.Sees("Hallens Køkken", "sagde nej til B-0001")
	d = New(t, Options{Start: &screen.Go{To: screen.Company, Arg: "c00000000001"}, World: world, W: 160, H: 40})
	d.downTo("sagde nej til B-0001")
	d.Press("delete")
	d.Sees("Et afslag slettes")
}

// TestHandOverFromADay hands a citizen and a workplace over from a coming day with a note each; it happens when the
// program is opened on that day, is told, and is not repeated once somebody took it back.
func TestHandOverFromADay(t *testing.T) {
	d := New(t, Options{World: firmWorld()})
	d.Press("3")
	d.downTo("K.B.")
	d.Press("O", "enter")
	d.Sees("Overdrag til Jens Quist", "1 borger")
	d.Press("a")
	d.Sees("2 borgere og 1 virksomhed")
	d.Press("d")
	d.Type("")
	d.Press("enter")
	d.Sees("overdrages")
	d.Press("h")
	for range 3 {
		d.Type("ring først")
		d.Press("enter")
	}
	d.Sees("3 noter skrevet")
	d.Press("o")
	plan := Rows[model.Handover](d, "handover", schema.Query{})
	if len(plan) != 3 || plan[0].Note != "ring først" || plan[0].On != Today+7 {
		t.Fatalf("got %d planned, %+v", len(plan), plan)
	}
	d.Press("1")
	d.Sees("Planlagt overdragelse: 3")
	path := d.Session().Store.Path()
	d.App.Close()
	d.Session().Close()

	at := func() *Driver { return New(t, Options{Path: path, Who: "JQ", Day: Today + 7}) }
	d = at()
	d.Sees("Overdraget fra Mette Krogh til Jens Quist, som planlagt")
	for _, c := range Rows[model.Citizen](d, "citizen", schema.Query{}) {
		if c.Responsible != "k00000000002" {
			t.Errorf("%s stands with %s", c.Ref, c.Responsible)
		}
	}
	c := Rows[model.Company](d, "company", schema.Query{})[0]
	if c.Responsible != "k00000000002" || c.Note == "" {
		t.Errorf("the workplace: %+v", c)
	}
	d.Press("u")
	d.Session().Close()
	d = at()
	d.SeesNot("som planlagt")
	d.Sees("Overdragelse fortrudt: 3")
}

// TestHolidayCover: who covers sees the other's Today until the last day, and it says so.
func TestHolidayCover(t *testing.T) {
	world := firmWorld(model.Add(&model.Cover{AwayID: "k00000000001", ByID: "k00000000002", From: Today,
		Until: Today + 8}), model.Add(&model.Contact{CompanyID: "c00000000001", CitizenID: "b00000000001",
		Consultant: "k00000000001", On: Today - 3, How: "call", NextOn: Today, NextWhat: "ring om vagtplanen"}))
	d := New(t, Options{World: world, Who: "JQ"})
	d.Sees("ferieafløsning for MK til fre 4/12", "ring om vagtplanen")
	world[0].Changes[len(world[0].Changes)-2] = model.Add(&model.Cover{AwayID: "k00000000001", ByID: "k00000000002",
		From: Today - 8, Until: Today - 1})
	d = New(t, Options{World: world, Who: "JQ"})
	d.SeesNot("ferieafløsning", "ring om vagtplanen")
}

// TestCandidaciesOnTheCitizensPage: the citizen's page lists the job orders with workplace and outcome, and a key gives
// the next outcome there.
func TestCandidaciesOnTheCitizensPage(t *testing.T) {
	d := New(t, Options{Start: &screen.Go{To: screen.Citizen, Arg: "b00000000001"}, W: 160, H: 40, World: firmWorld(
		model.Add(&model.Opening{Head: model.Head{ID: "o00000000001"}, CompanyID: "c00000000001", Kind: "order",
			Title: "Opvasker", PublishedOn: Today - 9}),
		model.Add(&model.Candidate{OpeningID: "o00000000001", CitizenID: "b00000000001", Outcome: "interview",
			On: Today - 1}),
		model.Add(&model.Candidate{OpeningID: "o00000000001", CitizenID: "b00000000002", Outcome: "refused",
			On: Today - 1, Reason: "for få timer"}))})
	d.Sees("Jobordrer", "Opvasker · Hallens Køkken", "samtale")
	d.SeesNot("for få timer")
	d.downTo("Opvasker · Hallens Køkken")
	d.Press("enter")
	d.Sees("Udfald", "Begrundelse")
	d.Press("right", "ctrl+s")
	d.Sees("Opvasker · Hallens Køkken", "ansat")
	got := Rows[model.Candidate](d, "candidate", schema.Where("citizen", "b00000000001"))
	if len(got) != 1 || got[0].Outcome != "hired" || got[0].On != Today {
		t.Errorf("got %+v, want hired today", got)
	}
}

// TestCompanyPageSeesAnotherProgram: another program writes a contact and an order while the page is open; after the
// next question to the store the page shows them.
func TestCompanyPageSeesAnotherProgram(t *testing.T) {
	d := New(t, Options{Start: &screen.Go{To: screen.Company, Arg: "c00000000001"}, World: firmWorld(), W: 160, H: 40})
	ctx := context.Background()
	other, err := store.Open(ctx, d.Session().Store.Path(), store.Options{Demo: true, Now: bootstrap.Clock(Today)})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Apply(ctx, model.ChangeSet{Actor: "k00000000002", Action: "x", Changes: []model.Change{
		model.Add(&model.Opening{CompanyID: "c00000000001", Kind: "order", Title: "Opvasker", PublishedOn: Today}),
		model.Add(&model.Contact{CompanyID: "c00000000001", On: Today, How: "call", Note: "talt med køkkenchefen"}),
		model.Add(&model.ParentUnit{CVR: "13748136", ParentName: "Nordic Food AB", Source: "CVR", On: Today}),
	}}); err != nil {
		t.Fatal(err)
	}
	d.SeesNot("Opvasker")
	d.Poll()
	d.Sees("Opvasker", "talt med køkkenchefen", "Koncern", "Nordic Food AB")
}

// TestClosingSeveral: what still runs for each is said before, with the day of erasure or that nobody has set it; one
// change set closes them and withdraws the consents, one key takes it back.
func TestClosingSeveral(t *testing.T) {
	world := firmWorld(
		model.Add(&model.Consent{CitizenID: "b00000000001", CompanyID: "c00000000001", Purpose: "praktik",
			GivenOn: Today - 5}),
		model.Add(&model.Placement{CitizenID: "b00000000001", CompanyID: "c00000000001", Kind: "traineeship",
			State: "running", TaskWords: "opvask", MadeOn: Today - 20, StartOn: Today - 10, EndOn: Today + 40}))
	d := New(t, Options{World: world, W: 140, H: 40})
	d.Press("3", "ctrl+a", "C")
	d.Sees("Luk 2 borgere", "K.B. (B-0001): 1 forløb, der ikke er slut", "I.H. (B-0002): intet kører",
		"Sletningsdatoen er ikke fastsat")
	d.Press("s")
	closed := func() (n int) {
		for _, c := range Rows[model.Citizen](d, "citizen", schema.Query{}) {
			if c.Status == "closed" && c.ClosedOn == Today {
				n++
			}
		}
		return n
	}
	if got := Rows[model.Consent](d, "consent", schema.Query{})[0].WithdrawnOn; closed() != 2 || got != Today {
		t.Fatalf("got %d closed, consent withdrawn %v\n%s", closed(), got, d.View())
	}
	d.Press("u")
	if closed() != 0 {
		t.Error("undo left them closed")
	}
	world[0].Changes = append(world[0].Changes,
		model.Add(&model.Setting{Head: model.Head{ID: "closing.keep_months"}, Value: "3"}),
		model.Add(&model.Setting{Head: model.Head{ID: "closing.keep_source"}, Value: "arkivplan 2024"}))
	d = New(t, Options{World: world, W: 140, H: 40})
	d.Press("3", "C")
	d.Sees("Må slettes fra", "26/2 2027", "arkivplan 2024")
}
