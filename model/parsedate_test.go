package model

import (
	"errors"
	"testing"
)

// errorKey is the key of an error, "" for none.
func errorKey(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// The days that the table is read on.
var (
	wednesday = NewDate(2026, 11, 25) // week 48
	lastSun   = NewDate(2026, 11, 29) // the Sunday of that week
	newYear   = NewDate(2027, 1, 1)   // a Friday, in week 53 of 2026
	oldYear   = NewDate(2026, 12, 31)
	earlyWeek = NewDate(2024, 12, 30) // a Monday, in week 1 of 2025
	beforeDay = NewDate(2028, 2, 28)
	leapDay   = NewDate(2028, 2, 29)
	afterDay  = NewDate(2028, 3, 1)
)

// TestDatesAsPeopleWriteThem holds every form at its edges. A row is a text and what it gives towards the past, the
// future and the nearest: a day, or the key of a refusal. One result holds for all three.
func TestDatesAsPeopleWriteThem(t *testing.T) {
	for today, rows := range map[Date][][]string{
		wednesday: {
			// Full dates, which no today changes.
			{"2026-11-28", "2026-11-28"}, {"28-11-2026", "2026-11-28"}, {"28/11 2026", "2026-11-28"},
			{"28.11.2026", "2026-11-28"}, {"28.11.26", "2026-11-28"}, {"281126", "2026-11-28"},
			{"28112026", "2026-11-28"}, {"20261128", "2026-11-28"}, {"1. december 2026", "2026-12-01"},
			{"1 dec 2026", "2026-12-01"}, {"1. dec. 26", "2026-12-01"}, {"1dec2026", "2026-12-01"},
			{"Dec 1, 2026", "2026-12-01"}, {"1st December 2026", "2026-12-01"}, {"2nd May 2027", "2027-05-02"},
			{"3. maj 2027", "2027-05-03"}, {"d. 3. juni 2027", "2027-06-03"}, {"den 3. juli 2027", "2027-07-03"},
			{"tor 26/11 2026", "2026-11-26"}, {"man 26/11 2026", "2026-11-26"}, {"Thursday 26 November 2026",
				"2026-11-26"}, {"torsdag d. 26. november 2026", "2026-11-26"}, {" 1/2 2027 ", "2027-02-01"},
			{"1/1 70", "1970-01-01"}, {"1/1 69", "2069-01-01"}, {"31-12-1950", "1950-12-31"},
			{"1/1 1800", "1800-01-01"}, {"2026-W48", "2026-11-23"}, {"uge 53 2026", "2026-12-28"},
			{"2026-u1", "2025-12-29"}, {"", ""}, {"   ", ""}, {"9999-12-31", "9999-12-31"},
			// Days that are none.
			{"29/2 2027", "err.date.none"}, {"29-02-27", "err.date.none"}, {"290227", "err.date.none"},
			{"2027-02-29", "err.date.none"}, {"29. feb 2027", "err.date.none"}, {"31/6 2026", "err.date.none"},
			{"31. juni", "err.date.none"}, {"30/2", "err.date.none"}, {"31/4", "err.date.none"},
			{"29/2 2028", "2028-02-29"}, {"29/2 1900", "err.date.none"}, {"29/2 2000", "2000-02-29"},
			{"32/1", "err.date"}, {"0/1", "err.date"}, {"1/13", "err.date"}, {"1/0", "err.date"},
			{"11/28/2026", "err.date"}, {"2026-13-01", "err.date"}, {"32. dec", "err.date"},
			{"31/12 1799", "err.date.year"}, {"0026-11-28", "err.date.year"}, {"28/11 0026", "err.date.year"},
			{"28-11-1026", "err.date.year"}, {"1/1 0000", "err.date.year"}, {"28/11 026", "err.date"},
			{"2027-W53", "err.week.none"}, {"uge 53 2025", "err.week.none"},
			// No dates.
			{"x", "err.date"}, {"1", "err.date"}, {"12345", "err.date"}, {"1/2/3/4", "err.date"},
			{"+x", "err.date"}, {"+", "err.date"}, {"-", "err.date"}, {"+-1", "err.date"}, {"+5001", "err.date"},
			{"-5001", "err.date"}, {"+99999999999999999999", "err.date"}, {"dec", "err.date"}, {"1 de", "err.date"},
			{"fredags", "err.date"}, {"u", "err.date"}, {"uge", "err.date"}, {"uge x", "err.date"},
			{"uge 0", "err.week"}, {"uge 54", "err.week"}, {"2611", "err.date"}, {"٣/٣", "err.date"},
			{"i dag i dag", "err.date"}, {"om dage", "err.date"}, {"om 3 måner", "err.date"}, {"næste uge", "err.date"},
			// Counted from today, whatever the direction.
			{"i dag", "2026-11-25"}, {"today", "2026-11-25"}, {"I MORGEN", "2026-11-26"}, {"tomorrow", "2026-11-26"},
			{"i overmorgen", "2026-11-27"}, {"i går", "2026-11-24"}, {"yesterday", "2026-11-24"},
			{"i forgårs", "2026-11-23"}, {"+0", "2026-11-25"}, {"+14", "2026-12-09"}, {"+4u", "2026-12-23"},
			{"+2w", "2026-12-09"}, {"+ 2 uger", "2026-12-09"}, {"-2", "2026-11-23"}, {"-1u", "2026-11-18"},
			{"om 3 dage", "2026-11-28"}, {"in 2 weeks", "2026-12-09"}, {"for 3 dage siden", "2026-11-22"},
			{"1 week ago", "2026-11-18"}, {"+37", "2027-01-01"}, {"+5000", "2040-08-03"},
			// Days and months by the direction.
			{"25/11", "2026-11-25"}, {"24/11", "2026-11-24", "2027-11-24", "2026-11-24"},
			{"26/11", "2025-11-26", "2026-11-26", "2026-11-26"}, {"1/1", "2026-01-01", "2027-01-01", "2027-01-01"},
			{"1. dec", "2025-12-01", "2026-12-01", "2026-12-01"}, {"1 december", "2025-12-01", "2026-12-01",
				"2026-12-01"}, {"dec 1", "2025-12-01", "2026-12-01", "2026-12-01"},
			{"25. maj", "2026-05-25", "2027-05-25", "2027-05-25"}, {"27. maj", "2026-05-27", "2027-05-27",
				"2026-05-27"}, {"29/2", "err.date.none"}, {"tor 26/11", "2025-11-26", "2026-11-26", "2026-11-26"},
			// Weekdays.
			{"ons", "2026-11-25"}, {"wednesday", "2026-11-25"},
			{"fre", "2026-11-20", "2026-11-27", "2026-11-27"}, {"Fredag", "2026-11-20", "2026-11-27", "2026-11-27"},
			{"fri", "2026-11-20", "2026-11-27", "2026-11-27"}, {"man", "2026-11-23", "2026-11-30", "2026-11-23"},
			{"søn.", "2026-11-22", "2026-11-29", "2026-11-22"}, {"lør", "2026-11-21", "2026-11-28", "2026-11-28"},
			{"i fredags", "2026-11-20"}, {"i onsdags", "2026-11-18"}, {"i tirsdags", "2026-11-24"},
			{"på fredag", "2026-11-27"}, {"på onsdag", "2026-11-25"}, {"on friday", "2026-11-27"},
			{"sidste fredag", "2026-11-20"}, {"last friday", "2026-11-20"}, {"sidste mandag", "err.date.which"},
			{"næste mandag", "2026-11-30"}, {"næste onsdag", "2026-12-02"}, {"next wednesday", "2026-12-02"},
			{"næste fredag", "err.date.which"}, {"next friday", "err.date.which"}, {"sidste x", "err.date"},
			// Weeks.
			{"uge 48", "2026-11-23"}, {"u47", "2026-11-16", "2027-11-22", "2026-11-16"},
			{"w49", "2025-12-01", "2026-11-30", "2026-11-30"}, {"week 1", "2025-12-29", "2027-01-04", "2027-01-04"},
			{"uge 53", "err.week.none", "2026-12-28", "2026-12-28"},
		},
		lastSun: {
			{"søn", "2026-11-29"}, {"næste fredag", "2026-12-04"}, {"sidste fredag", "err.date.which"},
			{"uge 48", "2026-11-23"}, {"28/11", "2026-11-28", "2027-11-28", "2026-11-28"},
			{"30/11", "2025-11-30", "2026-11-30", "2026-11-30"}, {"man", "2026-11-23", "2026-11-30", "2026-11-30"},
		},
		oldYear: {
			{"1/1", "2026-01-01", "2027-01-01", "2027-01-01"}, {"31/12", "2026-12-31"},
			{"30/12", "2026-12-30", "2027-12-30", "2026-12-30"}, {"fre", "2026-12-25", "2027-01-01", "2027-01-01"},
			{"uge 53", "2026-12-28"}, {"uge 1", "2025-12-29", "2027-01-04", "2027-01-04"}, {"+1", "2027-01-01"},
		},
		newYear: {
			{"31/12", "2026-12-31", "2027-12-31", "2026-12-31"}, {"1/1", "2027-01-01"}, {"i går", "2026-12-31"},
			{"uge 53", "2026-12-28"}, {"uge 52", "2026-12-21", "2027-12-27", "2026-12-21"},
			{"uge 1", "2025-12-29", "2027-01-04", "2027-01-04"}, {"fre", "2027-01-01"},
			{"29/2", "err.date.none"}, {"tor", "2026-12-31", "2027-01-07", "2026-12-31"},
		},
		earlyWeek: {
			{"uge 1", "2024-12-30"}, {"uge 52", "2024-12-23", "2025-12-22", "2024-12-23"},
			{"29/2", "2024-02-29", "err.date.none", "err.date.none"}, {"31/12", "2023-12-31", "2024-12-31",
				"2024-12-31"},
		},
		beforeDay: {{"29/2", "err.date.none", "2028-02-29", "2028-02-29"}, {"+1", "2028-02-29"}, {"tir", "2028-02-22",
			"2028-02-29", "2028-02-29"}},
		leapDay:  {{"29/2", "2028-02-29"}, {"28/2", "2028-02-28", "2029-02-28", "2028-02-28"}, {"-1u", "2028-02-22"}},
		afterDay: {{"29/2", "2028-02-29", "err.date.none", "2028-02-29"}, {"i går", "2028-02-29"}},
	} {
		for _, row := range rows {
			for i, toward := range []Direction{Past, Future, Near} {
				want := row[min(1+i, len(row)-1)]
				got, err := ParseDate(row[0], toward.From(today))
				text := got.String()
				if err != nil {
					text = errorKey(err)
				}
				if text != want {
					t.Errorf("%q on %v, direction %d: got %s, want %s", row[0], today, toward, text, want)
				}
			}
		}
	}
}

// TestAnchorsOfLastDays: a week that ends something is its Sunday, and a day to be put off to is not today.
func TestAnchorsOfLastDays(t *testing.T) {
	for _, c := range []struct {
		text string
		from Anchor
		want string
	}{
		{"uge 48", Future.From(wednesday).WeekEnd(), "2026-11-29"},
		{"uge 49", Future.From(wednesday).WeekEnd(), "2026-12-06"},
		{"2026-W53", Future.From(wednesday).WeekEnd(), "2027-01-03"},
		{"uge 48", Future.From(lastSun).WeekEnd(), "2026-11-29"},
		{"27/11", Future.From(wednesday).WeekEnd(), "2026-11-27"},
		{"ons", Future.From(wednesday).Later(), "2026-12-02"}, {"25/11", Future.From(wednesday).Later(), "2027-11-25"},
		{"26/11", Future.From(wednesday).Later(), "2026-11-26"},
		{"i dag", Future.From(wednesday).Later(), "2026-11-25"},
		{"2026-11-25", 0, "2026-11-25"}, {"2026-W48", 0, "2026-11-23"},
	} {
		if got, err := ParseDate(c.text, c.from); err != nil || got.String() != c.want {
			t.Errorf("%q: got %v, %v; want %s", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{"25/11", "fre", "i dag", "uge 48", "+1", "1. dec", "næste fredag"} {
		if d, err := ParseDate(text, 0); err == nil || !ShortDate(text) {
			t.Errorf("%q without a today: got %v, want a refusal", text, d)
		}
	}
	for _, text := range []string{"", "25/11 2026", "2026-W48", "281126"} {
		if ShortDate(text) {
			t.Errorf("%q is taken for a short date", text)
		}
	}
	if Future.From(0) != 0 || Undirected.From(wednesday) != 0 || Anchor(0).WeekEnd() != 0 || Anchor(0).Later() != 0 {
		t.Error("an anchor without a today or a direction")
	}
}

// TestFarAhead at five years less a day, five years, and a day more.
func TestFarAhead(t *testing.T) {
	for day, want := range map[Date]bool{
		NewDate(2031, 11, 24): false, NewDate(2031, 11, 25): false, NewDate(2031, 11, 26): true, wednesday: false,
		NewDate(1950, 1, 1): false, 0: false,
	} {
		if got := FarAhead(day, wednesday); got != want {
			t.Errorf("%v: got %v, want %v", day, got, want)
		}
	}
	if FarAhead(NewDate(2100, 1, 1), 0) {
		t.Error("without a today a day lies ahead")
	}
}

// TestHoursAsPeopleWriteThem: every form, and no rounding.
func TestHoursAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"9:30": "9.5", "09:45": "9.75", "9:00": "9", "0:15": "0.25", "9,5": "9.5", "9.5": "9.5", "9,50": "9.5",
		"9 1/2": "9.5", "9 1/4": "9.25", "9 3/4": "9.75", "1/2": "0.5", "9½": "9.5", "9 ½": "9.5",
		"½": "0.5", "¼": "0.25",
		"9t": "9", "9 t": "9", "9 timer": "9", "1 time": "1", "9t30": "9.5", "9 t 30": "9.5", "9h45m": "9.75",
		"9 timer 30 min": "9.5", "9 timer og 15 minutter": "9.25", "9 hours and 45 minutes": "9.75", "9,5 t.": "9.5",
		"9½ time": "9.5", "9:30 t": "9.5", "0": "0", "37": "37", " 7,25 ": "7.25", "10000": "10000",
		"9,3": "err.hours.quarter", "9:20": "err.hours.quarter", "9,33": "err.hours.quarter",
		"9t10": "err.hours.quarter",
		"9.1":  "err.hours.quarter", "9,05": "err.hours.quarter",
		"": "err.hours", "x": "err.hours", "-1": "err.hours", "+1": "err.hours", "9:60": "err.hours",
		"9:5": "err.hours",
		":30": "err.hours", "9:": "err.hours", "9,": "err.hours", ",5": "err.hours", "9,333": "err.hours",
		"1.000": "err.hours", "1.000,5": "err.hours", "10001": "err.hours", "91/2": "err.hours", "9 2/4": "err.hours",
		"9½½": "err.hours", "9 9": "err.hours", "9t30x": "err.hours", "t": "err.hours", "1e1": "err.hours",
		"٣": "err.hours", "7 9 1/2": "err.hours", "9,5½": "err.hours", "30 min": "err.hours",
	} {
		got, err := ParseHours(text)
		have := got.String()
		if err != nil {
			have = errorKey(err)
		}
		if have != want {
			t.Errorf("%q: got %s, want %s", text, have, want)
		}
	}
	_, err := ParseHours("9,3")
	var e *Error
	if !errors.As(err, &e) || e.Args["below"] != Hours(37) || e.Args["above"] != Hours(38) {
		t.Errorf("9,3: got %v, want the quarters beside it", err)
	}
}

// FuzzDates: nothing makes the reader panic, and what it read is read the same from its canonical form.
func FuzzDates(f *testing.F) {
	for _, s := range []string{"", "1. dec", "næste fredag", "281126", "+4u", "uge 53", "i fredags", "29/2",
		"d. d. 1/1"} {
		f.Add(s, int32(wednesday), int8(2))
	}
	f.Fuzz(func(t *testing.T, s string, today int32, direction int8) {
		if today < int32(NewDate(1900, 1, 1)) || today > int32(NewDate(9000, 1, 1)) {
			return
		}
		from := Direction(direction & 3).From(Date(today))
		if direction < 0 {
			from = from.WeekEnd().Later()
		}
		d, err := ParseDate(s, from)
		if err != nil || d == 0 {
			return
		}
		for _, from := range []Anchor{0, from} {
			if back, err := ParseDate(d.String(), from); err != nil || back != d {
				t.Errorf("%q gives %v, which does not come back: %v, %v", s, d, back, err)
			}
		}
		if _, err := ParseWeek(s, Date(today)); err != nil && errorKey(err) == "" {
			t.Errorf("%q as a week: got %v", s, err)
		}
	})
}
