package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"jobspor/data/crypt"
	"jobspor/data/store/sqlite"
	"jobspor/model"
	"jobspor/model/schema"
)

// sealedWorld is the file of a sealed database with a few rows and a log, its rows, and its key.
func sealedWorld(f *testing.F) (file []byte, rows map[string]model.Entity, key *crypt.Key) {
	f.Helper()
	key = crypt.NewKey()
	path := filepath.Join(f.TempDir(), "world.db")
	s, err := Open(context.Background(), path, Options{Create: true, Key: key, Passphrase: pass, Params: crypt.Cheap})
	if err != nil {
		f.Fatal(err)
	}
	key = s.key
	c, b := &model.Company{Name: "Café Æble"}, &model.Citizen{FirstName: "Anna", LastName: "Holm"}
	apply(f, s, model.Add(c), model.Add(b))
	apply(f, s, model.Add(&model.Contact{CompanyID: c.ID, CitizenID: b.ID, On: 20000, How: "call", Note: "ringet"}))
	after := schema.Clone(b).(*model.Citizen)
	after.Note = "en note"
	apply(f, s, model.Edit(b, after))
	undo(f, s, "k1")
	rows = map[string]model.Entity{}
	for _, t := range schema.Types() {
		if err := s.Each(context.Background(), t.Name, schema.Query{}, func(e model.Entity) error {
			rows[t.Name+e.Meta().ID] = e
			return nil
		}); err != nil {
			f.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	if file, err = os.ReadFile(path); err != nil {
		f.Fatal(err)
	}
	return file, rows, key
}

// FuzzDatabase writes any bytes anywhere into the file of a database: opening, reading and checking it end with a
// sentence or with rows as they were written, never with others.
func FuzzDatabase(f *testing.F) {
	file, rows, key := sealedWorld(f)
	dir := f.TempDir()
	f.Add(uint32(0), []byte("SQLite"), false)
	f.Add(uint32(100), []byte{0x0d, 0, 0, 0, 1}, false)
	for at := 4096; at < len(file); at += 4096 {
		f.Add(uint32(at), []byte{0, 0, 1}, false)
		f.Add(uint32(at+2000), []byte{0xff}, at%8192 == 0)
	}
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, cut bool) {
		if len(patch) > 64 {
			return
		}
		changed := bytes.Clone(file)
		place := int(at) % len(changed)
		copy(changed[place:], patch)
		if cut {
			changed = changed[:place]
		}
		path := filepath.Join(dir, "a.db")
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(path + end)
		}
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path, Options{Key: key})
		if err != nil {
			said(t, err)
			return
		}
		defer s.Close()
		for _, typ := range schema.Types() {
			err := s.Each(context.Background(), typ.Name, schema.Query{}, func(e model.Entity) error {
				if was := rows[typ.Name+e.Meta().ID]; was == nil || !schema.Equal(was, e) {
					t.Errorf("read %s %+v, which nobody wrote", typ.Name, e)
				}
				return nil
			})
			said(t, err)
		}
		_, err = s.Log(context.Background(), schema.LogQuery{Rows: true})
		said(t, err)
		_, err = s.Check(context.Background())
		said(t, err)
	})
}

// said fails for an error that no sentence is made of.
func said(t *testing.T, err error) {
	t.Helper()
	var e *model.Error
	if err != nil && !errors.As(err, &e) {
		t.Errorf("an error without a sentence: %v", err)
	}
}

// FuzzChain puts any value into any place of the log: it is found, or the value was the same.
func FuzzChain(f *testing.F) {
	file, _, key := sealedWorld(f)
	dir := f.TempDir()
	columns := []struct{ table, name string }{
		{"log", "at"}, {"log", "actor"}, {"log", "kind"}, {"log", "action"}, {"log", "args"}, {"log", "count"},
		{"log", "link"}, {"log", "undoes"}, {"log_rows", "type"}, {"log_rows", "row_id"}, {"log_rows", "op"},
		{"log_rows", "before"}, {"log", "digest"}, {"log_rows", "digest"},
	}
	for i := range columns {
		f.Add(uint8(i), uint8(i), []byte("1"))
		f.Add(uint8(i), uint8(0), []byte("undo"))
	}
	f.Fuzz(func(t *testing.T, which, row uint8, value []byte) {
		path := filepath.Join(dir, "a.db")
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(path + end)
		}
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		c := columns[int(which)%len(columns)]
		db, err := sqlite.ByHand(path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var n int
		if err := db.QueryRow(`SELECT count(*) FROM "` + c.table + `"`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		at := int(row) % n
		put := any(string(value))
		if c.name == "link" || c.name == "before" || c.name == "digest" {
			put = value
		}
		res, err := db.Exec(`UPDATE "`+c.table+`" SET "`+c.name+`" = ?1 WHERE "`+c.name+`" IS NOT ?1 AND "seq" =
			(SELECT "seq" FROM "`+c.table+`" ORDER BY "seq" LIMIT 1 OFFSET ?2)`, put, at)
		if err != nil {
			return // the table itself refuses such a value
		}
		if changed, err := res.RowsAffected(); err != nil || changed == 0 {
			return
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := Open(context.Background(), path, Options{Key: key})
		if err != nil {
			said(t, err)
			return
		}
		defer s.Close()
		found, err := s.Check(context.Background())
		said(t, err)
		if len(found) == 0 && err == nil {
			t.Errorf("%s.%s of %d became %q, and nothing was found", c.table, c.name, at, value)
		}
	})
}
