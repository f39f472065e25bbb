package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar day without time or zone, counted in days from 0001-01-01 plus one; 0 is "no date".
type Date int32

var dayOne = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)

// NewDate makes the day y-m-d; values outside their range roll over as in time.Date.
func NewDate(y int, m time.Month, d int) Date {
	return DateOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

// DateOf takes the calendar day that t shows in its own zone.
func DateOf(t time.Time) Date {
	u := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return Date((u.Unix()-dayOne.Unix())/86400) + 1
}

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(dayOne.Unix()+int64(d-1)*86400, 0).UTC() }

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// Add gives the day n days later; no date stays no date.
func (d Date) Add(n int) Date {
	if d == 0 {
		return 0
	}
	return d + Date(n)
}

// String is the ISO form 2026-11-22, or "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// Weekday of the day.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Week gives the ISO year and week, so that 2027-01-01 is week 53 of 2026.
func (d Date) Week() (year, week int) { return d.Time().ISOWeek() }

// Monday is the first day of the ISO week that holds d.
func (d Date) Monday() Date { return d.Add(-((int(d.Weekday()) + 6) % 7)) }

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads, without words that need today's date.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b), 0)
	*d = v
	return err
}

var weekdayWords = map[string]time.Weekday{
	"man": time.Monday, "tir": time.Tuesday, "ons": time.Wednesday, "tor": time.Thursday, "fre": time.Friday,
	"lør": time.Saturday, "søn": time.Sunday,
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday,
	"sat": time.Saturday, "sun": time.Sunday,
	"mandag": time.Monday, "tirsdag": time.Tuesday, "onsdag": time.Wednesday, "torsdag": time.Thursday,
	"fredag": time.Friday, "lørdag": time.Saturday, "søndag": time.Sunday,
}

var dayWords = map[string]int{
	"i dag": 0, "idag": 0, "today": 0, "i morgen": 1, "imorgen": 1, "tomorrow": 1, "i overmorgen": 2,
	"i går": -1, "igår": -1, "yesterday": -1,
}

// ParseDate reads a day as people type it: 2026-11-22, 22-11-2026, 22/11 2026, 22.11.2026, 22/11 (the next one
// on or after today), "+14" or "+2u" (days or weeks from today), "fre" (the next Friday), "i dag", "uge 48" (its
// Monday). Words and short forms need a today; without one only full dates are read. "" is no date.
func ParseDate(s string, today Date) (Date, error) {
	if d, ok := isoDate(s); ok {
		return d, nil
	}
	t := strings.ToLower(strings.TrimSpace(s))
	if t == "" {
		return 0, nil
	}
	bad := NewError(Invalid, "err.date", Args{"value": Clip(s)})
	if today != 0 {
		if n, ok := dayWords[t]; ok {
			return today.Add(n), nil
		}
		if w, ok := weekdayWords[t]; ok {
			ahead := (int(w) - int(today.Weekday()) + 7) % 7
			if ahead == 0 {
				ahead = 7
			}
			return today.Add(ahead), nil
		}
		if strings.HasPrefix(t, "+") {
			return parseAhead(t[1:], today, bad)
		}
		for _, p := range []string{"uge ", "week ", "u"} {
			if w, err := strconv.Atoi(strings.TrimPrefix(t, p)); strings.HasPrefix(t, p) && err == nil {
				return weekMonday(w, today, bad)
			}
		}
	}
	parts := strings.FieldsFunc(t, func(r rune) bool { return r == '-' || r == '/' || r == '.' || r == ' ' })
	n := make([]int, len(parts))
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || len(p) > 4 || v < 0 {
			return 0, bad
		}
		n[i] = v
	}
	switch {
	case len(n) == 3 && len(parts[0]) == 4:
		return checkedDate(n[0], n[1], n[2], bad)
	case len(n) == 3 && len(parts[2]) == 4:
		return checkedDate(n[2], n[1], n[0], bad)
	case len(n) == 3 && len(parts[2]) == 2:
		return checkedDate(2000+n[2], n[1], n[0], bad)
	case len(n) == 2 && today != 0 && len(parts[0]) <= 2 && len(parts[1]) <= 2:
		y := today.Time().Year()
		d, err := checkedDate(y, n[1], n[0], bad)
		if err == nil && d >= today {
			return d, nil
		}
		// A leap day, or one that has passed, means the next year that has it.
		for i := 1; i <= 8; i++ {
			if d, err := checkedDate(y+i, n[1], n[0], bad); err == nil {
				return d, nil
			}
		}
	}
	return 0, bad
}

