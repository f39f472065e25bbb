package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jobspor/data/paths"
	"jobspor/data/store/sqlite"
	"jobspor/model"
	"jobspor/model/schema"
)

// Summary is what a database holds, as far as can be told without its key.
type Summary struct {
	Info
	Seq  int64          // last entry of the log
	At   time.Time      // when that was written; zero when the log is empty
	Rows map[string]int // rows by type name
}

// LogEnd is the number of the last entry of the log of a file that is not open, without its key.
func LogEnd(ctx context.Context, path string) (int64, error) {
	db, _, err := openToRead(ctx, path)
	if err != nil || db == nil {
		return 0, err
	}
	defer db.Close()
	sum, err := summarizeLog(ctx, db)
	return sum.Seq, explain(path, err)
}

// Unsaved is what was changed after an entry of the log: how many change sets, and when the first of them was written.
// Looks and exports change nothing.
type Unsaved struct {
	Changes int
	Since   time.Time
}

// Unsaved counts the changes after an entry of the log.
func (s *Store) Unsaved(ctx context.Context, seq int64) (out Unsaved, err error) {
	var at string
	err = s.readers.QueryRowContext(ctx, `SELECT count(*), coalesce(min("at"), '') FROM "log"
		WHERE "seq" > ? AND "kind" NOT IN ('view', 'export', 'admin')`, seq).Scan(&out.Changes, &at)
	out.Since = parseStamp(at)
	return out, s.explain(err)
}

// LogEnd is the number of the last entry of the log.
func (s *Store) LogEnd(ctx context.Context) (int64, error) {
	sum, err := summarizeLog(ctx, s.readers)
	return sum.Seq, s.explain(err)
}

// Inspect opens the file at path without its key and without changing it, checks every page and reference, and counts.
// Backups are verified with it.
func Inspect(ctx context.Context, path string) (Summary, error) { return inspectAs(ctx, path, path) }

// inspectAs is Inspect of a copy that has no name of its own yet: a fault in it names what it is a copy of.
func inspectAs(ctx context.Context, path, name string) (Summary, error) {
	db, info, err := openToRead(ctx, path)
	if err != nil {
		return Summary{}, err
	}
	if db == nil {
		return Summary{}, model.NewError(model.NotFound, "err.store.missing", model.Args{"path": path})
	}
	defer db.Close()
	if bad, err := sqlite.Faults(ctx, db); err != nil || bad > 0 {
		return Summary{}, explain(path,
			errors.Join(err, model.NewError(model.Internal, "err.store.corrupt", model.Args{"path": name})))
	}
	sum, err := summarize(ctx, db, info)
	return sum, explain(path, err)
}

// summarize counts the rows in one read transaction.
func summarize(ctx context.Context, db *sql.DB, info Info) (Summary, error) {
	out := Summary{Info: info, Rows: map[string]int{}}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return out, err
	}
	defer tx.Rollback()
	last, err := summarizeLog(ctx, tx)
	if err != nil {
		return out, err
	}
	out.Seq, out.At = last.Seq, last.At
	for _, typ := range schema.Types() {
		var there, n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM "sqlite_schema" WHERE "type" = 'table' AND "name" = ?`,
			typ.Table).Scan(&there); err != nil {
			return out, err
		}
		if there == 0 {
			continue // an older schema
		}
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM "`+typ.Table+`"`).Scan(&n); err != nil {
			return out, err
		}
		out.Rows[typ.Name] = n
	}
	return out, nil
}

// summarizeLog reads the end of the log.
func summarizeLog(ctx context.Context, db rowQuerier) (out Summary, err error) {
	var at string
	err = db.QueryRowContext(ctx, `SELECT "seq", "at" FROM "log" ORDER BY "seq" DESC LIMIT 1`).Scan(&out.Seq, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return out, nil
	}
	out.At = parseStamp(at)
	return out, err
}

// Summary tells what the open database holds.
func (s *Store) Summary(ctx context.Context) (Summary, error) {
	sum, err := summarize(ctx, s.readers, s.info)
	return sum, s.explain(err)
}

// BackupTo writes a complete, compact copy of the database to a path that does not exist yet; sealed fields stay
// sealed. Other programs may write meanwhile. The copy is opened and compared before it gets its name, and only its
// owner can read it. When it fails, no file is left behind.
func (s *Store) BackupTo(ctx context.Context, path string) error {
	if err := RequireFile(s.address()); err != nil {
		return err
	}
	return s.explain(backup(ctx, s.path, s.info, path))
}

// VerifyCopy opens a copy with the key of the open database and verifies it: seals, digests, log and head. An empty
// list means that it is whole. Pages and references are checked by Inspect, and when a copy is made. A demo has nothing
// else.
func (s *Store) VerifyCopy(ctx context.Context, path string) ([]Finding, error) {
	if s.auth == nil {
		return nil, nil
	}
	c, err := openWith(ctx, path, Options{Key: s.key, ReadOnly: true, Now: s.opt.Now}, s.steps)
	if err != nil {
		return nil, err
	}
	found, err := c.Verify(ctx)
	return found, errors.Join(err, c.Close())
}

