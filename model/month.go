package model

import (
	"strconv"
	"strings"
	"time"
)

// ParseMonth reads a month as people write it and gives its first day: "2026-11", "11-2026", "11/2026", "11 2026". A
// number alone is that month of today's year.
func ParseMonth(s string, today Date) (Date, error) {
	bad := NewError(Invalid, "err.month", Args{"value": Clip(s)})
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/. ", r) })
	if len(parts) == 1 {
		parts = append(parts, strconv.Itoa(today.Time().Year()))
	}
	if len(parts) != 2 {
		return 0, bad
	}
	if len(parts[0]) == 4 {
		parts[0], parts[1] = parts[1], parts[0]
	}
	month, err := strconv.Atoi(parts[0])
	year, err2 := strconv.Atoi(parts[1])
	if err != nil || err2 != nil || month < 1 || month > 12 || year < 1900 || year > 2200 {
		return 0, bad
	}
	return NewDate(year, time.Month(month), 1), nil
}

// NextMonth is the first day of the month after a day's own, or of an earlier one with by below 1.
func (d Date) NextMonth(by int) Date {
	y, m, _ := d.Time().Date()
	return NewDate(y, m+time.Month(by), 1)
}

// MonthWeeks are the Mondays of the weeks of a month: those whose Thursday lies in it, so that a week that reaches into
// two months belongs to one of them. across are the weeks that have days in the month and belong to another.
func MonthWeeks(month Date) (weeks, across []Date) {
	first, next := month.NextMonth(0), month.NextMonth(1)
	for monday := first.Monday(); monday < next; monday = monday.Add(7) {
		if thursday := monday.Add(3); thursday >= first && thursday < next {
			weeks = append(weeks, monday)
		} else {
			across = append(across, monday)
		}
	}
	return weeks, across
}
