package uitest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

func TestTheLogIsReadOnAsTheCursorNearsTheEnd(t *testing.T) {
	world := oneConsultant()
	for i := range 260 {
		world = append(world, model.ChangeSet{
			Action:  "company.add",
			Changes: []model.Change{model.Add(&model.Company{Name: fmt.Sprintf("Firma %03d", i), Status: "active"})},
		})
	}
	d := New(t, Options{World: world, Start: &screen.Go{To: screen.Log}})
	d.Sees("de nyeste 100", "Firma 259")
	d.Press("end", "end", "end")
	d.Sees("261 poster", "Database oprettet")
}

func TestOneRowsHistorySaysFieldByFieldWhatChanged(t *testing.T) {
	c := &model.Company{Name: "Kantinen", Town: "Ishøj", Status: "active"}
	c.ID = "0123456789ab"
	d := New(t,
		Options{
			World: append(oneConsultant(),
				model.ChangeSet{Action: "company.add", Changes: []model.Change{model.Add(c)}},
				model.ChangeSet{
					Action:  "company.add",
					Changes: []model.Change{model.Add(&model.Company{Name: "En anden", Status: "active"})},
				})})
	d.Press("2")
	d.Type("/")
	d.Type("kantinen")
	d.Press("enter", "enter", "e")
	d.Press("tab") // the daily name
	d.Type("Kantinen på havnen")
	d.Press("ctrl+s", "h")
	d.Sees("Historik · Kantinen på havnen", "Rettet: virksomhed", "Virksomhed rettes", "Kantinen på havnen → intet",
		"2 poster")
	d.SeesNot("En anden")
	d.Press("u") // what it changes stands beside it
	if got := Rows[model.Company](d, "company", schema.Where("name", "Kantinen"))[0].DailyName; got != "" {
		t.Errorf("daily name %q after undo, want none", got)
	}
	d.Sees("fortrudt", "fortryd",
		"Gøres den igen, ændres 1 række", "intet → Kantinen på havnen")
	d.Press("U")
	if got := Rows[model.Company](d, "company", schema.Where("name", "Kantinen"))[0].DailyName; got == "" {
		t.Error("no daily name after doing it again")
	}
}

func TestAnOldChangeThatOthersBuiltOnIsNotTakenBack(t *testing.T) {
	c := &model.Company{Name: "Kantinen", Status: "active"}
	c.ID = "0123456789ab"
	later := *c
	later.Town = "Ishøj"
	later.Version = 1
	before := *c
	before.Version = 1
	d := New(t,
		Options{
			World: append(oneConsultant(),
				model.ChangeSet{Action: "company.add", Changes: []model.Change{model.Add(c)}},
				model.ChangeSet{Action: "company.edit", Changes: []model.Change{model.Edit(&before, &later)}}),
			Start: &screen.Go{To: screen.Log}})
	d.Press("down", "u", "u")
	if rows := Rows[model.Company](d, "company", schema.Query{}); len(rows) != 1 || rows[0].Town != "Ishøj" {
		t.Errorf("companies: %+v, want the one as it was changed later", rows)
	}
	d.SeesNot("fortrudt", "Fortrudt:")
	d.Sees("Nr. 2 kan ikke fortrydes: 1 række er rettet siden, i nr. 3", "Virksomhed er rettet siden",
		"intet → Ishøj")
}

func TestTheLogIsNarrowedByPersonAndLeavesTheHouseAsShown(t *testing.T) {
	jonas := &model.Consultant{Name: "Jonas Bech", Initials: "JB"}
	jonas.ID = "0123456789jb"
	world := append(oneConsultant(), model.ChangeSet{Action: "init", Changes: []model.Change{model.Add(jonas)}},
		model.ChangeSet{
			Actor: jonas.ID, Action: "company.add",
			Changes: []model.Change{model.Add(&model.Company{Name: "Hans firma", Status: "active"})},
		})
	d := New(t, Options{World: world, Start: &screen.Go{To: screen.Log}})
	d.Press("p")
	d.Type("jonas")
	d.Press("enter")
	d.Sees("Log · alt · Jonas Bech", "Hans firma", "1 post")
	d.SeesNot("Database oprettet")
	d.Press("x")
	d.Sees("Forhåndsvisning · Log", "Hans firma")
	d.Press("f", "enter") // the second format is CSV for Excel
	files, err := os.ReadDir(d.Session().Service.Folder)
	if err != nil || len(files) != 1 {
		t.Fatalf("files: %v %v", files, err)
	}
	b, err := os.ReadFile(d.Session().Service.Folder + "/" + files[0].Name())
	if err != nil || !strings.Contains(string(b), "JB;ændring;Oprettet: virksomhed;Hans firma;1") {
		t.Errorf("the file holds:\n%s %v", b, err)
	}
	d.Press("p")
	d.Type("alle")
	d.Press("enter", "f", "f", "f")
	d.Sees("Log · eksporter", "Loggen eksporteret", "1 række eksporteret")
}

