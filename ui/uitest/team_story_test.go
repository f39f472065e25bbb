package uitest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"jobspor/model"
	"jobspor/model/schema"
)

// pile is a consultant with ten citizens in a programme, none of them triaged.
func pile(programme string, n int) []model.ChangeSet {
	rows := []model.Change{
		model.Add(&model.Consultant{Head: model.Head{ID: "mk"}, Name: "Mette Krogh", Initials: "MK", Team: "Vest"}),
	}
	for i := range n {
		z := fmt.Sprint("z", i)
		rows = append(rows,
			model.Add(&model.Citizen{
				Head: model.Head{ID: z}, FirstName: string(rune('A' + i)), LastName: "Ø", Status: "active",
				Responsible: "mk", StartedOn: model.NewDate(2026, 8, 3),
			}),
			model.Add(&model.Enrolment{Head: model.Head{ID: "e" + z}, CitizenID: z, Programme: programme,
				Edition: "2026-1", StartOn: model.NewDate(2026, 10, 1+i), Consultant: "mk"}))
	}
	return []model.ChangeSet{{Action: "init", Changes: rows}}
}

func triaged(d *Driver, group string) int {
	return len(Rows[model.Enrolment](d, "enrolment", schema.Where("triage", group)))
}

// TestTriageOfTen: ten people by the key of a group and Enter each; the reason of a group is typed once and seen every
// time, the cursor goes on by itself, undo takes the last one back, and who is not decided stays.
func TestTriageOfTen(t *testing.T) {
	d := New(t, Options{World: pile("flere-skal-med", 10)})
	choose(d, ":", "vend bunken")
	d.Sees("Vend bunken · Flere skal med", "10 tilbage af 10", "Gruppe 2: rehabiliteringsteamet", "ikke visiteret")
	d.Press("1")
	d.Type("tror på et job")
	d.Press("enter")
	d.Sees("9 tilbage af 10", "0 af 9 krydset af · næste: Trin 1")
	for range 5 {
		d.Press("1", "enter")
	}
	d.Sees("4 tilbage af 10")
	d.Press("2")
	d.Type("i målgruppen for fleksjob")
	d.Press("enter", "2", "enter", "3")
	d.Type("kan ikke deltage nu")
	d.Press("enter")
	d.Sees("1 tilbage af 10", "0 af 3 krydset af · næste: Forberedelse", "0 af 1 krydset af")
	if a, b, c, none := triaged(d, "1"), triaged(d, "2"), triaged(d, "3"), triaged(d, ""); a != 6 || b != 2 || c != 1 {
		t.Fatalf("got %d, %d, %d and %d left", a, b, c, none)
	}

	// The last one was a mistake.
	d.Press("u")
	d.Sees("2 tilbage af 10")
	if n := triaged(d, "3"); n != 0 {
		t.Fatalf("%d still in group 3 after undo", n)
	}

	// Again, and social services are told, with the day.
	d.Press("3", "enter", "k", "t")
	d.Sees("Socialforvaltningen er underrettet")
	d.Press("ctrl+s")
	d.Sees("alle 1 krydset af")
	if ticks := Rows[model.Tick](d, "tick", schema.Where("element", "underrettet")); len(ticks) != 1 ||
		ticks[0].On != model.NewDate(2026, 11, 26) {
		t.Fatalf("told: %+v", ticks)
	}

	// The course of somebody in group 2 has the checklist of the team.
	d.Press("k", "enter")
	d.Sees("Til rehabili", "Forberedelsesplan", "Sagsfremlæggelse", "Indstilling")

	// Opened again only who is left is there; all can be shown.
	d.Press("esc", "esc")
	choose(d, ":", "vend bunken")
	d.Sees("1 tilbage af 10", "J.Ø.")
	d.SeesNot("A.Ø.")
	d.Press("a")
	d.Sees("A.Ø.", "J.Ø.")
}

// TestGroupSession: everybody who came in one screen and one change; it is changed the same way, and undo takes all of
// it back.
func TestGroupSession(t *testing.T) {
	d := New(t, Options{World: pile("gruppevejledning", 6)})
	choose(d, ":", "gruppemøde")
	d.Sees("Gruppemøde", "Gruppevejledning", "0 mødt, 0 afbud, 0 udeblevet, 6 ikke skrevet")
	d.Press("m", "a", "i", "r")
	d.Sees("4 mødt, 1 afbud, 1 udeblevet, 0 ikke skrevet")
	d.Press("o")
	d.Type("madpakker")
	d.Press("enter", "ctrl+s")
	met := func(presence string) int {
		return len(Rows[model.PlanLine](d, "planline", schema.Where("presence", presence)))
	}
	if met("met") != 4 || met("excused") != 1 || met("no_show") != 1 {
		t.Fatalf("got %d, %d, %d\n%s", met("met"), met("excused"), met("no_show"), d.View())
	}
	if l := Rows[model.PlanLine](d, "planline", schema.Where("presence", "excused"))[0]; l.Words != "madpakker" ||
		l.On != model.NewDate(2026, 11, 26) || l.EnrolmentID != "ez1" {
		t.Fatalf("the line is %+v", l)
	}

	// One came late after all; leaving before it is saved asks.
	d.Press("home", "down", "m", "esc")
	d.Sees("Fremmødet er ikke gemt")
	d.Press("esc", "ctrl+s")
	if met("met") != 5 || met("excused") != 0 {
		t.Fatalf("changed: got %d, %d", met("met"), met("excused"))
	}
	d.Press("u", "u")
	if n := met("met") + met("excused") + met("no_show"); n != 0 {
		t.Fatalf("%d lines are left after undo", n)
	}
	d.Press("home")
	d.Sees("6 ikke skrevet")
}

