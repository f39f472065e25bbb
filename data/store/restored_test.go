package store

import (
	"path/filepath"
	"slices"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestRestoredIsLogged: what a file says of its restore becomes one entry of the log when it is opened.
func TestRestoredIsLogged(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "d.db")
	opt := Options{
		Create: true, Passphrase: []byte("blå cykel under den gamle bro"), Params: crypt.Cheap, StateDir: t.TempDir(),
	}
	s := openAt(t, path, opt)
	opt.Create = false
	if err := s.Administered(ctx, "", "admin.backup", nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	copied := path + ".copy"
	if err := Copy(ctx, path, copied); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, opt)
	for range 3 {
		if err := s.Administered(ctx, "", "admin.backup", nil); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	for _, c := range []struct {
		path, from string
		want       int64
	}{{path, copied, 3}, {copied, path, 0}, {path, path, 0}} {
		if got, err := LostEntries(ctx, c.path, c.from); err != nil || got != c.want {
			t.Errorf("%s from %s: %d entries lost, %v; want %d", c.path, c.from, got, err, c.want)
		}
	}
	note := Restored{Who: "LH", File: "a.db", Seq: 1, Lost: 3, At: s.Now()}
	for range 2 { // the second is that of a program that was killed before it could forget the first
		if err := NoteRestored(ctx, copied, opt.StateDir, note); err != nil {
			t.Fatal(err)
		}
		s = openAt(t, copied, opt)
		r, err := s.Restored(ctx)
		if err != nil || r == nil || r.Who != "LH" || r.Lost != 3 || !r.At.Equal(note.At) {
			t.Fatalf("noted %+v, %v", r, err)
		}
		if err := s.LogRestored(ctx, "x", *r); err != nil {
			t.Fatal(err)
		}
		if r, err = s.Restored(ctx); r != nil || err != nil {
			t.Errorf("still noted: %+v, %v", r, err)
		}
		list, err := s.Log(ctx, schema.LogQuery{})
		told := slices.DeleteFunc(list, func(e model.LogEntry) bool { return e.Action != "admin.restore" })
		if err != nil || len(told) != 1 || told[0].Kind != "admin" || told[0].Actor != "x" {
			t.Errorf("log: %+v, %v", list, err)
		}
		s.Close()
	}

	// What somebody wrote into the file by hand is no restore.
	raw(t, copied, `INSERT INTO "meta" ("key", "value") VALUES ('restored', '{"Who":"LH"}')`)
	if s, err := Open(ctx, copied, opt); err == nil || model.CodeOf(err) != model.Unsupported {
		t.Errorf("a planted restore: %v, %v", s, err)
	}
}
