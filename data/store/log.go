package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// shortEntry is the largest number of rows of an entry whose rows Log reads without q.Rows.
const shortEntry = 20

// Log returns audit entries, newest first, with their rows decrypted. The rows of entries with more than 20 are read
// only with q.Rows; Count is their number. What does not open is marked as damaged.
func (s *Store) Log(ctx context.Context, q schema.LogQuery) ([]model.LogEntry, error) {
	query, args := logSelect(q)
	tx, err := s.readers.BeginTx(ctx, nil) // one view of the file: what stood after an entry is looked up in later ones
	if err != nil {
		return nil, s.explain(err)
	}
	defer tx.Rollback()
	db := &prepared{tx: tx}
	out, err := s.entries(ctx, db, query, args)
	for i := range out {
		if err == nil && (q.Rows || out[i].Count <= shortEntry) {
			out[i].Rows, err = s.entryRows(ctx, db, out[i].Seq)
		}
	}
	if err == nil && q.Check {
		err = s.markAltered(ctx, tx, out)
	}
	if err != nil {
		return nil, s.explain(err)
	}
	return out, nil
}

func (s *Store) entries(ctx context.Context, db querier, query string, args []any) ([]model.LogEntry, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []model.LogEntry
	for rows.Next() {
		var e model.LogEntry
		var at string
		var text sql.NullString
		if err := rows.Scan(&e.Seq, &at, &e.Actor, &e.Kind, &e.Action, &text, &e.Undoes, &e.UndoneBy,
			&e.Count, &e.Erased); err != nil {
			return nil, err
		}
		e.At = parseStamp(at)
		var err error
		e.Args, err = s.readArgs(e.Seq, text)
		e.Damaged = err != nil
		out = append(out, e)
	}
	return out, rows.Err()
}

// logColumns reads what entries scans.
const logColumns = `SELECT "seq", "at", "actor", "kind", "action", "args", coalesce("undoes", 0),
	coalesce("undone_by", 0), "count", "digest" IS NOT NULL FROM "log"`

func logSelect(q schema.LogQuery) (string, []any) {
	var where []string
	var args []any
	add := func(cond string, values ...any) {
		where, args = append(where, cond), append(args, values...)
	}
	if q.Kind != "" {
		add(`"kind" = ?`, q.Kind)
	}
	if q.Actor != "" {
		add(`"actor" = ?`, q.Actor)
	}
	if q.Type != "" && q.ID != "" {
		add(`"seq" IN (SELECT "seq" FROM "log_rows" WHERE "type" = ? AND "row_id" = ?)`, q.Type, q.ID)
	} else if q.Type != "" {
		add(`"seq" IN (SELECT "seq" FROM "log_rows" WHERE "type" = ?)`, q.Type)
	}
	if q.Of != nil {
		pairs := make([][2]string, len(q.Of))
		for i, r := range q.Of {
			pairs[i] = [2]string{r.Type, r.ID}
		}
		list, _ := json.Marshal(pairs) // texts always can
		add(`"seq" IN (SELECT "r"."seq" FROM json_each(?) AS "j" CROSS JOIN "log_rows" AS "r"
			WHERE "r"."type" = "j"."value" ->> 0 AND "r"."row_id" = "j"."value" ->> 1)`, string(list))
	}
	if q.Before > 0 {
		add(`"seq" < ?`, q.Before)
	}
	query := logColumns
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	query += ` ORDER BY "seq" DESC`
	if q.Limit > 0 {
		query += " LIMIT ?"
		args = append(args, q.Limit)
	}
	return query, args
}

// logLine is one row of log_rows.
type logLine struct {
	typ, id string
	seq     int64
	op      string
	before  []byte
	erased  []byte // the digest that stands in its place after it was erased
}

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// rowQuerier also runs queries for one row.
type rowQuerier interface {
	querier
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *Store) logRows(ctx context.Context, db querier, seq int64) (out []logLine, err error) {
	err = s.eachLine(ctx, db, seq, func(l logLine) error { out = append(out, l); return nil })
	return out, err
}

