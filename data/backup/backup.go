// Package backup makes, proves, thins and restores copies of a database.
//
// It promises: a copy is complete, encrypted like its database, and was opened and counted before it gets its name; it
// counts as proven once its seals opened and all its digests fitted, and as long as it has not changed since. No file
// is overwritten. Only copies that this package made are thinned out, never the newest proven one; besides, those go
// that an erasure cannot reach, at the day that was said. The database that a restore replaces is retained beside the
// restored one. Copies are ordered by their place in the log: a wrong
// clock neither stops nor reorders them.
package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
)

// Dir is the folder with the copies of one database.
type Dir struct {
	Path      string    // created with the first copy
	Name      string    // the database's file name without extension; see copyName
	Retention Retention // zero means Default
}

// Copy is one backup.
type Copy struct {
	Path   string
	Kind   Kind
	Seq    int64      // the last entry of its log
	At     time.Time  // when it was made
	Reason string     // before what it was made, such as "import"; "" for nothing in particular
	Size   int64      // bytes
	Goes   model.Date // at which it is removed, 0 for none; see All
	proof  bool       // there is a record of its proof
	fault  *model.Error
}

// stampFormat is the time in a copy's name, UTC.
const stampFormat = "20060102T150405Z"

// copyName is the name of a copy: the place in the log with ten digits, the time, and the reason where there is one, as
// in "a-0000000123-20261122T185803Z-import.db". Copies of earlier versions have no place in their name.
func (s Dir) copyName(c Copy) string {
	name := fmt.Sprintf("%s-%010d-%s", s.Name, c.Seq, c.At.UTC().Format(stampFormat))
	if c.Reason != "" {
		name += "-" + c.Reason
	}
	return name + ".db"
}

// parse reads the name of a copy; Seq is -1 where it has none.
func (s Dir) parse(name string) (c Copy, ok bool) {
	rest, mine := strings.CutPrefix(name, s.Name+"-")
	rest, db := strings.CutSuffix(rest, ".db")
	if !mine || !db {
		return c, false
	}
	c.Seq, c.Kind = -1, Made
	if place, after, numbered := strings.Cut(rest, "-"); numbered && len(place) >= 10 {
		seq, err := strconv.ParseInt(place, 10, 64)
		if err != nil {
			return c, false
		}
		c.Seq = seq
		rest, c.Reason, _ = strings.Cut(after, "-")
	}
	at, err := time.Parse(stampFormat, rest)
	c.At = at
	return c, err == nil
}

// For returns the backup folder of the database at path.
func For(path, dir string) Dir {
	base := filepath.Base(path)
	return Dir{Path: dir, Name: strings.TrimSuffix(base, filepath.Ext(base))}
}

// List returns the copies, newest first by their place in the log. Other files in the folder are ignored.
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
		c, ok := s.parse(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		c.Path, c.Size = filepath.Join(s.Path, e.Name()), info.Size()
		if c.Seq < 0 {
			c.Seq, _ = store.LogEnd(context.Background(), c.Path) // one that does not open comes last
		}
		_, err = os.Lstat(proofPath(c.Path))
		c.proof = err == nil
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Copy) int { return cmp.Or(cmp.Compare(b.Seq, a.Seq), b.At.Compare(a.At)) })
	return out, nil
}

// Backup makes a copy now and proves it; reason says before what, "" for nothing in particular. A copy of a database
// with damaged rows has them too: it is made, but it is not proven.
func (s Dir) Backup(ctx context.Context, db *store.Store, reason string) (Copy, error) {
	c := Copy{At: db.Clock().UTC().Truncate(time.Second), Reason: reason, Kind: Made}
	for try := 0; ; try++ {
		var err error
		if c.Seq, err = db.LogEnd(ctx); err != nil {
			return Copy{}, err
		}
		c.Path = filepath.Join(s.Path, s.copyName(c))
		err = db.BackupTo(ctx, c.Path)
		if model.CodeOf(err) == model.Conflict && try < 10 {
			c.At = c.At.Add(time.Second) // another copy was made in the same second
			continue
		}
		if err != nil {
			return Copy{}, err
		}
		break
	}
	info, err := os.Stat(c.Path)
	if err != nil {
		return Copy{}, fmt.Errorf("look at copy: %w", err)
	}
	c.Size = info.Size()
	found, err := s.proveSeals(ctx, db, c.Path)
	if c.proof = err == nil && len(found) == 0; err == nil && !c.proof {
		c.fault = unproven(c.Path, found)
	}
	return c, err
}

// BackupTo makes a copy at a path of the caller's choice and proves it.
func (s Dir) BackupTo(ctx context.Context, db *store.Store, path string) error {
	if err := db.BackupTo(ctx, path); err != nil {
		return err
	}
	found, err := db.VerifyCopy(ctx, path)
	if err == nil && len(found) > 0 {
		err = unproven(path, found)
	}
	return err
}

// Unproven says why a copy that was just made is not proven, nil when it is.
func (c Copy) Unproven() *model.Error { return c.fault }

// unproven says what of a copy does not fit: rows, which can be brought back, or something else.
func unproven(path string, found []store.Finding) *model.Error {
	for _, f := range found {
		if f.Kind != store.RowAltered && f.Kind != store.RowMissing {
			return model.NewError(model.Internal, "err.backup.altered",
				model.Args{"path": path, "n": len(found), "what": f.String()})
		}
	}
	return model.NewError(model.Internal, "err.backup.unproven", model.Args{"path": path})
}

// Source finds the newest sound state of a damaged row: in the row itself when only its ID was altered, in the newest
// copy with the state that was last written, else in the newest that has the row, else in the log. It returns nil
// when there is none.
func (s Dir) Source(ctx context.Context, db *store.Store, typ, id string) (*model.RowSource, error) {
	if got, err := db.Renamed(ctx, typ, id); got != nil || err != nil {
		return got, err
	}
	list, err := s.candidates(ctx, db.Path()) // FromCopy knows which are no copies
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
	ready := filepath.Join(filepath.Dir(to),
		strings.Replace(paths.Unfinished(".db"), "*", now.UTC().Format(stampFormat), 1)) // removed if this is killed
	if err := store.Copy(ctx, from, ready); err != nil {
		return "", err
	}
	for at := now.UTC(); ; at = at.Add(time.Second) { // a second one in the same second gets the next
		kept = strings.TrimSuffix(to, ".db") + ".before-" + at.Format(stampFormat) + ".db"
		if _, err := os.Lstat(kept); err != nil {
			break
		}
	}
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
