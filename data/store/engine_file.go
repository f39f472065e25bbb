package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"jobspor/data/paths"
	"jobspor/data/store/sqlite"
	"jobspor/model"
)

// file is SQLite with a file.
type file struct{ path string }

func (f file) name() string { return f.path }

func (f file) info(ctx context.Context) (Info, error) { return readInfo(ctx, f.path) }

// claim creates the file, readable by its owner only, before SQLite opens it. SQLite gives its side files the same
// mode.
func (f file) claim() error {
	if err := paths.MakePrivate(filepath.Dir(f.path)); err != nil {
		return model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": filepath.Dir(f.path)}).
			WithCause(err)
	}
	made, err := os.OpenFile(f.path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return requirePrivateFiles(f.path) // an empty file, or one that another program makes right now
	case err != nil:
		return model.NewError(model.Forbidden, "err.store.cantopen", model.Args{"path": f.path}).WithCause(err)
	}
	return errors.Join(made.Close(), paths.Protect(f.path))
}

func (f file) private() error { return requirePrivateFiles(f.path) }

func (f file) pools(s *Store) (writer, readers *sql.DB, err error) {
	mode, pragmas := "mode=rw", sqlite.Writer
	if s.opt.ReadOnly {
		mode, pragmas = s.info.mode, sqlite.Reader
	}
	writer, err = f.open(sqlite.Pool{Mode: mode + immediate, Pragmas: pragmas, Most: 1, Gate: s.gate.pass})
	if err != nil {
		return nil, nil, err
	}
	readers, err = f.open(sqlite.Pool{Mode: mode, Pragmas: sqlite.Reader, Most: maxReaders, Gate: s.gate.pass})
	return writer, readers, err
}

// How a transaction begins: it waits until nobody else writes, or until nobody else has the file open.
const (
	immediate = "&_txlock=immediate"
	exclusive = "&_txlock=exclusive"
)

func (f file) open(p sqlite.Pool) (*sql.DB, error) {
	p.Share = diskOf(f.path).Share != ""
	return sqlite.Open(f.path, p)
}

// openPool opens a pool of one connection.
func openPool(path, mode string, pragmas []string) (*sql.DB, error) {
	return file{path}.open(sqlite.Pool{Mode: mode, Pragmas: pragmas, Most: 1})
}

func (f file) toRead(info Info) (*sql.DB, error) {
	return openPool(f.path, info.mode, sqlite.Reader)
}

// create does nothing: each migration runs, so that what they make is seen by every new database.
func (f file) create(context.Context, *Store) error { return nil }

func (f file) version(ctx context.Context, tx *sql.Tx) (n int, err error) {
	err = tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&n)
	return n, err
}

func (f file) setVersion(ctx context.Context, tx *sql.Tx, n int) error {
	_, err := tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(n))
	return err
}

func (f file) script(ctx context.Context, tx *sql.Tx, text string) error {
	_, err := tx.ExecContext(ctx, text)
	return err
}

func (f file) planted(ctx context.Context, db querier) ([]Finding, error) {
	return verifySchema(ctx, db)
}

func (f file) columns(ctx context.Context, db querier, table string) (map[string]string, error) {
	return columnsOf(ctx, db, `SELECT "name", "type" FROM pragma_table_info(?)`, table)
}

func (f file) faults(ctx context.Context, db *sql.DB) (int, error) { return sqlite.Faults(ctx, db) }

func (f file) emptyFreed(ctx context.Context, writer *sql.DB) bool {
	_, err := writer.ExecContext(ctx, "VACUUM")
	return err == nil && sqlite.Truncate(ctx, writer)
}

func (f file) forgetWritten(ctx context.Context, writer *sql.DB) {
	_ = sqlite.Truncate(ctx, writer)
}

// SQLite keeps by itself which number the last entry of the log got; the next gets a later one, and none where it is
// the last there is.
func (f file) dialect() dialect {
	return dialect{
		nextSeq:    "NULL",
		lastNumber: `SELECT coalesce(max("seq"), 0) FROM "sqlite_sequence" WHERE "name" = 'log'`,
		numberOn: `UPDATE "sqlite_sequence" SET "seq" = (SELECT coalesce(max("seq"), 0) FROM "log")
			WHERE "name" = 'log'`,
		mark:      "PRAGMA application_id = " + strconv.Itoa(sqlite.ApplicationID),
		deferRefs: "PRAGMA defer_foreign_keys = 1",
		numbered:  func(table string) string { return `"` + table + `"` },
	}
}

func (f file) commit(_ context.Context, _ *Store, tx *sql.Tx, _ int64) error { return tx.Commit() }

func (f file) alone(ctx context.Context) (db *sql.DB, tx *sql.Tx, err error) {
	if err := PrepareMove(ctx, f.path); err != nil {
		return nil, nil, err
	}
	if db, err = openPool(f.path, "mode=rw"+exclusive, sqlite.Exclusive); err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			db.Close()
		}
	}()
	if tx, err = db.BeginTx(context.WithoutCancel(ctx), nil); err != nil {
		return nil, nil, err
	}
	var mode string
	if err := tx.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return nil, nil, errors.Join(err, tx.Rollback())
	}
	if mode != "delete" { // somebody opened it in between
		busy := model.NewError(model.Busy, "err.store.busy", model.Args{"path": f.path})
		return nil, nil, errors.Join(busy, tx.Rollback())
	}
	return db, tx, nil
}

// listen waits: what other programs wrote is found by looking.
func (f file) listen(ctx context.Context, _ func()) { <-ctx.Done() }

func (f file) address() string { return f.path }
