package model

import (
	"fmt"
	"slices"
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

// ParseWeek reads an ISO week as people write it and gives its Monday: "47", "u47", "uge 47", "week 47", "w47" are the
// nearest week of that number to today; "2026-W47", "2026-u47", "2026W47", "47/2026", "uge 47 2026" name the year; a
// day such as "16/11 2026" or "+1u" is its week. A week 53 of a year with 52 is refused, and so is what is no week.
func ParseWeek(s string, today Date) (Date, error) {
	from := Near.From(today)
	if w, ok := splitWeek(strings.ToLower(strings.TrimSpace(s))); ok {
		return w.monday(s, from)
	}
	if _, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && strings.Contains(s, "-") {
		return 0, badWeek(s) // "-1": days or weeks
	}
	d, err := ParseDate(s, from)
	switch {
	case err != nil && keyOfError(err) != "err.date":
		return 0, err
	case err != nil || d == 0:
		return 0, badWeek(s)
	}
	return d.Monday(), nil
}

func badWeek(s string) error {
	return NewError(Invalid, "err.week", Args{"value": Clip(s)})
}

// weekParts is a week as it was written.
type weekParts struct {
	week   string
	year   int  // 0 when none was written
	marked bool // it says that it is a week: "u47", not 47
}

// splitWeek takes a week apart; false when the text is something else, such as a day.
func splitWeek(t string) (weekParts, bool) {
	if strings.HasPrefix(t, "+") || strings.HasPrefix(t, "-") {
		return weekParts{}, false
	}
	for _, word := range []string{"uge", "week", "u"} {
		t = strings.ReplaceAll(t, word, "w")
	}
	w := weekParts{marked: strings.Contains(t, "w")}
	if strings.HasPrefix(strings.TrimLeft(t, "w "), "-") { // "uge -1"
		return w, false
	}
	parts := strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune(" -/.w", r) })
	for _, p := range parts {
		if strings.IndexFunc(p, func(c rune) bool { return c < '0' || c > '9' }) >= 0 {
			return w, false
		}
	}
	switch {
	case len(parts) == 1 && len(parts[0]) <= 2:
		w.week = parts[0]
	case len(parts) == 2 && len(parts[0]) == 4 && (w.marked || len(parts[1]) <= 2):
		w.year, _ = strconv.Atoi(parts[0])
		w.week = parts[1]
	case len(parts) == 2 && len(parts[1]) == 4:
		w.year, _ = strconv.Atoi(parts[1])
		w.week = parts[0]
	default:
		return w, false
	}
	return w, true
}

// monday finds the week; without a year the anchor decides, whose year must have the week.
func (w weekParts) monday(s string, from Anchor) (Date, error) {
	n, err := strconv.Atoi(w.week)
	if err != nil || n < 1 || n > 53 || len(w.week) > 2 {
		return 0, badWeek(s)
	}
	if w.year != 0 {
		if w.year < 1900 || w.year > 9998 {
			return 0, badWeek(s)
		}
		return weekOf(w.year, n)
	}
	if from == 0 {
		return 0, badWeek(s)
	}
	// The week that today is in lies in every direction.
	now := from.Today().Monday()
	this, _ := now.Week()
	years, mondays := []int{this - 1, this, this + 1}, []Date{}
	for _, y := range years {
		mondays = append(mondays, firstMonday(y).Add(7*(n-1)))
	}
	if from.direction() == Near {
		return nearestWeek(n, now, years, mondays)
	}
	picked := from.direction().From(now).pick(mondays)
	return weekOf(years[slices.Index(mondays, picked)], n)
}

// weekNear is how far the nearest week may be, in weeks: half a year in both directions.
const weekNear = 26

// nearestWeek is the nearest week that there is; of two as near the earlier.
func nearestWeek(n int, now Date, years []int, mondays []Date) (Date, error) {
	var best Date
	for i, m := range mondays {
		if n <= WeeksIn(years[i]) && distance(m, now) <= 7*weekNear &&
			(best == 0 || distance(m, now) < distance(best, now)) {
			best = m
		}
	}
	if best == 0 {
		return weekOf(years[1], n)
	}
	return best, nil
}

// firstMonday is the Monday of a year's first week, the one that holds 4 January.
func firstMonday(year int) Date { return NewDate(year, 1, 4).Monday() }

// weekOf is the Monday of a week of a year.
func weekOf(year, n int) (Date, error) {
	if n < 1 || n > WeeksIn(year) {
		return 0, NewError(Invalid, "err.week.none", Args{"year": strconv.Itoa(year), "week": n, "last": WeeksIn(year)})
	}
	return firstMonday(year).Add(7 * (n - 1)), nil
}

func distance(a, b Date) int { return max(int(a-b), int(b-a)) }