// Copy is BackupTo for a file that is not open, without its key. One that no key would open here is refused: of a newer
// version, of other migrations, or with something planted.
func Copy(ctx context.Context, from, to string) error {
	if err := RequireFile(from); err != nil {
		return err
	}
	sum, err := Inspect(ctx, from)
	if err != nil {
		return err
	}
	if err := opens(ctx, from, sum.Schema); err != nil {
		return err
	}
	abs, err := filepath.Abs(from)
	if err != nil {
		return explain(from, err)
	}
	return explain(from, backup(ctx, abs, sum.Info, to))
}

func opens(ctx context.Context, path string, at int) error {
	known := migrations()
	if at > len(known) {
		return newer(path, at, len(known))
	}
	db, _, err := openToRead(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, m := range known[:at] {
		if err := checkMigration(ctx, db, path, m); err != nil {
			return explain(path, err)
		}
	}
	if at < len(known) {
		return nil
	}
	return explain(path, refusePlanted(ctx, file{path}, db))
}

func backup(ctx context.Context, from string, info Info, path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	taken := model.NewError(model.Conflict, "err.store.taken", model.Args{"path": path})
	if exists(path) {
		return taken
	}
	fail := func(err error) error {
		return model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": filepath.Dir(path)}).
			WithCause(err)
	}
	full := func(err error) error {
		if isFull(explain(path, err)) {
			return paths.Full(filepath.Dir(path), needOfCopy(from), err)
		}
		return err
	}
	if free := diskOf(path).Free; free >= 0 && free < sizeOf(from) {
		return full(paths.Full(path, 0, nil)) // a copy would fail after all of the time it takes
	}
	if err := paths.MakePrivate(filepath.Dir(path)); err != nil {
		return fail(err)
	}
	paths.RemoveAbandoned(filepath.Dir(path), time.Now())              // what a copy left that was killed
	dir, err := os.MkdirTemp(filepath.Dir(path), paths.Unfinished("")) // mode 0700: nobody else sees the copy grow
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(dir)
	part := filepath.Join(dir, "copy.db")
	if err := writeCopy(ctx, from, info, part); err != nil {
		return full(err)
	}
	err = os.Link(part, path) // unlike a rename, never over a file that came meanwhile
	if errors.Is(err, fs.ErrExist) {
		return taken
	}
	if err != nil && !exists(path) {
		err = os.Rename(part, path) // a file system without links
	}
	if err != nil {
		return fail(err)
	}
	return nil
}

// writeCopy writes the copy and compares it with the original.
func writeCopy(ctx context.Context, from string, info Info, part string) error {
	db, err := openPool(from, info.mode, sqlite.Common) // VACUUM INTO counts as writing, which the readers may not
	if err != nil {
		return err
	}
	defer db.Close()
	before, err := summarize(ctx, db, info)
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return err
	}
	if err := errors.Join(paths.Protect(part), syncFile(part)); err != nil {
		return err
	}
	after, err := summarize(ctx, db, info)
	if err != nil {
		return err
	}
	made, err := inspectAs(ctx, part, from)
	if err != nil {
		return err
	}
	// counts can be compared when nobody wrote meanwhile.
	same := before.Seq != after.Seq || maps.Equal(made.Rows, before.Rows)
	if made.Seq < before.Seq || made.Seq > after.Seq || made.Schema != before.Schema || !same {
		return model.NewError(model.Internal, "err.store.copy", nil).WithCause(
			fmt.Errorf("copy has entry %d, original had %d to %d", made.Seq, before.Seq, after.Seq))
	}
	return nil
}

// PrepareMove makes sure that no other program has the file open, and that the file alone is the whole database, so
// that it may be moved. The error has code Busy when somebody has it open.
func PrepareMove(ctx context.Context, path string) error {
	if err := RequireFile(path); err != nil {
		return err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return explain(path, err)
	}
	if diskOf(abs).Share != "" {
		release, err := hold(abs)
		if err != nil {
			return err
		}
		defer release()
	}
	db, err := openPool(abs, "mode=rw", sqlite.Short)
	if err != nil {
		return explain(path, err)
	}
	defer db.Close()
	return explain(path, leaveWAL(ctx, path, db))
}

// Recover brings a file that nobody has open back to its last whole state, and removes the journal of the program that
// was killed while it wrote, which also holds what stood there before.
func Recover(ctx context.Context, path string) error {
	if err := PrepareMove(ctx, path); err != nil { // reads the file, and so rolls back
		return err
	}
	db, err := openPool(path, "mode=rw"+exclusive, sqlite.Short)
	if err != nil {
		return explain(path, err)
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil) // nobody else writes a journal meanwhile
	if err != nil {
		return explain(path, err)
	}
	defer tx.Rollback()
	for _, side := range []string{"-journal", "-shm"} {
		if err := os.Remove(path + side); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return explain(path, err)
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// backupBefore makes the copy before a migration, named as package backup names its copies. A copy of an earlier
// attempt that failed is enough: it was verified when it was made, and the schema has not changed since.
func (s *Store) backupBefore(ctx context.Context, name string) error {
	dir := s.opt.BackupDir
	if dir == "" {
		dir = filepath.Join(filepath.Dir(s.path), "backup")
	}
	end, err := LogEnd(ctx, s.path)
	if err != nil {
		return err
	}
	base := strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path))
	path := filepath.Join(dir, fmt.Sprintf("%s-%010d-%s-%s.db", base, end, s.Clock().UTC().Format("20060102T150405Z"),
		name))
	err = backup(ctx, s.path, s.info, path)
	if model.CodeOf(err) == model.Conflict {
		return nil
	}
	return err
}
