package store

import (
	"context"
	"errors"
	"os"

	"jobspor/data/paths"
	"jobspor/data/store/sqlite"
	"jobspor/model"
)

// This file is what happens on a full disk. Even to read, SQLite makes two files beside the database; where there is no
// room for them, the file alone is read, which nobody can change meanwhile without making them. Writing says that the
// disk is full, and works again as soon as there is room.

const (
	// spaceToRead is what the files beside the database take before anything is written.
	spaceToRead = 64 << 10
	// spaceToSave is what one change takes at most: pages of the write-ahead log, and as many in the file.
	spaceToSave = 1 << 20
	// spacePerRow is what each of many changed rows takes: itself, its line of the log and its share of the indexes, in
	// the write-ahead log and in the file.
	spacePerRow = 2 << 10
)

// diskOf asks the system; tests say something else.
var diskOf = paths.DiskOf

// diskIsFull reports whether SQLite failed because the disk is full.
func diskIsFull(path string, err error) bool {
	return sqlite.IsFull(err, func() bool {
		free := diskOf(path).Free
		return free < 0 || free >= spaceToRead
	})
}

// isFull reports whether an error says that the disk is full.
func isFull(err error) bool {
	var e *model.Error
	return errors.As(err, &e) && e.Key == paths.FullKey
}

// needing says in the error of a full disk how much is needed.
func needing(err error, bytes int64) error {
	var e *model.Error
	if isFull(err) && errors.As(err, &e) {
		e.Args["need"] = model.Bytes(max(bytes, spaceToSave))
	}
	return err
}

// sizeOf is the size of a file, 0 when it cannot be told.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// wholeFile reports whether the file alone is the whole database: its write-ahead log holds nothing.
func wholeFile(path string) bool { return sizeOf(path+"-wal") == 0 }

// readAlone opens a database that cannot be written so that it can be read. One of an earlier schema cannot be.
func (s *Store) readAlone() error {
	switch {
	case !s.opt.Create && s.info.Schema == len(s.steps):
	case s.info.full:
		return paths.Full(s.path, needOfCopy(s.path), nil)
	default:
		return s.onlyRead(nil)
	}
	s.gate.alone.Store(true)
	return nil
}

// onlyRead is the error of a write to a database on a medium or in a folder that cannot be written.
func (s *Store) onlyRead(cause error) error {
	return model.NewError(model.Forbidden, "err.store.readonly", model.Args{"path": s.path}).WithCause(cause)
}

// needOfCopy is what a copy of a database takes.
func needOfCopy(path string) int64 { return sizeOf(path) + sizeOf(path+"-wal") + spaceToSave }

// OnlyReads reports whether the database can only be read: the disk is full or cannot be written.
func (s *Store) OnlyReads() bool { return s.gate.alone.Load() }

// WriteAgain goes back to reading and writing once there is room again, or another program made the files beside the
// database.
func (s *Store) WriteAgain(ctx context.Context) error {
	free := diskOf(s.path).Free
	if !s.OnlyReads() || !s.info.full || s.Locked() || free >= 0 && free < spaceToSave &&
		sizeOf(s.path+"-shm") < spaceToRead/2 {
		return nil
	}
	if err := s.closeConnections(ctx); err != nil {
		s.openConnections()
		return s.explain(err)
	}
	s.gate.alone.Store(false)
	s.info.mode = "mode=ro"
	s.openConnections()
	return nil
}
