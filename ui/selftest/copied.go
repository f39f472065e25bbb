package selftest

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"jobspor/data/crypt"
	"jobspor/data/dump"
	"jobspor/data/store"
)

// copyFault says what is wrong with the copy that a disturbed run was to make at a place of its own: it is whole, or
// not there.
func (w write) copyFault(ctx context.Context, p *program, acknowledged bool) string {
	if w.copied == "" {
		return ""
	}
	err := wholeCopy(ctx, filepath.Join(p.dir, w.copied))
	switch missing := errors.Is(err, fs.ErrNotExist); {
	case missing && acknowledged:
		return faultLost
	case err != nil && !missing:
		return faultTorn + ": " + err.Error()
	}
	return ""
}

// wholeCopy finds fault with a copy, sealed with nextPassphrase or not.
func wholeCopy(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if filepath.Ext(path) == ".age" {
		phrase := func() ([]byte, error) { return []byte(nextPassphrase), nil }
		plain, err := dump.Unseal(f, dump.Keys{Passphrase: phrase})
		if err != nil {
			return err
		}
		opened, err := os.CreateTemp(filepath.Dir(path), "opened")
		if err != nil {
			return err
		}
		defer os.Remove(opened.Name())
		_, err = io.Copy(opened, plain)
		if err := errors.Join(err, opened.Close()); err != nil {
			return err
		}
		path = opened.Name()
	}
	db, err := store.Open(ctx, path, store.Options{Passphrase: []byte(passphrase), Params: crypt.Cheap, ReadOnly: true})
	if err != nil {
		return err
	}
	found, err := db.Verify(ctx)
	if err == nil && len(found) > 0 {
		err = found[0].Error()
	}
	return errors.Join(err, db.Close())
}
