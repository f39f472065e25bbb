package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// importOptions are the options of `import` for rows.
type importOptions struct {
	what                 string // type of the rows
	refused, responsible string
	maps                 []string
	dryRun, force        bool
}

// importFields are the JSON fields of an import.
var importFields = []string{
	"file", "line", "verdict", "title", "fields", "reasons", "new", "changed", "unchanged", "merged", "refused",
	"skipped", "seq",
}

func importCommand() command {
	c := command{name: "import", subs: []command{
		rowImportCommand("companies", "company"), rowImportCommand("citizens", "citizen"),
	}}
	for _, name := range []string{"occupations", "industries", "postcodes"} {
		c.subs = append(c.subs, tableImportCommand(name))
	}
	c.subs = append(c.subs, headingsImportCommand())
	return c
}

func rowImportCommand(name, typ string) command {
	o := &importOptions{what: typ}
	fields := slices.Insert(slices.Clone(importFields), len(importFields)-1, "goals")
	return command{
		name: name, args: between(1, -1), json: fields, run: o.run,
		flags: append(o.flags(), option(&o.responsible, "responsible", "", "cli.flag.responsible")),
	}
}

func (o *importOptions) flags() []flag {
	return []flag{
		option(&o.dryRun, "dry-run", false, "cli.flag.dry-run"),
		option(&o.maps, "map", nil, "cli.flag.map"),
		option(&o.refused, "refused", "", "cli.flag.refused"),
		option(&o.force, "force", false, "cli.flag.force"),
	}
}

// run reads the files in turn; each is one change set, so that one undo reverts it.
func (o *importOptions) run(ctx context.Context, s *session, files []string) error {
	in, err := o.importerOptions(ctx, s)
	if err != nil {
		return err
	}
	if o.refused != "" && len(files) > 1 {
		return model.NewError(model.Usage, "err.cli.refused.files", nil)
	}
	if _, err := s.actor(ctx); err != nil && !o.dryRun {
		return err
	}
	for i, file := range files {
		if err := o.importFile(ctx, s, file, in); err != nil {
			if i > 0 && !o.dryRun { // "nothing has changed" is said of the file that was not read
				s.note("cli.import.before", "n", i)
			}
			return err
		}
	}
	return nil
}

// importerOptions are the options for the importer.
func (o *importOptions) importerOptions(ctx context.Context, s *session) (service.ImportOptions, error) {
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

func (o *importOptions) importFile(ctx context.Context, s *session, file string, in service.ImportOptions) error {
	progress := s.progress(filepath.Base(file))
	in.Progress = progress.step
	plan, err := s.Service.Importer.Plan(ctx, file, o.what, in)
	progress.end()
	if err != nil {
		return err
	}
	defer plan.Close()
	if o.refused != "" && plan.Count(service.Refused) > 0 {
		n, err := plan.WriteRefused(ctx, o.refused, o.force)
		if err != nil {
			return err
		}
		s.note("cli.import.refused.file", "n", n, "file", o.refused)
	}
	var got model.Receipt
	if o.dryRun {
		err = s.printPlan(plan)
	} else {
		got, err = s.applyPlan(ctx, plan)
	}
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(s.importObject(plan, o.dryRun, got))
	}
	if !o.dryRun {
		s.noteRefusals(plan)
	}
	s.note(map[bool]string{true: "cli.import.would", false: "cli.import.did"}[o.dryRun], "file", plan.File(),
		"new", plan.Count(service.New), "changed", plan.Count(service.Changed),
		"unchanged", plan.Count(service.Unchanged)+plan.Count(service.Merged), "refused", plan.Count(service.Refused))
	if plan.Goals() > 0 {
		s.note("cli.import.goals", "n", plan.Goals())
	}
	if got.Seq > 0 {
		s.note("cli.import.undo", "seq", got.Seq)
	}
	return nil
}

// applyPlan writes what the file changes.
func (s *session) applyPlan(ctx context.Context, plan service.ImportPlan) (model.Receipt, error) {
	actor, err := s.actor(ctx)
	if err != nil {
		return model.Receipt{}, err
	}
	cs := plan.ChangeSet(actor)
	if len(cs.Changes) == 0 {
		return model.Receipt{}, nil
	}
	if len(cs.Changes) > manyRows && s.env.Terminal.Err {
		s.note("cli.import.saving", "n", len(cs.Changes))
	}
	return s.Service.Store.Apply(ctx, cs)
}

// printPlan prints what each row would do; a person reads reasons below the table, where there is room.
func (s *session) printPlan(p service.ImportPlan) error {
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
	s.noteRefusals(p)
	return nil
}

