package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/paths"
	"jobspor/data/store/sqlite"
	"jobspor/model"
	"jobspor/model/schema"
)

// onAShare lets all files of a test, and of its children, lie on a share; "" is none.
func onAShare(t *testing.T, kind string) {
	t.Helper()
	t.Setenv(shareEnv, kind)
	before := diskOf
	diskOf = func(path string) paths.Disk { return paths.Disk{Free: paths.DiskOf(path).Free, Share: kind} }
	t.Cleanup(func() { diskOf = before })
}

func TestOnAShareThereIsNoWriteAheadLog(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "d.db")
	opt := Options{Passphrase: pass}
	mode := func(s *Store) (mode string) {
		if err := s.writer.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil {
			t.Fatal(err)
		}
		return mode
	}
	count := func(s *Store, want int) {
		t.Helper()
		if n, err := s.Count(ctx, "company", schema.Query{}); n != want || err != nil {
			t.Errorf("%d companies, want %d: %v", n, want, err)
		}
	}
	s := openAt(t, path, Options{Create: true, Passphrase: pass})
	apply(t, s, model.Add(&model.Company{Name: "A"}))
	s.Close()
	for i, kind := range []string{"smb", "", "nfs", "nfs"} { // there, back, there
		onAShare(t, kind)
		want := map[bool]string{true: "wal", false: "delete"}[kind == ""]
		s := openAt(t, path, opt)
		if got := mode(s); got != want || s.Share() != kind {
			t.Errorf("%q: journal %q on %q, want %q", kind, got, s.Share(), want)
		}
		count(s, i+1)
		apply(t, s, model.Add(&model.Company{Name: "B"}))
		if err := s.BackupTo(ctx, filepath.Join(t.TempDir(), "copy.db")); err != nil {
			t.Errorf("%q: copy: %v", kind, err)
		}
		for _, end := range []string{"-wal", "-shm"} {
			if exists(path+end) && kind != "" {
				t.Errorf("%q: there is a %s", kind, end)
			}
		}
		// Reading goes on while something is written.
		unit, err := s.Together(ctx, model.ChangeSet{Action: "test"}, false, func(ctx context.Context, in *Store) error {
			apply(t, in, model.Add(&model.Citizen{FirstName: "Ida"}))
			count(s, i+2)
			return nil
		})
		if err != nil || unit.Seq == 0 {
			t.Errorf("%q: a unit: %v", kind, err)
		}
		if err := s.Lock(ctx); err != nil {
			t.Errorf("%q: lock: %v", kind, err)
		}
		if err := s.Unlock(ctx, pass); err != nil {
			t.Errorf("%q: unlock: %v", kind, err)
		}
		count(s, i+2)
		s.Close()
	}
	count(openAt(t, path, opt), 5)
}

func TestAWriteAheadLogThatWasKilledMovesToAShare(t *testing.T) {
	onlyFile(t)
	s := fresh(t)
	apply(t, s, model.Add(&model.Company{Name: "A"}))
	to := filepath.Join(t.TempDir(), "d.db")
	for _, end := range []string{"", "-wal"} { // as it stands while it is open
		data, err := os.ReadFile(s.address() + end)
		if err != nil || len(data) == 0 {
			t.Fatalf("%q: %d bytes, %v", end, len(data), err)
		}
		if err := os.WriteFile(to+end, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	onAShare(t, "cifs")
	moved := openAt(t, to, Options{Passphrase: pass})
	if n, err := moved.Count(context.Background(), "company", schema.Query{}); n != 1 || err != nil {
		t.Errorf("%d companies, %v", n, err)
	}
	if sqlite.HasWAL(to) || exists(to+"-wal") {
		t.Error("it still has a write-ahead log")
	}
}

// TestWhatAKilledProgramWroteInPartIsNotRead has a program killed in the middle of a large change of a file with a
// rollback journal, as when the data key is changed or on a share.
func TestWhatAKilledProgramWroteInPartIsNotRead(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	s := fresh(t)
	apply(t, s, manyCompanies(500)...)
	s.Close()
	if err := PrepareMove(ctx, s.address()); err != nil {
		t.Fatal(err)
	}
	db, err := openPool(s.address(), "mode=rw"+exclusive, append(sqlite.Exclusive, "cache_size(1)"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, change := range []string{
		`INSERT INTO "meta" ("key", "value") VALUES ('auth', 'later') ON CONFLICT DO UPDATE SET "value" = 'later'`,
		`UPDATE "meta" SET "value" = 'later' WHERE "key" = '` + mainWrap + `'`, `UPDATE "companies" SET "mac" = NULL`,
	} {
		if _, err := tx.ExecContext(ctx, change); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(t.TempDir(), "d.db")
	for _, end := range []string{"", "-journal"} {
		data, err := os.ReadFile(s.address() + end)
		if err != nil || len(data) == 0 {
			t.Fatalf("%q: %d bytes, %v", end, len(data), err)
		}
		if err := os.WriteFile(to+end, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	info, err := readInfo(ctx, to)
	if err != nil || info.auth == "later" || info.wraps[mainWrap] == "later" {
		t.Errorf("read what was never written whole: %v", err)
	}
	killed := openAt(t, to, Options{Passphrase: pass})
	if found, err := killed.Verify(ctx); err != nil || len(found) > 0 {
		t.Errorf("after a kill: %v %v", found, err)
	}
}

func TestOnAShareOneProgramAtATime(t *testing.T) {
	onlyFile(t)
	onAShare(t, "sshfs")
	s := fresh(t)
	apply(t, s, model.Add(&model.Company{Head: model.Head{ID: "shared"}, Name: "A"}))
	out, err := func() (string, error) {
		cmd := child(t, "count", s.address())
		cmd.Stderr = nil
		out, err := cmd.CombinedOutput()
		return string(out), err
	}()
	host, _ := os.Hostname()
	if err == nil || !strings.Contains(out, "err.store.held") || !strings.Contains(out, host) {
		t.Errorf("a second program: %v %s", err, out)
	}
	if err := PrepareMove(context.Background(), s.address()); err != nil {
		t.Errorf("moved by the program that has it: %v", err)
	}
	s.Close()
	cmd := child(t, "count", s.address()) // its eight writers are one program
	if err := cmd.Run(); err != nil {
		t.Errorf("after it was closed: %v", err)
	}
}

func TestHeldBySomebodyElse(t *testing.T) {
	onAShare(t, "nfs")
	path := filepath.Join(t.TempDir(), "d.db")
	openAt(t, path, Options{Create: true, Passphrase: pass}).Close()
	release, by, err := paths.Hold(path)
	if err != nil || by != nil {
		t.Fatal(by, err)
	}
	release()
	var e *model.Error
	// What a program of another computer left says nothing where files can be locked: it ended.
	if err := os.WriteFile(path+"-held", []byte(`{"Host":"pc-17","Login":"mette"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), path, Options{Passphrase: pass})
	if errors.As(err, &e) {
		t.Fatalf("opened: %v", e)
	}
	s.Close()
}
