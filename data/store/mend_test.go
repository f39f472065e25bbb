package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// oldFile is a database of a version that stored texts as they came: an entry that adds the rows, and one that edits
// the last row.
func oldFile(t *testing.T, opt Options, edited model.Entity, rows ...model.Entity) string {
	t.Helper()
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "old.db")
	opt.Create = true
	s, err := openWith(ctx, path, opt, migrations())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	defer laterColumns(t, s, rows)()
	for _, write := range []func(w *writer) error{
		func(w *writer) error {
			for _, e := range rows {
				if err := w.add(s.tables[schema.TypeOf(e).Name], e); err != nil {
					return err
				}
			}
			return nil
		},
		func(w *writer) error {
			if edited == nil {
				return nil
			}
			last := rows[len(rows)-1]
			return w.put(s.tables[schema.TypeOf(last).Name], last, edited)
		},
	} {
		w := &writer{s: s, entry: entry{kind: "change", actor: "k1", action: "test"}}
		if err := w.run(ctx, func() error { return write(w) }); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.writer.Exec(`UPDATE "companies" SET "name_order" = '~' WHERE "id" = 'c2'`); err != nil {
		t.Fatal(err) // a key as another version wrote it
	}
	// What migration 5 leaves behind in a file that was there before it, as the head has it when the program is stopped
	// there; the columns are today's.
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = tx.Exec(`INSERT OR REPLACE INTO "meta" ("key", "value") VALUES ('mend.text', 'pending')`)
	if err := errors.Join(err, s.sealFacts(ctx, tx), tx.Commit()); err != nil {
		t.Fatal(err)
	}
	return path
}

// laterColumns adds the columns that the tables of these rows got after the version of the file, so that today's code
// can write them, and gives what drops them again.
func laterColumns(t *testing.T, s *Store, rows []model.Entity) (drop func()) {
	var added []string
	for _, e := range rows {
		tab := s.tables[schema.TypeOf(e).Name]
		there, err := s.engine.columns(context.Background(), s.readers, tab.typ.Table)
		if err != nil {
			t.Fatal(err)
		}
		for column, kind := range tab.schema() {
			if _, old := there[column]; old {
				continue
			}
			table := `ALTER TABLE "` + tab.typ.Table + `" `
			if _, err := s.writer.Exec(table + `ADD COLUMN "` + column + `" ` + kind); err != nil {
				t.Fatal(err)
			}
			added = append(added, table+`DROP COLUMN "`+column+`"`)
		}
	}
	return func() {
		for _, sql := range added {
			if _, err := s.writer.Exec(sql); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestOldTextsAreMended: an old file has its texts in one form after the first opening, open and sealed ones, once; the
// log and undo work across it.
func TestOldTextsAreMended(t *testing.T) {
	for name, opt := range map[string]Options{"sealed": {Passphrase: pass, Params: crypt.Cheap}, "demo": {Demo: true}} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			co := &model.Company{Head: model.Head{ID: "c1"}, Name: "A\u030arhus Cafe\u0301", Phone: "+45 43112233",
				Note: "a\u030a\nb"}
			plain := &model.Company{Head: model.Head{ID: "c2"}, Name: "Bodega", Phone: "43 11 22 33"}
			ci := &model.Citizen{Head: model.Head{ID: "b1"}, FirstName: "So\u200bren", LastName: "A\u030aberg",
				Phone: "20304050"}
			goal := &model.Goal{Head: model.Head{ID: "g1"}, CitizenID: "b1", Words: "K\u00f8kken",
				Occupations: []string{"Ba\u030adsmand", "Kok"}}
			later := schema.Clone(goal).(*model.Goal)
			later.Words = "Ko\u0308kken"
			path := oldFile(t, opt, later, co, plain, ci, goal)

			opt.BackupDir = t.TempDir()
			reading := opt
			reading.ReadOnly = true
			s := openAt(t, path, reading) // mends nothing
			for _, found := range verified(t, s) {
				if found != "rows.order company" {
					t.Errorf("before mending: %s", found)
				}
			}
			s.Close()
			s = openAt(t, path, opt)
			list, err := All[model.Company](ctx, s, schema.Query{Order: []schema.Order{{Field: "name"}}})
			if err != nil || len(list) != 2 {
				t.Fatalf("got %d companies, %v", len(list), err)
			}
			last := list[1]
			if got, want := last.Name+"|"+last.Phone+"|"+last.Note, "Århus Café|43 11 22 33|å\nb"; got != want {
				t.Errorf("got %q last, want %q: Å sorts last", got, want)
			}
			if list[0].Version != 1 {
				t.Errorf("a row without fault was written again: version %d", list[0].Version)
			}
			b := get[model.Citizen](t, s, "b1")
			if got, want := b.FirstName+" "+b.LastName+" "+b.Phone, "Soren Åberg 20 30 40 50"; got != want {
				t.Errorf("got %+q, want %q", got, want)
			}
			if got := get[model.Goal](t, s, "g1"); got.Words != "Kökken" || got.Occupations[0] != "Bådsmand" {
				t.Errorf("got %+v", got)
			}
			log, err := s.Log(ctx, schema.LogQuery{Rows: true})
			if err != nil || len(log) != 3 || log[0].Action != "text.mend" || log[0].Count != 3 || log[0].Actor != "" {
				t.Fatalf("log %+v, %v", log, err)
			}
			if found, err := s.Check(ctx); err != nil || len(found) > 0 {
				t.Errorf("check after mending: %v, %v", found, err)
			}
			s.Close()
			s = openAt(t, path, opt)
			if log, _ := s.Log(ctx, schema.LogQuery{}); len(log) != 3 {
				t.Errorf("mended again: %d entries", len(log))
			}
			// What was done before is undone as if the texts had always been so.
			if _, err := s.Undo(ctx, "k1", 2); err != nil {
				t.Fatalf("undo: %v", err)
			}
			if got := get[model.Goal](t, s, "g1").Words; got != "Køkken" {
				t.Errorf("after undo: got %+q", got)
			}
		})
	}
}

