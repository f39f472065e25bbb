package uitest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/keys"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// ladderWorld is a consultant with one citizen in a placement whose ladder goes from 0 to 8 paid hours, and a second
// placement of hers that overlaps it.
func ladderWorld() []model.ChangeSet {
	start := model.NewDate(2026, 9, 28) // Monday of week 40
	me := &model.Consultant{Head: model.Head{ID: "k1"}, Name: "Mette Krogh", Initials: "MK"}
	citizen := &model.Citizen{
		Head: model.Head{ID: "c1"}, FirstName: "Anja", LastName: "Holm", Status: "active",
		HoursHoped: model.Some(model.Hours(60)),
	}
	cafe := &model.Company{Head: model.Head{ID: "v1"}, Name: "Café Strandgården", Status: "active"}
	home := &model.Company{Head: model.Head{ID: "v2"}, Name: "Plejecenter Torsbo", Status: "active"}
	p := &model.Placement{
		Head: model.Head{ID: "p1"}, CitizenID: "c1", CompanyID: "v1", Consultant: "k1", Kind: "traineeship",
		State: "running", StartOn: start, EndOn: model.NewDate(2027, 2, 7),
	}
	q := &model.Placement{
		Head: model.Head{ID: "p2"}, CitizenID: "c1", CompanyID: "v2", Consultant: "k1", Kind: "ordinary",
		State: "running", StartOn: start,
	}
	a := &model.Agreement{
		Head: model.Head{ID: "a1"}, PlacementID: "p1", Number: model.Some(1), ValidFrom: start,
		Pattern: []string{"mon 09:00-13:00", "wed 09:00-13:00", "fri 09:00-13:00"},
	}
	a.SetLadder([]model.Step{
		{From: start, Trial: 48}, {From: start.Add(14), Trial: 48, Paid: 8},
		{From: start.Add(42), Trial: 40, Paid: 16, Trigger: "når disken klares alene"},
		{From: start.Add(70), Trial: 32, Paid: 24}, {From: start.Add(98), Trial: 24, Paid: 32},
	})
	return []model.ChangeSet{{Action: "init", Changes: []model.Change{model.Add(me)}},
		{
			Actor: "k1", Action: "demo",
			Changes: []model.Change{
				model.Add(citizen), model.Add(cafe), model.Add(home), model.Add(p), model.Add(q), model.Add(a),
			},
		}}
}

func hoursOf(placement string) *screen.Go {
	return &screen.Go{To: screen.Hours, Arg: screen.HoursArg{PlacementID: placement}}
}

func weekOf(d *Driver, placement string, week int) *model.Week {
	monday, _ := model.ParseWeek(fmt.Sprint("2026-W", week), 0)
	for _, w := range Rows[model.Week](d, "week", schema.Where("placement", placement)) {
		if w.Monday == monday {
			return w
		}
	}
	return nil
}

// TestEightWeeksWithANoShowAndAStall is the ledger by keys: eight weeks in a row, one of them with a no-show, and paid
// hours that stand still.
func TestEightWeeksWithANoShowAndAStall(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1")})
	d.Sees("Timer · F-0001 · A.H. (B-0001) hos Café Strandgården", "0 af 9 skrevet", "Løntimer/uge")
	for i, week := range [][]string{
		{"1", "2", "tab", "0", "enter"}, {"1", "0", "tab", "0", "enter"}, {"1", "2", "tab", "2", "enter"},
		{"8", "tab", "2", "tab", "3", "tab", "2", "tab", "1", "enter"}, // one day excused
		{"1", "0", "tab", "2", "enter"}, {"1", "0", "tab", "2", "enter"},
		{"9", "tab", "2", "tab", "3", "tab", "2", "tab", "tab", "1", "enter"}, // one no-show
		{"p", "down"}, // as planned
	} {
		before := d.Keys
		d.Press(week...)
		if n := d.Keys - before; n > 6 && len(week) <= 5 {
			t.Errorf("week %d took %d keys, want at most 6", 40+i, n)
		}
	}
	if n := len(Rows[model.Week](d, "week", schema.Query{})); n != 8 {
		t.Fatalf("%d weeks are logged, want 8\n%s", n, d.View())
	}
	if w := weekOf(d, "p1", 43); w.Trial.V != 32 || w.Paid.V != 8 || w.Agreed.V != 3 || w.Met.V != 2 ||
		w.Excused.V != 1 || w.NoShow.Known {
		t.Errorf("week 43 was written as %+v", w)
	}
	if w := weekOf(d, "p1", 46); w.NoShow.V != 1 || w.Paid.V != 8 {
		t.Errorf("week 46 was written as %+v", w)
	}
	if w := weekOf(d, "p1", 47); w.Trial.V != 40 || w.Paid.V != 16 || w.Met.V != 3 {
		t.Errorf("week 47 as planned was written as %+v", w)
	}
	d.Sees("8 af 9 skrevet", "i alt 14 løntimer", "løntimer 4 t/uge, trappens mål 8, ønsket 15", "2 t bagud")
	d.SeesNot("stået stille 5")

	// The step of week 47 did not happen after all: a correction, one undo of which brings the week back.
	d.Press("<", "tab", "2", "enter")
	if w := weekOf(d, "p1", 47); w.Paid.V != 8 || w.Version != 2 {
		t.Errorf("the corrected week 47 is %+v", w)
	}
	d.Sees("stået stille 6 uger", "4 t bagud", "næste trin uge 50: 6 t", "12 løntimer")
	entries, err := d.Session().Store.Log(context.Background(), schema.LogQuery{
		Type: "week", ID: model.WeekID("p1", model.NewDate(2026, 11, 16)), Rows: true, Limit: 10,
	})
	if err != nil || len(entries) != 2 || entries[0].Rows[0].Before.(*model.Week).Paid.V != 16 {
		t.Errorf("the log holds %d entries of week 47 (%v), want the first one and the correction with what it was",
			len(entries), err)
	}
	d.Press("u")
	if w := weekOf(d, "p1", 47); w.Paid.V != 16 {
		t.Errorf("after undo week 47 has %s paid hours, want 4", w.Paid.V)
	}
	d.Sees("2 t bagud")
}

