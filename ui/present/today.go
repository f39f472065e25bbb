package present

import (
	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// DueText describes a due item: a promise in its own words, everything else by its kind.
func DueText(v *service.TodayView, d agenda.Due, w Words) string {
	switch {
	case d.Kind == "promise" && d.Text != "":
		return d.Text
	case len(d.Parts) > 0 && d.Kind != "hours_missing":
		return foldedText(d, w) + " · " + w.Int(len(d.Parts))
	}
	return w.DueNamed(d)
}

// DueNamed is the kind of a due item with its numbers, and of a course what is next.
func (w Words) DueNamed(d agenda.Due) string {
	if what := d.Element.In(string(w.Code())); what != "" && len(d.Parts) == 0 {
		return w.T("due.course.element", "what", what)
	}
	return w.DueKind(d)
}

// foldedText is what rows of one kind have in common; the weeks of each are its own.
func foldedText(d agenda.Due, w Words) string {
	for _, part := range d.Parts {
		if part.Weeks > 0 {
			return w.T("due.kind." + d.Kind)
		}
	}
	return w.DueKind(d)
}

// DueKind is the kind of a due item with its numbers, as a calendar file says it: "Timer for uge 47 mangler".
func (w Words) DueKind(d agenda.Due) string {
	key := "due." + d.Kind
	args := []any{"n", d.Weeks, "from", lang.Quarters(d.From), "to", lang.Quarters(d.To)}
	if own := key + "." + d.Of; d.Of != "" && w.Has(own) {
		key = own
	} else if word := "opt.placement_kind." + d.Of; d.Of != "" && w.Has(word) {
		args = append(args, "kind", lang.Capital(w.T(word)))
	}
	if monday, err := model.ParseDate(d.Occasion, 0); d.Kind == "hours_missing" && err == nil {
		_, week := monday.Week()
		args = append(args, "week", w.Week(week))
	}
	return w.T(key, args...)
}

// DueDetail is further information: what was agreed, the relation, the number, the owner when it is somebody else, and
// for a promise its kind.
func DueDetail(v *service.TodayView, d agenda.Due, w Words, me string) string {
	owner := v.Owner(d)
	if d.Owner == me {
		owner = ""
	}
	what := d.Text
	if d.Kind == "promise" {
		what = w.T("due.promise")
	} else if c := v.Companies[d.CompanyID]; what == "" && d.PlacementID == "" && c != nil && c.Relation != "" {
		what = w.T("opt.relation." + c.Relation)
	}
	return service.JoinNonEmpty(" · ", what, v.Ref(d), d.Ref, owner)
}

// DueWhen says when an item is due: "2 dage" late, "i dag", a day, or that there was no contact for long.
func (w Words) DueWhen(d agenda.Due, today model.Date) string {
	switch {
	case d.On == 0:
		return w.T("due.when."+map[bool]string{true: "silent", false: "open"}[d.Weeks > 0 &&
			d.Kind != "old_places" && d.Kind != "left_behind"], "n", d.Weeks)
	case d.On < today.Add(-1):
		return w.T("due.when.late", "n", int(today-d.On))
	}
	return w.Near(d.On.Time(), today.Time())
}

// TodayCalendar is the document of a calendar file: the items that have a day, with no more than the screen shows:
// initials and workplace. Promises and agreed words are left out. The entries are those of the items that have a day.
func (w Words) TodayCalendar(v *service.TodayView, due []agenda.Due, entries []service.CalendarEntry) model.Document {
	t := &model.TableDoc{
		Columns: []model.Column{
			{Key: "on", Title: w.T("today.calendar.on")}, {Key: "what", Title: w.T("today.calendar.what")},
			{Key: "who", Title: w.T("today.calendar.who")},
		},
	}
	doc := model.Document{
		Title: w.T("tab.today"), Subtitle: w.DayYear(v.Day.Time()), Lang: string(w.Code()),
		Sections: []model.Section{{Table: t}},
	}
	i := 0
	for _, d := range due {
		if d.On == 0 {
			continue
		}
		e := entries[i]
		i++
		what, who := w.DueKind(d), v.Who(d)
		t.Rows = append(t.Rows, []model.Cell{
			{Text: w.DayYear(e.On.Time()), Value: e.On}, {Text: what}, {Text: who},
		})
		t.IDs = append(t.IDs, e.ID)
		doc.Events = append(doc.Events, model.Event{
			ID: e.ID, On: e.On, At: e.At, Summary: service.JoinNonEmpty(" · ", what, who),
			Categories: []string{w.T("due.kind." + d.Kind)}, Version: e.Version, Changed: e.Changed,
		})
	}
	return doc
}
