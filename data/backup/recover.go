package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"jobspor/data/store"
)

// Recover finishes what a program that was killed left half-done: in copies and in databases that a restore replaced,
// such as an erasure that reached them, and in the database at path itself, a restore that began. What has a journal of
// such a program beside it is brought back to its last whole state. The journal would keep the copy from being read,
// and holds what stood in it before.
func (s Dir) Recover(ctx context.Context, path string) error {
	var errs []error
	replaced := strings.TrimSuffix(path, ".db") + ".before-*.db"
	copies := filepath.Join(s.Path, s.Name+"-*.db")
	for _, pattern := range []string{filepath.Join(s.Path, "*.db-journal"), copies + "-wal", copies + "-shm",
		path + "-journal",
		replaced + "-journal", replaced + "-wal", replaced + "-shm"} {
		found, err := filepath.Glob(pattern)
		errs = append(errs, err)
		for _, side := range found {
			file := side[:strings.LastIndexByte(side, '-')]
			if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) && file != path { // of a copy that went
				errs = append(errs, os.Remove(side), os.RemoveAll(file+"-shm"))
				continue
			}
			errs = append(errs, store.Recover(ctx, file))
		}
	}
	return errors.Join(errs...)
}
