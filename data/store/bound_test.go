package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
)

// unbind makes the wrapped key one that an earlier version made: bound to no schema.
func unbind(t *testing.T, s *Store) {
	t.Helper()
	if s.key == nil {
		return
	}
	err := s.replaceWraps(context.Background(), nil, func(w wraps) error {
		text, err := s.key.Wrap(pass, crypt.Cheap, crypt.Note{})
		w[mainWrap] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAKeyIsBoundToTheSchema: by what makes a database and what opens one of an earlier version, whether with the
// passphrase or with a recovery code; and each way to change what opens it keeps it so.
func TestAKeyIsBoundToTheSchema(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	s := openAt(t, path, Options{Create: true, Passphrase: pass})
	bound := func(when string, names ...string) {
		t.Helper()
		all, err := readWraps(ctx, s.readers)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			_, note, err := crypt.ReadWrapped([]byte(all[name]))
			if err != nil || note.Schema != Schema() {
				t.Errorf("%s: %s is bound to schema %d, %v", when, name, note.Schema, err)
			}
		}
		if found := verified(t, s); len(found) > 0 {
			t.Errorf("%s: %v", when, found)
		}
	}
	bound("made", mainWrap)

	unbind(t, s)
	code, _, err := s.AddRecovery(ctx, "k1", pass, "pengeskab")
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = openAt(t, path, Options{Passphrase: pass})
	bound("opened", mainWrap, recoveryWrap(1))
	if err := s.Rekey(ctx, "k1", pass, []byte("hest på altanen i regn")); err != nil {
		t.Fatal(err)
	}
	bound("rekeyed", mainWrap)
	s.Close()
	s = openAt(t, path, Options{Passphrase: code})
	if all, err := s.Unlockers(ctx); err != nil || len(all) != 2 || all[1].Label != "pengeskab" {
		t.Errorf("%+v %v", all, err)
	}
	if _, err := s.NewKey(ctx, "k1", code, pass, crypt.Params{}); err != nil {
		t.Fatal(err)
	}
	bound("a new key", mainWrap)
}

// TestAnEarlierSchemaIsNotBelieved: a file that really is of an earlier schema, with rows as somebody likes, under a
// wrapped key from a file of this one.
func TestAnEarlierSchemaIsNotBelieved(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	for _, number := range []int{1, 18, Schema() - 1} {
		dir := t.TempDir()
		path := filepath.Join(dir, "older.db")
		if err := CreateOlder(ctx, path, pass, number, []model.Entity{}); err != nil {
			t.Fatal(err)
		}
		now := openAt(t, filepath.Join(dir, "now.db"), Options{Create: true, Passphrase: pass})
		text := now.info.wraps[mainWrap]
		now.Close()
		raw(t, path, `UPDATE "meta" SET "value" = '`+text+`' WHERE "key" = 'key'`)
		s, err := Open(ctx, path, Options{Passphrase: pass})
		if err == nil {
			s.Close()
		}
		if model.CodeOf(err) != model.Unsupported || !strings.Contains(err.Error(), "err.store.planted") {
			t.Errorf("schema %d: %v", number, err)
		}
	}
}
