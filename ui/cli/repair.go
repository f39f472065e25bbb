package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/lang"
	"jobspor/ui/service"
)

// mostDamaged are the damaged rows that a command names one by one.
const mostDamaged = 3

// warnDamaged says which rows a command left out because they are damaged, and what is left of them; err is how it
// ended.
func (s *session) warnDamaged(ctx context.Context, err error) {
	if s.saidDamaged {
		return
	}
	list := s.Service.Damaged()
	var e *model.Error
	if errors.As(err, &e) && e.Code == model.DamagedRow && len(list) == 1 {
		return // the error says it
	}
	for i, row := range list {
		if i == mostDamaged {
			s.note("cli.damaged.more", "n", len(list)-i)
			break
		}
		s.notef("%s", service.JoinNonEmpty(" ", s.T("cli.damaged", "type", s.T("type."+row.Type), "row", row.Name()),
			s.wayBack(ctx, row)))
	}
}

// wayBack says how a damaged row comes back: from where, or how it is written anew.
func (s *session) wayBack(ctx context.Context, row model.Damaged) string {
	from, err := s.Service.Damages.Source(ctx, row.Type, row.ID)
	if err != nil {
		return "" // the row that was left out matters, and repair says why
	}
	out := s.words.RowSource(row, from, s.Service.Now())
	if from != nil {
		out += " " + s.T("cli.damaged.repair", "key", row.Type, "row", row.Name())
	}
	return out
}

// damagedNamed is the error of the damaged row that a word names by number or ID, nil for none.
func (s *session) damagedNamed(ctx context.Context, typ, word string) error {
	list, err := s.Service.DamagedOf(ctx, typ)
	if err != nil {
		return err
	}
	ref := refOf(typeNamed(typ), word)
	for _, row := range list {
		if row.ID == word || row.Ref != "" && row.Ref == ref {
			return service.DamagedError(row)
		}
	}
	return nil
}

// damagedObject is a damaged row in the answer of a list.
func damagedObject(row model.Damaged) object {
	o := object{{"id", row.ID}}
	if row.Ref != "" {
		o = append(o, member{"ref", row.Ref})
	}
	return append(o, member{"damaged", true})
}

// addDamaged puts the damaged rows of a type under a list: their number or ID, and what is to be done. It gives how
// many there are.
func (s *session) addDamaged(ctx context.Context, typ string, t *table) ([]model.Damaged, error) {
	list, err := s.Service.DamagedOf(ctx, typ)
	for _, row := range list {
		cells := make([]cell, len(t.cols))
		cells[0] = text(row.Name())
		if len(cells) > 1 {
			cells[1] = text(s.T("damaged.mark"))
		}
		t.rows = append(t.rows, cells)
	}
	return list, err
}

// repairOptions are the options of `repair`.
type repairOptions struct{ set []string }

func repairCommand() command {
	o := &repairOptions{}
	return command{
		name: "repair", args: between(0, 2),
		json:  []string{"type", "row", "id", "source", "at", "latest", "altered", "seq"},
		flags: []flag{option(&o.set, "set", nil, "cli.repair.flag.set")}, run: o.run,
		check: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 || len(o.set) > 0 {
				return exactly(2)(cmd, args)
			}
			return nil
		},
	}
}

// run brings a damaged row back, writes it anew where nothing has it, or lists what is damaged.
func (o *repairOptions) run(ctx context.Context, s *session, args []string) error {
	s.saidDamaged = true
	if len(args) == 0 {
		return s.listDamaged(ctx)
	}
	typ, ok := typeOf(args[0])
	if !ok {
		return model.NewError(model.Usage, "err.cli.repair.type", model.Args{"value": args[0]})
	}
	actor, err := s.actor(ctx)
	if err != nil && (typ != "consultant" || model.CodeOf(err) != model.DamagedRow) { // it brings back who writes
		return err
	}
	row, err := s.damagedRow(ctx, typ, args[1])
	if err != nil {
		return err
	}
	from, err := s.Service.Damages.Source(ctx, row.Type, row.ID)
	if err != nil {
		return err
	}
	var got model.Receipt
	switch {
	case len(o.set) == 0:
		got, err = s.Service.Damages.Repair(ctx, actor, row)
	case from != nil:
		err = model.NewError(model.Conflict, "err.cli.repair.has", model.Args{"row": row.Name()})
	default:
		got, err = s.writeAnew(ctx, actor, row, o.set)
	}
	if err != nil {
		return err
	}
	if s.json {
		return s.out.json(append(s.sourceObject(row, from), member{"seq", got.Seq}))
	}
	if from != nil {
		s.notef("%s", s.words.RowSource(row, from, s.Service.Now()))
	}
	s.note("cli.repair.done", "row", service.DamagedName(row, from))
	s.out.line(row.Name())
	return nil
}

