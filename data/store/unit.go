package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// unit is several change sets in one transaction. Each is written by itself inside it, so that later ones read what
// earlier ones wrote; at the end their log entries become one.
type unit struct {
	outer *Store
	tx    *sql.Tx
	first int64   // the entry of the first change set, which becomes the entry of all; 0 before it
	rest  []int64 // the entries of the others
	looks []func(context.Context) error
	did   effect // of its change sets
}

// errKeepNothing ends a unit that was only tried.
var errKeepNothing = errors.New("keep nothing")

// Together runs fn with a Store of its own whose change sets are written together: all of them when fn returns nil,
// none otherwise. Reads of that Store see what was written so far; nobody else sees any of it before the end, and other
// programs wait with their writing meanwhile. The log gets one entry with the given action, so that one Undo reverts
// all; the receipt is that of the whole. With try nothing is written in the end, and the receipt tells what would be.
//
// The given Store must not be used after fn, cannot undo, redo or keep drafts, and its own log shows only what was
// committed before. Views and exports that fn records are logged in any case: they happened.
func (s *Store) Together(
	ctx context.Context, as model.ChangeSet, try bool, fn func(context.Context, *Store) error,
) (model.Receipt, error) {
	if s.opt.ReadOnly {
		return model.Receipt{}, s.explain(model.NewError(model.Forbidden, "err.store.readonly",
			model.Args{"path": s.path}))
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return model.Receipt{}, s.explain(err)
	}
	u := &unit{outer: s, tx: tx, did: effect{delta: delta{}}}
	inner := &Store{path: s.path, engine: s.engine, opt: s.opt, key: s.key, auth: s.auth, info: s.info,
		tables: s.tables, steps: s.steps, writer: s.writer, readers: s.readers, unit: u, damage: s.damage,
		gate: s.gate, waiting: s.waiting,
		subscribers: map[int]func(model.Changed){}, own: map[int64]bool{}}
	got, err := u.run(ctx, inner, as, fn)
	if err == nil && try {
		err = errKeepNothing
	}
	if err == nil {
		err = s.sealHead(context.WithoutCancel(ctx), tx, u.did)
	}
	if err == nil {
		s.markOwn(got.Seq, true)
		if err = s.commitUnit(ctx, tx, got.Seq); err != nil {
			s.markOwn(got.Seq, false)
		}
	} else {
		_ = tx.Rollback()
	}
	looked := u.recordLooks(ctx)
	switch {
	case errors.Is(err, errKeepNothing):
		got.Seq = 0
		return got, s.explain(looked)
	case err != nil:
		return model.Receipt{}, s.explain(err)
	}
	if got.Seq != 0 {
		s.notify(changedBy(as.Actor, got))
	}
	return got, s.explain(looked)
}

// commitUnit commits what a unit wrote; without an entry nothing was.
func (s *Store) commitUnit(ctx context.Context, tx *sql.Tx, seq int64) error {
	if seq == 0 {
		return tx.Commit()
	}
	return s.engine.commit(context.WithoutCancel(ctx), s, tx, seq)
}

// run carries out fn and makes one entry of those that it wrote.
func (u *unit) run(
	ctx context.Context, inner *Store, as model.ChangeSet, fn func(context.Context, *Store) error,
) (model.Receipt, error) {
	if err := fn(ctx, inner); err != nil {
		return model.Receipt{}, err
	}
	if u.first == 0 {
		return model.Receipt{}, nil
	}
	w := &writer{s: inner}
	w.entry = entry{seq: u.first, kind: "change", actor: as.Actor, action: as.Action, args: as.Args}
	w.begin(ctx, u.tx)
	return w.joinEntries(u.rest)
}

// later keeps a view or an export for the end of the unit.
func (u *unit) later(record func(context.Context) error) error {
	u.looks = append(u.looks, record)
	return nil
}

// recordLooks logs the views and exports that the unit recorded.
func (u *unit) recordLooks(ctx context.Context) error {
	var errs []error
	for _, record := range u.looks {
		errs = append(errs, record(context.WithoutCancel(ctx)))
	}
	return errors.Join(errs...)
}

// changedBy is what subscribers are told of a unit.
func changedBy(actor string, got model.Receipt) model.Changed {
	c := model.Changed{Seq: got.Seq, Actor: actor}
	if c.Many = len(got.Changes) > manyRows; c.Many {
		return c
	}
	c.Changes = slices.Clone(got.Changes)
	for _, x := range got.Changes {
		t := schema.TypeOf(x.Row()).Name
		c.Rows = append(c.Rows, model.RowRef{Type: t, ID: x.Row().Meta().ID, Gone: x.After == nil})
	}
	return c
}

