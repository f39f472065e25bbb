package uitest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/figures"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// figureWorld is two consultants of team Vest: MK with twelve citizens in JobFirst, six in each group, of whom the
// first three of the treatment group had paid hours in October and the first had a trial visit; SL with four more in
// the treatment group, too few to be shown.
func figureWorld() []model.ChangeSet {
	var rows []model.Change
	add := func(id string, e model.Entity) {
		e.Meta().ID = id
		rows = append(rows, model.Add(e))
	}
	add("mk0000000000", &model.Consultant{Name: "Mette Krogh", Initials: "MK", Team: "Vest"})
	add("sl0000000000", &model.Consultant{Name: "Simon Lund", Initials: "SL", Team: "Vest"})
	add("cafe00000000", &model.Company{Name: "Café Strandgården", Status: "active"})
	for i := range 16 {
		who, group := "mk0000000000", model.EnrolmentGroups[i%2]
		if i >= 12 {
			who, group = "sl0000000000", "treatment"
		}
		z := &model.Citizen{
			FirstName: fmt.Sprintf("%c", 'A'+i), LastName: "Efternavn", Responsible: who,
			StartedOn: model.NewDate(2026, 1, 5), Status: "active",
		}
		add(fmt.Sprintf("z%011d", i), z)
		add(fmt.Sprintf("e%011d", i), &model.Enrolment{
			CitizenID: z.ID, Programme: "jobfirst", Edition: "2026-1", StartOn: model.NewDate(2026, 1, 5), Group: group,
			Consultant: who,
		})
		if i < 6 && i%2 == 0 {
			p := &model.Placement{
				CitizenID: z.ID, CompanyID: "cafe00000000", Kind: "ordinary", State: "running",
				StartOn: model.NewDate(2026, 9, 7), Consultant: who,
			}
			add(fmt.Sprintf("p%011d", i), p)
			for w := range 10 {
				monday := p.StartOn.Add(7 * w)
				add(model.WeekID(p.ID, monday), &model.Week{
					PlacementID: p.ID, Monday: monday, Paid: model.Some(model.Hours(8 + 4*i)),
				})
			}
		}
	}
	return []model.ChangeSet{{Action: "init", Changes: rows}}
}

// choose opens a filter and takes what the letters find.
func choose(d *Driver, key, letters string) {
	d.T.Helper()
	d.Press(key)
	d.Type(letters)
	d.Press("enter")
}

func TestFiguresAreReadNarrowedAndLookedInto(t *testing.T) {
	d := New(t, Options{World: figureWorld(), Who: "MK"})
	d.Press("7")
	d.Sees("Tal · alle borgere · 1/11 2025 – 31/10 2026", "16 borgere · 3 forløb · 30 ugesedler")
	d.Sees("Berørt af ordinære løntimer", "19 %", "3 af 16", "Definition: Andel, der havde mindst",
		"Opgjort 31/10 2026")

	d.SeesNot("mål 15 %") // that is Flere skal med's alone

	d.Press("r") // groups need a programme, and say so
	d.Sees("Vælg først en indsats")
	choose(d, "i", "jobfirst")
	d.Sees("Tal · JobFirst")
	d.Press("enter", "end") // the figure's text to its end
	d.Sees("Opgjort 31/10 2026")
	d.Press("esc")

	choose(d, "r", "kontrol")
	d.Sees("kontrolgruppe", "0 af 6")
	choose(d, "r", "begge")
	choose(d, "c", "simon") // four citizens
	d.Sees("Simon Lund", "skjult")
	d.SeesNot("0 af 4")
	d.Press("b")
	d.Sees("Tallet er skjult")
	choose(d, "c", "mette") // Mette's twelve would give Simon's four
	d.Sees("Mette Krogh", "skjult")
	choose(d, "c", "alle")
	d.Sees("3 af 16")

	d.Press("b")
	d.Sees("Bag tallet: Berørt af ordinære løntimer", "16 borgere, 3 tæller i tælleren", "Kun til intern brug",
		"A.E. (B-0001)")
	d.Press("enter") // the first of them
	d.Sees("A Efternavn")
	d.Press("esc", "esc")
	d.Sees("Tal · JobFirst")
	d.Press("8")
	d.Sees("Så borgere bag et tal")
}

func TestTreatmentAndControlAreSetBesideEachOther(t *testing.T) {
	d := New(t, Options{World: figureWorld(), Who: "MK", H: 50})
	d.Press("7")
	choose(d, "i", "jobfirst")
	d.Press("enter")
	d.Sees("Indsatsgruppe og kontrolgruppe", "indsatsgruppe: 30 % (3 af 10), 95 %-interval 11–60",
		"kontrolgruppe: 0 % (0 af 6)", "forskel: 30 procentpoint", "De siger ikke i sig")
}