// isoDate reads the canonical form 2026-11-22, which is what the database is full of.
func isoDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	var n [3]int
	for i, part := range [3]string{s[:4], s[5:7], s[8:]} {
		for _, c := range []byte(part) {
			if c < '0' || c > '9' {
				return 0, false
			}
			n[i] = 10*n[i] + int(c-'0')
		}
	}
	d, _ := checkedDate(n[0], n[1], n[2], nil)
	return d, d != 0
}

func parseAhead(t string, today Date, bad *Error) (Date, error) {
	unit := 1
	if strings.HasSuffix(t, "u") || strings.HasSuffix(t, "w") {
		unit, t = 7, t[:len(t)-1]
	}
	n, err := strconv.Atoi(strings.TrimSpace(t))
	if err != nil || n < 0 || n > 5000 {
		return 0, bad
	}
	return today.Add(n * unit), nil
}

func weekMonday(w int, today Date, bad *Error) (Date, error) {
	year, _ := today.Week()
	for y := year; y <= year+7; y++ {
		m := NewDate(y, 1, 4).Monday().Add(7 * (w - 1))
		if gy, gw := m.Week(); w >= 1 && gy == y && gw == w && m.Add(6) >= today {
			return m, nil
		}
	}
	return 0, bad
}

func checkedDate(y, m, d int, bad *Error) (Date, error) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, bad
	}
	v := NewDate(y, time.Month(m), d)
	if v.Time().Day() != d {
		return 0, bad
	}
	return v, nil
}

// Hours is a length of time in quarters of an hour; 30 is 7.5 hours.
type Hours int32

// FullWeek is the most that can be worked or tried in one week: 37 hours (LAB, see DOMAIN 3.3).
const FullWeek Hours = 37 * 4

// String is the canonical form with a point: "7.5", "12", "0.25".
func (h Hours) String() string {
	sign := ""
	if h < 0 {
		sign, h = "-", -h
	}
	s := [4]string{"", ".25", ".5", ".75"}[h%4]
	return fmt.Sprintf("%s%d%s", sign, h/4, s)
}

// ParseHours reads hours with comma or point, in quarters: "7,25", "7.5", "12". "7,25,5", "7,3" and negative
// numbers are refused.
func ParseHours(s string) (Hours, error) {
	t := strings.TrimSpace(s)
	for _, unit := range []string{"timer", "time", "hours", "hour", "t", "h"} {
		if strings.HasSuffix(t, unit) {
			t = strings.TrimSpace(strings.TrimSuffix(t, unit))
			break
		}
	}
	whole, part, has := strings.Cut(strings.Replace(t, ",", ".", 1), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 0 || n > 10000 || strings.HasPrefix(whole, "+") || strings.HasPrefix(whole, "-") {
		return 0, NewError(Invalid, "err.hours", Args{"value": Clip(s)})
	}
	q := 0
	if has {
		v, ok := map[string]int{"0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}[part]
		if !ok {
			return 0, NewError(Invalid, "err.hours", Args{"value": Clip(s)})
		}
		q = v
	}
	return Hours(n*4 + q), nil
}

// NextMonday is the first Monday after the day.
func NextMonday(d Date) Date { return d.Monday().Add(7) }

// FridayBefore is the day itself, or the Friday before a weekend.
func FridayBefore(d Date) Date {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d--
	}
	return d
}
