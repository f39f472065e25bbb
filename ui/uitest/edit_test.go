package uitest

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"jobspor/data/demo"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/lang"
	"jobspor/ui/screen"
)

func world() Options { return Options{World: demo.ChangeSets(Today)} }

func TestADraftSurvivesEscAndARestart(t *testing.T) {
	d := New(t, world())
	d.Press("2", "n")
	d.Type("Halvskrevet Café")
	d.Press("esc")
	d.Sees("Kladden er gemt")
	d.Press("n")
	d.Sees("Halvskrevet Café", "Kladden fra sidst er hentet frem", "ikke gemt")

	// The program is killed while the form is open: the draft was written when typing rested.
	d.Type(" Nord")
	d.Wait()
	path := d.Session().Store.Path()
	again := New(t, Options{Path: path, Who: "MK"})
	again.Press("2", "n")
	again.Sees("Halvskrevet Café Nord")
	again.Press("ctrl+s")
	again.Sees("Oprettet: virksomhed")
	if got := Rows[model.Company](again, "company", schema.Where("name", "Halvskrevet Café Nord")); len(got) != 1 {
		t.Fatalf("%d companies of that name, want 1", len(got))
	}
	again.Press("n")
	again.SeesNot("Halvskrevet")
}

// TestAWholeNameAsFirstNameIsAskedAbout: of a new citizen without a last name whose first name has several words the
// form asks; what is answered is saved, leaving the question saves nothing, and with a last name nothing is asked.
func TestAWholeNameAsFirstNameIsAskedAbout(t *testing.T) {
	d := New(t, world())
	stored := func(first, last string) {
		t.Helper()
		got := Rows[model.Citizen](d, "citizen", schema.Where("first_name", first))
		if len(got) != 1 || got[0].LastName != last {
			t.Errorf("%d citizens of the first name %s, want one with the last name %q", len(got), first, last)
		}
	}
	d.Press("3", "n")
	d.Type("Ib Erik Storkemand")
	d.Press("ctrl+s")
	d.Sees("Er hele navnet skrevet som fornavn?", "fornavn Ib Erik, efternavn Storkemand", "det hele er fornavnet")
	d.Press("esc")
	d.Sees("Opret borger", "Ib Erik Storkemand")
	if got := Rows[model.Citizen](d, "citizen", schema.Where("last_name", "Storkemand")); len(got) > 0 {
		t.Error("saved without an answer")
	}
	d.Press("ctrl+s")
	d.Press("enter")
	d.Sees("Oprettet: borger")
	stored("Ib Erik", "Storkemand")
	d.Press("3", "n")
	d.Type("Eva Maria")
	d.Press("ctrl+s", "down", "enter")
	d.Sees("Oprettet: borger")
	stored("Eva Maria", "")
	d.Press("3", "n")
	d.Type("Ole Bo")
	d.Press("tab")
	d.Type("Ravn")
	d.Press("ctrl+s")
	d.Sees("Oprettet: borger")
	stored("Ole Bo", "Ravn")
}

func TestBadInputStandsAtItsFieldAndIsKept(t *testing.T) {
	d := New(t, world())
	d.Press("2", "n")
	d.Type("Ny Café")
	d.Press("tab", "tab")
	d.Type("24256791")
	d.Press("ctrl+s")
	d.Sees("24256791 kan ikke være et CVR-nummer", "Ny Café")
	if got := Rows[model.Company](d, "company", schema.Where("name", "Ny Café")); len(got) != 0 {
		t.Fatalf("a company with a wrong CVR number was saved")
	}
	d.Press("backspace")
	d.Type("0")
	d.Press("ctrl+s")
	d.Sees("Oprettet: virksomhed")
}

func TestACPRNumberIsRefusedWhereverItIsTyped(t *testing.T) {
	d := New(t, world())
	before := len(Rows[model.Contact](d, "contact", schema.Query{}))
	d.Press("2", "l")
	d.Type("Talte om 010203-1234")
	d.Press("ctrl+s")
	d.Sees("ligner et CPR-nummer")
	if after := len(Rows[model.Contact](d, "contact", schema.Query{})); after != before {
		t.Fatalf("%d contacts, want %d: the number was saved", after, before)
	}
}

func TestAContactIsLoggedInSixKeys(t *testing.T) {
	for _, how := range []string{"l", "L"} {
		d := New(t, world())
		d.Press("/")
		d.Type("strandgården")
		d.Press("enter")
		d.Keys = 0
		d.Press(how)
		d.Type("Lis vender tilbage om faste dage")
		d.Press("tab", "+", "7", "ctrl+s")
		if d.Keys > 6 {
			t.Errorf("%s: %d keys, want at most 6", how, d.Keys)
		}
		d.Sees("Kontakt logget", "Lis vender")
		id := demo.ID("company", demo.Strandgaarden)
		got := Rows[model.Contact](d, "contact", schema.Query{
			Where: []schema.Cond{
				{Field: "company", Op: schema.Is, Text: id}, {Field: "on", Op: schema.Is, Text: Today.String()},
			},
		})
		want := map[string]string{"l": "call", "L": "visit"}[how]
		if len(got) != 1 || got[0].How != want || got[0].NextOn != Today.Add(7) ||
			got[0].Note != "Lis vender tilbage om faste dage" {
			t.Fatalf("logged %+v, want a %s with a next date in a week", got, want)
		}
		d.Keys = 0
		d.Press("u")
		d.Sees("Fortrudt")
		if got := Rows[model.Contact](d, "contact", schema.Where("id", got[0].ID)); len(got) != 0 || d.Keys != 1 {
			t.Errorf("undo left the contact or took %d keys", d.Keys)
		}
	}
}

