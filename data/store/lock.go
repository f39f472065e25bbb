package store

import (
	"context"
	"database/sql"
	"sync/atomic"
	"time"

	"jobspor/model"
)

// gate lets a pool open connections; while it is closed there are none, and nothing can be read or written.
type gate struct {
	closed atomic.Bool
	alone  atomic.Bool // connections only read the file alone, see space.go
}

// pass lets a connection be opened, and says whether it may only read the file alone.
func (g *gate) pass() (alone bool, err error) {
	if g.closed.Load() {
		return false, model.NewError(model.Locked, "err.store.locked", nil)
	}
	return g.alone.Load(), nil
}

// Lock ends every use of the file and wipes the data key, until Unlock. It waits for what is being written. What is
// asked for meanwhile and afterwards gets an error with code Locked.
func (s *Store) Lock(ctx context.Context) error {
	if s.unit != nil {
		return callerError("lock inside a unit")
	}
	if s.gate.closed.Load() {
		return nil
	}
	kept := s.keepKnown(ctx)
	if err := s.closeConnections(ctx); err != nil {
		s.openConnections()
		return s.explain(err)
	}
	if s.key != nil {
		s.key.Wipe()
	}
	return s.explain(kept)
}

// Locked reports whether the store is locked.
func (s *Store) Locked() bool { return s.gate.closed.Load() }

// Unlock opens a locked store again; on one that is open it checks the passphrase. A wrong passphrase gives an error
// with code Locked; a demo database accepts any. Another program may have changed the passphrase meanwhile, or the data
// key.
func (s *Store) Unlock(ctx context.Context, passphrase []byte) error {
	if s.key != nil {
		if err := s.restoreKey(ctx, passphrase); err != nil {
			return s.explain(err)
		}
	}
	if !s.gate.closed.Load() {
		return nil
	}
	s.openConnections()
	return s.explain(s.compareKnown(ctx))
}

func (s *Store) restoreKey(ctx context.Context, passphrase []byte) error {
	info, err := s.engine.info(ctx)
	if err != nil {
		return err
	}
	switch {
	case !info.Sealed:
		return model.NewError(model.NotFound, "err.store.missing", model.Args{"path": s.path})
	case info.Schema > len(s.steps):
		return newer(s.path, info.Schema, len(s.steps))
	}
	key, err := info.wraps.unwrap(passphrase)
	if err != nil {
		return err
	}
	s.info.wraps, s.info.auth = info.wraps, info.auth
	s.key.Restore(key)
	return nil
}

// drainEvery is how often it is looked whether the last connection came back.
const drainEvery = 5 * time.Millisecond

// closeConnections lets no new connection be made and waits until none is in use. Side files go with the last one.
func (s *Store) closeConnections(ctx context.Context) error {
	s.gate.closed.Store(true)
	for _, db := range []*sql.DB{s.readers, s.writer} {
		db.SetMaxIdleConns(0)
		for db.Stats().OpenConnections > 0 && s.gate.closed.Load() {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(drainEvery):
			}
		}
	}
	return nil
}

func (s *Store) openConnections() {
	s.gate.closed.Store(false)
	s.writer.SetMaxIdleConns(1)
	s.readers.SetMaxIdleConns(maxReaders)
}