// write runs one change set of the unit; what it wrote is taken back when it fails.
func (u *unit) write(ctx context.Context, w *writer, fn func() error) error {
	if w.kind != "change" {
		return callerError("%s inside a unit", w.kind)
	}
	w.begin(ctx, u.tx)
	if _, err := u.tx.ExecContext(w.ctx, `SAVEPOINT "part"`); err != nil {
		return err
	}
	err := w.write(fn)
	if err != nil || w.logged == 0 {
		_, undone := u.tx.ExecContext(w.ctx, `ROLLBACK TO "part"`)
		err = errors.Join(err, undone)
	}
	if _, released := u.tx.ExecContext(w.ctx, `RELEASE "part"`); released != nil && err == nil {
		err = released
	}
	if err != nil {
		return err
	}
	w.applyVersions()
	if w.logged == 0 {
		w.noEntry()
		return nil
	}
	u.did.join(w.did)
	own := w.seq // readers of the unit follow the order of its parts; the caller is told the number of the whole
	if u.first == 0 {
		u.first = w.seq
	} else {
		u.rest = append(u.rest, w.seq)
		w.seq = u.first
	}
	w.s.notify(model.Changed{Seq: own, Actor: w.actor, Rows: w.rows, Changes: w.changes, Many: w.logged > manyRows})
	return nil
}

// joinEntries makes one entry of w's own and the later ones: each row stands in it once, with what stood before the
// first of them; a row that was added and removed again does not.
func (w *writer) joinEntries(later []int64) (model.Receipt, error) {
	lines, err := w.joinedLines(later)
	if err != nil {
		return model.Receipt{}, err
	}
	for _, seq := range append([]int64{w.seq}, later...) {
		if err := w.exec(`DELETE FROM "log_rows" WHERE "seq" = ?`, seq); err != nil {
			return model.Receipt{}, err
		}
		if seq == w.seq && len(lines) > 0 {
			continue
		}
		if err := w.exec(`DELETE FROM "log" WHERE "seq" = ?`, seq); err != nil {
			return model.Receipt{}, err
		}
	}
	// The next entry gets the next number: a gap would look like entries that somebody took away.
	if err := w.numberOn(); err != nil {
		return model.Receipt{}, err
	}
	if len(lines) == 0 {
		return model.Receipt{}, nil
	}
	for _, l := range lines {
		if err := w.log(w.s.tables[l.typ], l.id, l.op, l.before, model.Change{}); err != nil {
			return model.Receipt{}, err
		}
	}
	if err := w.flushLog(); err != nil {
		return model.Receipt{}, err
	}
	args, err := w.argsText()
	if err != nil {
		return model.Receipt{}, err
	}
	err = w.exec(`UPDATE "log" SET "actor" = ?, "action" = ?, "args" = ?, "count" = ? WHERE "seq" = ?`,
		w.actor, w.action, args, w.logged, w.seq)
	if err != nil {
		return model.Receipt{}, err
	}
	rows, err := w.s.entryRows(w.ctx, w, w.seq)
	got := model.Receipt{Seq: w.seq, At: w.at}
	for _, r := range rows {
		got.Changes = append(got.Changes, model.Change{Before: r.Before, After: r.After})
	}
	return got, err
}

// joinedLines are the lines of one entry for all: of each row the first, with what became of it in the end.
func (w *writer) joinedLines(later []int64) ([]logLine, error) {
	at := map[rowKey]int{}
	var lines []logLine
	var last []string
	for _, seq := range append([]int64{w.seq}, later...) {
		part, err := w.s.logRows(w.ctx, w, seq)
		if err != nil {
			return nil, err
		}
		for _, l := range part {
			key := rowKey{l.typ, l.id}
			i, known := at[key]
			if !known {
				i = len(lines)
				at[key] = i
				lines, last = append(lines, l), append(last, "")
			}
			last[i] = l.op
		}
	}
	var out []logLine
	for i, l := range lines {
		switch gone := last[i] == "remove"; {
		case l.op == "add" && gone:
			continue
		case gone:
			l.op = "remove"
		case l.op != "add":
			l.op = "edit"
		}
		out = append(out, l)
	}
	return out, nil
}
