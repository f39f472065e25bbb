package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func opened(t *testing.T, path string, p Pool) *sql.DB {
	t.Helper()
	db, err := Open(path, p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func do(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// TestJournal: a write-ahead log comes and goes, stays while somebody else has the file open, and never comes on a
// share.
func TestJournal(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "en fil? med %41 tegn#.db")
	db := opened(t, path, Pool{Mode: "mode=rwc", Pragmas: Writer, Most: 1})
	do(t, db, `CREATE TABLE "t" ("a" TEXT UNIQUE)`)
	other := opened(t, path, Pool{Mode: "mode=rw", Pragmas: append(slices.Clip(Short), wal), Most: 1})
	do(t, other, `INSERT INTO "t" VALUES ('a')`)
	if !HasWAL(path) || !Truncate(ctx, db) {
		t.Error("no write-ahead log")
	}
	if left, err := LeaveWAL(ctx, other); left {
		t.Errorf("left while another has it open: %v", err)
	}
	db.Close()
	if left, err := LeaveWAL(ctx, other); !left || err != nil || HasWAL(path) {
		t.Errorf("not left: %v", err)
	}
	other.Close()
	shared := opened(t, path, Pool{Mode: "mode=rw", Pragmas: Writer, Most: 1, Share: true})
	do(t, shared, `INSERT INTO "t" VALUES ('b')`)
	if HasWAL(path) {
		t.Error("a write-ahead log on a share")
	}
}

// TestErrors: what SQLite says becomes what a person can do.
func TestErrors(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	db := opened(t, path, Pool{Mode: "mode=rwc", Pragmas: Writer, Most: 1})
	do(t, db, `CREATE TABLE "t" ("a" TEXT UNIQUE COLLATE danish)`, `INSERT INTO "t" VALUES ('å')`)
	after := func(query string) error { _, err := db.Exec(query); return err }
	if err := after(`INSERT INTO "t" VALUES ('å')`); !IsDuplicate(err) || Explain(path, err) != nil {
		t.Errorf("twice: %v", err)
	}
	if err := after(`SELECT "no such" FROM "t"`); !IsStatement(err) || IsDuplicate(err) {
		t.Errorf("no such column: %v", err)
	}
	reader := opened(t, path, Pool{Mode: "mode=ro", Pragmas: Reader, Most: 1})
	_, err := reader.Exec(`DELETE FROM "t"`)
	if e := Explain(path, err); !IsReadOnly(err) || e == nil || e.Key != "err.store.readonly" {
		t.Errorf("a reader that writes: %v", err)
	}
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, slices.Repeat([]byte("dette er tekst\n"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = opened(t, text, Pool{Mode: "mode=ro", Most: 1}).Exec(`SELECT * FROM "t"`)
	if e := Explain(text, err); e == nil || e.Key != "err.store.notdb" {
		t.Errorf("a text: %v", err)
	}
	_, err = opened(t, filepath.Join(dir, "none.db"), Pool{Mode: "mode=rw", Most: 1}).Exec(`SELECT 1 FROM "t"`)
	roomy, tight := func() bool { return true }, func() bool { return false }
	if e := Explain(text, err); e == nil || e.Key != "err.store.cantopen" || IsFull(err, roomy) || !IsFull(err, tight) {
		t.Errorf("no file: %v", err)
	}
	refusal := errors.New("closed")
	gated := opened(t, path, Pool{Mode: "mode=rw", Most: 1, Gate: func() (bool, error) { return false, refusal }})
	if err := gated.Ping(); !errors.Is(err, refusal) || Explain(path, err) != nil {
		t.Errorf("a closed gate: %v", err)
	}
}
