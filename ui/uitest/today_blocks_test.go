package uitest

import (
	"fmt"
	"strings"
	"testing"

	"jobspor/data/demo"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
)

// placeOf is the number of the first line of the screen that holds a text, -1 when none does.
func placeOf(d *Driver, text string) int {
	for i, line := range strings.Split(d.View(), "\n") {
		if strings.Contains(line, text) {
			return i
		}
	}
	return -1
}

// TestTodayStandsInBlocks: what is late, what stands still and what is due today are in sight in the smallest window,
// in this order.
func TestTodayStandsInBlocks(t *testing.T) {
	for _, c := range []struct {
		lang  lang.Code
		words []string
	}{
		{lang.Danish, []string{"Forsinket", "Står stille", "Løntimer står stille: 5 uger", "I dag  4"}},
		{lang.English, []string{"Late", "At a standstill", "Paid hours stalled: 5 weeks", "Today  4"}},
	} {
		d := New(t, Options{W: 80, H: 24, Lang: c.lang, World: demo.ChangeSets(Today), Who: "MK"})
		last := 0
		for _, word := range c.words {
			at := placeOf(d, word)
			if at <= last {
				t.Errorf("%s: %q stands on line %d, want it in sight below line %d\n%s", c.lang, word, at, last,
					d.View())
			}
			last = at
		}
	}
}

// manyLate is a consultant with more promises late than the window has lines, and five placements nobody was heard
// about.
func manyLate() []model.ChangeSet {
	sets := careWorld()
	laundry := &model.Company{Name: "Havnens Vaskeri", Status: "active"}
	laundry.ID = "vvvvvvvvvvv9"
	cs := model.ChangeSet{Action: "import", Changes: []model.Change{model.Add(laundry)}}
	for i := range 30 {
		c := &model.Contact{CompanyID: laundry.ID, Consultant: "kkkkkkkkkkk1", On: Today.Add(-40), How: "call",
			Outcome: "reached", NextOn: Today.Add(-30 + i/2), NextWhat: fmt.Sprint("løfte nummer ", i)}
		c.ID = fmt.Sprintf("ccccccccc1%02d", i)
		cs.Changes = append(cs.Changes, model.Add(c))
	}
	for i := range 5 {
		z := &model.Citizen{FirstName: fmt.Sprint("Uden", i), LastName: "Mål", Status: "active",
			Responsible: "kkkkkkkkkkk1", StartedOn: Today.Add(-2)}
		z.ID = fmt.Sprintf("zzzzzzzzz2%02d", i)
		cs.Changes = append(cs.Changes, model.Add(z))
	}
	return append(sets, cs)
}

// TestTodayFoldsAndOpens: rows of one kind without a day are one row that opens; late ones beyond the first are one row
// that opens; what is done with the one row is done with all.
func TestTodayFoldsAndOpens(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: manyLate()})
	d.Sees("Mangler jobmål · 5", "flere: Enter viser dem")
	d.SeesNot("løfte nummer 29")
	for range 10 {
		d.Press("down")
	}
	d.Press("enter")
	d.SeesNot("flere: Enter")
	d.Press("end")
	d.Sees("Mangler jobmål · 5")
	d.Press("enter")
	d.Press("end")
	d.Sees("U.M.")
	if n := strings.Count(d.View(), "Mangler jobmål"); n != 6 {
		t.Errorf("%d rows about goals, want the one and the five it stands for\n%s", n, d.View())
	}
	for range 5 {
		d.Press("up")
	}
	d.Press("z")
	d.Sees("5 valgt:", "og 2 til")
	d.Press("enter")
	d.SeesNot("Mangler jobmål")
	if rows := Rows[model.Snooze](d, "aside", schema.Query{}); len(rows) != 5 {
		t.Errorf("%d put off, want 5", len(rows))
	}
	d.Press("u", "end")
	d.Sees("Mangler jobmål · 5")
}

// TestMarksActInToday: what is marked is put off, closed or kept together, as one change; what cannot says why.
func TestMarksActInToday(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: manyLate()})
	d.Press("space", "space", "space", "d")
	kept := 0
	for _, c := range Rows[model.Contact](d, "contact", schema.Query{}) {
		if c.DoneOn == Today {
			kept++
		}
	}
	if kept != 3 {
		t.Errorf("%d promises are kept, want the 3 marked", kept)
	}
	d.Press("u")
	for _, c := range Rows[model.Contact](d, "contact", schema.Query{}) {
		if c.DoneOn == Today {
			t.Errorf("%s is still kept after one undo", c.ID)
		}
	}
	d.Press("home", "space", "end", "space", "d")
	d.Sees("Kun et løfte eller en aftalt opfølgning")
}

// TestFirstStepsOfANewDatabase: an empty program says what comes first, with the keys, and ticks what is done.
func TestFirstStepsOfANewDatabase(t *testing.T) {
	d := New(t, Options{W: 80, H: 24, World: oneConsultant()})
	d.Sees("Kom i gang", "□  Virksomheder: tryk 2", "□  Snusepraktik")
	d.Press("2", "n")
	d.Type("Havnens Vaskeri")
	d.Press("ctrl+s", "1")
	d.Sees("✓  Virksomheder", "□  En borger")
}

// TestTheSideOfTodayKnowsWhoToCall: beside the row under the cursor stand the person, the number, the promise and the
// paid hours, and where Enter goes.
func TestTheSideOfTodayKnowsWhoToCall(t *testing.T) {
	d := New(t, Options{W: 120, H: 36, World: demo.ChangeSets(Today), Who: "MK"})
	for range 30 {
		if _, on, found := strings.Cut(d.View(), "▸"); found && strings.HasPrefix(strings.TrimSpace(on),
			"5 uger      Løn") {
			break
		}
		d.Press("down")
	}
	d.Sees("A.H. (B-0001) · Café Strandgården", "Lis", "løntimer", "plan", "stået stille 5 uger",
		"Enter åbner forløbet")
}
