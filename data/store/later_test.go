package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/model"
	"jobspor/model/schema"
)

// TestAColumnThatCameLaterLeavesRowsAsTheyWere: the rows of a database from before a column came are verified by the
// mac they had, take a value, and are refused when somebody else gives or takes one.
func TestAColumnThatCameLaterLeavesRowsAsTheyWere(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "d.db")
	s := openAt(t, path, Options{Create: true, Passphrase: pass})
	c := &model.Consultant{Name: "Mette Krogh", Initials: "MK"}
	apply(t, s, model.Add(c))
	unbind(t, s)
	s.Close()
	raw(t, path, `ALTER TABLE "consultants" DROP COLUMN "role"; PRAGMA user_version = 23;
		DROP TABLE "approvals";
		DELETE FROM "meta" WHERE "key" IN ('migration.0024_roles.sql', 'migration.0025_approvals.sql')`)

	s = openAt(t, path, Options{Passphrase: pass})
	got, err := s.Get(ctx, "consultant", c.ID)
	if found := verified(t, s); err != nil || len(found) != 0 {
		t.Fatalf("after the migration: %v, %v", found, err)
	}
	next := *got.(*model.Consultant)
	next.Role = "reader"
	apply(t, s, model.Edit(got, &next))
	if found := verified(t, s); len(found) != 0 {
		t.Errorf("with a value: %v", found)
	}
	s.Close()
	for _, query := range []string{
		`UPDATE "consultants" SET "role" = 'admin'`, `UPDATE "consultants" SET "role" = NULL`,
		`UPDATE "consultants" SET "role" = ''`,
	} {
		raw(t, path, query)
		s = openAt(t, path, Options{Passphrase: pass})
		if found := verified(t, s); len(found) == 0 {
			t.Errorf("%s is not noticed", query)
		}
		s.Close()
	}
}

// TestLaterColumnsAreTheLast: only then is it clear which are left out of a row's mac.
func TestLaterColumnsAreTheLast(t *testing.T) {
	for _, typ := range schema.Types() {
		seen := false
		for i := range typ.Fields {
			f := &typ.Fields[i]
			if f.Sealed {
				continue
			}
			if seen && !f.Later {
				t.Errorf("%s.%s stands after a column that came later", typ.Name, f.Key)
			}
			seen = seen || f.Later
		}
	}
}

// TestColumnsOfTheMacStay: a row's mac is over the columns of its table in their order, so that those of rows that are
// there would not fit any more after one came, went or moved. A new column is marked later; a new table gets a line.
func TestColumnsOfTheMacStay(t *testing.T) {
	data, err := os.ReadFile("testdata/mac_columns.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for line := range strings.Lines(string(data)) {
		table, columns, _ := strings.Cut(strings.TrimSpace(line), ":")
		want[table] = strings.TrimSpace(columns)
	}
	for _, typ := range schema.Types() {
		var keys []string
		for i := range typ.Fields {
			if f := &typ.Fields[i]; !f.Sealed && !f.Later {
				keys = append(keys, f.Key)
			}
		}
		if got := strings.Join(keys, " "); got != want[typ.Table] {
			t.Errorf("testdata/mac_columns.txt has\n%s: %s\nand the field table\n%s: %s", typ.Table, want[typ.Table], typ.Table, got)
		}
	}
}
