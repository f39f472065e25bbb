package bootstrap

import (
	"context"
	"runtime/debug"

	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/ui/service"
)

// locker closes the database and forgets what was read of it.
type locker struct {
	store   *store.Store
	service *service.Session
}

func (l locker) Lock(ctx context.Context) error {
	err := l.store.Lock(ctx)
	l.service.Forget()
	crypt.ScrubHeap()
	debug.FreeOSMemory()
	return err
}

func (l locker) Unlock(ctx context.Context, passphrase []byte) error {
	return l.store.Unlock(ctx, passphrase)
}
