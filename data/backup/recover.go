package backup

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"jobspor/data/store"
)

// Recover finishes what a program that was killed left half-done in copies, and in databases that a restore replaced,
// such as an erasure that reached them: what has a journal beside it is rolled back to its last whole state. The journal
// would keep the copy from being read, and holds what stood in it before.
func (s Dir) Recover(ctx context.Context, path string) error {
	var errs []error
	for _, pattern := range []string{filepath.Join(s.Path, s.Name+"-*.db-journal"),
		strings.TrimSuffix(path, filepath.Ext(path)) + ".before-*-journal"} {
		found, err := filepath.Glob(pattern)
		errs = append(errs, err)
		for _, journal := range found {
			errs = append(errs, store.Recover(ctx, strings.TrimSuffix(journal, "-journal")))
		}
	}
	return errors.Join(errs...)
}
