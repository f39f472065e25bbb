package sqlite

import (
	"context"
	"database/sql"
	"io"
	"os"
	"slices"
)

// This file is about the journal. The write-ahead log needs memory that all programs share, which does not work between
// computers: on a network share SQLite writes a rollback journal, and one program at a time has the database open. A
// database that comes from elsewhere changes its journal when it is opened, here and back.

// onShare is how a file on a network share is opened: never with a write-ahead log, and so that a journal that a killed
// program left is rolled back.
func onShare(path string, p Pool) Pool {
	p.Pragmas = slices.Clone(p.Pragmas)
	for i, pragma := range p.Pragmas {
		if pragma == wal {
			p.Pragmas[i] = "journal_mode(DELETE)"
		}
	}
	if HasWAL(path) { // alone with the file, SQLite reads its log without shared memory
		p.Pragmas = slices.Insert(p.Pragmas, 0, "locking_mode(EXCLUSIVE)")
	}
	if p.Mode == "mode=ro" {
		p.Mode = "mode=rw"
	}
	return p
}

// HasWAL reports whether a database file was last written with a write-ahead log: bytes 18 and 19 of its head are 2.
func HasWAL(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 20)
	_, err = io.ReadFull(f, head)
	return err == nil && head[18] == 2
}

// LeaveWAL writes the write-ahead log into the file, which then is the whole database; not where somebody else has it
// open.
func LeaveWAL(ctx context.Context, db *sql.DB) (left bool, err error) {
	var mode string
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode)
	return mode == "delete", err
}

// Truncate empties the write-ahead log, and reports whether it could: nobody reads what is older.
func Truncate(ctx context.Context, db *sql.DB) bool {
	var busy, frames, done int
	err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &done)
	return err == nil && busy == 0
}
