package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/calendar"
	"jobspor/ui/service"
)

// This file reads the days and weeks of arguments and flags, and says what they were read as.

// readDay is a short date of this command and the day it was read as.
type readDay struct {
	text string
	day  model.Date
}

// day reads a date and tells which day a short one is.
func (s *session) day(word string, from model.Anchor) (model.Date, error) {
	d, err := model.ParseDate(word, from)
	if err == nil {
		s.tellDay(word, d)
	}
	return d, err
}

// dayFor reads a date as a field takes it, today when none is named.
func (s *session) dayFor(typ, key, word string) (model.Date, error) {
	if word == "" {
		return s.Service.Today(), nil
	}
	f, _ := typeNamed(typ).Field(key)
	d, err := f.ParseDay(word, s.Service.Today())
	if err == nil {
		s.tellDay(word, d)
	}
	return d, err
}

// tellDay prints "25/11 → ons 25. nov 2026, for 4 dage siden" for what depends on today.
func (s *session) tellDay(word string, d model.Date) {
	if d == 0 || !model.ShortDate(word) {
		return
	}
	s.read = append(s.read, readDay{strings.TrimSpace(word), d})
	s.note("cli.day", "word", strings.TrimSpace(word), "day", s.words.ReadDay(d, s.Service.Today()))
}

// weekOrThis reads a week, this one when none is named, and tells which one a week without its year is.
func (s *session) weekOrThis(word string) (model.Date, error) {
	if word == "" {
		return s.Service.Today().Monday(), nil
	}
	monday, err := model.ParseWeek(word, s.Service.Today())
	if _, short := model.ParseWeek(word, 0); err == nil && short != nil {
		s.read = append(s.read, readDay{word, monday})
		s.note("cli.day", "word", word, "day", s.words.ReadWeek(monday))
	}
	return monday, err
}

// confirmDays asks before a day that lies more than five years ahead is written; without a terminal it is refused. It
// tells the days off.
func (s *session) confirmDays(ctx context.Context, changes []model.Change) error {
	for _, n := range service.DayNotes(slices.Values(changes), s.Service.Today()) {
		if n.Off.Kind != calendar.Working {
			s.warn(n.Off.Key, s.words.DayNote(n))
		}
		if !n.Far {
			continue
		}
		yes, err := s.confirm(ctx, s.words.FarDay(n))
		if err != nil {
			return err
		}
		if !yes {
			args := model.Args{"day": n.Day, "n": model.YearsAhead}
			return withType(n.Type, model.NewError(model.Usage, "err.day.far", args).WithField(n.Field.Key))
		}
	}
	return nil
}

// warning is a sentence that stops nothing, for JSON too.
type warning struct{ code, text string }

// warn tells a warning.
func (s *session) warn(code, text string) {
	s.warnings = append(s.warnings, warning{code, text})
	s.notef("%s", text)
}

// readMembers are what was read and warned of, for the answer in JSON.
func (s *session) readMembers() object {
	var out object
	if len(s.read) > 0 {
		days := []object{}
		for _, r := range s.read {
			days = append(days, object{{"text", r.text}, {"date", r.day.String()}})
		}
		out = append(out, member{"dates", days})
	}
	if len(s.warnings) > 0 {
		all := []object{}
		for _, w := range s.warnings {
			all = append(all, object{{"code", w.code}, {"text", w.text}})
		}
		out = append(out, member{"warnings", all})
	}
	return out
}
