// Package sqlite opens a SQLite file for package store, which one program, or several on one computer, work on.
//
// It promises: every connection of a pool has the pragmas of the pool, so that a change is durable when it was
// committed, what was removed is overwritten, and no personal data reaches a temporary file; a schema that somebody
// prepared cannot make SQLite run anything; text is ordered as Danish; a file on a network share never has a
// write-ahead log, whose memory computers cannot share.
//
// What one municipality is assumed to ask of one file on one computer: see package postgres, which stands beside it
// where a file is too small.
package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"modernc.org/sqlite"

	"jobspor/model"
)

// ApplicationID marks a SQLite file as jobspor's: "jobs".
const ApplicationID = 0x6a6f6273

// Pragmas of pools. They are part of the data source name, because a PRAGMA statement reaches one connection only.
var (
	Common = []string{
		"busy_timeout(15000)", // 8 programs that all write wait for each other far shorter than this
		"temp_store(MEMORY)",  // no personal data in temporary files
		"foreign_keys(1)",
		"trusted_schema(0)",
		"cell_size_check(1)",
	}
	Writer = append(slices.Clip(Common),
		wal, "synchronous(FULL)", "fullfsync(1)", // durable when a commit returns, on macOS too
		"secure_delete(1)", "journal_size_limit(8388608)", "cache_size(-32000)")
	// Exclusive is for a file that no other program has open, and that is one file.
	Exclusive = append(slices.Clip(Common[1:]),
		"busy_timeout(2000)", "synchronous(FULL)", "fullfsync(1)", "secure_delete(1)")
	Reader = append(slices.Clip(Common), "query_only(1)", "cache_size(-4000)")
	// Short waits for nobody.
	Short = []string{"busy_timeout(500)"}
)

const wal = "journal_mode(WAL)"

// Pool says how the connections of a pool are opened.
type Pool struct {
	Mode    string // in the words of a data source name, such as "mode=ro"
	Pragmas []string
	Most    int  // connections at a time
	Share   bool // the file lies on a network share
	// Gate refuses connections, and says whether they may only read the file alone, without any beside it; nil lets
	// every one through.
	Gate func() (alone bool, err error)
}

// Open opens a pool; the file is not opened before the first use.
func Open(path string, p Pool) (*sql.DB, error) {
	d, err := ownDriver()
	if err != nil {
		return nil, err
	}
	if p.Share {
		p = onShare(path, p)
	}
	alone := dataSource(path, "mode=ro&immutable=1", Reader)
	return pooled(connector{d, dataSource(path, p.Mode, p.Pragmas), alone, p.Gate}, p.Most), nil
}

// Memory opens an empty database in memory.
func Memory() (*sql.DB, error) {
	d, err := ownDriver()
	if err != nil {
		return nil, err
	}
	return pooled(connector{driver: d, source: "file::memory:"}, 1), nil
}

// ByHand opens a file as somebody with another program would, who may write the schema itself.
func ByHand(path string) (*sql.DB, error) {
	d, err := ownDriver()
	if err != nil {
		return nil, err
	}
	source := strings.Replace(dataSource(path, "mode=rwc", nil), "_defensive=1", "_defensive=0", 1)
	return pooled(connector{driver: d, source: source}, 1), nil
}

func pooled(c connector, most int) *sql.DB {
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	return db
}

// dataSource is a data source name that works for any path: spaces, question marks, Windows drives and shares.
func dataSource(path string, query string, pragmas []string) string {
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

// ownDriver is a driver of this package's own, so that its collation reaches no other use of SQLite in the program.
var ownDriver = sync.OnceValues(func() (*sqlite.Driver, error) {
	d := &sqlite.Driver{}
	return d, d.RegisterCollationUtf8("danish", model.CompareDanish)
})

// connector opens the connections of one pool.
type connector struct {
	driver        *sqlite.Driver
	source, alone string
	gate          func() (alone bool, err error)
}

// Connect opens one connection.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	source := c.source
	if c.gate != nil {
		alone, err := c.gate()
		if err != nil {
			return nil, err
		}
		if alone {
			source = c.alone
		}
	}
	return c.driver.Open(source)
}

// Driver gives the driver.
func (c connector) Driver() driver.Driver { return c.driver }
