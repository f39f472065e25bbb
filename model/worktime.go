package model

import (
	"fmt"
	"slices"
	"strings"
)

// WorkTime (arbejdstid) is working time on one weekday.
type WorkTime struct {
	Day      string // one of Days
	From, To int    // minutes after midnight
	Break    int    // minutes, inside
	Hours    string // which hours they are, one of WorkHours; "" is not said
}

// WorkHours is which hours working time holds: those of the instrument (praktik), or ordinary paid hours (løntimer).
var WorkHours = []string{"trial", "paid"}

// Length is the working time, the break left out.
func (s WorkTime) Length() int { return s.To - s.From - s.Break }

// String is the canonical form, "mon 09:00-12:30 30 paid".
func (s WorkTime) String() string {
	out := fmt.Sprintf("%s %02d:%02d-%02d:%02d", s.Day, s.From/60, s.From%60, s.To/60, s.To%60)
	if s.Break > 0 {
		out += fmt.Sprintf(" %d", s.Break)
	}
	if s.Hours != "" {
		out += " " + s.Hours
	}
	return out
}

var danishDays = map[string]string{"man": "mon", "tir": "tue", "ons": "wed", "tor": "thu", "fre": "fri", "lør": "sat",
	"søn": "sun"}

// workHours are the words for WorkHours.
var workHours = map[string]string{"trial": "trial", "praktik": "trial", "praktiktimer": "trial", "paid": "paid",
	"løn": "paid", "loen": "paid", "lønnet": "paid", "løntimer": "paid", "ordinære": "paid"}

// ParseWorkTime reads "mon 9-12.30 30 paid": weekday (Danish or English), from and to, and where they are said minutes
// of break and which hours they are.
func ParseWorkTime(line string) (WorkTime, error) {
	bad := NewError(Invalid, "err.worktime", Args{"value": Clip(line)})
	parts := strings.Fields(strings.ToLower(line))
	if len(parts) < 2 || len(parts) > 4 {
		return WorkTime{}, bad
	}
	s := WorkTime{Day: parts[0]}
	if s.Hours = workHours[parts[len(parts)-1]]; s.Hours != "" {
		parts = parts[:len(parts)-1]
	}
	if len(parts) < 2 || len(parts) > 3 {
		return WorkTime{}, bad
	}
	if da := danishDays[s.Day]; da != "" {
		s.Day = da
	}
	from, until, _ := strings.Cut(parts[1], "-")
	var ok, ok2 bool
	s.From, ok = ClockMinutes(from)
	s.To, ok2 = ClockMinutes(until)
	if len(parts) == 3 {
		n, err := ParseNumber(parts[2], 600)
		if err != nil {
			return WorkTime{}, bad
		}
		s.Break = n
	}
	if !slices.Contains(Days, s.Day) || !ok || !ok2 || s.Length() <= 0 {
		return WorkTime{}, bad
	}
	return s, nil
}

// Week gives the working times of the weekly pattern.
func (a *Agreement) Week() []WorkTime {
	var out []WorkTime
	for _, line := range a.Pattern {
		if s, err := ParseWorkTime(line); err == nil {
			out = append(out, s)
		}
	}
	return out
}
