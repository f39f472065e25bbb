package uitest

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

// placed is a citizen at a workplace: a traineeship that begins in the week after next.
func placed() []model.ChangeSet {
	me := &model.Consultant{Head: model.Head{ID: "mk"}, Name: "Mette Krogh", Initials: "MK"}
	c := &model.Company{
		Head: model.Head{ID: "cafe"}, Name: "Strandgården ApS", DailyName: "Café Strandgården", CVR: "24256790",
		PNumber: "1003388394", Street: "Strandvej 1", Postcode: "2635", Town: "Ishøj", Status: "active",
	}
	z := &model.Citizen{
		Head: model.Head{ID: "anja"}, FirstName: "Anja", LastName: "Holm", HoursNow: model.Some(model.Hours(40)),
		Conditions: []string{"no_lifting"}, Status: "active", Responsible: "mk",
	}
	start := Today.Add(12)
	return []model.ChangeSet{{Action: "init", Changes: []model.Change{
		model.Add(me), model.Add(c), model.Add(z),
		model.Add(&model.ContactPerson{
			Head: model.Head{ID: "lis"}, CompanyID: "cafe", Role: "supervisor", Name: "Lis Bæk", Phone: "43730010",
			Mail: "lis@example.dk",
		}),
		model.Add(&model.ContactPerson{
			Head: model.Head{ID: "tom"}, CompanyID: "cafe", Role: "representative", Name: "Tom Ravn", Phone: "43730011",
		}),
		model.Add(&model.Goal{
			Head: model.Head{ID: "goal"}, CitizenID: "anja", Words: "noget med køkken efter min ryg",
			Rank: model.Some(1),
		}),
		model.Add(&model.Placement{
			Head: model.Head{ID: "f1"}, CitizenID: "anja", CompanyID: "cafe", GoalID: "goal", Consultant: "mk",
			Kind: "traineeship", State: "agreed", TaskWords: "anretning",
			StartOn: start, EndOn: start.Add(90), MadeOn: Today}),
	}}}
}

func atAgreement(t *testing.T, o Options) *Driver {
	t.Helper()
	o.World = append(placed(), o.World...)
	o.Start = &screen.Go{To: screen.Agreement, Arg: "f1"}
	return New(t, o)
}

func versions(d *Driver) []*model.Agreement {
	q := schema.Where("placement", "f1")
	q.Order = []schema.Order{{Field: "number"}}
	return Rows[model.Agreement](d, "agreement", q)
}

// TestAgreementByKeys makes the first agreement, gives it three steps and two task lists, gets two yes, edits it into a
// second version, compares them and undoes.
func TestAgreementByKeys(t *testing.T) {
	d := atAgreement(t, Options{})
	d.Sees("Ingen arbejdsaftale endnu")
	d.Press("n")
	d.Sees("udkast", "anretning", "Lis Bæk", "ingen tunge løft", "mangler:", "Formål", "noget med køkken")

	// The ladder: two more steps by one key each, hours typed over the suggestion.
	d.Press("t", "+", "+")
	d.Type("6")
	d.Press("enter")
	d.Type("når disken klares alene")
	d.Press("enter", "ctrl+s")
	steps := versions(d)[0].Ladder()
	start := Today.Add(12)
	want := []model.Step{
		{From: start, Trial: 40}, {From: start.Add(28), Trial: 40, Paid: 8},
		{From: start.Add(56), Trial: 40, Paid: 24, Trigger: "når disken klares alene"},
	}
	if len(steps) != 3 || steps[0] != want[0] || steps[1] != want[1] || steps[2] != want[2] {
		t.Fatalf("got %v, want %v\n%s", steps, want, d.View())
	}
	d.Sees("når disken klares alene", "mangler: Formål, Opgaver i løntimer")

	// The same task on both lists is reported at once.
	d.Press("e")
	d.Type("opgaver")
	d.Press("enter", "tab")
	d.Type("anretningen")
	d.Press("ctrl+s")
	d.Sees("Står på begge lister", "anretningen")

	// The first yes puts the version in force and makes its follow-up.
	d.Press("y", "2")
	d.Sees("Lis Bæk, 26/11")
	d.Press("enter")
	v := versions(d)[0]
	if v.CompanyOn != Today || v.CompanyBy != "Lis Bæk" || v.ValidFrom != start {
		t.Fatalf("after the yes: %+v", v)
	}
	if f := Rows[model.FollowUp](d, "followup", schema.Where("placement", "f1")); len(f) != 1 ||
		f[0].On != start.Add(agreement.FirstFollowUp) {
		t.Fatalf("follow-ups %+v", f)
	}
	d.Press("y", "1", "enter")
	if versions(d)[0].CitizenOn != Today {
		t.Fatalf("the citizen's yes is not there:\n%s", d.View())
	}

	// An edit is the next version; the old one stays as it was said yes to.
	d.Press("e")
	d.Type("opgaver")
	d.Press("enter")
	d.Sees("bliver til udgave 2")
	d.Press("tab")
	for range 20 {
		d.Press("backspace")
	}
	d.Type("opvask")
	d.Press("ctrl+s")
	all := versions(d)
	if len(all) != 2 || all[0].PaidTasks[0] != "anretningen" || all[1].PaidTasks[0] != "opvask" ||
		all[1].Acknowledged() || all[1].ValidFrom != 0 {
		t.Fatalf("versions %+v", all)
	}
	d.Sees("udgave 2", "udkast")
	d.SeesNot("Står på begge lister")
	d.Press("c")
	d.Sees("Fra udgave 1 til udgave 2", "- anretningen", "+ opvask")
	d.Press("esc", "[")
	d.Sees("udgave 1", "anretningen")
	d.Press("u")
	if len(versions(d)) != 1 {
		t.Errorf("undo left %d versions", len(versions(d)))
	}
}

