package uitest

import (
	"context"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// TestOneFactIsEditedByItself: Tab goes to the facts, the arrows choose one, Enter edits that one with the checks of
// the form, and e opens all of them.
func TestOneFactIsEditedByItself(t *testing.T) {
	for _, w := range []int{80, 120} {
		d := New(t, Options{World: demo.ChangeSets(Today), W: w, H: 24})
		d.Press("3", "enter", "tab")
		d.Sees("▸Fornavn")
		d.Press("down")
		d.Sees("▸Efternavn")
		if w == 120 {
			d.Sees("Enter ret feltet")
		}
		d.Press("enter")
		d.SeesNot("Fornavn")
		d.Press("ctrl+u")
		d.Type("Kayhan")
		d.Press("ctrl+s")
		d.Sees("Ahmet Kayhan", "▸Efternavn")
		if n := len(Rows[model.Citizen](d, "citizen", schema.Where("last_name", "Kayhan"))); n != 1 {
			t.Errorf("%d citizens have the name that was typed, want 1", n)
		}
		d.Press("u")
		d.Sees("Ahmet Kaya ")
		d.Press("e")
		d.Sees("Fornavn", "Efternavn", "Telefon")
	}
}

// under is the line that the cursor of a page's facts stands on.
func under(d *Driver) string {
	for line := range strings.SplitSeq(d.View(), "\n") {
		if _, text, ok := strings.Cut(line, "▸"); ok {
			return strings.TrimSpace(text)
		}
	}
	return ""
}

// walkTo presses a key until the cursor stands on what begins with a text.
func walkTo(d *Driver, key, text string) {
	d.T.Helper()
	for range 80 {
		if strings.HasPrefix(under(d), text) {
			return
		}
		d.Press(key)
	}
	d.T.Fatalf("the cursor never stands on %q\n%s", text, d.View())
}

// TestOneFactOfAPlacement: the cursor goes from what is open to the facts, Enter edits the one it is on; a fact that is
// empty is filled from the last of them; what stands below is counted.
func TestOneFactOfAPlacement(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 36}} {
		d := New(t, Options{World: ladderWorld(), W: size[0], H: size[1],
			Start: &screen.Go{To: screen.Placement, Arg: "p1"}})
		d.Sees("↓ ", " linjer mere")
		walkTo(d, "down", "Sidste dag")
		d.Sees("Enter ret feltet")
		d.Press("enter", "ctrl+u")
		d.Type("20/12 2026")
		d.SeesNot("Første dag")
		d.Press("ctrl+s")
		if p := Rows[model.Placement](d, "placement", schema.Where("id", "p1"))[0]; p.EndOn != model.NewDate(2026, 12,
			20) {
			t.Fatalf("the last day is %s\n%s", p.EndOn, d.View())
		}
		d.Sees("▸Sidste dag")
		walkTo(d, "down", "Ikke udfyldt")
		d.Sees("Enter udfyld et felt")
		d.Press("enter")
		d.Sees("Hvilket felt skal udfyldes?")
		d.Type("note")
		d.Press("enter")
		d.Type("Kommer med bussen")
		d.Press("ctrl+s")
		walkTo(d, "up", "Note")
		d.Sees("Kommer med bussen")
		walkTo(d, "up", "Medarbejder") // back to what is open
		d.Press("u")
		d.SeesNot("Kommer med bussen")
	}
}

// TestOneFactOfACourse: in the side of an enrolment Enter edits what is typed of it, and its values begin in one
// column.
func TestOneFactOfACourse(t *testing.T) {
	d := course(t)
	openProgramme(d, "jobfirst")
	d.Press("tab")
	walkTo(d, "down", "Ikke udfyldt")
	d.Sees("Enter udfyld et felt")
	d.Press("enter")
	d.Type("note")
	d.Press("enter")
	d.Type("Ring efter kl. 10")
	d.Press("ctrl+s")
	walkTo(d, "up", "Note")
	d.Sees("Enter ret feltet")
	if e := enrolment(t, d, "jobfirst"); e.Note != "Ring efter kl. 10" {
		t.Errorf("the note is %q", e.Note)
	}
	at := map[int]string{}
	for line := range strings.SplitSeq(d.View(), "\n") {
		_, side, _ := strings.Cut(line, "│")
		for _, label := range []string{"Start", "Note", "Hvem", "Mål"} {
			if rest, ok := strings.CutPrefix(strings.TrimLeft(side, " ▸"), label+"  "); ok {
				value := strings.TrimLeft(rest, " ")
				at[len([]rune(side))-len([]rune(value))] += label + " "
			}
		}
	}
	if len(at) != 1 {
		t.Errorf("the values begin in different columns: %v\n%s", at, d.View())
	}
}

