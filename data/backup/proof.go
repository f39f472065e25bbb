package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"jobspor/data/store"
	"jobspor/model"
)

// proofPath is the file with the SHA-256 that a copy had when it was proven, as sha256sum writes it.
func proofPath(path string) string { return path + proofEnd }

const proofEnd = ".sha256"

// Prove opens a copy with the key of its database, and records its digest when nothing is wrong with it. Proven then
// tells, without the key, whether it is still what was proven.
func (s Dir) Prove(ctx context.Context, db *store.Store, path string) ([]store.Finding, error) {
	if _, err := store.Inspect(ctx, path); err != nil {
		return nil, err
	}
	return s.proveSeals(ctx, db, path)
}

// proveSeals is Prove for a copy that was just made, whose pages and references were checked then.
func (s Dir) proveSeals(ctx context.Context, db *store.Store, path string) ([]store.Finding, error) {
	if err := os.Remove(proofPath(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, folderError(path, err)
	}
	found, err := db.VerifyCopy(ctx, path)
	if err != nil || len(found) > 0 {
		return found, err
	}
	digest, err := digestOf(path)
	if err != nil {
		return nil, folderError(path, err)
	}
	text := digest + "  " + filepath.Base(path) + "\n"
	if err := os.WriteFile(proofPath(path), []byte(text), 0o600); err != nil {
		return nil, folderError(path, err)
	}
	return nil, nil
}

// Proven reports whether a copy was proven and has not changed since.
func (c Copy) Proven() bool {
	record, err := os.ReadFile(proofPath(c.Path))
	if err != nil {
		return false
	}
	want, _, _ := strings.Cut(string(record), " ")
	got, err := digestOf(c.Path)
	return err == nil && got == want
}

// Sound reports whether the copy was proven when it was made.
func (c Copy) Sound() bool { return c.proof }

func digestOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func folderError(path string, err error) error {
	return model.NewError(model.Forbidden, "err.store.folder", model.Args{"path": filepath.Dir(path)}).WithCause(err)
}
