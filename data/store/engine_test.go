package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"jobspor/data/store/postgres"
)

// onServer is the environment variable that names a PostgreSQL server for the tests: they run there, in databases of
// their own, instead of in files. Those that are about a file wait then. See .ci/postgres.
const onServer = "JOBSPOR_TEST_POSTGRES"

var testDatabases atomic.Int64

// freshPlace names a place for a new database: a path, or an address.
func freshPlace(t testing.TB, path string) string {
	t.Helper()
	address := os.Getenv(onServer)
	if address == "" {
		return path
	}
	admin, err := postgres.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	db := admin.Open(postgres.Pool{Writes: true, Most: 1})
	name := fmt.Sprintf("t%d_%d", os.Getpid(), testDatabases.Add(1))
	create(t, db, `CREATE DATABASE `+name)
	t.Cleanup(func() {
		create(t, db, `DROP DATABASE `+name+` WITH (FORCE)`)
		db.Close()
	})
	before, after, _ := strings.Cut(address, "/postgres?")
	return before + "/" + name + "?" + after
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
	if os.Getenv(onServer) != "" {
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
		db, err = openPool(name, "mode=rw", nil, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// pragma is what only SQLite must be told.
var pragma = regexp.MustCompile(`PRAGMA [a-z_]+ = \w+;\s*`)