// TestAWeekInSixKeys logs several citizens in a row from the grid of all, and counts.
func TestAWeekInSixKeys(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Hours}})
	d.Press("<")
	d.Sees("Timer · uge 47 · 16/11-22/11", "Café Strandgården", "/ 10", "0 af 2 skrevet")
	d.Keys = 0
	d.Press("9", "tab", "2", "enter")
	if d.Keys > 6 {
		t.Errorf("a week took %d keys", d.Keys)
	}
	d.Press("tab", "7", ",", "2", "5", "enter") // the next row, paid hours only, with a comma
	if w, v := weekOf(d, "p1", 47), weekOf(d, "p2", 47); w == nil || v == nil || w.Trial.V != 36 || w.Paid.V != 8 ||
		v.Paid.V != 29 || v.Trial.Known {
		t.Fatalf("written as %+v and %+v\n%s", w, v, d.View())
	}
	d.Sees("2 af 2 skrevet", "18,25 t af højst 37")

	// Copied into the next week, both rows at once; once more changes nothing; one undo takes both back.
	d.Press(">", "ctrl+a", "c")
	d.Sees("uge 48", "2 ugesedler kopieret fra ugen før")
	d.Press("c")
	d.Sees("Intet at kopiere")
	d.Press("u")
	if weekOf(d, "p1", 48) != nil || weekOf(d, "p2", 48) != nil {
		t.Error("undo left copied weeks behind")
	}
	d.Press("home", "left", "left", "enter") // on the row's name
	d.Sees("Timer · F-0001", "uge 47")
}

// TestHoursThatCannotBe goes through what is refused: a sentence at the cell, nothing written, what is typed stays.
func TestHoursThatCannotBe(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1")})
	for _, c := range []struct{ typed, says string }{
		{"38", "højst 37 timer"}, {"7,25,5", "er ikke et timetal"}, {"7,3", "i kvarte"}, {"-3", "er ikke et timetal"},
	} {
		d.Press("backspace") // begins typing with an empty cell
		d.Type(c.typed)
		d.Press("enter")
		d.Sees(c.says, c.typed, "1 række ikke gemt", "0 af 9 skrevet")
		if n := len(Rows[model.Week](d, "week", schema.Query{})); n != 0 {
			t.Errorf("%q: %d weeks written", c.typed, n)
		}
		d.Press("ctrl+r")
		d.SeesNot(c.says, "ikke gemt")
	}
}

