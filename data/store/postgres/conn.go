package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"slices"

	"github.com/jackc/pgx/v5/stdlib"
)

// conn is a connection that translates what it is asked. Within a transaction it reads the rows of a query before it
// gives the first, because package store asks about a row while it reads the others, and a connection to PostgreSQL
// answers one query at a time.
type conn struct {
	*stdlib.Conn
	writes bool
	inside bool // a transaction
}

// BeginTx begins a transaction; one that writes waits for the lock first, and has it until its end.
func (c *conn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	theirs, err := c.Conn.BeginTx(ctx, opts)
	if err != nil {
		return nil, again(ctx, err)
	}
	if c.writes {
		if _, err := c.Conn.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", named(int64(lockKey))); err != nil {
			_ = theirs.Rollback()
			return nil, again(ctx, err)
		}
	}
	c.inside = true
	return &tx{theirs, c}, nil
}

// again lets package sql begin anew with another connection, where this one was lost before anything was written.
func again(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err() // what the server says of it is that it was cancelled
	}
	if Lost(err) {
		return driver.ErrBadConn
	}
	return err
}

func named(values ...any) (out []driver.NamedValue) {
	for i, v := range values {
		out = append(out, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return out
}

type tx struct {
	driver.Tx
	c *conn
}

// Commit tells those that listen, and commits.
func (t *tx) Commit() error {
	t.c.inside = false
	if t.c.writes {
		if _, err := t.c.Conn.ExecContext(context.Background(), "NOTIFY "+Channel, nil); err != nil {
			return errors.Join(err, t.Tx.Rollback())
		}
	}
	if err := t.Tx.Commit(); err != nil {
		return &CommitError{err}
	}
	return nil
}

// Rollback takes back what was written.
func (t *tx) Rollback() error {
	t.c.inside = false
	return t.Tx.Rollback()
}

// CommitError is the error of a commit. Where the connection was lost nobody knows yet what became of it.
type CommitError struct{ error }

func (e *CommitError) Unwrap() error { return e.error }

// ExecContext runs a statement.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return c.Conn.ExecContext(ctx, Translate(query), args)
}

// QueryContext runs a query.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	rows, err := c.Conn.QueryContext(ctx, Translate(query), args)
	if err != nil && !c.inside && !c.writes {
		return nil, again(ctx, err)
	}
	return c.rows(rows, err)
}

// PrepareContext prepares a statement.
func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	theirs, err := c.Conn.PrepareContext(ctx, Translate(query))
	if err != nil {
		return nil, err
	}
	return &stmt{theirs.(*stdlib.Stmt), c}, nil
}

type stmt struct {
	*stdlib.Stmt
	c *conn
}

// QueryContext runs a prepared query.
func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	rows, err := s.Stmt.QueryContext(ctx, args)
	return s.c.rows(rows, err)
}

// rows reads all of them where others may be asked for before the last is read.
func (c *conn) rows(theirs driver.Rows, err error) (driver.Rows, error) {
	if err != nil || !c.inside {
		return theirs, err
	}
	defer theirs.Close()
	all := &bufferedRows{columns: theirs.Columns()}
	row := make([]driver.Value, len(all.columns))
	for {
		err := theirs.Next(row)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = slices.Clone(b) // it holds until the next row only
			}
		}
		all.rows = append(all.rows, slices.Clone(row))
	}
}

// bufferedRows are rows that were read.
type bufferedRows struct {
	columns []string
	rows    [][]driver.Value
}

// Columns names the columns.
func (h *bufferedRows) Columns() []string { return h.columns }

// Close lets go of the rows.
func (h *bufferedRows) Close() error {
	h.rows = nil
	return nil
}

// Next gives the next row.
func (h *bufferedRows) Next(into []driver.Value) error {
	if len(h.rows) == 0 {
		return io.EOF
	}
	copy(into, h.rows[0])
	h.rows = h.rows[1:]
	return nil
}
