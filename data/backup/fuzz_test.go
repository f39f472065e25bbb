package backup

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"jobspor/data/store"
	"jobspor/model"
)

// FuzzRestore restores a copy in which any bytes stand anywhere, or that is cut off: the database becomes what the copy
// was, or stays as it was with a sentence.
func FuzzRestore(f *testing.F) {
	ctx, dir := context.Background(), f.TempDir()
	made := func(name string) []byte {
		path := filepath.Join(dir, name+".db")
		s, err := store.Open(ctx, path, store.Options{Create: true, Demo: true})
		if err != nil {
			f.Fatal(err)
		}
		if _, err := s.Apply(ctx, model.ChangeSet{Changes: []model.Change{
			model.Add(&model.Citizen{FirstName: name})}}); err != nil {
			f.Fatal(err)
		}
		if err := s.Close(); err != nil {
			f.Fatal(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		return file
	}
	now, older := made("Nu"), made("Kopi")
	f.Add(uint32(0), []byte{}, false)
	f.Add(uint32(16), []byte{0, 1}, false)
	f.Add(uint32(len(older)-5000), []byte{0xff, 0xff}, false)
	f.Add(uint32(len(older)/2), []byte{}, true)
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, cut bool) {
		if len(patch) > 64 {
			return
		}
		copied := bytes.Clone(older)
		place := int(at) % len(copied)
		copy(copied[place:], patch)
		if cut {
			copied = copied[:place]
		}
		work, err := os.MkdirTemp(dir, "run")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(work)
		from, to := filepath.Join(work, "copy.db"), filepath.Join(work, "a.db")
		if err := errors.Join(os.WriteFile(from, copied, 0o600), os.WriteFile(to, now, 0o600)); err != nil {
			t.Fatal(err)
		}
		if _, err = Restore(ctx, from, to, time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)); err != nil {
			var e *model.Error
			if !errors.As(err, &e) {
				t.Errorf("an error without a sentence: %v", err)
			}
			if left, err := os.ReadFile(to); err != nil || !bytes.Equal(left, now) {
				t.Errorf("the database was touched: %v", err)
			}
			return
		}
		s, err := store.Open(ctx, to, store.Options{Demo: true})
		if err != nil {
			t.Fatalf("what was restored does not open: %v", err)
		}
		defer s.Close()
		if found, err := s.Check(ctx); err != nil || len(found) > 0 {
			t.Errorf("what was restored has faults: %v %v", found, err)
		}
	})
}
