package cli

import (
	"context"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is the dialect of --json, which `jobspor help json` documents: a member holds a code, a number, an ISO date
// or what somebody wrote; what is put into words stands in Danish, and in the language of the run in a member of the
// same name with "_label". A reference is the row's ID, beside it "_ref" (B-0001, initials) or "_name" (companies).

// jsonVersion is the version of the dialect. It goes up when a member goes, or means something else; new members may
// come without that.
const jsonVersion = 1

// labelled is the value of a member that has a "_label" beside it.
type labelled struct{ val, label any }

// inDanish are the words of sentences in JSON, with the terms that the database has chosen.
func (r *root) inDanish() present.Words { return present.PaperWords(r.words.Lang, false) }

// both puts something into words twice: in Danish, and as the label.
func both[T any](r *root, say func(present.Words) T) labelled {
	return labelled{say(r.inDanish()), say(r.words)}
}

// said is a cell of words.
func (r *root) said(say func(present.Words) string) cell {
	v := both(r, say)
	shown := v.label.(string)
	return cell{shown, shown, v}
}

// saidKey is a cell of words that have a key.
func (r *root) saidKey(key string, args ...any) cell {
	return r.said(func(w present.Words) string { return w.T(key, args...) })
}

// coded is a cell with a code and its word; without a code JSON gets null.
func coded(shown, code string) cell {
	if code == "" {
		return cell{shown, "", labelled{nil, nil}}
	}
	return cell{shown, code, labelled{code, shown}}
}

// inBoth is a text of a definition in both forms.
func (r *root) inBoth(t programme.Bilingual) labelled {
	return both(r, func(w present.Words) string { return t.In(string(w.Code())) })
}

func (r *root) saidIn(t programme.Bilingual) cell {
	return r.said(func(w present.Words) string { return t.In(string(w.Code())) })
}

// bilingual makes a document in words; as JSON it is in Danish with the labels of the run's language.
func (s *session) bilingual(format string, say func(present.Words) model.Document) model.Document {
	if format != "json" {
		return say(s.words)
	}
	doc, label := say(s.inDanish()), say(s.words)
	doc.Label = &label
	return doc
}

// fieldValue is a field's value for JSON, options with their words.
func fieldValue(w present.Words, f *schema.Field, e model.Entity) any {
	v := valueOf(f, e)
	switch f.Kind {
	case schema.Choice:
		if v == nil {
			return labelled{nil, nil}
		}
		return labelled{v, w.Option(f, v.(string))}
	case schema.Choices:
		words := []string{}
		for _, k := range v.([]string) {
			words = append(words, w.Option(f, k))
		}
		return labelled{v, words}
	}
	return v
}

// rowObject is a row for JSON: id, version and every field.
func (s *session) rowObject(ctx context.Context, e model.Entity, columns ...string) object {
	t := schema.TypeOf(e)
	s.look(e)
	if s.tells(t, columns); len(columns) == 0 {
		s.tells(t, settable(t))
	}
	o := object{{"id", e.Meta().ID}, {"version", e.Meta().Version}}
	for i := range t.Fields {
		if f := &t.Fields[i]; len(columns) == 0 || slices.Contains(columns, f.Key) {
			o = append(o, s.fieldMembers(ctx, f, e)...)
		}
	}
	return o
}

// fieldMembers are a field and what stands beside it.
func (s *session) fieldMembers(ctx context.Context, f *schema.Field, e model.Entity) []member {
	out := []member{{f.Key, fieldValue(s.words, f, e)}}
	if beside := besideRef(f); beside != "" {
		var handle any
		if id := f.Text(e); id != "" {
			handle = s.handle(ctx, f.To, id)
		}
		out = append(out, member{f.Key + beside, handle})
	}
	return out
}

// memberNames are the names of fieldMembers.
func memberNames(f *schema.Field) []string {
	switch {
	case f.Kind == schema.Choice || f.Kind == schema.Choices:
		return []string{f.Key, f.Key + "_label"}
	case besideRef(f) != "":
		return []string{f.Key, f.Key + besideRef(f)}
	}
	return []string{f.Key}
}

// besideRef is what stands beside a reference: the number of a row that has one or the initials of a consultant, the
// name of a company, nothing for others.
func besideRef(f *schema.Field) string {
	switch {
	case f.Kind != schema.Ref:
		return ""
	case f.To == "company":
		return "_name"
	case f.To == "consultant" || typeNamed(f.To).Letter != "":
		return "_ref"
	}
	return ""
}

// handleFields are the fields that a handle is made of.
var handleFields = map[string][]string{
	"company": {"name", "daily_name"}, "consultant": {"initials"}, "citizen": {"ref"}, "shortlist": {"ref"},
	"placement": {"ref"}, "enrolment": {"ref"},
}

// manyHandles is how many rows of a type are looked up one by one before all of them are read at once.
const manyHandles = 50

// handle is what a person calls a row: its number, a consultant's initials, a company's name; nil when it is gone.
func (s *session) handle(ctx context.Context, typ, id string) any {
	key := "handle " + typ + " "
	if typ == "citizen" {
		s.look(model.RowRef{Type: typ, ID: id})
	}
	if n, ok := s.names[key+id]; ok {
		return n
	}
	looked, _ := strconv.Atoi(s.names[key])
	if s.names[key] = strconv.Itoa(looked + 1); looked == manyHandles {
		q := schema.Query{Fields: handleFields[typ], AnyOrder: true}
		_ = s.Service.Store.Each(ctx, typ, q, func(e model.Entity) error { // an error leaves it to the look-up below
			s.names[key+e.Meta().ID] = handleOf(e)
			return nil
		})
		if n, ok := s.names[key+id]; ok {
			return n
		}
	}
	e, err := service.Related(ctx, s.Service.Store, typ, id)
	if err != nil {
		return nil
	}
	s.names[key+id] = handleOf(e)
	return s.names[key+id]
}

func handleOf(e model.Entity) string {
	switch r := e.(type) {
	case *model.Company:
		return service.NameIn(r)
	case *model.Consultant:
		return r.Initials
	}
	return rowName(e)
}

// anyOf are records of a document.
func anyOf(list []object) []any {
	out := make([]any, len(list))
	for i, o := range list {
		out[i] = o
	}
	return out
}

func (s *session) rowObjects(ctx context.Context, rows []model.Entity) []object {
	out := []object{}
	for _, row := range rows {
		out = append(out, s.rowObject(ctx, row))
	}
	return out
}

func helpJSONCommand() command {
	return command{name: "json", args: exactly(0), json: []string{"json"}, offline: printDialect}
}

// printDialect prints the rules of the dialect.
func printDialect(_ context.Context, r *root, _ []string) error {
	if r.json {
		return r.out.json(object{{"json", jsonVersion}})
	}
	r.out.lines(r.out.wrapLines(r.T("cli.dialect", "version", jsonVersion)))
	return nil
}