func TestAPeriodThatIsTurnedRoundIsRefusedWhereItIsTyped(t *testing.T) {
	d := New(t, Options{World: figureWorld(), Who: "MK"})
	d.Press("7")
	choose(d, "p", "egne")
	for range 30 {
		d.Press("backspace")
	}
	d.Type("30/6-2026 til 1/1-2026")
	d.Press("enter")
	d.Sees("Perioden slutter", "30/6-2026 til 1/1-2026") // what was typed stays
	for range 30 {
		d.Press("backspace")
	}
	d.Type("1/1-2026 til 30/6-2026")
	d.Press("enter")
	d.Sees("1/1 2026 – 30/6 2026", "0 af 16")
	choose(d, "p", "24")
	d.Sees("1/11 2024 – 31/10 2026")
}

func TestFiguresLeaveAsTablesAndAsOnePage(t *testing.T) {
	d := New(t, Options{World: figureWorld(), Who: "MK"})
	d.Press("7", "x")
	d.Sees("Tal", "Berørt af ordinære løntimer")
	d.Press("enter")
	choose(d, "i", "jobfirst")
	d.Press("x", "enter") // the page is the first choice
	d.Sees("JobFirst: tal")
	d.Press("enter")
	for _, name := range []string{"tal.xlsx", "tal-jobfirst.pdf"} {
		b, err := os.ReadFile(filepath.Join(d.Session().Service.Folder, name))
		if err != nil || len(b) < 1000 {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
		if strings.Contains(string(b), "Efternavn") {
			t.Errorf("%s names a citizen", name)
		}
	}
}

// TestFiguresReadInEveryWindow: both languages, without colour, in ASCII, and with nothing to count.
func TestFiguresReadInEveryWindow(t *testing.T) {
	for _, c := range []struct {
		o    Options
		sees []string
	}{
		{
			Options{
				World: figureWorld(), W: 80, H: 24, Lang: lang.English,
				Theme: theme.Options{NoColor: true, ASCII: true},
			}, []string{"Touched by ordinary paid hours", "19%"},
		},
		{Options{World: figureWorld(), W: 80, H: 24}, []string{"Berørt af ordinære løntimer", "19 %"}},
		{
			Options{World: oneConsultant(), W: 100, H: 30, Theme: theme.Options{Dark: true}},
			[]string{"Berørt af ordinære løntimer", "ingen", "Der er ingen at regne på."},
		},
	} {
		d := New(t, c.o)
		d.Press("7")
		d.Sees(c.sees...)
		for range figures.Definitions() {
			d.Press("enter", "end", "esc", "down")
		}
	}
}

// TestThePageOfEveryProgrammeIsOnePage: also where treatment and control are set beside each other.
func TestThePageOfEveryProgrammeIsOnePage(t *testing.T) {
	d := New(t, Options{World: figureWorld(), Who: "MK"})
	here := d.Session().Service
	v, err := here.FigureBase(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []lang.Code{lang.Danish, lang.English} {
		w := present.WordsIn(lang.New(code))
		for _, p := range v.Programmes {
			sel, err := w.SelectFigures(v, service.FigureRequest{Programme: p.Key})
			if err != nil {
				t.Fatal(err)
			}
			list, err := v.Base.Compute(sel)
			if err != nil {
				t.Fatal(err)
			}
			doc := w.FigurePage(v, sel, list)
			b, err := here.Files.Render(doc, "pdf")
			if err != nil {
				t.Fatal(err)
			}
			if n := len(page.FindAll(b, -1)); n != 1 {
				t.Errorf("%s in %s has %d pages", p.Key, code, n)
			}
			if len(doc.Sections[0].Table.Rows) == 0 {
				t.Errorf("%s has no figures", p.Key)
			}
		}
	}
}

// page finds the pages of a PDF, but not the list of them.
var page = regexp.MustCompile(`/Type /Page\b`)

// TestTargetsAreToldApart: two targets have each a sign of its own, over time and on the bars, and a legend for both; a
// month without a value has a sentence that says why.
func TestTargetsAreToldApart(t *testing.T) {
	world := figureWorld()
	for _, c := range world[0].Changes {
		if e, ok := c.After.(*model.Enrolment); ok {
			e.Programme, e.Edition, e.Group = "flere-skal-med", "", ""
			if e.CitizenID > "z00000000003" { // fewer than five in the first half of the year
				e.StartOn = model.NewDate(2026, 6, 1)
			}
		}
	}
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		d := New(t, Options{World: world, Who: "MK", W: size[0], H: size[1]})
		d.Press("7")
		choose(d, "i", "flere skal")
		d.Press("enter")
		d.Sees("● andel", "─ ─ mål 15 %", "≡ ≡ mål 20 %", "≡ ≡ ≡ ≡ ≡", "nov-dec: ingen at regne på. jan-maj: skjult,")
		if size[1] > 24 {
			d.Sees("│ mål 15 %  ║ mål 20 %")
		}
		for range 40 { // the share of days met, of which nothing is known
			if strings.Contains(d.View(), "Fremmødedage i procent") {
				break
			}
			d.Press("esc", "down", "enter")
		}
		d.Sees("måned for måned", "nov-okt: ingen at regne på.")
		d.SeesNot("│────")
	}
}
