//go:build linux

package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jobspor/data/crypt"
	"jobspor/model"
)

func init() { children["memory"] = memoryChild }

func memoryChild(path string) error {
	return MemoryTrial(context.Background(), path, os.Stdin, os.Stdout)
}

// TestLockedMemoryHoldsNoKey: neither passphrase nor data key is found in a locked program, also after it was opened
// and locked again. Names are counted: what was read may still lie in memory that nobody used since.
func TestLockedMemoryHoldsNoKey(t *testing.T) {
	onlyFile(t)
	path, phrase, name := filepath.Join(t.TempDir(), "m.db"), crypt.NewRecovery(5), crypt.NewRecovery(6)
	s := openAt(t, path, Options{Create: true, Passphrase: phrase, Params: crypt.Least})
	for range 200 {
		apply(t, s, model.Add(&model.Citizen{FirstName: string(name)}))
	}
	s.Close()
	cmd := child(t, "memory", path)
	cmd.Stdin = strings.NewReader(hex.EncodeToString(crypt.Invert(phrase)) + "\n" +
		hex.EncodeToString(crypt.Invert(name)) + "\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	var n [9]int
	if _, err := fmt.Sscan(string(out), &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8]); err != nil {
		t.Fatalf("%v: %q", err, out)
	}
	t.Logf("open: passphrase %d, data key %d, names %d; locked: %d, %d, %d; opened and locked again: %d, %d, %d",
		n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8])
	if n[1] == 0 || n[2] == 0 {
		t.Error("the data key and the names of an open database are not found: the search does not work")
	}
	if n[3]+n[4]+n[6]+n[7] > 0 {
		t.Error("passphrase or data key are found after the lock")
	}
}
