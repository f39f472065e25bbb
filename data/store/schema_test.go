package store

import (
	"context"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestSchemaAgreesWithFieldTables proves that the migrations made exactly the columns that the field tables name, that
// every table is STRICT, and that each reference is one.
func TestSchemaAgreesWithFieldTables(t *testing.T) {
	s := fresh(t)
	for _, typ := range schema.Types() {
		tab := s.tables[typ.Name]
		there, err := s.engine.columns(context.Background(), s.readers, tab.typ.Table)
		if err != nil {
			t.Fatal(err)
		}
		if sql := missingSQL(s, tab, there); sql != "" {
			t.Errorf("%s lacks columns; the next migration needs:\n%s", typ.Table, sql)
			continue
		}
		if !maps.Equal(there, tab.schema()) {
			t.Errorf("%s has %v, want %v", typ.Table, there, tab.schema())
		}
		if !s.OnServer() {
			var strict int
			if err := s.readers.QueryRow(`SELECT "strict" FROM pragma_table_list(?)`, typ.Table).
				Scan(&strict); err != nil || strict != 1 {
				t.Errorf("%s: strict %d, %v", typ.Table, strict, err)
			}
		}
		want, got := map[string]string{}, map[string]string{}
		for _, f := range tab.refs {
			want[f.Key] = s.tables[f.To].typ.Table
		}
		rows, err := s.readers.Query(howReferencesAre(s), typ.Table)
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
			if err := s.readers.QueryRow(howIndexesAre(s), typ.Table, key).Scan(&n); err != nil || n == 0 {
				t.Errorf("%s.%s has no index (%v)", typ.Table, key, err)
			}
		}
	}
}

// howReferencesAre and howIndexesAre ask an engine for the references of a table, and for the indexes with a column.
func howReferencesAre(s *Store) string {
	if s.OnServer() {
		return `SELECT a.attname, k.confrelid::regclass::text FROM pg_constraint k JOIN pg_attribute a
			ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] WHERE k.contype = 'f' AND k.conrelid = ?::regclass`
	}
	return `SELECT "from", "table" FROM pragma_foreign_key_list(?)`
}

func howIndexesAre(s *Store) string {
	if s.OnServer() {
		return `SELECT count(*) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
			WHERE i.indrelid = ?::regclass AND a.attname = ?`
	}
	return `SELECT count(*) FROM pragma_index_list(?) AS "l" JOIN pragma_index_info("l"."name") AS "i"
		WHERE "i"."name" = ?`
}

// missingSQL writes the SQL that brings a table up to its field table, "" when nothing is missing.
func missingSQL(s *Store, tab *table, there map[string]string) string {
	var columns, indexes []string
	add := func(key, rest string) {
		if there[key] == "" {
			columns = append(columns, `"`+key+`" `+rest)
		}
	}
	add("id", "TEXT NOT NULL PRIMARY KEY")
	add("version", "INTEGER NOT NULL")
	for _, f := range tab.open {
		rest := f.Column()
		if f.Kind == schema.Ref {
			rest += ` REFERENCES "` + s.tables[f.To].typ.Table + `" ("id") DEFERRABLE INITIALLY DEFERRED`
			if there[f.Key] == "" {
				indexes = append(indexes,
					fmt.Sprintf("CREATE INDEX %q ON %q (%q);\n", tab.typ.Table+"."+f.Key, tab.typ.Table, f.Key))
			}
		}
		add(f.Key, rest)
	}
	if tab.order != nil {
		add(orderColumn(tab.order), "TEXT")
	}
	if len(tab.sealed) > 0 {
		add("sealed", "BLOB NOT NULL")
	}
	add("mac", "BLOB")
	if tab.typ.Letter != "" && there["ref"] == "" {
		indexes = append(indexes,
			fmt.Sprintf("CREATE UNIQUE INDEX %q ON %q (\"ref\");\n", tab.typ.Table+".ref", tab.typ.Table))
	}
	if len(columns) == 0 {
		return ""
	}
	if len(there) == 0 {
		return fmt.Sprintf("CREATE TABLE %q (\n\t%s\n) STRICT;\n", tab.typ.Table, strings.Join(columns, ",\n\t")) +
			strings.Join(indexes, "")
	}
	out := ""
	for _, c := range columns {
		out += fmt.Sprintf("ALTER TABLE %q ADD COLUMN %s;\n", tab.typ.Table, c)
	}
	return out + strings.Join(indexes, "")
}

