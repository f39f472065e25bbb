package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// calendar is the names of days and months in one language.
type calendar struct {
	days                             [7]string // from Sunday, as time.Weekday
	months                           [12]string
	today, tomorrow, yesterday, week string
}

var calendars = map[Code]calendar{
	Danish: {
		days: [7]string{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"},
		months: [12]string{"januar", "februar", "marts", "april", "maj", "juni", "juli",
			"august", "september", "oktober", "november", "december"},
		today: "i dag", tomorrow: "i morgen", yesterday: "i går", week: "uge",
	},
	English: {
		days: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		months: [12]string{"January", "February", "March", "April", "May", "June", "July",
			"August", "September", "October", "November", "December"},
		today: "today", tomorrow: "tomorrow", yesterday: "yesterday", week: "week",
	},
}

func (l *Lang) calendar() calendar { return calendars[l.code] }

// Weekday writes a day of the week: "torsdag".
func (l *Lang) Weekday(d time.Weekday) string { return l.calendar().days[((int(d)%7)+7)%7] }

// WeekdayShort writes a day of the week in three letters: "tor", "Thu".
func (l *Lang) WeekdayShort(d time.Weekday) string {
	return string([]rune(l.Weekday(d))[:3])
}

// Month writes a month: "november".
func (l *Lang) Month(m time.Month) string { return l.calendar().months[((int(m)-1)%12+12)%12] }

// Day writes a day as lists show it: "tor 26/11". Both languages put the day
// first: the program is used in Denmark.
func (l *Lang) Day(t time.Time) string {
	return l.WeekdayShort(t.Weekday()) + " " + l.Date(t)
}

// Date writes day and month: "26/11".
func (l *Lang) Date(t time.Time) string { return fmt.Sprintf("%d/%d", t.Day(), int(t.Month())) }

// DayYear writes a day with its year: "tor 26/11 2026". ParseDay reads it back.
func (l *Lang) DayYear(t time.Time) string { return fmt.Sprintf("%s %d", l.Day(t), t.Year()) }

// DayLong writes a day in full: "torsdag 26. november 2026", "Thursday 26
// November 2026".
func (l *Lang) DayLong(t time.Time) string {
	dot := "."
	if l.code == English {
		dot = ""
	}
	return fmt.Sprintf("%s %d%s %s %d", l.Weekday(t.Weekday()), t.Day(), dot, l.Month(t.Month()), t.Year())
}

// Week writes an ISO week: "uge 48".
func (l *Lang) Week(week int) string { return l.calendar().week + " " + strconv.Itoa(week) }

// Near writes a day as seen from today: "i går", "i dag", "i morgen", within
// six days the weekday too ("tor 26/11"), else "5/12", in another year "5/12
// 2027".
func (l *Lang) Near(t, today time.Time) string {
	c := l.calendar()
	n := daysBetween(today, t)
	switch {
	case n == 0:
		return c.today
	case n == 1:
		return c.tomorrow
	case n == -1:
		return c.yesterday
	case n > -7 && n < 7:
		return l.Day(t)
	case t.Year() != today.Year():
		return fmt.Sprintf("%s %d", l.Date(t), t.Year())
	}
	return l.Date(t)
}

// Clock writes a time of day: "10.30" in Danish, "10:30" in English.
func (l *Lang) Clock(t time.Time) string {
	if l.code == English {
		return t.Format("15:04")
	}
	return t.Format("15.04")
}

func daysBetween(from, to time.Time) int {
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// ParseDay reads a day the way people type it, seen from today: "i dag",
// "i morgen", "fre" (the next one, not today), "+14" and "-3" days, "+2u" weeks,
// "26/11" or "26.11" (the nearest one, within half a year back and forth),
// "26/11 2026", "26-11-2026", "261126", "26. november", "uge 48" (its Monday),
// "2026-11-26". Both languages are understood. The answer is midnight UTC.
func (l *Lang) ParseDay(s string, today time.Time) (time.Time, bool) {
	today = midnight(today)
	s = strings.Join(strings.Fields(strings.ToLower(s)), " ")
	for _, read := range []func(string, time.Time) (time.Time, bool){parseWord, parseStep, parseWeek, parseNumbers} {
		if t, ok := read(s, today); ok {
			return t, true
		}
	}
	return time.Time{}, false
}

func parseWord(s string, today time.Time) (time.Time, bool) {
	for _, c := range calendars {
		switch s {
		case c.today, strings.ReplaceAll(c.today, " ", ""):
			return today, true
		case c.tomorrow, strings.ReplaceAll(c.tomorrow, " ", ""):
			return today.AddDate(0, 0, 1), true
		case c.yesterday, strings.ReplaceAll(c.yesterday, " ", ""), strings.ReplaceAll(c.yesterday, "å", "aa"):
			return today.AddDate(0, 0, -1), true
		}
	}
	if d, ok := weekday(s); ok {
		n := (int(d) - int(today.Weekday()) + 7) % 7
		if n == 0 {
			n = 7
		}
		return today.AddDate(0, 0, n), true
	}
	return time.Time{}, false
}

// weekday reads at least two letters of a day's name in either language. Names
// that share two letters across the languages mean the same day.
func weekday(s string) (time.Weekday, bool) {
	if len([]rune(s)) < 2 {
		return 0, false
	}
	for _, code := range []Code{Danish, English} {
		for d, name := range calendars[code].days {
			name = strings.ToLower(name)
			if strings.HasPrefix(name, s) || strings.HasPrefix(strings.ReplaceAll(name, "ø", "oe"), s) {
				return time.Weekday(d), true
			}
		}
	}
	return 0, false
}

// parseStep reads "+14", "-3", "+2u" and "+2w".
func parseStep(s string, today time.Time) (time.Time, bool) {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return time.Time{}, false
	}
	digits := strings.TrimRight(strings.ReplaceAll(s[1:], " ", ""), "duw")
	unit := strings.ReplaceAll(s[1:], " ", "")[len(digits):]
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n > 9999 || len(unit) > 1 {
		return time.Time{}, false
	}
	if unit == "u" || unit == "w" {
		n *= 7
	}
	if s[0] == '-' {
		n = -n
	}
	return today.AddDate(0, 0, n), true
}

// parseWeek reads "uge 48" and "week 48" as the Monday of the nearest such week.
func parseWeek(s string, today time.Time) (time.Time, bool) {
	for _, c := range calendars {
		rest, ok := strings.CutPrefix(s, c.week)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(rest))
		if err != nil || n < 1 || n > 53 {
			return time.Time{}, false
		}
		for offset := range 27 * 7 {
			for _, t := range []time.Time{today.AddDate(0, 0, offset), today.AddDate(0, 0, -offset)} {
				if _, week := t.ISOWeek(); week == n && t.Weekday() == time.Monday {
					return t, true
				}
			}
		}
	}
	return time.Time{}, false
}

