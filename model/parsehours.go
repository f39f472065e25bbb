package model

import (
	"strconv"
	"strings"
)

// mostHours is the largest number of hours that is read.
const mostHours = 10_000

// hourUnits stand after a number of hours, longest first.
var hourUnits = []string{"timer", "hours", "time", "hour", "t", "h"}

// minuteUnits stand after minutes, longest first.
var minuteUnits = []string{"minutter", "minutes", "minut", "minute", "min", "m"}

// fractions are the written parts of an hour, in quarters.
var fractions = []struct {
	written  string
	quarters int
}{{"1/4", 1}, {"1/2", 2}, {"3/4", 3}, {"¼", 1}, {"½", 2}, {"¾", 3}}

// ParseHours reads hours as people write them, in whole quarters of an hour up to 10,000 hours: "7,25", "7.5", "12",
// "9:30", "9 1/2", "9½", "9t", "9 timer", "9t30", "9 timer 30 min". What is no whole quarter (9,3; 9:20) is refused
// with the quarters beside it (err.hours.quarter), never rounded; so is everything else (err.hours).
func ParseHours(s string) (Hours, error) {
	bad := NewError(Invalid, "err.hours", Args{"value": Clip(s)})
	t := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if whole, minutes, ok := splitClock(t); ok {
		n, ok1 := plainNumber(whole, mostHours)
		m, ok2 := plainNumber(minutes, 59)
		if !ok1 || !ok2 {
			return 0, bad
		}
		return quartersOf(s, n, m, 60)
	}
	t, _ = cutUnit(t, hourUnits)
	for _, f := range fractions {
		if whole, ok := strings.CutSuffix(t, f.written); ok {
			apart := strings.HasSuffix(whole, " ") || whole == ""
			n, ok := 0, true
			if whole = strings.TrimSpace(whole); whole != "" {
				n, ok = plainNumber(whole, mostHours-1)
			}
			if !ok || strings.Contains(f.written, "/") && !apart {
				return 0, bad
			}
			return Hours(n*4 + f.quarters), nil
		}
	}
	whole, part, has := strings.Cut(strings.Replace(t, ",", ".", 1), ".")
	n, ok := plainNumber(whole, mostHours)
	if !ok || has && (len(part) > 2 || part == "") {
		return 0, bad
	}
	hundredths := 0
	if has {
		if hundredths, ok = plainNumber((part + "0")[:2], 99); !ok {
			return 0, bad
		}
	}
	return quartersOf(s, n, hundredths, 100)
}

// splitClock takes "9:30", "9t30" and "9 timer og 30 min" apart.
func splitClock(t string) (hours, minutes string, ok bool) {
	if hours, minutes, ok = strings.Cut(t, ":"); ok {
		minutes, _ = cutUnit(minutes, hourUnits)
		return hours, minutes, len(minutes) == 2
	}
	end := strings.IndexFunc(t, func(c rune) bool { return c < '0' || c > '9' })
	if end <= 0 {
		return "", "", false
	}
	rest := strings.TrimSpace(t[end:])
	for _, unit := range hourUnits {
		if after, found := strings.CutPrefix(rest, unit); found {
			after = strings.TrimSpace(after)
			for _, and := range []string{"og ", "and "} {
				after = strings.TrimPrefix(after, and)
			}
			minutes, _ = cutUnit(after, minuteUnits)
			return t[:end], minutes, minutes != ""
		}
	}
	return "", "", false
}

// cutUnit leaves out a unit at the end.
func cutUnit(t string, units []string) (rest string, found bool) {
	t = strings.TrimSpace(strings.TrimSuffix(t, "."))
	for _, unit := range units {
		if rest, ok := strings.CutSuffix(t, unit); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return t, false
}

// quartersOf makes hours of a whole number and parts of an hour.
func quartersOf(s string, whole, part, parts int) (Hours, error) {
	quarters := part * 4 / parts
	below := Hours(whole*4 + quarters)
	if part*4%parts != 0 {
		return 0, NewError(Invalid, "err.hours.quarter", Args{"value": Clip(s), "below": below, "above": below + 1})
	}
	return below, nil
}

// plainNumber reads digits and nothing else.
func plainNumber(t string, most int) (int, bool) {
	if t == "" || strings.IndexFunc(t, func(c rune) bool { return c < '0' || c > '9' }) >= 0 {
		return 0, false
	}
	n, err := strconv.Atoi(t)
	return n, err == nil && n <= most
}
