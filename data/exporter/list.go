package exporter

import (
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Words put a field table into a reader's language.
type Words struct {
	Lang    string                              // "da" or "en"
	Heading func(typ, field string) string      // a field's label
	Option  func(typ, field, key string) string // an option's words; yes and no as well
	Ref     func(to, id string) (text string)   // what a referred row is called
}

// List makes a document of entities of one type with the given fields as columns, in that order; without keys, all
// that can be read back by an import. Unknown keys are left out.
func List(title string, typ *schema.Type, rows []model.Entity, keys []string, w Words) *model.Document {
	if len(keys) == 0 {
		for _, f := range typ.Fields {
			if !f.Given || f.Key == "ref" {
				keys = append(keys, f.Key)
			}
		}
	}
	t := &model.TableDoc{}
	var fields []*schema.Field
	for _, k := range keys {
		f, ok := typ.Field(k)
		if !ok {
			continue
		}
		fields = append(fields, f)
		t.Columns = append(t.Columns, model.Column{Key: k, Title: w.Heading(typ.Name, k), Right: f.Numeric()})
	}
	for _, e := range rows {
		line := make([]model.Cell, len(fields))
		for i, f := range fields {
			line[i] = fieldCell(typ, f, e, w)
		}
		t.Rows = append(t.Rows, line)
	}
	return &model.Document{Title: title, Lang: w.Lang, Sections: []model.Section{{Table: t}}}
}

// fieldCell gives a field's value with its words.
func fieldCell(typ *schema.Type, f *schema.Field, e model.Entity, w Words) model.Cell {
	text := f.Text(e)
	if text == "" {
		return model.Cell{}
	}
	switch f.Kind {
	case schema.Number:
		return model.Cell{Text: text, Value: f.SQL(e)}
	case schema.HoursKind:
		return decimalCell(text, f.SQL(e), 4, w.Lang)
	case schema.FTEKind:
		return decimalCell(text, f.SQL(e), 100, w.Lang)
	case schema.DateKind:
		d, err := model.ParseDate(text, 0)
		if err != nil {
			return model.Cell{Text: text}
		}
		return model.Cell{Text: text, Value: d}
	case schema.Flag, schema.TriKind:
		return model.Cell{Text: w.Option(typ.Name, f.Key, text), Value: text == "yes"}
	case schema.Choice:
		return model.Cell{Text: w.Option(typ.Name, f.Key, text), Value: text}
	case schema.Choices:
		keys := strings.Split(text, ", ")
		words := make([]string, len(keys))
		for i, k := range keys {
			words[i] = w.Option(typ.Name, f.Key, k)
		}
		return model.Cell{Text: strings.Join(words, ", "), Value: text}
	case schema.Ref:
		return model.Cell{Text: w.Ref(f.To, text), Value: text}
	}
	return model.Cell{Text: text}
}

// decimalCell shows hours and full-time equivalents with the language's decimal mark; n is in parts of the unit.
func decimalCell(text string, n any, parts float64, lang string) model.Cell {
	v, ok := n.(int64)
	if !ok {
		return model.Cell{Text: text}
	}
	if lang == "da" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return model.Cell{Text: text, Value: float64(v) / parts}
}
