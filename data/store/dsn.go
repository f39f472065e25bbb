package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"strings"
	"sync"

	"modernc.org/sqlite"

	"jobspor/model"
)

// Pragmas are part of the data source name, because a PRAGMA statement reaches one connection of a pool only.
var (
	commonPragmas = []string{
		"busy_timeout(15000)", // 8 programs that all write wait for each other far shorter than this
		"temp_store(MEMORY)",  // no personal data in temporary files
		"foreign_keys(1)",
		"trusted_schema(0)",
		"cell_size_check(1)",
	}
	writerPragmas = append(commonPragmas[:len(commonPragmas):len(commonPragmas)],
		"journal_mode(WAL)", "synchronous(FULL)", "fullfsync(1)", // durable when a commit returns, on macOS too
		"secure_delete(1)", "journal_size_limit(8388608)", "cache_size(-32000)")
	// exclusivePragmas are for a file that no other program has open, and that is one file.
	exclusivePragmas = append(commonPragmas[1:len(commonPragmas):len(commonPragmas)],
		"busy_timeout(2000)", "synchronous(FULL)", "fullfsync(1)", "secure_delete(1)")
	readerPragmas = append(commonPragmas[:len(commonPragmas):len(commonPragmas)], "query_only(1)", "cache_size(-4000)")
)

// dsn returns a data source name that works for any path: spaces, question marks, Windows drives and shares.
func dsn(path string, query string, pragmas []string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	var b strings.Builder
	b.WriteString("file://" + (&url.URL{Path: p}).EscapedPath() + "?_dqs=0&_defensive=1&" + query)
	for _, p := range pragmas {
		b.WriteString("&_pragma=" + url.QueryEscape(p))
	}
	return b.String()
}

// openPool opens a pool of at most n connections; the file is not opened before the first use.
func openPool(path, query string, pragmas []string, n int) (*sql.DB, error) {
	return openGated(nil, path, query, pragmas, n)
}

// openGated is openPool for a pool that has connections only while its gate is open.
func openGated(g *gate, path, query string, pragmas []string, n int) (*sql.DB, error) {
	d, err := ownDriver()
	if err != nil {
		return nil, err
	}
	query, pragmas = onShare(path, query, pragmas)
	alone := dsn(path, "mode=ro&immutable=1", readerPragmas)
	db := sql.OpenDB(connector{d, dsn(path, query, pragmas), alone, g})
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// ownDriver is a driver of this package's own, so that its collation reaches no other use of SQLite in the program.
var ownDriver = sync.OnceValues(func() (*sqlite.Driver, error) {
	d := &sqlite.Driver{}
	return d, d.RegisterCollationUtf8("danish", model.CompareDanish)
})

// connector opens the connections of one pool.
type connector struct {
	driver     *sqlite.Driver
	dsn, alone string // alone reads the file without any beside it, see gate
	gate       *gate  // nil is always open
}

// Connect opens one connection.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.gate != nil && c.gate.closed.Load() {
		return nil, model.NewError(model.Locked, "err.store.locked", nil)
	}
	if c.gate != nil && c.gate.alone.Load() {
		return c.driver.Open(c.alone)
	}
	return c.driver.Open(c.dsn)
}

// Driver gives the driver.
func (c connector) Driver() driver.Driver { return c.driver }
