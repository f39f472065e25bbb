package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// revertOptions are the options of undo and redo.
type revertOptions struct {
	dryRun bool
	key    string // of its sentences: undo or redo
}

// revertedFields are the JSON fields of undo and redo.
var revertedFields = append(slices.Clone(receiptFields), "dry_run", "reverts", "reverts.seq", "reverts.kind",
	"reverts.action", "reverts.action_label", "undone", "undone.type", "undone.id", "undone.field", "undone.from",
	"undone.to")

func undoCommand() command {
	o := &revertOptions{key: "undo"}
	return command{
		name: "undo", args: between(0, 1), json: revertedFields, check: checkSeq, run: o.run, batch: unAtomic,
		flags: []flag{option(&o.dryRun, "dry-run", false, "cli.flag.dry-run.undo")},
	}
}

func redoCommand() command {
	o := &revertOptions{key: "redo"}
	return command{
		name: "redo", args: exactly(0), json: revertedFields, run: o.run, batch: unAtomic,
		flags: []flag{option(&o.dryRun, "dry-run", false, "cli.flag.dry-run.undo")},
	}
}

// checkSeq refuses an argument that is no number of the log.
func checkSeq(_ *cobra.Command, args []string) error {
	_, err := seqOf(args)
	return err
}

// seqOf reads the number of a change; without one it is 0.
func seqOf(args []string) (int64, error) {
	if len(args) == 0 {
		return 0, nil
	}
	n, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil || n < 1 {
		return 0, model.NewError(model.Usage, "err.cli.number", model.Args{"value": args[0]})
	}
	return n, nil
}

// run takes back the latest change of the user, or the one with the number; redo does again what was undone last.
func (o *revertOptions) run(ctx context.Context, s *session, args []string) error {
	seq, err := seqOf(args)
	if err != nil {
		return err
	}
	actor, err := s.actor(ctx)
	if err != nil {
		return err
	}
	got, err := o.revert(ctx, s.Service.Store, actor, seq)
	if err != nil {
		return err
	}
	if !o.dryRun {
		s.wrote.Store(true)
	}
	about, err := s.Service.SubjectsOf(ctx, got.Changes)
	if err != nil {
		return err
	}
	values := s.changedValues(ctx, got.Changes)
	if s.json {
		reverts := object{
			{"seq", got.Reverts.Seq}, {"kind", got.Reverts.Kind}, {"action", got.Reverts.Action},
			{"action_label", s.words.Action(got.Reverts.Action, got.Reverts.Args)},
		}
		return s.out.json(append(receiptObject(got), member{"dry_run", o.dryRun}, member{"reverts", reverts},
			member{"undone", objectsOf(values)}))
	}
	said := s.words.Reverted(got.Reverts.Kind+map[bool]string{false: ".did", true: ".would"}[o.dryRun], got, about)
	if !o.dryRun {
		return s.sayReceipt(got, said)
	}
	s.notef("%s", said)
	for _, v := range values {
		s.out.line(s.T("cli.undo.value", "type", s.words.Type(v.typ), "name", v.name, "field",
			s.words.Field(v.typ, v.field), "from", s.orNothing(v.from), "to", s.orNothing(v.to)))
	}
	if rest := len(got.Changes) - valuesShown; rest > 0 {
		s.note("kit.more", "n", rest)
	}
	return nil
}

func (s *session) orNothing(text string) string {
	if text == "" {
		return s.T("log.nothing")
	}
	return text
}

// changedValue is a field that undoing changes: what it was until then, and what it is from then on.
type changedValue struct {
	typ      *schema.Type
	id, name string
	field    *schema.Field
	from, to string
}

func objectsOf(values []changedValue) []object {
	out := []object{}
	for _, v := range values {
		out = append(out, object{
			{"type", v.typ.Name}, {"id", v.id}, {"field", v.field.Key}, {"from", v.from}, {"to", v.to},
		})
	}
	return out
}

// valuesShown is how many rows are printed with their values.
const valuesShown = 40

// changedValues are the fields that undoing changes.
func (s *session) changedValues(ctx context.Context, changes []model.Change) (out []changedValue) {
	name := s.nameOf(ctx)
	for _, c := range changes[:min(len(changes), valuesShown)] {
		t := schema.TypeOf(c.Row())
		s.look(c.Before, c.After)
		for i := range t.Fields {
			f, from, to := &t.Fields[i], "", ""
			if c.Before != nil {
				from = s.words.Value(f, c.Before, name)
			}
			if c.After != nil {
				to = s.words.Value(f, c.After, name)
			}
			if from != to && f.Max <= longest {
				s.tells(t, []string{f.Key})
				out = append(out, changedValue{t, c.Row().Meta().ID, rowName(c.Row()), f, from, to})
			}
		}
	}
	return out
}