func TestOverlappingPlacementsOver37Hours(t *testing.T) {
	d := New(t, Options{
		World: ladderWorld(),
		Start: &screen.Go{To: screen.Hours, Arg: screen.HoursArg{Monday: model.NewDate(2026, 11, 16)}},
	})
	d.Press("2", "0", "enter", "tab", "1", "8", "enter")
	d.Sees("F-0002, uge 47: borgeren har allerede 20 timer i F-0001 den uge. Der er plads", "til 17 timer her")
	if weekOf(d, "p2", 47) != nil {
		t.Error("the refused week was written")
	}
	d.Press("1", "7", "enter")
	if w := weekOf(d, "p2", 47); w == nil || w.Paid.V != 68 {
		t.Errorf("17 hours beside 20 were written as %+v", w)
	}
	d.Press("w")
	d.Type("2025-W53")
	d.Press("enter")
	d.Sees("2025 har ingen uge 53; den sidste er")
	d.Press("esc", ">", ">")
	d.Sees("uge 49")
	d.Press("3", "enter")
	d.Sees("Uge 49 er ikke begyndt endnu")
}

// TestTypedHoursSurvive: what is typed and not saved comes back after Esc and after the program ended.
func TestTypedHoursSurvive(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Today}})
	d.Send(*hoursOf("p1"))
	d.Press("1", "1", "tab", "3")
	d.Wait() // typing rests, the draft is written
	d.Press("esc")
	d.Sees("11", "3", "ikke gemt")
	d.Press("esc")
	d.Sees("I dag")
	if n := len(Rows[model.Week](d, "week", schema.Query{})); n != 0 {
		t.Fatalf("%d weeks written by leaving", n)
	}
	d.Send(*hoursOf("p1"))
	d.Sees("11", "1 række ikke gemt")
	d.Press("enter") // the row is saved by ctrl+s; Enter types on in the cell
	d.Press("esc", "esc")

	again := New(t, Options{Path: d.Session().Store.Path(), Start: hoursOf("p1")})
	again.Sees("1 række ikke gemt")
	again.Press("ctrl+s")
	if w := weekOf(again, "p1", 40); w == nil || w.Trial.V != 44 || w.Paid.V != 12 {
		t.Errorf("saved as %+v\n%s", w, again.View())
	}
}

// TestTheGridInEveryTheme draws both grids where the program may run.
func TestTheGridInEveryTheme(t *testing.T) {
	for _, o := range []Options{
		{W: 80, H: 24, Lang: lang.Danish, Theme: theme.Options{Dark: true}},
		{W: 120, H: 36, Lang: lang.English, Theme: theme.Options{NoColor: true}},
		{W: 80, H: 24, Lang: lang.English, Theme: theme.Options{ASCII: true, NoColor: true}},
		{W: 200, H: 60, Lang: lang.Danish},
	} {
		o.World, o.Start = ladderWorld(), hoursOf("p1")
		d := New(t, o)
		d.Press("1", "2", "tab", "2", "enter", "d", "d")
		d.Sees("F-0001", "12")
		d.Send(screen.Go{To: screen.Hours, Arg: screen.HoursArg{Monday: model.NewDate(2026, 9, 28)}})
		d.Sees("A.H.", "12")
		d.Press("7")
		if problems := keys.Conflicts(d.App.Bindings()); len(problems) > 0 {
			t.Errorf("keys while typing: %v", problems)
		}
		d.Press("esc", "ctrl+r")
		if problems := keys.Conflicts(d.App.Bindings()); len(problems) > 0 {
			t.Errorf("keys: %v", problems)
		}
		if strings.Contains(d.View(), "⟨") {
			t.Errorf("a word is missing:\n%s", d.View())
		}
	}
}

// dimmed reports whether the numbers of the tabs are drawn as what does not work now.
func dimmed(d *Driver) bool {
	line, _, _ := strings.Cut(d.Coloured(), "\n")
	return strings.Contains(line, d.App.Theme().Paint(theme.Disabled, " 2"))
}

// TestDigitsAreHoursOnlyInCells: where the cursor stands on no cell, digits are tabs; the first line tells which they
// are, here and wherever something else is typed.
func TestDigitsAreHoursOnlyInCells(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Today}})
	d.Send(*hoursOf("p1"))
	offered := func() bool {
		return slices.ContainsFunc(d.App.Bindings(), func(b keys.Binding) bool { return b.ID == keys.Tab })
	}
	for _, on := range []struct {
		keys []string
		tabs bool
	}{
		{nil, false}, {[]string{"left"}, true}, {[]string{"left"}, false}, {[]string{"7"}, false},
		{[]string{"esc", "ctrl+r"}, false}, {[]string{"tab"}, true}, {[]string{"?"}, false}, {[]string{"esc"}, true},
		{[]string{"w"}, false}, {[]string{"esc"}, true}, {[]string{"3"}, true}, {[]string{"/"}, false},
		{[]string{"esc"}, true}, {[]string{"n"}, false},
	} {
		d.Press(on.keys...)
		if offered := offered(); dimmed(d) == on.tabs || on.tabs && !offered {
			t.Errorf("after %v the numbers of the tabs are dimmed: %v, tabs are offered: %v, want tabs: %v\n%s",
				on.keys,
				dimmed(d), offered, on.tabs, d.View())
		}
	}
	d.Sees("Opret borger") // the form of a citizen, where the 3 led
	if n := len(Rows[model.Week](d, "week", schema.Query{})); n != 0 {
		t.Errorf("%d weeks were written on the way", n)
	}
}

