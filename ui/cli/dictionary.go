package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
)

// dictionaryFields are the members of a field.
var dictionaryFields = []string{
	"type", "table", "key", "label", "kind", "options", "required", "personal", "given", "refers_to",
	"imported_as",
}

// dictionaryOptions are the options of `help fields`.
type dictionaryOptions struct {
	personal bool
	format   string
}

func helpFieldsCommand() command {
	o := &dictionaryOptions{}
	return command{
		name: "fields", args: between(0, -1), offline: o.run,
		json: append(slices.Clone(dictionaryFields), "purpose", "retention", "sealing", "receivers"),
		flags: []flag{
			option(&o.personal, "personal", false, "cli.help.fields.flag.personal"),
			option(&o.format, "format", "", "cli.help.fields.flag.format"),
		},
	}
}

// run prints the data dictionary, or the record of processing.
func (o *dictionaryOptions) run(ctx context.Context, r *root, args []string) error {
	if err := o.checkFormat(); err != nil {
		return err
	}
	if o.personal || o.format != "" {
		return o.printProcessing(ctx, r, args)
	}
	return printDictionary(ctx, r, args)
}

// printDictionary prints the fields of all types, or of those named, from the field tables. A person reads a table for
// each type with its options as words.
func printDictionary(_ context.Context, r *root, args []string) error {
	types, err := r.dictionaryTypes(args)
	if err != nil {
		return err
	}
	if r.out.human() {
		for i, typ := range types {
			if i > 0 {
				r.out.line("")
			}
			r.out.line(r.T("cli.dictionary.type", "label", r.words.Type(typ), "type", typ.Name, "table", typ.Table))
			if err := r.out.table(r.fieldsTable(typ)); err != nil {
				return err
			}
		}
		return nil
	}
	t := table{}
	for _, typ := range types {
		one := r.dictionaryTable(typ)
		t.cols, t.rows = one.cols, append(t.rows, one.rows...)
	}
	return r.out.table(t)
}

// dictionaryTypes are the types that the words name, by their name or label; all when there are none.
func (r *root) dictionaryTypes(words []string) ([]*schema.Type, error) {
	if len(words) == 0 {
		return schema.Types(), nil
	}
	var out []*schema.Type
	for _, word := range words {
		i := slices.IndexFunc(schema.Types(), func(t *schema.Type) bool {
			return strings.EqualFold(t.Name, word) || strings.EqualFold(r.words.Type(t), word)
		})
		if i < 0 {
			var known []string
			for _, t := range schema.Types() {
				known = append(known, t.Name)
			}
			args := model.Args{"value": word, "known": strings.Join(known, ", ")}
			return nil, model.NewError(model.Usage, "err.cli.dictionary.type", args)
		}
		out = append(out, schema.Types()[i])
	}
	return out, nil
}

// dictionaryTable is one type for a pipe and for JSON: every property of a field in a column of its own.
func (r *root) dictionaryTable(typ *schema.Type) table {
	var t table
	for _, key := range dictionaryFields {
		t.cols = append(t.cols, column{key: key})
	}
	flag := func(on bool) cell { return cell{"", strconv.FormatBool(on), on} }
	names := func(list []string) cell { return cell{"", strings.Join(list, ","), notNull(list)} }
	for i := range typ.Fields {
		f := &typ.Fields[i]
		to := cell{}
		if f.To != "" {
			to = text(f.To)
		}
		label := r.said(func(w present.Words) string { return w.Field(typ, f) })
		t.rows = append(t.rows, []cell{
			text(typ.Name), text(typ.Table), text(f.Key), label,
			coded(r.T("cli.dictionary.kind."+f.Kind.String()), f.Kind.String()),
			names(f.Options), flag(f.Required), flag(f.Sealed), flag(f.Given), to, names(f.Import),
		})
	}
	return t
}

// fieldsTable is one type for a person: what a field takes in one column, what it is in another.
func (r *root) fieldsTable(typ *schema.Type) table {
	t := table{allColumns: true, cols: []column{
		{"key", r.T("cli.col.field"), false},
		{"label", r.T("cli.dictionary.label"), false},
		{"kind", r.T("cli.col.kind"), false},
		{"notes", r.T("cli.dictionary.notes"), false},
		{"imported_as", r.T("cli.dictionary.import"), false},
	}}
	for i := range typ.Fields {
		f := &typ.Fields[i]
		kind := r.T("cli.dictionary.kind." + f.Kind.String())
		switch {
		case len(f.Options) > 0:
			kind = strings.Join(f.Options, ", ")
		case f.To != "":
			kind = r.T("cli.dictionary.to", "type", f.To)
		}
		var notes []string
		for _, n := range []struct {
			on   bool
			name string
		}{{f.Required, "required"}, {f.Sealed, "personal"}, {f.Given, "given"}} {
			if n.on {
				notes = append(notes, r.T("cli.dictionary."+n.name))
			}
		}
		t.rows = append(t.rows, []cell{
			text(f.Key), text(r.words.Field(typ, f)), text(kind), text(strings.Join(notes, ", ")),
			text(strings.Join(f.Import, ", ")),
		})
	}
	return t
}

func helpDumpCommand() command {
	return command{
		name: "dump-format", args: exactly(0), offline: printDumpFormat,
		json: []string{"type", "key", "kind", "options"},
	}
}

// dumpLines are the lines of a dump, one of each kind, cut to what they show.
var dumpLines = []string{
	`{"format":"jobspor-dump","version":1,"schema":3,"made_at":"…","program":"…","demo":false,"counts":{"task":1,…}}`,
	`{"type":"number","of":"citizen","last":14}`,
	`{"type":"company","id":"0a1b2c3d4e5f","version":2,"fields":{"name":"…","fte":12.5,"days":["mon","fri"],…}}`,
	`{"type":"log","seq":1,"at":"…","actor":"…","kind":"change","action":"…","args":{…},"count":1}`,
	`{"type":"log_line","op":"edit","of":"company","id":"0a1b2c3d4e5f","version":1,"fields":{…}}`,
	`{"type":"end","lines":5,"sha256":"…"}`,
}

// printDumpFormat prints how a dump is written, then the fields of all types in their order.
func printDumpFormat(_ context.Context, r *root, _ []string) error {
	t := table{cols: []column{
		{"type", r.T("cli.dump.format.type"), false}, {"key", r.T("cli.dump.format.field"), false},
		{"kind", r.T("cli.dump.format.kind"), false}, {"options", r.T("cli.dump.format.options"), false},
	}}
	for _, typ := range schema.Types() {
		for i := range typ.Fields {
			f := &typ.Fields[i]
			kind := cell{r.T("cli.dictionary.kind." + f.Kind.String()), f.Kind.String(), f.Kind.String()}
			options := strings.Join(f.Options, ", ")
			if f.Kind == schema.Ref {
				options = f.To
			}
			t.rows = append(t.rows, []cell{text(typ.Name), text(f.Key), kind, text(options)})
		}
	}
	if !r.json {
		for _, l := range dumpLines {
			r.out.line(l)
		}
		r.out.line("")
		r.out.lines(r.out.wrapLines(r.T("cli.dump.format.text")))
		r.out.line("")
	}
	return r.out.table(t)
}
