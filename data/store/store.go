// Package store stores the rows of package model in one SQLite file, or in one PostgreSQL database. It is the only
// package that contains SQL, with the packages below it.
//
// It promises: Apply, Undo and Redo are the only ways to write rows; each writes all of its rows or none, and is
// durable when it returns. Every row that is written was validated and refers to rows that exist. No change is
// overwritten: a row that somebody else changed meanwhile gives a conflict. Every change has an entry in the log, and
// undo works from that entry, also after a restart and in another program. Personal fields, drafts and their earlier
// values in the log are encrypted in the file. It never shows a person's data in an error, never opens the file by
// other means than SQLite, and never asks the user anything.
package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/paths"
	"jobspor/model"
)

// Options say how a database is opened.
type Options struct {
	Passphrase []byte           // opens a sealed database; with Create it seals the new one
	Key        *crypt.Key       // the data key itself, used instead of Passphrase when it is already known
	Demo       bool             // with Create: fictional people only, nothing is sealed
	OwnDemo    bool             // a demo that the caller itself just made: others may read it
	Create     bool             // create a new database; a file with content is refused
	ReadOnly   bool             // every write is refused
	BackupDir  string           // folder of the copy made before a migration; "" is beside the database
	StateDir   string           // folder that keeps what this machine saw of the database; "" keeps nothing, see Known
	Now        func() time.Time // the clock; nil is time.Now
	Clock      func() time.Time // dates the log where Now is set to another day; nil, and in a demo, is Now
	Params     crypt.Params     // with Create and in Rekey: the cost of a guess; zero is crypt.Default
}

// Store is an open database. It is safe for use by several goroutines, and several programs may have one file open.
type Store struct {
	path    string // what sentences call the database, see engine.name
	engine  engine
	opt     Options
	key     *crypt.Key           // nil in a demo database
	auth    *crypt.Authenticator // of rows, log and head; nil in a demo database
	info    Info
	tables  map[string]*table
	steps   []migration
	writer  *sql.DB // one connection
	readers *sql.DB
	unit    *unit // of a Store that Together gives; nil otherwise
	damage  *damage
	gate    *gate // of both pools, see Lock
	knownAs Known
	opened  bool
	waiting *atomic.Int32 // how many wait for a server to answer
	share   string        // the kind of network share it lies on, "" for none
	release func()        // gives the file on a share free

	mu          sync.Mutex
	subscribers map[int]func(model.Changed)
	nextID      int
	seen        int64          // the log up to here was told to the subscribers
	own         map[int64]bool // entries after seen that this Store wrote and told itself
}

// Open opens a database, or creates one when Create is set, and brings its schema up to date.
//
// The error is a *model.Error with code NotFound (no file), Locked (passphrase missing or wrong), Forbidden (others can
// read it, or this user cannot), Unsupported (not a jobspor database, or of a newer version), Busy, or Internal.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	return openWith(ctx, path, opt, migrations())
}

