package present

import (
	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
)

// NameHits is what a search matched in the name, for highlighting.
func NameHits(h search.Hit) []kit.Hit {
	var out []kit.Hit
	for _, s := range h.Spans {
		if s.In == search.InName {
			out = append(out, kit.Hit{From: s.Start, To: s.End})
		}
	}
	return out
}

// ListFormats are the formats that lists are exported in.
var ListFormats = []string{"xlsx", "excel", "csv", "md", "json", "pdf"}

// CompanyColumns are the fields that a list of companies is exported with.
var CompanyColumns = []string{
	"name", "daily_name", "cvr", "pnumber", "street", "postcode", "town", "industry", "industry_system",
	"industry_text", "fte", "fte_on", "fte_source", "staff_band", "pays_hours", "open_places", "relation", "status",
	"ad_protected",
}

// ListDocument is a table of rows of one type with the named fields as columns: exactly what is shown.
func (w Words) ListDocument(title, subtitle, typ string, fields []string, rows []model.Entity) model.Document {
	t, _ := schema.TypeNamed(typ)
	table := &model.TableDoc{}
	var shown []*schema.Field
	for _, k := range fields {
		if f, ok := t.Field(k); ok {
			shown = append(shown, f)
			table.Columns = append(table.Columns, model.Column{Key: k, Title: w.Field(t, f), Right: f.Numeric()})
		}
	}
	for _, e := range rows {
		cells := make([]model.Cell, len(shown))
		for i, f := range shown {
			cells[i] = w.Cell(f, e)
		}
		table.Rows = append(table.Rows, cells)
	}
	return model.Document{
		Title: title, Subtitle: subtitle, Lang: string(w.Code()), Sections: []model.Section{{Table: table}},
	}
}

// Cell is a field's value for a document: the text, and the value that a spreadsheet can calculate with.
func (w Words) Cell(f *schema.Field, e model.Entity) model.Cell {
	c := model.Cell{Text: w.Value(f, e, nil)}
	switch v := f.SQL(e).(type) {
	case int64:
		switch f.Kind {
		case schema.Number:
			c.Value = v
		case schema.HoursKind:
			c.Value = float64(v) / 4
		case schema.FTEKind:
			c.Value = float64(v) / 100
		}
	case string:
		if d, err := model.ParseDate(v, 0); f.Kind == schema.DateKind && err == nil && d != 0 {
			c.Value = d
		}
	}
	return c
}
