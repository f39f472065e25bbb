package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"

	"jobspor/data/store/postgres"
	"jobspor/model"
)

// engine is the database system below a Store, as far as it differs: SQLite with a file of its own, or PostgreSQL with
// a database on a server. Rows, log, seals, digests and all rules about them are the same for both.
type engine interface {
	// name is what sentences call the database: the path, or the address without what opens it.
	name() string
	// address opens it again.
	address() string
	// info tells what is there, without its key.
	info(ctx context.Context) (Info, error)
	// claim makes an empty place for a new database that only its owner can read.
	claim() error
	// private refuses a database that others can read.
	private() error
	// pools opens the connection that writes and those that read.
	pools(s *Store) (writer, readers *sql.DB, err error)
	// toRead opens a connection that only reads, without a Store.
	toRead(info Info) (*sql.DB, error)
	// create makes all tables at once, where the engine can; otherwise every migration runs.
	create(ctx context.Context, s *Store) error
	// version is the number of the last migration; setVersion keeps it where it is not counted.
	version(ctx context.Context, tx *sql.Tx) (int, error)
	setVersion(ctx context.Context, tx *sql.Tx, n int) error
	// script runs statements of a migration.
	script(ctx context.Context, tx *sql.Tx, text string) error
	// planted names what is there and should not be, and what should be and is not.
	planted(ctx context.Context, db querier) ([]Finding, error)
	// columns gives the columns of a table with their types as SQLite calls them.
	columns(ctx context.Context, db querier, table string) (map[string]string, error)
	// faults counts what is wrong with pages, indexes and references.
	faults(ctx context.Context, db *sql.DB) (int, error)
	// emptyFreed overwrites the room of rows that are gone, and reports whether it could.
	emptyFreed(ctx context.Context, writer *sql.DB) bool
	// forgetWritten empties what the engine keeps of pages that were overwritten, as soon as nobody reads it.
	forgetWritten(ctx context.Context, writer *sql.DB)
	// alone begins a transaction for sealing everything anew, while nobody else writes or reads half of it.
	alone(ctx context.Context) (*sql.DB, *sql.Tx, error)
	// dialect is what SQL says in the engine's own way.
	dialect() dialect
	// commit commits a transaction that wrote an entry of the log, once; an error says that it was not committed.
	commit(ctx context.Context, s *Store, tx *sql.Tx, seq int64) error
	// listen calls changed when somebody wrote, until ctx ends; where the engine does not tell, it only waits.
	listen(ctx context.Context, changed func())
}

// dialect are the parts of statements for which the engines have no common words.
type dialect struct {
	nextSeq    string                    // the number of a new entry of the log, as a value
	lastNumber string                    // the last number that an entry got, also one that was taken back
	numberOn   string                    // makes it that of the last entry; "" where it always is
	mark       string                    // marks the database as one of this program's; "" where its tables do
	deferRefs  string                    // lets references be checked at the commit; "" where they always are
	numbered   func(table string) string // a table whose "rowid" counts its rows as they were written
}

// engineOf is the engine of a database by its name.
func engineOf(name string) (engine, error) {
	if postgres.Is(name) {
		db, err := postgres.Parse(name)
		if err != nil {
			return nil, err
		}
		return server{db}, nil
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	return file{abs}, nil
}

// OnServer reports whether a database lies on a server: it has no path, and what copies, moves or restores a file does
// not concern it.
func OnServer(name string) bool { return postgres.Is(name) }

// OnServer reports whether the open database lies on a server.
func (s *Store) OnServer() bool { _, is := s.engine.(server); return is }

// RequireFile refuses for a database on a server what only a file has, with code Unsupported.
func RequireFile(name string) error {
	if !postgres.Is(name) {
		return nil
	}
	return model.NewError(model.Unsupported, "err.store.server", model.Args{"path": Shown(name)})
}

// Shown is the name of a database without what opens it.
func Shown(name string) string {
	e, err := engineOf(name)
	if err != nil {
		before, _, _ := strings.Cut(name, "?")
		return before[:strings.Index(before, "//")+2] + "…"
	}
	return e.name()
}

// address opens the database again: a path, or the whole address.
func (s *Store) address() string { return s.engine.address() }
