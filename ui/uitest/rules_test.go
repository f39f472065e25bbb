package uitest

import (
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestAMunicipalitysOwnRules loads a file of rules by keys, sees a placement judged by it, has a broken file refused
// with its lines, and takes the rules back.
func TestAMunicipalitysOwnRules(t *testing.T) {
	d := New(t, Options{World: placed(), Start: &screen.Go{To: screen.Placement, Arg: "f1"}})
	own := filepath.Join(d.Session.Service.Folder, "byens-regler.txt")
	text := "edition: Byen 2026\n\n[uger]\nkind: duration\ninstrument: traineeship\nvalid_from: 2026-01-01\nsource: " +
		"Byrådet\nconfidence: likely\nfirst_weeks: 8\nextend_to_weeks: 20\n"
	if err := os.WriteFile(own, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(d.Session.Service.Folder, "forkert.txt")
	if err := os.WriteFile(broken, []byte(text+"\n[uger]\nkind: duration\nfirst_weeks: otte\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Sees("Vejledende", "målgruppen", "Medarbejderrepræsentant")

	d.Send(screen.Go{To: screen.Import})
	d.Send(tea.PasteMsg{Content: "'" + own + "'"})
	d.Sees("regler for forløb", "Det er en prøve. Intet er gemt.")
	d.Press("enter")
	if rows := Rows[model.Reference](d, "reference", schema.Query{}); len(rows) != 1 || rows[0].ID != "rules" ||
		rows[0].Data != text {
		t.Fatalf("got %d tables, want the file as it is", len(rows))
	}
	d.Send(screen.Go{To: screen.Placement, Arg: "f1"})
	d.Sees("forlænget ud over 8 uger, op til 20 uger", "Hvorfor forlænges det?")
	d.SeesNot("Medarbejderrepræsentant:")

	d.Send(screen.Go{To: screen.Import})
	d.Send(tea.PasteMsg{Content: "'" + broken + "'"})
	d.Sees("Linje 12", "også på linje 3", "Linje 14", "otte")
	d.Press("esc")
	d.Send(screen.Go{To: screen.Placement, Arg: "f1"})
	d.Sees("forlænget ud over 8 uger")

	d.Press("9")
	d.Sees("Regler for forløb", "byens-regler.txt")
	d.Press("u")
	if n := len(Rows[model.Reference](d, "reference", schema.Query{})); n != 0 {
		t.Errorf("%d tables after undo, want none", n)
	}
	d.Send(screen.Go{To: screen.Placement, Arg: "f1"})
	d.Sees("Medarbejderrepræsentant")
}
