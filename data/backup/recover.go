package backup

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"jobspor/data/store"
)

// Recover finishes what a program that was killed left half-done: in copies and in databases that a restore replaced,
// such as an erasure that reached them, and in the database at path itself, a restore that began. What has a journal of
// such a program beside it is brought back to its last whole state. The journal would keep the copy from being read, and
// holds what stood in it before.
func (s Dir) Recover(ctx context.Context, path string) error {
	var errs []error
	for _, pattern := range []string{filepath.Join(s.Path, s.Name+"-*.db-journal"),
		filepath.Join(s.Path, s.Name+"-*.db-wal"), path + "-journal",
		strings.TrimSuffix(path, ".db") + ".before-*.db-journal", strings.TrimSuffix(path, ".db") + ".before-*.db-wal"} {
		found, err := filepath.Glob(pattern)
		errs = append(errs, err)
		for _, side := range found {
			errs = append(errs, store.Recover(ctx, side[:strings.LastIndexByte(side, '-')]))
		}
	}
	return errors.Join(errs...)
}
