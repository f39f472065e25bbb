package store

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// flip changes one byte of a column of a row in the file; of a number, its value.
func flip(t *testing.T, s *Store, tab *table, column, id string) {
	t.Helper()
	db := handOf(t, s.address())
	defer db.Close()
	var v any
	if err := db.QueryRow(`SELECT `+column+` FROM "`+tab.typ.Table+`" WHERE "id" = ?`, id).Scan(&v); err != nil {
		t.Fatal(err)
	}
	switch was := v.(type) {
	case []byte:
		was[10] ^= 1
	case string:
		v = was[:len(was)-1] + string(was[len(was)-1]^1)
	case int64:
		v = was + 1
	default:
		v = "q"
	}
	if _, err := db.Exec(`UPDATE "`+tab.typ.Table+`" SET `+column+` = ? WHERE "id" = ?`, v, id); err != nil {
		t.Fatal(err)
	}
}

// partOf is one open field of a type, for a query that reads rows in part.
func partOf(tab *table) []string {
	if len(tab.open) > 0 {
		return []string{tab.open[0].Key}
	}
	return []string{tab.sealed[0].Key}
}

// everyKind are an open column of a type, the seal, the mac and the version; which columns there are does not matter to
// how rows are read, and TestEveryAlteredColumnIsNamed changes them all.
func everyKind(tab *table) (columns []string) {
	if len(tab.open) > 0 {
		columns = append(columns, `"`+tab.open[0].Key+`"`)
	}
	if len(tab.sealed) > 0 {
		columns = append(columns, `"sealed"`)
	}
	return append(columns, `"mac"`, `"version"`)
}

