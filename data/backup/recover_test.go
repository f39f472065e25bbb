package backup

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestRecover: a journal beside a copy, as a killed erasure leaves it, is gone afterwards, and the copy opens.
func TestRecover(t *testing.T) {
	ctx := context.Background()
	s, dir := dueForACopy(t)
	c, err := dir.Backup(ctx, s, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, side := range []string{"-journal", "-shm"} {
		if err := os.WriteFile(c.Path+side, make([]byte, 512), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := dir.Recover(ctx, s.Path()); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(c.Path + "-*"); len(left) > 0 {
		t.Errorf("still there: %v", left)
	}
	gone := filepath.Join(dir.Path, "a-0000000001-20260101T000000Z.db")
	for _, end := range []string{"-wal", "-shm"} {
		if err := os.WriteFile(gone+end, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := dir.Recover(ctx, s.Path()); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(gone + "*"); len(left) > 0 {
		t.Errorf("of a copy that went: %v", left)
	}
	if _, err := Verify(ctx, c.Path); err != nil {
		t.Error(err)
	}
}
