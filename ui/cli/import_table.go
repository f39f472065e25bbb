package cli

import (
	"context"
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// tableImportOptions are the options of `import` for a reference table.
type tableImportOptions struct {
	name   string // of the table
	dryRun bool
}

// tableImportFields are the JSON fields of the import of a reference table.
var tableImportFields = slices.Concat([]string{"file", "id", "n", "change"}, readingFields)

func tableImportCommand(name string) command {
	o := &tableImportOptions{name: name}
	return command{
		name: name, args: between(1, -1), json: tableImportFields, run: o.run, reads: allArguments,
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
	var readings []object
	for _, file := range files {
		ref, reading, err := s.Service.Importer.Reference(ctx, file)
		if err != nil {
			return err
		}
		name := model.FileName(file)
		if !strings.HasPrefix(ref.ID, o.name) {
			kind, _, _ := strings.Cut(ref.ID, ".")
			args := model.Args{"file": name, "found": s.T("cli.table." + kind)}
			return model.NewError(model.Invalid, "err.cli.import.kind", args)
		}
		if !s.json {
			s.note("cli.import.reading", "file", name)
			s.noteLines(s.words.ReadingLines("reference", nil, reading))
		}
		readings = append(readings, s.readingObject("reference", nil, reading))
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
			text(name), text(ref.ID), number(ref.Rows.V), s.verdictCell(verdict),
		})
	}
	t.object = func(i int) object {
		row := object{}
		for c, col := range t.cols {
			row = append(row, member{col.key, t.rows[i][c].val})
		}
		return append(row, readings[i]...)
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
