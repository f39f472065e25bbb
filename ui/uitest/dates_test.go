package uitest

import (
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/screen"
)

// typedDay opens a form of one field of dates, types into it and gives what stands beside it.
func typedDay(d *Driver, t *schema.Type, f *schema.Field, text string) string {
	d.Send(screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: t.New(), Fields: []string{f.Key}}})
	d.Type(text)
	view := d.View()
	d.Press("ctrl+r", "esc")
	return view
}

// TestEveryDateFieldShowsTheDay types yesterday's day and month and a weekday's name into the form of every field of
// dates that there is. Today is Thursday 26 November.
func TestEveryDateFieldShowsTheDay(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Today}})
	want := map[model.Direction][2]string{
		model.Past:   {"ons 25. nov 2026, for 1 dag siden", "fre 20. nov 2026, for 6 dage siden"},
		model.Future: {"tor 25. nov 2027, om 364 dage", "fre 27. nov 2026, om 1 dag"},
		model.Near:   {"ons 25. nov 2026, for 1 dag siden", "fre 27. nov 2026, om 1 dag"},
	}
	n := 0
	for _, typ := range schema.Types() {
		for i := range typ.Fields {
			f := &typ.Fields[i]
			if f.Kind != schema.DateKind {
				continue
			}
			n++
			for k, text := range []string{"25/11", "fre"} {
				if view := typedDay(d, typ, f, text); !strings.Contains(view, want[f.Direction][k]) {
					t.Fatalf("%s.%s %s: want %q\n%s", typ.Name, f.Key, text, want[f.Direction][k], view)
				}
			}
		}
	}
	if n < 40 {
		t.Errorf("got %d fields of dates", n)
	}
}

// TestACallLoggedLate: a short past date stays in the past, a contact of tomorrow is refused and says where the promise
// belongs, and a day off is said when it is saved.
func TestACallLoggedLate(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Company, Arg: "v1"}})
	d.Press("l")
	d.Type("Ringede i mandags")
	d.Press("tab")
	d.Type("25/12")
	d.Sees("fre 25. dec 2026, om 29 dage · juledag (helligdag)")
	for range 6 {
		d.Press("tab")
	}
	d.Press("ctrl+u")
	d.Type("27/11 2026")
	d.Press("ctrl+s")
	d.Sees("27/11 2026 er ikke kommet endnu", "opfølgning")
	d.Press("ctrl+u")
	d.Type("24/11")
	d.Sees("tir 24. nov 2026, for 2 dage siden")
	d.Press("ctrl+s")
	d.Sees("fre 25. dec 2026 er juledag (helligdag)")
	rows := Rows[model.Contact](d, "contact", schema.Where("company", "v1"))
	if len(rows) != 1 || rows[0].On.String() != "2026-11-24" || rows[0].NextOn.String() != "2026-12-25" {
		t.Errorf("got %+v", rows)
	}
}

// TestADayYearsAheadAsks: no leaves the form as it is, yes writes.
func TestADayYearsAheadAsks(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Placement, Arg: "p1"}})
	p := placementOf(d, "p1")
	d.Send(screen.Go{To: screen.Edit, Arg: screen.EditArg{Entity: p, Fields: []string{"end_on"}}})
	d.Press("ctrl+u")
	d.Type("7/2 2072")
	d.Press("ctrl+s")
	d.Sees("Er året rigtigt?", "søn 7. feb 2072 ligger mere end 5 år ude i")
	d.Press("right", "enter")
	d.Sees("Er året rigtigt?", "2 taster efter det blev ikke brugt") // it opened by itself: they were not meant for it
	d.Press("esc")
	d.Sees("Ikke gemt. Ret året.")
	if got := placementOf(d, "p1").EndOn; got != p.EndOn {
		t.Errorf("got %v, want it unchanged", got)
	}
	d.Press("ctrl+s")
	d.Sees("Er året rigtigt?")
	d.Wait()
	d.Press("right", "enter")
	if got := placementOf(d, "p1").EndOn.String(); got != "2072-02-07" {
		t.Errorf("got %v after yes", got)
	}
}

// TestDialogsShowTheDay: the dialogs that ask for a day say which one they read.
func TestDialogsShowTheDay(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1")})
	d.Press("w")
	d.Type("47")
	d.Sees("uge 47 2026, fra man 16. nov 2026")
	d.Press("esc")
	d.Send(screen.Go{To: screen.Agreement, Arg: "p1"})
	d.Press("y", "1", "ctrl+u")
	d.Type("25/11")
	d.Sees("ons 25. nov 2026, for 1 dag siden")
	d.Press("esc")
	d = New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Today}})
	d.Press("z", "ctrl+u")
	d.Type("tor")
	d.Sees("tor 3. dec 2026, om 7 dage")
	d.Press("ctrl+u")
	d.Type("25/11")
	d.Sees("tor 25. nov 2027, om 364 dage")
	d.Press("esc")
	d = New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Figures}})
	d.Press("p")
	d.Type("egne")
	d.Press("enter", "ctrl+u")
	d.Type("25/11 til uge 48")
	d.Sees("ons 25. nov 2026 – søn 29. nov 2026")
	d.Press("esc")
	d = New(t, Options{World: ladderWorld(), Start: &screen.Go{To: screen.Agreement, Arg: "p1"}})
	d.Press("e")
	d.Type("trap")
	d.Press("enter", "down", "left", "left", "left", "2")
	d.Type("8/11")
	d.Sees("lør 28. nov 2026")
	d.Press("enter")
	d.Sees("Et trin begynder lør 28. nov 2026, som er en lørdag.")
}

// TestBlankPaidHoursInTheGrid: a week with the paid cell left empty leaves the headline at what was reported.
func TestBlankPaidHoursInTheGrid(t *testing.T) {
	d := New(t, Options{World: ladderWorld(), Start: hoursOf("p1")})
	d.Press("1", "2", "tab", "2", "enter", "1", "2", "enter")
	d.Sees("løntimer 2 t/uge", "uger uden indberettede løntimer")
	if w := weekOf(d, "p1", 41); w == nil || w.Paid.Known {
		t.Errorf("week 41 is %+v, want its paid hours unknown", w)
	}
}