func TestFindingTakesFiveKeys(t *testing.T) {
	d := New(t, world())
	d.Press("/", "t", "o", "r", "enter")
	d.Sees("Tor", "l log kontakt", "t ny opgave")
	if d.Keys > 5 {
		t.Errorf("%d keys, want at most 5", d.Keys)
	}
}

func TestLoggingContactStopsTheNaggingOnToday(t *testing.T) {
	d := New(t, world())
	d.Sees("I dag · torsdag 26. november 2026, uge 48")
	overdue := func() int {
		n := 0
		for _, c := range Rows[model.Contact](d, "contact", schema.Query{}) {
			if c.NextOn != 0 && c.NextOn < Today && c.DoneOn == 0 {
				n++
			}
		}
		return n
	}
	before := overdue()
	if before == 0 {
		t.Fatal("the demo world has nothing overdue")
	}
	// past an agreement that nobody accepted and a step of a programme, on the oldest promise
	d.Press("down", "down", "l")
	d.Type("Ringet som lovet")
	d.Press("ctrl+s")
	d.Sees("Kontakt logget")
	if after := overdue(); after >= before {
		t.Errorf("%d overdue promises after the call, want fewer than %d", after, before)
	}
	d.Press("z")
	d.Type("")
	d.Sees("Udsæt til")
	d.Press("enter")
	d.Sees("Udsat")
	d.Press("u")
	d.Sees("Fortrudt")
}

// TestTwoPeopleChangeTheSameCompany: the second to save chooses field by field, and nobody's words are lost unseen.
func TestTwoPeopleChangeTheSameCompany(t *testing.T) {
	d := New(t, world())
	id := demo.ID("company", demo.Strandgaarden)
	open := func(d *Driver) *model.Company {
		return Rows[model.Company](d, "company", schema.Where("id", id))[0]
	}
	d.Send(screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: open(d), Fields: []string{"phone", "note"}}})
	for range 20 {
		d.Press("backspace")
	}
	d.Type("11 11 11 11")

	other, err := bootstrap.Open(context.Background(), d.Session().Store.Path(),
		store.Options{Now: bootstrap.Clock(Today)}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	mine := open(d)
	theirs := *mine
	theirs.Phone, theirs.Note = "22 22 22 22", "Ring helst efter frokost"
	if _, err := other.Store.Apply(context.Background(), model.ChangeSet{
		Action: "company.edit", Changes: []model.Change{model.Edit(mine, &theirs)},
	}); err != nil {
		t.Fatal(err)
	}

	d.Press("ctrl+s")
	d.Sees("En anden har rettet imens", "11 11 11 11", "22 22 22 22")
	if got := open(d); got.Phone != "22 22 22 22" {
		t.Fatalf("the conflict was written over: %q", got.Phone)
	}
	d.Press("enter") // meant for the form: the dialog opened by itself and does not listen yet
	d.Sees("En anden har rettet imens")
	d.Wait()
	d.Press("enter")
	got := open(d)
	if got.Phone != "11 11 11 11" || got.Note != "Ring helst efter frokost" {
		t.Errorf("after choosing mine: phone %q, note %q; want mine and theirs", got.Phone, got.Note)
	}
}

// TestTwoPeopleChangeDifferentFields: what only one of them changed is saved without a question, and both stand.
func TestTwoPeopleChangeDifferentFields(t *testing.T) {
	d := New(t, world())
	id := demo.ID("company", demo.Strandgaarden)
	open := func() *model.Company { return Rows[model.Company](d, "company", schema.Where("id", id))[0] }
	mine := open()
	d.Send(screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: open(), Fields: []string{"phone", "note"}}})
	for range 20 {
		d.Press("backspace")
	}
	d.Type("11 11 11 11")
	theirs := *mine
	theirs.Mail = "ny@cafestrandgaarden.example"
	if _, err := d.Session().Service.Store.Apply(context.Background(), model.ChangeSet{
		Action: "company.edit", Changes: []model.Change{model.Edit(mine, &theirs)},
	}); err != nil {
		t.Fatal(err)
	}
	d.Press("ctrl+s")
	if strings.Contains(d.View(), "En anden har rettet imens") {
		t.Errorf("it asks about what nobody differs about\n%s", d.View())
	}
	if got := open(); got.Phone != "11 11 11 11" || got.Mail != theirs.Mail {
		t.Errorf("phone %q, mail %q; want mine and theirs", got.Phone, got.Mail)
	}
}

