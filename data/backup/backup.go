// Package backup makes, verifies, prunes and restores copies of a database.
//
// It promises: a copy is complete, encrypted like its database, and was opened and counted before it gets its name; no
// file is overwritten, and only copies that this package made are ever removed; the database that a restore replaces is
// retained beside the restored one. Only an open store is needed, no passphrase.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jobspor/data/store"
	"jobspor/model"
)

// Dir is the folder with the copies of one database.
type Dir struct {
	Path      string    // created with the first copy
	Name      string    // the database's file name without extension; copies are "<Name>-20261122T185803Z.db"
	Retention Retention // zero means Default
}

// Retention says how many copies are retained: the newest copy of each day, week and month, for the last Days days,
// Weeks weeks and Months months that have one.
type Retention struct{ Days, Weeks, Months int }

// Default retains daily copies for a week, weekly ones for a month, and monthly ones for a year.
var Default = Retention{Days: 7, Weeks: 4, Months: 12}

// Copy is one backup.
type Copy struct {
	Path string
	At   time.Time // when it was made
	Size int64     // bytes
}

// stampFormat is the time in a copy's name: UTC, so that names sort by time.
const stampFormat = "20060102T150405Z"

// For returns the backup folder of the database at path.
func For(path, dir string) Dir {
	base := filepath.Base(path)
	return Dir{Path: dir, Name: strings.TrimSuffix(base, filepath.Ext(base))}
}

// List returns the copies, newest first. Other files in the folder are ignored.
func (s Dir) List() ([]Copy, error) {
	entries, err := os.ReadDir(s.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": s.Path}).WithCause(err)
	}
	var out []Copy
	for _, e := range entries {
		at, ok := s.copyTime(e.Name())
		info, err := e.Info()
		if ok && err == nil && info.Mode().IsRegular() {
			out = append(out, Copy{Path: filepath.Join(s.Path, e.Name()), At: at, Size: info.Size()})
		}
	}
	slices.SortFunc(out, func(a, b Copy) int { return b.At.Compare(a.At) })
	return out, nil
}

// copyTime parses the time in a copy's name.
func (s Dir) copyTime(name string) (time.Time, bool) {
	rest, mine := strings.CutPrefix(name, s.Name+"-")
	rest, db := strings.CutSuffix(rest, ".db")
	at, err := time.Parse(stampFormat, rest)
	return at, mine && db && err == nil
}

// Backup makes a copy now.
func (s Dir) Backup(ctx context.Context, db *store.Store) (Copy, error) {
	at := db.Now().UTC().Truncate(time.Second)
	for try := 0; ; try++ {
		path := filepath.Join(s.Path, s.Name+"-"+at.Format(stampFormat)+".db")
		err := db.BackupTo(ctx, path)
		if model.CodeOf(err) == model.Conflict && try < 10 {
			at = at.Add(time.Second) // another copy was made in the same second
			continue
		}
		if err != nil {
			return Copy{}, err
		}
		info, err := os.Stat(path)
		if err != nil {
			return Copy{}, fmt.Errorf("look at copy: %w", err)
		}
		return Copy{Path: path, At: at, Size: info.Size()}, nil
	}
}

// Daily makes today's copy, unless there is one or nothing was written since the last copy, and then removes the copies
// that Retention does not retain. It returns nil when no copy was made.
func (s Dir) Daily(ctx context.Context, db *store.Store) (*Copy, error) {
	list, err := s.List()
	if err != nil {
		return nil, err
	}
	now := db.Now()
	if len(list) > 0 {
		last := list[0].At
		sum, err := db.Summary(ctx)
		if err != nil {
			return nil, err
		}
		if model.DateOf(last.In(now.Location())) == model.DateOf(now) || !sum.At.After(last) {
			return nil, nil
		}
	}
	c, err := s.Backup(ctx, db)
	if err != nil {
		return nil, err
	}
	return &c, s.prune(append([]Copy{c}, list...), now.Location())
}

