package uitest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/present"
)

// course is a database with one consultant, a citizen with a goal, and a trial visit that has begun.
func course(t *testing.T) *Driver {
	d := New(t,
		Options{Passphrase: "blå cykel på Strandvej", World: []model.ChangeSet{{Action: "init", Changes: []model.Change{
			model.Add(&model.Consultant{Head: model.Head{ID: "mk"}, Name: "Mette Krogh", Initials: "MK"}),
			model.Add(&model.Company{
				Head: model.Head{ID: "kantine"}, Name: "Kantine Øst", Status: "active", Source: "typed",
			}),
			model.Add(&model.Citizen{
				Head: model.Head{ID: "anja"}, FirstName: "Anja", LastName: "Holm", Status: "active",
				StartedOn: model.NewDate(2026, 8, 1),
			}),
			model.Add(&model.Goal{
				CitizenID: "anja", Words: "noget med køkken", Status: "wish", SetOn: model.NewDate(2026, 11, 26),
			}),
			model.Add(&model.Placement{
				CitizenID: "anja", CompanyID: "kantine", Kind: "trial", State: "running",
				MadeOn: model.NewDate(2026, 11, 26), StartOn: model.NewDate(2026, 11, 26),
				EndOn: model.NewDate(2026, 12, 4),
			}),
		}}}})
	d.Press("3", "enter")
	return d
}

// openProgramme begins an enrolment from the citizen's page.
func openProgramme(d *Driver, words string) {
	d.Press("i")
	d.Type(words)
	d.Press("enter", "ctrl+s")
}

func enrolment(t *testing.T, d *Driver, key string) *model.Enrolment {
	t.Helper()
	rows := Rows[model.Enrolment](d, "enrolment", schema.Where("programme", key))
	if len(rows) != 1 {
		t.Fatalf("%d enrolments in %s, want 1\n%s", len(rows), key, d.View())
	}
	return rows[0]
}

// downTo goes down from the top of a page to the first row with a text.
func downTo(d *Driver, text string) {
	d.T.Helper()
	d.Press("g")
	for range 60 {
		for line := range strings.Lines(d.View()) {
			if strings.Contains(line, "▸") && strings.Contains(line, text) {
				return
			}
		}
		d.Press("down")
	}
	d.T.Fatalf("no row with %q:\n%s", text, d.View())
}

// TestFlereSkalMed goes from triage to a ticked step that a trial visit shows, by keys; each step is one undo.
func TestFlereSkalMed(t *testing.T) {
	d := course(t)
	openProgramme(d, "flere skal")
	d.Sees("P-0001", "Skal visiteres", "Personlig jobformidler: hvem")

	// Triage into group 1 needs a reason; what follows is said by the group.
	d.Press("v")
	d.Type("gruppe 1")
	d.Press("enter", "ctrl+s")
	if e := enrolment(t, d, "flere-skal-med"); e.Triage != "" {
		t.Fatalf("triaged without a reason: %+v", e)
	}
	d.Type("tror på et job i køkken")
	d.Press("ctrl+s")
	if e := enrolment(t, d, "flere-skal-med"); e.Triage != "1" || e.TriageNext != "projekt" || e.TriageReason == "" {
		t.Fatalf("triaged as %+v\n%s", e, d.View())
	}
	d.Sees("Trin 1: startafklaring", "Personlig jobformidler med kendskab")

	// The first step is ticked with the goal that the program offers as evidence.
	downTo(d, "Trin 1: startafklaring")
	d.Press("t")
	d.Sees("Hvad viser det", "noget med køkken", "uden dokumentation")
	d.Press("enter", "ctrl+s")
	ticks := Rows[model.Tick](d, "tick", schema.Query{})
	if len(ticks) != 1 || ticks[0].Element != "trin-1" || ticks[0].EvidenceType != "goal" {
		t.Fatalf("ticked %+v\n%s", ticks, d.View())
	}
	d.Press("u")
	if n := len(Rows[model.Tick](d, "tick", schema.Query{})); n != 0 {
		t.Fatalf("%d ticks after undo, want none", n)
	}
	d.Press("U")

	// The case note is copied as plain text, for it goes into another program.
	d.Press("i", "c")
	if n := len(d.Copied()); n != 1 {
		t.Fatalf("%d texts on the clipboard, want one\n%s", n, d.View())
	}
	for _, mark := range []string{"# ", "**", "\\", "|"} {
		if strings.Contains(d.Copied()[0], mark) {
			t.Errorf("the copied case note holds %q:\n%s", mark, d.Copied()[0])
		}
	}
	if !strings.Contains(d.Copied()[0], "Gruppe 1") || !strings.Contains(d.Copied()[0], "tror på et job i køkken") {
		t.Errorf("the copied case note lacks the triage:\n%s", d.Copied()[0])
	}
	d.Press("esc")

	// The page, the citizen and the hand-over tell where it stands.
	d.Press("o")
	d.Sees("Overlevering", "Gruppe 1", "Trin 1")
	d.SeesNot("tror på et job i køkken")
	d.Press("esc", "esc")
	d.Sees("Indsatser", "P-0001 Flere skal med")
}

