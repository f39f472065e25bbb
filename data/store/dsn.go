package store

import (
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// Pragmas live in the name that connections are opened by, because a PRAGMA that is executed reaches one connection of
// a pool only.
var (
	always = []string{
		"busy_timeout(15000)", // 8 programs that all write wait for each other far shorter than this
		"temp_store(MEMORY)",  // no personal data in temporary files
		"foreign_keys(1)",
		"trusted_schema(0)",
		"cell_size_check(1)",
	}
	writing = append(always[:len(always):len(always)], "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)", "cache_size(-32000)")
	reading = append(always[:len(always):len(always)], "query_only(1)", "cache_size(-16000)")
)

// dsn names the file so that any path works: spaces, question marks, Windows drives and shares.
func dsn(path string, query string, pragmas []string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	var b strings.Builder
	b.WriteString("file://" + (&url.URL{Path: p}).EscapedPath() + "?_dqs=0&" + query)
	for _, p := range pragmas {
		b.WriteString("&_pragma=" + url.QueryEscape(p))
	}
	return b.String()
}

// pool opens a pool of at most n connections; nothing is touched before the first use.
func pool(path, query string, pragmas []string, n int) (*sql.DB, error) {
	c, err := sqlite.NewConnector(dsn(path, query, pragmas))
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}
