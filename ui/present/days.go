package present

import (
	"jobspor/model"
	"jobspor/model/calendar"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// ReadDay is what a typed day was read as: "man 30. nov 2026, om 1 dag".
func (w Words) ReadDay(d, today model.Date) string {
	when := w.T("day.today")
	switch n := int(d - today); {
	case n > 0:
		when = w.T("day.ahead", "n", n)
	case n < 0:
		when = w.T("day.ago", "n", -n)
	}
	return w.DayMiddle(d.Time()) + ", " + when
}

// DayOff says why a day is off, "" when it is a working day: "en lørdag", "juledag (helligdag)".
func (w Words) DayOff(d model.Date) string {
	off := calendar.On(d)
	if off.Kind == calendar.Working {
		return ""
	}
	return w.offWords(off)
}

func (w Words) offWords(off calendar.Day) string {
	name := w.T("day.off." + off.Key)
	switch off.Kind {
	case calendar.Holiday:
		return w.T("day.off.holiday", "name", name)
	case calendar.Custom:
		return w.T("day.off.custom", "name", name)
	}
	return name
}

// readField is what stands beside a date field while it is written: the day, and that it is off where that matters.
func (w Words) readField(f *schema.Field, d, today model.Date) string {
	text := w.ReadDay(d, today)
	if off := w.DayOff(d); f.Workday && off != "" {
		text += " · " + off
	}
	return text
}

// ReadAs says what a date that is being typed will be read as, "" while it is none; for dialogs.
func (w Words) ReadAs(from model.Anchor) func(text string) string {
	return func(text string) string {
		d, err := model.ParseDate(text, from)
		if err != nil || d == 0 {
			return ""
		}
		return w.ReadDay(d, from.Today())
	}
}

// DayNote is the sentence about a day off: "Første dag: fre 25. dec 2026 er juledag (helligdag)."
func (w Words) DayNote(n service.DayNote) string {
	return w.T("day.off.note", "field", w.Field(n.Type, n.Field), "day", w.DayMiddle(n.Day.Time()),
		"what", w.offWords(n.Off))
}

// FarDay asks about a day that lies years ahead.
func (w Words) FarDay(n service.DayNote) string {
	return w.T("day.far.ask", "field", w.Field(n.Type, n.Field), "day", w.DayMiddle(n.Day.Time()),
		"n", model.YearsAhead)
}

// ReadWeek is what a typed week was read as: "uge 48 2026, man 23. nov 2026".
func (w Words) ReadWeek(monday model.Date) string {
	year, week := monday.Week()
	return w.T("day.week", "week", w.Week(week), "year", year, "day", w.DayMiddle(monday.Time()))
}
