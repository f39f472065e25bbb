package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
	"jobspor/model/schema"
)

// Undo reverts a change: entry seq, or with 0 the actor's own latest change that is not undone, other than what a
// demonstration was filled with, and only after their latest erasure. It writes the earlier values as one new entry if
// no row was changed after the entry; otherwise nothing is written and the error is a Conflict as in Apply (Mine is
// what undo would restore, Base what the entry left, Later who changed it since). Of an undo that is named, the change
// is done again; a redo that is named stands for the change that it did again. NotFound means there is nothing to undo,
// Forbidden that it is of a kind that nothing takes back. The receipt names the entry that was reverted.
func (s *Store) Undo(ctx context.Context, actor string, seq int64) (model.Receipt, error) {
	return s.revert(ctx, actor, revertOptions{kind: "undo", seq: seq})
}

// PreviewUndo gives the receipt and the errors of Undo and writes nothing; the receipt's own number is 0.
func (s *Store) PreviewUndo(ctx context.Context, actor string, seq int64) (model.Receipt, error) {
	return s.revert(ctx, actor, revertOptions{kind: "undo", seq: seq, preview: true})
}

// Redo reverts the actor's latest undo that was not redone, unless the actor changed something after it. NotFound means
// there is nothing to redo.
func (s *Store) Redo(ctx context.Context, actor string) (model.Receipt, error) {
	return s.revert(ctx, actor, revertOptions{kind: "redo"})
}

// PreviewRedo gives the receipt and the errors of Redo and writes nothing.
func (s *Store) PreviewRedo(ctx context.Context, actor string) (model.Receipt, error) {
	return s.revert(ctx, actor, revertOptions{kind: "redo", preview: true})
}

// revertOptions say what revert does.
type revertOptions struct {
	kind    string // undo or redo
	seq     int64  // the entry to undo; 0 is the actor's latest
	preview bool   // nothing is committed
}

// errPreview ends the transaction of a preview.
var errPreview = errors.New("preview")

// revert writes the inverse of an entry.
func (s *Store) revert(ctx context.Context, actor string, o revertOptions) (model.Receipt, error) {
	w := &writer{s: s, entry: entry{kind: o.kind, actor: actor}}
	var changes []model.Change
	var reverts model.Reverted
	err := w.run(ctx, func() error {
		target, err := w.target(o)
		if errors.Is(err, sql.ErrNoRows) {
			return model.NewError(model.NotFound, "err.store.nothing."+o.kind, nil)
		}
		if err != nil {
			return err
		}
		if reverts, err = w.reverted(target); err != nil {
			return err
		}
		if changes, err = w.inverse(target); err != nil {
			return err
		}
		if !o.preview {
			return w.linkReverted(target)
		}
		if err := w.finish(); err != nil { // what it refuses stands in the way as well
			return err
		}
		return errPreview
	})
	switch {
	case errors.Is(err, errPreview):
		return model.Receipt{Changes: changes, Reverts: reverts}, nil
	case err != nil:
		return model.Receipt{}, s.explain(err)
	}
	return model.Receipt{Seq: w.seq, At: w.at, Changes: changes, Reverts: reverts}, nil
}

// target finds the entry to revert; sql.ErrNoRows means there is none.
func (w *writer) target(o revertOptions) (int64, error) {
	switch {
	case o.kind == "redo":
		return w.queryInt(`SELECT "seq" FROM "log" WHERE "actor" = ?1 AND "kind" = 'undo' AND "undone_by" IS NULL
			AND "seq" > (SELECT coalesce(max("seq"), 0) FROM "log" WHERE "actor" = ?1 AND "kind" = 'change')
			AND NOT `+anyErased+` ORDER BY "seq" DESC LIMIT 1`, w.actor)
	case o.seq != 0:
		return w.named(o.seq)
	}
	return w.latest()
}

// latest is the actor's own latest change that is not undone. It is not looked for before an erasure of theirs: who
// undoes after one means the erasure, and not whatever was done before it.
func (w *writer) latest() (int64, error) {
	seq, err := w.queryInt(`SELECT "seq" FROM "log" WHERE "actor" = ? AND "kind" = 'change' AND "undone_by" IS NULL
		AND "count" > 0 AND "action" <> ? AND NOT `+anyErased+` ORDER BY "seq" DESC LIMIT 1`, w.actor, filling)
	none := errors.Is(err, sql.ErrNoRows)
	if err != nil && !none {
		return 0, err
	}
	erasure, failed := w.queryInt(`SELECT coalesce(max("seq"), 0) FROM "log" WHERE "actor" = ? AND "kind" = 'erase'`,
		w.actor)
	switch {
	case failed != nil:
		return 0, failed
	case erasure > 0 && none:
		return w.named(erasure)
	case erasure > seq:
		return 0, model.NewError(model.Forbidden, "err.store.undo.past", model.Args{"seq": erasure, "before": seq})
	}
	return seq, err
}

