package store

import (
	"path/filepath"
	"testing"

	"jobspor/model/schema"
)

// TestRestoredIsLogged: what a file says of its restore becomes one entry of the log when it is opened.
func TestRestoredIsLogged(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "d.db")
	opt := Options{Create: true, Passphrase: []byte("blå cykel under den gamle bro")}
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
	if err := NoteRestored(ctx, copied, Restored{Who: "LH", File: "a.db", Seq: 2, Lost: 3, At: s.Now()}); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, copied, opt)
	defer s.Close()
	r, err := s.Restored(ctx)
	if err != nil || r == nil || r.Who != "LH" || r.Lost != 3 {
		t.Fatalf("noted %+v, %v", r, err)
	}
	if err := s.LogRestored(ctx, "x", *r); err != nil {
		t.Fatal(err)
	}
	if r, err = s.Restored(ctx); r != nil || err != nil {
		t.Errorf("still noted: %+v, %v", r, err)
	}
	list, err := s.Log(ctx, schema.LogQuery{Limit: 1})
	if err != nil || len(list) != 1 || list[0].Kind != "admin" || list[0].Action != "admin.restore" {
		t.Errorf("log: %+v, %v", list, err)
	}
}
