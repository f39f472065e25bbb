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

// verified gives the findings as words: "row.altered citizen x".
func verified(t testing.TB, s *Store) (out []string) {
	t.Helper()
	found, err := s.Verify(context.Background())
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	for _, f := range found {
		out = append(out, f.String())
	}
	return out
}

// everyType is storeOfEveryType in a folder of the test's own.
func everyType(t testing.TB) *Store {
	t.Helper()
	s, err := storeOfEveryType(context.Background(), filepath.Join(t.TempDir(), "a b?#%.db"), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestTamperingIsNamed tries every way of changing a database by hand.
func TestTamperingIsNamed(t *testing.T) {
	onlyFile(t)
	got, err := TryTampering(context.Background(), t.TempDir())
	if err != nil || len(got.Faults) > 0 || got.Runs < 280 {
		t.Errorf("%d tried, %v: %q", got.Runs, err, got.Faults)
	}
}

// TestTamperingTrialCanFail: a Verify that sees nothing is told each time.
func TestTamperingTrialCanFail(t *testing.T) {
	onlyFile(t)
	blind := &tamperTrial{dir: t.TempDir(), verify: func(*Store, context.Context) ([]Finding, error) {
		return nil,
			nil
	}}
	if err := blind.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := blind.Runs; len(blind.Faults) != n-blind.atOpen || n < 280 {
		t.Errorf("%d tried, %d faults", n, len(blind.Faults))
	}
}

// TestABrokenHeadStaysBroken goes on working after an attack: what was wrong then is still said.
func TestABrokenHeadStaysBroken(t *testing.T) {
	for _, a := range []struct{ sql, want string }{
		{`DELETE FROM "meta" WHERE "key" = 'head'`, HeadMissing},
		{`UPDATE "log" SET "link" = x'00' WHERE "seq" = 1`, LogAltered},
		{`UPDATE "numbers" SET "last" = 0`, NumbersDiff},
	} {
		s := fresh(t)
		apply(t, s, model.Add(&model.Company{Name: "A"}), model.Add(&model.Citizen{FirstName: "A", LastName: "A"}))
		raw(t, s.address(), a.sql)
		apply(t, s, model.Add(&model.Company{Name: "B"}))
		undo(t, s, "k1")
		if a.want == NumbersDiff { // what was added with a number goes, so that the number may be given again
			undo(t, s, "k1")
			raw(t, s.address(), a.sql)
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
	if err := s.Rekey(ctx, "k1", pass, []byte("en helt ny sætning")); err != nil {
		t.Fatal(err)
	}
	if got := verified(t, s); len(got) != 0 {
		t.Errorf("open: %q", got)
	}
	path := s.address()
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
	path := s.address()
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
	raw(t, s.address(), `DELETE FROM "drafts" WHERE "id" = 'a'`)
	for _, when := range []string{"after it went", "after another was written"} {
		if got := verified(t, s); !slices.Equal(got, []string{DraftsDiffer}) {
			t.Errorf("%s: %q", when, got)
		}
		put("c")
	}
}
