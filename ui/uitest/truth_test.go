package uitest

import (
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// plannedTrial is the demo with a trial visit that is agreed for next week.
func plannedTrial() Options {
	o := world()
	o.World = append(o.World, model.ChangeSet{Action: "trial.plan", Changes: []model.Change{model.Add(&model.Placement{
		Head: model.Head{ID: "snuse"}, CitizenID: demo.ID("citizen", demo.Anja),
		CompanyID: demo.ID("company", "Café Strandgården"), Kind: "trial", State: "agreed", TaskWords: "dække bord",
		MadeOn: Today, ContactedOn: Today, AgreedOn: Today, StartOn: Today.Add(7), EndOn: Today.Add(7)})}})
	o.Start = &screen.Go{To: screen.Citizen, Arg: demo.ID("citizen", demo.Anja)}
	return o
}

// TestATrialThatHasNotBegunIsNotAskedAbout: closing a visit that lies ahead is refused before a form opens.
func TestATrialThatHasNotBegunIsNotAskedAbout(t *testing.T) {
	d := New(t, plannedTrial())
	for range 40 {
		d.Press("down")
		if strings.Contains(lineAt(d, "▸"), "snusepraktik") {
			break
		}
	}
	d.Press("s")
	d.SeesNot("Hvad lærte vi")
	if len(d.Failures) != 1 {
		t.Fatalf("said %v\n%s", d.Failures, d.View())
	}
}

// lineAt is the line of the screen with a sign.
func lineAt(d *Driver, sign string) string {
	for line := range strings.Lines(d.View()) {
		if strings.Contains(line, sign) {
			return strings.ToLower(line)
		}
	}
	return ""
}

// TestUndoSaysWhat: the week, its hours and whose they are, and a count once.
func TestUndoSaysWhat(t *testing.T) {
	d := New(t, world())
	p := Rows[model.Placement](d, "placement", schema.Where("state", "running"))[0]
	week := &model.Week{PlacementID: p.ID, Monday: p.StartOn.Monday().Add(-7), Trial: model.Some(model.Hours(32))}
	r, err := d.Session().Store.Apply(t.Context(), model.ChangeSet{Actor: d.Session().Service.Actor(),
		Action:  "week.log",
		Changes: []model.Change{model.Add(week)}})
	if err != nil {
		t.Fatal(err)
	}
	about, err := d.Session().Service.SubjectsOf(t.Context(), r.Changes)
	if err != nil {
		t.Fatal(err)
	}
	r.Reverts.Seq, r.Reverts.Action = r.Seq, "week.log"
	w := present.WordsIn(lang.New(lang.Danish))
	said := w.Reverted("undo.did", r, about)
	for _, want := range append(about.Names, "Praktiktimer 8", w.WeekOf(week.Monday, 0)) {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %q", want, said)
		}
	}
	r.Changes = append(r.Changes, r.Changes[0], r.Changes[0])
	r.Reverts.Action, r.Reverts.Args = "company.merge", model.Args{"n": 3}
	if said := w.Reverted("undo.did", r, service.Subjects{}); strings.Count(said, "3 rækker") != 1 {
		t.Errorf("the count does not stand once in %q", said)
	}
}

// TestDraftsThatWaitAreSaid: who starts the program is told how many forms were left half-typed.
func TestDraftsThatWaitAreSaid(t *testing.T) {
	d := New(t, world())
	d.Press("2", "n")
	d.Type("Halvskrevet")
	d.Press("esc")
	path := d.Session().Store.Path()
	d.App.Close()
	d.Session().Close()
	again := New(t, Options{Path: path, Who: "MK"})
	again.Sees("1 kladde venter")
}

// TestAnExtensionBeginsWithoutYeses: the agreement of an extension is a draft that nobody has accepted, and its paper
// has no day of acceptance.
func TestAnExtensionBeginsWithoutYeses(t *testing.T) {
	d := New(t, world())
	running := Rows[model.Placement](d, "placement", schema.Where("state", "running"))
	i := slices.IndexFunc(running, func(p *model.Placement) bool {
		return slices.ContainsFunc(Rows[model.Agreement](d, "agreement", schema.Where("placement", p.ID)),
			func(a *model.Agreement) bool { return a.CitizenOn != 0 && a.CompanyOn != 0 })
	})
	if i < 0 {
		t.Fatal("no running placement has an accepted agreement")
	}
	d.Send(screen.Go{To: screen.Placement, Arg: running[i].ID})
	d.Press("f")
	d.Press("tab")
	d.Type("Har brug for mere tid")
	d.Press("ctrl+s")
	next := Rows[model.Placement](d, "placement", schema.Where("continues", running[i].ID))
	if len(next) != 1 {
		t.Fatalf("%d placements continue it\n%s", len(next), d.View())
	}
	drafts := Rows[model.Agreement](d, "agreement", schema.Where("placement", next[0].ID))
	if len(drafts) != 1 || drafts[0].ValidFrom != 0 || drafts[0].Acknowledged() || drafts[0].Number != model.Some(1) {
		t.Fatalf("the extension has %+v", drafts)
	}
	if steps := drafts[0].Ladder(); len(steps) == 0 || steps[0].From < next[0].StartOn {
		t.Errorf("its ladder is %v, it begins %v", steps, next[0].StartOn)
	}
}
