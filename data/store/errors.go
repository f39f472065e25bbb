package store

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"jobspor/data/paths"
	"jobspor/data/store/postgres"
	"jobspor/model"
)

// sqliteErrors maps SQLite's primary result codes to what a person can do about them.
var sqliteErrors = map[int]struct {
	code model.Code
	key  string
}{
	sqlite3.SQLITE_BUSY:     {model.Busy, "err.store.busy"},
	sqlite3.SQLITE_LOCKED:   {model.Busy, "err.store.busy"},
	sqlite3.SQLITE_NOTADB:   {model.Unsupported, "err.store.notdb"},
	sqlite3.SQLITE_CORRUPT:  {model.Internal, "err.store.corrupt"},
	sqlite3.SQLITE_IOERR:    {model.Internal, "err.store.io"},
	sqlite3.SQLITE_READONLY: {model.Forbidden, "err.store.readonly"},
	sqlite3.SQLITE_CANTOPEN: {model.Forbidden, "err.store.cantopen"},
	sqlite3.SQLITE_PERM:     {model.Forbidden, "err.store.cantopen"},
	sqlite3.SQLITE_AUTH:     {model.Forbidden, "err.store.cantopen"},
	sqlite3.SQLITE_TOOBIG:   {model.Invalid, "err.store.toobig"},
}

// explain turns an error of the database into one that can be shown; errors that already can be shown stay as they are.
func (s *Store) explain(err error) error {
	var theirs *sqlite.Error
	if s.gate != nil && s.gate.alone.Load() && errors.As(err, &theirs) &&
		theirs.Code()&0xff == sqlite3.SQLITE_READONLY {
		if !s.info.full {
			return s.onlyRead(err)
		}
		return paths.Full(s.path, spaceToSave, err)
	}
	if e := postgres.Explain(s.path, err); e != nil && e.Key == "err.postgres.standby" && s.opt.ReadOnly {
		return s.onlyRead(err)
	}
	return explain(s.path, err)
}

func explain(path string, err error) error {
	var mine *model.Error
	var theirs *sqlite.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mine):
		return err
	case errors.Is(err, context.Canceled):
		return model.NewError(model.Cancelled, "err.cancelled", nil).WithCause(err)
	case errors.Is(err, context.DeadlineExceeded): // nobody stopped it: it waited for somebody too long
		return model.NewError(model.Busy, "err.store.busy", model.Args{"path": path}).WithCause(err)
	case errors.As(err, &theirs):
		if diskIsFull(path, theirs) {
			return paths.Full(path, spaceToSave, err)
		}
		if f, ok := sqliteErrors[theirs.Code()&0xff]; ok {
			return model.NewError(f.code, f.key, model.Args{"path": path}).WithCause(err)
		}
	}
	if e := postgres.Explain(path, err); e != nil {
		return e
	}
	return model.NewError(model.Internal, "err.store.fault", model.Args{"path": path}).WithCause(err)
}

// isDuplicate reports whether the error means that a row with that ID (or number) already exists.
func isDuplicate(err error) bool {
	var e *sqlite.Error
	return postgres.IsDuplicate(err) || errors.As(err, &e) &&
		(e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE)
}

// callerError returns an error about a mistake in the calling code, not in what a person entered.
func callerError(format string, args ...any) error {
	return model.NewError(model.Internal, "err.store.misuse", nil).WithCause(fmt.Errorf(format, args...))
}

// newer refuses a database that a newer version of the program made.
func newer(path string, at, known int) error {
	return model.NewError(model.Unsupported, "err.store.newer", model.Args{"path": path, "schema": at, "known": known})
}
