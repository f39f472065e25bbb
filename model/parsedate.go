package model

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// This file reads days as people write them, for every source: forms, dialogs, arguments, flags, files. A day that does
// not exist is refused, never moved to one that does.

// Direction says where the days of a field lie, which decides what a day without a year means.
type Direction uint8

// The directions. Undirected is for what is no date.
const (
	Undirected Direction = iota
	Past                 // what has happened: the latest such day up to today
	Future               // what is planned: the next such day from today on
	Near                 // either: the nearest such day, the earlier of two as near
)

// Anchor is what a short date is read from: a today and a direction. 0 has neither: only full dates are read.
type Anchor int64

const (
	anchorWeekEnd Anchor = 4 // a week is its last day
	anchorLater   Anchor = 8 // today itself is not meant
	anchorBits           = 4
)

// From makes the anchor of a today; no today and no direction give none.
func (d Direction) From(today Date) Anchor {
	if today == 0 || d == Undirected {
		return 0
	}
	return Anchor(today)<<anchorBits | Anchor(d)
}

// WeekEnd reads a week as its Sunday, as a last day is meant; else it is its Monday.
func (a Anchor) WeekEnd() Anchor {
	if a == 0 {
		return 0
	}
	return a | anchorWeekEnd
}

// Later leaves today out: the name of today's weekday means the one in a week.
func (a Anchor) Later() Anchor {
	if a == 0 {
		return 0
	}
	return a | anchorLater
}

// Today is the day that short dates are read from, 0 when there is none.
func (a Anchor) Today() Date { return Date(a >> anchorBits) }

func (a Anchor) direction() Direction { return Direction(a & 3) }

// pick chooses by the direction among days in order of time.
func (a Anchor) pick(days []Date) Date {
	today, best := a.Today(), Date(0)
	for _, d := range days {
		switch a.direction() {
		case Past:
			if d <= today {
				best = d
			}
		case Future:
			if best == 0 && (d > today || d == today && a&anchorLater == 0) {
				best = d
			}
		default:
			if best == 0 || distance(d, today) < distance(best, today) {
				best = d
			}
		}
	}
	return best
}

// FirstYear is the earliest year that a date may have: what is older is a slip of the keys.
const FirstYear = 1800

// YearsAhead is how far ahead a day is planned without a question.
const YearsAhead = 5

// FarAhead reports whether a day lies more than five years after today.
func FarAhead(d, today Date) bool {
	y, m, day := today.Time().Date()
	return today != 0 && d > NewDate(y+YearsAhead, m, day)
}

// ParseDate reads a day as people write it. Full dates: 2026-11-28, 28-11-2026, 28/11 26, 28.11.2026, 28112026,
// 281126, "1. december 2026", "Dec 1, 2026", 2026-W48; a weekday before them is not compared. With an anchor also short
// ones: 28/11, "1. dec", "fre", "i fredags", "uge 48" and, counted from today whatever the direction, "i morgen", +14,
// -2, +2u, "om 3 dage". A year of two digits is 1970-2069. "" is no date.
//
// It refuses a day that its year lacks (err.date.none), a year before FirstYear (err.date.year), "næste fredag" where
// people would disagree (err.date.which), and what is no date (err.date).
func ParseDate(s string, from Anchor) (Date, error) {
	if d, ok := ISODate(s); ok && d.Time().Year() >= FirstYear {
		return d, nil
	}
	t := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if t == "" {
		return 0, nil
	}
	if len(t) > 60 {
		return 0, badDate(s)
	}
	r := dateReader{text: s, from: from}
	for _, read := range []func(string) (Date, error, bool){r.dayWord, r.counted, r.weekday, r.week, r.calendar} {
		if d, err, ok := read(t); ok && err != nil {
			return 0, err
		} else if ok {
			return d, nil
		}
	}
	if first, rest, cut := strings.Cut(t, " "); cut {
		// The weekday in front of a date is what the program writes itself, and is wrong once the date is changed.
		_, isDay := weekdayWords[strings.TrimRight(first, ".,")]
		if isDay || first == "d." || first == "den" || first == "the" {
			if d, err := ParseDate(rest, from); d != 0 || keyOfError(err) != "err.date" {
				return d, err
			}
		}
	}
	return 0, badDate(s)
}

// ShortDate reports whether a day is written so that it depends on today which one it is.
func ShortDate(s string) bool {
	d, err := ParseDate(s, 0)
	return strings.TrimSpace(s) != "" && (err != nil || d == 0)
}

// CountedDate reports whether a day is written by its distance from today: "i morgen", +14, -2u.
func CountedDate(s string) bool {
	r := dateReader{s, Near.From(NewDate(2000, 1, 1))}
	t := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if _, _, ok := r.dayWord(t); ok {
		return true
	}
	_, err, ok := r.counted(t)
	return ok && err == nil
}

func badDate(s string) *Error { return NewError(Invalid, "err.date", Args{"value": Clip(s)}) }

func keyOfError(err error) string {
	if e, ok := err.(*Error); ok {
		return e.Key
	}
	return ""
}