// TestWantedSQLMakesTheSchema takes the proposals of wanted at their word: they make the same tables from nothing, and
// put back a column that was dropped.
func TestWantedSQLMakesTheSchema(t *testing.T) {
	onlyFile(t)
	s := fresh(t)
	raw(t, s.address(),
		`DROP TABLE "overrides"; DROP INDEX "tasks.company"; ALTER TABLE "tasks" DROP COLUMN "company";
			ALTER TABLE "tasks" DROP COLUMN "paid"`)
	for _, name := range []string{"override", "task"} {
		there, err := s.engine.columns(context.Background(), s.readers, s.tables[name].typ.Table)
		if err != nil {
			t.Fatal(err)
		}
		raw(t, s.address(), missingSQL(s, s.tables[name], there))
	}
	if bad, err := s.checkSchema(context.Background()); err != nil || bad != nil {
		t.Errorf("check: %v %v", bad, err)
	}
	apply(t, s, model.Add(&model.Company{Head: model.Head{ID: "c"}, Name: "A"}),
		model.Add(&model.Task{CompanyID: "c", Name: "Opvask", Paid: model.Yes}))
}

// TestSchemaSumIsKept compares the digest that opening uses with what the migrations make. JOBSPOR_UPDATE=1 writes it.
func TestSchemaSumIsKept(t *testing.T) {
	want, err := wantedSchema()
	if err != nil {
		t.Fatal(err)
	}
	sum := schemaSum(want)
	if os.Getenv("JOBSPOR_UPDATE") != "" {
		if err := os.WriteFile("migrations/schema.sum", []byte(sum+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if strings.TrimSpace(wantedSum) != sum {
		t.Errorf("migrations/schema.sum is %s, want %s: JOBSPOR_UPDATE=1 go test ./data/store -run SchemaSum",
			strings.TrimSpace(wantedSum), sum)
	}
}

// TestPlantedIsRefused opens databases with something in them that no migration makes.
func TestPlantedIsRefused(t *testing.T) {
	for _, query := range []string{
		`CREATE TRIGGER "t" AFTER INSERT ON "log" BEGIN UPDATE "log" SET "actor" = ''; END`,
		`CREATE VIEW "v" AS SELECT 1`, `CREATE TABLE "extra" ("a" TEXT)`,
		`ALTER TABLE "companies" ADD COLUMN "more" TEXT`,
	} {
		for _, demo := range []bool{false, true} {
			path := t.TempDir() + "/p.db"
			opt := Options{Create: true, Demo: demo, Passphrase: pass, Params: crypt.Cheap}
			openAt(t, path, opt).Close()
			raw(t, path, query)
			opt.Create, opt.Demo = false, false
			s, err := Open(context.Background(), path, opt)
			if model.CodeOf(err) != model.Unsupported {
				t.Errorf("%s: got %v", query, err)
			}
			if err == nil {
				s.Close()
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
	onlyFile(t)
	s := fresh(t)
	ctx := context.Background()
	for range 4 {
		c, err := s.readers.Conn(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		pragmas := map[string]int{"query_only": 1, "foreign_keys": 1, "busy_timeout": 15000, "temp_store": 2}
		for pragma, want := range pragmas {
			var got int
			if err := c.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s = %d, %v, want %d", pragma, got, err, want)
			}
		}
	}
	for pragma, want := range map[string]string{"synchronous": "2", "secure_delete": "1", "journal_mode": "wal",
		"foreign_keys": "1"} {
		var got string
		if err := s.writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("writer %s = %s, %v, want %s", pragma, got, err, want)
		}
	}
}
