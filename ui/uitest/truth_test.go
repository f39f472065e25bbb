package uitest

import (
	"slices"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/rules"
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

// TestCountsSpeakOfOneThing: every list says how many rows there are and how many of them fit what it is narrowed to.
func TestCountsSpeakOfOneThing(t *testing.T) {
	d := New(t, world())
	w := present.WordsIn(lang.New(lang.Danish))
	says := func(typ string, all, fit int) {
		t.Helper()
		d.Sees(w.Counts(typ, all, fit))
	}
	companies := Rows[model.Company](d, "company", schema.Query{})
	citizens := Rows[model.Citizen](d, "citizen", schema.Query{})
	d.Press("2", "F")
	d.filter("status", "alle")
	d.filter("ansvarlig", "mine")
	says("company", len(companies), len(Rows[model.Company](d, "company",
		schema.Where("responsible", d.Session().Service.Actor()))))
	d.Press("/")
	d.Type("strandgaarden")
	d.Sees(w.T("count.company", "n", len(companies)) + ", ")
	d.Press("esc", "3", "/")
	d.Type("b-0001")
	says("citizen", len(citizens), 1)
	d.Press("esc", "5")
	lists := Rows[model.Shortlist](d, "shortlist", schema.Query{})
	all := len(lists)
	says("shortlist", all, len(slices.DeleteFunc(lists, func(l *model.Shortlist) bool { return l.Closed })))
	d.Press("6", "/")
	d.Type("f-0001")
	says("placement", len(Rows[model.Placement](d, "placement", schema.Query{})), 1)
}

// TestThePatternAndTheStepAgreeOrSayWhy: where the days of the week come to other hours than the step, the page of the
// placement, its hours, its agreement and the two forms say the same sentence.
func TestThePatternAndTheStepAgreeOrSayWhy(t *testing.T) {
	d := New(t, world())
	p := Rows[model.Placement](d, "placement", schema.Where("ref", "F-0001"))[0]
	a := *agreement.CountingOn(Rows[model.Agreement](d, "agreement", schema.Where("placement", p.ID)), Today)
	a.Head, a.Number, a.ValidFrom, a.Pattern = model.Head{}, model.Some(a.Number.V+1), Today, []string{"mon 9-12"}
	a.CitizenOn, a.CompanyOn, a.RepOn = 0, 0, 0
	if _, err := d.Session().Store.Apply(t.Context(), model.ChangeSet{Actor: d.Session().Service.Actor(),
		Action: "agreement.edit", Changes: []model.Change{model.Add(&a)}}); err != nil {
		t.Fatal(err)
	}
	says := func(where string) {
		t.Helper()
		if !strings.Contains(strings.Join(strings.Fields(d.View()), " "), "Ugen er på 3 timer, men trinet fra") {
			t.Errorf("%s does not say it\n%s", where, d.View())
		}
	}
	d.Send(screen.Go{To: screen.Placement, Arg: p.ID})
	says("the page")
	d.Press("t")
	says("the hours")
	d.Press("esc", "a")
	says("the agreement")
	for _, part := range []string{"Uge og", "Timetrappe"} {
		d.Press("e")
		d.Type(part)
		d.Press("enter")
		says("the form of " + part)
		d.Press("esc")
	}
}

// TestTheRepresentativeIsOneFact: who accepted an agreement for the employees was asked and has confirmed, on the page
// of the placement, in its form and on a later version that waits, without anybody writing it twice.
func TestTheRepresentativeIsOneFact(t *testing.T) {
	d := New(t, world())
	p := Rows[model.Placement](d, "placement", schema.Where("ref", "F-0001"))[0]
	blank := *p
	blank.RepID, blank.RepAskedOn, blank.RepConfirmedOn, blank.ColleaguesOn, blank.StatementOn = "", 0, 0, 0, 0
	versions := Rows[model.Agreement](d, "agreement", schema.Where("placement", p.ID))
	accepted, waits := rules.Accepted(versions), *agreement.Latest(versions)
	if accepted == nil || accepted.RepBy == "" {
		t.Fatal("nobody has accepted for the employees in the demo")
	}
	waits.Head, waits.Number, waits.ValidFrom = model.Head{}, model.Some(waits.Number.V+1), 0
	waits.CitizenOn, waits.CompanyOn, waits.CompanyBy, waits.RepOn, waits.RepBy = 0, 0, "", 0, ""
	changes := []model.Change{model.Edit(p, &blank), model.Add(&waits)}
	for _, c := range Rows[model.ContactPerson](d, "person", schema.Where("company", p.CompanyID)) {
		if c.Role == "representative" {
			changes = append(changes, model.Remove(c))
		}
	}
	if _, err := d.Session().Store.Apply(t.Context(), model.ChangeSet{Actor: d.Session().Service.Actor(),
		Action: "agreement.edit", Changes: changes}); err != nil {
		t.Fatal(err)
	}
	d.Send(screen.Go{To: screen.Placement, Arg: p.ID})
	d.Press("end")
	w := present.WordsIn(lang.New(lang.Danish))
	d.Sees("Medarbejderrepræsentant", accepted.RepBy, "Spurgt", "Bekræftet", w.DayYear(accepted.RepOn.Time()))
	d.Press("r")
	d.Sees(accepted.RepBy + ": Arbejdsaftalens udgave")
	d.Press("esc", "a")
	d.Sees("ikke endnu · hørt")
}

// TestWhatIsRefusedAsksNothing: a course that begins next week cannot be ticked, triaged or ended, by any of its keys,
// on its page and in the triage of many; each says so at once, and neither a form nor a question opens.
func TestWhatIsRefusedAsksNothing(t *testing.T) {
	o := world()
	o.World = append(o.World, model.ChangeSet{Action: "enrolment.add", Changes: []model.Change{model.Add(
		&model.Enrolment{Head: model.Head{ID: "later"}, CitizenID: demo.ID("citizen", demo.Anja), Programme: "flere-skal-med",
			Edition: "2026-1", StartOn: Today.Add(7)})}})
	d := New(t, o)
	refused := func(key string) {
		t.Helper()
		under := func() string { return strings.SplitN(d.View(), "\n", 2)[1] } // what is said stands on line one
		before := under()
		d.Failures = nil
		d.Press(key)
		d.Ready()
		if len(d.Failures) != 1 || under() != before {
			t.Errorf("%s: said %v, and is at\n%s", key, d.Failures, d.View())
		}
	}
	d.Send(screen.Go{To: screen.Enrolment, Arg: "later"})
	for _, key := range []string{"v", "a", "w"} {
		refused(key)
	}
	ticks := 0
	for range 30 { // to every row
		d.Press("down", "t")
		if d.inForm() || strings.Contains(d.View(), "Hvad viser det") {
			t.Fatalf("a tick asks\n%s", d.View())
		}
		ticks += len(d.Failures)
		d.Failures = nil
	}
	if ticks == 0 {
		t.Errorf("no element was refused\n%s", d.View())
	}
	d.Send(screen.Go{To: screen.Triage, Arg: "flere-skal-med"})
	refused("1")
}

// TestWhatWasSavedSaysAboutWhom: after a save stands what was done, the citizen's initials and the workplace, in both
// languages, as undo says it; nobody's name but the initials.
func TestWhatWasSavedSaysAboutWhom(t *testing.T) {
	for code, want := range map[lang.Code]string{lang.Danish: "Kontakt logget", lang.English: "Contact logged"} {
		o := world()
		o.Lang = code
		d := New(t, o)
		p := Rows[model.Placement](d, "placement", schema.Where("ref", "F-0001"))[0]
		d.Send(screen.Go{To: screen.Placement, Arg: p.ID})
		d.Press("l")
		d.Type("talt om dagene")
		d.Press("ctrl+s")
		d.Ready()
		said := d.App.Said()
		if want := want + " · A.H. (B-0001) · Café Strandgården"; !strings.HasPrefix(said, want) {
			t.Errorf("said %q, want %q", said, want)
		}
		if strings.Contains(said, demo.Anja) {
			t.Errorf("said a name: %q", said)
		}
		d.Press("u")
		d.Ready()
		if said := d.App.Said(); !strings.Contains(said, "A.H. (B-0001) · Café Strandgården") {
			t.Errorf("undo said %q", said)
		}
		d.Press("2", "enter", "l")
		d.Type("ringet")
		d.Press("ctrl+s")
		d.Ready()
		if said := d.App.Said(); !strings.Contains(said, " · ") {
			t.Errorf("said %q of a workplace", said)
		}
	}
}
