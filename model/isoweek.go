package model

import (
	"fmt"
	"strconv"
	"strings"
)

// WeekText is the canonical form of an ISO week, "2026-W47".
func WeekText(monday Date) string {
	y, w := monday.Week()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// WeeksIn is the number of ISO weeks of a year, 52 or 53: the week of 28 December is always its last.
func WeeksIn(year int) int {
	_, w := NewDate(year, 12, 28).Week()
	return w
}

// weekNear is how far a week without a year may be from today, in weeks: half a year in both directions.
const weekNear = 26

// ParseWeek reads an ISO week as people write it and gives its Monday: "47", "u47", "uge 47", "week 47", "w47" are the
// nearest week of that number within half a year of today; "2026-W47", "2026-u47", "2026W47", "47/2026", "uge 47 2026"
// name the year; a day such as "16/11 2026" or "+1u" is its week. A week 53 of a year with 52 is refused, and so is
// what is no week.
func ParseWeek(s string, today Date) (Date, error) {
	t := strings.ToLower(strings.TrimSpace(s))
	for _, word := range []string{"uge", "week"} {
		t = strings.ReplaceAll(t, word, "w")
	}
	t = strings.ReplaceAll(t, "u", "w")
	parts := strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune(" -/.w", r) })
	switch {
	case strings.HasPrefix(t, "-"):
		return 0, badWeek(s)
	case strings.HasPrefix(t, "+"):
		return weekOfDay(s, today)
	}
	year, week := 0, ""
	named := strings.Contains(t, "w")
	switch {
	case len(parts) == 1 && len(parts[0]) <= 2:
		week = parts[0]
	case len(parts) == 2 && len(parts[0]) == 4 && (named || len(parts[1]) <= 2):
		year, _ = strconv.Atoi(parts[0])
		week = parts[1]
	case len(parts) == 2 && len(parts[1]) == 4:
		year, _ = strconv.Atoi(parts[1])
		week = parts[0]
	default:
		return weekOfDay(s, today)
	}
	n, err := strconv.Atoi(week)
	if err != nil || n < 1 || n > 53 || len(week) > 2 || (len(parts) == 2 && (year < 1900 || year > 9998)) {
		return 0, badWeek(s)
	}
	if year != 0 {
		return weekOf(year, n)
	}
	return nearestWeek(n, today, s)
}

func badWeek(s string) error {
	return NewError(Invalid, "err.week", Args{"value": Clip(s)})
}

func weekOfDay(s string, today Date) (Date, error) {
	d, err := ParseDate(s, today)
	if err != nil || d == 0 {
		return 0, badWeek(s)
	}
	return d.Monday(), nil
}

// weekOf is the Monday of a week of a year.
func weekOf(year, n int) (Date, error) {
	if n < 1 || n > WeeksIn(year) {
		return 0, NewError(Invalid, "err.week.none", Args{"year": strconv.Itoa(year), "week": n, "last": WeeksIn(year)})
	}
	return NewDate(year, 1, 4).Monday().Add(7 * (n - 1)), nil
}

func nearestWeek(n int, today Date, s string) (Date, error) {
	if today == 0 {
		return 0, badWeek(s)
	}
	now := today.Monday()
	year, _ := now.Week()
	var best Date
	for y := year - 1; y <= year+1; y++ {
		m, err := weekOf(y, n)
		if err == nil && distance(m, now) <= 7*weekNear && (best == 0 || distance(m, now) < distance(best, now)) {
			best = m
		}
	}
	if best == 0 {
		return weekOf(year, n)
	}
	return best, nil
}

func distance(a, b Date) int { return max(int(a-b), int(b-a)) }
