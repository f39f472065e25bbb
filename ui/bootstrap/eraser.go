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
	actor func() string
}

// Erase erases in the database.
func (e eraser) Erase(ctx context.Context, what model.Erasure) (model.Erased, error) {
	return e.store.Erase(ctx, what)
}

// EachCopy opens each copy for fn, and gives those that did not open or did not take it.
func (e eraser) EachCopy(
	ctx context.Context, fn func(service.Erasable) error,
) (done int, left []service.LeftCopy, err error) {
	list, err := e.dir.All(ctx, e.store.Path())
	if err != nil {
		return 0, nil, err
	}
	for _, c := range list {
		err := e.inCopy(ctx, c.Path, fn)
		if err == nil && c.Kind == backup.Made {
			_, err = e.dir.Prove(ctx, e.store, c.Path) // it is another file than the one that was proven
		}
		switch {
		case err == nil:
			done++
		case ctx.Err() != nil:
			return done, left, ctx.Err()
		default:
			left = append(left, leftCopy(c))
		}
	}
	return done, left, nil
}

func leftCopy(c backup.Copy) service.LeftCopy {
	return service.LeftCopy{Path: c.Path, Name: filepath.Base(c.Path), Goes: c.Goes}
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

// Unreached lists the copies that EachCopy cannot open, with the day at which each goes once something was erased
// today.
func (e eraser) Unreached(ctx context.Context) (out []service.LeftCopy, err error) {
	list, err := e.dir.All(ctx, e.store.Path())
	if err != nil {
		return nil, err
	}
	today := model.DateOf(e.store.Now())
	for _, c := range list {
		if e.store.OpensCopy(ctx, c.Path) {
			continue
		}
		left := leftCopy(c)
		if on := e.dir.Goes(today); left.Goes == 0 || left.Goes > on {
			left.Goes = on
		}
		out = append(out, left)
	}
	return out, nil
}

// Retire gives copies the day at which they go, or removes them now, which the log notes.
func (e eraser) Retire(ctx context.Context, left []service.LeftCopy, now bool) (out []service.LeftCopy, err error) {
	on := e.dir.Goes(model.DateOf(e.store.Now()))
	var errs []error
	gone := 0
	for _, c := range left {
		c.Goes, err = e.dir.Retire(c.Path, on) // also of one that is removed now: should that fail, it is tried again
		if err == nil && now {
			if err = backup.Remove(c.Path); err == nil {
				c.Goes, c.Gone = 0, true
				gone++
			}
		}
		errs = append(errs, err)
		out = append(out, c)
	}
	return out, errors.Join(append(errs, noteRetired(ctx, e.store, e.actor(), gone))...)
}

// noteRetired writes into the log that copies were removed that an erasure could not reach.
func noteRetired(ctx context.Context, st *store.Store, actor string, n int) error {
	if n == 0 {
		return nil
	}
	return st.Administered(ctx, actor, "admin.backup.retired", model.Args{"n": n})
}
