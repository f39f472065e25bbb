package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// importOptions is what `import` was told.
type importOptions struct {
	what, refused, responsible string
	files                      []string
	maps                       []string
	dryRun, force              bool
}

// rowImports are the sorts of rows that files are read into, and their types.
var rowImports = []struct{ name, typ string }{{"companies", "company"}, {"citizens", "citizen"}}

// tableImports are the reference tables.
var tableImports = []string{"occupations", "industries", "postcodes"}

func (r *root) newImport() *cobra.Command {
	c := r.group("import")
	for _, k := range rowImports {
		c.AddCommand(r.newImportRows(k.name, k.typ))
	}
	for _, name := range tableImports {
		c.AddCommand(r.newImportTable(name))
	}
	return c
}

func (r *root) newImportRows(name, typ string) *cobra.Command {
	o := importOptions{what: typ}
	c := r.new(name, between(1, -1), func(ctx context.Context, args []string) error {
		o.files = args
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.importAll(ctx, o) })
	})
	f := c.Flags()
	f.BoolVar(&o.dryRun, "dry-run", false, "")
	f.StringArrayVar(&o.maps, "map", nil, "")
	f.StringVar(&o.refused, "refused", "", "")
	f.StringVar(&o.responsible, "responsible", "", "")
	f.BoolVar(&o.force, "force", false, "")
	return says(c, "file", "line", "verdict", "title", "fields", "reasons", "new", "changed", "unchanged", "merged", "refused", "goals", "seq")
}

// importAll reads the files in turn; each is one change set, so that one undo reverts it.
func (s *session) importAll(ctx context.Context, o importOptions) error {
	in, err := s.intakeOptions(ctx, o)
	if err != nil {
		return err
	}
	if o.refused != "" && len(o.files) > 1 {
		return model.NewError(model.Usage, "err.cli.refused.files", nil)
	}
	if _, err := s.actor(ctx); err != nil && !o.dryRun {
		return err
	}
	for i, file := range o.files {
		if err := s.importOne(ctx, file, o, in); err != nil {
			if i > 0 && !o.dryRun { // "nothing has changed" is said of the file that was not read
				s.tell("cli.import.before", "n", i)
			}
			return err
		}
	}
	return nil
}

func (s *session) intakeOptions(ctx context.Context, o importOptions) (service.ImportOptions, error) {
	in := service.ImportOptions{Words: s.words, Responsible: s.Service.Actor(), Map: map[string]string{}}
	t := typeNamed(o.what)
	for _, m := range o.maps {
		for part := range strings.SplitSeq(m, ",") {
			heading, name, ok := strings.Cut(part, "=")
			if !ok {
				return in, model.NewError(model.Usage, "err.cli.map", nil)
			}
			name = strings.TrimSpace(name)
			if name != "" && !(o.what == "week" && slices.Contains(weekKeys, name)) {
				f, err := s.fieldNamed(t, name)
				if err != nil {
					return in, err
				}
				name = f.Key
			}
			in.Map[strings.TrimSpace(heading)] = name
		}
	}
	if o.responsible != "" {
		e, err := s.find(ctx, "consultant", o.responsible)
		if err != nil {
			return in, err
		}
		in.Responsible = e.Meta().ID
	}
	return in, nil
}

// weekKeys are columns of a list of weeks that are no fields of their own.
var weekKeys = []string{"ref", "year", "week"}

// manyRows take long enough to save that a person is told.
const manyRows = 5000