// planTable lists what each row of the file would do, and why it is refused.
func (s *session) planTable(p service.ImportPlan) table {
	t := table{empty: s.T("cli.import.norows"), cols: []column{
		{"line", s.T("cli.col.line"), true},
		{"verdict", s.T("cli.col.verdict"), false},
		{"title", s.T("cli.col.row"), false},
		{"fields", s.T("cli.col.fields"), false},
		{"reasons", s.T("cli.col.reasons"), false},
	}}
	for i := range p.Len() {
		row := p.Row(i)
		labels, keys := s.planFields(row)
		t.rows = append(t.rows, []cell{
			number(row.Line), s.verdictCell(row.Verdict), text(row.Title),
			{strings.Join(labels, ", "), strings.Join(keys, ","), keys}, text(strings.Join(s.reasonsOf(row), " ")),
		})
	}
	return t
}

func (s *session) verdictCell(v service.Verdict) cell {
	return cell{s.T("cli.verdict." + string(v)), string(v), string(v)}
}

// typeOfRow is the type of a row of a file; a row without a change is a company's.
func typeOfRow(row service.PlanRow) *schema.Type {
	if e := row.Change.Row(); e != nil {
		return schema.TypeOf(e)
	}
	return typeNamed("company")
}

func (s *session) planFields(row service.PlanRow) (labels, keys []string) {
	keys = []string{}
	for _, f := range row.Fields {
		labels = append(labels, s.words.Field(typeOfRow(row), f))
		keys = append(keys, f.Key)
	}
	return labels, keys
}

// reasonsOf are the sentences why a row is refused.
func (s *session) reasonsOf(row service.PlanRow) []string {
	out := []string{}
	for _, err := range row.Reasons {
		out = append(out, s.words.FieldError(typeOfRow(row), err))
	}
	return out
}

// maxRefusals are printed when a file is read in; --refused writes all of them.
const maxRefusals = 10

// noteRefusals prints which rows were refused and why. Titles are left out: they may be names of citizens.
func (s *session) noteRefusals(p service.ImportPlan) {
	n := 0
	for i := range p.Len() {
		row := p.Row(i)
		if row.Verdict != service.Refused {
			continue
		}
		if n++; n > maxRefusals {
			s.note("cli.import.more", "n", p.Count(service.Refused)-maxRefusals)
			return
		}
		s.note("cli.import.refused", "line", row.Line, "why", strings.Join(s.reasonsOf(row), " "))
	}
}

func (s *session) importObject(p service.ImportPlan, rows bool, got model.Receipt) object {
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
		list = append(list, object{
			{"line", row.Line}, {"verdict", string(row.Verdict)}, {"title", row.Title}, {"fields", keys},
			{"reasons", s.reasonsOf(row)},
		})
	}
	return append(o, member{"rows", list})
}

// progress shows how far the reading of a long file is, where a person reads standard error.
type progress struct {
	s     *session
	name  string
	began time.Time
	last  time.Time
	shown bool
}

func (s *session) progress(name string) *progress {
	return &progress{s: s, name: name, began: time.Now()}
}

// progressAfter is how long a reading may take before it is worth a line.
const progressAfter = 500 * time.Millisecond

func (m *progress) step(done, total int64) {
	now := time.Now()
	if !m.s.env.Terminal.Err || now.Sub(m.began) < progressAfter || now.Sub(m.last) < 100*time.Millisecond {
		return
	}
	m.last, m.shown = now, true
	if total > 0 {
		fmt.Fprintf(m.s.env.Err, "\r%s %3d %%", clean(m.name), min(100*done/total, 100))
	} else {
		fmt.Fprintf(m.s.env.Err, "\r%s %d", clean(m.name), done)
	}
}

func (m *progress) end() {
	if m.shown {
		fmt.Fprint(m.s.env.Err, "\r\x1b[K")
	}
}

// tableImportOptions are the options of `import` for a reference table.
type tableImportOptions struct {
	name   string // of the table
	dryRun bool
}

func tableImportCommand(name string) command {
	o := &tableImportOptions{name: name}
	return command{
		name: name, args: between(1, -1), json: []string{"file", "id", "n", "change"}, run: o.run,
		flags: []flag{option(&o.dryRun, "dry-run", false, "cli.flag.dry-run")},
	}
}

// run reads reference tables; each replaces the one of its name.
func (o *tableImportOptions) run(ctx context.Context, s *session, files []string) error {
	cs := model.ChangeSet{Action: "import.reference"}
	t := table{cols: []column{
		{"file", s.T("cli.col.file"), false},
		{"id", "ID", false},
		{"n", s.T("cli.col.rows"), true},
		{"change", s.T("cli.col.verdict"), false},
	}}
	for _, file := range files {
		ref, err := s.Service.Importer.Reference(ctx, file)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(ref.ID, o.name) {
			kind, _, _ := strings.Cut(ref.ID, ".")
			args := model.Args{"file": filepath.Base(file), "found": s.T("cli.table." + kind)}
			return model.NewError(model.Invalid, "err.cli.import.kind", args)
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
		t.rows = append(t.rows, []cell{
			text(filepath.Base(file)), text(ref.ID), number(ref.Rows.V), s.verdictCell(verdict),
		})
	}
	if !o.dryRun && len(cs.Changes) > 0 {
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
