package present

import (
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
)

// formKinds maps kinds of fields to kinds of form fields.
var formKinds = map[schema.Kind]kit.Kind{
	schema.Text: kit.KindText, schema.LongText: kit.KindLong, schema.Lines: kit.KindLong, schema.Number: kit.KindNumber,
	schema.HoursKind: kit.KindHours, schema.FTEKind: kit.KindText, schema.DateKind: kit.KindDate,
	schema.Flag:    kit.KindBool,
	schema.TriKind: kit.KindTristate, schema.Choice: kit.KindChoice, schema.Choices: kit.KindMulti,
	schema.Ref: kit.KindLookup,
}

// FormField makes a form field from a row of a field table: same words, same rules. Lookups of other rows are up to the
// caller.
func (w Words) FormField(t *schema.Type, f *schema.Field, today model.Date) kit.Field {
	out := kit.Field{Key: f.Key, Label: w.Field(t, f), Kind: formKinds[f.Kind], Required: f.Required, Limit: f.Max}
	if f.Numeric() {
		out.Limit = 0
	}
	if hint := "hint." + t.Name + "." + f.Key; w.Has(hint) {
		out.Hint = w.T(hint)
	}
	if section := "section." + t.Name + "." + f.Key; w.Has(section) {
		out.Section = w.T(section)
	}
	switch f.Kind {
	case schema.DateKind:
		out.Read = func(text string) (string, string) {
			d, err := f.ParseDay(text, today)
			if err != nil {
				return "", w.Error(err)
			}
			return d.String(), ""
		}
		out.Reading = func(value string) string {
			d, ok := model.ISODate(value)
			if !ok {
				return ""
			}
			return w.readField(f, d, today)
		}
	case schema.HoursKind, schema.Number:
		out.Read = func(text string) (string, string) {
			e := t.New()
			if err := f.SetTextOn(e, text, today); err != nil {
				return "", w.Error(err)
			}
			return f.Text(e), ""
		}
	}
	if f.Free {
		out.Caution = w.Caution
	}
	for _, o := range f.Options {
		out.Options = append(out.Options, kit.Option{Key: o, Label: w.Option(f, o)})
	}
	out.Validate = func(value string) string {
		if err := f.SetTextOn(t.New(), FromForm(f, value), today); err != nil {
			return w.Error(err)
		}
		return ""
	}
	return out
}

// ToForm returns a field's value in the form's canonical format.
func (w Words) ToForm(f *schema.Field, e model.Entity) string {
	text := f.Text(e)
	switch f.Kind {
	case schema.Flag, schema.TriKind:
		return map[string]string{"yes": "true", "no": "false"}[text]
	case schema.Choices:
		return strings.ReplaceAll(text, ", ", ",")
	case schema.FTEKind:
		return w.Value(f, e, nil)
	}
	return text
}

// FromForm converts a form's value into the text that Field.SetText reads.
func FromForm(f *schema.Field, value string) string {
	switch f.Kind {
	case schema.Flag, schema.TriKind:
		return map[string]string{"true": "yes", "false": "no"}[value]
	}
	return value
}

// Dates reads and formats dates in forms, in the words of the language.
func (w Words) Dates(today model.Date) kit.Dates {
	return kit.Dates{
		Parse: func(text string) (string, bool) {
			d, err := model.ParseDate(text, model.Near.From(today))
			return d.String(), err == nil && d != 0
		},
		Show: func(iso string) string {
			t, err := time.Parse(time.DateOnly, iso)
			if err != nil {
				return iso
			}
			return w.DayYear(t)
		},
	}
}