// longest is how long a text is that is still worth printing; longer ones are whole tables.
const longest = 100_000

func (o *revertOptions) revert(
	ctx context.Context, st service.Store, actor string, seq int64,
) (model.Receipt, error) {
	switch {
	case o.key == "redo" && o.dryRun:
		return st.PreviewRedo(ctx, actor)
	case o.key == "redo":
		return st.Redo(ctx, actor)
	case o.dryRun:
		return st.PreviewUndo(ctx, actor, seq)
	}
	return st.Undo(ctx, actor, seq)
}

// logOptions are the options of `log`.
type logOptions struct {
	rows              bool
	typ, id, kind, by string
	about             string
	limit             int
	before            int64
}

func logCommand() command {
	o := &logOptions{}
	return command{
		name: "log", args: exactly(0), run: o.run,
		json: []string{
			"seq", "at", "kind", "action", "actor", "n", "undoes", "undone_by", "args", "erased",
			"damaged", "altered", "rows",
			"rows.type", "rows.id", "rows.ref", "rows.change", "rows.fields",
		},
		flags: []flag{
			option(&o.rows, "rows", false, "cli.flag.rows"),
			option(&o.typ, "type", "", "cli.flag.type"),
			option(&o.id, "id", "", "cli.flag.id"),
			option(&o.about, "about", "", "cli.flag.about"),
			option(&o.kind, "kind", "", "cli.flag.kind"),
			option(&o.by, "by", "", "cli.flag.by"),
			option(&o.limit, "limit", 50, "cli.flag.limit"),
			option(&o.before, "before", 0, "cli.flag.before"),
		},
	}
}

// run prints the audit log, newest first.
func (o *logOptions) run(ctx context.Context, s *session, _ []string) error {
	q := schema.LogQuery{Kind: o.kind, Limit: o.limit, Before: o.before, Rows: o.rows, Check: true}
	if o.id != "" {
		if _, ok := schema.TypeNamed(o.typ); !ok {
			return model.NewError(model.Usage, "err.cli.log.type", nil)
		}
		e, err := s.find(ctx, o.typ, o.id)
		switch {
		case err == nil:
			q.ID = e.Meta().ID
			s.look(e) // what was done about somebody tells of them, though the lines name nobody
		case model.IsID(o.id): // a row that is gone still has its history
			q.ID = o.id
			s.look(model.RowRef{Type: o.typ, ID: o.id})
		default:
			return err
		}
		q.Type = o.typ
	}
	if o.about != "" {
		row, err := s.aboutRow(ctx, o.typ, o.about)
		if err != nil {
			return err
		}
		if q.Of, err = s.Service.History(ctx, row); err != nil {
			return err
		}
	}
	if o.by != "" {
		e, err := s.find(ctx, "consultant", o.by)
		if err != nil {
			return err
		}
		q.Actor = e.Meta().ID
	}
	entries, err := s.Service.Store.Log(ctx, q)
	if err != nil {
		return err
	}
	t := table{empty: s.T("cli.log.empty"), cols: []column{
		{"seq", s.T("cli.col.seq"), true},
		{"at", s.T("cli.col.at"), false},
		{"actor", s.T("cli.col.actor"), false},
		{"kind", s.T("cli.col.kind"), false},
		{"action", s.T("cli.col.what"), false},
		{"n", s.T("cli.col.rows"), true},
		{"undone_by", s.T("cli.col.undone"), true},
	}}
	name := s.nameOf(ctx)
	altered := 0
	for _, e := range entries {
		actor, at := "", s.timeCell(e.At)
		if e.At.IsZero() {
			at = cell{"?", "", nil}
		}
		if e.Altered {
			altered++
		}
		if e.Actor != "" {
			actor = name("consultant", e.Actor)
		}
		undone := cell{}
		if e.UndoneBy != 0 {
			undone = number(int(e.UndoneBy))
		}
		t.rows = append(t.rows, []cell{
			number(int(e.Seq)), at, text(actor), coded(s.T("cli.log."+e.Kind), e.Kind),
			coded(s.words.Entry(e), e.Action), number(e.Count), undone,
		})
	}
	t.object = func(i int) object { return s.logObject(entries[i], t.rows[i]) }
	if o.rows && !s.json && !s.out.human() {
		t = s.logRowTable(entries, t)
	}
	if err := s.out.table(t); err != nil {
		return err
	}
	if o.rows && s.out.human() {
		s.printLogRows(entries)
	}
	if altered > 0 {
		s.note("cli.log.altered", "n", altered, "mark", model.DamagedMark)
	}
	return nil
}

