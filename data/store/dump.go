package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// Sink takes the whole content of a database in this order: the numbers, the rows of each type in the order of
// schema.Types and by ID, and the entries of the log, each followed by its lines. Drafts are no part of it.
type Sink interface {
	Number(typ string, last int64) error // the last number given to a row of the type
	Row(e model.Entity) error
	Entry(e model.LogEntry) error // without Rows
	Line(l LogLine) error         // of the entry before it
}

// LogLine is one row of an entry of the log.
type LogLine struct {
	Type, ID string
	Op       string       // add, edit, remove, view
	Before   model.Entity // the row before an edit or removal
	Erased   bool         // what stood before was erased
	Damaged  bool         // what stood before does not open
}

// Contents says how much a database holds.
type Contents struct {
	Schema, Entries, Lines int
	Demo                   bool
	Rows                   map[string]int // by type
}

// dumpPage is how many entries of the log are read at once.
const dumpPage = 500

// Dump gives everything that the database holds as of one moment, sealed fields opened and damaged rows left out: first
// how much there is, then the content itself. A CPR number that an earlier version let into the log is masked. It reads
// as it goes, so that memory does not grow with the database.
// Errors of begin and of the sink are returned as they are.
func (s *Store) Dump(ctx context.Context, begin func(Contents) error, to Sink) error {
	sink := &remembering{sink: to}
	err := s.dump(ctx, func(c Contents) error { return sink.note(begin(c)) }, sink)
	if sink.err != nil {
		return sink.err
	}
	return s.explain(err)
}

func (s *Store) dump(ctx context.Context, begin func(Contents) error, to Sink) error {
	tx, err := s.readers.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	c, err := s.contents(ctx, tx)
	if err == nil {
		err = begin(c)
	}
	if err == nil {
		err = dumpNumbers(ctx, tx, to)
	}
	for _, typ := range schema.Types() {
		if err == nil {
			err = s.dumpRows(ctx, tx, s.tables[typ.Name], to)
		}
	}
	if err == nil {
		err = s.dumpLog(ctx, tx, to)
	}
	return err
}

// remembering tells the errors of a sink from those of the database.
type remembering struct {
	sink Sink
	err  error
}

func (r *remembering) note(err error) error {
	if r.err == nil {
		r.err = err
	}
	return err
}

func (r *remembering) Number(typ string, last int64) error { return r.note(r.sink.Number(typ, last)) }
func (r *remembering) Row(e model.Entity) error            { return r.note(r.sink.Row(e)) }
func (r *remembering) Entry(e model.LogEntry) error        { return r.note(r.sink.Entry(e)) }
func (r *remembering) Line(l LogLine) error                { return r.note(r.sink.Line(l)) }

func (s *Store) contents(ctx context.Context, tx *sql.Tx) (Contents, error) {
	c := Contents{Schema: s.info.Schema, Demo: s.info.Demo, Rows: map[string]int{}}
	for _, typ := range schema.Types() {
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM "`+typ.Table+`"`).Scan(&n); err != nil {
			return c, err
		}
		bad, err := s.scanTable(ctx, tx, s.tables[typ.Name])
		if err != nil {
			return c, err
		}
		c.Rows[typ.Name] = n - bad
	}
	err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM "log"), (SELECT count(*) FROM "log_rows")`).
		Scan(&c.Entries, &c.Lines)
	return c, err
}

func dumpNumbers(ctx context.Context, tx *sql.Tx, to Sink) error {
	rows, err := tx.QueryContext(ctx, `SELECT "type", "last" FROM "numbers" ORDER BY "type"`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var typ string
		var last int64
		if err := rows.Scan(&typ, &last); err != nil {
			return err
		}
		if err := to.Number(typ, last); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *Store) dumpRows(ctx context.Context, tx *sql.Tx, t *table, to Sink) error {
	rows, err := tx.QueryContext(ctx, t.all.query+` ORDER BY "id"`)
	if err != nil {
		return err
	}
	defer rows.Close()
	return s.scan(t.all, rows, to.Row)
}

func (s *Store) dumpLog(ctx context.Context, tx *sql.Tx, to Sink) error {
	query := logColumns + ` WHERE "seq" > ? ORDER BY "seq" LIMIT ?`
	for last := int64(0); ; {
		page, err := s.entries(ctx, tx, query, []any{last, dumpPage})
		if err != nil || len(page) == 0 {
			return err
		}
		for _, e := range page {
			e.Args = maskArgs(e.Args)
			if e.After, err = s.after(ctx, tx, last, e.Seq); err != nil {
				return err
			}
			if err := to.Entry(e); err != nil {
				return err
			}
			if err := s.dumpLines(ctx, tx, e.Seq, to); err != nil {
				return err
			}
			last = e.Seq
		}
	}
}

// after is LogEntry.After of an entry that stands after another. Numbers are missing between them where an earlier
// version left them out, or where somebody removed entries: then the links do not go on, or it was accepted in a load.
func (s *Store) after(ctx context.Context, tx *sql.Tx, last, seq int64) (*int64, error) {
	if seq == last+1 || s.auth == nil {
		return nil, nil
	}
	h, err := s.readHead(ctx, tx)
	if errors.Is(err, errNoHead) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	removed := slices.ContainsFunc(h.Accepted, func(a Accepted) bool { return a.Kind == LogRemoved && a.Seq == last+1 })
	if linked, err := s.linked(ctx, tx, seq); err != nil || !linked || removed {
		return nil, err
	}
	return &last, nil
}

func (s *Store) dumpLines(ctx context.Context, tx *sql.Tx, seq int64, to Sink) error {
	return s.eachLine(ctx, tx, seq, func(l logLine) error {
		t, err := s.table(l.typ)
		if err != nil {
			return err
		}
		out := LogLine{Type: l.typ, ID: l.id, Op: l.op, Erased: l.erased != nil}
		if l.before != nil {
			out.Before, err = s.decodeBefore(t, l.id, l.before)
			out.Damaged = err != nil
		}
		if out.Before != nil {
			schema.MaskCPR(out.Before, func(digits string) bool { return s.HasPNumber(ctx, digits) })
		}
		return to.Line(out)
	})
}