// TestOnlyTheFocusedSideHasTheCursor: where the facts have the keys, the list beside them has no sign of it.
func TestOnlyTheFocusedSideHasTheCursor(t *testing.T) {
	for _, w := range []int{80, 120} {
		d := New(t, Options{World: demo.ChangeSets(Today), W: w, H: 36})
		for _, open := range []string{"2", "3"} {
			d.Press(open, "enter")
			for range 3 {
				if n := strings.Count(d.View(), "▸"); n != 1 {
					t.Errorf("%d cursors at %d columns\n%s", n, w, d.View())
				}
				d.Press("tab")
			}
			d.Press("esc")
		}
	}
}

// TestOneFactRefusesACPRNumber: what looks like one is refused in the form of one fact as anywhere, what was typed
// stays, and the fact was empty before.
func TestOneFactRefusesACPRNumber(t *testing.T) {
	d := New(t, world())
	anja := func() *model.Citizen {
		return Rows[model.Citizen](d, "citizen", schema.Where("first_name", "Anja"))[0]
	}
	d.Press("3", "enter", "tab")
	walkTo(d, "down", "Ikke udfyldt")
	d.Press("enter")
	d.Type("note")
	d.Press("enter")
	d.SeesNot("Fornavn")
	before := anja()
	d.Type("søster til 010203-1234")
	d.Press("ctrl+s")
	d.Sees("ligner et CPR-nummer", "søster til 010203-1234")
	if !schema.Equal(before, anja()) {
		t.Fatal("the number was saved")
	}
	for range len("010203-1234") {
		d.Press("backspace")
	}
	d.Type("Bodil")
	d.Press("ctrl+s")
	d.Sees("▸Note", "søster til Bodil")
}

// TestOneFactChangedByTwo: who saves the same fact second chooses, and is asked nothing about another.
func TestOneFactChangedByTwo(t *testing.T) {
	d := New(t, world())
	id := demo.ID("company", demo.Strandgaarden)
	open := func() *model.Company { return Rows[model.Company](d, "company", schema.Where("id", id))[0] }
	write := func(change func(*model.Company)) {
		t.Helper()
		theirs := *open()
		change(&theirs)
		if _, err := d.Session().Service.Store.Apply(context.Background(), model.ChangeSet{
			Action: "company.edit", Changes: []model.Change{model.Edit(open(), &theirs)},
		}); err != nil {
			t.Fatal(err)
		}
	}
	d.Send(screen.Go{To: screen.Company, Arg: id})
	d.Press("tab")
	walkTo(d, "down", "Telefon")
	d.Press("enter", "ctrl+u")
	d.Type("11 11 11 11")
	write(func(c *model.Company) { c.Phone, c.Note = "22 22 22 22", "Ring helst efter frokost" })
	d.Press("ctrl+s")
	d.Sees("En anden har rettet imens", "11 11 11 11", "22 22 22 22")
	d.SeesNot("efter frokost")
	d.Wait()
	d.Press("enter")
	d.Sees("▸Telefon")
	if got := open(); got.Phone != "11 11 11 11" || got.Note != "Ring helst efter frokost" {
		t.Errorf("after choosing mine: phone %q, note %q; want mine and theirs", got.Phone, got.Note)
	}
	d.Press("enter", "ctrl+u")
	d.Type("33 33 33 33")
	write(func(c *model.Company) { c.Note = "Ring helst om mandagen" })
	d.Press("ctrl+s")
	d.SeesNot("En anden har rettet imens")
	if got := open(); got.Phone != "33 33 33 33" || got.Note != "Ring helst om mandagen" {
		t.Errorf("phone %q, note %q; want mine and theirs", got.Phone, got.Note)
	}
}
