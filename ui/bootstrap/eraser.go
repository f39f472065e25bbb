package bootstrap

import (
	"context"
	"errors"
	"path/filepath"

	"jobspor/data/backup"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/ui/service"
)

// eraser erases in a database and in the copies of it.
type eraser struct {
	store *store.Store
	dir   backup.Dir
}

// Erase erases in the database.
func (e eraser) Erase(ctx context.Context, what model.Erasure) (model.Erased, error) {
	return e.store.Erase(ctx, what)
}

// EachCopy opens each copy, and each database that a restore replaced, for fn, and names those that did not open or
// did not take it.
func (e eraser) EachCopy(
	ctx context.Context, fn func(service.Erasable) error,
) (done int, left []string, err error) {
	list, err := e.dir.List()
	if err != nil {
		return 0, nil, err
	}
	replaced, err := backup.Replaced(e.store.Path())
	if err != nil {
		return 0, nil, err
	}
	files := replaced
	for _, c := range list {
		files = append(files, c.Path)
	}
	for i, path := range files {
		err := e.inCopy(ctx, path, fn)
		if err == nil && i >= len(replaced) {
			_, err = e.dir.Prove(ctx, e.store, path) // it is another file than the one that was proven
		}
		switch {
		case err == nil:
			done++
		case ctx.Err() != nil:
			return done, left, ctx.Err()
		default:
			left = append(left, filepath.Base(path))
		}
	}
	return done, left, nil
}

// inCopy leaves the copy as one file again.
func (e eraser) inCopy(ctx context.Context, path string, fn func(service.Erasable) error) error {
	copied, err := e.store.OpenCopy(ctx, path)
	if err != nil {
		return err
	}
	err = fn(copied)
	if err := errors.Join(err, copied.Close()); err != nil {
		return err
	}
	return store.PrepareMove(ctx, path)
}
