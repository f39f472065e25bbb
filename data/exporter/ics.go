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

// toICS writes each row of the document's tables that has a day as an all-day event: the day is the row's first date,
// the summary its other cells, in their order. Nothing else is written: no description, location or attendees. Events
// are private and do not block time.
//
// An event's UID comes from the row's ID, so that a calendar that reads a newer file moves it instead of adding it
// again. The UID of a row without an ID comes from its text. The stamp is the event's day: the same document gives the
// same file.
func toICS(w io.Writer, doc *model.Document) error {
	cal := ics.NewCalendarFor("jobspor")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(clean(doc.Title))
	events := 0
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
			e := cal.AddEvent(uid(id))
			e.SetDtStampTime(on.Time())
			e.SetAllDayStartAt(on.Time())
			e.SetAllDayEndAt(on.Time().Add(24 * time.Hour))
			e.SetSummary(summary)
			e.SetClass(ics.ClassificationPrivate)
			e.SetTimeTransparency(ics.TransparencyTransparent)
			events++
		}
	}
	if events == 0 {
		return model.NewError(model.Invalid, "err.export.events", nil)
	}
	if err := cal.SerializeTo(w, ics.WithNewLineWindows); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return nil
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
