package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
)

func (r *root) newBackup() *cobra.Command {
	to := ""
	list := false
	c := r.new("backup", between(0, 0), func(ctx context.Context, _ []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			if list {
				return s.backups()
			}
			return s.backup(ctx, to)
		})
	})
	c.Flags().StringVar(&to, "to", "", "")
	c.Flags().BoolVar(&list, "list", false, "")
	return says(c, "path", "at", "size")
}

// backup makes a proven copy and prints where it is.
func (s *session) backup(ctx context.Context, to string) error {
	path, err := s.Backup(ctx, to)
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"path", path}})
	}
	s.tell("cli.backup.done")
	s.out.line(path)
	return nil
}

// backups lists the copies, newest first.
func (s *session) backups() error {
	copies, err := s.Backups()
	if err != nil {
		return err
	}
	t := table{cols: []column{{"at", s.T("cli.col.at"), false}, {"size", s.T("cli.col.size"), true}, {"path", s.T("cli.col.file"), false}}, empty: s.T("cli.backup.none")}
	for _, c := range copies {
		at := c.At.Format("2006-01-02T15:04:05Z07:00")
		t.rows = append(t.rows, []cell{{s.words.DayYear(c.At) + " " + s.words.Clock(c.At), at, at},
			{s.words.Decimal(float64(c.Size)/(1<<20), 1) + " MB", strconv.FormatInt(c.Size, 10), c.Size}, text(c.Path)})
	}
	return s.out.table(t)
}

func (r *root) newRestore() *cobra.Command {
	c := r.new("restore", between(1, 1), func(ctx context.Context, args []string) error {
		path, err := r.env.Databases.Path(r.db)
		if err != nil {
			return err
		}
		now, err := r.clock()
		if err != nil {
			return err
		}
		kept, err := r.env.Databases.Restore(ctx, args[0], path, now())
		if err != nil {
			return err
		}
		if r.json {
			return r.out.json(object{{"path", path}, {"kept", kept}})
		}
		r.tell("cli.restored", "path", path)
		if kept != "" {
			r.tell("cli.restored.kept", "path", kept)
		}
		return nil
	})
	return says(c, "path", "kept")
}

func (r *root) newDoctor() *cobra.Command {
	c := r.new("doctor", between(0, 0), func(ctx context.Context, _ []string) error { return r.with(ctx, doctor) })
	return says(c, "path", "schema", "seq", "counts", "version", "problems", "problems.key", "problems.text", "healthy")
}

// doctor examines the database and tells what it is, what is in it and what is wrong with it.
func doctor(ctx context.Context, s *session) error {
	f, err := s.Facts(ctx)
	if err != nil {
		return err
	}
	found, err := s.Check(ctx)
	if err != nil {
		return err
	}
	problems := []object{}
	for _, e := range found {
		problems = append(problems, object{{"key", e.Key}, {"text", s.words.Error(e)}})
	}
	if s.json {
		counts := object{}
		for _, t := range schema.Types() {
			counts = append(counts, member{t.Name, f.Rows[t.Name]})
		}
		if err := s.out.json(object{{"path", f.Path}, {"version", s.env.Build.Version}, {"schema", f.Schema}, {"seq", f.Seq}, {"counts", counts}, {"problems", problems}, {"healthy", len(found) == 0}}); err != nil {
			return err
		}
	} else if err := s.doctorFacts(f); err != nil {
		return err
	}
	if len(found) == 0 {
		s.tell("cli.doctor.healthy")
		return nil
	}
	first := *found[0]
	for _, e := range found[1:] {
		s.say("jobspor: error: %s", s.words.Error(e))
	}
	return &first
}

func (s *session) doctorFacts(f Facts) error {
	facts := []fact{{"path", s.T("cli.col.file"), text(f.Path)}, {"version", "jobspor", text(s.env.Build.Version)}, {"schema", s.T("cli.col.schema"), number(f.Schema)}, {"seq", s.T("cli.col.seq"), number(int(f.Seq))}}
	for _, t := range schema.Types() {
		n := f.Rows[t.Name]
		facts = append(facts, fact{t.Name, s.T("type." + t.Name + ".pl"), cell{s.words.Int(n), strconv.Itoa(n), n}})
	}
	return s.out.facts(facts)
}

// exports are the types that `export` prints, by the name on the command line.
var exports = []struct{ name, typ string }{{"companies", "company"}, {"citizens", "citizen"}, {"tasks", "task"}, {"persons", "person"}, {"goals", "goal"},
	{"contacts", "contact"}, {"consents", "consent"}, {"consultants", "consultant"}, {"words", "word"}}

func (r *root) newExport() *cobra.Command {
	c := r.group("export")
	for _, e := range exports {
		c.AddCommand(r.newExportRows(e.name, kindOf(e.typ)))
	}
	return c
}

// exportOptions is what `export …` was told.
type exportOptions struct {
	fileOptions
	listOptions
}

func (r *root) newExportRows(name string, k kind) *cobra.Command {
	var o exportOptions
	c := r.new(name, between(0, 0), func(ctx context.Context, _ []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.export(ctx, name, k, o) })
	})
	o.fileOptions.flags(c)
	c.Flags().StringArrayVar(&o.where, "where", nil, "")
	c.Flags().StringVar(&o.columns, "columns", "", "")
	c.Flags().IntVar(&o.limit, "limit", 0, "")
	return says(c, "file", "format", "rows")
}

// export prints rows with the columns that were named, or with all that can be read in again.
func (s *session) export(ctx context.Context, name string, k kind, o exportOptions) error {
	columns := typed(k.t())
	if o.columns != "" {
		var err error
		if columns, err = s.columns(k, o.columns); err != nil {
			return err
		}
	}
	if _, numbered := k.t().Field("ref"); numbered {
		columns = append([]string{"ref"}, without(columns, "ref")...)
	}
	rows, err := s.rows(ctx, k, o.listOptions)
	if err != nil {
		return err
	}
	doc := s.words.ListDocument(s.T("type."+k.typ+".pl"), s.words.DayYear(s.Service.Today().Time()), k.typ, columns, rows)
	s.nameRefs(ctx, &doc, k, rows)
	if o.format == "" && o.out == "" {
		o.format = "csv"
	}
	action := "export." + name
	if !s.words.Has("action." + action) {
		action = "export.list"
	}
	return s.leave(ctx, doc, o.fileOptions, action, model.Args{"type": k.typ, "format": o.name()}, len(rows))
}

// nameRefs fills the cells of rows that refer to others with how a command names those: read back, they are found.
func (s *session) nameRefs(ctx context.Context, doc *model.Document, k kind, rows []model.Entity) {
	t := doc.Sections[0].Table
	for c, col := range t.Columns {
		f, ok := k.t().Field(col.Key)
		if !ok || f.Kind != schema.Ref {
			continue
		}
		for i, e := range rows {
			if id := f.Text(e); id != "" {
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
			n = s.called(ctx)(typ, id)
		}
	}
	s.names[key] = n
	return n
}
