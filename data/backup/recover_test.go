package backup

import (
	"context"
	"os"
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
	if err := os.WriteFile(c.Path+"-journal", make([]byte, 512), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := dir.Recover(ctx, s.Path()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.Path + "-journal"); err == nil {
		t.Error("the journal is still there")
	}
	if _, err := Verify(ctx, c.Path); err != nil {
		t.Error(err)
	}
}
