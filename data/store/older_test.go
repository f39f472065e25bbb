package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestEverySchemaMigrates begins at every earlier schema, with a full row of every type that it had: nothing is found
// altered afterwards, and what the schema had columns for or sealed is what it was.
func TestEverySchemaMigrates(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	tried := map[string]bool{}
	for number := 1; number < Schema(); number++ {
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			var rows []model.Entity
			for _, typ := range schema.Types() {
				if typesOf(t, number)[typ.Table] {
					e := fullRow(typ)
					e.Meta().ID = typ.Name + "1"
					rows = append(rows, e)
					tried[typ.Name] = true
				}
			}
			if err := CreateOlder(ctx, path, pass, number, rows); err != nil {
				t.Fatal(err)
			}
			if info, err := ReadInfo(ctx, path); err != nil || info.Schema != number {
				t.Fatalf("schema %d, %v", info.Schema, err)
			}
			s := openAt(t, path, Options{Passphrase: pass, BackupDir: filepath.Join(t.TempDir(), "copies")})
			if found := verified(t, s); len(found) > 0 {
				t.Errorf("verify: %v", found)
			}
			if found, err := s.Check(ctx); err != nil || len(found) > 0 {
				t.Errorf("check: %v %v", found, err)
			}
			for _, want := range rows {
				typ := schema.TypeOf(want).Name
				got, err := s.Get(ctx, typ, want.Meta().ID)
				if err != nil {
					t.Fatalf("%s: %v", typ, err)
				}
				for _, f := range schema.Differences(want, got) {
					empty := f.SQL(got) == nil || f.SQL(got) == "" || f.SQL(got) == int64(0)
					if !empty || f.Sealed && number >= columnOf[typ+"."+f.Key] {
						t.Errorf("%s.%s became %q", typ, f.Key, f.SQL(got))
					}
				}
			}
		})
	}
	if len(tried) < 30 {
		t.Errorf("%d types were tried", len(tried))
	}
}

// columnOf is the schema that gave a sealed field a column where there was nothing sealed before.
var columnOf = map[string]int{"opening.note": 18}

// typesOf are the tables of a schema.
func typesOf(t *testing.T, number int) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, m := range migrations()[:number] {
		for _, typ := range schema.Types() {
			out[typ.Table] = out[typ.Table] || strings.Contains(m.sql, `CREATE TABLE "`+typ.Table+`"`)
		}
	}
	return out
}