func openWith(ctx context.Context, path string, opt Options, steps []migration) (*Store, error) {
	e, err := engineOf(path)
	if err != nil {
		return nil, explain(path, err)
	}
	if f, is := e.(file); is {
		if real, err := filepath.EvalSymlinks(f.path); err == nil {
			e = file{real} // SQLite keeps its side files beside the file, not beside the link
		}
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	s := &Store{path: e.name(), engine: e, opt: opt, tables: tables(), steps: steps, gate: &gate{}, damage: newDamage(),
		waiting:     &atomic.Int32{},
		subscribers: map[int]func(model.Changed){}, own: map[int64]bool{}}
	if err := s.open(ctx); err != nil {
		s.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	info, err := s.engine.info(ctx)
	if err != nil {
		return err
	}
	s.info = info
	if s.opt.Create {
		err = s.create(ctx)
	} else {
		err = s.unlockExisting(ctx)
	}
	typed := s.opt.Passphrase // it is the caller's, who wipes it
	s.opt.Passphrase = nil
	if err == nil && s.info.alone && !s.opt.ReadOnly {
		err = s.readAlone()
	}
	if err != nil {
		return err
	}
	if s.key != nil {
		s.auth = s.authenticator()
	}
	if err := s.takeShare(ctx); err != nil {
		return err
	}
	if err := s.openPools(); err != nil {
		return err
	}
	if !s.opt.ReadOnly && !s.OnlyReads() {
		if err := s.migrate(ctx); err != nil {
			return err
		}
	}
	if len(s.steps) == len(migrations()) { // not a test with migrations of its own
		err := errors.Join(refusePlanted(ctx, s.engine, s.readers), s.refuseKeyless(ctx), s.refusePlantedMend(ctx))
		if err != nil {
			return err
		}
	}
	if !s.opt.ReadOnly && !s.OnlyReads() {
		if err := s.mendIntegrity(ctx); err != nil {
			return err
		}
		if err := s.mendTexts(ctx); err != nil {
			return err
		}
		if err := s.hideLabels(ctx); err != nil {
			return err
		}
		if err := s.bindWrap(ctx, typed); err != nil {
			return err
		}
	}
	if err := s.compareKnown(ctx); err != nil {
		return err
	}
	if !s.opt.ReadOnly && !s.OnlyReads() {
		s.reserveWaiting(ctx)
	}
	s.opened = true
	return s.readers.QueryRowContext(ctx, `SELECT coalesce(max("seq"), 0) FROM "log"`).Scan(&s.seen)
}

// unlockExisting checks an existing file and unwraps its key.
func (s *Store) unlockExisting(ctx context.Context) (err error) {
	switch {
	case !s.info.Exists || s.info.Empty:
		return model.NewError(model.NotFound, "err.store.missing", model.Args{"path": s.path})
	case s.info.Schema > len(s.steps):
		return newer(s.path, s.info.Schema, len(s.steps))
	case s.info.Schema < len(s.steps) && s.opt.ReadOnly:
		return model.NewError(model.Unsupported, "err.store.older", model.Args{"path": s.path})
	}
	if err := s.requirePrivate(); err != nil {
		return err
	}
	if s.key, err = s.info.unlock(s.opt); err == nil && s.info.wraps.schema() > s.info.Schema {
		err = errPlanted(s.path, "schema "+strconv.Itoa(s.info.Schema)) // the key was in a file of a later one
	}
	return err
}

// create makes the place of a new database.
func (s *Store) create(context.Context) (err error) {
	if s.info.Exists && !s.info.Empty {
		return model.NewError(model.Conflict, "err.store.exists", model.Args{"path": s.path})
	}
	if s.key = s.opt.Key; s.key == nil && !s.opt.Demo {
		if len(s.opt.Passphrase) == 0 {
			return model.NewError(model.Locked, "err.passphrase.missing", nil)
		}
		s.key = crypt.NewKey()
	}
	if s.opt.Demo {
		s.key = nil
	} else {
		text, err := s.wrap(s.key, s.opt.Passphrase, s.opt.Params, "")
		if err != nil {
			return err
		}
		s.info.wraps = wraps{mainWrap: text}
	}
	return s.engine.claim()
}

// requirePrivate refuses what requirePrivateFiles refuses, except the caller's own demo: files in a temporary folder
// may be readable by everybody, and its people are fictional.
func (s *Store) requirePrivate() error {
	if s.opt.OwnDemo && s.info.Demo {
		return nil
	}
	return s.engine.private()
}

// requirePrivateFiles refuses a database that others can read, and its side files. On Windows side files inherit the
// access list of their folder, so that only the database itself is checked; personal data in them is encrypted.
func requirePrivateFiles(path string) error {
	ends := []string{"", "-wal", "-shm"}
	if runtime.GOOS == "windows" {
		ends = ends[:1]
	}
	for _, end := range ends {
		if err := paths.CheckPrivate(path + end); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) openPools() (err error) {
	s.writer, s.readers, err = s.engine.pools(s)
	return err
}

// maxReaders is how many connections read at a time.
const maxReaders = 8

// Close closes the database. Changes are durable before it, as soon as Apply returns.
func (s *Store) Close() error {
	var errs []error
	if s.opened && !s.Locked() {
		errs = append(errs, s.keepKnown(context.Background()))
	}
	for _, db := range []*sql.DB{s.readers, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.release != nil {
		s.release()
		s.release = nil
	}
	return errors.Join(errs...)
}

// db is what rows are read from: the committed rows, or inside a unit those that it wrote as well.
func (s *Store) db() rowQuerier {
	if s.unit != nil {
		return s.unit.tx
	}
	return s.readers
}

// Path returns the path of the database file, or the address of the database without what opens it.
func (s *Store) Path() string { return s.path }

// Info returns what is known about the open database.
func (s *Store) Info() Info { return s.info }

// Now returns the time of the store's clock.
func (s *Store) Now() time.Time { return s.opt.Now() }

// Clock returns the time by which the log is dated.
func (s *Store) Clock() time.Time {
	if s.opt.Clock == nil || s.info.Demo || s.opt.Demo {
		return s.opt.Now()
	}
	return s.opt.Clock()
}

// Setting gives the value of a setting, "" when it was never set or its row is damaged.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	e, err := s.Get(ctx, "setting", key)
	if code := model.CodeOf(err); code == model.NotFound || code == model.DamagedRow {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return e.(*model.Setting).Value, nil
}
