package cli

import (
	"context"
	"errors"
	"runtime/debug"
	"slices"

	"jobspor/model"
	"jobspor/ui/service"
)

// importOptions are the options of `import` for rows.
type importOptions struct {
	what                 string // type of the rows
	refused, responsible string
	maps                 []string
	mapping, saveMapping string
	dryRun, force        bool
}

// importFields are the JSON fields of an import.
var importFields = slices.Concat([]string{"file", "line", "verdict", "title", "fields", "reasons"}, readingFields,
	[]string{"mappings", "new", "changed", "unchanged", "merged", "refused", "skipped", "seq"})

// readingFields are the JSON fields of how a file was read.
var readingFields = []string{
	"format", "encoding", "separator", "header_line", "sheet", "sheets", "unread_sheets", "hidden_sheets",
	"hidden_rows", "hidden_columns", "columns", "columns.heading", "columns.field", "columns.field_label", "unused",
	"unused.heading", "unused.values", "unused.reason", "notes",
}

func importCommand() command {
	c := command{name: "import", subs: []command{
		rowImportCommand("companies", "company"), rowImportCommand("citizens", "citizen"),
		rowImportCommand("persons", "person"), rowImportCommand("tasks", "task"),
		rowImportCommand("openings", "opening"),
		rowImportCommand("contacts", "contact"), rowImportCommand("goals", "goal"),
	}}
	for _, name := range []string{"occupations", "industries", "postcodes"} {
		c.subs = append(c.subs, tableImportCommand(name))
	}
	c.subs = append(c.subs, headingsImportCommand(), mappingsCommand())
	return c
}

func rowImportCommand(name, typ string) command {
	o := &importOptions{what: typ}
	at := slices.Index(importFields, "seq")
	c := command{
		name: name, args: between(1, -1),
		json:  slices.Insert(slices.Clone(importFields), at, "goals", "contact_persons"),
		run:   o.run,
		reads: allArguments,
		flags: o.flags(),
	}
	switch typ {
	case "company", "citizen":
		c.flags = append(c.flags, option(&o.responsible, "responsible", "", "cli.flag.responsible"))
	case "contact":
		c.flags = append(c.flags, option(&o.responsible, "responsible", "", "cli.import.contacts.flag.responsible"))
	}
	return c
}

func (o *importOptions) flags() []flag {
	return []flag{
		option(&o.dryRun, "dry-run", false, "cli.flag.dry-run"),
		option(&o.maps, "map", nil, "cli.flag.map"),
		option(&o.mapping, "mapping", "", "cli.flag.mapping"),
		option(&o.saveMapping, "save-mapping", "", "cli.flag.save-mapping"),
		option(&o.refused, "refused", "", "cli.flag.refused"),
		option(&o.force, "force", false, "cli.flag.force"),
	}
}

// run reads the files in turn; each is one change set, so that one undo reverts it. A file may be long: memory is freed
// earlier meanwhile, but not in a process that serves others, too.
func (o *importOptions) run(ctx context.Context, s *session, files []string) error {
	if s.env.Served == nil {
		defer debug.SetGCPercent(debug.SetGCPercent(50))
	}
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
	var refused error
	for i, file := range files {
		err := o.importFile(ctx, s, file, in)
		var all *allRefused
		if errors.As(err, &all) { // the other files may be better
			refused = err
			continue
		}
		if err != nil {
			if i > 0 && !o.dryRun { // "nothing has changed" is said of the file that was not read
				s.note("cli.import.before", "n", i)
			}
			return err
		}
	}
	return refused
}

