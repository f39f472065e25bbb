// Package present writes what package service answers: sentences, documents and papers, in Danish and English.
//
// It promises: a report holds exactly what is shown; nothing here reads or writes rows; an error without words of its
// own says that the program is at fault and nothing more.
package present

import (
	"errors"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
)

// Words says field tables and errors in a language.
type Words struct{ *lang.Lang }

// WordsIn gives the words of a language.
func WordsIn(l *lang.Lang) Words { return Words{l} }

// Type is what an entity is called: "virksomhed".
func (w Words) Type(t *schema.Type) string { return w.T("type." + t.Name) }

// Field is a field's label.
func (w Words) Field(t *schema.Type, f *schema.Field) string { return w.T(t.Name + "." + f.Key) }

// Option is the word for one option of a field.
func (w Words) Option(f *schema.Field, key string) string {
	if key == "" {
		return ""
	}
	return w.T("opt." + f.List + "." + key)
}

// Key finds the option key that a person's word stands for, in either language, or the key itself.
func (w Words) Key(f *schema.Field, word string) (string, bool) {
	word = strings.TrimSpace(strings.ToLower(word))
	for _, k := range f.Options {
		if strings.EqualFold(k, word) {
			return k, true
		}
	}
	for _, l := range []*lang.Lang{w.Lang, lang.New(lang.Danish), lang.New(lang.English)} {
		for i, k := range f.Options {
			said := strings.ToLower(l.T("opt." + f.List + "." + k))
			if said == word || strings.HasPrefix(said, word+" (") ||
				f.List == "day" && strings.ToLower(l.Weekday(time.Weekday((i+1)%7))) == word {
				return k, true
			}
		}
	}
	return "", false
}

// Value shows a field's value to a person: option words, decimal comma, short dates; "" for unknown. name says rows
// that fields refer to; nil shows nothing for them.
func (w Words) Value(f *schema.Field, e model.Entity, name func(typ, id string) string) string {
	text := f.Text(e)
	if text == "" {
		return ""
	}
	switch f.Kind {
	case schema.Choice:
		return w.Option(f, text)
	case schema.Choices:
		var said []string
		for k := range strings.SplitSeq(text, ", ") {
			said = append(said, w.Option(f, k))
		}
		return strings.Join(said, ", ")
	case schema.Flag, schema.TriKind:
		return w.T("value." + text)
	case schema.DateKind:
		d, _ := model.ParseDate(text, 0)
		return w.DayYear(d.Time())
	case schema.HoursKind, schema.FTEKind:
		if w.Code() == lang.Danish {
			return strings.Replace(text, ".", ",", 1)
		}
	case schema.Ref:
		if name == nil {
			return ""
		}
		return name(f.To, text)
	}
	return text
}

// Error says an error to a person: what, where, what to do. Errors without words of their own say that the program is
// at fault, without their inner text, which could hold a path or worse.
func (w Words) Error(err error) string {
	var e *model.Error
	if !errors.As(err, &e) {
		return w.T("err.unknown")
	}
	said := w.errorSentence(e)
	for i := range e.More {
		said += " " + w.errorSentence(&e.More[i])
	}
	return said
}

func (w Words) errorSentence(e *model.Error) string {
	if !w.Has(e.Key) {
		return w.T("err.unknown")
	}
	return w.T(e.Key, w.Args(e.Args)...)
}

// Args puts a model's values into pairs for T: days with their year, hours as the language writes them.
func (w Words) Args(args model.Args) []any {
	out := make([]any, 0, 2*len(args))
	for k, v := range args {
		switch x := v.(type) {
		case model.Date:
			v = ""
			if x != 0 {
				v = w.DayYear(x.Time())
			}
		case model.Hours:
			v = w.Hours(lang.Quarters(x))
		default:
			v = w.formatMeasure(v)
		}
		out = append(out, k, v)
	}
	return out
}

// FieldError says an error with the field it is about in front: "CVR-nummer: …".
func (w Words) FieldError(t *schema.Type, err error) string {
	var e *model.Error
	if !errors.As(err, &e) || e.Field == "" {
		return w.Error(err)
	}
	if f, ok := t.Field(e.Field); ok {
		return w.Field(t, f) + ": " + w.Error(err)
	}
	return w.Error(err)
}

// Action says what a log entry did.
func (w Words) Action(action string, args model.Args) string {
	var pairs []any
	for k, v := range args {
		pairs = append(pairs, k, v)
	}
	if key := "action." + action; w.Has(key) {
		return w.T(key, pairs...)
	}
	// Forms make actions such as "task.edit": the verb and the type say it.
	typ, verb, _ := strings.Cut(action, ".")
	if typ == "view" || typ == "export" {
		typ, verb = verb, typ // these name the verb first
	}
	if w.Has("type."+typ) && w.Has("action.verb."+verb) {
		return w.T("action.verb."+verb, "what", w.T("type."+typ))
	}
	return action
}