func (s *session) importOne(ctx context.Context, file string, o importOptions, in service.ImportOptions) error {
	meter := s.meter(filepath.Base(file))
	in.Progress = meter.step
	plan, err := s.Service.Importer.Plan(ctx, file, o.what, in)
	meter.end()
	if err != nil {
		return err
	}
	defer plan.Close()
	if o.refused != "" && plan.Count(service.Refused) > 0 {
		n, err := plan.WriteRefused(ctx, o.refused, o.force)
		if err != nil {
			return err
		}
		s.tell("cli.import.refused.file", "n", n, "file", o.refused)
	}
	var got model.Receipt
	if o.dryRun {
		if err := s.dryRun(plan); err != nil {
			return err
		}
	} else {
		actor, err := s.actor(ctx)
		if err != nil {
			return err
		}
		if cs := plan.ChangeSet(actor); len(cs.Changes) > 0 {
			if len(cs.Changes) > manyRows && s.env.Terminal.Err {
				s.tell("cli.import.saving", "n", len(cs.Changes))
			}
			if got, err = s.Service.Store.Apply(ctx, cs); err != nil {
				return err
			}
		}
	}
	if s.json {
		return s.importObject(plan, o.dryRun, got)
	}
	if !o.dryRun {
		s.refusals(plan)
	}
	s.tell(map[bool]string{true: "cli.import.would", false: "cli.import.did"}[o.dryRun], "file", plan.File(), "new", plan.Count(service.New),
		"changed", plan.Count(service.Changed), "unchanged", plan.Count(service.Unchanged)+plan.Count(service.Merged), "refused", plan.Count(service.Refused))
	if plan.Goals() > 0 {
		s.tell("cli.import.goals", "n", plan.Goals())
	}
	if got.Seq > 0 {
		s.tell("cli.import.undo", "seq", got.Seq)
	}
	return nil
}

// dryRun prints what each row would do; a person reads reasons below the table, where they have room.
func (s *session) dryRun(p service.ImportPlan) error {
	if s.json {
		return nil
	}
	t := s.planTable(p)
	if !s.out.human() {
		return s.out.table(t)
	}
	if err := s.out.table(dropColumns(t, "reasons")); err != nil {
		return err
	}
	s.refusals(p)
	return nil
}

// planTable says what each row of the file would do, and why it is refused.
func (s *session) planTable(p service.ImportPlan) table {
	t := table{cols: []column{{"line", s.T("cli.col.line"), true}, {"verdict", s.T("cli.col.verdict"), false}, {"title", s.T("cli.col.row"), false},
		{"fields", s.T("cli.col.fields"), false}, {"reasons", s.T("cli.col.reasons"), false}}, empty: s.T("cli.import.norows")}
	for i := range p.Len() {
		row := p.Row(i)
		said, keys := s.planFields(row)
		t.rows = append(t.rows, []cell{number(row.Line), {s.T("cli.verdict." + string(row.Verdict)), string(row.Verdict), string(row.Verdict)},
			text(row.Title), {strings.Join(said, ", "), strings.Join(keys, ","), keys}, text(strings.Join(s.why(row), " "))})
	}
	return t
}

func (s *session) planFields(row service.PlanRow) (said, keys []string) {
	keys = []string{}
	for _, f := range row.Fields {
		t := typeNamed("company")
		if c := row.Change.Row(); c != nil {
			t = schema.TypeOf(c)
		}
		said = append(said, s.words.Field(t, f))
		keys = append(keys, f.Key)
	}
	return said, keys
}

func (s *session) why(row service.PlanRow) []string {
	out := []string{}
	for _, err := range row.Reasons {
		t := typeNamed("company")
		if c := row.Change.Row(); c != nil {
			t = schema.TypeOf(c)
		}
		out = append(out, s.words.FieldError(t, err))
	}
	return out
}

// mostRefusals are told when a file is read in; the rest is a number and a file away.
const mostRefusals = 10

// refusals tells which rows were refused and why. Titles stay away: they may be names of citizens.
func (s *session) refusals(p service.ImportPlan) {
	told := 0
	for i := range p.Len() {
		row := p.Row(i)
		if row.Verdict != service.Refused {
			continue
		}
		if told++; told > mostRefusals {
			s.tell("cli.import.more", "n", p.Count(service.Refused)-mostRefusals)
			return
		}
		s.tell("cli.import.refused", "line", row.Line, "why", strings.Join(s.why(row), " "))
	}
}

