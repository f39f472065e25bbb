package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// unsealFields makes a database what it was before migration 21: the moved fields stand in columns of their own.
func unsealFields(t testing.TB, s *Store) {
	t.Helper()
	ctx := context.Background()
	rows := map[string][]model.Entity{}
	for typ := range movedFields {
		list, err := s.List(ctx, typ, schema.Query{})
		if err != nil {
			t.Fatal(err)
		}
		rows[typ] = list
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	d := delta{}
	for typ, moved := range movedFields {
		tab := s.tables[typ]
		old, h := tab.before(), d.of(typ)
		for _, key := range moved {
			exec(`ALTER TABLE "` + tab.typ.Table + `" ADD COLUMN "` + key + `" TEXT`)
		}
		for _, e := range rows[typ] {
			id := e.Meta().ID
			var blob any
			if old.blob {
				blob = s.seal(rowAdditionalData(tab, id, e.Meta().Version), writeValues(e, old.sealed))
			}
			exec(`UPDATE "`+tab.typ.Table+`" SET "sealed" = ? WHERE "id" = ?`, blob, id)
			for _, key := range moved {
				f, _ := tab.typ.Field(key)
				exec(`UPDATE "`+tab.typ.Table+`" SET "`+key+`" = nullif(?, '') WHERE "id" = ?`, f.SQL(e), id)
			}
			if s.auth == nil {
				continue
			}
			raw, err := tx.QueryContext(ctx, old.query+` WHERE "id" = ?`, id)
			if err != nil {
				t.Fatal(err)
			}
			var now []byte
			var mac crypt.Digest
			err = s.eachRaw(old, raw, func(r rawRow) error {
				now, mac = slices.Clone(r.mac), s.rowDigest(tab, r.id, r.version, r.text, r.blob)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			raw.Close()
			h.Sum.sub(crypt.Digest(now))
			h.Sum.add(mac)
			exec(`UPDATE "`+tab.typ.Table+`" SET "mac" = ? WHERE "id" = ?`, mac[:], id)
		}
		if !old.blob {
			exec(`ALTER TABLE "` + tab.typ.Table + `" DROP COLUMN "sealed"`)
		}
	}
	exec(`DELETE FROM "meta" WHERE "key" IN ('migration.0021_sealing.sql', 'migration.0022_listviews.sql',
		'migration.0023_accesskeys.sql', 'migration.0024_roles.sql', 'migration.0025_approvals.sql')`)
	exec(`DROP TABLE "listviews"`)
	exec(`DROP TABLE "accesskeys"`)
	exec(`DROP TABLE "approvals"`)
	exec(`ALTER TABLE "consultants" DROP COLUMN "role"`)
	exec(`PRAGMA user_version = 20`)
	if s.auth != nil {
		if err := s.sealHead(ctx, tx, effect{delta: d}); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// A database from before migration 21 keeps every value, and holds none of them readable afterwards; what was altered
// before stays told.
func TestFieldsMoveIntoWhatIsSealed(t *testing.T) {
	onlyFile(t)
	for _, how := range []string{"sealed", "demo", "altered"} {
		t.Run(how, func(t *testing.T) {
			ctx := context.Background()
			path := filepath.Join(t.TempDir(), "a.db")
			s := openAt(t, path, Options{Create: true, Demo: how == "demo", Passphrase: pass, Params: crypt.Cheap})
			for typ, moved := range movedFields {
				e := fullRow(s.tables[typ].typ)
				e.Meta().ID = typ + "1"
				for _, key := range moved {
					f, _ := s.tables[typ].typ.Field(key)
					if err := f.SetSQL(e, "Hjortshøj "+key); err != nil {
						t.Fatal(err)
					}
				}
				w := &writer{s: s, entry: entry{kind: "change", actor: "k1", action: "test"}}
				if err := w.run(ctx, func() error { return w.put(s.tables[typ], nil, e) }); err != nil {
					t.Fatal(err)
				}
			}
			want := map[string]model.Entity{}
			for typ := range movedFields {
				e, err := s.Get(ctx, typ, typ+"1")
				if err != nil {
					t.Fatal(err)
				}
				want[typ] = e
			}
			unbind(t, s)
			unsealFields(t, s)
			if how == "altered" {
				if _, err := s.writer.Exec(`UPDATE "enrolments" SET "triage" = 'x'`); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if data, _ := os.ReadFile(path); !strings.Contains(string(data), "Hjortshøj") {
				t.Fatal("the older file is not like an older file")
			}
			s = openAt(t, path, Options{Passphrase: pass})
			found := verified(t, s)
			if how == "altered" {
				if !slices.Contains(found, "row.altered") {
					t.Errorf("verify %v, want that a row had been altered", found)
				}
				return
			}
			if len(found) > 0 {
				t.Errorf("verify: %v", found)
			}
			for typ, e := range want {
				got, err := s.Get(ctx, typ, typ+"1")
				if err != nil || !schema.Equal(got, e) || got.Meta().Version != e.Meta().Version {
					t.Errorf("%s: %v, got %+v, want %+v", typ, err, got, e)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if data, _ := os.ReadFile(path); how == "sealed" && strings.Contains(string(data), "Hjortshøj") {
				t.Error("the file still holds it")
			}
		})
	}
}
