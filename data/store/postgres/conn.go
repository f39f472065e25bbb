package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"slices"

	"github.com/jackc/pgx/v5/stdlib"
)

// conn is a connection that translates what it is asked. A connection to PostgreSQL answers one query at a time, and
// package store asks about a row while it reads the others: before anything else is asked within a transaction, the
// rows that were not read yet are read into memory.
type conn struct {
	*stdlib.Conn
	writes bool
	inside bool        // a transaction
	unread *openedRows // of the last query within it
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
	if err := t.c.readRest(); err != nil {
		return errors.Join(err, t.Rollback())
	}
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
	if t.c.unread != nil {
		_ = t.c.unread.Close()
	}
	t.c.inside = false
	return t.Tx.Rollback()
}

// CommitError is the error of a commit. Where the connection was lost nobody knows yet what became of it.
type CommitError struct{ error }

func (e *CommitError) Unwrap() error { return e.error }

// ExecContext runs a statement.
func (c *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.readRest(); err != nil {
		return nil, err
	}
	return c.Conn.ExecContext(ctx, Translate(query), args)
}

// QueryContext runs a query.
func (c *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.readRest(); err != nil {
		return nil, err
	}
	rows, err := c.Conn.QueryContext(ctx, Translate(query), args)
	if err != nil && !c.inside && !c.writes {
		return nil, again(ctx, err)
	}
	return c.opened(rows, err)
}

// PrepareContext prepares a statement.
func (c *conn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if err := c.readRest(); err != nil {
		return nil, err
	}
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

// ExecContext runs a prepared statement.
func (s *stmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := s.c.readRest(); err != nil {
		return nil, err
	}
	return s.Stmt.ExecContext(ctx, args)
}

// QueryContext runs a prepared query.
func (s *stmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := s.c.readRest(); err != nil {
		return nil, err
	}
	rows, err := s.Stmt.QueryContext(ctx, args)
	return s.c.opened(rows, err)
}

// Close lets go of a prepared statement.
func (s *stmt) Close() error {
	if err := s.c.readRest(); err != nil {
		return err
	}
	return s.Stmt.Close()
}

// readRest reads the rows that were not read yet, so that something else can be asked.
func (c *conn) readRest() error {
	if c.unread == nil {
		return nil
	}
	return c.unread.readRest()
}

// opened are the rows of a query.
func (c *conn) opened(theirs driver.Rows, err error) (driver.Rows, error) {
	if err != nil || !c.inside {
		return theirs, err
	}
	c.unread = &openedRows{Rows: theirs, c: c, columns: len(theirs.Columns())}
	return c.unread, nil
}

// openedRows come from the connection as they are read, and from memory after readRest.
type openedRows struct {
	driver.Rows
	c       *conn
	columns int
	read    bool
	rest    [][]driver.Value
}

func (r *openedRows) readRest() error {
	for {
		row := make([]driver.Value, r.columns)
		err := r.Rows.Next(row)
		if errors.Is(err, io.EOF) {
			return r.end()
		}
		if err != nil {
			return errors.Join(err, r.end())
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = slices.Clone(b) // it holds until the next row only
			}
		}
		r.rest = append(r.rest, row)
	}
}

// end gives the connection back.
func (r *openedRows) end() error {
	if r.read {
		return nil
	}
	r.read = true
	if r.c.unread == r {
		r.c.unread = nil
	}
	return r.Rows.Close()
}

// Close lets go of the rows.
func (r *openedRows) Close() error {
	r.rest = nil
	return r.end()
}

// Next gives the next row.
func (r *openedRows) Next(into []driver.Value) error {
	if !r.read {
		err := r.Rows.Next(into)
		if err != io.EOF {
			return err
		}
		if err := r.end(); err != nil {
			return err
		}
		return io.EOF // itself: package sql compares it
	}
	if len(r.rest) == 0 {
		return io.EOF
	}
	copy(into, r.rest[0])
	r.rest[0], r.rest = nil, r.rest[1:]
	return nil
}