func (s *session) importObject(p service.ImportPlan, rows bool, got model.Receipt) error {
	o := object{{"file", p.File()}}
	for _, v := range service.Verdicts {
		o = append(o, member{string(v), p.Count(v)})
	}
	o = append(o, member{"goals", p.Goals()}, member{"seq", got.Seq})
	list := []object{}
	for i := range p.Len() {
		row := p.Row(i)
		if !rows && row.Verdict != service.Refused {
			continue
		}
		_, keys := s.planFields(row)
		list = append(list, object{{"line", row.Line}, {"verdict", string(row.Verdict)}, {"title", row.Title}, {"fields", keys}, {"reasons", s.why(row)}})
	}
	return s.out.json(append(o, member{"rows", list}))
}

// meter shows how far a long reading is, where a person looks on.
type meter struct {
	s     *session
	name  string
	began time.Time
	last  time.Time
	shown bool
}

func (s *session) meter(name string) *meter { return &meter{s: s, name: name, began: time.Now()} }

// meterAfter is how long a reading may take before it is worth a line.
const meterAfter = 500 * time.Millisecond

func (m *meter) step(done, total int64) {
	now := time.Now()
	if !m.s.env.Terminal.Err || now.Sub(m.began) < meterAfter || now.Sub(m.last) < 100*time.Millisecond {
		return
	}
	m.last, m.shown = now, true
	if total > 0 {
		fmt.Fprintf(m.s.env.Err, "\r%s %3d %%", clean(m.name), min(100*done/total, 100))
	} else {
		fmt.Fprintf(m.s.env.Err, "\r%s %d", clean(m.name), done)
	}
}

func (m *meter) end() {
	if m.shown {
		fmt.Fprint(m.s.env.Err, "\r\x1b[K")
	}
}

func (r *root) newImportTable(name string) *cobra.Command {
	dry := false
	c := r.new(name, between(1, -1), func(ctx context.Context, args []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.importTables(ctx, name, args, dry) })
	})
	c.Flags().BoolVar(&dry, "dry-run", false, "")
	return says(c, "file", "id", "n", "change")
}

// importTables reads reference tables; each replaces the one of its name.
func (s *session) importTables(ctx context.Context, name string, files []string, dry bool) error {
	cs := model.ChangeSet{Action: "import.reference"}
	t := table{cols: []column{{"file", s.T("cli.col.file"), false}, {"id", "ID", false}, {"n", s.T("cli.col.rows"), true}, {"change", s.T("cli.col.verdict"), false}}}
	for _, file := range files {
		ref, err := s.Service.Importer.Reference(ctx, file)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(ref.ID, name) {
			return model.NewError(model.Invalid, "err.cli.import.kind", model.Args{"file": filepath.Base(file), "found": s.T("cli.table." + strings.SplitN(ref.ID, ".", 2)[0])})
		}
		verdict := service.New
		old, err := service.One[model.Reference](ctx, s.Service.Store, "reference", ref.ID)
		switch {
		case model.CodeOf(err) == model.NotFound:
			cs.Changes = append(cs.Changes, model.Add(ref))
		case err != nil:
			return err
		case old.Data == ref.Data:
			verdict = service.Unchanged
		default:
			verdict = service.Changed
			ref.Head = old.Head
			cs.Changes = append(cs.Changes, model.Edit(old, ref))
		}
		t.rows = append(t.rows, []cell{text(filepath.Base(file)), text(ref.ID), number(ref.Rows.V), {s.T("cli.verdict." + string(verdict)), string(verdict), string(verdict)}})
	}
	if !dry && len(cs.Changes) > 0 {
		var err error
		if cs.Actor, err = s.actor(ctx); err != nil {
			return err
		}
		if _, err := s.Service.Store.Apply(ctx, cs); err != nil {
			return err
		}
	}
	return s.out.table(t)
}
