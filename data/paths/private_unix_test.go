//go:build unix

package paths

import (
	"os"
	"path/filepath"
	"testing"

	"jobspor/model"
)

func TestPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	if err := MakePrivate(dir); err != nil {
		t.Fatal(err)
	}
	if err := CheckPrivate(dir); err != nil {
		t.Errorf("a folder just made: %v", err)
	}
	file := filepath.Join(dir, "f")
	if err := CheckPrivate(file); err != nil {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := CheckPrivate(file); model.CodeOf(err) != model.Forbidden {
		t.Errorf("a readable file: %v", err)
	}
	if err := Protect(file); err != nil {
		t.Fatal(err)
	}
	if err := CheckPrivate(file); err != nil {
		t.Errorf("a protected file: %v", err)
	}
}