func (s Dir) prune(list []Copy, zone *time.Location) error {
	rota := s.Retention
	if rota == (Retention{}) {
		rota = Default
	}
	for _, c := range rota.surplus(list, zone) {
		if err := os.Remove(c.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": s.Path}).WithCause(err)
		}
	}
	return nil
}

// surplus returns the copies that are not retained, from a list that is newest first. The newest is always retained.
func (r Retention) surplus(list []Copy, zone *time.Location) []Copy {
	stays := map[string]bool{}
	if len(list) > 0 {
		stays[list[0].Path] = true
	}
	for _, rule := range []struct {
		n      int
		period func(model.Date) int
	}{
		{r.Days, func(d model.Date) int { return int(d) }},
		{r.Weeks, func(d model.Date) int { return int(d.Monday()) }},
		{r.Months, func(d model.Date) int { return d.Time().Year()*12 + int(d.Time().Month()) }},
	} {
		seen := map[int]bool{}
		for _, c := range list {
			p := rule.period(model.DateOf(c.At.In(zone)))
			if !seen[p] && len(seen) < rule.n {
				seen[p], stays[c.Path] = true, true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(c Copy) bool { return stays[c.Path] })
}

// Source finds the newest sound state of a damaged row: in the newest copy with the state that was last written, else in
// the newest that has the row, else in the log. It returns nil when there is none.
func (s Dir) Source(ctx context.Context, db *store.Store, typ, id string) (*model.RowSource, error) {
	list, err := s.List()
	if err != nil {
		return nil, err
	}
	var best *model.RowSource
	for _, c := range list {
		got, err := db.FromCopy(ctx, c.Path, typ, id)
		if ctx.Err() != nil {
			return nil, err
		}
		if err != nil || got == nil || best != nil && !got.Latest {
			continue // a copy that cannot be opened is no source
		}
		if best = got; best.Latest {
			break
		}
	}
	if best != nil {
		return best, nil
	}
	return db.FromLog(ctx, typ, id)
}

// Verify opens a copy, checks every page and reference of it, and counts its rows.
func Verify(ctx context.Context, path string) (store.Summary, error) { return store.Inspect(ctx, path) }

// Restore makes a copy the database at to. The database that was there is renamed and retained beside it; its new path
// is returned ("" when there was none). The copy is verified first. Nothing changes when the copy is damaged, or when a
// program has the database open: then the error has code Busy. The passphrase is that of the copy.
func Restore(ctx context.Context, from, to string, now time.Time) (kept string, err error) {
	to, err = filepath.Abs(to)
	if err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		return "", store.Copy(ctx, from, to)
	}
	ready := to + ".restore-" + now.UTC().Format(stampFormat)
	if err := store.Copy(ctx, from, ready); err != nil {
		return "", err
	}
	kept = strings.TrimSuffix(to, ".db") + ".before-" + now.UTC().Format(stampFormat) + ".db"
	if err := replace(ctx, ready, to, kept); err != nil {
		_ = os.Remove(ready)
		return "", err
	}
	return kept, nil
}

// replace renames to to kept and ready to to. A database that is too damaged for store.PrepareMove is moved with its
// side files.
func replace(ctx context.Context, ready, to, kept string) error {
	if err := store.PrepareMove(ctx, to); model.CodeOf(err) == model.Busy {
		return model.NewError(model.Busy, "err.keep.open", model.Args{"path": to}).WithCause(err)
	}
	fail := func(err error) error {
		return model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": filepath.Dir(to)}).WithCause(err)
	}
	if _, err := os.Lstat(kept); err == nil {
		return model.NewError(model.Conflict, "err.store.taken", model.Args{"path": kept})
	}
	if err := os.Link(to, kept); err != nil {
		if err := os.Rename(to, kept); err != nil { // a file system without links
			return fail(err)
		}
	}
	for _, side := range []string{"-wal", "-shm"} {
		if err := os.Rename(to+side, kept+side); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fail(err)
		}
	}
	if err := os.Rename(ready, to); err != nil {
		return fail(err)
	}
	return nil
}
