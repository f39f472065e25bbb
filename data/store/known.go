package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"jobspor/data/paths"
	"jobspor/model"
)

// A database that was exchanged for an older copy of itself is consistent in every part. What tells it is what this
// machine saw of it last: the number and link of the last entry of its log, kept by the database's ID in a folder of
// the user's own. It holds no personal data and may be deleted.

// known is what a machine saw of a database.
type known struct {
	Seq  int64  `json:"seq"`
	Link []byte `json:"link"`
}

// More kinds of Finding.
const (
	FileOlder = "file.older" // the file ends before what this machine saw of it
	FileOther = "file.other" // the log went on in another way than this machine saw
)

// Known says how what this machine saw of the database last fits what it is now.
type Known struct {
	Before bool // this machine saw it before; if not, nothing can be said
	Found  *Finding
}

// Known tells whether the file is the one that this machine saw last, or a later state of it.
func (s *Store) Known() Known { return s.knownAs }

// idOf is the ID of the database, "" for a demo.
func idOf(ctx context.Context, db rowQuerier) (id string, err error) {
	err = db.QueryRowContext(ctx, `SELECT "value" FROM "meta" WHERE "key" = 'id'`).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// ID is the ID of the database that a file that is not open holds, also where the file is a copy of it; "" for one of
// an earlier version. It takes no key.
func ID(ctx context.Context, path string) (string, error) {
	db, _, err := openToRead(ctx, path)
	if err != nil || db == nil {
		return "", err
	}
	defer db.Close()
	id, err := idOf(ctx, db)
	return id, explain(path, err)
}

// stateOf is what the database is now, as known keeps it.
func stateOf(ctx context.Context, db rowQuerier) (k known, err error) {
	err = db.QueryRowContext(ctx, `SELECT "seq", "link" FROM "log" ORDER BY "seq" DESC LIMIT 1`).Scan(&k.Seq, &k.Link)
	if errors.Is(err, sql.ErrNoRows) {
		return known{}, nil
	}
	return k, err
}

// compareKnown compares the file with what this machine saw, and keeps what it sees now when that goes on from it.
func (s *Store) compareKnown(ctx context.Context) error {
	if s.auth == nil || s.opt.StateDir == "" {
		return nil
	}
	id, err := idOf(ctx, s.readers)
	if err != nil || !model.IsID(id) {
		return err
	}
	saw, err := readKnown(s.opt.StateDir, id)
	if err != nil || saw == nil {
		return s.keepKnown(ctx)
	}
	s.knownAs.Before = true
	var link []byte
	err = s.readers.QueryRowContext(ctx, `SELECT "link" FROM "log" WHERE "seq" = ?`, saw.Seq).Scan(&link)
	switch {
	case saw.Seq == 0:
	case errors.Is(err, sql.ErrNoRows):
		s.knownAs.Found = &Finding{Kind: FileOlder, Seq: saw.Seq}
	case err != nil:
		return err
	case !slices.Equal(link, saw.Link):
		s.knownAs.Found = &Finding{Kind: FileOther, Seq: saw.Seq}
	}
	return s.keepKnown(ctx)
}

// keepKnown remembers what the database is now, unless it is not what this machine saw before.
func (s *Store) keepKnown(ctx context.Context) error {
	if s.auth == nil || s.opt.StateDir == "" || s.knownAs.Found != nil {
		return nil
	}
	id, err := idOf(ctx, s.readers)
	if err != nil || !model.IsID(id) {
		return err
	}
	now, err := stateOf(ctx, s.readers)
	if err != nil {
		return err
	}
	if saw, err := readKnown(s.opt.StateDir, id); err == nil && saw != nil && saw.Seq >= now.Seq {
		return nil // another program saw more
	}
	_ = writeKnown(s.opt.StateDir, id, now) // that the folder cannot be written is no fault of the database
	return nil
}

// AcceptKnown takes the database as it is for the one that this machine knows, as after a copy was put in its place on
// purpose.
func (s *Store) AcceptKnown(ctx context.Context) error {
	if s.opt.StateDir == "" {
		return nil
	}
	s.knownAs.Found = nil
	return s.explain(acceptKnown(ctx, s.readers, s.opt.StateDir))
}

// AcceptKnown is Store.AcceptKnown for a file that is not open, without its key: a restored copy.
func AcceptKnown(ctx context.Context, path, stateDir string) error {
	db, info, err := openToRead(ctx, path)
	if err != nil || db == nil {
		return err
	}
	defer db.Close()
	if !info.Sealed || stateDir == "" {
		return nil
	}
	return explain(path, acceptKnown(ctx, db, stateDir))
}

func acceptKnown(ctx context.Context, db rowQuerier, dir string) error {
	id, err := idOf(ctx, db)
	if err != nil || !model.IsID(id) {
		return err
	}
	now, err := stateOf(ctx, db)
	if err != nil {
		return err
	}
	if err := writeKnown(dir, id, now); err != nil {
		return model.NewError(model.Forbidden, "err.store.unseen",
			model.Args{"path": knownPath(dir, id)}).WithCause(err)
	}
	return nil
}

func knownPath(dir, id string) string { return filepath.Join(dir, "seen", id+".json") }

// readKnown reads what was seen, nil when nothing was or the file cannot be understood.
func readKnown(dir, id string) (*known, error) {
	data, err := os.ReadFile(knownPath(dir, id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k := &known{}
	if json.Unmarshal(data, k) != nil {
		return nil, nil
	}
	return k, nil
}

// writeKnown replaces what was seen.
func writeKnown(dir, id string, k known) error { return writePrivate(knownPath(dir, id), k) }

// writePrivate replaces a file that only the user can read, whole or not at all.
func writePrivate(path string, v any) error {
	if err := paths.MakePrivate(filepath.Dir(path)); err != nil {
		return err
	}
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), paths.Unfinished(".seen")) // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
