package uitest

import (
	"context"
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// made is the newest placement of a citizen: the one that the story began.
func made(d *Driver, citizen string) *model.Placement {
	d.T.Helper()
	q := schema.Where("citizen", demo.ID("citizen", citizen))
	q.Order = []schema.Order{{Field: "ref", Down: true}}
	rows := Rows[model.Placement](d, "placement", q)
	if len(rows) == 0 {
		d.T.Fatal("there is no placement")
	}
	return rows[0]
}

// TestANewPlacementFromAMatchTakesFewKeys: all defaults accepted, from anywhere.
func TestANewPlacementFromAMatchTakesFewKeys(t *testing.T) {
	d := New(t, world())
	before := len(Rows[model.Placement](d, "placement", schema.Query{}))
	d.Press("4", "k", "e", "enter")
	where := rowAt(d, 1)
	d.Press("F")
	d.Sees("Opret forløb", "virksomhedspraktik", "Mette Krogh")
	d.Press("ctrl+s")
	if d.Keys > 15 {
		t.Errorf("a placement took %d keys, want at most 15", d.Keys)
	}
	t.Logf("a placement from a match took %d keys", d.Keys)
	d.Sees("Forløb F-", "K.L. hos "+where, "foreslået")
	p := made(d, kenneth)
	goals := Rows[model.Goal](d, "goal", schema.Where("citizen", p.CitizenID))
	model.SortGoals(goals)
	if p.State != "suggested" || p.StartOn != model.NextMonday(Today) || p.EndOn <= p.StartOn ||
		p.GoalID != goals[0].ID || p.Consultant == "" || p.CompanyID == "" {
		t.Errorf("the placement is %+v", p)
	}
	d.Press("u")
	if n := len(Rows[model.Placement](d, "placement", schema.Query{})); n != before {
		t.Errorf("%d placements after undo, want %d", n, before)
	}
}

// TestFromAMatchToARunningPlacementWithThreeSteps is the usual course: begin, agree, write the ladder, get a yes, run.
func TestFromAMatchToARunningPlacementWithThreeSteps(t *testing.T) {
	d := New(t, world())
	d.Press("4", "k", "e", "enter", "F", "tab", "tab", "ctrl+u")
	d.Type("tørre borde af")
	d.Press("tab", "ctrl+u")
	d.Type("i dag")
	d.Press("tab", "ctrl+u")
	d.Type("+90")
	d.Press("ctrl+s")
	d.Sees("Forløb F-", "ingen arbejdsaftale", "Ingen arbejdsaftale endnu")
	id := made(d, kenneth).ID

	// It cannot run before there is an agreement, and that changes nothing.
	d.Press("i")
	d.Type("gang")
	d.Sees("Der er ingen arbejdsaftale endnu")
	d.Press("esc", ">", ">")
	if p := placementOf(d, id); p.State != "agreed" || p.ContactedOn != Today || p.AgreedOn != Today ||
		p.TaskWords != "tørre borde af" {
		t.Fatalf("after two steps it is %+v", p)
	}
	d.Press(">")
	d.Sees("Der er ingen arbejdsaftale endnu")
	if p := placementOf(d, id); p.State != "agreed" {
		t.Fatalf("a refused step left it %s", p.State)
	}

	// The agreement: a first version, two more steps, one yes, which puts it in force.
	d.Press("a", "n", "t", "+", "+", "ctrl+s", "y", "1", "enter", "esc")
	d.Sees("arbejdsaftale v1 ✓□□", "Trappe", "løntimer")
	d.Press(">")
	d.Sees("i gang", "uge 1 af")
	p := placementOf(d, id)
	agreements := Rows[model.Agreement](d, "agreement", schema.Where("placement", id))
	if p.State != "running" || len(agreements) != 1 || len(agreements[0].Ladder()) != 3 ||
		agreements[0].ValidFrom == 0 {
		t.Fatalf("it is %s with agreements %+v", p.State, agreements)
	}

	// How all three found the set-up is three digits.
	d.Press("T", "5", "4", "5")
	if p := placementOf(d, id); p.CitizenSetup != "very_satisfied" || p.CompanySetup != "satisfied" ||
		p.JobCentreSetup != "very_satisfied" {
		t.Errorf("satisfaction is %q, %q and %q", p.CitizenSetup, p.CompanySetup, p.JobCentreSetup)
	}
}

func placementOf(d *Driver, id string) *model.Placement {
	d.T.Helper()
	e, err := d.Session().Store.Get(context.Background(), "placement", id)
	if err != nil {
		d.T.Fatal(err)
	}
	return e.(*model.Placement)
}

// everything is all rows about placements with their values, versions apart, so that undo can be compared.
func everything(d *Driver) string {
	d.T.Helper()
	var lines []string
	for _, typ := range []string{"placement", "agreement", "followup"} {
		rows, err := d.Session().Store.List(context.Background(), typ, schema.Query{})
		if err != nil {
			d.T.Fatal(err)
		}
		for _, e := range rows {
			line := typ + " " + e.Meta().ID
			for i := range schema.TypeOf(e).Fields {
				line += "\x00" + schema.TypeOf(e).Fields[i].Text(e)
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestEveryStepIsTakenBackExactly takes each decision on a running placement and undoes it.
func TestEveryStepIsTakenBackExactly(t *testing.T) {
	id := demo.ID("placement", demo.PlacementName("Anja Holm", "Café Strandgården", "traineeship"))
	type typed string
	for name, keys := range map[string][]any{
		"extend":   {"f", "ctrl+u", typed("29/1"), "tab", typed("opvasken klares snart alene"), "ctrl+s", "esc"},
		"renew":    {"F", "esc"},
		"end":      {">", "a", "space", "down", "enter", "space", "enter", typed("fik job"), "ctrl+s"},
		"cancel":   {"c", "space", "enter", typed("flyttet"), "ctrl+s"},
		"rate":     {"T", "1", "2", "3"},
		"followup": {"o", "ctrl+s"},
	} {
		t.Run(name, func(t *testing.T) {
			o := world()
			o.Start = &screen.Go{To: screen.Placement, Arg: id}
			d := New(t, o)
			before := everything(d)
			for _, k := range keys {
				if words, ok := k.(typed); ok {
					d.Type(string(words))
					continue
				}
				d.Press(k.(string))
			}
			if everything(d) == before {
				t.Fatalf("%s changed nothing:\n%s", name, d.View())
			}
			d.Press("u")
			if everything(d) != before {
				t.Errorf("undo of %s did not restore everything", name)
			}
		})
	}
}

// TestExtensionAndRenewal: the extension carries the agreement on and takes over; the renewal begins anew as a draft.
func TestExtensionAndRenewal(t *testing.T) {
	id := demo.ID("placement", demo.PlacementName("Anja Holm", "Café Strandgården", "traineeship"))
	o := world()
	o.W, o.H = 120, 100
	o.Start = &screen.Go{To: screen.Placement, Arg: id}
	d := New(t, o)
	old := placementOf(d, id)

	// A day that is no later, then no reason: each reported at its field, with what was typed kept.
	d.Press("f", "ctrl+u")
	d.Type("1/12")
	d.Press("tab")
	d.Type("opvasken klares snart alene")
	d.Press("ctrl+s")
	d.Sees("Den nye sidste dag skal ligge efter", "opvasken klares snart alene")
	d.Press("ctrl+u")
	d.Type("29/1")
	d.Press("ctrl+s")
	d.Sees("aftalt", "Begrundelse for forlængelse", "opvasken klares snart alene")
	next := made(d, "Anja Holm")
	if next.ContinuesID != id || next.ContinuesHow != "extension" || next.StartOn != old.EndOn.Add(1) ||
		next.State != "agreed" {
		t.Fatalf("the extension is %+v", next)
	}
	draft := agreement.Latest(Rows[model.Agreement](d, "agreement", schema.Where("placement", next.ID)))
	if draft == nil || draft.Number != model.Some(1) || draft.ValidFrom != 0 || draft.Acknowledged() {
		t.Errorf("the agreement that goes on is %+v", draft)
	}

	// The old page says where it goes on, and cannot be continued twice.
	d.Press("esc")
	d.Sees("fortsætter i " + next.Ref)
	d.Press("f") // told before anything is typed
	d.Sees("Forløbet fortsætter allerede i " + next.Ref)

	// Without the extension it can be renewed: linked, suggested, with a draft of the agreement.
	d.Press("u")
	d.Press("F", "home") // what was saved is said over the title until the next key
	d.Sees("foreslået", "arbejdsaftale v1 □□□")
	again := made(d, "Anja Holm")
	if again.ContinuesID != id || again.ContinuesHow != "renewal" || again.State != "suggested" ||
		again.StartOn != old.EndOn.Add(1) {
		t.Errorf("the renewal is %+v", again)
	}
}

// TestBadDaysAreReportedAtTheirField: an end before the start is refused; too many hours together are reported once and
// can be kept.
func TestBadDaysAreReportedAtTheirField(t *testing.T) {
	d := New(t, world())
	d.Press("4", "k", "e", "enter", "F", "tab", "tab", "ctrl+u")
	d.Type("prøve")
	d.Press("tab", "tab", "ctrl+u")
	d.Type("1/11-2026")
	d.Press("ctrl+s")
	d.Sees("Sidste dag ligger før første dag", "prøve")
	if n := len(Rows[model.Placement](d, "placement", schema.Where("end_on", "2026-11-01"))); n != 0 {
		t.Fatal("it was saved")
	}
}

// TestTooManyHoursTogetherAreReportedOnce moves a placement into the weeks of another one of the same citizen.
func TestTooManyHoursTogetherAreReportedOnce(t *testing.T) {
	o := Options{World: placed(), Start: &screen.Go{To: screen.Placement, Arg: "f2"}}
	monday := Today.Monday()
	busy := func(id string, from model.Date, hours model.Hours) []model.Change {
		a := &model.Agreement{PlacementID: id, Number: model.Some(1), ValidFrom: from}
		a.SetLadder([]model.Step{{From: from, Trial: hours}})
		return []model.Change{
			model.Add(&model.Placement{
				Head: model.Head{ID: id}, CitizenID: "anja", CompanyID: "cafe", Consultant: "mk", Kind: "traineeship",
				State:     "agreed",
				TaskWords: "feje", StartOn: from, EndOn: from.Add(25)}), model.Add(a)}
	}
	o.World = append(o.World, model.ChangeSet{
		Action: "init", Changes: append(busy("f2", monday.Add(70), 80), busy("f3", monday.Add(140), 80)...),
	})
	d := New(t, o)
	end := monday.Add(200)
	d.Press("e", "tab", "tab", "tab", "tab", "ctrl+u")
	d.Type(end.String())
	d.Press("ctrl+s")
	d.Sees("en uge har højst 37", "40 timer")
	if placementOf(d, "f2").EndOn == end {
		t.Fatal("it was saved before the person had read it")
	}
	d.Press("ctrl+s")
	if placementOf(d, "f2").EndOn != end {
		t.Errorf("saving the same days again did not save:\n%s", d.View())
	}
	d.Sees("en uge har højst 37") // the page goes on saying it
}

// TestTheBoardMovesSeveralAtOnce marks in columns, moves, says what stays behind, and undoes in one step.
func TestTheBoardMovesSeveralAtOnce(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		o := Options{World: placed(), W: size[0], H: size[1]}
		more := func(id, state string, days model.Date) model.Change {
			p := &model.Placement{
				Head: model.Head{ID: id}, CitizenID: "anja", CompanyID: "cafe", Consultant: "mk", Kind: "traineeship",
				State: state, TaskWords: "feje",
			}
			if days > 0 {
				p.StartOn, p.EndOn = Today.Add(4), Today.Add(4+int(days))
			}
			return model.Add(p)
		}
		o.World = append(o.World, model.ChangeSet{
			Action: "init",
			Changes: []model.Change{
				more("c1", "contacted", 30), more("c2", "contacted", 0), more("c3", "suggested", 0),
			},
		})
		d := New(t, o)
		d.Press("6")
		d.Sees("foreslået 1", "kontaktet 2", "aftalt 1", "i gang 0", "afsluttet 0")
		d.Press("left", "ctrl+a", ">") // nothing runs, so the keys are with what is agreed
		d.Sees("Næste skridt for 2 forløb", "Føres frem: 1.", "kontaktet → aftalt", "Kan ikke: 1.",
			"Første dag mangler")
		if a := placementOf(d, "c1").State; a != "contacted" {
			t.Fatalf("it is %s before that was decided", a)
		}
		d.Press("tab", "enter")
		if a, b := placementOf(d, "c1").State, placementOf(d, "c2").State; a != "agreed" || b != "contacted" {
			t.Fatalf("the two are %s and %s", a, b)
		}
		d.Sees("kontaktet 1", "aftalt 2")
		d.Press("u")
		d.Sees("kontaktet 2", "aftalt 1")

		// The list shows the same rows, keeps the cursor, and exports exactly what is shown.
		d.Press("b")
		d.Sees("Nr.", "A.H.", "Café Strandgården")
		d.filter("type", "snusepraktik")
		d.Sees("snusepraktik", "0 her (mine · snusepraktik), 4 i alt")
		d.Press("F", "x")
		d.Sees("Forhåndsvisning", "4 rækker")
	}
}

// TestPrintShowsTheAgreementFirst: d shows what would leave; nothing is written before that is said.
func TestPrintShowsTheAgreementFirst(t *testing.T) {
	o := world()
	o.Start = &screen.Go{
		To:  screen.Placement,
		Arg: demo.ID("placement", demo.PlacementName("Anja Holm", "Café Strandgården", "traineeship")),
	}
	d := New(t, o)
	d.Press("d")
	d.Sees("Forhåndsvisning", "Café Strandgården")
	if files := exported(d); len(files) != 0 {
		t.Errorf("files %v before anybody said so", files)
	}
	d.Press("enter")
	if files := exported(d); len(files) != 1 || !strings.HasSuffix(files[0], ".pdf") {
		t.Errorf("files %v, want one PDF", files)
	}
}

// TestTheBoardHasOneCursor: of the columns that stand side by side only the one that has the keys shows a cursor, and
// Enter opens that card, also when the column that had the keys is empty.
func TestTheBoardHasOneCursor(t *testing.T) {
	for _, o := range []Options{{W: 120, H: 36}, {W: 80, H: 24}} {
		o.World = world().World
		d := New(t, o)
		one := func(after string) {
			t.Helper()
			if n := strings.Count(d.View(), "▸"); n != 1 {
				t.Fatalf("%s the board shows %d cursors, want 1:\n%s", after, n, d.View())
			}
		}
		d.Press("6")
		one("at first")
		d.Press("enter")
		d.Sees("Forløb F-0035 · A.K.")

		// Only what is suggested is left when that is searched for: the keys go there.
		d.Press("esc", "/")
		d.Type("biblioteket")
		one("after a search")
		d.Press("enter")
		d.Sees("Forløb F-0041 · S.O.")

		// A card that is moved on takes the cursor along when it was the last of its column.
		d.Press("esc", "tab", ">")
		one("after a step")
		d.Press("enter")
		d.Sees("Forløb F-0041 · S.O.", "kontaktet")
	}
}