// TestNothingGetsPastTheForm: whoever writes, texts are stored composed, and undo never brings the other form back.
func TestNothingGetsPastTheForm(t *testing.T) {
	s := fresh(t)
	c := &model.Company{Name: "A\u030age\u200b", CVR: "DK 13 74 81 36", Note: "a\u030a"}
	apply(t, s, model.Add(c))
	if got := get[model.Company](t, s, c.ID); got.Name != "Åge" || got.CVR != "13748136" || got.Note != "å" ||
		c.Name != "Åge" {
		t.Errorf("got %+v", got)
	}
	same := *c
	same.Name = "A\u030age"
	if r := apply(t, s, model.Edit(c, &same)); r.Seq != 0 {
		t.Errorf("the same name taken apart is a change: entry %d", r.Seq)
	}
}

// TestTheLogKeepsNoCPRNumber: neither in the arguments of an entry, whoever wrote them.
func TestTheLogKeepsNoCPRNumber(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	args := model.Args{"file": "borgere 010190-1234.csv", "n": 3, "path": "liste.csv"}
	if err := s.Exported(ctx, "k1", "export.citizens", args, nil, 3); err != nil {
		t.Fatal(err)
	}
	log, err := s.Log(ctx, schema.LogQuery{})
	if err != nil || len(log) != 1 || log[0].Args["file"] != "[CPR]" || log[0].Args["path"] != "liste.csv" {
		t.Errorf("got %+v, %v", log, err)
	}
	if args["file"] == "[CPR]" {
		t.Error("the caller's arguments were changed")
	}
}

// TestKnownPNumbersMayBeNamed: a note may name the P-number of a company, of the database or of the same change set.
func TestKnownPNumbersMayBeNamed(t *testing.T) {
	s := fresh(t)
	apply(t, s, model.Add(&model.Company{Name: "A", PNumber: "1003456789"}))
	apply(t, s, model.Add(&model.Company{Name: "B", Note: "før 1003456789"}),
		model.Add(&model.Company{Name: "C", PNumber: "1004567890"}), model.Add(&model.Company{Name: "D",
			Note: "nu 1004567890"}))
	for _, note := range []string{"1005678901", "100345-6789"} {
		_, err := s.Apply(context.Background(), model.ChangeSet{Actor: "k1", Action: "test",
			Changes: []model.Change{model.Add(&model.Company{Name: "E", Note: note})}})
		if model.CodeOf(err) != model.Invalid {
			t.Errorf("%s: got %v, want refused", note, err)
		}
	}
}
