package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"regexp"
	"sync/atomic"
	"testing"

	"jobspor/data/store/postgres"
	"jobspor/data/store/postgres/pgtest"
)

// testServer is where the tests have their databases, in schemas of their own, when the environment asks for
// PostgreSQL; "" is in files. Those that are about a file wait then. See .ci/postgres.
var testServer string

// withServer runs the tests beside a server, where they want one.
func withServer(run func() int) int {
	testServer = os.Getenv(pgtest.Variable)
	if testServer != "start" {
		return run()
	}
	s, err := pgtest.Start(false)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer s.Close()
	testServer = pgtest.Address("postgres", s)
	return run()
}

var testSchemas atomic.Int64

// freshPlace names a place for a new database: a path, or an address.
func freshPlace(t testing.TB, path string) string {
	t.Helper()
	if testServer == "" {
		return path
	}
	admin, err := postgres.Parse(testServer)
	if err != nil {
		t.Fatal(err)
	}
	db := admin.Open(postgres.Pool{Writes: true, Most: 1})
	name := fmt.Sprintf("t%d_%d", os.Getpid(), testSchemas.Add(1))
	create(t, db, `CREATE SCHEMA `+name)
	t.Cleanup(func() {
		create(t, db, `DROP SCHEMA `+name+` CASCADE`)
		db.Close()
	})
	return testServer + "&search_path=" + name
}

func create(t testing.TB, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

// onlyFile lets a test wait that is about what only a file has.
func onlyFile(t testing.TB) {
	t.Helper()
	if testServer != "" {
		t.Skip("about a file")
	}
}

// handOf opens a database as somebody with another program would.
func handOf(t testing.TB, name string) *sql.DB {
	t.Helper()
	e, err := engineOf(name)
	if err != nil {
		t.Fatal(err)
	}
	var db *sql.DB
	if e, is := e.(server); is {
		db, err = e.byHand()
	} else {
		db, err = openPool(name, "mode=rw", nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// pragma is what only SQLite must be told.
var pragma = regexp.MustCompile(`PRAGMA [a-z_]+ = \w+;\s*`)
