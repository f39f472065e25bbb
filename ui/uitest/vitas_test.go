package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

// TestVitasByKeys copies field after field, says what is missing and fills it in.
func TestVitasByKeys(t *testing.T) {
	a := &model.Agreement{
		Head: model.Head{ID: "a1"}, PlacementID: "f1", Number: model.Some(1), Purpose: "employment",
		TrialTasks: []string{"anretning", "buffet"}, ContactID: "lis",
	}
	start := Today.Add(12)
	a.SetLadder([]model.Step{{From: start, Trial: 40}, {From: start.Add(28), Trial: 60}})
	d := New(t, Options{
		World: append(placed(), model.ChangeSet{Action: "agreement.new", Changes: []model.Change{model.Add(a)}}),
		Start: &screen.Go{To: screen.Vitas, Arg: "f1"},
	})
	d.Sees("Mangler 3", "Fuldtidsansatte", "Arbejdstid", "Samtykke er ikke registreret", "Strandgården ApS",
		"Starter tir 8/12 2026 med 10 timer")
	d.Press("c")
	d.Sees("samtykket mangler eller dækker ikke alt for 1 borger")
	if len(d.Copied()) != 0 {
		t.Fatalf("copied %q without consent", d.Copied())
	}
	d.Press("C", "ctrl+s", "c", "c")
	if len(d.Copied()) != 2 || d.Copied()[0] != "Strandgården ApS" || d.Copied()[1] != "24256790" {
		t.Fatalf("copied %q", d.Copied())
	}
	d.Sees("Kopieret: CVR-nummer. Næste: P-nummer")
	// The representative's mail is missing: the key says where it is filled in and goes on.
	d.Press("c", "c", "c", "c", "c", "c")
	d.Sees("mangler. Det udfyldes på: kontaktperson")
	d.Press("up", "enter")
	d.Type("tom@example.dk")
	d.Press("ctrl+s")
	d.Sees("tom@example.dk", "Mangler 2")
	// The rest, to the last field: the remark.
	d.Press("end", "c")
	last := d.Copied()[len(d.Copied())-1]
	if last != "Starter tir 8/12 2026 med 10 timer om ugen og forventes at stige "+
		"til 15 timer om ugen fra tir 5/1 2027." {
		t.Errorf("the remark was copied as %q", last)
	}
	d.Sees("Det var det sidste felt")
	log, err := d.Session().Store.Log(t.Context(), schema.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range log {
		if e.Kind == "export" && e.Action == "export.vitas" && e.Args["receiver"] == "company" && len(e.Rows) == 1 {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d entries for an opening that was copied from, want one", n)
	}
	d.Press("y")
	d.Sees("Ansøgt i VITAS tor 26/11 2026")
	d.Press("u")
	d.Sees("Ansøgt i VITAS tor 26/11 2026 → intet")
	d.Wait() // until that is gone
	d.SeesNot("Ansøgt i VITAS")

	// Where there is no clipboard, the sheet is a file.
	d.Press("x")
	d.Sees("Mangler", "Forhåndsvisning")
	d.Press("enter")
	files, _ := filepath.Glob(filepath.Join(d.Session().Service.Folder, "*vitas.txt"))
	if len(files) != 1 {
		t.Fatalf("files %v\n%s", files, d.View())
	}
	text, _ := os.ReadFile(files[0])
	if s := string(text); strings.Index(s, "Mangler") > strings.Index(s, "Felter") || !strings.Contains(s, "24256790") {
		t.Errorf("the file says\n%s", s)
	}
}

func TestVitasSpeaksAtEverySize(t *testing.T) {
	for _, l := range []lang.Code{lang.Danish, lang.English} {
		d := New(t, Options{World: placed(), Lang: l, Start: &screen.Go{To: screen.Vitas, Arg: "f1"}})
		d.PressAtEverySize("c", "f", "c", "down", "end", "c", "x", "esc", "a", "esc", "?", "esc")
	}
}
