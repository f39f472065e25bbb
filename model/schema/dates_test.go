package schema

import (
	"errors"
	"testing"

	"jobspor/model"
)

// dateFields calls do with every field that takes dates.
func dateFields(do func(t *Type, f *Field)) {
	for _, t := range Types() {
		for i := range t.Fields {
			if f := &t.Fields[i]; f.Kind == DateKind || f.DayLines {
				do(t, f)
			}
		}
	}
}

// TestEveryDateHasADirection: a field of dates that does not say where its days lie cannot be typed short.
func TestEveryDateHasADirection(t *testing.T) {
	n := 0
	dateFields(func(typ *Type, f *Field) {
		n++
		if f.Direction == model.Undirected {
			t.Errorf("%s.%s has no direction", typ.Name, f.Key)
		}
	})
	if n < 40 {
		t.Errorf("got %d fields of dates", n)
	}
	for _, typ := range Types() {
		for _, f := range typ.Fields {
			if f.Kind != DateKind && !f.DayLines && (f.Direction != model.Undirected || f.WeekEnd || f.Ahead != "") {
				t.Errorf("%s.%s is no date and has a direction", typ.Name, f.Key)
			}
		}
	}
}

// TestShortDatesInEveryField types yesterday's day and month, tomorrow's, a weekday's name and a week into every field
// of dates.
func TestShortDatesInEveryField(t *testing.T) {
	today := model.NewDate(2026, 11, 25) // a Wednesday, week 48
	want := map[model.Direction]map[string]string{
		model.Past: {"24/11": "2026-11-24", "26/11": "2025-11-26", "fre": "2026-11-20", "ons": "2026-11-25",
			"uge 47": "2026-11-16", "29/2": "err.date.none"},
		model.Future: {"24/11": "2027-11-24", "26/11": "2026-11-26", "fre": "2026-11-27", "ons": "2026-11-25",
			"uge 49": "2026-11-30", "29/2": "err.date.none"},
		model.Near: {"24/11": "2026-11-24", "26/11": "2026-11-26", "fre": "2026-11-27", "man": "2026-11-23",
			"uge 47": "2026-11-16", "29/2": "err.date.none"},
	}
	ends := map[string]string{"2026-11-16": "2026-11-22", "2026-11-30": "2026-12-06"} // a last day ends its week
	dateFields(func(typ *Type, f *Field) {
		for text, day := range want[f.Direction] {
			if f.WeekEnd && ends[day] != "" {
				day = ends[day]
			}
			e := typ.New()
			err := f.SetTextOn(e, text, today)
			got := f.Text(e)
			var fault *model.Error
			if errors.As(err, &fault) {
				got = fault.Key
			}
			if got != day {
				t.Errorf("%s.%s %q: got %s, want %s", typ.Name, f.Key, text, got, day)
			}
		}
	})
}

// TestWhatHasHappenedIsNotAhead: a contact of tomorrow is refused, one of today is not.
func TestWhatHasHappenedIsNotAhead(t *testing.T) {
	today := model.NewDate(2026, 11, 25)
	f, _ := ContactType().Field("on")
	for text, want := range map[string]string{
		"2026-11-24": "", "2026-11-25": "", "i dag": "",
		"2026-11-26": "err.contact.future", "i morgen": "err.contact.future",
	} {
		err := f.SetTextOn(&model.Contact{}, text, today)
		var e *model.Error
		key := ""
		if errors.As(err, &e) {
			key = e.Key
		}
		if key != want {
			t.Errorf("%s: got %q, want %q", text, key, want)
		}
	}
	if err := f.SetText(&model.Contact{}, "2026-11-26"); err != nil {
		t.Errorf("without a today: got %v", err)
	}
}

// TestOldYearsAreReadFromTheDatabase: what an earlier version stored opens, although nobody can type it.
func TestOldYearsAreReadFromTheDatabase(t *testing.T) {
	f, _ := CompanyType().Field("ceased_on")
	c := &model.Company{}
	if err := f.SetSQL(c, "0026-11-28"); err != nil || c.CeasedOn.String() != "0026-11-28" {
		t.Errorf("got %v, %v", c.CeasedOn, err)
	}
	if err := f.SetText(c, "0026-11-28"); err == nil {
		t.Error("the year 26 can be typed")
	}
	if err := f.SetText(c, "1950-11-28"); err != nil {
		t.Errorf("1950: got %v", err)
	}
}
