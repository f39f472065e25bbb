package model

import (
	"fmt"
	"time"
)

// Date is a calendar day without time or zone, counted in days from 0001-01-01 plus one; 0 is "no date".
type Date int32

var dayOne = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)

// NewDate makes the day y-m-d; values outside their range roll over as in time.Date, so what a
// person typed goes through ParseDate instead.
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

// UnmarshalText reads what MarshalText wrote, and else a full date as people write it.
func (d *Date) UnmarshalText(b []byte) (err error) {
	v, ok := ISODate(string(b))
	if !ok {
		v, err = ParseDate(string(b), 0)
	}
	*d = v
	return err
}

// ISODate reads the form that String writes, and nothing else, of every year: for what the program wrote itself. What
// people write is read by ParseDate.
func ISODate(s string) (Date, bool) {
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
	return dayOf(n[0], n[1], n[2])
}

// dayOf is the day y-m-d; false when that year has none.
func dayOf(y, m, d int) (Date, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	v := NewDate(y, time.Month(m), d)
	return v, v.Time().Day() == d
}

// Hours is a length of time in quarters of an hour; 30 is 7.5 hours.
type Hours int32

// FullWeek is the most that can be worked or tried in one week: 37 hours (LAB).
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

// NextMonday is the first Monday after the day.
func NextMonday(d Date) Date { return d.Monday().Add(7) }

// FridayBefore is the day itself, or the Friday before a weekend.
func FridayBefore(d Date) Date {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d--
	}
	return d
}