// writeAnew writes a row that nothing can bring back: what was typed, over what can still be read of it.
func (s *session) writeAnew(ctx context.Context, actor string, row model.Damaged, set []string) (
	model.Receipt, error,
) {
	list, err := assigns(set)
	if err != nil {
		return model.Receipt{}, err
	}
	e, err := s.Service.Damages.Remains(ctx, row.Type, row.ID)
	if err != nil {
		return model.Receipt{}, err
	}
	if err := s.set(ctx, e, list); err != nil {
		return model.Receipt{}, err
	}
	if err := schema.ValidateKnowing(e, s.Service.KnownPNumber); err != nil {
		return model.Receipt{}, withType(schema.TypeOf(e), err)
	}
	got, err := s.Service.Damages.WriteAnew(ctx, actor, e)
	return got, withType(schema.TypeOf(e), err)
}

// damagedRow finds the damaged or missing row that a number or an ID names, or what its newest sound state is called.
func (s *session) damagedRow(ctx context.Context, typ, word string) (model.Damaged, error) {
	list, err := s.lost(ctx)
	if err != nil {
		return model.Damaged{}, err
	}
	ref := refOf(typeNamed(typ), word)
	for _, row := range list {
		if row.Type == typ && (row.ID == word || row.Ref != "" && row.Ref == ref) {
			return row, nil
		}
	}
	for _, row := range list {
		if row.Type != typ {
			continue
		}
		from, err := s.Service.Damages.Source(ctx, row.Type, row.ID)
		if err != nil {
			return model.Damaged{}, err
		}
		if from != nil && slices.ContainsFunc(service.CalledIn(from.Row), func(name string) bool {
			return strings.EqualFold(name, word) || name == ref
		}) {
			return row, nil
		}
	}
	key := "err.cli.repair.sound"
	if slices.ContainsFunc(list, func(row model.Damaged) bool { return row.Type == typ }) {
		key = "err.cli.repair.unknown"
	}
	return model.Damaged{}, model.NewError(model.NotFound, key, model.Args{"row": word})
}

// lost are the damaged rows and those that are missing.
func (s *session) lost(ctx context.Context) ([]model.Damaged, error) {
	found, err := s.Verify(ctx)
	if err != nil {
		return nil, err
	}
	list := s.Service.Damaged()
	for _, f := range found {
		known := slices.ContainsFunc(list, func(d model.Damaged) bool { return d.Type == f.Type && d.ID == f.ID })
		if f.Kind == "row.missing" && !known {
			list = append(list, model.Damaged{Type: f.Type, ID: f.ID})
		}
	}
	return list, nil
}

// listDamaged lists the damaged and missing rows with the newest sound state of each.
func (s *session) listDamaged(ctx context.Context) error {
	list, err := s.lost(ctx)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.repair.none"), cols: []column{
		{"type", s.T("cli.col.kind"), false},
		{"row", s.T("cli.col.row"), false},
		{"id", "ID", false},
		{"source", s.T("cli.col.newest"), false},
	}}
	sources := make([]*model.RowSource, len(list))
	for i, row := range list {
		if sources[i], err = s.Service.Damages.Source(ctx, row.Type, row.ID); err != nil {
			return err
		}
		t.rows = append(t.rows, []cell{
			text(row.Type), text(service.DamagedName(row, sources[i])), text(row.ID),
			text(s.words.RowSource(row, sources[i], s.Service.Now())),
		})
	}
	t.object = func(i int) object { return s.sourceObject(list[i], sources[i]) }
	return s.out.table(t)
}

// sourceObject is a damaged row with where its newest sound state is.
func (s *session) sourceObject(row model.Damaged, from *model.RowSource) object {
	o := object{{"type", row.Type}, {"row", row.Name()}, {"id", row.ID}}
	if from == nil {
		return append(o, member{"source", nil})
	}
	where := from.Path
	switch {
	case from.Under != "":
		where = "row"
	case where == "":
		where = "log"
	}
	columns := []string{}
	columns = append(columns, from.Columns...)
	return append(o, member{"source", where}, member{"at", s.timeCell(from.At).val}, member{"latest", from.Latest},
		member{"altered", columns})
}

// typeOf is the type that a word on the command line names: its key, or what it is called in Danish or English.
func typeOf(word string) (string, bool) {
	if t := typeNamed(strings.ToLower(word)); t != nil {
		return t.Name, true
	}
	for _, t := range schema.Types() {
		for _, c := range []lang.Code{lang.Danish, lang.English} {
			if strings.EqualFold(word, lang.New(c).T("type."+t.Name)) {
				return t.Name, true
			}
		}
	}
	return "", false
}
