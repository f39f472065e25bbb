package store

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"jobspor/model"
)

// TestSchemaAgreesWithFieldTables proves that the migrations made exactly the columns that the field tables name, that
// every table is STRICT, and that each reference is one.
func TestSchemaAgreesWithFieldTables(t *testing.T) {
	s := fresh(t)
	if bad, err := s.checkSchema(context.Background()); err != nil || bad != nil {
		t.Fatalf("columns differ: %v %v", bad, err)
	}
	for _, typ := range model.Types() {
		tab := s.tables[typ.Name]
		var strict int
		if err := s.readers.QueryRow(`SELECT "strict" FROM pragma_table_list(?)`, typ.Table).Scan(&strict); err != nil || strict != 1 {
			t.Errorf("%s: strict %d, %v", typ.Table, strict, err)
		}
		want, got := map[string]string{}, map[string]string{}
		for _, f := range tab.refs {
			want[f.Key] = s.tables[f.To].typ.Table
		}
		rows, err := s.readers.Query(`SELECT "from", "table" FROM pragma_foreign_key_list(?)`, typ.Table)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var from, to string
			if err := rows.Scan(&from, &to); err != nil {
				t.Fatal(err)
			}
			got[from] = to
		}
		rows.Close()
		if !maps.Equal(got, want) {
			t.Errorf("%s: references %v, want %v", typ.Table, got, want)
		}
		for key := range want { // or each removal would read the whole table
			var n int
			if err := s.readers.QueryRow(`SELECT count(*) FROM pragma_index_list(?) AS "l" JOIN pragma_index_info("l"."name") AS "i" WHERE "i"."name" = ?`, typ.Table, key).Scan(&n); err != nil || n == 0 {
				t.Errorf("%s.%s has no index (%v)", typ.Table, key, err)
			}
		}
	}
}

func TestMigrationsAreNumbered(t *testing.T) {
	for i, m := range migrations() {
		if want := fmt.Sprintf("%04d_", i+1); len(m.name) < 10 || m.name[:5] != want {
			t.Errorf("migration %d is named %s", i+1, m.name)
		}
	}
	if len(migrations()) == 0 {
		t.Error("no migrations")
	}
}

// TestPragmasReachEveryConnection looks at several connections of the pool at once.
func TestPragmasReachEveryConnection(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	for range 4 {
		c, err := s.readers.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for pragma, want := range map[string]int{"query_only": 1, "foreign_keys": 1, "busy_timeout": 15000, "temp_store": 2} {
			var got int
			if err := c.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s = %d, %v, want %d", pragma, got, err, want)
			}
		}
	}
	for pragma, want := range map[string]string{"synchronous": "2", "secure_delete": "1", "journal_mode": "wal", "foreign_keys": "1"} {
		var got string
		if err := s.writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("writer %s = %s, %v, want %s", pragma, got, err, want)
		}
	}
}
