package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"jobspor/data/crypt"
	"jobspor/data/paths"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestAFullDisk plays a really full file system: a small one of memory, mounted where only a child process sees it.
func TestAFullDisk(t *testing.T) {
	onlyFile(t)
	cmd := child(t, "full", filepath.Join(t.TempDir(), "d.db"))
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("no file system of its own for a process here: %v", err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func init() { children["full"] = fullChild }

// fullChild fills its disk and says what went otherwise than promised.
func fullChild(path string) (err error) {
	dir := filepath.Dir(path)
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		return fmt.Errorf("mount: %w", err)
	}
	ctx := context.Background()
	opt := Options{Passphrase: pass, Create: true, Params: crypt.Cheap}
	s, err := Open(ctx, path, opt)
	if err != nil {
		return err
	}
	add := func(s *Store, n int) error {
		changes := make([]model.Change, n)
		for i := range changes {
			changes[i] = model.Add(&model.Company{Name: "A"})
		}
		_, err := s.Apply(ctx, model.ChangeSet{Changes: changes})
		return err
	}
	if err := add(s, 1); err != nil {
		return err
	}
	filler := filepath.Join(dir, "filler")
	fill := func() error { // to the last byte
		f, err := os.Create(filler)
		if err != nil {
			return err
		}
		for err == nil {
			_, err = f.Write(make([]byte, 4096))
		}
		if !paths.IsFull(err) {
			return fmt.Errorf("filled: %w", err)
		}
		return f.Close()
	}
	var faults []error
	check := func(what string, ok bool, got any) {
		if !ok {
			faults = append(faults, fmt.Errorf("%s: %v", what, got))
		}
	}
	full := func(what string, err error) {
		var e *model.Error
		said := errors.As(err, &e) && e.Key == paths.FullKey
		check(what, said, err)
		if said {
			need, _ := e.Args["need"].(model.Bytes)
			free, known := e.Args["free"].(model.Bytes)
			check(what+": needed and free", need >= spaceToSave && known && free < need, e.Args)
		}
	}
	count := func(what string, s *Store, want int) {
		n, err := s.Count(ctx, "company", schema.Query{})
		check(what, n == want && err == nil, fmt.Sprint(n, err))
	}
	// While it is open.
	if err := fill(); err != nil {
		return err
	}
	full("a save while it is open", add(s, 3))
	full("a large save while it is open", add(s, 20_000))
	full("a copy", s.BackupTo(ctx, filepath.Join(dir, "copy.db")))
	count("reading while it is open", s, 1)
	s.Close()
	if err := os.Remove(filler); err != nil {
		return err
	}
	if err := errors.Join(saveOnce(add, path), fill()); err != nil {
		return err
	}
	// From the start.
	opt.Create = false
	if s, err = Open(ctx, path, opt); err != nil {
		return errors.Join(append(faults, fmt.Errorf("opened on a full disk: %w", err))...)
	}
	defer s.Close()
	check("reads without room", s.OnlyReads(), s.info)
	count("reading", s, 2)
	full("a save", add(s, 1))
	full("a draft", s.PutDraft(ctx, "k", "company", "", map[string]string{"name": "A"}))
	full("a look", s.Viewed(ctx, "k", "view.x", nil, "citizen", "x"))
	full("a copy from the start", s.BackupTo(ctx, filepath.Join(dir, "copy.db")))
	_, err = s.Poll(ctx)
	check("polling", err == nil && s.OnlyReads(), err)
	_, err = Open(ctx, filepath.Join(dir, "new.db"), Options{Create: true, Passphrase: pass, Params: crypt.Cheap})
	full("a new database", err)
	// When there is room again.
	if err := os.Remove(filler); err != nil {
		return err
	}
	check("a save with room again", add(s, 1) == nil && !s.OnlyReads(), s.OnlyReads())
	count("reading with room again", s, 3)
	found, err := s.Check(ctx)
	check("the file is sound", len(found) == 0 && err == nil, found)
	return errors.Join(faults...)
}

// saveOnce saves once more, with room.
func saveOnce(add func(*Store, int) error, path string) error {
	s, err := Open(context.Background(), path, Options{Passphrase: pass})
	if err != nil {
		return err
	}
	return errors.Join(add(s, 1), s.Close())
}