// parseNumbers reads dates with numbers, with a weekday before them or not.
func parseNumbers(s string, today time.Time) (time.Time, bool) {
	if first, rest, ok := strings.Cut(s, " "); ok {
		if _, isDay := weekday(strings.Trim(first, ".,")); isDay {
			s = rest
		}
	}
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return t, true
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/.- ", r) })
	if len(fields) == 1 && (len(s) == 6 || len(s) == 8) && strings.Trim(s, "0123456789") == "" {
		fields = []string{s[:2], s[2:4], s[4:]}
	}
	if len(fields) < 2 || len(fields) > 3 {
		return time.Time{}, false
	}
	day, err := strconv.Atoi(fields[0])
	month, ok := monthOf(fields[1])
	if err != nil || !ok {
		return time.Time{}, false
	}
	if len(fields) == 2 {
		return nearest(day, month, today)
	}
	year, err := strconv.Atoi(fields[2])
	if err != nil || len(fields[2]) != 2 && len(fields[2]) != 4 {
		return time.Time{}, false
	}
	if len(fields[2]) == 2 {
		year += 2000
	}
	return exact(year, month, day)
}

func monthOf(s string) (time.Month, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Month(n), n >= 1 && n <= 12
	}
	if len(s) < 3 {
		return 0, false
	}
	for _, c := range calendars {
		for i, name := range c.months {
			if strings.HasPrefix(strings.ToLower(name), s) {
				return time.Month(i + 1), true
			}
		}
	}
	return 0, false
}

// nearest chooses the year so that the day lies closest to today.
func nearest(day int, month time.Month, today time.Time) (time.Time, bool) {
	var best time.Time
	found := false
	for year := today.Year() - 4; year <= today.Year()+4; year++ {
		t, ok := exact(year, month, day)
		if !ok {
			continue
		}
		if !found || abs(daysBetween(today, t)) < abs(daysBetween(today, best)) {
			best, found = t, true
		}
	}
	return best, found
}

func exact(year int, month time.Month, day int) (time.Time, bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == day && t.Month() == month
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
