package present

import (
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// DossierDocument is a citizen's own copy of everything that is kept about them: each row with its fields in words and,
// for JSON, their codes; then what was done and by whom, who looked, and what was exported. Full names of other
// citizens are crossed out.
func (w Words) DossierDocument(d *service.Dossier, today model.Date) model.Document {
	c := d.Citizen
	doc := model.Document{
		Title: w.T("dossier.title", "who", c.Name(), "ref", c.Ref), Lang: string(w.Code()),
		Subtitle: w.T("dossier.subtitle", "day", w.DayYear(today.Time())),
	}
	doc.Sections = append(doc.Sections, model.Section{Text: []string{w.T("dossier.lead")}})
	for _, r := range d.Rows {
		doc.Sections = append(doc.Sections, w.dossierRow(d, r))
	}
	doc.Sections = append(doc.Sections, w.dossierLog(d), w.dossierLooks(d), w.dossierExports(d))
	doc.Notes = []string{w.T("dossier.note")}
	if d.Crossed > 0 {
		doc.Notes = append(doc.Notes, w.T("dossier.crossed", "n", d.Crossed))
	}
	return doc
}

// dossierRow is one row with the fields that have a value.
func (w Words) dossierRow(d *service.Dossier, r service.DossierRow) model.Section {
	t := schema.TypeOf(r.Row)
	s := model.Section{Key: t.Name, Title: w.dossierName(t.Name, r.Row)}
	if r.Removed {
		s.Title += " – " + w.T("dossier.removed")
	}
	s.Facts = append(s.Facts, model.Fact{Key: "id", Label: "ID", Value: r.Row.Meta().ID})
	for i := range t.Fields {
		f := &t.Fields[i]
		text := f.Text(r.Row)
		if text == "" || f.Kind == schema.Flag && text == "no" {
			continue
		}
		fact := model.Fact{Key: f.Key, Label: w.Field(t, f), Value: w.dossierValue(d, f, r.Row)}
		if isCoded(f) {
			fact.Code = text
		}
		s.Facts = append(s.Facts, fact)
	}
	return s
}

// dossierName is the heading of a row: its type with its number, where it has one.
func (w Words) dossierName(typ string, e model.Entity) string {
	name := w.T("type." + typ)
	if e != nil {
		if f, ok := schema.TypeOf(e).Field("ref"); ok && f.Text(e) != "" {
			name += " " + f.Text(e)
		}
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// isCoded reports whether a field holds a key, a date or an ID: what JSON gives beside the words.
func isCoded(f *schema.Field) bool {
	switch f.Kind {
	case schema.Text, schema.LongText, schema.Lines:
		return false
	}
	return true
}

// dossierValue is a field in words. Free text loses the names of other citizens.
func (w Words) dossierValue(d *service.Dossier, f *schema.Field, e model.Entity) string {
	value := w.Value(f, e, func(typ, id string) string { return d.Names[model.RowRef{Type: typ, ID: id}] })
	switch {
	case f.Kind == schema.Lines:
		return d.Text(strings.ReplaceAll(value, "\n", "; "))
	case !isCoded(f):
		return d.Text(value)
	}
	return value
}

func (w Words) dossierActor(d *service.Dossier, id string) string {
	return d.Names[model.RowRef{Type: "consultant", ID: id}]
}

// whenWho are the columns that each table begins with, and moment their cells.
func (w Words) whenWho() []model.Column {
	return []model.Column{{Key: "at", Title: w.T("dossier.col.at")}, {Key: "actor", Title: w.T("dossier.col.actor")}}
}

func (w Words) moment(d *service.Dossier, e model.LogEntry) []model.Cell {
	at := w.DayYear(e.At) + " " + w.Clock(e.At)
	return []model.Cell{
		{Text: at, Value: e.At.UTC().Format("2006-01-02T15:04:05Z")}, {Text: w.dossierActor(d, e.Actor)},
	}
}

// dossierLog is what was done to the rows, with the values before and after.
func (w Words) dossierLog(d *service.Dossier) model.Section {
	t := &model.TableDoc{Columns: append(w.whenWho(),
		model.Column{Key: "action", Title: w.T("dossier.col.action")},
		model.Column{Key: "type", Title: w.T("dossier.col.row")}, model.Column{Key: "id", Title: "ID"},
		model.Column{Key: "change", Title: w.T("dossier.col.change")},
		model.Column{Key: "fields", Title: w.T("dossier.col.fields")})}
	for _, l := range d.Log {
		if l.Op == "view" || l.Before == nil && l.After == nil {
			continue
		}
		t.Rows = append(t.Rows, append(w.moment(d, l.Entry),
			model.Cell{Text: w.Entry(l.Entry), Value: l.Entry.Action},
			model.Cell{Text: w.T("type." + l.Type), Value: l.Type}, model.Cell{Text: l.ID},
			model.Cell{Text: w.T("dossier.op." + l.Op), Value: l.Op},
			model.Cell{Text: w.dossierChange(d, l)}))
	}
	return model.Section{Key: "log", Title: w.T("dossier.log"), Table: t}
}

// dossierChange words what an edit changed. What a row held when it was added or removed stands with the row.
func (w Words) dossierChange(d *service.Dossier, l service.DossierEntry) string {
	if l.Op != "edit" {
		return ""
	}
	e := l.After
	if e == nil {
		e = l.Before
	}
	typ := schema.TypeOf(e)
	fields := make([]*schema.Field, 0, len(typ.Fields))
	if l.Before != nil && l.After != nil {
		fields = schema.Differences(l.Before, l.After)
	} else { // the row came from or went to somebody else: only this citizen's side is told
		for i := range typ.Fields {
			fields = append(fields, &typ.Fields[i])
		}
	}
	var parts []string
	for _, f := range fields {
		before, after := "", ""
		if l.Before != nil {
			before = w.dossierValue(d, f, l.Before)
		}
		if l.After != nil {
			after = w.dossierValue(d, f, l.After)
		}
		if before != after {
			parts = append(parts, w.T("dossier.change", "field", w.Field(typ, f), "before", orDash(before), "after",
				orDash(after)))
		}
	}
	return strings.Join(parts, "; ")
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// dossierLooks is who looked at the citizen's data, and when.
func (w Words) dossierLooks(d *service.Dossier) model.Section {
	t := &model.TableDoc{Columns: append(w.whenWho(), model.Column{Key: "action", Title: w.T("dossier.col.action")},
		model.Column{Key: "type", Title: w.T("dossier.col.row")})}
	for _, l := range d.Log {
		if l.Op == "view" && l.Entry.Kind == "view" { // what left stands among the exports
			t.Rows = append(t.Rows, append(w.moment(d, l.Entry),
				model.Cell{Text: w.Entry(l.Entry), Value: l.Entry.Action},
				model.Cell{Text: w.T("type." + l.Type), Value: l.Type}))
		}
	}
	return model.Section{Key: "looks", Title: w.T("dossier.looks"), Table: t}
}

// dossierExports is what was exported with the citizen's data.
func (w Words) dossierExports(d *service.Dossier) model.Section {
	t := &model.TableDoc{Columns: append(w.whenWho(), model.Column{Key: "action", Title: w.T("dossier.col.action")},
		model.Column{Key: "sure", Title: w.T("dossier.col.sure")})}
	for _, e := range d.Exports {
		sure := w.T("dossier.sure." + map[bool]string{true: "yes", false: "maybe"}[e.Sure])
		t.Rows = append(t.Rows, append(w.moment(d, e.Entry),
			model.Cell{Text: w.Entry(e.Entry), Value: e.Entry.Action},
			model.Cell{Text: sure, Value: e.Sure}))
	}
	return model.Section{Key: "exports", Title: w.T("dossier.exports"), Table: t}
}

// DossierName is the proposed name of the file.
func (w Words) DossierName(c *model.Citizen) string { return c.Ref + "-" + w.T("file.dossier") }