// filling is the action of what a demonstration was filled with: written in a consultant's name, and nobody's change.
const filling = "demo"

// anyErased is whether something of an entry was erased: it cannot be undone any more.
const anyErased = `EXISTS (SELECT 1 FROM "log_rows" AS "x" WHERE "x"."seq" = "log"."seq" AND "x"."digest" IS NOT NULL)`

// irrevocable are the kinds of entries that nothing takes back; "err.store.undo.<kind>" says why.
var irrevocable = []string{"view", "export", "admin", "erase"}

// named finds the entry to revert for the one that a person names. Of an undo it makes a redo.
func (w *writer) named(seq int64) (int64, error) {
	var kind string
	var undoes, undoneBy, count int64
	err := w.tx.QueryRowContext(w.ctx, `SELECT "kind", coalesce("undoes", 0), coalesce("undone_by", 0), "count"
		FROM "log" WHERE "seq" = ? AND "seq" <> ?`, seq, w.seq).Scan(&kind, &undoes, &undoneBy, &count)
	refuse := func(code model.Code, why string) (int64, error) {
		return 0, model.NewError(code, "err.store.undo."+why, model.Args{"seq": seq, "by": undoneBy})
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return refuse(model.NotFound, "none")
	case err != nil:
		return 0, err
	case slices.Contains(irrevocable, kind):
		return refuse(model.Forbidden, kind)
	case kind == "redo":
		change, err := w.queryInt(`SELECT "undoes" FROM "log" WHERE "seq" = ?`, undoes)
		if err != nil {
			return 0, err
		}
		return w.named(change)
	case undoneBy != 0:
		return refuse(model.NotFound, "undone")
	case count == 0:
		return refuse(model.NotFound, "kind")
	case kind == "undo":
		w.kind = "redo"
	}
	return seq, nil
}

// reverted reads what an entry was. A redo does again what the undo had taken back, so that entry is named.
func (w *writer) reverted(target int64) (model.Reverted, error) {
	r := model.Reverted{Seq: target, Kind: w.kind}
	var undoes int64
	var args sql.NullString
	err := w.tx.QueryRowContext(w.ctx, `SELECT "action", "args", coalesce("undoes", 0) FROM "log" WHERE "seq" = ?`,
		target).Scan(&r.Action, &args, &undoes)
	if err != nil {
		return r, err
	}
	if w.kind == "redo" {
		r.Seq = undoes
	}
	r.Args, err = w.s.readArgs(target, args)
	return r, err
}

// linkReverted records which entry reverts which, and copies action and arguments to the new entry. A redo marks the
// change that the undo had reverted as not undone.
func (w *writer) linkReverted(target int64) error {
	if err := w.exec(`UPDATE "log" SET "undoes" = ?1, "kind" = ?3,
		"action" = (SELECT "action" FROM "log" WHERE "seq" = ?1),
		"args" = (SELECT "args" FROM "log" WHERE "seq" = ?1) WHERE "seq" = ?2`, target, w.seq, w.kind); err != nil {
		return err
	}
	if err := w.exec(`UPDATE "log" SET "undone_by" = ?2 WHERE "seq" = ?1`, target, w.seq); err != nil {
		return err
	}
	return w.exec(
		`UPDATE "log" SET "undone_by" = NULL
			WHERE "seq" = (SELECT "undoes" FROM "log" WHERE "seq" = ?1 AND "kind" = 'undo')`,
		target)
}

func (w *writer) queryInt(query string, args ...any) (n int64, err error) {
	err = w.tx.QueryRowContext(w.ctx, query, args...).Scan(&n)
	return n, err
}

