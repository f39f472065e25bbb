package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"time"

	"jobspor/model"
)

// Restored says that a copy took the place of the database (da: gendannelse). A copy is put there without its key, so
// that nothing can be sealed in it: this stands in the user's own folder, beside what this machine saw of the database,
// until the database is opened here, and becomes an entry of the log then. In the file anybody could have written it.
type Restored struct {
	Who, Login string    // initials or ID of the consultant who did it; else the login
	At         time.Time // when
	File       string    // name of the copy
	Seq        int64     // last entry of the log of the copy
	Lost       int64     // entries of the log of the database before that the copy does not have, -1 when not known
}

func restoredPath(dir, id string) string { return filepath.Join(dir, "seen", id+".restored.json") }

// NoteRestored keeps in stateDir that the file at path, which is not open, is a copy that was restored, and takes it
// for the state that this machine knows.
func NoteRestored(ctx context.Context, path, stateDir string, r Restored) error {
	id, err := ID(ctx, path)
	if err != nil || !model.IsID(id) || stateDir == "" {
		return err
	}
	return errors.Join(writePrivate(restoredPath(stateDir, id), r), AcceptKnown(ctx, path, stateDir))
}

// Restored is the restore that the log does not tell of yet, nil when there is none.
func (s *Store) Restored(ctx context.Context) (*Restored, error) {
	if s.opt.ReadOnly || s.opt.StateDir == "" {
		return nil, nil
	}
	id, err := idOf(ctx, s.readers)
	if err != nil || !model.IsID(id) {
		return nil, s.explain(err)
	}
	data, err := os.ReadFile(restoredPath(s.opt.StateDir, id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := &Restored{Lost: -1}
	_ = json.Unmarshal(data, r) // what cannot be read was a restore nevertheless
	return r, nil
}

// LogRestored makes an entry of the log of a restore, once.
func (s *Store) LogRestored(ctx context.Context, actor string, r Restored) error {
	action, args := "admin.restore", model.Args{"file": r.File, "seq": r.Seq, "n": r.Lost,
		"at": r.At.In(s.Now().Location()).Format("2006-01-02 15:04")}
	if r.Lost < 0 {
		action = "admin.restore.unknown"
		delete(args, "n")
	}
	w := &writer{s: s, entry: entry{kind: "admin", actor: actor, action: action, args: args}}
	err := w.run(ctx, func() error {
		var told bool // by another program, or by this one before it was killed
		err := w.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM "log" WHERE "seq" > ? AND "seq" < ?
			AND "action" IN ('admin.restore', 'admin.restore.unknown'))`, r.Seq, w.seq).Scan(&told)
		if told {
			return errToldAlready
		}
		return err
	})
	if err != nil && !errors.Is(err, errToldAlready) {
		return s.explain(err)
	}
	id, err := idOf(ctx, s.readers)
	if err == nil {
		err = os.Remove(restoredPath(s.opt.StateDir, id))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.explain(err)
}

// errToldAlready says that the log has the entry.
var errToldAlready = errors.New("the log tells of it")

func ignoreNoRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// LostEntries is how many entries of the log of the database at path a copy does not have: those after the last one
// that both have. It takes no key.
func LostEntries(ctx context.Context, path, from string) (int64, error) {
	now, err := openPresent(ctx, path)
	if err != nil {
		return 0, err
	}
	defer now.Close()
	copied, err := openPresent(ctx, from)
	if err != nil {
		return 0, err
	}
	defer copied.Close()
	here, err := summarizeLog(ctx, now)
	if err != nil {
		return 0, explain(path, err)
	}
	there, err := summarizeLog(ctx, copied)
	if err != nil {
		return 0, explain(from, err)
	}
	var fault error
	entry := func(db rowQuerier, seq int) (text string) {
		err := db.QueryRowContext(ctx, `SELECT "at" || "actor" || "action" || hex(coalesce("link", '')) FROM "log"
			WHERE "seq" = ?`, seq).Scan(&text)
		fault = errors.Join(fault, ignoreNoRows(err))
		return text
	}
	n := int(min(here.Seq, there.Seq))
	both := sort.Search(n, func(i int) bool { // each is linked to its last
		return entry(now, i+1) != entry(copied, i+1)
	})
	if fault != nil {
		return 0, explain(path, fmt.Errorf("compare logs: %w", fault))
	}
	return here.Seq - int64(both), nil
}