// TestCourseOfNineMonths types the length of a CTI course in months, looks at its phases, and changes the length; what
// it was before stays in the log.
func TestCourseOfNineMonths(t *testing.T) {
	d := course(t)
	openProgramme(d, "social støtte")
	d.Sees("Hvor langt er indsatsforløbet", "typisk tre måneder hver")
	d.Type("9 md")
	d.Press("enter")
	e := enrolment(t, d, "social-stoette")
	if e.Days.V != 273 {
		t.Fatalf("nine months from %v are %d days, want 273\n%s", e.StartOn, e.Days.V, d.View())
	}
	d.Sees("dag 1 af 273", "Fase 1", "0 af 91", "Fase 3")

	d.Press("y")
	d.Send(Key("ctrl+u"))
	for range 4 {
		d.Send(Key("backspace"))
	}
	d.Type("2")
	d.Press("enter")
	d.Sees("for kort til sine faser")
	d.Press("backspace")
	d.Type("12 md")
	d.Press("enter")
	if e := enrolment(t, d, "social-stoette"); e.Days.V != 365 {
		t.Fatalf("changed to %d days, want 365", e.Days.V)
	}
	d.Press("h")
	d.Sees("Indsatsforløbets længde ændret")
	d.Press("esc", "u")
	if e := enrolment(t, d, "social-stoette"); e.Days.V != 273 {
		t.Fatalf("after undo %d days, want 273", e.Days.V)
	}

	// A goal on the track "job", in the citizen's own words.
	d.Press("n", "enter")
	d.Type("et job, hvor jeg kan være mig selv")
	d.Press("ctrl+s")
	lines := Rows[model.PlanLine](d, "planline", schema.Query{})
	if len(lines) != 1 || lines[0].Kind != "goal" || lines[0].Who != "citizen" {
		t.Fatalf("written as %+v\n%s", lines, d.View())
	}
	d.Press("d")
	d.Sees("Min plan", "et job, hvor jeg kan være mig selv")
	d.Press("enter")
	files, _ := filepath.Glob(filepath.Join(d.Session().Service.Folder, "*.pdf"))
	if len(files) != 1 {
		t.Fatalf("written %v, want one PDF\n%s", files, d.View())
	}
	if raw, err := os.ReadFile(files[0]); err != nil || strings.Count(string(raw), "/Type /Page\n") > 1 {
		t.Errorf("the plan sheet: %v, %d pages, want one", err, strings.Count(string(raw), "/Type /Page\n"))
	}
}

// TestJobFirstWithControlGroup draws the group, and does not draw it twice.
func TestJobFirstWithControlGroup(t *testing.T) {
	d := course(t)
	openProgramme(d, "jobfirst")
	d.Press("T", "enter")
	d.Sees("startværdi")
	d.Press("enter")
	e := enrolment(t, d, "jobfirst")
	if e.Group != programme.Draw("2026", 1) || e.Drawn != "seed 2026 no 1" {
		t.Fatalf("drawn %q %q, want %q", e.Group, e.Drawn, programme.Draw("2026", 1))
	}
	d.Press("T", "enter")
	d.Sees("Gruppen er valgt: hvorfor ændres den?")
	d.Press("esc")
	d.Sees(map[string]string{"treatment": "indsatsgruppe", "control": "kontrolgruppe"}[e.Group])
}

// TestProgressCheckByDigits answers a check in digits alone, keeps half of one, and shows it over time without the
// wellbeing index, which is off.
func TestProgressCheckByDigits(t *testing.T) {
	d := course(t)
	openProgramme(d, "empowerment")
	d.Press("p", "n")
	d.Sees("Jeg tror på, at der er et job", "jeg har valgt det selv")
	d.SeesNot("glad og i godt humør")
	d.Press("4")
	d.Sees("helt sikkert")
	d.Press("7") // the rest another time
	d.Press("esc", "n")
	d.Sees("2 af 5 besvaret")
	d.Press("3", "4", "t")
	d.Sees("Mit næste skridt")
	d.Type("ringe til kantinen")
	d.Press("enter")
	checks := Rows[model.ProgressCheck](d, "check", schema.Query{})
	if len(checks) != 1 || len(checks[0].Answers) != 5 || checks[0].NextStep != "ringe til kantinen" ||
		checks[0].Values()["tro"] != 10 {
		t.Fatalf("kept as %+v\n%s", checks, d.View())
	}
	d.Sees("Hvad skete der imellem", "ringe til kantinen", "Ordinære løntimer")
	d.Press("u")
	if n := len(Rows[model.ProgressCheck](d, "check", schema.Query{})); n != 0 {
		t.Fatalf("%d checks after undo, want none", n)
	}
}

