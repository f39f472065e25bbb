// Package backup looks after the copies of a database: it makes them by itself, proves them, thins them out, and brings
// one back.
//
// It promises: a copy is whole, sealed like its database, and was opened and counted before it counts as made; no file
// is overwritten, and only copies that this package made are ever removed; what a restore replaces is kept beside it.
// Keeping copies needs no passphrase but the open store's.
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
	Path      string    // made when the first copy is
	Name      string    // the database's file name without extension; copies are "<Name>-20261122T185803Z.db"
	Retention Retention // zero means Default
}

// Retention says how many copies stay: the newest of each of the last so many days, weeks and months that have one.
type Retention struct{ Days, Weeks, Months int }

// Default keeps a week day by day, a month week by week, a year month by month.
var Default = Retention{Days: 7, Weeks: 4, Months: 12}

// Copy is one backup.
type Copy struct {
	Path string
	At   time.Time // when it was made
	Size int64     // bytes
}

// stamp is the time in a copy's name: UTC, so that names sort by time.
const stamp = "20060102T150405Z"

// For is the shelf of the database at path.
func For(path, dir string) Dir {
	base := filepath.Base(path)
	return Dir{Path: dir, Name: strings.TrimSuffix(base, filepath.Ext(base))}
}

// List gives the copies, newest first. Other files in the folder are passed over.
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
		at, ok := s.made(e.Name())
		info, err := e.Info()
		if ok && err == nil && info.Mode().IsRegular() {
			out = append(out, Copy{Path: filepath.Join(s.Path, e.Name()), At: at, Size: info.Size()})
		}
	}
	slices.SortFunc(out, func(a, b Copy) int { return b.At.Compare(a.At) })
	return out, nil
}

// made reads the time out of a copy's name.
func (s Dir) made(name string) (time.Time, bool) {
	rest, mine := strings.CutPrefix(name, s.Name+"-")
	rest, db := strings.CutSuffix(rest, ".db")
	at, err := time.Parse(stamp, rest)
	return at, mine && db && err == nil
}

// Backup makes a copy now.
func (s Dir) Backup(ctx context.Context, db *store.Store) (Copy, error) {
	at := db.Now().UTC().Truncate(time.Second)
	for try := 0; ; try++ {
		path := filepath.Join(s.Path, s.Name+"-"+at.Format(stamp)+".db")
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

// Daily makes the day's copy, unless there is one of today or nothing was written since the last, and then removes the
// copies that the rota does not keep. The answer is nil when none was made.
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
	return &c, s.thin(append([]Copy{c}, list...), now.Location())
}

func (s Dir) thin(list []Copy, zone *time.Location) error {
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

// spare picks the copies that may go out of a list that is newest first. The newest always stays.
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

// Verify opens a copy, checks every page and reference of it, and counts its rows.
func Verify(ctx context.Context, path string) (store.Summary, error) { return store.Inspect(ctx, path) }

// Restore brings a copy back as the database at to. What stood there is kept beside it under the name that is returned
// ("" when there was nothing). The copy is proven first, and nothing changes when it is not good or when somebody has
// the database open; the error has code Busy then. The passphrase is the one that the copy had.
func Restore(ctx context.Context, from, to string, now time.Time) (kept string, err error) {
	to, err = filepath.Abs(to)
	if err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		return "", store.Copy(ctx, from, to)
	}
	ready := to + ".restore-" + now.UTC().Format(stamp)
	if err := store.Copy(ctx, from, ready); err != nil {
		return "", err
	}
	kept = strings.TrimSuffix(to, ".db") + ".before-" + now.UTC().Format(stamp) + ".db"
	if err := replace(ctx, ready, to, kept); err != nil {
		_ = os.Remove(ready)
		return "", err
	}
	return kept, nil
}

// replace puts ready in the place of to, which gets the name kept. A database too damaged to be settled is moved with
// its side files as they are.
func replace(ctx context.Context, ready, to, kept string) error {
	if err := store.Settle(ctx, to); model.CodeOf(err) == model.Busy {
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