// inverse writes the values before an entry, last row first.
func (w *writer) inverse(target int64) ([]model.Change, error) {
	lines, err := w.s.logRows(w.ctx, w.tx, target)
	if err != nil {
		return nil, err
	}
	moved, err := w.changedLater(target)
	if err != nil {
		return nil, err
	}
	var changes []model.Change
	var conflicts []model.RowConflict
	for i := len(lines) - 1; i >= 0; i-- {
		if err := w.checkCancelled(i); err != nil {
			return nil, err
		}
		c, conflict, err := w.restore(lines[i], moved[rowKey{lines[i].typ, lines[i].id}])
		if err != nil {
			return nil, fmt.Errorf("restore %s %s: %w", lines[i].typ, lines[i].id, err)
		}
		if conflict != nil {
			conflicts = append(conflicts, *conflict)
		} else if c.Row() != nil {
			changes = append(changes, c)
		}
	}
	return changes, w.movedSince(target, conflicts)
}

// movedSince makes one error of all rows that were changed after an entry, with the numbers of those changes.
func (w *writer) movedSince(target int64, rows []model.RowConflict) error {
	if len(rows) == 0 {
		return nil
	}
	var later []int64
	for _, r := range rows {
		later = append(later, r.Later...)
	}
	slices.Sort(later)
	later = slices.Compact(later)
	slices.Reverse(later)
	var numbers []string
	for _, seq := range later[:min(len(later), maxLater)] {
		numbers = append(numbers, strconv.FormatInt(seq, 10))
	}
	key := "err.store." + w.kind + ".moved"
	if len(later) == 0 {
		key += ".otherwise"
	}
	return model.NewError(model.Conflict, key, model.Args{
		"seq": target, "n": len(rows), "later": strings.Join(numbers, ", "), "count": len(later),
	}).WithCause(&model.ConflictError{Rows: rows})
}

// maxLater is how many later changes an error names.
const maxLater = 5

// changedLater finds the rows of an entry that later entries changed too. Usually there are none, and one query for all
// rows is much faster than one for each.
func (w *writer) changedLater(target int64) (map[rowKey]bool, error) {
	rows, err := w.QueryContext(w.ctx, `SELECT DISTINCT "l"."type", "l"."row_id" FROM "log_rows" AS "e"
		JOIN "log_rows" AS "l"
		ON "l"."type" = "e"."type" AND "l"."row_id" = "e"."row_id" AND "l"."seq" > ?1 AND "l"."op" <> 'view'
		WHERE "e"."seq" = ?1`, target)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[rowKey]bool{}
	for rows.Next() {
		var k rowKey
		if err := rows.Scan(&k.typ, &k.id); err != nil {
			return nil, err
		}
		out[k] = true
	}
	return out, rows.Err()
}

// restore writes the values before one line of an entry, if the row is unchanged since that line. moved says that later
// entries changed the row.
func (w *writer) restore(l logLine, moved bool) (model.Change, *model.RowConflict, error) {
	if l.erased != nil {
		return model.Change{}, nil, model.NewError(model.Forbidden, "err.store.undo.erased", model.Args{"seq": l.seq})
	}
	t, err := w.s.table(l.typ)
	if err != nil {
		return model.Change{}, nil, err
	}
	var before, left model.Entity
	if l.op != "add" {
		if before, err = w.s.decodeBefore(t, l.id, l.before); err != nil {
			return model.Change{}, nil, err
		}
	}
	now, err := w.current(t, l.id)
	if err != nil {
		return model.Change{}, nil, err
	}
	left = now
	if moved {
		if left, _, err = w.s.nextLine(w.ctx, w, t, l); err != nil {
			return model.Change{}, nil, err
		}
	}
	if !sameRow(now, left) {
		later, err := w.laterChanges(l)
		return model.Change{}, &model.RowConflict{Mine: before, Theirs: now, Base: left, Later: later}, err
	}
	if now == nil && before == nil {
		return model.Change{}, nil, nil
	}
	return model.Change{Before: now, After: before}, nil, w.put(t, now, before)
}

// laterChanges are the changes of a row after a line that are not undone, newest first.
func (w *writer) laterChanges(l logLine) (seqs []int64, err error) {
	rows, err := w.QueryContext(w.ctx, `SELECT "e"."seq"
		FROM "log_rows" AS "r" JOIN "log" AS "e" ON "e"."seq" = "r"."seq"
		WHERE "r"."type" = ? AND "r"."row_id" = ? AND "r"."seq" > ? AND "r"."op" <> 'view' AND "e"."kind" = 'change'
		AND "e"."undone_by" IS NULL AND "e"."seq" <> ? ORDER BY "e"."seq" DESC`, l.typ, l.id, l.seq, w.seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return nil, err
		}
		seqs = append(seqs, seq)
	}
	return seqs, rows.Err()
}

// sameRow compares two rows, either of which may be nil.
func sameRow(a, b model.Entity) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return schema.Equal(a, b)
}
