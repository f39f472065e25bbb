package store

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// secondPass takes turns with pass in TestKilledNewKey.
var secondPass = []byte("en helt ny sætning")

// openAsIs opens a file with the passphrase of before or after a new key.
func openAsIs(path string) (s *Store, now, next []byte, err error) {
	now, next = pass, secondPass
	s, err = Open(context.Background(), path, Options{Passphrase: now, Params: crypt.Cheap})
	if model.CodeOf(err) == model.Locked {
		now, next = next, now
		s, err = Open(context.Background(), path, Options{Passphrase: now, Params: crypt.Cheap})
	}
	return s, now, next, err
}

// newKeyChild gives the file a new key.
func newKeyChild(path string) error {
	s, now, next, err := openAsIs(path)
	if err != nil {
		return err
	}
	defer s.Close()
	fmt.Println("begun")
	_, err = s.NewKey(context.Background(), "k1", now, next, crypt.Cheap)
	fmt.Println("done")
	return err
}

// TestKilledNewKey kills a program that gives the file a new key, 25 times at random moments. The file opens with the
// old passphrase or the new one, and everything in it with the key of that one.
func TestKilledNewKey(t *testing.T) {
	onlyFile(t)
	ctx, s := context.Background(), fresh(t)
	path := s.address()
	var changes []model.Change
	for range 500 {
		changes = append(changes, model.Add(&model.Citizen{FirstName: "Bo", Note: "noget at forsegle"}))
	}
	apply(t, s, changes...)
	for _, ch := range changes[:100] {
		after := schema.Clone(ch.After)
		after.(*model.Citizen).FirstName = "Ida"
		apply(t, s, model.Edit(ch.After, after))
	}
	rows := readAll(t, s)
	s.Close()
	var changed, finished int
	last := pass
	took := 300 * time.Millisecond
	for range 25 {
		cmd := child(t, "newkey", path)
		cmd.Stderr = nil
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var begun time.Time
		for lines := bufio.NewScanner(out); lines.Scan(); {
			switch lines.Text() {
			case "begun":
				begun = time.Now()
				time.AfterFunc(rand.N(took*5/4), func() { _ = cmd.Process.Kill() })
			case "done":
				took = time.Since(begun)
				finished++
			}
		}
		_ = cmd.Wait()
		s, now, _, err := openAsIs(path)
		if err != nil {
			t.Fatalf("after a kill: %v", err)
		}
		if string(now) != string(last) {
			changed, last = changed+1, now
		}
		if found, err := s.Verify(ctx); err != nil || len(found) > 0 {
			t.Fatalf("after a kill: %v %v", found, err)
		}
		if got := readAll(t, s); !slices.Equal(got, rows) {
			t.Fatal("after a kill other rows are there")
		}
		s.Close()
	}
	t.Logf("25 kills: %d new keys stand, %d programs ended by themselves", changed, finished)
	if changed == 25 || changed == 0 {
		t.Log("no kill hit the work itself, or every one did")
	}
}

// TestWhatOpensIsNotedInTheSameTransaction looks at the file as a kill leaves it right after the commit, before
// anything else is done: the new key is in force and the log says so, and the next start goes on.
func TestWhatOpensIsNotedInTheSameTransaction(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	for action, change := range map[string]func(s *Store) error{
		"admin.newkey": func(s *Store) error {
			key := crypt.NewKey()
			text, err := s.wrap(key, secondPass, crypt.Cheap, "")
			if err == nil {
				err = s.closeConnections(ctx)
			}
			if err != nil {
				return err
			}
			sealed := base64.StdEncoding.EncodeToString(s.auth.Seal(key, authAdditionalData()))
			return s.sealAnew(ctx, "k1", key, wraps{mainWrap: text}, sealed)
		},
		"admin.passphrase": func(s *Store) error { return s.Rekey(ctx, "k1", pass, secondPass) },
		"admin.recovery": func(s *Store) error {
			_, _, err := s.AddRecovery(ctx, "k1", pass, "")
			return err
		},
		"admin.recovery.removed": func(s *Store) error {
			_, number, err := s.AddRecovery(ctx, "k1", pass, "")
			return errors.Join(err, s.RemoveRecovery(ctx, "k1", pass, number))
		},
	} {
		s := fresh(t)
		apply(t, s, model.Add(&model.Citizen{FirstName: "Bo", Note: "noget at forsegle"}))
		if err := change(s); err != nil {
			t.Fatalf("%s: %v", action, err)
		}
		killed := filepath.Join(t.TempDir(), "killed.db")
		for _, end := range []string{"", "-wal"} {
			data, err := os.ReadFile(s.address() + end)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err := errors.Join(err, os.WriteFile(killed+end, data, 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		next, _, _, err := openAsIs(killed)
		if err != nil {
			t.Fatalf("%s: %v", action, err)
		}
		log, err := next.Log(ctx, schema.LogQuery{Limit: 1})
		if err != nil || len(log) != 1 || log[0].Action != action || log[0].Kind != "admin" || log[0].Actor != "k1" {
			t.Errorf("%s: the log ends with %+v, %v", action, log, err)
		}
		apply(t, next, model.Add(&model.Citizen{FirstName: "Ida"}))
		if got := verified(t, next); len(got) > 0 || len(readAll(t, next)) != 2 {
			t.Errorf("%s: %q, %d citizens", action, got, len(readAll(t, next)))
		}
		next.Close()
		s.openConnections() // for the end of the test
	}
}

func readAll(t *testing.T, s *Store) (out []string) {
	t.Helper()
	all, err := All[model.Citizen](context.Background(), s, schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		out = append(out, c.ID+c.FirstName+c.Note)
	}
	return out
}
