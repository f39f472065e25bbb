package store

import (
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"jobspor/data/paths"
	"jobspor/model"
)

// What the log cannot take now, because the disk is full or the file can only be read, waits in a file of the user's
// state folder, sealed, until a program that opens the database writes it. The file has its size from the first opening
// on: writing into it takes no room on the disks that change files in place.

// waitingSize is the size of an empty file: a list of several thousand citizens fits.
const waitingSize = 64 << 10

// recordHead is the length before each record; 0 is the end.
const recordHead = 4

func waitingPath(dir, id string) string { return filepath.Join(dir, "seen", id+".waiting") }

func waitingAdditionalData() []byte { return additionalData("waiting") }

// waitingFile opens the file of this database and locks it; nil where nothing is kept.
func (s *Store) waitingFile(ctx context.Context, create bool) (*os.File, error) {
	if s.opt.StateDir == "" || s.key == nil {
		return nil, nil
	}
	id, err := idOf(ctx, s.readers)
	if err != nil || !model.IsID(id) {
		return nil, err
	}
	path, flags := waitingPath(s.opt.StateDir, id), os.O_RDWR
	if create {
		if err := paths.MakePrivate(filepath.Dir(path)); err != nil {
			return nil, err
		}
		flags |= os.O_CREATE
	}
	f, err := os.OpenFile(path, flags, 0o600)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, model.NewError(model.Forbidden, "err.store.folder",
			model.Args{"path": filepath.Dir(path)}).WithCause(err)
	}
	if err := paths.LockFile(f); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		f.Close()
		return nil, err
	}
	return f, nil
}

// reserveWaiting gives the file its size while there is room. That it cannot be made is no fault of the database.
func (s *Store) reserveWaiting(ctx context.Context) {
	f, err := s.waitingFile(ctx, true)
	if f == nil || err != nil {
		return
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() < waitingSize {
		_, _ = f.WriteAt(make([]byte, waitingSize-info.Size()), info.Size())
	}
}

// PutWaiting keeps a record until DropWaiting. A demo database keeps none.
func (s *Store) PutWaiting(ctx context.Context, record []byte) error {
	f, err := s.waitingFile(ctx, true)
	if err == nil && f == nil && s.key != nil { // there is no folder for it
		err = fs.ErrNotExist
	}
	if f == nil || err != nil {
		return err
	}
	defer f.Close()
	at := int64(0)
	err = eachRecord(f, func(end int64, _ []byte) { at = end })
	if err != nil {
		return err
	}
	blob := s.seal(waitingAdditionalData(), record)
	out := binary.BigEndian.AppendUint32(nil, uint32(len(blob)))
	out = append(out, blob...)
	if info, err := f.Stat(); err == nil && info.Size() > at+int64(len(out)) {
		out = append(out, make([]byte, min(recordHead, info.Size()-at-int64(len(out))))...) // the end after it
	}
	if _, err := f.WriteAt(out, at); err != nil {
		return err
	}
	return f.Sync()
}

// Waiting gives the records in their order. What does not open, because the data key is another one by now, is counted.
func (s *Store) Waiting(ctx context.Context) (records [][]byte, lost int, err error) {
	err = s.readWaiting(ctx, func(f *os.File) error {
		return eachRecord(f, func(_ int64, blob []byte) {
			if plain, err := s.unseal(waitingAdditionalData(), blob); err == nil {
				records = append(records, plain)
			} else {
				lost++
			}
		})
	})
	return records, lost, err
}

// DropWaiting empties the file.
func (s *Store) DropWaiting(ctx context.Context) error {
	return s.readWaiting(ctx, func(f *os.File) error {
		used := int64(0)
		if err := eachRecord(f, func(end int64, _ []byte) { used = end }); err != nil || used == 0 {
			return err
		}
		_, err := f.WriteAt(make([]byte, used), 0)
		return err
	})
}

// readWaiting calls fn with the file, if there is one.
func (s *Store) readWaiting(ctx context.Context, fn func(*os.File) error) error {
	f, err := s.waitingFile(ctx, false)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if f == nil || err != nil {
		return err
	}
	defer f.Close()
	return fn(f)
}

// eachRecord gives each record of the file and where it ends.
func eachRecord(f *os.File, fn func(end int64, blob []byte)) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	for at := int64(0); at+recordHead < info.Size(); {
		head := make([]byte, recordHead)
		if _, err := f.ReadAt(head, at); err != nil {
			return err
		}
		n := int64(binary.BigEndian.Uint32(head))
		if n == 0 || at+recordHead+n > info.Size() {
			return nil
		}
		blob := make([]byte, n)
		if _, err := f.ReadAt(blob, at+recordHead); err != nil {
			return err
		}
		at += recordHead + n
		fn(at, blob)
	}
	return nil
}
