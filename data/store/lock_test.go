package store

import (
	"context"
	"path/filepath"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
)

// TestLockedStoreReadsAndWritesNothing until the passphrase comes; then it goes on as before.
func TestLockedStoreReadsAndWritesNothing(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	id := addCitizen(t, s, "Bo")
	if err := s.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Lock(ctx); err != nil {
		t.Errorf("locked twice: %v", err)
	}
	if !s.Locked() || !s.key.Wiped() {
		t.Error("not locked, or the key is still there")
	}
	for name, try := range map[string]func() error{
		"read":  func() error { _, err := s.Get(ctx, "citizen", id); return err },
		"write": func() error { return s.PutDraft(ctx, "", "x", "", map[string]string{"a": "b"}) },
		"apply": func() error {
			_, err := s.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{
				model.Add(&model.Citizen{FirstName: "Ida"})}})
			return err
		},
		"look": func() error { return s.Viewed(ctx, "", "view.citizen", nil, "citizen", id) },
		"poll": func() error { _, err := s.Poll(ctx); return err },
	} {
		if err := try(); keyOfError(err) != "err.store.locked" {
			t.Errorf("%s: got %v, want locked", name, err)
		}
	}
	for _, wrong := range []string{"", "forkert sætning"} {
		if err := s.Unlock(ctx, []byte(wrong)); model.CodeOf(err) != model.Locked || !s.Locked() {
			t.Errorf("unlocked with %q: %v", wrong, err)
		}
	}
	if err := s.Unlock(ctx, pass); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Get(ctx, "citizen", id); err != nil || e.(*model.Citizen).FirstName != "Bo" {
		t.Errorf("after unlocking: %v, %v", e, err)
	}
	addCitizen(t, s, "Ida")
	if found, err := s.Verify(ctx); err != nil || len(found) != 0 {
		t.Errorf("verify %v, %v", found, err)
	}
}

// TestLockedStoreTakesANewKey that another program gave the file meanwhile.
func TestLockedStoreTakesANewKey(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	id := addCitizen(t, s, "Bo")
	if err := s.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	next := []byte("en helt ny sætning")
	other := openAt(t, s.address(), Options{Passphrase: pass})
	if _, err := other.NewKey(ctx, "k1", pass, next, crypt.Cheap); err != nil {
		t.Fatal(err)
	}
	other.Close()
	if err := s.Unlock(ctx, pass); model.CodeOf(err) != model.Locked {
		t.Errorf("the old passphrase: %v", err)
	}
	if err := s.Unlock(ctx, next); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Get(ctx, "citizen", id); err != nil || e.(*model.Citizen).FirstName != "Bo" {
		t.Errorf("after unlocking: %v, %v", e, err)
	}
	addCitizen(t, s, "Ida")
}

// TestLockWaitsForWhatIsWritten: an import that runs is written whole.
func TestLockWaitsForWhatIsWritten(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	begun, locked := make(chan struct{}), make(chan error, 1)
	go func() {
		<-begun
		locked <- s.Lock(ctx)
	}()
	got, err := s.Together(ctx, model.ChangeSet{Action: "x"}, false, func(ctx context.Context, in *Store) error {
		close(begun)
		for !s.Locked() {
		}
		for range 50 {
			if _, err := in.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{
				model.Add(&model.Citizen{FirstName: "Bo"})}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || len(got.Changes) != 50 {
		t.Errorf("wrote %d, %v", len(got.Changes), err)
	}
	if err := <-locked; err != nil {
		t.Error(err)
	}
	if err := s.Unlock(ctx, pass); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Verify(ctx); err != nil || len(found) != 0 {
		t.Errorf("verify %v, %v", found, err)
	}
}

// TestCopyIsWrittenWhileLocked: an erasure that has reached the copies goes on when the screens are locked.
func TestCopyIsWrittenWhileLocked(t *testing.T) {
	onlyFile(t)
	ctx, s := context.Background(), fresh(t)
	addCitizen(t, s, "Bo")
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := s.BackupTo(ctx, path); err != nil {
		t.Fatal(err)
	}
	c, err := s.OpenCopy(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := s.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	addCitizen(t, c, "Ida")
	if found, err := c.Verify(ctx); err != nil || len(found) != 0 {
		t.Errorf("verify %v, %v", found, err)
	}
}

// TestLockedDemo: anybody opens it again, but not before it is asked.
func TestLockedDemo(t *testing.T) {
	ctx := context.Background()
	s := openAt(t, filepath.Join(t.TempDir(), "d.db"), Options{Create: true, Demo: true})
	if err := s.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Summary(ctx); keyOfError(err) != "err.store.locked" {
		t.Errorf("locked: %v", err)
	}
	if err := s.Unlock(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Summary(ctx); err != nil {
		t.Errorf("unlocked: %v", err)
	}
}