// TestTheHistoryOfAPersonHasWhatBelongsToThem: also rows that are gone, and nothing of anybody else; what an undo would
// change is shown before it does, in a narrow window too, and another consultant's change is asked about.
func TestTheHistoryOfAPersonHasWhatBelongsToThem(t *testing.T) {
	jonas := &model.Consultant{Name: "Jonas Bech", Initials: "JB"}
	jonas.ID = "0123456789jb"
	goal := &model.Goal{CitizenID: "b00000000001", Words: "bager"}
	goal.ID = "g00000000001"
	was := *goal
	was.Version = 1
	world := append(firmWorld(
		model.Add(&model.Contact{CitizenID: "b00000000002", CompanyID: "c00000000001", On: Today - 20, How: "call"})),
		model.ChangeSet{Action: "init", Changes: []model.Change{model.Add(jonas)}},
		model.ChangeSet{Actor: jonas.ID, Action: "goal.add", Changes: []model.Change{model.Add(goal)}},
		model.ChangeSet{Actor: jonas.ID, Action: "goal.remove", Changes: []model.Change{model.Remove(&was)}})
	d := New(t, Options{World: world, W: 80, H: 24,
		Start: &screen.Go{To: screen.History,
			Arg: screen.HistoryArg{Rows: []model.RowRef{{Type: "citizen", ID: "b00000000001"}}}}})
	d.Sees("Historik · ", "(B-0001)", "Slettet: jobmål", "Oprettet: jobmål", "3 poster")
	d.SeesNot("Kontakt")
	d.Press("u") // the window is narrow: first what it would change
	d.Sees("Fortrydes den, ændres 1 række", "Jobmål kommer tilbage", "bager")
	d.Press("enter")
	d.Sees("En andens ændring", "Jonas Bech")
	d.Press("esc")
	if n := len(Rows[model.Goal](d, "goal", schema.Query{})); n != 1 {
		t.Fatalf("%d goals before anybody agreed", n)
	}
	d.Press("u", "right", "enter")
	if n := len(Rows[model.Goal](d, "goal", schema.Query{})); n != 2 {
		t.Errorf("%d goals, want the one that came back\n%s", n, d.View())
	}
	d.Press("esc", "f")
	d.Sees("visninger")
}

// TestTheLogLeadsToWhatUndoingWouldChange: u shows it and changes nothing, h is the history of the row.
func TestTheLogLeadsToWhatUndoingWouldChange(t *testing.T) {
	d := New(t, Options{World: firmWorld(), Start: &screen.Go{To: screen.Log}})
	d.Press("u")
	d.Sees("Historik · ændringer", "Fortrydes den, ændres")
	d.Press("esc", "h")
	d.Sees("Historik · ")
	d.Press("1", "ctrl+k")
	d.Type("historik")
	d.Press("enter")
	d.Sees("Historik · ændringer")
}

// TestTheHistoryOfALineIsOfAllItsRows: of two people, not of the first, and of nobody else.
func TestTheHistoryOfALineIsOfAllItsRows(t *testing.T) {
	var kim, ida, mo, both []model.Change
	for _, c := range []struct {
		first string
		add   *[]model.Change
	}{{"Kim", &kim}, {"Ida", &ida}, {"Mo", &mo}} {
		b := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: c.first, LastName: "Berg", Status: "active"}
		*c.add = []model.Change{model.Add(b)}
		if c.first != "Mo" {
			was, is := *b, *b
			was.Version, is.Version, is.Postcode = 1, 1, "2635"
			both = append(both, model.Edit(&was, &is))
		}
	}
	world := oneConsultant()
	for _, changes := range [][]model.Change{kim, ida, mo, both} {
		world = append(world, model.ChangeSet{Action: "citizen.add", Changes: changes})
	}
	d := New(t, Options{World: world, W: 120, H: 36, Start: &screen.Go{To: screen.Log}})
	d.Press("h")
	d.Sees("og 1 række mere · ændringer", "3 poster")
}

// TestTodayLeadsToTheHistory: by a key that its help names.
func TestTodayLeadsToTheHistory(t *testing.T) {
	d := New(t, Options{World: firmWorld(), W: 120, H: 36})
	d.Press("?")
	d.Type("historik")
	d.Sees("historik: se og fortryd")
	d.Press("esc")
	if strings.Contains(d.View(), "Hjælp") {
		d.Press("esc")
	}
	d.Press("h")
	d.Sees("Historik · ændringer")
}

// TestTheLogShowsWhatIsNewOnReturn: the tab comes back to what was written meanwhile.
func TestTheLogShowsWhatIsNewOnReturn(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), W: 120, H: 30})
	for range 2 {
		d.Press("8", "down", "2", "l")
		d.Type("ringet")
		d.Press("ctrl+s", "8")
		d.Sees("Café Strandgården")
		for row, line := range strings.Split(d.View(), "\n") {
			if strings.HasPrefix(line, " ▸ ") && row > firstLine+1 { // the look at the log itself may stand over it
				t.Errorf("the cursor came back to line %d\n%s", row, d.View())
			}
		}
	}
}

// firstLine is the line of a list's first row.
const firstLine = 4

// TestWhatWasDoneIsNeverCut: the sentence of an entry goes on below its column, and whom it was about stands after it.
func TestWhatWasDoneIsNeverCut(t *testing.T) {
	for _, w := range []int{60, 80, 120} {
		d := New(t, Options{World: ladderWorld(), W: w, H: 30})
		d.Press("2", "l")
		d.Type("ringet")
		d.Press("ctrl+s", "8")
		d.Sees("Kontakt logget", "Café Strandgården")
		d.SeesNot("Rækker", "logg…", "log…")
	}
}

// TestHomeIsTheNewest: what another program wrote since the log was read is there, and what stands above is counted.
func TestHomeIsTheNewest(t *testing.T) {
	d := New(t, Options{World: demo.ChangeSets(Today), W: 120, H: 15, Start: &screen.Go{To: screen.Log}})
	d.Press("end")
	d.Sees("nyere over, Home")
	d.Press("home")
	d.SeesNot("nyere over")
}