// eachLine calls fn for each row of an entry while they are read.
func (s *Store) eachLine(ctx context.Context, db querier, seq int64, fn func(logLine) error) error {
	rows, err := db.QueryContext(ctx,
		`SELECT "type", "row_id", "seq", "op", `+notEmpty("before")+`, `+
			notEmpty("digest")+` FROM "log_rows" WHERE "seq" = ? ORDER BY "n"`, seq)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var l logLine
		if err := rows.Scan(&l.typ, &l.id, &l.seq, &l.op, &l.before, &l.erased); err != nil {
			return err
		}
		if err := fn(l); err != nil {
			return err
		}
	}
	return rows.Err()
}

// EachRemoved calls fn for every row of some types that was removed at some time, as it last was.
func (s *Store) EachRemoved(ctx context.Context, types []string, fn func(model.Entity) error) error {
	list, err := json.Marshal(types)
	if err != nil {
		return callerError("types: %w", err)
	}
	rows, err := s.readers.QueryContext(ctx, `SELECT "type", "row_id", "before" FROM "log_rows"
		WHERE "type" IN (SELECT "value" FROM json_each(?)) AND "op" = 'remove' AND "before" IS NOT NULL`, string(list))
	if err != nil {
		return s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var typ, id string
		var before []byte
		if err := rows.Scan(&typ, &id, &before); err != nil {
			return s.explain(err)
		}
		e, err := s.decodeBefore(s.tables[typ], id, before)
		if err == nil {
			err = fn(e)
		}
		if err != nil {
			return s.explain(err)
		}
	}
	return s.explain(rows.Err())
}

// nextLine returns the row as the next entry about it found it, nil when that entry added it. Without a later entry the
// row is unchanged since the line, and found is false.
func (s *Store) nextLine(ctx context.Context, db querier, t *table, l logLine) (e model.Entity, found bool, err error) {
	rows, err := db.QueryContext(ctx, `SELECT "op", "before" FROM "log_rows"
		WHERE "type" = ? AND "row_id" = ? AND "seq" > ? AND "op" <> 'view' ORDER BY "seq" LIMIT 1`, l.typ, l.id, l.seq)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, false, rows.Err()
	}
	var op string
	var before []byte
	if err := rows.Scan(&op, &before); err != nil || op == "add" {
		return nil, err == nil, err
	}
	if e, err = s.decodeBefore(t, l.id, before); err != nil {
		err = unread{err}
	}
	return e, true, err
}

// unread is the error of a value in the log that does not open: one damaged line is one line.
type unread struct{ error }

func (u unread) Unwrap() error { return u.error }

// erasedOn is when the values of a row's earlier entries were erased.
func erasedOn(ctx context.Context, db querier, l logLine) (time.Time, error) {
	rows, err := db.QueryContext(ctx, `SELECT "e"."at" FROM "log_rows" AS "r" JOIN "log" AS "e" ON "e"."seq" = "r"."seq"
		WHERE "r"."type" = ? AND "r"."row_id" = ? AND "r"."seq" >= ? AND "e"."kind" = 'erase'
		ORDER BY "r"."seq" LIMIT 1`, l.typ, l.id, l.seq)
	if err != nil {
		return time.Time{}, err
	}
	defer rows.Close()
	var at string
	if rows.Next() {
		err = rows.Scan(&at)
	}
	return parseStamp(at), errors.Join(err, rows.Err())
}

// entryRows reads the rows of an entry with their before and after.
func (s *Store) entryRows(ctx context.Context, db querier, seq int64) ([]model.LogRow, error) {
	lines, err := s.logRows(ctx, db, seq)
	if err != nil {
		return nil, err
	}
	out := make([]model.LogRow, len(lines))
	for i, l := range lines {
		out[i] = model.LogRow{Type: l.typ, ID: l.id}
		t := s.tables[l.typ]
		if l.op == "view" && l.erased != nil {
			out[i].ID = ""
		}
		if t == nil || l.op == "view" {
			continue
		}
		if l.erased != nil {
			if out[i].Erased, err = erasedOn(ctx, db, l); err != nil {
				return nil, err
			}
			continue
		}
		if l.op != "add" {
			if out[i].Before, err = s.decodeBefore(t, l.id, l.before); err != nil {
				out[i] = model.LogRow{Type: l.typ, ID: l.id, Damaged: true} // one line of the log, not all of it
				continue
			}
		}
		if l.op == "remove" {
			continue
		}
		after, found, err := s.nextLine(ctx, db, t, l)
		if err == nil && !found {
			after, err = s.find(ctx, db, t, l.id)
		}
		if unreadable(err) {
			out[i].Before, out[i].Damaged = nil, true // what became of it is not known: the row is only named
			continue
		}
		if err != nil {
			return nil, err
		}
		out[i].After = after
	}
	return out, nil
}

