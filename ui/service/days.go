package service

import (
	"iter"
	"slices"

	"jobspor/model"
	"jobspor/model/calendar"
	"jobspor/model/schema"
)

// This file says what is worth saying about the days that a change set plans. Nothing here reads or writes.

// DayNote is a day of a change set that lies on a day off, or very far ahead.
type DayNote struct {
	Type  *schema.Type
	Field *schema.Field
	Day   model.Date
	Off   calendar.Day // why the day is off; its kind is Working when it is not
	Far   bool         // more than model.YearsAhead years after today
}

// DayNotes looks at every date that a change set writes anew: starts, steps and meetings for days off, all of them for
// years far ahead. A day is said once.
func DayNotes(changes iter.Seq[model.Change], today model.Date) []DayNote {
	var out []DayNote
	for c := range changes {
		if c.After == nil {
			continue
		}
		t := schema.TypeOf(c.After)
		for i := range t.Fields {
			f := &t.Fields[i]
			for _, d := range newDays(f, c) {
				n := DayNote{Type: t, Field: f, Day: d, Far: model.FarAhead(d, today)}
				if f.Workday {
					n.Off = calendar.On(d)
				}
				said := func(o DayNote) bool { return o.Day == d && o.Off == n.Off }
				if (n.Far || n.Off.Kind != calendar.Working) && !slices.ContainsFunc(out, said) {
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// newDays are the days of a field that the row did not have before.
func newDays(f *schema.Field, c model.Change) []model.Date {
	days := daysOf(f, c.After)
	if c.Before == nil {
		return days
	}
	before := daysOf(f, c.Before)
	return slices.DeleteFunc(days, func(d model.Date) bool { return slices.Contains(before, d) })
}

func daysOf(f *schema.Field, e model.Entity) []model.Date {
	var out []model.Date
	switch p := f.Pointer(e).(type) {
	case *model.Date:
		if *p != 0 {
			out = append(out, *p)
		}
	case *[]string:
		switch a, ok := e.(*model.Agreement); {
		case ok && f.Key == "steps":
			for _, s := range a.Ladder() {
				out = append(out, s.From)
			}
		case f.DayLines:
			for _, line := range *p {
				if d, err := model.ParseDate(line, 0); err == nil {
					out = append(out, d)
				}
			}
		}
	}
	return out
}
