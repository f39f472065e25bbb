package present

import (
	"jobspor/model"
	"jobspor/ui/service"
)

// CalendarDocument is what is planned, as a table to read and as entries of a calendar file. An entry says no more than
// lists do: what it is, initials and workplace. Promised words are left out.
func (w Words) CalendarDocument(c *service.Calendar) model.Document {
	t := &model.TableDoc{Columns: []model.Column{
		{Key: "on", Title: w.T("today.calendar.on")}, {Key: "at", Title: w.T("calendar.at")},
		{Key: "what", Title: w.T("today.calendar.what")}, {Key: "who", Title: w.T("today.calendar.who")},
		{Key: "state", Title: w.T("calendar.state")},
	}}
	doc := model.Document{Title: w.T("calendar.title"), Lang: string(w.Code()), Sections: []model.Section{{Table: t}}}
	for i := range c.Entries {
		e := &c.Entries[i]
		what := w.Planned(e)
		who := service.JoinNonEmpty(" · ", c.Names[e.CitizenID], c.Names[e.CompanyID])
		state := ""
		switch {
		case e.Cancelled:
			state = w.T("calendar.cancelled")
		case e.Tentative:
			state = w.T("calendar.tentative")
		}
		t.Rows = append(t.Rows, []model.Cell{
			{Text: w.DayYear(e.On.Time()), Value: e.On}, {Text: e.At}, {Text: what}, {Text: who}, {Text: state},
		})
		t.IDs = append(t.IDs, e.ID)
		doc.Events = append(doc.Events, model.Event{
			ID: e.ID, On: e.On, Last: e.Last, At: e.At, Summary: service.JoinNonEmpty(" · ", what, who),
			Categories: []string{w.T("calendar.kind." + e.Kind)}, Version: e.Version, Changed: e.Changed,
			Cancelled: e.Cancelled, Tentative: e.Tentative,
		})
	}
	return doc
}

// PlannedText names an entry where it may be read by the consultant alone: with the words of a promise.
func (w Words) PlannedText(e *service.CalendarEntry) string {
	what := w.Planned(e)
	if e.Text != "" {
		what = w.T("calendar.promised", "what", e.Text)
	}
	if e.Tentative {
		what = w.T("calendar.proposed", "what", what)
	}
	return what
}

// Planned names an entry as a calendar file does: "Opfølgning på stedet", "Første dag: virksomhedspraktik", "12 + 4
// timer om ugen".
func (w Words) Planned(e *service.CalendarEntry) string {
	switch e.Kind {
	case "followup":
		if key := "due.followup." + e.Of; w.Has(key) {
			return w.T(key)
		}
	case "step":
		return w.T("calendar.step", "trial", w.HoursOf(e.Trial), "paid", w.HoursOf(e.Paid))
	case "start", "last":
		return w.T("calendar."+e.Kind, "kind", w.T("opt.placement_kind."+e.Of))
	}
	return w.T("calendar.kind." + e.Kind)
}
