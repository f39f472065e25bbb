package store

import (
	"context"
	"errors"
	"fmt"

	"jobspor/data/paths"
	"jobspor/data/store/postgres"
	"jobspor/data/store/sqlite"
	"jobspor/model"
)

// explain turns an error of the database into one that can be shown; errors that already can be shown stay as they are.
func (s *Store) explain(err error) error {
	if s.gate != nil && s.gate.alone.Load() && sqlite.IsReadOnly(err) {
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
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mine):
		return err
	case errors.Is(err, context.Canceled):
		return model.NewError(model.Cancelled, "err.cancelled", nil).WithCause(err)
	case errors.Is(err, context.DeadlineExceeded): // nobody stopped it: it waited for somebody too long
		return model.NewError(model.Busy, "err.store.busy", model.Args{"path": path}).WithCause(err)
	case diskIsFull(path, err):
		return paths.Full(path, spaceToSave, err)
	}
	for _, explain := range []func(string, error) *model.Error{sqlite.Explain, postgres.Explain} {
		if e := explain(path, err); e != nil {
			return e
		}
	}
	return model.NewError(model.Internal, "err.store.fault", model.Args{"path": path}).WithCause(err)
}

// isDuplicate reports whether the error means that a row with that ID (or number) already exists.
func isDuplicate(err error) bool { return sqlite.IsDuplicate(err) || postgres.IsDuplicate(err) }

// callerError returns an error about a mistake in the calling code, not in what a person entered.
func callerError(format string, args ...any) error {
	return model.NewError(model.Internal, "err.store.misuse", nil).WithCause(fmt.Errorf(format, args...))
}

// newer refuses a database that a newer version of the program made.
func newer(path string, at, known int) error {
	return model.NewError(model.Unsupported, "err.store.newer", model.Args{"path": path, "schema": at, "known": known})
}