// importerOptions are the options for the importer. A saved mapping comes first, so that --map overrides it.
func (o *importOptions) importerOptions(ctx context.Context, s *session) (service.ImportOptions, error) {
	in := service.ImportOptions{Words: s.words, Responsible: s.Service.Actor()}
	parts := o.maps
	if o.mapping != "" {
		saved, err := s.Service.SavedMapping(ctx, o.mapping)
		if err != nil {
			return in, err
		}
		if saved.Type != o.what {
			args := model.Args{"name": saved.Name, "type": s.T("import.type." + saved.Type)}
			return in, model.NewError(model.Usage, "err.import.mapping.type", args)
		}
		parts = append([]string{saved.Map}, o.maps...)
	}
	var err error
	if in.Map, err = s.Service.Importer.ParseMap(o.what, parts, s.words); err != nil {
		return in, err
	}
	if o.saveMapping != "" && len(in.Map) == 0 {
		return in, model.NewError(model.Usage, "err.import.mapping.empty", nil)
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

// manyRows take long enough to save that a person is told.
const manyRows = 5000

func (o *importOptions) importFile(ctx context.Context, s *session, file string, in service.ImportOptions) error {
	progress := s.progress(model.FileName(file))
	in.Progress = progress.step
	plan, err := s.Service.Importer.Plan(ctx, file, o.what, in)
	progress.end()
	in.Progress = nil
	if err != nil {
		return o.unreadable(ctx, s, file, in, err)
	}
	defer plan.Close()
	fits, err := o.fitting(ctx, s, file, plan, in)
	if err != nil {
		return err
	}
	s.noteReading(o.what, plan, fits)
	if o.refused != "" && plan.Count(service.Refused) > 0 {
		n, err := plan.WriteRefused(ctx, o.refused, o.force)
		if err != nil {
			return err
		}
		s.note("cli.import.refused.file", "n", n, "file", model.ShownPath(o.refused))
	}
	if err := o.save(ctx, s, plan, in); err != nil {
		return err
	}
	if err := s.warnImportedClosing(ctx, plan); err != nil {
		return err
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
		err = s.out.json(s.importObject(o.what, plan, o.dryRun, got, fits))
	} else {
		o.sayResult(s, plan, got)
	}
	if err == nil && plan.Count(service.Refused) > 0 &&
		plan.Count(service.New)+plan.Count(service.Changed)+plan.Count(service.Unchanged) == 0 {
		return &allRefused{model.NewError(model.Invalid, "err.import.all", model.Args{"file": plan.File()})}
	}
	return err
}

// allRefused is the error of a file of which no row could be taken.
type allRefused struct{ err *model.Error }

func (e *allRefused) Error() string { return e.err.Error() }
func (e *allRefused) Unwrap() error { return e.err }

// sayResult prints what became of the file.
func (o *importOptions) sayResult(s *session, plan service.ImportPlan, got model.Receipt) {
	if !o.dryRun {
		s.noteRows(plan)
	}
	s.note(map[bool]string{true: "cli.import.would", false: "cli.import.did"}[o.dryRun], "file", plan.File(),
		"new", plan.Count(service.New), "changed", plan.Count(service.Changed),
		"unchanged", plan.Count(service.Unchanged)+plan.Count(service.Merged), "refused", plan.Count(service.Refused))
	if n := plan.Count(service.Skipped); n > 0 {
		key := "cli.import.skipped"
		if o.what == "opening" { // most are ads of workplaces that nobody here knows
			key += ".opening"
		}
		s.note(key, "n", n)
	}
	if n := plan.People(); n > 0 {
		s.note("cli.import.people", "n", n)
	}
	if plan.Goals() > 0 {
		s.note("cli.import.goals", "n", plan.Goals())
	}
	if got.Seq > 0 {
		s.note("cli.import.undo", "seq", got.Seq)
	}
}

// unreadable adds to the error of a file without known columns which saved mappings would make it readable.
func (o *importOptions) unreadable(
	ctx context.Context, s *session, file string, in service.ImportOptions, err error,
) error {
	var e *model.Error
	if o.mapping != "" || !errors.As(err, &e) || !slices.Contains(headingErrors, e.Key) {
		return err
	}
	fits, fault := s.Service.FittingMappings(ctx, file, o.what, nil, in)
	if fault != nil {
		return fault
	}
	for _, name := range fits {
		s.note("cli.import.fits", "name", name)
	}
	return err
}

// headingErrors are those of a file whose columns are not known.
var headingErrors = []string{"err.import.header", "err.import.columns", "err.import.weeks.columns"}

// fitting finds the saved mappings that can be offered: none when columns were mapped already.
func (o *importOptions) fitting(
	ctx context.Context, s *session, file string, plan service.ImportPlan, in service.ImportOptions,
) ([]string, error) {
	if len(in.Map) > 0 {
		return nil, nil
	}
	return s.Service.FittingMappings(ctx, file, o.what, plan, in)
}

// save saves the mapping by its name; it is a change set of its own, before the import's, so that undoing the import
// leaves it.
func (o *importOptions) save(
	ctx context.Context, s *session, plan service.ImportPlan, in service.ImportOptions,
) error {
	if o.saveMapping == "" {
		return nil
	}
	cs, err := s.Service.SaveMapping(ctx, service.SavedMapping{Name: o.saveMapping, Type: o.what,
		Map: s.Service.Importer.FormatMap(in.Map), Headings: service.HeadingsOf(plan)})
	if err != nil {
		return err
	}
	if o.dryRun {
		if !s.json {
			s.note("cli.import.mapping.would", "name", o.saveMapping)
		}
		return nil
	}
	if len(cs.Changes) == 0 {
		return nil
	}
	if cs.Actor, err = s.actor(ctx); err != nil {
		return err
	}
	if _, err := s.Service.Store.Apply(ctx, cs); err != nil {
		return err
	}
	if !s.json {
		s.note("cli.import.mapping.saved", "name", o.saveMapping)
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
	if cs.Len() == 0 {
		return model.Receipt{}, nil
	}
	if cs.Len() > manyRows && s.env.Terminal.Err {
		s.note("cli.import.saving", "n", cs.Len())
	}
	if err := s.Service.BeforeImport(ctx, cs.Len()); err != nil {
		return model.Receipt{}, err
	}
	return s.Service.Store.Apply(ctx, cs)
}
