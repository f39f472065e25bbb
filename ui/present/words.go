// Package present turns the results of package service into sentences, tables and documents, in Danish and English.
//
// It promises: a report holds exactly what is shown; nothing here reads or writes rows; an error without its own text
// is reported as a fault of the program, without details.
package present

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// Words puts fields, values and errors into words of a language.
type Words struct{ *lang.Lang }

// WordsIn returns the words of a language.
func WordsIn(l *lang.Lang) Words { return Words{l} }

// Type is the name of an entity type: "virksomhed".
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

// Key finds the option key for a word in either language, or for the key itself.
func (w Words) Key(f *schema.Field, word string) (string, bool) {
	word = strings.TrimSpace(strings.ToLower(word))
	for _, k := range f.Options {
		if strings.EqualFold(k, word) {
			return k, true
		}
	}
	for _, l := range []*lang.Lang{w.Lang, lang.New(lang.Danish), lang.New(lang.English)} {
		for i, k := range f.Options {
			words := strings.ToLower(l.T("opt." + f.List + "." + k))
			if words == word || strings.HasPrefix(words, word+" (") ||
				f.List == "day" && strings.ToLower(l.Weekday(time.Weekday((i+1)%7))) == word {
				return k, true
			}
		}
	}
	return "", false
}

// Value formats a field's value: option words, decimal comma, short dates; "" for unknown. name returns the names of
// rows that fields refer to; with nil they are empty.
func (w Words) Value(f *schema.Field, e model.Entity, name func(typ, id string) string) string {
	text := f.Text(e)
	if text == "" {
		return ""
	}
	if set, ok := e.(*model.Setting); ok && set.ID == service.LetterheadLogo {
		return w.LogoSize(text)
	}
	switch f.Kind {
	case schema.Choice:
		return w.Option(f, text)
	case schema.Choices:
		var words []string
		for k := range strings.SplitSeq(text, ", ") {
			words = append(words, w.Option(f, k))
		}
		return strings.Join(words, ", ")
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

// Error describes an error: what, where, what to do. An error without its own text is described as a fault of the
// program, without its inner text, which could hold a path or personal data.
func (w Words) Error(err error) string {
	var e *model.Error
	if !errors.As(err, &e) {
		return w.T("err.unknown")
	}
	words := w.errorSentence(e)
	for i := range e.More {
		words += " " + w.errorSentence(&e.More[i])
	}
	return words
}

func (w Words) errorSentence(e *model.Error) string {
	if !w.Has(e.Key) {
		return w.T("err.unknown")
	}
	return w.T(e.Key, w.Args(withoutCPR(e.Args))...)
}

// keptArgs are arguments of errors that are numbers of companies, whatever they look like.
var keptArgs = []string{"pnumber", "p"}

// withoutCPR masks what looks like a civil registration number in what an error repeats: a window and a script's record
// of errors are read by others, too. The number in a path is no such thing.
func withoutCPR(args model.Args) model.Args {
	var out model.Args
	for key, v := range args {
		text, ok := v.(string)
		if !ok || slices.Contains(keptArgs, key) || !model.HasCPR(withoutPaths(text)) {
			continue
		}
		if out == nil {
			out = maps.Clone(args)
		}
		out[key] = model.MaskedCPR
	}
	if out == nil {
		return args
	}
	return out
}

// withoutPaths leaves out words with slashes and letters.
func withoutPaths(text string) string {
	if !strings.ContainsAny(text, `/\`) {
		return text
	}
	words := strings.Fields(text)
	return strings.Join(slices.DeleteFunc(words, func(w string) bool {
		return strings.ContainsAny(w, `/\`) && strings.IndexFunc(w, unicode.IsLetter) >= 0
	}), " ")
}

// Args converts a model's arguments into pairs for T: days with their year, hours in the language's format, the key of
// a type as its word. The key itself, as commands and files have it, is {key}.
func (w Words) Args(args model.Args) []any {
	out := make([]any, 0, 2*len(args)+2)
	if typ, ok := args["type"].(string); ok {
		args = maps.Clone(args)
		args["key"] = typ
		if _, known := schema.TypeNamed(typ); known {
			args["type"] = w.T("type." + typ)
		}
	}
	for k, v := range args {
		switch x := v.(type) {
		case model.Date:
			v = ""
			if x != 0 {
				v = w.DayYear(x.Time())
			}
		case model.Hours:
			v = w.Hours(lang.Quarters(x))
		case model.Bytes:
			v = FormatBytes(w.Lang, int64(x))
		case error:
			v = w.Error(x)
		default:
			v = w.formatMeasure(v)
		}
		out = append(out, k, v)
	}
	return out
}

// FieldError describes an error with its field in front: "CVR-nummer: …".
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

// Entry describes a log entry, as far as its words were not erased and open; one that was altered has the mark.
func (w Words) Entry(e model.LogEntry) string {
	if e.Altered {
		e.Altered = false
		return model.DamagedMark + " " + w.Entry(e)
	}
	switch {
	case e.Erased:
		return w.T("log.erased")
	case e.Damaged:
		return w.T("log.damaged")
	}
	return w.Action(e.Action, e.Args)
}

// Action describes a log entry.
func (w Words) Action(action string, args model.Args) string {
	var pairs []any
	for k, v := range args {
		pairs = append(pairs, k, v)
	}
	if key := "action." + action; w.Has(key) {
		return w.T(key, pairs...)
	}
	// Forms make actions such as "task.edit": a verb and a type.
	typ, verb, _ := strings.Cut(action, ".")
	if typ == "view" || typ == "export" {
		typ, verb = verb, typ // the verb comes first in these
	}
	if w.Has("type."+typ) && w.Has("action.verb."+verb) {
		return w.T("action.verb."+verb, "what", w.T("type."+typ))
	}
	return action
}

// ErrorSentences are the sentences of an error, one for each fault.
func (w Words) ErrorSentences(err error) []string {
	var e *model.Error
	if !errors.As(err, &e) {
		return []string{w.Error(err)}
	}
	out := []string{w.errorSentence(e)}
	for i := range e.More {
		out = append(out, w.errorSentence(&e.More[i]))
	}
	return out
}

// FormatBytes formats a number of bytes: "12 kB", "3,4 MB".
func FormatBytes(l *lang.Lang, n int64) string {
	switch {
	case n < 1000:
		return l.Int(int(n)) + " B"
	case n < 1000_000:
		return l.Int(int((n+500)/1000)) + " kB"
	}
	return l.Decimal(float64(n)/1e6, 1) + " MB"
}