// TestThePageOfAProgramme: the prerequisites of the team are written, and who is in it stands below them.
func TestThePageOfAProgramme(t *testing.T) {
	d := New(t, Options{World: pile("social-stoette", 2)})
	choose(d, ":", "indsatser")
	d.Type("social støtte")
	d.Press("enter")
	d.Sees("Indsatser · Social støtte", "Et fælles mindset", "ikke vurderet", "A.Ø.", "2 i gang")
	d.Press("home", "enter")
	d.Sees("Teamet: Et fælles mindset")
	d.Press("2", "tab")
	d.Type("Karin Lund")
	d.Press("ctrl+s")
	rows := Rows[model.Prerequisite](d, "prerequisite", schema.Query{})
	if len(rows) != 1 || rows[0].Item != "mindset" || rows[0].Who != "Karin Lund" || rows[0].State != "begun" {
		t.Fatalf("got %+v\n%s", rows, d.View())
	}
	d.Sees("i gang")
	d.Press("u")
	if n := len(Rows[model.Prerequisite](d, "prerequisite", schema.Query{})); n != 0 {
		t.Fatalf("%d after undo", n)
	}
}

// TestEnrolmentAsksItsQuestionsInTheForm: the questions stand in the one form, an answer that does not fit is said
// before it is saved, and none of them is needed.
func TestEnrolmentAsksItsQuestionsInTheForm(t *testing.T) {
	world := pile("flere-skal-med", 1)
	d := New(t, Options{World: world})
	d.Press("3", "/")
	d.Type("A")
	d.Press("enter", "i")
	d.Type("jobfirst")
	d.Press("enter")
	d.Sees("Fyldt 30 år", "I ressourceforløb")
	d.SeesNot("passer ikke")
	d.Press("tab", "tab", "tab", "2")
	d.Sees("passer ikke: Fyldt 30 år")
	d.Press("ctrl+s")
	e := Rows[model.Enrolment](d, "enrolment", schema.Where("programme", "jobfirst"))
	if len(e) != 1 || model.KeyedLine(e[0].Answers, "alder") != "no" || model.KeyedLine(e[0].Answers, "ydelse") != "" {
		t.Fatalf("got %+v\n%s", e, d.View())
	}
	d.Sees("passer ikke: Fyldt 30 år")
}

// TestCommitteePage: three texts for a month, written and changed, and the page with them and the rounded figures as
// one PDF page and as a text document.
func TestCommitteePage(t *testing.T) {
	d := New(t, Options{World: pile("flere-skal-med", 6)})
	d.Press("7", "e")
	d.Sees("Hvilken måned?", "oktober 2026")
	d.Press("enter")
	d.Sees("Udvalgsside, oktober 2026", "Hvad er sket", "Hvad skyldes det", "Hvad gør vi")
	d.Type("Seks er begyndt i oktober.")
	d.Press("ctrl+s")
	d.Press("e")
	d.Sees("skrevet")
	d.Press("enter", "tab")
	d.Type(strings.Repeat("Vi ringer til flere virksomheder. ", 17))
	d.Press("ctrl+s", "d", "enter")
	d.Sees("Til udvalget: oktober 2026", "Seks er begyndt i oktober.", "ikke skrevet endnu")
	d.SeesNot("A.Ø.", "B-0001")
	file := strings.TrimSpace(d.Session().Service.Folder) + "/udvalg-2026-10.pdf"
	d.Press("enter")
	d.Ready()
	f, r, err := pdf.Open(file)
	if err != nil || r.NumPage() != 1 {
		t.Fatalf("%v\n%s", err, d.View())
	}
	_ = f.Close()
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
	pages := Rows[model.CommitteePage](d, "committee", schema.Query{})
	if len(pages) != 1 || pages[0].Happened != "Seks er begyndt i oktober." || pages[0].Month != model.NewDate(2026,
		10, 1) {
		t.Fatalf("got %+v", pages)
	}
}