var weekdayWords = map[string]time.Weekday{
	"man": time.Monday, "tir": time.Tuesday, "tirs": time.Tuesday, "ons": time.Wednesday, "tor": time.Thursday,
	"tors": time.Thursday, "fre": time.Friday, "lør": time.Saturday, "søn": time.Sunday,
	"mandag": time.Monday, "tirsdag": time.Tuesday, "onsdag": time.Wednesday, "torsdag": time.Thursday,
	"fredag": time.Friday, "lørdag": time.Saturday, "søndag": time.Sunday,
	"mon": time.Monday, "tue": time.Tuesday, "tues": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"thur": time.Thursday, "thurs": time.Thursday, "fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
}

var dayWords = map[string]int{
	"i dag": 0, "idag": 0, "today": 0, "i morgen": 1, "imorgen": 1, "tomorrow": 1,
	"i overmorgen": 2, "overmorgen": 2, "iovermorgen": 2, "the day after tomorrow": 2, "day after tomorrow": 2,
	"i går": -1, "igår": -1, "yesterday": -1,
	"i forgårs": -2, "iforgårs": -2, "forgårs": -2, "the day before yesterday": -2, "day before yesterday": -2,
}

// unitDays are the words of a number of days.
var unitDays = map[string]int{
	"": 1, "d": 1, "dag": 1, "dage": 1, "day": 1, "days": 1,
	"u": 7, "uge": 7, "uger": 7, "w": 7, "week": 7, "weeks": 7,
}

// dateReader reads one text; each method says whether the text is of its kind.
type dateReader struct {
	text string
	from Anchor
}

func (r dateReader) bad() error { return badDate(r.text) }

func (r dateReader) dayWord(t string) (Date, error, bool) {
	n, ok := dayWords[t]
	return r.from.Today().Add(n), nil, ok && r.from != 0
}

// counted reads "+14", "-2u", "om 3 dage", "for 2 uger siden".
func (r dateReader) counted(t string) (Date, error, bool) {
	sign := 0
	switch {
	case strings.HasPrefix(t, "+"):
		sign, t = 1, t[1:]
	case strings.HasPrefix(t, "-"):
		sign, t = -1, t[1:]
	case strings.HasPrefix(t, "om "), strings.HasPrefix(t, "in "):
		sign, t = 1, t[3:]
	case strings.HasPrefix(t, "for ") && strings.HasSuffix(t, " siden"):
		sign, t = -1, strings.TrimSuffix(t[4:], " siden")
	case strings.HasSuffix(t, " ago"):
		sign, t = -1, strings.TrimSuffix(t, " ago")
	default:
		return 0, nil, false
	}
	t = strings.TrimSpace(t)
	end := strings.IndexFunc(t, func(c rune) bool { return c < '0' || c > '9' })
	if end < 0 {
		end = len(t)
	}
	n, err := strconv.Atoi(t[:end])
	unit, known := unitDays[strings.TrimSpace(t[end:])]
	if err != nil || !known || n > 5000 || r.from == 0 {
		return 0, r.bad(), true
	}
	day := r.from.Today().Add(sign * n * unit)
	return day, r.inRange(day), true
}

// inRange refuses years that no date has.
func (r dateReader) inRange(d Date) error {
	if y := d.Time().Year(); y < FirstYear || y > 9999 {
		return NewError(Invalid, "err.date.year", Args{"value": Clip(r.text), "first": strconv.Itoa(FirstYear)})
	}
	return nil
}

// weekday reads "fre", and with a word that says which one: "i fredags", "på fredag", "sidste fredag", "next friday".
func (r dateReader) weekday(t string) (Date, error, bool) {
	from, asked := r.from, ""
	if first, rest, cut := strings.Cut(t, " "); cut {
		switch first {
		case "i":
			from, t = Past.From(from.Today()-1), strings.TrimSuffix(rest, "s")
		case "på", "on", "this":
			from, t = Future.From(from.Today()), rest
		case "sidste", "last":
			from, t, asked = Past.From(from.Today()-1), rest, "last"
		case "næste", "next":
			from, t, asked = Future.From(from.Today()+1), rest, "next"
		default:
			return 0, nil, false
		}
	}
	w, ok := weekdayWords[strings.TrimSuffix(t, ".")]
	if !ok || r.from == 0 {
		return 0, nil, false
	}
	today := r.from.Today()
	here := today.Monday() + Date((int(w)+6)%7)
	day := from.pick([]Date{here - 7, here, here + 7})
	// Next Friday is the coming one or that of next week: on a Tuesday these differ, and so do both last Fridays on a
	// Sunday.
	if asked != "" && day.Monday() == today.Monday() {
		other := map[string]Date{"last": day - 7, "next": day + 7}[asked]
		return 0, NewError(Invalid, "err.date.which", Args{"value": Clip(r.text), "one": day, "other": other}), true
	}
	return day, nil, true
}

// week reads a week that is marked as one: "uge 48", "u48", "2026-W48", "uge 48 2026".
func (r dateReader) week(t string) (Date, error, bool) {
	w, ok := splitWeek(t)
	if !ok || !w.marked || w.year == 0 && r.from == 0 {
		return 0, nil, false
	}
	monday, err := w.monday(r.text, r.from)
	if err == nil && r.from&anchorWeekEnd != 0 {
		monday = monday.Add(6)
	}
	return monday, err, true
}

