package exporter

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"jobspor/model"
)

// toICS writes the document's events; one without events gives each row of its tables that has a day as an all-day
// event: the day is the row's first date, the summary its other cells, in their order. Nothing else is written: no
// description, location or attendees. Events are private; only those with a
// time of day block time.
//
// An event's UID comes from its ID, so that a calendar that reads a newer file changes it instead of adding it again;
// SEQUENCE and LAST-MODIFIED tell that it changed. The UID of a row without an ID comes from its text. The same
// document gives the same file. Times are local times without a zone: a calendar shows them in its own.
func toICS(w io.Writer, doc *model.Document) error {
	events := doc.Events
	if len(events) == 0 {
		events = rowEvents(doc)
	}
	if len(events) == 0 {
		return model.NewError(model.Invalid, "err.export.events", nil)
	}
	cal := ics.NewCalendarFor("jobspor")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(clean(doc.Title))
	for i := range events {
		addEvent(cal, &events[i])
	}
	if err := cal.SerializeTo(w, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
}

// Lengths of a meeting, and when a calendar reminds of entries: a quarter of an hour before a time, at eight in the
// morning of a whole day.
const (
	meetingLength = time.Hour
	alarmBefore   = "-PT15M"
	alarmAt       = "PT8H"
)

const (
	icsLocal = "20060102T150405"
	icsUTC   = "20060102T150405Z"
)

func addEvent(cal *ics.Calendar, from *model.Event) {
	e := cal.AddEvent(uid(from.ID))
	changed := from.Changed
	if changed.IsZero() {
		changed = from.On.Time()
	}
	e.SetProperty(ics.ComponentPropertyDtstamp, changed.UTC().Format(icsUTC))
	e.SetProperty(ics.ComponentPropertyLastModified, changed.UTC().Format(icsUTC))
	e.SetSequence(int(max(from.Version, 0)))
	trigger := alarmAt
	if minutes, ok := model.ClockMinutes(from.At); ok && from.At != "" {
		trigger = alarmBefore
		start := from.On.Time().Add(time.Duration(minutes) * time.Minute)
		e.SetProperty(ics.ComponentPropertyDtStart, start.Format(icsLocal))
		e.SetProperty(ics.ComponentPropertyDtEnd, start.Add(meetingLength).Format(icsLocal))
	} else {
		e.SetAllDayStartAt(from.On.Time())
		e.SetAllDayEndAt(max(from.On, from.Last).Time().Add(24 * time.Hour))
		e.SetTimeTransparency(ics.TransparencyTransparent)
	}
	summary := oneLine(from.Summary)
	e.SetSummary(summary)
	for _, c := range from.Categories {
		e.AddCategory(oneLine(c))
	}
	e.SetClass(ics.ClassificationPrivate)
	if from.Cancelled {
		e.SetStatus(ics.ObjectStatusCancelled)
		return // nobody is reminded of it
	}
	e.SetStatus(ics.ObjectStatusConfirmed)
	if from.Tentative {
		e.SetStatus(ics.ObjectStatusTentative)
	}
	alarm := e.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(trigger)
	alarm.SetDescription(summary)
}

// rowEvents are the rows of a document's tables that have a day.
func rowEvents(doc *model.Document) (out []model.Event) {
	for _, s := range doc.Sections {
		if s.Table == nil {
			continue
		}
		for i, row := range s.Table.Rows {
			on, summary := eventOf(row)
			if on == 0 {
				continue
			}
			id := on.String() + " " + summary
			if i < len(s.Table.IDs) {
				id = s.Table.IDs[i]
			}
			out = append(out, model.Event{ID: id, On: on, Summary: summary})
		}
	}
	return out
}

// eventOf gives the first date of a row, and its other cells as one line.
func eventOf(row []model.Cell) (on model.Date, summary string) {
	var parts []string
	for _, c := range row {
		if d, ok := c.Value.(model.Date); ok && on == 0 {
			on = d
			continue
		}
		if text := clean(c.Text); text != "" {
			parts = append(parts, text)
		}
	}
	return on, strings.Join(parts, " · ")
}

// uid returns a UID that is always the same for an ID and does not reveal it.
func uid(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:12]) + "@jobspor"
}