func TestSmallWindowsSaySo(t *testing.T) {
	d := New(t, world())
	for _, size := range [][2]int{{40, 12}, {79, 24}, {80, 24}, {200, 60}, {1, 1}, {120, 36}} {
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for _, k := range []string{"1", "2", "3", "?", "esc", "/", "esc", ":", "esc"} {
			d.Press(k)
		}
	}
	d.Send(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.Sees("40×12")
}

// TestUndoOfWhatOthersChangedSaysSo: what somebody else has changed since is not written over by an undo.
func TestUndoOfWhatOthersChangedSaysSo(t *testing.T) {
	d := New(t, world())
	id := demo.ID("company", demo.Strandgaarden)
	read := func() *model.Company { return Rows[model.Company](d, "company", schema.Where("id", id))[0] }
	apply := func(actor, phone string) {
		before := read()
		after := *before
		after.Phone = phone
		if _, err := d.Session().Store.Apply(context.Background(), model.ChangeSet{
			Actor: actor, Action: "company.edit", Changes: []model.Change{model.Edit(before, &after)},
		}); err != nil {
			t.Fatal(err)
		}
	}
	apply(d.Session().Service.Actor(), "11 11 11 11")
	apply(demo.ID("consultant", "Jonas Bech"), "22 22 22 22")
	d.Press("u")
	d.Sees("kan ikke fortrydes: 1 række er rettet siden")
	if got := read().Phone; got != "22 22 22 22" {
		t.Errorf("the phone is %q, want the other's", got)
	}
}

// TestAWindowTooSmallTakesNoKeys: what cannot be seen is not done; quitting works, and all is there again when it is
// large enough.
func TestAWindowTooSmallTakesNoKeys(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{59, 15}, {60, 14}, {40, 12}, {1, 1}} {
		d := New(t, world())
		before := d.View()
		seq := lastSeq(d)
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		d.Press("z", "enter", "2", "n", "a", "ctrl+s", "?", "ctrl+k", "d", "enter", "esc", "space")
		d.Send(tea.PasteMsg{Content: "tekst"})
		d.Send(tea.MouseClickMsg{X: 3, Y: 0, Button: tea.MouseLeft})
		d.Send(tea.WindowSizeMsg{Width: 120, Height: 36})
		if d.View() != before || lastSeq(d) != seq {
			t.Errorf("at %v keys did something:\n%s\nwant\n%s", size, d.View(), before)
		}
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		d.Press("q")
		d.Ready()
		if !d.Quit {
			t.Errorf("at %v q does not quit", size)
		}
	}
}

// TestEveryCellOfHoursIsSeenInTheLeastWindow: what is typed is on the screen in every cell, in both grids.
func TestEveryCellOfHoursIsSeenInTheLeastWindow(t *testing.T) {
	for _, start := range []*screen.Go{hoursOf("p1"), {To: screen.Hours}} {
		for _, l := range []lang.Code{lang.Danish, lang.English} {
			d := New(t, Options{World: ladderWorld(), Start: start, W: 60, H: 15, Lang: l})
			for i, typed := range []string{"31", "32", "3", "4", "5", "6"} {
				d.Press(strings.Split(typed, "")...)
				if !strings.Contains(d.View(), " "+typed) {
					t.Errorf("cell %d is not seen:\n%s", i, d.View())
				}
				d.Press("tab")
			}
			for _, typed := range []string{"31", "32", " 3 ", " 4 ", " 5 ", " 6"} {
				d.Sees(typed)
			}
		}
	}
}

// TestEveryListWorksInTheLeastWindow walks the tabs at the least size and at the common ones: a row, its page, and the
// keys that work are there, and no word is missing.
func TestEveryListWorksInTheLeastWindow(t *testing.T) {
	t.Parallel()
	d := New(t, world())
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 36}, {200, 60}} {
		d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for _, open := range [][]string{
			{"1"}, {"2"}, {"2", "enter"}, {"3"}, {"3", "enter"}, {"4"}, {"4", "k", "e", "enter"}, {"5"},
			{"5", "enter"}, {"6"},
			{"6", "enter"}, {"6", "enter", "a"}, {"6", "enter", "t"}, {"7"}, {"8"}, {"9"}, {"/", "k"},
			{"3", "R"}, {"2", "i"},
		} {
			d.Press("esc", "esc", "esc", "esc")
			d.Press(open...)
			view := d.View()
			lines := strings.Split(view, "\n")
			rows := 0
			for _, line := range lines[3 : len(lines)-1] {
				if strings.TrimSpace(line) != "" {
					rows++
				}
			}
			if rows < 2 || strings.Contains(view, "⟨") || !strings.Contains(lines[len(lines)-1], " ") {
				t.Errorf("%v at %v shows %d lines:\n%s", open, size, rows, view)
			}
			d.Press("down", "up", "pgdown", "home")
		}
	}
}