// unreadable tells an error of a row, or of a line of the log, that cannot be read.
func unreadable(err error) bool {
	var value unread
	return errors.As(err, &value) || model.CodeOf(err) == model.DamagedRow
}

// Viewed records that somebody looked at the data of some rows' people, as one entry; action names the occasion, args
// hold no personal data.
func (s *Store) Viewed(
	ctx context.Context, actor, action string, args model.Args, typ string, ids ...string,
) error {
	if u := s.unit; u != nil {
		return u.later(func(ctx context.Context) error { return u.outer.Viewed(ctx, actor, action, args, typ, ids...) })
	}
	w := &writer{s: s, entry: entry{kind: "view", actor: actor, action: action, args: args}}
	return s.explain(w.run(ctx, func() error { return w.logSeen(typ, ids) }))
}

// Exported records that rows were exported, and whose data was in them; args hold no personal data.
func (s *Store) Exported(
	ctx context.Context, actor, action string, args model.Args, citizens []string, rows int,
) error {
	if u := s.unit; u != nil {
		return u.later(func(ctx context.Context) error {
			return u.outer.Exported(ctx, actor, action, args, citizens, rows)
		})
	}
	w := &writer{s: s, entry: entry{kind: "export", actor: actor, action: action, args: args},
		count: rows - len(citizens)} // the entry counts what was exported, not whose it was
	return s.explain(w.run(ctx, func() error { return w.logSeen("citizen", citizens) }))
}

// logSeen names rows in the entry that nothing was done to.
func (w *writer) logSeen(typ string, ids []string) error {
	t, err := w.s.table(typ)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := w.log(t, id, "view", nil, model.Change{}); err != nil {
			return err
		}
	}
	return nil
}

// Administered records what was done with the file as a whole, such as a new passphrase; args hold no personal data.
func (s *Store) Administered(ctx context.Context, actor, action string, args model.Args) error {
	if s.unit != nil {
		return callerError("%s inside a unit", action)
	}
	w := &writer{s: s, entry: entry{kind: "admin", actor: actor, action: action, args: args}}
	return s.explain(w.run(ctx, func() error { return nil }))
}

// EachLogRow calls fn for every row of the log that is of one of the types, oldest first, with its entry and what was
// done to it: add, edit, remove or view. The row holds what stood before and nothing of what stood after. It is for
// reading all that is kept about somebody; memory does not grow with the log.
func (s *Store) EachLogRow(
	ctx context.Context, types []string, fn func(e model.LogEntry, op string, row model.LogRow) error,
) error {
	list, err := json.Marshal(types)
	if err != nil {
		return callerError("types: %w", err)
	}
	rows, err := s.readers.QueryContext(ctx, `SELECT "r"."type", "r"."row_id", "r"."op", "r"."before",
		"l"."seq", "l"."at", "l"."actor", "l"."kind", "l"."action", "l"."args", coalesce("l"."undoes", 0),
		coalesce("l"."undone_by", 0), "l"."count", "l"."digest" IS NOT NULL
		FROM "log" AS "l" CROSS JOIN "log_rows" AS "r"
		WHERE "r"."seq" = "l"."seq" AND "r"."type" IN (SELECT "value" FROM json_each(?))
		AND ("r"."op" <> 'view' OR "r"."digest" IS NULL)
		ORDER BY "l"."seq", "r"."n"`, string(list))
	if err != nil {
		return s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var e model.LogEntry
		var row model.LogRow
		var at, op string
		var before []byte
		var args sql.NullString
		if err := rows.Scan(&row.Type, &row.ID, &op, &before, &e.Seq, &at, &e.Actor, &e.Kind, &e.Action, &args,
			&e.Undoes, &e.UndoneBy, &e.Count, &e.Erased); err != nil {
			return s.explain(err)
		}
		e.At = parseStamp(at)
		e.Args, err = s.readArgs(e.Seq, args)
		e.Damaged = err != nil
		if t := s.tables[row.Type]; t != nil && before != nil {
			row.Before, err = s.decodeBefore(t, row.ID, before)
			row.Damaged = err != nil
		}
		if err := fn(e, op, row); err != nil {
			return err
		}
	}
	return s.explain(rows.Err())
}
