package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// verified gives the findings as words: "row.altered citizen x".
func verified(t testing.TB, s *Store) (out []string) {
	t.Helper()
	found, err := s.Verify(context.Background())
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	for _, f := range found {
		words := f.Kind
		if f.Type != "" {
			words += " " + f.Type
		}
		if f.ID != "" {
			words += " " + f.ID
		}
		if f.Seq != 0 {
			words += fmt.Sprintf(" %d", f.Seq)
		}
		out = append(out, words)
	}
	return out
}

// everyType makes a sealed database with one full row of every type, "<type>1", which was edited once, and one that was
// removed, "<type>0".
func everyType(t testing.TB) *Store {
	t.Helper()
	s := fresh(t)
	put := func(change func(w *writer, tab *table, typ *schema.Type) error) {
		w := &writer{s: s, entry: entry{kind: "change", actor: "k1", action: "test", args: model.Args{"ref": "B-0001"}}}
		err := w.run(context.Background(), func() error {
			for _, typ := range schema.Types() {
				if err := change(w, s.tables[typ.Name], typ); err != nil {
					return fmt.Errorf("%s: %w", typ.Name, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put(func(w *writer, tab *table, typ *schema.Type) error {
		one, gone := full(typ), typ.New()
		one.Meta().ID, gone.Meta().ID = typ.Name+"1", typ.Name+"0"
		if err := w.put(tab, nil, one); err != nil {
			return err
		}
		return w.put(tab, nil, gone)
	})
	put(func(w *writer, tab *table, typ *schema.Type) error {
		now, err := w.current(tab, typ.Name+"1")
		if err != nil {
			return err
		}
		if err := w.put(tab, now, schema.Clone(now)); err != nil {
			return err
		}
		gone, err := w.current(tab, typ.Name+"0")
		if err != nil {
			return err
		}
		return w.put(tab, gone, nil)
	})
	if err := s.PutDraft(context.Background(), "k1", "citizen", "citizen1", map[string]string{"note": "x"}); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEveryAlteredColumnIsNamed changes every column of every type in the file, one after the other.
func TestEveryAlteredColumnIsNamed(t *testing.T) {
	s := everyType(t)
	if got := verified(t, s); len(got) != 0 {
		t.Fatalf("an untouched database: %q", got)
	}
	n := 0
	for _, typ := range schema.Types() {
		tab := s.tables[typ.Name]
		for _, column := range tab.columns {
			if column == `"id"` {
				continue
			}
			kind := RowAltered
			if tab.order != nil && column == `"`+orderColumn(tab.order)+`"` {
				continue // made of the name, no value of the row
			}
			n++
			row := ` WHERE "id" = '` + typ.Name + `1'`
			raw(t, s.Path(), `CREATE TABLE "kept" AS SELECT * FROM "`+typ.Table+`"; UPDATE "`+typ.Table+`" SET `+column+
				` = CASE typeof(`+column+`) WHEN 'blob' THEN zeroblob(64) WHEN 'integer' THEN `+column+
				` + 1 ELSE coalesce(`+column+`, '') || 'x' END`+row+`; `)
			raw(t, s.Path(), `ALTER TABLE "kept" RENAME TO "sqlitekept"`)
			got := verified(t, s)
			want := kind + " " + typ.Name + " " + typ.Name + "1"
			if !slices.Contains(got, want) {
				t.Errorf("%s.%s: got %q, want %q", typ.Name, column, got, want)
			}
			if _, err := s.Get(context.Background(), typ.Name, typ.Name+"1"); err == nil {
				t.Errorf("%s.%s: the altered row is read without a word", typ.Name, column)
			}
			raw(t, s.Path(), `UPDATE "`+typ.Table+`" SET `+column+` = (SELECT `+column+` FROM "sqlitekept"`+row+`)`+row+
				`; DROP TABLE "sqlitekept"`)
		}
	}
	if n < 250 {
		t.Errorf("only %d columns were tried", n)
	}
	if got := verified(t, s); len(got) != 0 {
		t.Fatalf("all put back: %q", got)
	}
}

// attacks are ways of changing a database by hand that keep every single value well-formed.
var attacks = []struct {
	name, sql string
	want      []string
}{
	{"a row is removed", `DELETE FROM "citizens" WHERE "id" = 'citizen1'`, []string{"row.missing citizen citizen1"}},
	{"a row and its history are removed", `DELETE FROM "citizens" WHERE "id" = 'citizen1';
		DELETE FROM "log_rows" WHERE "row_id" = 'citizen1'`, []string{"rows.differ citizen", "log.altered 1"}},
	{"a row comes from nowhere", `INSERT INTO "settings" ("id", "version") VALUES ('x', 1)`,
		[]string{"row.added setting x"}},
	{"a row is copied with its digest", `INSERT INTO "settings" SELECT 'y', "version", ` + "%settings" + `
		FROM "settings" WHERE "id" = 'setting1'`, []string{"row.added setting y"}},
	{"the entries of a day go", `DELETE FROM "log_rows" WHERE "seq" = 2; DELETE FROM "log" WHERE "seq" = 2`,
		[]string{"log.missing 2"}},
	{"an entry in the middle goes", `DELETE FROM "log_rows" WHERE "seq" = 1; DELETE FROM "log" WHERE "seq" = 1`,
		[]string{"log.altered 2"}},
	{"an entry is another's", `UPDATE "log" SET "actor" = 'k2' WHERE "seq" = 2`, []string{"log.altered 2"}},
	{"an entry is of another day", `UPDATE "log" SET "at" = '2020-01-01T00:00:00.000Z' WHERE "seq" = 2`,
		[]string{"log.altered 2"}},
	{"an entry says another thing", `UPDATE "log" SET "action" = 'other' WHERE "seq" = 1`, []string{"log.altered 1"}},
	{"arguments are exchanged", `UPDATE "log" SET "args" = '{"ref": "B-0002"}' WHERE "seq" = 1`,
		[]string{"log.altered 1"}},
	{"a line goes", `DELETE FROM "log_rows" WHERE "seq" = 2 AND "n" = 3`, []string{"log.altered 2"}},
	{"a line comes",
		`INSERT INTO "log_rows" ("type", "row_id", "seq", "n", "op") VALUES ('company', 'z', 2, 900, 'add')`,
		[]string{"log.altered 2"}},
	{"a line is another row's", `UPDATE "log_rows" SET "row_id" = 'z' WHERE "seq" = 1 AND "n" = 0`,
		[]string{"log.altered 1"}},
	{"an earlier value is broken", `UPDATE "log_rows" SET "before" = zeroblob(80) WHERE "type" = 'citizen' AND "seq" = 2
		AND "op" = 'edit'`, []string{"log.altered 2"}},
	{"an entry counts as undone", `UPDATE "log" SET "undone_by" = 2 WHERE "seq" = 1`, []string{"log.undo 1"}},
	{"a number is given again", `INSERT INTO "numbers" ("type", "last") VALUES ('citizen', 0)`, []string{"numbers"}},
	{"the wrapped key is exchanged", `UPDATE "meta" SET "value" = '{}' WHERE "key" = 'key'`, []string{"key.altered"}},
	{"a draft is broken", `INSERT INTO "drafts" VALUES ('k1', 'note', '', '2026-11-26T00:00:00.000Z', zeroblob(60))`,
		[]string{"draft.altered note"}},
	{"a draft goes", `DELETE FROM "drafts"`, []string{"drafts"}},
	{"a draft is of another day", `UPDATE "drafts" SET "at" = '2020-01-01T00:00:00.000Z'`, []string{"drafts"}},
	{"the head goes", `DELETE FROM "meta" WHERE "key" = 'head'`, []string{"head.missing"}},
	{"a trigger is planted", `CREATE TRIGGER "t" AFTER INSERT ON "log" BEGIN UPDATE "log" SET "actor" = ''; END`,
		[]string{"schema.added trigger t"}},
	{"a view is planted", `CREATE VIEW "v" AS SELECT * FROM "citizens"`, []string{"schema.added view v"}},
	{"a table is planted", `CREATE TABLE "extra" ("a" TEXT)`, []string{"schema.added table extra"}},
	{"an index goes", `DROP INDEX "log.actor"`, []string{"schema.missing index log.actor"}},
}

func TestEveryAttackIsNamed(t *testing.T) {
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			s := everyType(t)
			columns := s.tables["setting"].columns
			query := strings.ReplaceAll(a.sql, "%settings", strings.Join(columns[2:], ", "))
			if strings.Contains(a.sql, "%settings") {
				query = strings.Replace(query, `"settings" SELECT`, `"settings" (`+strings.Join(columns,
					", ")+`) SELECT`, 1)
			}
			raw(t, s.Path(), "PRAGMA foreign_keys = 0; "+query)
			got := verified(t, s)
			for _, want := range a.want {
				if !slices.Contains(got, want) {
					t.Errorf("got %q, want %q among them", got, want)
				}
			}
			if faults, err := s.Check(context.Background()); err != nil || len(faults) == 0 {
				t.Errorf("the check of the database says %v, %v", faults, err)
			}
		})
	}
}

// TestAnOlderRowIsNamed puts back the earlier state of a row, as the file had it: a consent's withdrawal that was not.
func TestAnOlderRowIsNamed(t *testing.T) {
	s := fresh(t)
	c, b := &model.Company{Name: "A"}, &model.Citizen{FirstName: "Anna", LastName: "Holm"}
	apply(t, s, model.Add(c), model.Add(b))
	consent := &model.Consent{CitizenID: b.ID, CompanyID: c.ID, GivenOn: model.NewDate(2026, 11, 1)}
	apply(t, s, model.Add(consent))
	raw(t, s.Path(), `CREATE TABLE "old" AS SELECT * FROM "consents"`)
	withdrawn := schema.Clone(consent).(*model.Consent)
	withdrawn.WithdrawnOn = model.NewDate(2026, 11, 20)
	apply(t, s, model.Edit(consent, withdrawn))
	raw(t, s.Path(), `DELETE FROM "consents"; INSERT INTO "consents" SELECT * FROM "old"; DROP TABLE "old"`)
	if got := verified(t, s); !slices.Equal(got, []string{"row.older consent " + consent.ID}) {
		t.Errorf("got %q", got)
	}
}

// TestABrokenHeadStaysBroken goes on working after an attack: what was wrong then is still said.
func TestABrokenHeadStaysBroken(t *testing.T) {
	for _, a := range []struct{ sql, want string }{
		{`DELETE FROM "meta" WHERE "key" = 'head'`, HeadMissing},
		{`UPDATE "log" SET "link" = zeroblob(32) WHERE "seq" = 1`, LogAltered},
		{`UPDATE "numbers" SET "last" = 0`, NumbersDiff},
	} {
		s := fresh(t)
		apply(t, s, model.Add(&model.Company{Name: "A"}), model.Add(&model.Citizen{FirstName: "A", LastName: "A"}))
		raw(t, s.Path(), a.sql)
		apply(t, s, model.Add(&model.Company{Name: "B"}))
		undo(t, s, "k1")
		if a.want == NumbersDiff { // what was added with a number goes, so that the number may be given again
			undo(t, s, "k1")
			raw(t, s.Path(), a.sql)
		}
		apply(t, s, model.Add(&model.Citizen{FirstName: "B", LastName: "B"}))
		if got := verified(t, s); !slices.Contains(got, a.want) {
			t.Errorf("%s: got %q after another change, want %q", a.sql, got, a.want)
		}
	}
}

// TestHonestWorkVerifies does what the program does and finds nothing: units, undo, redo, views, exports, a new
// passphrase, a restart.
func TestHonestWorkVerifies(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c, b := &model.Company{Name: "A"}, &model.Citizen{FirstName: "Anna", LastName: "Holm"}
	apply(t, s, model.Add(c), model.Add(b))
	after := schema.Clone(b).(*model.Citizen)
	after.Note = "note"
	apply(t, s, model.Edit(b, after))
	undo(t, s, "k1")
	redo(t, s, "k1")
	undo(t, s, "k1")
	_, err := together(t, s, func(in *Store) error {
		d := &model.Company{Name: "D"}
		if _, err := in.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "a",
			Changes: []model.Change{model.Add(d)}}); err != nil {
			return err
		}
		// A part that fails leaves nothing, and the next goes on.
		if _, err := in.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "b",
			Changes: []model.Change{model.Add(&model.Task{CompanyID: "nobody", Name: "x"})}}); err == nil {
			t.Error("a task of no company was written")
		}
		_, err := in.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "c", Changes: []model.Change{model.Remove(d),
			model.Add(&model.Company{Name: "E"})}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Viewed(ctx, "k1", "view.citizen", nil, "citizen", b.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Exported(ctx, "k1", "export.citizens", model.Args{"path": "x"}, nil, 3); err != nil {
		t.Fatal(err)
	}
	if err := s.Rekey(ctx, pass, []byte("en helt ny sætning")); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, s); len(got) != 0 {
		t.Errorf("open: %q", got)
	}
	path := s.Path()
	s.Close()
	s = openAt(t, path, Options{Passphrase: []byte("en helt ny sætning")})
	apply(t, s, model.Add(&model.Company{Name: "F"}))
	if got := verified(t, s); len(got) != 0 {
		t.Errorf("opened again: %q", got)
	}
}

// TestLogIsSealed looks for arguments and earlier values in the file itself.
func TestLogIsSealed(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "l.db"), Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	c := &model.Company{Name: "Hemmeligsted"}
	if _, err := s.Apply(context.Background(), model.ChangeSet{Actor: "k1", Action: "test",
		Args: model.Args{"why": "Hemmeliggrund"}, Changes: []model.Change{model.Add(c)}}); err != nil {
		t.Fatal(err)
	}
	after := schema.Clone(c).(*model.Company)
	after.Name = "Andetsted"
	apply(t, s, model.Edit(c, after))
	log, err := s.Log(context.Background(), schema.LogQuery{})
	if err != nil || len(log) != 2 || log[1].Args["why"] != "Hemmeliggrund" {
		t.Fatalf("got %+v, %v", log, err)
	}
	path := s.Path()
	s.Close()
	for _, end := range []string{"", "-wal"} {
		data, _ := os.ReadFile(path + end)
		for _, word := range []string{"Hemmeliggrund", "Hemmeligsted"} {
			if strings.Contains(string(data), word) {
				t.Errorf("%q stands in the file%s", word, end)
			}
		}
	}
}

// TestAnOlderFileIsNamed puts a copy in the place of the database, as somebody might who wants a day undone.
func TestAnOlderFileIsNamed(t *testing.T) {
	dir, state := t.TempDir(), t.TempDir()
	path := filepath.Join(dir, "a.db")
	opt := Options{Passphrase: pass, Params: crypt.Cheap, StateDir: state}
	create := opt
	create.Create = true
	s := openAt(t, path, create)
	if k := s.Known(); k.Before || k.Found != nil {
		t.Errorf("a new database: %+v", k)
	}
	apply(t, s, model.Add(&model.Company{Name: "A"}))
	copied := filepath.Join(dir, "copy.db")
	if err := s.BackupTo(context.Background(), copied); err != nil {
		t.Fatal(err)
	}
	apply(t, s, model.Add(&model.Company{Name: "B"}))
	s.Close()
	again := func(step string, want string) *Store {
		t.Helper()
		s := openAt(t, path, opt)
		got := ""
		if k := s.Known(); k.Found != nil {
			got = k.Found.Kind
		} else if !k.Before {
			got = "never seen"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", step, got, want)
		}
		return s
	}
	again("as it was", "").Close()
	put := func() {
		data, err := os.ReadFile(copied)
		if err != nil {
			t.Fatal(err)
		}
		for _, side := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + side)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put()
	again("an older copy", FileOlder).Close()
	s = again("still", FileOlder)
	apply(t, s, model.Add(&model.Company{Name: "C"})) // another entry 2 than before
	s.Close()
	s = again("gone on from there", FileOther)
	if err := s.AcceptKnown(context.Background()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	again("accepted", "").Close()
	put()
	if err := AcceptKnown(context.Background(), path, state); err != nil {
		t.Fatal(err)
	}
	again("restored", "").Close()
	if err := os.RemoveAll(state); err != nil {
		t.Fatal(err)
	}
	again("another machine", "never seen").Close()
}

// TestADraftThatWentStaysTold: what a person writes after it does not hide it, and ordinary drafts are no finding.
func TestADraftThatWentStaysTold(t *testing.T) {
	ctx, s := context.Background(), everyType(t)
	put := func(id string) {
		t.Helper()
		if err := s.PutDraft(ctx, "k1", "note", id, map[string]string{"note": "y"}); err != nil {
			t.Fatal(err)
		}
	}
	put("a")
	put("b")
	put("a")
	if err := s.DropDraft(ctx, "k1", "note", "b"); err != nil {
		t.Fatal(err)
	}
	apply(t, s, model.Add(&model.Company{Name: "Ny"}))
	if got := verified(t, s); len(got) > 0 {
		t.Fatalf("ordinary drafts: %q", got)
	}
	raw(t, s.Path(), `DELETE FROM "drafts" WHERE "id" = 'a'`)
	for _, when := range []string{"after it went", "after another was written"} {
		if got := verified(t, s); !slices.Equal(got, []string{DraftsDiffer}) {
			t.Errorf("%s: %q", when, got)
		}
		put("c")
	}
}
