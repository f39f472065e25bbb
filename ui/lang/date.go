package lang

import (
	"fmt"
	"strconv"
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

// DayYear writes a day with its year: "tor 26/11 2026".
func (l *Lang) DayYear(t time.Time) string { return fmt.Sprintf("%s %d", l.Day(t), t.Year()) }

// DayMiddle writes a day with the month in letters: "man 30. nov 2026", "Mon 30 Nov 2026". Months of four letters stay
// whole.
func (l *Lang) DayMiddle(t time.Time) string {
	dot, month := ".", []rune(l.Month(t.Month()))
	if l.code == English {
		dot = ""
	}
	if len(month) > 4 {
		month = month[:3]
	}
	return fmt.Sprintf("%s %d%s %s %d", l.WeekdayShort(t.Weekday()), t.Day(), dot, string(month), t.Year())
}

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

// Near formats a day relative to today: "i går", "i dag", "i morgen", within six days with the weekday ("tor 26/11"),
// else "5/12", in another year "5/12 2027".
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
