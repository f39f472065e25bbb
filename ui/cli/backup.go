package cli

import (
	"context"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// backupOptions are the options of `backup`.
type backupOptions struct {
	to   string
	list bool
}

func backupCommand() command {
	o := &backupOptions{}
	return command{
		name: "backup", args: exactly(0), json: []string{"path", "at", "size"}, run: o.run,
		flags: []flag{
			option(&o.to, "to", "", "cli.flag.to"),
			option(&o.list, "list", false, "cli.flag.list"),
		},
	}
}

// run makes a verified backup and prints where it is, or lists those there are.
func (o *backupOptions) run(ctx context.Context, s *session, _ []string) error {
	if o.list {
		return s.listBackups()
	}
	path, err := s.Backup(ctx, o.to)
	if err != nil {
		return err
	}
	if err := s.Service.Note(ctx, "backup.made", model.Args{"elsewhere": o.to != ""}); err != nil {
		return err
	}
	if s.json {
		return s.out.json(object{{"path", path}})
	}
	s.note("cli.backup.done")
	s.out.line(path)
	return nil
}

// listBackups lists the backups, newest first.
func (s *session) listBackups() error {
	copies, err := s.Backups()
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.backup.none"), cols: []column{
		{"at", s.T("cli.col.at"), false},
		{"size", s.T("cli.col.size"), true},
		{"path", s.T("cli.col.file"), false},
	}}
	for _, c := range copies {
		size := s.words.Decimal(float64(c.Size)/(1<<20), 1) + " MB"
		t.rows = append(t.rows, []cell{
			s.timeCell(c.At), {size, strconv.FormatInt(c.Size, 10), c.Size}, text(c.Path),
		})
	}
	return s.out.table(t)
}

func restoreCommand() command {
	return command{
		name: "restore", args: exactly(1), batch: noBatch, json: []string{"path", "kept"}, offline: restoreBackup,
	}
}

// restoreBackup puts a backup in the place of the database.
func restoreBackup(ctx context.Context, r *root, args []string) error {
	if args[0] == standardInput {
		return model.NewError(model.Usage, "err.cli.restore.input", nil)
	}
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	now, err := r.clock()
	if err != nil {
		return err
	}
	former, err := r.env.Databases.Restore(ctx, args[0], path, now())
	if err != nil {
		return err
	}
	if r.json {
		return r.out.json(object{{"path", path}, {"kept", former}})
	}
	r.note("cli.restored", "path", path)
	if former != "" {
		r.note("cli.restored.kept", "path", former)
	}
	return nil
}

func doctorCommand() command {
	return command{
		name: "doctor", args: exactly(0), run: examine,
		json: []string{
			"path", "schema", "seq", "counts", "version", "problems", "problems.key", "problems.text", "healthy",
		},
	}
}

// examine checks the database and prints what it is, what is in it and what is wrong with it.
func examine(ctx context.Context, s *session, _ []string) error {
	f, err := s.Facts(ctx)
	if err != nil {
		return err
	}
	found, err := s.Check(ctx)
	if err != nil {
		return err
	}
	s.saidDamaged = true
	problems := []object{}
	for _, e := range found {
		more, err := s.problemSource(ctx, e)
		if err != nil {
			return err
		}
		text := both(s.root, func(w present.Words) string { return service.JoinNonEmpty(" ", w.Error(e), more(w)) })
		problems = append(problems, object{{"key", e.Key}, {"text", text}})
	}
	if s.json {
		err = s.out.json(append(s.databaseObject(f), member{"problems", problems}, member{"healthy", len(found) == 0}))
	} else {
		err = s.printFacts(f)
	}
	if err != nil {
		return err
	}
	if len(found) == 0 {
		s.note("cli.doctor.healthy")
		return nil
	}
	for _, e := range found {
		more, err := s.problemSource(ctx, e)
		if err != nil {
			return err
		}
		if words := more(s.words); words != "" {
			s.notef("%v %v: %s", e.Args["type"], e.Args["id"], words)
		}
	}
	first := *found[0]
	for _, e := range found[1:] {
		s.note("cli.error", "text", s.words.Error(e))
	}
	return &first
}

// problemSource says where a damaged row can be brought back from; nothing for other problems.
func (s *session) problemSource(ctx context.Context, e *model.Error) (func(present.Words) string, error) {
	kind, _ := strings.CutPrefix(e.Key, "err.store.found.")
	f := Altered{Kind: kind, Err: e}
	f.Type, _ = e.Args["type"].(string)
	f.ID, _ = e.Args["id"].(string)
	sources, err := s.sourcesOf(ctx, []Altered{f})
	if err != nil {
		return nil, err
	}
	return func(w present.Words) string { return s.sourceWords(w, f, sources[0]) }, nil
}

func (s *session) databaseObject(f Facts) object {
	counts := object{}
	for _, t := range schema.Types() {
		counts = append(counts, member{t.Name, f.Rows[t.Name]})
	}
	return object{
		{"path", f.Path}, {"version", s.env.Build.Version}, {"schema", f.Schema}, {"seq", f.Seq}, {"counts", counts},
	}
}

func (s *session) printFacts(f Facts) error {
	facts := []fact{
		{"path", s.T("cli.col.file"), text(f.Path)},
		{"version", "jobspor", text(s.env.Build.Version)},
		{"schema", s.T("cli.col.schema"), number(f.Schema)},
		{"seq", s.T("cli.col.seq"), number(int(f.Seq))},
	}
	for _, t := range schema.Types() {
		n := f.Rows[t.Name]
		facts = append(facts, fact{t.Name, s.T("type." + t.Name + ".pl"), cell{s.words.Int(n), strconv.Itoa(n), n}})
	}
	return s.out.facts(facts)
}
