package store

import (
	"context"
	"database/sql"
	"io"
	"os"
	"slices"
	"strings"

	"jobspor/data/paths"
	"jobspor/model"
)

// This file is what is different on a network share. The write-ahead log needs memory that all programs share, which
// does not work between computers: there, SQLite writes a rollback journal, and one program at a time has the database
// open. A database that comes from elsewhere changes its journal when it is opened, here and back.

// onShare is how a file on a network share is opened: never with a write-ahead log, and so that a journal that a killed
// program left is rolled back.
func onShare(path, query string, pragmas []string) (string, []string) {
	if diskOf(path).Share == "" {
		return query, pragmas
	}
	pragmas = slices.Clone(pragmas)
	for i, p := range pragmas {
		if p == "journal_mode(WAL)" {
			pragmas[i] = "journal_mode(DELETE)"
		}
	}
	if hasWAL(path) { // alone with the file, SQLite reads its log without shared memory
		pragmas = slices.Insert(pragmas, 0, "locking_mode(EXCLUSIVE)")
	}
	if query == "mode=ro" {
		query = "mode=rw"
	}
	return query, pragmas
}

// hasWAL reports whether a database file was last written with a write-ahead log: bytes 18 and 19 of its head are 2.
func hasWAL(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 20)
	_, err = io.ReadFull(f, head)
	return err == nil && head[18] == 2
}

// takeShare makes this program the only one that has the file open, and leaves the write-ahead log that it may have.
// Elsewhere it does nothing.
func (s *Store) takeShare(ctx context.Context) (err error) {
	if s.share = diskOf(s.path).Share; s.share == "" || s.opt.ReadOnly {
		return nil
	}
	if s.release, err = hold(s.path); err != nil || !hasWAL(s.path) {
		return err
	}
	db, err := openPool(s.path, "mode=rw", commonPragmas, 1)
	if err != nil {
		return err
	}
	defer db.Close()
	return leaveWAL(ctx, s.path, db)
}

// leaveWAL writes the write-ahead log into the file, which then is the whole database.
func leaveWAL(ctx context.Context, path string, db *sql.DB) error {
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode); err != nil {
		return err
	}
	if mode != "delete" {
		return model.NewError(model.Busy, "err.store.busy", model.Args{"path": path})
	}
	return nil
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
