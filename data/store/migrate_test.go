package store

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
)

// withMigration is a program that knows one migration more.
func withMigration(sql string) []migration {
	return append(migrations()[:len(migrations()):len(migrations())],
		migration{len(migrations()) + 1, "9999_next.sql", sql, "sum"})
}

func TestMigrationTakesACopyFirst(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	s := fresh(t)
	a := &model.Company{Name: "A"}
	apply(t, s, model.Add(a))
	path := s.address()
	s.Close()
	dir := filepath.Join(t.TempDir(), "copies")
	opt := Options{Passphrase: pass, BackupDir: dir,
		Now: func() time.Time { return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) }}

	if _, err := openWith(ctx, path, Options{Passphrase: pass, ReadOnly: true},
		withMigration("")); model.CodeOf(err) != model.Unsupported {
		t.Errorf("an older schema, read only: %v", err)
	}
	// A step that breaks leaves the database as it was, and the copy.
	if _, err := openWith(ctx, path, opt, withMigration(
		`CREATE TABLE "x" ("y" TEXT) STRICT; INSERT INTO "nothing" VALUES (1)`)); model.CodeOf(err) != model.Internal {
		t.Errorf("a broken migration: %v", err)
	}
	if info, err := ReadInfo(ctx, path); err != nil || info.Schema != len(migrations()) {
		t.Errorf("after a broken migration: %+v, %v", info, err)
	}
	// Two programs that start at once both come up, and the step is taken once.
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			s, err := openWith(ctx, path, opt, withMigration(`CREATE TABLE "x" ("y" TEXT) STRICT`))
			if err != nil {
				t.Errorf("migrate: %v", err)
				return
			}
			if s.Info().Schema != len(migrations())+1 {
				t.Errorf("schema %d", s.Info().Schema)
			}
			s.Close()
		})
	}
	wg.Wait()
	copies, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(copies) != 1 ||
		!strings.HasSuffix(copies[0], "-20261122T080000Z-schema"+strconv.Itoa(len(migrations()))+".db") {
		t.Fatalf("copies %v", copies)
	}
	old := openAt(t, copies[0], Options{Passphrase: pass})
	if get[model.Company](t, old, a.ID) == nil {
		t.Error("the copy lacks the company")
	}
	// This program is now the older one.
	if _, err := Open(ctx, path, Options{Passphrase: pass}); model.CodeOf(err) != model.Unsupported {
		t.Errorf("a newer schema: %v", err)
	}
}

func TestOneOfTwoCreationsWins(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	var mu sync.Mutex
	var wg sync.WaitGroup
	made := 0
	for range 6 {
		wg.Go(func() {
			s, err := Open(context.Background(), path, Options{Create: true, Demo: true})
			if err != nil {
				if model.CodeOf(err) != model.Conflict {
					t.Errorf("create: %v", err)
				}
				return
			}
			defer s.Close()
			mu.Lock()
			defer mu.Unlock()
			made++
		})
	}
	wg.Wait()
	if made != 1 {
		t.Errorf("%d creations won, want 1", made)
	}
}

func TestLockedByAnotherProgram(t *testing.T) {
	s := fresh(t)
	a := &model.Company{Name: "A"}
	apply(t, s, model.Add(a))
	other := openAt(t, s.address(), Options{Passphrase: pass})
	tx, err := other.writer.Begin()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err = s.Apply(ctx, model.ChangeSet{Changes: []model.Change{model.Add(&model.Company{Name: "B"})}})
	if model.CodeOf(err) != model.Busy {
		t.Errorf("apply while locked: %v", err)
	}
	third := openAt(t, s.address(), Options{Passphrase: pass}) // opening and reading need not wait
	if get[model.Company](t, third, a.ID) == nil {
		t.Error("nothing to read while locked")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	apply(t, s, model.Add(&model.Company{Name: "B"}))
}

func TestAFolderThatCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), filepath.Join(file, "sub", "a.db"), Options{Create: true, Demo: true})
	if model.CodeOf(err) != model.Forbidden {
		t.Errorf("create below a file: %v", err)
	}
}

// FuzzStored throws bytes at what is read back from the file: an error at most, never a panic, and never the bytes
// themselves in the error.
func FuzzStored(f *testing.F) {
	s, err := Open(context.Background(), filepath.Join(f.TempDir(), "a.db"),
		Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	if err != nil {
		f.Fatal(err)
	}
	defer s.Close()
	t := s.tables["citizen"]
	b := &model.Citizen{Head: model.Head{ID: "x"}, FirstName: "Anna", HoursNow: model.Some(model.Hours(30))}
	f.Add(writeValues(b, t.sealed), s.encodeBefore(t, b))
	f.Add([]byte(`{"first_name":1,"hours_now":"x","danish":null,"days":["a"],"no":{}}`), []byte("1 {}"))
	f.Fuzz(func(tt *testing.T, values, blob []byte) {
		e := t.typ.New()
		if err := readValues(values, e, t.sealed); err == nil {
			if again := t.typ.New(); readValues(writeValues(e, t.sealed), again, t.sealed) != nil {
				tt.Errorf("%q does not come back", values)
			}
		}
		if got, err := s.decodeBefore(t, "another row", blob); err == nil {
			tt.Errorf("%q opens as %v", blob, got)
		}
		if _, err := s.openDraft("a", "b", "c", blob); err == nil {
			tt.Errorf("%q opens as a draft", blob)
		}
	})
}
