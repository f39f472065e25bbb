package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
)

// TestAnOpenLabelIsSealedAtTheNextOpening: what a recovery code was called, which earlier versions wrote openly, is in
// no byte of the file once the database was opened for writing; the label is still told, and the code still opens.
func TestAnOpenLabelIsSealedAtTheNextOpening(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "a.db")
	const label = "Bodils pengeskab"
	code := crypt.NewRecovery(1)
	s := openAt(t, path, Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	if err := s.replaceWraps(ctx, nil, func(w wraps) (err error) {
		w[recoveryWrap(1)], err = s.wrap(s.key, code, crypt.Cheap, label)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	raw := func() (all []byte) {
		for _, end := range []string{"", "-wal"} {
			b, _ := os.ReadFile(path + end)
			all = append(all, b...)
		}
		return all
	}
	if !bytes.Contains(raw(), []byte(label)) {
		t.Fatal("the label was not open before: the test shows nothing")
	}
	for _, opened := range []struct {
		by    []byte
		reads bool // opened for reading only: nothing is written
	}{{pass, true}, {pass, false}, {code, false}, {pass, true}} {
		s := openAt(t, path, Options{Passphrase: bytes.Clone(opened.by), Params: crypt.Cheap, ReadOnly: opened.reads})
		list, err := s.Unlockers(ctx)
		if err != nil || len(list) != 2 || list[1].Label != label {
			t.Errorf("%v, %+v", err, list)
		}
		if found, err := s.Verify(ctx); err != nil || len(found) > 0 {
			t.Errorf("verify: %v, %v", found, err)
		}
		open := bytes.Contains(raw(), []byte(label))
		s.Close()
		if !opened.reads && (open || bytes.Contains(raw(), []byte(label))) {
			t.Error("the label stands in the file")
		}
	}
	wrong := crypt.NewRecovery(1)
	if _, err := Open(ctx, path, Options{Passphrase: wrong}); model.CodeOf(err) != model.Locked {
		t.Errorf("another code: %v, want Locked", err)
	}
}
