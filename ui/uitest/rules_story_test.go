package uitest

import (
	"os"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

// invented2027 loads the file of invented rules of 2027, as a municipality loads its own.
func invented2027(t *testing.T, d *Driver) {
	t.Helper()
	text, err := os.ReadFile("../../model/rules/testdata/invented_2027.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, cs, err := d.Session().Service.LoadRules(t.Context(), string(text), "invented_2027.toml")
	if err == nil {
		_, err = d.Session().Store.Apply(t.Context(), cs)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Wait()
}

// crossing is a world with a placement under way that goes on into 2027, one that begins then, and two citizens in a
// target group that ends.
func crossing() []model.ChangeSet {
	c := func(id, first string) *model.Citizen {
		return &model.Citizen{Head: model.Head{ID: id}, FirstName: first, LastName: "Prøve", Status: "active",
			Responsible: "mk", TargetGroup: "activity_ready"}
	}
	p := func(id, citizen, state string, start model.Date) *model.Placement {
		return &model.Placement{Head: model.Head{ID: id}, CitizenID: citizen, CompanyID: "cafe", Consultant: "mk",
			Kind: "traineeship", State: state, TargetGroup: "activity_ready", MadeOn: Today, StartOn: start,
			EndOn: start.Add(90)}
	}
	return append(placed(), model.ChangeSet{Action: "init", Changes: []model.Change{model.Add(c("bo", "Bo")),
		model.Add(c("ida", "Ida")), model.Add(p("f2", "bo", "running", Today.Add(-20))),
		model.Add(p("f3", "ida", "suggested", model.NewDate(2027, 1, 11)))}})
}

// TestTheLawOf2027 goes from Today to what changes, opens a placement that crosses the day, gives the ending target
// group its new name after seeing how many it is about, and takes all of it back with one undo.
func TestTheLawOf2027(t *testing.T) {
	d := New(t, Options{World: crossing(), W: 160, H: 40})
	invented2027(t, d)
	d.Sees("Reglerne udløber: ")
	d.Send(screen.Go{To: screen.Rules})
	d.Sees("Reglerne udløber · alt", "Aktivitetsparat (opdigtet udløb) · 2 borgere", "hvilken målgruppe så?",
		"Reglerne er fra \"OPDIGTET 2026-2027\" og udløber")
	d.Press("down")
	d.Sees("forløb går over")
	d.Press("enter")
	d.Sees("B.P.", "Café Strandgården")
	d.Press("esc", "home", "enter")
	d.Sees("Hvad bliver Aktivitetsparat")
	d.Press("enter")
	d.Sees("bliver til Opdigtet målgruppe")
	groups := func() string {
		var out []string
		for _, z := range Rows[model.Citizen](d, "citizen", schema.Query{}) {
			out = append(out, z.TargetGroup)
		}
		for _, p := range Rows[model.Placement](d, "placement", schema.Query{}) {
			out = append(out, p.Ref+p.TargetGroup)
		}
		return strings.Join(out, " ")
	}
	before := groups()
	d.Press("esc")
	d.Sees("Forlad uden at gemme?")
	d.Press("esc", "ctrl+s")
	d.Sees("(opdigtet udløb) bliver til Opdigtet målgruppe:", "2 borgere og 1 forløb, der ikke er begyndt")
	d.Wait()
	d.Press("right", "enter")
	if got := groups(); strings.Count(got, "invented") != 3 || strings.Count(got, "activity_ready") != 1 {
		t.Fatalf("the groups are %s", got)
	}
	d.Sees("0 borgere")
	d.Press("u")
	if got := groups(); got != before {
		t.Errorf("after one undo the groups are %s, want %s", got, before)
	}
}

// TestTheChangesAreFound: the palette, Settings and Today lead to what changes.
func TestTheChangesAreFound(t *testing.T) {
	d := New(t, Options{World: crossing()})
	d.Press("ctrl+k")
	d.Type("ændrer sig i reglerne")
	d.Press("enter")
	d.Sees("Reglerne udløber · alt")
	d.Press("f", "f", "f")
	d.Sees("Reglerne udløber · regler", "regel udløber")
	d.SeesNot("forløb går over")
	d.Press("v")
	d.Sees("Usikre værdier i reglerne")
	d.Press("c", "esc", "esc", "esc", "9")
	d.Sees("Hvad ændrer sig, når regler udløber", "15 uden svar")
	d.Press("1")
	downTo(d, "Reglerne udløber: ")
	d.Press("z", "enter")
	d.SeesNot("Reglerne udløber: ")
}

// TestOwnValuesByKeys: a value that the rules are not sure of is answered with source and day and used at once; undo
// asks again.
func TestOwnValuesByKeys(t *testing.T) {
	world := agreedWorld(func(a *model.Agreement) { a.Mentor, a.MentorUntil = "Lis Bæk", model.NewDate(2027, 4, 8) })
	d := New(t, Options{World: world, Start: &screen.Go{To: screen.RuleValues}, W: 160, H: 60})
	d.Sees("Måneder med mentor ad gangen", "usikker: behandlosordentligt.dk", "15 uden svar", "Intet her haster")
	downTo(d, "Måneder med mentor ad gangen")
	d.Press("enter", "ctrl+u")
	d.Type("3")
	d.Press("ctrl+s")
	d.Sees("Hvem har oplyst det? Skriv en kilde.")
	d.Type("økonomiafdelingen")
	d.Press("ctrl+s")
	d.Sees("egen indstilling: økonomiafdelingen", "3 måneder", "14 uden svar")
	d.Send(screen.Go{To: screen.Placement, Arg: "f1"})
	d.Sees("er mere end 3 måneder ad gangen")
	d.Press("u")
	d.Sees("Usikker værdi, måneder med mentor ad gangen: 6 måneder")
	d.SeesNot("mere end 3 måneder")
}

// TestTheFirstRunAsksOnce: the first run offers the uncertain values, calmly: later is the first answer.
func TestTheFirstRunAsksOnce(t *testing.T) {
	for _, now := range []bool{false, true} {
		d := New(t, Options{Start: &screen.Go{To: screen.Welcome}})
		for range 8 {
			if strings.Contains(d.View(), "ikke sikre på 15 værdier") {
				break
			}
			d.Press("esc")
		}
		d.Sees("ikke sikre på 15 værdier", "Det kan altid vente", "senere")
		if !now {
			d.Press("enter")
			d.Sees("I dag")
			continue
		}
		d.Press("down", "enter")
		d.Sees("Usikre værdier i reglerne", "15 uden svar")
		d.Press("esc")
		d.Sees("I dag")
	}
}

// TestEveryScreenTellsTheEdition walks the screens that show what the rules say, with the clock in 2027: each tells
// that the edition has run out.
func TestEveryScreenTellsTheEdition(t *testing.T) {
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		d := New(t, Options{World: world().World, Lang: code})
		d.now = d.now.AddDate(0, 2, 0) // the end of January 2027
		d.reopen()
		company := Rows[model.Company](d, "company", schema.Query{})[0].ID
		placement := Rows[model.Placement](d, "placement", schema.Query{})[0].ID
		list := Rows[model.Shortlist](d, "shortlist", schema.Query{})[0].ID
		want := map[lang.Code]string{lang.Danish: "og udløb tor 31/12", lang.English: "and ran out Thu 31/12"}[code]
		for _, to := range []screen.Go{{To: screen.Today}, {To: screen.Company, Arg: company}, {To: screen.Match},
			{To: screen.List, Arg: list}, {To: screen.Placement, Arg: placement},
			{To: screen.Agreement, Arg: placement}, {To: screen.Vitas, Arg: placement}, {To: screen.Settings},
			{To: screen.Rules}, {To: screen.RuleValues}} {
			d.Send(to)
			if !strings.Contains(d.View(), want) {
				t.Errorf("%s does not say that the edition %s:\n%s", to.To, want, d.View())
			}
		}
	}
}
