package exporter

import (
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"jobspor/model"
)

func calendarDoc(ids ...string) *model.Document {
	day := model.NewDate(2026, 11, 26)
	return &model.Document{Title: "I dag", Lang: "da", Sections: []model.Section{{Table: &model.TableDoc{
		Columns: []model.Column{{Key: "on", Title: "Dag"}, {Key: "what", Title: "Hvad"}, {Key: "who", Title: "Hvem"}},
		Rows: [][]model.Cell{
			{{Text: "tor 26/11", Value: day}, {Text: "Opfølgning på stedet; kl. 10, husk æøå"},
				{Text: "A.H. · Café Strandgården"}},
			{{Text: "–"}, {Text: "stille"}, {Text: "Hotel Vestegnen"}},
			{{Text: "lør 5/12", Value: day.Add(9)}, {Text: strings.Repeat("Praktik slutter ", 12)},
				{Text: "S.M.\r\nBEGIN:VALARM"}},
		},
		IDs: ids,
	}}}}
}

// TestCalendarIsReadBack has the library read what was written.
func TestCalendarIsReadBack(t *testing.T) {
	var b bytes.Buffer
	if err := To(&b, calendarDoc("a", "b", "c"), ICS, Options{}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "\nBEGIN:VALARM"); got != 2 {
		t.Errorf("got %d alarms, want 2: a cell's line breaks made lines of their own:\n%s", got, b.String())
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	cal, err := ics.ParseCalendar(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	events := cal.Events()
	if len(events) != 2 {
		t.Fatalf("%d events, want the 2 rows with a day", len(events))
	}
	first := events[0]
	if got := first.GetProperty(ics.ComponentPropertySummary).
		Value; got != "Opfølgning på stedet; kl. 10, husk æøå · A.H. · Café Strandgården" {
		t.Errorf("summary %q", got)
	}
	start, err := first.GetAllDayStartAt()
	if err != nil || !start.Equal(time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("start %v, %v", start, err)
	}
	end, err := first.GetAllDayEndAt()
	if err != nil || end.Sub(start) != 24*time.Hour {
		t.Errorf("end %v, %v", end, err)
	}
	if first.GetProperty(ics.ComponentPropertyClass).Value != "PRIVATE" ||
		first.GetProperty(ics.ComponentPropertyDescription) != nil {
		t.Error("the event is not private, or says more than its line")
	}
}

// TestCalendarEntriesSayThatTheyChanged: a calendar that honours UID and SEQUENCE changes and cancels what it has.
func TestCalendarEntriesSayThatTheyChanged(t *testing.T) {
	day := model.NewDate(2026, 12, 1)
	changed := time.Date(2026, 11, 26, 9, 30, 0, 0, time.UTC)
	doc := &model.Document{Title: "Kalender", Events: []model.Event{
		{ID: "a", On: day, At: "9:30", Summary: "Trepartsmøde · A.H.", Categories: []string{"Opfølgning"}, Version: 3,
			Changed: changed},
		{ID: "b", On: day, Last: day.Add(2), Summary: "Snusepraktik", Version: 1, Changed: changed},
		{ID: "c", On: day, Summary: "Sidste dag", Cancelled: true, Version: 7, Changed: changed},
		{ID: "d", On: day, Summary: "Første dag", Tentative: true, Version: 1, Changed: changed},
	}}
	var b bytes.Buffer
	if err := To(&b, doc, ICS, Options{}); err != nil {
		t.Fatal(err)
	}
	cal, err := ics.ParseCalendar(&b)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []map[ics.ComponentProperty]string{
		{
			ics.ComponentPropertyDtStart: "20261201T093000", ics.ComponentPropertyDtEnd: "20261201T103000",
			ics.ComponentPropertySequence: "3", ics.ComponentPropertyLastModified: "20261126T093000Z",
			ics.ComponentPropertyDtstamp: "20261126T093000Z", ics.ComponentPropertyStatus: "CONFIRMED",
			ics.ComponentPropertyCategories: "Opfølgning", ics.ComponentPropertyTransp: "",
		},
		{
			ics.ComponentPropertyDtStart: "20261201", ics.ComponentPropertyDtEnd: "20261204",
			ics.ComponentPropertyTransp: "TRANSPARENT", ics.ComponentPropertyStatus: "CONFIRMED",
		},
		{ics.ComponentPropertyStatus: "CANCELLED", ics.ComponentPropertySequence: "7"},
		{ics.ComponentPropertyStatus: "TENTATIVE"},
	} {
		e := cal.Events()[i]
		for name, value := range want {
			got := ""
			if p := e.GetProperty(name); p != nil {
				got = p.Value
			}
			if got != value {
				t.Errorf("event %d, %s: got %q, want %q", i, name, got, value)
			}
		}
		alarms := e.Alarms()
		if (len(alarms) == 1) == (want[ics.ComponentPropertyStatus] == "CANCELLED") {
			t.Errorf("event %d: got %d alarms", i, len(alarms))
		}
		for _, a := range alarms {
			trigger := a.GetProperty(ics.ComponentPropertyTrigger).Value
			if want := map[bool]string{true: "-PT15M", false: "PT8H"}[i == 0]; trigger != want {
				t.Errorf("event %d: got trigger %s, want %s", i, trigger, want)
			}
		}
	}
}

func TestCalendarIDsStay(t *testing.T) {
	uids := func(doc *model.Document) (out []string) {
		var b bytes.Buffer
		if err := To(&b, doc, ICS, Options{}); err != nil {
			t.Fatal(err)
		}
		cal, err := ics.ParseCalendar(&b)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range cal.Events() {
			out = append(out, e.Id())
		}
		return out
	}
	before := uids(calendarDoc("a", "b", "c"))
	moved := calendarDoc("a", "b", "c")
	moved.Sections[0].Table.Rows[0][0].Value = model.NewDate(2026, 12, 1)
	moved.Sections[0].Table.Rows[0][1].Text = "other words"
	after := uids(moved)
	if before[0] != after[0] || before[0] == before[1] {
		t.Errorf("UIDs %q then %q: want the same for the same thing, another for another", before, after)
	}
}

func TestCalendarWithoutDays(t *testing.T) {
	doc := calendarDoc()
	doc.Sections[0].Table.Rows = doc.Sections[0].Table.Rows[1:2]
	err := To(&bytes.Buffer{}, doc, ICS, Options{})
	if model.CodeOf(err) != model.Invalid {
		t.Errorf("error %v, want one that says there is nothing with a day", err)
	}
}
