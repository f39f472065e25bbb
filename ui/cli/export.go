package cli

import (
	"cmp"
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file is where data goes into files and to others: in what form, where to, and noted in the log.

// fileOptions say in what form data is written, and where to.
type fileOptions struct {
	format, out  string
	excel, force bool
}

func (o *fileOptions) flags() []flag {
	return []flag{
		option(&o.format, "format", "", "cli.flag.format"),
		shortOption(&o.out, "output", "o", "", "cli.flag.output"),
		option(&o.excel, "excel", false, "cli.flag.excel"),
		option(&o.force, "force", false, "cli.flag.force"),
	}
}

// formats are those that a document can be written in.
var formats = []string{"csv", "excel", "xlsx", "json", "md", "txt", "tsv", "pdf", "docx", "ics", "vcf", "eml"}

// binaryFormats are not shown in a terminal.
var binaryFormats = []string{"xlsx", "pdf", "docx"}

// name is the format: the one named, else that of the file's ending, else a table as text.
func (o fileOptions) name() string {
	f := strings.ToLower(o.format)
	if f == "" {
		f = strings.ToLower(strings.TrimPrefix(filepath.Ext(o.out), "."))
	}
	switch {
	case o.excel && (f == "" || f == "csv"):
		return "excel"
	case f == "markdown":
		return "md"
	case f == "vcard":
		return "vcf"
	case f == "" || f == "text":
		return "txt"
	}
	return f
}

// export writes a document to a file or to standard output, through the gate: what the receiver takes, a consent or a
// reason, is asked for or refused before. On a terminal it is only shown, so that is a look.
func (s *session) export(ctx context.Context, doc model.Document, o fileOptions, out service.Out) error {
	format := o.name()
	if !slices.Contains(formats, format) || (o.excel && format != "excel") {
		args := model.Args{"value": format, "formats": strings.Join(formats, ", ")}
		return model.NewError(model.Usage, "err.cli.format", args)
	}
	if o.out == standardInput {
		o.out = ""
	}
	if o.out == "" && slices.Contains(binaryFormats, format) && s.env.Terminal.Out {
		return model.NewError(model.Usage, "err.cli.binary", model.Args{"format": format})
	}
	if err := s.confirmResolved(ctx); err != nil {
		return err
	}
	var err error
	if doc.From, err = s.Service.Letterhead(ctx); err != nil {
		return err
	}
	lost := s.Service.Files.Unprintable(doc, format)
	for _, line := range s.words.Unprintable(lost) {
		s.notef("%s", line)
	}
	if o.out == "" && s.env.Terminal.Out {
		data, err := s.Service.Inside(doc, format)
		if err != nil {
			return err
		}
		s.lookAll("citizen", out.Citizens)
		s.out.w.Write(data)
		return nil
	}
	if out, err = s.explained(ctx, out, doc); err != nil {
		return err
	}
	if o.out == "" {
		data, err := s.Service.Render(ctx, out, doc, format)
		if err == nil {
			s.out.w.Write(data)
		}
		return err
	}
	if err := s.Service.WriteFile(ctx, out, o.out, doc, format, o.force); err != nil {
		return err
	}
	return s.printWritten(doc, model.ShownPath(o.out), format, out.Rows, out.Args["missing"], lost)
}

// explained asks the gate, says what is missing, and gives what leaves with its reason: that of --reason, of the
// environment, or typed at the terminal. At a terminal a person says that consents in own words cover what is sent.
func (s *session) explained(ctx context.Context, out service.Out, sent ...model.Document) (service.Out, error) {
	s.left = true
	out.Reason = cmp.Or(out.Reason, strings.TrimSpace(s.reason), strings.TrimSpace(s.env.Getenv("JOBSPOR_REASON")))
	permit, err := s.Service.Judge(ctx, out)
	if err != nil {
		return out, err
	}
	for _, m := range permit.Missing {
		s.notef("%s", s.words.MissingConsent(m))
	}
	for _, text := range s.words.ConsentScopes(permit) {
		s.notef("%s", text)
	}
	if len(permit.Unjudged) > 0 && len(permit.Missing) == 0 && s.env.Terminal.In && s.env.Terminal.Err && !s.json {
		for _, doc := range sent {
			s.note("gate.sends", "fields", strings.Join(present.SentFields(doc), ", "))
		}
		if yes, err := s.confirm(ctx, s.T("cli.gate.scope.ask")); err != nil || !yes {
			return out, cmp.Or(err, error(model.NewError(model.Cancelled, "err.gate.scope", nil)))
		}
	}
	if !permit.Reason || len(permit.Missing) > 0 || model.HasCPRBut(out.Reason, s.Service.KnownPNumber) {
		return out, nil // the gate refuses what is missing
	}
	out.Reason, err = s.askLine(ctx, s.T("cli.ask.reason", "who", s.T("receiver."+string(out.To))))
	return out, err
}

// listLeaves lets a list with personal fields out that does not stay on the terminal: in a pipe or a file it is an own
// file like any other, with a reason. On a terminal it is only shown, so that is a look.
func (s *session) listLeaves(
	ctx context.Context, typ *schema.Type, columns []string, rows any,
) error {
	n := reflect.ValueOf(rows).Len()
	persons := n > 0 && typ.Tells(columns)
	if s.env.Terminal.Out || !typ.Personal && !persons {
		return nil
	}
	out, err := s.explained(ctx, service.Out{Action: "export.list", Args: model.Args{"type": typ.Name},
		Rows: n, Citizens: s.Service.CitizensOf(ctx, rows), Persons: persons, To: service.ToOwnFile})
	if err != nil || !out.Personal() {
		return err
	}
	return s.Service.Leave(ctx, out)
}

// writtenFields are the fields that JSON has about a file that was written.
var writtenFields = []string{
	"file", "format", "rows", "pages", "missing", "unprintable", "unprintable.part", "unprintable.letters",
	"unprintable.count",
}

// printWritten says what was written: of a paper its pages, of a table its rows.
func (s *session) printWritten(
	doc model.Document, file, format string, rows int, missing any, lost []model.Unprintable,
) error {
	pages, err := 0, error(nil)
	if doc.IsPaper() {
		if pages, err = s.Service.Files.Pages(doc, format); err != nil {
			return err
		}
	}
	switch {
	case s.json:
		o := object{
			{"file", file}, {"format", format}, {"rows", rows}, {"pages", pageCount(pages)}, {"missing", missing},
			{"unprintable", s.unprintableObjects(lost)},
		}
		if doc.Mail != nil {
			o = append(o, mailMembers(doc.Mail)...)
		}
		return s.out.json(o)
	case pages > 0:
		s.note("cli.written.pages", "file", file, "n", pages)
	case doc.Mail != nil || doc.IsPaper() && slices.Contains(present.PaperFormats, format):
		s.note("cli.written", "file", file)
	default:
		s.note("cli.exported", "n", rows, "file", file)
	}
	return nil
}

// pageCount is a number of pages, null where there are none to count.
func pageCount(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// unprintableObjects say in JSON what a format could not print.
func (s *session) unprintableObjects(list []model.Unprintable) []object {
	out := []object{}
	for _, u := range list {
		out = append(out, object{{"part", s.words.UnprintablePart(u)}, {"letters", u.Letters}, {"count", u.N}})
	}
	return out
}

// exports are the types that `export` prints, by their name on the command line.
var exports = []struct{ name, typ string }{
	{"companies", "company"}, {"citizens", "citizen"}, {"tasks", "task"}, {"openings", "opening"},
	{"persons", "person"}, {"goals", "goal"}, {"contacts", "contact"},
	{"consents", "consent"}, {"consultants", "consultant"}, {"words", "word"},
}

// exportOptions are the options of `export …`.
type exportOptions struct {
	fileOptions
	listOptions
	what   string // "companies"
	to     string // whom it is for
	entity entity
}

func exportCommand() command {
	c := command{name: "export"}
	for _, e := range exports {
		o := &exportOptions{what: e.name, entity: entityOf(e.typ)}
		c.subs = append(c.subs, command{
			name: e.name, args: exactly(0), json: writtenFields, run: o.run,
			flags: append(append(o.fileOptions.flags(), o.listOptions.flags(o.entity)...),
				option(&o.to, "to", "", "cli.export.flag.to")),
		})
	}
	return c
}

// run prints rows with the columns that were named, or with all that can be read in again.
func (o *exportOptions) run(ctx context.Context, s *session, _ []string) error {
	e, err := s.viewed(ctx, o.entity, &o.listOptions)
	if err != nil {
		return err
	}
	columns := settable(e.table())
	if o.listOptions.columns != "" {
		if columns, err = s.columns(e, o.listOptions.columns); err != nil {
			return err
		}
	}
	if _, numbered := e.table().Field("ref"); numbered {
		columns = append([]string{"ref"}, without(columns, "ref")...)
	}
	rows, err := s.rows(ctx, e, o.listOptions)
	if err != nil {
		return err
	}
	if o.format == "" && o.out == "" {
		o.format = map[bool]string{false: "csv", true: "json"}[s.json]
	}
	doc := s.bilingual(o.name(), func(w present.Words) model.Document {
		today := w.DayYear(s.Service.Today().Time())
		return w.ListDocument(w.T("type."+e.typ+".pl"), today, e.typ, columns, rows)
	})
	doc.Cards = s.words.Cards(rows, func(id string) string { return s.nameOf(ctx)("company", id) })
	s.nameRefs(ctx, &doc, e, rows)
	if o.name() == "json" {
		doc.Sections[0].Table.Records = s.records(ctx, e, columns, rows)
	}
	action := "export." + o.what
	if !s.words.Has("action." + action) {
		action = "export.list"
	}
	to, err := s.receiver(o.to)
	if err != nil {
		return err
	}
	return s.export(ctx, doc, o.fileOptions, service.Out{
		Action: action, Args: model.Args{"type": e.typ, "format": o.name()}, Rows: len(rows), To: to,
		Citizens: s.Service.CitizensOf(ctx, rows),
		Persons:  len(rows) > 0 && e.table().Tells(columns)})
}

// receiver reads whom a list is for; nothing is the own file. Rows for a company are no list: its papers are.
func (s *session) receiver(word string) (service.Receiver, error) {
	if word == "" {
		return service.ToOwnFile, nil
	}
	var known []string
	for _, to := range service.Receivers {
		if to == service.ToCompany {
			continue
		}
		if strings.EqualFold(word, string(to)) || strings.EqualFold(word, s.T("receiver."+string(to))) {
			return to, nil
		}
		known = append(known, string(to))
	}
	return "", model.NewError(model.Usage, "err.cli.to", model.Args{"value": word, "known": strings.Join(known, ", ")})
}

// records are the rows of an export for JSON: as in lists, with the columns that were named.
func (s *session) records(ctx context.Context, e entity, columns []string, rows []model.Entity) []any {
	out := make([]any, len(rows))
	for i, row := range rows {
		o := object{{"id", row.Meta().ID}, {"version", row.Meta().Version}}
		for _, key := range columns {
			f, _ := e.table().Field(key)
			o = append(o, s.fieldMembers(ctx, f, row)...)
		}
		out[i] = o
	}
	return out
}

// nameRefs fills cells that refer to other rows with the name that a command line has for those, so that an import
// finds them.
func (s *session) nameRefs(ctx context.Context, doc *model.Document, e entity, rows []model.Entity) {
	t := doc.Sections[0].Table
	for c, col := range t.Columns {
		f, ok := e.table().Field(col.Key)
		if !ok || f.Kind != schema.Ref {
			continue
		}
		for i, row := range rows {
			if id := f.Text(row); id != "" {
				t.Rows[i][c] = model.Cell{Text: s.refText(ctx, f.To, id)}
			}
		}
	}
}

// refText is a consultant's initials, a citizen's number, else a name.
func (s *session) refText(ctx context.Context, typ, id string) string {
	key := "ref " + typ + " " + id
	if n, ok := s.names[key]; ok {
		return n
	}
	n := id
	if e, err := s.Service.Store.Get(ctx, typ, id); err == nil {
		switch r := e.(type) {
		case *model.Consultant:
			n = r.Initials
		case *model.Citizen:
			n = r.Ref
		default:
			n = s.nameOf(ctx)(typ, id)
		}
	}
	s.names[key] = n
	return n
}
