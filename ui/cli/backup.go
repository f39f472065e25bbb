package cli

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// backupOptions are the options of `backup`.
type backupOptions struct {
	to   string
	list bool
	seal dumpOptions // how a copy elsewhere is sealed with age
}

func backupCommand() command {
	o := &backupOptions{}
	return command{
		name: "backup", args: exactly(0), offline: o.run, check: o.check,
		json: []string{"path", "at", "size", "seq", "schema", "kind", "reason", "proven", "goes_on", "counts"},
		flags: []flag{
			option(&o.to, "to", "", "cli.flag.to"),
			option(&o.seal.recipients, "recipient", nil, "cli.flag.recipient"),
			option(&o.seal.recipientsFile, "recipients-file", "", "cli.flag.recipients-file"),
			o.seal.phrase.flag(),
			option(&o.list, "list", false, "cli.flag.list"),
		},
	}
}

// sealed reports whether the copy is sealed with age: its name ends so, or it says for whom.
func (o *backupOptions) sealed() bool {
	return strings.HasSuffix(o.to, ".age") || len(o.seal.recipients) > 0 || o.seal.recipientsFile != "" ||
		o.seal.phrase.file != ""
}

// check refuses options that contradict each other, and a seal without a place.
func (o *backupOptions) check(cmd *cobra.Command, args []string) error {
	if o.to == "" && o.sealed() {
		return usage(cmd, "err.cli.backup.to", nil)
	}
	return o.seal.check(cmd, args)
}

// run makes a proven backup and prints where it is, or lists those there are, for which no database is opened.
func (o *backupOptions) run(ctx context.Context, r *root, _ []string) error {
	if o.list {
		return r.listBackups(ctx)
	}
	return r.withSession(ctx, func(ctx context.Context, s *session) error {
		var seal *DumpSeal
		if o.sealed() {
			got, _, err := o.seal.seal(ctx, s)
			if err != nil {
				return err
			}
			seal = &got
		}
		path, err := s.Backup(ctx, o.to, seal)
		if err != nil {
			return err
		}
		if s.json {
			return s.out.json(object{{"path", path}})
		}
		s.note("cli.backup.done")
		s.out.line(path)
		return nil
	})
}

// listBackups lists the backups, newest first by their place in the log.
func (r *root) listBackups(ctx context.Context) error {
	path, err := r.env.Databases.Path(r.db)
	if err != nil {
		return err
	}
	copies, err := r.env.Databases.Copies(ctx, path)
	if err != nil {
		return err
	}
	t := table{empty: r.T("cli.backup.none"), cols: []column{
		{"at", r.T("cli.col.at"), false},
		{"size", r.T("cli.col.size"), true},
		{"seq", r.T("cli.col.seq"), true},
		{"citizens", r.T("type.citizen.pl"), true},
		{"companies", r.T("type.company.pl"), true},
		{"kind", r.T("cli.col.kind"), false},
		{"proven", r.T("cli.col.proven"), false},
		{"path", r.T("cli.col.file"), false},
	}}
	for _, c := range copies {
		size := r.words.Decimal(float64(c.Size)/(1<<20), 1) + " MB"
		proven := text(r.T("value." + map[bool]string{true: "yes", false: "no"}[c.Proven]))
		if c.Fault != nil {
			proven = text(r.words.Error(c.Fault))
			if copyFaults[c.Fault.Key] != "" {
				proven = text(r.T("cli.backup.unreadable"))
			}
		}
		kind := r.T("copy.kind." + c.Kind)
		if c.Goes != 0 {
			kind += " · " + r.T("copy.goes", "day", r.words.DayYear(c.Goes.Time()))
		}
		t.rows = append(t.rows, []cell{
			r.timeCell(c.At), {size, strconv.FormatInt(c.Size, 10), c.Size}, number(int(c.Seq)),
			rowsOf(c, "citizen"), rowsOf(c, "company"), text(kind), proven,
			{filepath.Base(c.Path), c.Path, c.Path},
		})
	}
	t.object = func(i int) object {
		c := copies[i]
		return object{{"at", t.rows[i][0].val}, {"size", c.Size}, {"path", c.Path}, {"seq", c.Seq},
			{"schema", c.Schema}, {"kind", c.Kind}, {"reason", c.Reason}, {"proven", c.Proven},
			{"goes_on", dayOrNull(c.Goes)}, {"counts", countsOf(c)}}
	}
	return r.out.table(t)
}