// aboutRow finds the row that a history is wanted of: by the letter of its number, else a company by its name.
func (s *session) aboutRow(ctx context.Context, typ, word string) (model.RowRef, error) {
	letter, _, numbered := strings.Cut(strings.ToUpper(word), "-")
	for _, t := range schema.Types() {
		if typ == "" && numbered && t.Letter == letter && letter != "" {
			typ = t.Name
		}
	}
	if typ == "" {
		typ = "company"
	}
	if _, ok := schema.TypeNamed(typ); !ok {
		return model.RowRef{}, model.NewError(model.Usage, "err.cli.log.type", nil)
	}
	e, err := s.find(ctx, typ, word)
	switch {
	case err == nil:
		s.look(e)
		return model.RowRef{Type: typ, ID: e.Meta().ID}, nil
	case model.IsID(word): // a row that is gone still has its history
		row := model.RowRef{Type: typ, ID: word}
		s.look(row)
		return row, nil
	}
	return model.RowRef{}, err
}

// timeCell is a moment for a person, a pipe and JSON.
func (r *root) timeCell(at time.Time) cell {
	iso := at.Format(time.RFC3339)
	return cell{r.words.DayYear(at) + " " + r.words.Clock(at), iso, iso}
}

func (s *session) logObject(e model.LogEntry, row []cell) object {
	o := object{
		{"seq", e.Seq}, {"at", row[1].val}, {"kind", row[3].val}, {"action", row[4].val}, {"actor", row[2].val},
		{"n", e.Count}, {"undoes", e.Undoes}, {"undone_by", e.UndoneBy},
		{"erased", e.Erased}, {"damaged", e.Damaged}, {"altered", e.Altered},
	}
	args := e.Args
	if args == nil {
		args = model.Args{}
	}
	rows := []object{}
	for _, r := range e.Rows {
		s.look(r.Before, r.After) // its number is printed
		_, keys := s.logFields(r)
		rows = append(rows, object{
			{"type", r.Type}, {"id", r.ID}, {"ref", rowRef(r)}, {"change", logChange(r)}, {"fields", keys},
		})
	}
	return append(o, member{"args", args}, member{"rows", rows})
}

// logChange is what was done to a row of the log: it was added, changed, removed or seen; its values were erased since,
// or cannot be read.
func logChange(r model.LogRow) string {
	switch {
	case !r.Erased.IsZero() || r.ID == "":
		return "erased"
	case r.Damaged:
		return "damaged"
	case r.Before == nil && r.After == nil:
		return "seen"
	}
	return changeKind(model.Change{Before: r.Before, After: r.After})
}

// logRowTable is the log for a pipe with a line for each row: the columns of its entry, then those of the row.
func (s *session) logRowTable(entries []model.LogEntry, of table) table {
	out := table{cols: append(slices.Clone(of.cols), column{"type", "", false}, column{"id", "ID", false},
		column{"ref", "", false}, column{"change", "", false}, column{"fields", "", false})}
	for i, e := range entries {
		rows := e.Rows
		if len(rows) == 0 {
			out.rows = append(out.rows, append(slices.Clone(of.rows[i]), make([]cell, 5)...))
		}
		for _, r := range rows {
			s.look(r.Before, r.After) // its number is printed
			_, keys := s.logFields(r)
			ref, _ := rowRef(r).(string)
			out.rows = append(out.rows, append(slices.Clone(of.rows[i]), text(r.Type), text(r.ID), text(ref),
				text(logChange(r)), text(strings.Join(keys, ","))))
		}
	}
	return out
}

// rowRef is the number of a row of the log, nil when its type has none.
func rowRef(r model.LogRow) any {
	e := r.After
	if e == nil {
		e = r.Before
	}
	if e == nil || schema.TypeOf(e).Letter == "" {
		return nil
	}
	return rowName(e)
}

// printLogRows prints the rows of entries with the fields that changed, not their values: those are for the screen.
func (s *session) printLogRows(entries []model.LogEntry) {
	for _, e := range entries {
		if len(e.Rows) == 0 {
			continue
		}
		s.out.heading(strconv.FormatInt(e.Seq, 10))
		for _, r := range e.Rows {
			labels, _ := s.logFields(r)
			line := "  " + s.T("type."+r.Type) + " " + r.ID
			for i, f := range labels {
				line += map[bool]string{true: ": ", false: ", "}[i == 0] + f
			}
			s.out.line(line)
		}
	}
}

func (s *session) logFields(r model.LogRow) (labels, keys []string) {
	keys = []string{}
	if r.Before == nil || r.After == nil {
		return nil, keys
	}
	t := schema.TypeOf(r.After)
	for _, f := range schema.Differences(r.Before, r.After) {
		labels, keys = append(labels, s.words.Field(t, f)), append(keys, f.Key)
	}
	return labels, keys
}
