package store

import (
	"os"
	"path/filepath"
	"testing"

	"jobspor/model"
)

// TestAcceptingSaysWhenItIsNotKept: opening does not fail because the state folder cannot be written, but accepting a
// file says so, because the next start would accuse it again.
func TestAcceptingSaysWhenItIsNotKept(t *testing.T) {
	dir := t.TempDir()
	state := filepath.Join(dir, "state")
	s := openAt(t, filepath.Join(dir, "a.db"), Options{Create: true, Passphrase: pass, StateDir: state})
	apply(t, s, model.Add(&model.Company{Name: "Bageriet", Status: "active"}))
	if err := s.AcceptKnown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(state); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(state, nil, 0o600); err != nil { // no folder can be made here
		t.Fatal(err)
	}
	if err := s.AcceptKnown(t.Context()); model.CodeOf(err) != model.Forbidden {
		t.Errorf("got %v, want that it could not be kept", err)
	}
	path := s.address()
	s.Close()
	s = openAt(t, path, Options{Passphrase: pass, StateDir: state})
	apply(t, s, model.Add(&model.Company{Name: "Slagteren", Status: "active"}))
}
