//go:build unix

package store

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
)

// A pipe in the place of the database is refused at once; a database behind a link works, with its side files beside
// the file.
func TestPipesAndLinks(t *testing.T) {
	onlyFile(t)
	dir := t.TempDir()
	pipe := filepath.Join(dir, "rør.db")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan error, 1)
	go func() {
		_, err := Open(context.Background(), pipe, Options{Passphrase: pass, Create: true})
		got <- err
	}()
	select {
	case err := <-got:
		if !isKey(err, "err.store.notfile") {
			t.Errorf("a pipe: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("a pipe is waited for")
	}
	real, link := filepath.Join(dir, "inde", "a.db"), filepath.Join(dir, "b.db")
	openAt(t, real, Options{Create: true, Passphrase: pass, Params: crypt.Cheap}).Close()
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, link, Options{Passphrase: pass})
	apply(t, s, model.Add(&model.Company{Name: "Nordlys"}))
	if _, err := os.Stat(real + "-wal"); err != nil {
		t.Errorf("the log is not beside the file: %v", err)
	}
	if err := os.Chmod(real+"-wal", 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), link, Options{Passphrase: pass}); model.CodeOf(err) != model.Forbidden {
		t.Errorf("a log that others can read, behind a link: %v", err)
	}
}