// TestACellHoldsNumbersOnly: letters and ? are refused with a sentence, typed or pasted.
func TestACellHoldsNumbersOnly(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1")})
	d.Press("7", "?")
	d.Sees("Her skrives tal", " 7 ")
	d.SeesNot("7?", "Hjælp")
	d.Press("t")
	d.SeesNot("7t")
	d.Send(tea.PasteMsg{Content: "syv"})
	d.SeesNot("syv")
	d.Sees("Her skrives tal")
	d.Send(tea.PasteMsg{Content: ",5\n"})
	d.Press("enter")
	if w := weekOf(d, "p1", 40); w == nil || w.Trial.V != 30 {
		t.Errorf("7,5 is written as %+v", w)
	}
}

// TestAWrittenWeekIsReplacedInSight: what is typed over a written week shows what it replaces, and so does the save
// until the next one; one key takes it back.
func TestAWrittenWeekIsReplacedInSight(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}} {
		d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1"), W: size[0], H: size[1]})
		d.Press("7", "enter", "up")
		d.SeesNot("Erstat")
		d.Press("9")
		d.Sees("Erstatter det gemte: Praktiktimer 7 → 9")
		d.Press("enter")
		d.Sees("Erstattet for A.H.", "uge 40: Praktiktimer 7 → 9 · u fortryder")
		d.Press("down", "up", "up")
		d.Sees("Praktiktimer 7 → 9 · u fortryder")
		d.Press("u")
		if w := weekOf(d, "p1", 40); w.Trial.V != 28 {
			t.Errorf("after undo: %+v", w)
		}
		d.SeesNot("Erstattet")
		d.Press("home", "9", "enter")
		d.Sees("Erstattet")
		d.Press("5", "enter")
		d.SeesNot("Erstattet")
	}
}

// TestADraftOlderThanTheSavedWeekStaysAway: hours that were written since, elsewhere, are not hidden under what was
// typed before them.
func TestADraftOlderThanTheSavedWeekStaysAway(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Today}})
	d.Send(*hoursOf("p1"))
	d.Press("1", "1")
	d.Wait()
	d.Press("esc", "esc")
	w := &model.Week{
		Head: model.Head{ID: model.WeekID("p1", model.NewDate(2026, 9, 28))}, PlacementID: "p1",
		Monday: model.NewDate(2026, 9, 28), Trial: model.Some(model.Hours(48)),
	}
	if _, err := d.Session().Store.Apply(context.Background(), model.ChangeSet{Actor: "k1", Action: "week.log",
		Changes: []model.Change{model.Add(w)}}); err != nil {
		t.Fatal(err)
	}
	d.Send(*hoursOf("p1"))
	d.Sees("ikke hentet frem: timerne er gemt siden")
	d.SeesNot("ikke gemt")

	// A draft of the week as it stands comes back.
	d.Press("up", "1", "3")
	d.Wait()
	d.Press("esc", "esc")
	d.Send(*hoursOf("p1"))
	d.Sees("Kladden fra sidst er hentet frem", "1 række ikke gemt", "13")
}

// TestHoursInANarrowWindowShowTheSum: in 80 columns the hours of a week stand beside plan and days, and where the
// placement stands is said whole.
func TestHoursInANarrowWindowShowTheSum(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1"), W: 80, H: 24})
	d.Press("1", "2", "tab", "2", "enter", "1", "2", ",", "2", "5", "tab", "1", ",", "5", "enter")
	d.Sees("I alt", "Ude.", "12  / 12       2  / 0       14", "12,25  / 12     1,5  / 0    13,75")
	d.Press("esc", "esc")
	d = New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Hours}, W: 80, H: 24})
	d.Sees("Prak.  plan     Løn  plan   I alt  Aft.  Mødt  Afb.  Ude.")
	d = New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Hours}, W: 60, H: 24})
	d.Sees("ingen timer", "indberettet den uge", "næste trin uge 50: 6 t · 6 uger uden indberettede løntimer",
		"ret trappen.")
}
