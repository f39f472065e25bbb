package uitest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// TestAMunicipalitysOwnRules loads a file of rules by keys, sees a placement judged by it, has a broken file refused
// with its lines, and takes the rules back.
func TestAMunicipalitysOwnRules(t *testing.T) {
	d := New(t, Options{World: placed(), Start: &screen.Go{To: screen.Placement, Arg: "f1"}})
	own := filepath.Join(d.Session().Service.Folder, "byens-regler.toml")
	text := "edition = \"Byen 2026\"\n\n[[rule]]\nkey = \"uger\"\nkind = \"duration\"\ninstrument = " +
		"[\"traineeship\"]\nvalid_from = 2026-01-01\n" +
		"source = \"Byrådet\"\nconfidence = \"likely\"\nfirst_weeks = 8\nextend_to_weeks = 20\n"
	if err := os.WriteFile(own, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(d.Session().Service.Folder, "forkert.toml")
	if err := os.WriteFile(broken,
		[]byte(text+"\n[[rule]]\nkey = \"uger\"\nkind = \"duration\"\nfirst_weeks = \"otte\"\n"), 0o600); err != nil {
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
	d.Sees("Linje 14", "også på linje 4", "Linje 16", "otte")
	d.Press("esc")
	d.Send(screen.Go{To: screen.Placement, Arg: "f1"})
	d.Sees("forlænget ud over 8 uger")

	d.Press("9", "end")
	d.Sees("Regler for forløb", "byens-regler.toml")
	d.Press("u")
	if n := len(Rows[model.Reference](d, "reference", schema.Query{})); n != 0 {
		t.Errorf("%d tables after undo, want none", n)
	}
	d.Send(screen.Go{To: screen.Placement, Arg: "f1"})
	d.Sees("Medarbejderrepræsentant")
}

// TestFilesLoadedBeforeTOML: rules, a programme and progress items whose rows hold the format before TOML still count,
// and are given out in TOML.
func TestFilesLoadedBeforeTOML(t *testing.T) {
	d := New(t, Options{World: placed(), Start: &screen.Go{To: screen.Placement, Arg: "f1"}})
	s, ctx := d.Session().Service, t.Context()
	row := func(id, text string) model.Change {
		return model.Add(&model.Reference{
			Head: model.Head{ID: id}, Source: "gammel.txt", Date: s.Today(), Rows: model.Some(1), Data: text,
		})
	}
	item := func(key string) string {
		return "[item " + key +
			"]\nwho = citizen\nwords = Jeg tror | I believe\nscale = 1-5\nlow = nej | no\nhigh = ja | yes\nusual = " +
			"yes\n\n"
	}
	_, err := s.Store.Apply(ctx, model.ChangeSet{Action: "rules.load", Changes: []model.Change{
		row("rules",
			"# Byens tal\n[uger]\nkind: duration\ninstrument: traineeship\nsource: Byrådet\nconfidence: likely\n"+
				"first_weeks: 8\nextend_to_weeks: 20\n"),
		row("programmes.vores.2026-1",
			"[programme vores]\nedition = 2026-1\nname = Vores | Ours\ntarget = Alle | All\naim = Job | Jobs\n"+
				"source = Os | Us\n"+
				"progress = egen\n\n[element a]\nname = A | A\n\n[outcome b]\nname = B | B\n"),
		row("progress.items", item("egen")),
	}})
	if err != nil {
		t.Fatal(err)
	}
	rules, err := s.Rules(ctx)
	if err != nil || len(rules.Rows) != 1 || rules.Rows[0].ValueOr("first_weeks", 0) != 8 {
		t.Fatalf("got %v %v, want the loaded rules", rules, err)
	}
	ref, err := s.RulesFile(ctx)
	if err != nil {
		t.Fatal(err)
	}
	text := s.RulesText(ref)
	if want := "# Byens tal\n[[rule]]\nkey = \"uger\"\n"; !strings.HasPrefix(text, want) {
		t.Errorf("got the file %q, want it to begin with %q", text, want)
	}
	if _, cs, err := s.LoadRules(ctx, text, "ny.toml"); err != nil || len(cs.Changes) != 1 {
		t.Errorf("got %v %v, want what was given out to be loaded again", cs, err)
	}
	list, err := s.Programmes(ctx)
	if err != nil {
		t.Fatal(err)
	}
	p, err := service.ProgrammeNamed(list, "vores")
	if err != nil || len(p.Elements) != 1 || !strings.HasPrefix(p.Text, "[programme]\nkey = \"vores\"\n") {
		t.Errorf("got %v %v, want the loaded programme with its text in TOML", p, err)
	}
	items, err := s.ProgressItems(ctx)
	if err != nil || len(items) != 1 || items[0].Key != "egen" || items[0].To != 5 {
		t.Errorf("got %v %v, want the loaded item", items, err)
	}
	d.Send(screen.Go{To: screen.Placement, Arg: "f1"})
	d.Sees("forlænget ud over 8 uger, op til 20 uger")
}
