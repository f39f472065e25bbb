package uitest

import (
	"fmt"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// fullCourse is a consultant with six citizens, five of them in Flere skal med since October without paid hours, and a
// workplace. The sixth is the story's.
func fullCourse() []model.ChangeSet {
	rows := []model.Change{
		model.Add(&model.Consultant{Head: model.Head{ID: "mk"}, Name: "Mette Krogh", Initials: "MK", Team: "Vest"}),
		model.Add(&model.Company{
			Head: model.Head{ID: "kantine"}, Name: "Kantine Øst", Status: "active", Source: "typed",
		}),
		model.Add(&model.Citizen{
			Head: model.Head{ID: "anja"}, FirstName: "Anja", LastName: "Holm", Status: "active", Responsible: "mk",
			StartedOn: model.NewDate(2026, 8, 3),
		}),
		model.Add(&model.Goal{
			CitizenID: "anja", Words: "noget med køkken", Status: "wish", SetOn: model.NewDate(2026, 11, 2),
		}),
	}
	for i := range 5 {
		z := fmt.Sprint("z", i)
		rows = append(rows,
			model.Add(&model.Citizen{
				Head: model.Head{ID: z}, FirstName: string(rune('P' + i)), LastName: "Ø", Status: "active",
				Responsible: "mk", StartedOn: model.NewDate(2026, 8, 3),
			}),
			model.Add(&model.Enrolment{
				CitizenID: z, Programme: "flere-skal-med", Edition: "2026-1", StartOn: model.NewDate(2026, 10, 1),
				Consultant: "mk",
			}))
	}
	return []model.ChangeSet{{Action: "init", Changes: rows}}
}

// TestFromTriageToFigures is the whole course of one citizen, by keys: enrolled and triaged in Flere skal med, a trial
// visit that was liked, a placement with an agreement and paid hours, the hours of its first week, and the figure in
// which the citizen then counts.
func TestFromTriageToFigures(t *testing.T) {
	d := New(t, Options{World: fullCourse()})
	d.Press("7")
	choose(d, "i", "flere skal")
	choose(d, "p", "denne måned")
	d.Sees("Berørt af ordinære løntimer", "0 af 5")

	// Enrolled three weeks ago, and triaged with a reason.
	d.Press("3", "/")
	d.Type("Anja")
	d.Press("enter", "i")
	d.Type("flere skal")
	d.Press("enter", "ctrl+u")
	d.Type("2/11 2026")
	d.Press("ctrl+s", "v")
	d.Type("gruppe 1")
	d.Press("enter")
	d.Type("tror på et job i køkken")
	d.Press("ctrl+s")
	if e := Rows[model.Enrolment](d, "enrolment", schema.Where("triage", "1")); len(e) != 1 ||
		e[0].StartOn != model.NewDate(2026, 11, 2) {
		t.Fatalf("triaged as %+v\n%s", e, d.View())
	}

	// A trial visit, which was liked, and the placement that follows from it.
	d.Press("esc", "s")
	d.Type("kantine")
	d.Press("enter", "ctrl+u")
	d.Type("9/11 2026")
	d.Press("ctrl+s")
	d.Press("home", "down", "s", "j")
	d.Type("Opvasken var god.")
	d.Press("tab", "1", "enter")
	d.Sees("Opret forløb", "virksomhedspraktik", "noget med køkken")
	d.Press("tab", "tab", "tab", "ctrl+u")
	d.Type("16/11 2026")
	d.Press("ctrl+s")
	d.Sees("Forløb F-0002", "ingen arbejdsaftale")

	// Agreed, with a ladder that ends in paid hours, one yes, and under way.
	d.Press(">", ">", "a", "n", "t", "+", "ctrl+s", "y", "1", "enter", "esc", ">")
	p := Rows[model.Placement](d, "placement", schema.Where("kind", "traineeship"))
	if len(p) != 1 || p[0].State != "running" || p[0].CitizenID != "anja" ||
		p[0].StartOn != model.NewDate(2026, 11, 16) {
		t.Fatalf("the placement is %+v\n%s", p, d.View())
	}
	if a := Rows[model.Agreement](d, "agreement", schema.Where("placement", p[0].ID)); len(a) != 1 ||
		a[0].ValidFrom == 0 || len(a[0].Ladder()) != 2 {
		t.Fatalf("the agreement is %+v\n%s", a, d.View())
	}

	// The first week: ten hours of traineeship and two paid, ahead of the ladder.
	d.Press("t")
	d.Sees("Timer", "Kantine Øst")
	d.Press("1", "0", "tab", "2", "enter")
	if w := weekOf(d, p[0].ID, 47); w == nil || w.Trial.V != 40 || w.Paid.V != 8 {
		t.Fatalf("week 47 is %+v\n%s", w, d.View())
	}

	// One of six now counts, and is the one behind the figure. Undone, nobody does.
	d.Press("esc", "7")
	d.Sees("Tal · Flere skal med", "Berørt af ordinære løntimer", "17 %", "1 af 6", "Mål: 15 %")
	d.Press("b")
	d.Sees("6 borgere, 1 tæller i tælleren", "A.H. (B-0001)")
	d.Press("esc", "u")
	d.Sees("0 af 6")
}

// TestACourseShowsWhatItsFileAsksFor: theme 4 shows both sides' satisfaction and the attendance of the placements
// during the course, a programme that does not ask for it shows neither.
func TestACourseShowsWhatItsFileAsksFor(t *testing.T) {
	start := model.NewDate(2026, 11, 2)
	week := func(p string, monday model.Date, met, missed int) model.Change {
		return model.Add(&model.Week{
			Head: model.Head{ID: model.WeekID(p, monday)}, PlacementID: p, Monday: monday,
			Trial: model.Some(model.Hours(40)), Agreed: model.Some(3), Met: model.Some(met), NoShow: model.Some(missed),
		})
	}
	rows := append(fullCourse(), model.ChangeSet{Action: "init", Changes: []model.Change{
		model.Add(&model.Enrolment{
			Head: model.Head{ID: "four"}, CitizenID: "anja", Programme: "metode-4", Edition: "2026-1", StartOn: start,
			Consultant: "mk",
		}),
		model.Add(&model.Enrolment{
			Head: model.Head{ID: "job"}, CitizenID: "anja", Programme: "jobfirst", Edition: "2026-1", StartOn: start,
			Consultant: "mk",
		}),
		model.Add(&model.Placement{
			Head: model.Head{ID: "p1"}, CitizenID: "anja", CompanyID: "kantine", Kind: "traineeship", State: "running",
			StartOn: start.Add(-14), EndOn: start.Add(90), CitizenSetup: "very_satisfied",
		}),
		model.Add(&model.Placement{
			Head: model.Head{ID: "p2"}, CitizenID: "anja", CompanyID: "kantine", Kind: "traineeship", State: "ended",
			StartOn: start.Add(-90), EndOn: start.Add(-30), EndedOn: start.Add(-30), Outcome: "none",
		}),
		// the first before the course
		week("p1", start.Add(-7), 0, 3), week("p1", start, 3, 0), week("p1", start.Add(7), 2, 1),
	}})
	o := Options{World: rows, W: 120, H: 70, Start: &screen.Go{To: screen.Enrolment, Arg: "four"}}
	d := New(t, o)
	d.Sees("Etablering og fremmøde", "borger meget", "virksomhed ikke spurgt endnu",
		"mødt 5 af 6 dage, afbud 0, udeblevet")
	if n := strings.Count(d.View(), "Etableringen: kommune"); n != 1 {
		t.Errorf("%d placements are shown, want the one during the course\n%s", n, d.View())
	}
	d.Send(screen.Go{To: screen.Enrolment, Arg: "job"})
	d.SeesNot("Etablering og fremmøde")
}

// TestAnElementThatAsksForTheNextStep takes its own day and a note beside the next step and its day; without the step
// it stays at its field.
func TestAnElementThatAsksForTheNextStep(t *testing.T) {
	rows := append(fullCourse(), model.ChangeSet{Action: "init", Changes: []model.Change{
		model.Add(&model.Enrolment{
			Head: model.Head{ID: "five"}, CitizenID: "anja", Programme: "metode-5", Edition: "2026-1",
			StartOn: model.NewDate(2026, 11, 2), Consultant: "mk",
		}),
	}})
	d := New(t, Options{World: rows, W: 120, H: 60, Start: &screen.Go{To: screen.Enrolment, Arg: "five"}})
	downTo(d, "Afklaring efter afslaget")
	d.Press("t")
	d.Sees("Hvad viser det", "noget med køkken")
	d.Press("enter")
	d.Sees("Næste skridt", "Dag for næste skridt", "Note")
	d.Press("ctrl+s")
	d.Sees("Skriv det næste skridt")
	d.Type("møde i kantinen")
	d.Press("tab", "ctrl+u")
	d.Type("1/12 2026")
	d.Press("tab", "ctrl+u")
	d.Type("24/11 2026")
	d.Press("tab")
	d.Type("talte godt om afslaget")
	d.Press("ctrl+s")
	ticks, lines := Rows[model.Tick](d, "tick", schema.Query{}), Rows[model.PlanLine](d, "planline", schema.Query{})
	if len(ticks) != 1 || len(lines) != 1 {
		t.Fatalf("%d ticks and %d lines, want one of each\n%s", len(ticks), len(lines), d.View())
	}
	if k := ticks[0]; k.On != model.NewDate(2026, 11, 24) || k.Note != "talte godt om afslaget" ||
		k.EvidenceType != "goal" {
		t.Errorf("ticked as %+v", k)
	}
	if l := lines[0]; l.Kind != "step" || l.Words != "møde i kantinen" || l.On != model.NewDate(2026, 12, 1) {
		t.Errorf("the step is %+v", l)
	}
	d.Press("u")
	if n := len(Rows[model.Tick](d, "tick", schema.Query{})) +
		len(Rows[model.PlanLine](d, "planline", schema.Query{})); n != 0 {
		t.Errorf("one undo left %d rows", n)
	}
}
