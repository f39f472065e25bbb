package uitest

import (
	"fmt"
	"os"
	"strings"
	"testing"

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
	d.Sees("261 linjer", "Database oprettet")
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
	d.Sees("Historik · Kantinen på havnen", "Rettet: virksomhed", "intet → Kantinen på havnen", "2 linjer")
	d.SeesNot("En anden")
	d.Press("u", "right", "enter") // undoing inside a history asks first
	if got := Rows[model.Company](d, "company", schema.Where("name", "Kantinen"))[0].DailyName; got != "" {
		t.Errorf("daily name %q after undo, want none", got)
	}
	d.Sees("fortrudt", "fortryd")
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
	d.Press("down", "u", "right", "enter")
	if rows := Rows[model.Company](d, "company", schema.Query{}); len(rows) != 1 || rows[0].Town != "Ishøj" {
		t.Errorf("companies: %+v, want the one as it was changed later", rows)
	}
	d.SeesNot("fortrudt", "Fortrudt:")
	d.Sees("Det kan ikke fortrydes")
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
	d.Sees("Log · alt · Jonas Bech", "Hans firma", "1 linje")
	d.SeesNot("Database oprettet")
	d.Press("x")
	d.Sees("Forhåndsvisning · Log", "Hans firma")
	d.Press("f", "enter") // the second format is CSV for Excel
	files, err := os.ReadDir(d.Session().Service.Folder)
	if err != nil || len(files) != 1 {
		t.Fatalf("files: %v %v", files, err)
	}
	b, err := os.ReadFile(d.Session().Service.Folder + "/" + files[0].Name())
	if err != nil || !strings.Contains(string(b), "JB;ændring;Hans firma · Oprettet: virksomhed;1") {
		t.Errorf("the file holds:\n%s %v", b, err)
	}
	d.Press("p")
	d.Type("alle")
	d.Press("enter", "f", "f", "f")
	d.Sees("Log · eksporter", "Loggen eksporteret", "1 række eksporteret")
}