// TestLadderRefusesWhatCannotBe: bad input is reported at the cell and nothing typed is lost.
func TestLadderRefusesWhatCannotBe(t *testing.T) {
	d := atAgreement(t, Options{W: 80, H: 24})
	d.Press("n", "t", "+")
	for _, tt := range [][2]string{{"38", "højst 37"}, {"7,25,5", "timetal"}, {"-1", "timetal"}} {
		d.Type(tt[0])
		d.Press("enter")
		d.Sees(tt[1])
		d.Press("esc")
	}
	d.Press("shift+tab", "shift+tab")
	d.Type("1/1-2020")
	d.Press("enter")
	d.Sees("før forløbets første dag")
	d.Press("ctrl+s")
	if got := versions(d)[0].Ladder(); len(got) != 1 {
		t.Fatalf("saved %v", got)
	}
	// Esc keeps the typing as a draft; it comes back.
	d.Press("esc")
	d.Wait()
	d.App.Close()
	again := New(t, Options{
		Path: d.Session().Store.Path(), Who: "MK", Start: &screen.Go{To: screen.Agreement, Arg: "f1"},
	})
	again.Sees("Timetrappe", "ons 1/1 2020")
}

// TestLadderTogetherWithAnotherPlacement names the other one.
func TestLadderTogetherWithAnotherPlacement(t *testing.T) {
	start := Today.Add(12)
	other := &model.Placement{
		Head: model.Head{ID: "f2"}, CitizenID: "anja", CompanyID: "cafe", Kind: "ordinary", State: "running",
		StartOn: start, EndOn: start.Add(40),
	}
	a := &model.Agreement{PlacementID: "f2", Number: model.Some(1), ValidFrom: start}
	a.SetLadder([]model.Step{{From: start, Paid: 20 * 4}})
	d := atAgreement(t, Options{
		World: []model.ChangeSet{{Action: "placement.new", Changes: []model.Change{model.Add(other), model.Add(a)}}},
	})
	d.Press("n", "t", "tab")
	d.Type("18")
	d.Press("enter")
	d.Sees("38 timer om ugen sammen med F-0002")
	d.Press("ctrl+s")
	d.Sees("F-0002")
	if got := versions(d)[0].Ladder()[0].Trial; got != 40 {
		t.Errorf("saved %v hours", got)
	}
}

// TestAgreementIsExported: the company's copy needs a consent, and is what the preview shows.
func TestAgreementIsExported(t *testing.T) {
	d := atAgreement(t, Options{Lang: lang.English})
	d.Press("n", "x")
	d.Type("company's Danish")
	d.Press("enter")
	d.Sees("Preview", "has not consented to sharing with", "Arbejdsaftale", "virksomhedens eksemplar", "Anja")
	d.SeesNot("Holm", "min ryg")
	d.Press("C", "ctrl+s", "enter")
	d.Sees("Written:")
	files, _ := filepath.Glob(filepath.Join(d.Session().Service.Folder, "*.pdf"))
	if len(files) != 1 || filepath.Base(files[0]) != "F-0001-arbejdsaftale-virksomhed.pdf" {
		t.Fatalf("files %v", files)
	}
	f, r, err := pdf.Open(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := r.Page(1).GetPlainText(nil)
	if err != nil || r.NumPage() != 1 {
		t.Fatalf("%d pages, %v", r.NumPage(), err)
	}
	for _, want := range []string{
		"Arbejdsaftale", "Anja", "Café Strandgården", "ingen tunge løft", "Medarbejderrepræsentant",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Holm") || strings.Contains(text, "ryg") {
		t.Errorf("the company would see more than it may:\n%s", text)
	}
	// With the consent noted there is nothing to warn of.
	d.Press("C", "ctrl+s", "x")
	d.Type("company's English")
	d.Press("enter")
	d.Sees("Work agreement", "Trial hours/week")
	d.SeesNot("Consent is missing")
}

// TestAgreementSpeaksAtEverySize draws every state of the page in both languages and sizes; the driver checks frames.
func TestAgreementSpeaksAtEverySize(t *testing.T) {
	for _, l := range []lang.Code{lang.Danish, lang.English} {
		d := atAgreement(t, Options{Lang: l})
		d.PressAtEverySize("n", "t", "+", "ctrl+s", "y", "1", "enter", "n", "c", "c", "[", "]", "i", "enter", "x",
			"esc", "e", "esc", "?", "esc")
	}
}