// calendar reads day, month and year, in numbers or with the name of the month.
func (r dateReader) calendar(t string) (Date, error, bool) {
	parts := dateParts(t)
	if len(parts) == 1 {
		parts = splitDigits(parts[0])
	}
	if len(parts) < 2 || len(parts) > 3 {
		return 0, nil, false
	}
	if monthNamed(parts[0]) != 0 { // "dec 1, 2026"
		parts[0], parts[1] = parts[1], parts[0]
	}
	if len(parts) == 3 && len(parts[0]) == 4 { // the year first
		parts[0], parts[2] = parts[2], parts[0]
		if len(parts[0]) > 2 {
			return 0, nil, false
		}
	}
	day, err := strconv.Atoi(parts[0])
	month := monthNamed(parts[1])
	if month == 0 && len(parts[1]) <= 2 {
		month, _ = strconv.Atoi(parts[1])
	}
	if err != nil || len(parts[0]) > 2 || day < 1 || day > 31 || month < 1 || month > 12 {
		return 0, nil, false
	}
	if len(parts) == 3 {
		return r.withYear(day, month, parts[2])
	}
	if r.from == 0 {
		return 0, nil, false
	}
	return r.withoutYear(day, month)
}

func (r dateReader) withYear(day, month int, written string) (Date, error, bool) {
	year, err := strconv.Atoi(written)
	switch {
	case err != nil || year < 0 || len(written) != 2 && len(written) != 4:
		return 0, nil, false
	case len(written) == 2 && year < 70:
		year += 2000
	case len(written) == 2:
		year += 1900
	}
	if d, ok := dayOf(year, month, day); ok {
		return d, r.inRange(d), true
	}
	if year < FirstYear {
		return 0, r.inRange(NewDate(max(year, 1), 1, 1)), true
	}
	return 0, noSuchDay(year, month, day), true
}

// withoutYear takes the year by the direction, then asks whether it has the day: 29 February is not moved to a leap
// year.
func (r dateReader) withoutYear(day, month int) (Date, error, bool) {
	this := r.from.Today().Time().Year()
	var days []Date
	for y := this - 1; y <= this+1; y++ {
		days = append(days, NewDate(y, time.Month(month), day)) // rolls over, which leaves the order of the years
	}
	picked := r.from.pick(days)
	for i, d := range days {
		if d == picked && d.Time().Day() != day {
			return 0, noSuchDay(this-1+i, month, day), true
		}
	}
	return picked, r.inRange(picked), true
}

func noSuchDay(year, month, day int) error {
	last := NewDate(year, time.Month(month)+1, 0).Time().Day()
	return NewError(Invalid, "err.date.none", Args{
		"day": day, "month": month, "year": strconv.Itoa(year), "last": last,
	})
}

// dateParts splits at separators and where digits meet letters: "1dec2026" is three parts. English endings are left
// out: "1st december".
func dateParts(t string) []string {
	var parts []string
	start := 0
	cut := func(end int) {
		if end > start {
			parts = append(parts, t[start:end])
		}
	}
	digit := false
	for i, c := range t {
		switch isDigit := c >= '0' && c <= '9'; {
		case strings.ContainsRune("-/. ,", c):
			cut(i)
			start = i + 1
		case i > start && isDigit != digit:
			cut(i)
			start, digit = i, isDigit
		default:
			digit = isDigit
		}
	}
	cut(len(t))
	var out []string
	for _, p := range parts {
		if len(out) != 1 || p != "st" && p != "nd" && p != "rd" && p != "th" {
			out = append(out, p)
		}
	}
	return out
}

// splitDigits takes 281126, 28112026 and 20261128 apart. The last is no day of a year from FirstYear on the other way
// round, so no digits can be read twice.
func splitDigits(t string) []string {
	if strings.IndexFunc(t, func(c rune) bool { return c < '0' || c > '9' }) >= 0 {
		return nil
	}
	switch {
	case len(t) == 6:
		return []string{t[:2], t[2:4], t[4:]}
	case len(t) == 8 && t[4:] >= strconv.Itoa(FirstYear):
		return []string{t[:2], t[2:4], t[4:]}
	case len(t) == 8:
		return []string{t[:4], t[4:6], t[6:]}
	}
	return nil
}

var monthNames = [12][]string{
	{"januar", "january"}, {"februar", "february"}, {"marts", "march"}, {"april"}, {"maj", "may"}, {"juni", "june"},
	{"juli", "july"}, {"august"}, {"september"}, {"oktober", "october"}, {"november"}, {"december"},
}

// monthNamed is the month whose Danish or English name begins so, by three letters at least; 0 is none.
func monthNamed(word string) int {
	if len(word) < 3 || !unicode.IsLetter(rune(word[0])) {
		return 0
	}
	for i, names := range monthNames {
		for _, n := range names {
			if strings.HasPrefix(n, word) {
				return i + 1
			}
		}
	}
	return 0
}
