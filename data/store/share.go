package store

import (
	"context"
	"database/sql"
	"strings"

	"jobspor/data/paths"
	"jobspor/data/store/sqlite"
	"jobspor/model"
)

// This file is what is different on a network share: one program at a time has the database open, because the
// write-ahead log needs memory that all share. See package sqlite.

// takeShare makes this program the only one that has the file open, and leaves the write-ahead log that it may have.
// Elsewhere it does nothing.
func (s *Store) takeShare(ctx context.Context) (err error) {
	if s.share = diskOf(s.path).Share; s.share == "" || s.opt.ReadOnly {
		return nil
	}
	if s.release, err = hold(s.path); err != nil || !sqlite.HasWAL(s.path) {
		return err
	}
	db, err := openPool(s.path, "mode=rw", sqlite.Common)
	if err != nil {
		return err
	}
	defer db.Close()
	return leaveWAL(ctx, s.path, db)
}

// leaveWAL makes the file alone the whole database.
func leaveWAL(ctx context.Context, path string, db *sql.DB) error {
	left, err := sqlite.LeaveWAL(ctx, db)
	if err == nil && !left {
		err = model.NewError(model.Busy, "err.store.busy", model.Args{"path": path})
	}
	return err
}

// hold holds a file on a share; the error names who holds it.
func hold(path string) (release func(), err error) {
	release, by, err := paths.Hold(path)
	switch {
	case err != nil:
		return nil, model.NewError(model.Forbidden, "err.store.cantopen", model.Args{"path": path}).WithCause(err)
	case by != nil:
		return nil, model.NewError(model.Busy, "err.store.held", model.Args{
			"path": path, "who": strings.Join([]string{by.Login, by.Host}, "@"), "since": by.Since, "lock": by.Path,
		})
	}
	return release, nil
}

// Share is the kind of network share that the database lies on, "" for none.
func (s *Store) Share() string { return s.share }