// rowsOf is how many rows of a type a copy has, "?" where it cannot be read.
func rowsOf(c Copy, typ string) cell {
	if c.Fault != nil {
		return cell{"?", "", nil}
	}
	return number(c.Rows[typ])
}

// countsOf are the rows of a copy by type, null where it cannot be read.
func countsOf(c Copy) any {
	if c.Fault != nil {
		return nil
	}
	return countsObject(c.Rows)
}

// countsObject are the rows by type.
func countsObject(rows map[string]int) object {
	counts := object{}
	for _, t := range schema.Types() {
		counts = append(counts, member{t.Name, rows[t.Name]})
	}
	return counts
}

func doctorCommand() command {
	o := &doctorOptions{}
	return command{
		name: "doctor", args: exactly(0), offline: o.run, check: o.check,
		json: []string{
			"path", "schema", "seq", "counts", "version", "notices", "notices.key", "notices.text",
			"problems", "problems.key", "problems.text", "healthy",
			"selftest", "runs", "passed", "measured", "went_wrong", "not_run", "seconds",
		},
		flags: []flag{
			option(&o.selfTest, "selftest", false, "cli.doctor.flag.selftest"),
			option(&o.minutes, "minutes", 1, "cli.doctor.flag.minutes"),
			option(&o.only, "only", nil, "cli.doctor.flag.only"),
		},
	}
}

// tellNotices prints what is worth knowing and no fault.
func (s *session) tellNotices(list []*model.Error) {
	for _, e := range list {
		s.notef("%s", s.words.Error(e))
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
	notices, err := s.Notices(ctx)
	if err != nil {
		return err
	}
	s.saidDamaged = true
	said := []object{}
	for _, e := range notices {
		text := both(s.root, func(w present.Words) string { return w.Error(e) })
		said = append(said, object{{"key", e.Key}, {"text", text}})
	}
	problems, sources := []object{}, make([]func(present.Words) string, len(found))
	for i, e := range found {
		if found[i], sources[i], err = s.problemSource(ctx, e); err != nil {
			return err
		}
		text := both(s.root, func(w present.Words) string {
			return service.JoinNonEmpty(" ", w.Error(found[i]), sources[i](w))
		})
		problems = append(problems, object{{"key", e.Key}, {"text", text}})
	}
	if s.json {
		err = s.out.json(append(s.databaseObject(f), member{"notices", said}, member{"problems", problems},
			member{"healthy", len(found) == 0}))
	} else {
		err = s.printFacts(f)
	}
	if err != nil {
		return err
	}
	s.tellNotices(notices)
	if len(found) == 0 {
		s.note("cli.doctor.healthy")
		return nil
	}
	for i, e := range found {
		if words := sources[i](s.words); words != "" {
			typ, _ := e.Args["type"].(string)
			s.notef("%s %v: %s", s.T("type."+typ), e.Args["id"], words)
		}
	}
	first := *found[0]
	for _, e := range found[1:] {
		s.note("cli.error", "text", s.words.Error(e))
	}
	return &first
}

// problemSource says where a damaged row can be brought back from; nothing for other problems.
func (s *session) problemSource(
	ctx context.Context, e *model.Error,
) (named *model.Error, words func(present.Words) string, err error) {
	kind, _ := strings.CutPrefix(e.Key, "err.store.found.")
	f := Altered{Kind: kind, Err: e}
	f.Type, _ = e.Args["type"].(string)
	f.ID, _ = e.Args["id"].(string)
	sources, err := s.sourcesOf(ctx, []Altered{f})
	if err != nil {
		return nil, nil, err
	}
	return s.nameFound(ctx, e, sources[0]), func(w present.Words) string { return s.sourceWords(w, f, sources[0]) }, nil
}

func (s *session) databaseObject(f Facts) object {
	return object{
		{"path", f.Path}, {"version", s.env.Build.Version}, {"schema", f.Schema}, {"seq", f.Seq},
		{"counts", countsObject(f.Rows)},
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