// TestChangingProgrammeKeepsHistory ends one course and begins the next in one step, and shows both side by side.
func TestChangingProgrammeKeepsHistory(t *testing.T) {
	d := course(t)
	openProgramme(d, "empowerment")
	d.Press("w")
	d.Type("helt i job")
	d.Press("enter")
	d.Type("jobfirst")
	d.Press("enter", "ctrl+s")
	old, next := enrolment(t, d, "empowerment"), enrolment(t, d, "jobfirst")
	if old.Outcome != "ordinaert" || old.EndedOn == 0 || next.PreviousID != old.ID {
		t.Fatalf("old %+v, next %+v\n%s", old, next, d.View())
	}
	d.Sees("P-0002", "Andre", "P-0001 Empowerment")
	d.Press("u")
	if e := enrolment(t, d, "empowerment"); e.EndedOn != 0 ||
		len(Rows[model.Enrolment](d, "enrolment", schema.Query{})) != 1 {
		t.Fatalf("after undo %+v", e)
	}
}

// TestTickAheadIsRefused: a day that has not come is refused at its field, and nothing is written.
func TestTickAheadIsRefused(t *testing.T) {
	d := course(t)
	openProgramme(d, "jobfirst")
	downTo(d, "Klar rollefordeling")
	d.Press("t")
	d.Sees("Kryds af: Klar rollefordeling fra start")
	d.Send(Key("ctrl+u"))
	for range 12 {
		d.Send(Key("backspace"))
	}
	d.Type("24/12 2026")
	d.Press("ctrl+s")
	d.Sees("er ikke kommet endnu")
	if n := len(Rows[model.Tick](d, "tick", schema.Query{})); n != 0 {
		t.Fatalf("%d ticks, want none", n)
	}
}

// TestSheetAndHandOverAreOnePage: a course with sixty lines in its plan is still one page of each, with every line of
// the plan that its receiver gets; far more than a page can hold in readable print goes on, and nothing is lost.
func TestSheetAndHandOverAreOnePage(t *testing.T) {
	d := course(t)
	openProgramme(d, "jobfirst")
	e := enrolment(t, d, "jobfirst")
	add := func(from, to int, words string) {
		var lines []model.Change
		for i := from; i < to; i++ {
			l := &model.PlanLine{
				EnrolmentID: e.ID, Kind: []string{"goal", "step", "choice"}[i%3],
				Words: fmt.Sprintf("linje%03d %s", i, words), Who: "citizen", On: Today,
			}
			lines = append(lines, model.Add(l))
		}
		if _, err := d.Session().Store.Apply(t.Context(), model.ChangeSet{
			Actor: "mk", Action: "planline.add", Changes: lines,
		}); err != nil {
			t.Fatal(err)
		}
	}
	pages := func(paper present.CoursePaper, lines int) int {
		v, err := d.Session().Service.Enrolment(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		b, err := d.Session().Service.Files.Render(present.PaperWords(lang.New(lang.Danish), false).CourseDocument(v,
			paper), "pdf")
		if err != nil {
			t.Fatal(err)
		}
		r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for i := range r.NumPage() {
			page, err := r.Page(i + 1).GetPlainText(nil)
			if err != nil {
				t.Fatal(err)
			}
			text.WriteString(page)
		}
		for i := range lines {
			if want := fmt.Sprintf("linje%03d", i); !strings.Contains(text.String(), want) {
				t.Fatalf("%s of %d lines lacks %s", paper, lines, want)
			}
		}
		return r.NumPage()
	}
	add(0, 60, "ringe til køkkenet på Ærø")
	for _, paper := range []present.CoursePaper{present.PlanSheet, present.HandOver} {
		if n := pages(paper, 60); n != 1 {
			t.Errorf("%s has %d pages, want one", paper, n)
		}
	}
	add(60, 400, strings.Repeat("og fortælle, hvad der skal til ", 4))
	for _, paper := range []present.CoursePaper{present.PlanSheet, present.HandOver} {
		if n := pages(paper, 400); n < 2 {
			t.Errorf("%s of 400 long lines has %d page", paper, n)
		}
	}
}
