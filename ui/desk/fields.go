package desk

import (
	"strings"
	"time"

	"jobspor/model"
	"jobspor/ui/kit"
)

// formKinds is how each kind of field is typed.
var formKinds = map[model.Kind]kit.Kind{
	model.Text: kit.KindText, model.LongText: kit.KindLong, model.Lines: kit.KindLong, model.Number: kit.KindNumber,
	model.HoursKind: kit.KindHours, model.FTEKind: kit.KindText, model.DateKind: kit.KindDate, model.Flag: kit.KindBool,
	model.TriKind: kit.KindTristate, model.Choice: kit.KindChoice, model.Choices: kit.KindMulti, model.Ref: kit.KindLookup,
}

// FormField makes a form's field out of a field table's row: same words, same rules. Lookups of other rows are the
// caller's.
func (w Words) FormField(t *model.Type, f *model.Field, today model.Date) kit.Field {
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

// ToForm gives a field's value as the form keeps it.
func (w Words) ToForm(f *model.Field, e model.Entity) string {
	text := f.Text(e)
	switch f.Kind {
	case model.Flag, model.TriKind:
		return map[string]string{"yes": "true", "no": "false"}[text]
	case model.Choices:
		return strings.ReplaceAll(text, ", ", ",")
	case model.FTEKind:
		return w.Value(f, e, nil)
	}
	return text
}

// FromForm turns a form's value into what Field.SetText reads.
func FromForm(f *model.Field, value string) string {
	switch f.Kind {
	case model.Flag, model.TriKind:
		return map[string]string{"true": "yes", "false": "no"}[value]
	}
	return value
}

// Dates reads and shows dates in forms as the model does, in the words of the language.
func (w Words) Dates(today model.Date) kit.Dates {
	return kit.Dates{
		Parse: func(text string) (string, bool) {
			d, err := model.ParseDate(text, today)
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
