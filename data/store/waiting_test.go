package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestWhatWaitsIsKeptSealed: records come back in their order, also to another program; the file has its size from the
// first opening on, holds nothing that can be read, and what was written in part is passed over.
func TestWhatWaitsIsKeptSealed(t *testing.T) {
	ctx := context.Background()
	path, state := filepath.Join(t.TempDir(), "d.db"), t.TempDir()
	s := openAt(t, path, Options{Create: true, Passphrase: pass, StateDir: state})
	files, err := filepath.Glob(filepath.Join(state, "seen", "*.waiting"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	size := func() int64 { return sizeOf(files[0]) }
	if size() != waitingSize {
		t.Errorf("%d bytes are reserved, want %d", size(), waitingSize)
	}
	long := bytes.Repeat([]byte("hemmelig "), 4000)
	records := [][]byte{[]byte("hemmelig et"), long, []byte("hemmelig tre"), long}
	for _, r := range records {
		if err := s.PutWaiting(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	if data, err := os.ReadFile(files[0]); err != nil || bytes.Contains(data, []byte("hemmelig")) {
		t.Errorf("the file can be read: %v", err)
	}
	s.Close()
	s = openAt(t, path, Options{Passphrase: pass, StateDir: state})
	got, lost, err := s.Waiting(ctx)
	if err != nil || lost != 0 || len(got) != len(records) {
		t.Fatalf("%d records, %d lost, %v", len(got), lost, err)
	}
	for i := range got {
		if !bytes.Equal(got[i], records[i]) {
			t.Errorf("record %d is another", i)
		}
	}
	if err := s.DropWaiting(ctx); err != nil {
		t.Fatal(err)
	}
	if got, _, err := s.Waiting(ctx); len(got) != 0 || err != nil {
		t.Errorf("%d records after they were dropped, %v", len(got), err)
	}
	if err := s.PutWaiting(ctx, records[0]); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(files[0], os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	one := make([]byte, 1)
	if _, err := f.ReadAt(one, recordHead+3); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte{one[0] ^ 1}, recordHead+3); err != nil { // not what was sealed
		t.Fatal(err)
	}
	f.Close()
	if got, lost, err := s.Waiting(ctx); len(got) != 0 || lost != 1 || err != nil {
		t.Errorf("%d records, %d lost, %v", len(got), lost, err)
	}
}

func TestNothingWaitsWithoutAFolder(t *testing.T) {
	s := fresh(t)
	if err := s.PutWaiting(context.Background(), []byte("x")); err == nil {
		t.Error("it was said to be kept")
	}
	if got, _, err := s.Waiting(context.Background()); len(got) != 0 || err != nil {
		t.Errorf("%d records, %v", len(got), err)
	}
}
