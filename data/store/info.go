package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"jobspor/data/crypt"
	"jobspor/data/store/sqlite"
	"jobspor/model"
)

// Info tells what a file is, as far as can be known without a passphrase.
type Info struct {
	Exists bool
	Empty  bool // the file has no content yet: a database may be created in it
	Demo   bool // fictional people only, nothing sealed
	Sealed bool // opening needs the passphrase
	Schema int  // number of the last migration
	wraps  wraps
	auth   string // the key of the authenticator, sealed; "" is derived from the data key
	mode   string // how SQLite can read the file
	full   bool   // there is no room for the files beside it
	alone  bool   // the file alone is read, because it can have no files beside it
}

// ReadInfo tells what the file at path is, so that a caller knows whether to ask for a passphrase. A missing file gives
// an Info without Exists and no error; a file that is not a jobspor database gives an error with code Unsupported.
func ReadInfo(ctx context.Context, path string) (Info, error) {
	e, err := engineOf(path)
	if err != nil {
		return Info{}, explain(path, err)
	}
	info, err := e.info(ctx)
	return info, explain(e.name(), err)
}

func readInfo(ctx context.Context, path string) (info Info, err error) {
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Info{mode: "mode=ro"}, nil
	}
	if err != nil {
		return Info{}, model.NewError(model.Forbidden, "err.store.cantopen", model.Args{"path": path}).WithCause(err)
	}
	if st.IsDir() {
		return Info{}, model.NewError(model.Unsupported, "err.store.isdir", model.Args{"path": path})
	}
	if !st.Mode().IsRegular() { // a pipe would be waited for without end
		return Info{}, model.NewError(model.Unsupported, "err.store.notfile", model.Args{"path": path})
	}
	info = Info{Exists: true, Empty: st.Size() == 0, mode: "mode=ro", wraps: wraps{}}
	if info.Empty {
		return info, nil
	}
	if st.Size() < 512 { // SQLite would take so short a file for an empty database, and write over it
		return info, model.NewError(model.Unsupported, "err.store.notdb", model.Args{"path": path})
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return info, err
	}
	if exists(abs + "-journal") {
		// A program was killed while it wrote: until that is rolled back, the file alone is in part of a later state.
		info.mode = "mode=rw"
		defer func() { info.mode = "mode=ro" }()
		return info, info.read(ctx, abs)
	}
	if !exists(abs+"-wal") && !exists(abs+"-shm") {
		info.mode = "mode=rw" // who only reads leaves both behind; nothing is written, see sqlite.Reader
	}
	err = info.read(ctx, abs)
	said := explain(path, err)
	if info.full = isFull(said); (info.full || model.CodeOf(said) == model.Forbidden) && wholeFile(abs) {
		// In a folder that cannot be written, such as a backup on a read-only medium, SQLite cannot create its side
		// files, nor on a full disk. Without a write-ahead log the file itself is the whole database and can be read
		// alone.
		info.mode, info.alone = "mode=ro&immutable=1", true
		err = info.read(ctx, abs)
	}
	return info, err
}

// openToRead opens a file that this program may not have open, without its key and without changing it. There is no
// pool for a file that is missing or empty.
func openToRead(ctx context.Context, path string) (db *sql.DB, info Info, err error) {
	e, err := engineOf(path)
	if err != nil {
		return nil, Info{}, explain(path, err)
	}
	if info, err = e.info(ctx); err != nil || !info.Exists || info.Empty {
		return nil, info, explain(path, err)
	}
	db, err = e.toRead(info)
	return db, info, explain(path, err)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func (i *Info) read(ctx context.Context, path string) error {
	db, err := openPool(path, i.mode, sqlite.Reader)
	if err != nil {
		return err
	}
	defer db.Close()
	var app, things int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM "sqlite_schema"`).Scan(&things); err != nil {
		return err
	}
	if app != sqlite.ApplicationID {
		if i.Empty = things == 0 && app == 0; i.Empty {
			return nil
		}
		return model.NewError(model.Unsupported, "err.store.notours", model.Args{"path": path})
	}
	var made int // migrations that wrote that they ran; in one statement, since another program may migrate now
	err = db.QueryRowContext(ctx, `SELECT "user_version", (SELECT count(*) FROM "meta" WHERE "key" LIKE 'migration.%')
		FROM pragma_user_version`).Scan(&i.Schema, &made)
	if err == nil && i.Schema != made {
		err = model.NewError(model.Internal, "err.store.corrupt", model.Args{"path": path})
	}
	if err != nil {
		return err
	}
	return i.readFacts(ctx, db, path)
}

// readFacts reads what a database says of its key.
func (i *Info) readFacts(ctx context.Context, db *sql.DB, path string) (err error) {
	var marked bool // with what only a database that is locked has
	err = db.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE "key" = 'demo') > 0,
		count(*) FILTER (WHERE "key" = 'head' OR "key" = 'auth' OR "key" GLOB 'key.[0-9]*') > 0,
		coalesce(max("value") FILTER (WHERE "key" = 'auth'), '') FROM "meta"`).Scan(&i.Demo, &marked, &i.auth)
	if err != nil {
		return err
	}
	i.wraps, err = readWraps(ctx, db)
	i.Sealed = i.wraps[mainWrap] != ""
	switch {
	case err != nil:
		return err
	case i.Sealed && i.Demo:
		return errPlanted(path, "meta demo")
	case !i.Sealed && (marked || !i.Demo):
		return keyless(path)
	}
	return nil
}

// keyless is the error of a database whose locked key was taken away: what is written into it would not be sealed.
func keyless(path string) error {
	return model.NewError(model.Unsupported, "err.store.keyless", model.Args{"path": path})
}

// unlock returns the data key, nil for a database that is not sealed.
func (i *Info) unlock(opt Options) (*crypt.Key, error) {
	switch {
	case !i.Sealed:
		return nil, nil
	case opt.Key != nil:
		return opt.Key, nil
	case len(opt.Passphrase) == 0:
		return nil, model.NewError(model.Locked, "err.passphrase.missing", nil)
	}
	return i.wraps.unwrap(opt.Passphrase)
}

// OpensUnlike says what else opens the file than opens another: "key" where it also has another data key, "passphrase"
// for a passphrase, "recovery" for recovery codes only, "nothing" where only the other is sealed, and "same".
func (i Info) OpensUnlike(other Info) string {
	switch {
	case !i.Sealed && other.Sealed:
		return "nothing"
	case i.auth != other.auth || i.Sealed != other.Sealed:
		return "key"
	case i.wraps[mainWrap] != other.wraps[mainWrap]:
		return "passphrase"
	case !maps.Equal(i.wraps, other.wraps):
		return "recovery"
	}
	return "same"
}
