package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"jobspor/model"
	"jobspor/model/schema"
)

func (r *root) newUndo() *cobra.Command {
	c := r.new("undo", between(0, 1), func(ctx context.Context, args []string) error {
		var seq int64
		if len(args) == 1 {
			n, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil || n < 1 {
				return model.NewError(model.Usage, "err.cli.number", model.Args{"value": args[0]})
			}
			seq = n
		}
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.undo(ctx, seq) })
	})
	return saysReceipt(c)
}

// undo takes back the latest change of the user, or the one with the number.
func (s *session) undo(ctx context.Context, seq int64) error {
	actor, err := s.actor(ctx)
	if err != nil {
		return err
	}
	got, err := s.Service.Store.Undo(ctx, actor, seq)
	if err != nil {
		return err
	}
	return s.receipt(got, s.T("cli.undone", "n", len(got.Changes)))
}

func (r *root) newRedo() *cobra.Command {
	c := r.new("redo", between(0, 0), func(ctx context.Context, _ []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error {
			actor, err := s.actor(ctx)
			if err != nil {
				return err
			}
			got, err := s.Service.Store.Redo(ctx, actor)
			if err != nil {
				return err
			}
			return s.receipt(got, s.T("cli.redone", "n", len(got.Changes)))
		})
	})
	return saysReceipt(c)
}

// logOptions is what `log` was asked.
type logOptions struct {
	rows          bool
	typ, id, kind string
	by            string
	limit         int
	before        int64
}

func (r *root) newLog() *cobra.Command {
	var o logOptions
	c := r.new("log", between(0, 0), func(ctx context.Context, _ []string) error {
		return r.with(ctx, func(ctx context.Context, s *session) error { return s.log(ctx, o) })
	})
	f := c.Flags()
	f.BoolVar(&o.rows, "rows", false, "")
	f.StringVar(&o.typ, "type", "", "")
	f.StringVar(&o.id, "id", "", "")
	f.StringVar(&o.kind, "kind", "", "")
	f.StringVar(&o.by, "by", "", "")
	f.IntVar(&o.limit, "limit", 50, "")
	f.Int64Var(&o.before, "before", 0, "")
	return says(c, "seq", "at", "kind", "action", "actor", "n", "undoes", "undone_by", "args", "rows", "rows.type", "rows.id", "rows.change", "rows.fields")
}

// log prints the audit log, newest first.
func (s *session) log(ctx context.Context, o logOptions) error {
	q := schema.LogQuery{Kind: o.kind, Limit: o.limit, Before: o.before, Rows: o.rows}
	if o.id != "" {
		if _, ok := schema.TypeNamed(o.typ); !ok {
			return model.NewError(model.Usage, "err.cli.log.type", nil)
		}
		e, err := s.find(ctx, o.typ, o.id)
		switch {
		case err == nil:
			q.ID = e.Meta().ID
		case model.IsID(o.id): // a row that is gone still has its history
			q.ID = o.id
		default:
			return err
		}
		q.Type = o.typ
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
	t := table{cols: []column{{"seq", s.T("cli.col.seq"), true}, {"at", s.T("cli.col.at"), false}, {"actor", s.T("cli.col.actor"), false}, {"kind", s.T("cli.col.kind"), false},
		{"action", s.T("cli.col.what"), false}, {"n", s.T("cli.col.rows"), true}, {"undone_by", s.T("cli.col.undone"), true}}, empty: s.T("cli.log.empty")}
	name := s.called(ctx)
	for _, e := range entries {
		actor := ""
		if e.Actor != "" {
			actor = name("consultant", e.Actor)
		}
		undone := cell{}
		if e.UndoneBy != 0 {
			undone = number(int(e.UndoneBy))
		}
		at := e.At.Format("2006-01-02T15:04:05Z07:00")
		t.rows = append(t.rows, []cell{number(int(e.Seq)), {s.words.DayYear(e.At) + " " + s.words.Clock(e.At), at, at}, text(actor),
			{s.T("cli.log." + e.Kind), e.Kind, e.Kind}, {s.words.Action(e.Action, e.Args), e.Action, e.Action}, number(e.Count), undone})
	}
	t.more = func(i int) object { return s.logObject(entries[i], t.rows[i]) }
	if err := s.out.table(t); err != nil {
		return err
	}
	if o.rows && s.out.human() {
		s.logRows(entries)
	}
	return nil
}

func (s *session) logObject(e model.LogEntry, row []cell) object {
	o := object{{"seq", e.Seq}, {"at", row[1].raw}, {"kind", e.Kind}, {"action", e.Action}, {"actor", row[2].val}, {"n", e.Count}, {"undoes", e.Undoes}, {"undone_by", e.UndoneBy}}
	args := e.Args
	if args == nil {
		args = model.Args{}
	}
	rows := []object{}
	for _, r := range e.Rows {
		_, keys := s.logFields(r)
		rows = append(rows, object{{"type", r.Type}, {"id", r.ID}, {"change", changeKind(model.Change{Before: r.Before, After: r.After})}, {"fields", keys}})
	}
	return append(o, member{"args", args}, member{"rows", rows})
}

// logRows prints the rows of entries with the fields that changed, not their values: those are for the screen.
func (s *session) logRows(entries []model.LogEntry) {
	for _, e := range entries {
		if len(e.Rows) == 0 {
			continue
		}
		s.out.heading(strconv.FormatInt(e.Seq, 10))
		for _, r := range e.Rows {
			said, _ := s.logFields(r)
			line := "  " + r.Type + " " + r.ID
			for i, f := range said {
				line += map[bool]string{true: ": ", false: ", "}[i == 0] + f
			}
			s.out.line(line)
		}
	}
}

func (s *session) logFields(r model.LogRow) (said, keys []string) {
	keys = []string{}
	if r.Before == nil || r.After == nil {
		return nil, keys
	}
	t := schema.TypeOf(r.After)
	for _, f := range schema.Differences(r.Before, r.After) {
		said, keys = append(said, s.words.Field(t, f)), append(keys, f.Key)
	}
	return said, keys
}