// TestDamagedRowIsOneRow damages a column of each kind of one row of every type in turn: the other rows are read, the
// damaged one is named, refuses writes, and comes back from a copy, after which nothing is wrong.
func TestDamagedRowIsOneRow(t *testing.T) {
	ctx := context.Background()
	s := everyType(t)
	w := &writer{s: s, entry: entry{kind: "change", action: "test"}}
	if err := w.run(ctx, func() error { // a second row of every type
		for _, typ := range schema.Types() {
			two := typ.New()
			two.Meta().ID = typ.Name + "2"
			if err := w.put(s.tables[typ.Name], nil, two); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	copyPath := filepath.Join(t.TempDir(), "copy.db")
	if err := s.BackupTo(ctx, copyPath); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, typ := range schema.Types() {
		tab, id := s.tables[typ.Name], typ.Name+"1"
		whole, err := s.Get(ctx, typ.Name, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, column := range everyKind(tab) {
			n++
			where := typ.Name + "." + column
			flip(t, s, tab, column, id)
			for _, fields := range [][]string{nil, partOf(tab)} {
				list, err := s.List(ctx, typ.Name, schema.Query{Fields: fields})
				if err != nil || len(list) != 1 || list[0].Meta().ID != typ.Name+"2" {
					t.Fatalf("%s: list of %v has %d rows, %v", where, fields, len(list), err)
				}
			}
			if bad := s.Damaged(); len(bad) != 1 || bad[0].Type != typ.Name || bad[0].ID != id {
				t.Fatalf("%s: damaged %v", where, bad)
			}
			if _, err := s.Get(ctx, typ.Name, id); model.CodeOf(err) != model.DamagedRow {
				t.Errorf("%s: get = %v", where, err)
			}
			_, err := s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Remove(whole)}})
			if model.CodeOf(err) != model.DamagedRow {
				t.Errorf("%s: written: %v", where, err)
			}
			if n%9 == 0 {
				if _, err := s.Log(ctx, schema.LogQuery{Rows: true}); err != nil {
					t.Errorf("%s: log: %v", where, err)
				}
			}
			whole = repaired(t, s, typ, id, copyPath, where)
		}
	}
	if n < 80 {
		t.Errorf("only %d columns were tried", n)
	}
	if got := verified(t, s); len(got) != 0 {
		t.Fatalf("all brought back: %q", got)
	}
}

// repaired brings a row back from the copy and gives it.
func repaired(t *testing.T, s *Store, typ *schema.Type, id, copyPath, where string) model.Entity {
	t.Helper()
	ctx := context.Background()
	from, err := s.FromCopy(ctx, copyPath, typ.Name, id)
	if err != nil || from == nil {
		t.Fatalf("%s: copy %v, %v", where, from, err)
	}
	if _, err := s.Repair(ctx, "k1", typ.Name, id, from); err != nil {
		t.Fatalf("%s: repair: %v", where, err)
	}
	got, err := s.Get(ctx, typ.Name, id)
	if err != nil || !schema.Equal(got, from.Row) {
		t.Fatalf("%s: repaired row: %v", where, err)
	}
	if len(s.Damaged()) > 0 {
		t.Fatalf("%s: still damaged: %v", where, s.Damaged())
	}
	return got
}

// TestCopyNamesTheColumn: a copy with the state that was last written says which column is damaged.
func TestCopyNamesTheColumn(t *testing.T) {
	ctx := context.Background()
	s := everyType(t)
	copyPath := filepath.Join(t.TempDir(), "copy.db")
	if err := s.BackupTo(ctx, copyPath); err != nil {
		t.Fatal(err)
	}
	for _, column := range []string{"status", "sealed", "mac", "version"} {
		flip(t, s, s.tables["citizen"], `"`+column+`"`, "citizen1")
		from, err := s.FromCopy(ctx, copyPath, "citizen", "citizen1")
		if err != nil || !from.Latest || !slices.Equal(from.Columns, []string{column}) {
			t.Errorf("%s: %+v, %v", column, from, err)
		}
		if _, err := s.Repair(ctx, "", "citizen", "citizen1", from); err != nil {
			t.Fatal(err)
		}
		if got, err := s.FromCopy(ctx, copyPath, "citizen", "citizen1"); err != nil || got.Latest {
			t.Errorf("the copy is older than the repair: %+v, %v", got, err)
		}
		copyPath = filepath.Join(t.TempDir(), "copy.db")
		if err := s.BackupTo(ctx, copyPath); err != nil {
			t.Fatal(err)
		}
	}
	if got := verified(t, s); len(got) != 0 {
		t.Errorf("all brought back: %q", got)
	}
}

// TestRepairOfMissingRows: a row that was taken out of the file comes back, a removed one does not, and a sound one is
// not touched. Two damaged rows of one table come back one after the other.
func TestRepairOfMissingRows(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	s := fresh(t)
	a, b, c := &model.Citizen{FirstName: "Anna"}, &model.Citizen{FirstName: "Bo"}, &model.Citizen{FirstName: "Cai"}
	apply(t, s, model.Add(a), model.Add(b), model.Add(c))
	copyPath := filepath.Join(t.TempDir(), "copy.db")
	if err := s.BackupTo(ctx, copyPath); err != nil {
		t.Fatal(err)
	}
	apply(t, s, model.Remove(c))
	flip(t, s, s.tables["citizen"], `"mac"`, a.ID)
	raw(t, s.address(), `DELETE FROM "citizens" WHERE "id" = '`+b.ID+`'`)
	for _, id := range []string{a.ID, b.ID, c.ID, a.ID} {
		from, err := s.FromCopy(ctx, copyPath, "citizen", id)
		if err != nil || from == nil {
			t.Fatal(from, err)
		}
		want := model.Code("")
		if id == c.ID || from.Row.(*model.Citizen).FirstName == "Anna" &&
			!s.damage.has("citizen", id) && len(verified(t, s)) == 0 {
			want = model.Conflict
		}
		if _, err := s.Repair(ctx, "", "citizen", id, from); model.CodeOf(err) != want {
			t.Errorf("repair of %s: %v, want %q", from.Row.(*model.Citizen).FirstName, err, want)
		}
	}
	if got := verified(t, s); len(got) != 0 {
		t.Errorf("brought back: %q", got)
	}
	if _, err := s.Undo(ctx, "", 0); err != nil {
		t.Errorf("undo of a repair: %v", err)
	}
	if got := verified(t, s); len(got) != 0 {
		t.Errorf("undone: %q", got)
	}
}

// TestRepairHidesNothing: bringing one row back does not make good what else is wrong with the table.
func TestRepairHidesNothing(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	s := fresh(t)
	var rows []*model.Setting
	for _, id := range []string{"a", "b"} {
		set := &model.Setting{Value: id}
		set.ID = id
		rows = append(rows, set)
		apply(t, s, model.Add(set))
	}
	copyPath := filepath.Join(t.TempDir(), "copy.db")
	if err := s.BackupTo(ctx, copyPath); err != nil {
		t.Fatal(err)
	}
	raw(t, s.address(), `DELETE FROM "settings" WHERE "id" = 'b'; UPDATE "settings" SET "mac" = zeroblob(32)`)
	from, err := s.FromCopy(ctx, copyPath, "setting", rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Repair(ctx, "", "setting", "a", from); err != nil {
		t.Fatal(err)
	}
	if got, want := verified(t, s), []string{"row.missing setting b"}; !slices.Equal(got, want) {
		t.Errorf("verify says %q, want %q", got, want)
	}
}

// TestFromLog: without a copy the log has the row as it was before its latest change.
func TestFromLog(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c := &model.Citizen{FirstName: "Anna", Postcode: "2635"}
	apply(t, s, model.Add(c))
	if got, err := s.FromLog(ctx, "citizen", c.ID); err != nil || got != nil {
		t.Errorf("of a row that was never changed: %v, %v", got, err)
	}
	after := schema.Clone(c).(*model.Citizen)
	after.Postcode = "2630"
	apply(t, s, model.Edit(c, after))
	flip(t, s, s.tables["citizen"], `"sealed"`, c.ID)
	got, err := s.FromLog(ctx, "citizen", c.ID)
	if err != nil || got.Row.(*model.Citizen).Postcode != "2635" || got.Latest {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := s.Repair(ctx, "", "citizen", c.ID, got); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, s); len(got) != 0 {
		t.Errorf("brought back: %q", got)
	}
}

// TestLongTablesAreScanned: rows of a long table that are read in part are not verified, but a scan finds what is
// damaged, tells the subscribers, and from then on it is left out.
func TestLongTablesAreScanned(t *testing.T) {
	ctx := context.Background()
	s := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	c := &model.Company{Name: "Kantine", Postcode: "2635"}
	apply(t, s, model.Add(c))
	s.tables["company"].counted.Do(func() { s.tables["company"].long = true })
	flip(t, s, s.tables["company"], `"postcode"`, c.ID)
	part := schema.Query{Fields: []string{"name"}}
	if list, err := s.List(ctx, "company", part); err != nil || len(list) != 1 {
		t.Fatalf("before the scan: %d rows, %v", len(list), err)
	}
	told := 0
	s.Subscribe(func(ch model.Changed) {
		if ch.Many {
			told++
		}
	})
	for range 2 {
		if err := s.Scan(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := s.List(ctx, "company", part); err != nil || len(list) != 0 {
		t.Errorf("after the scan: %d rows, %v", len(list), err)
	}
	if told != 1 {
		t.Errorf("told %d times, want once", told)
	}
}

// TestARowWhoseIDWasAltered: it is found under either ID, named, and gets its own back without any copy.
func TestARowWhoseIDWasAltered(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	c := &model.Company{Head: model.Head{ID: "aaaaaaaaaaaa"}, Name: "Café Strandgården", PNumber: "1003456789"}
	apply(t, s, model.Add(c))
	apply(t, s, model.Add(&model.Task{CompanyID: c.ID, Name: "Opvask", Status: "open"}))
	for _, id := range []string{"aaaaaaaaaaaa", "baaaaaaaaaaa"} {
		raw(t, s.address(), `PRAGMA foreign_keys = 0; UPDATE "companies" SET "id" = 'baaaaaaaaaaa'`)
		for _, want := range []string{RowMissing + " company aaaaaaaaaaaa", RowAdded + " company baaaaaaaaaaa"} {
			if got := verified(t, s); !slices.Contains(got, want) {
				t.Errorf("verify says %q, want %q among it", got, want)
			}
		}
		from, err := s.Renamed(ctx, "company", id)
		if err != nil || from == nil || from.Under != "baaaaaaaaaaa" || from.Row.Meta().ID != "aaaaaaaaaaaa" {
			t.Fatalf("by %s: %+v, %v", id, from, err)
		}
		if _, err := s.Repair(ctx, "k1", "company", id, from); err != nil {
			t.Fatalf("by %s: %v", id, err)
		}
		if got := verified(t, s); len(got) > 0 {
			t.Errorf("after it was brought back: %q", got)
		}
		if got, err := s.Get(ctx, "company", c.ID); err != nil || got.(*model.Company).Name != c.Name {
			t.Errorf("got %v, %v", got, err)
		}
		if bad := s.Damaged(); len(bad) > 0 {
			t.Errorf("still damaged: %v", bad)
		}
	}
	if from, err := s.Renamed(ctx, "company", c.ID); from != nil || err != nil {
		t.Errorf("a sound row: %v, %v", from, err)
	}
}

// TestScanFindsRowsThatAreMissing: a row that was deleted by hand is known after the scan until it is brought back; one
// that the program removed is not.
func TestScanFindsRowsThatAreMissing(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	lost, gone := &model.Company{Name: "A"}, &model.Company{Name: "B"}
	apply(t, s, model.Add(lost), model.Add(gone))
	apply(t, s, model.Remove(gone))
	if err := s.Scan(ctx); err != nil || len(s.Damaged()) != 0 {
		t.Fatalf("before: %v, %v", s.Damaged(), err)
	}
	raw(t, s.address(), `DELETE FROM "companies"`)
	if err := s.Scan(ctx); err != nil {
		t.Fatal(err)
	}
	if got := s.Damaged(); len(got) != 1 || got[0].Type != "company" || got[0].ID != lost.ID {
		t.Errorf("got %v", got)
	}
	if _, err := s.Repair(ctx, "k1", "company", lost.ID, &model.RowSource{Row: lost, At: s.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := s.Scan(ctx); err != nil || len(s.Damaged()) != 0 {
		t.Errorf("after it came back: %v, %v", s.Damaged(), err)
	}
}
