package service

import (
	"context"
	"strconv"

	"jobspor/model"
)

// Locker closes the database and opens it again.
type Locker interface {
	// Lock ends every use of the database and wipes its key; it waits for what is being written.
	Lock(ctx context.Context) error
	// Unlock opens it again with the passphrase; the error of a wrong one has code Locked.
	Unlock(ctx context.Context, passphrase []byte) error
}

// LockSetting is the setting of the minutes without use after which the screens are locked; 0 is never.
const LockSetting = "lock.minutes"

// DefaultLockMinutes holds when nothing is set.
const DefaultLockMinutes = 10

// MostLockMinutes is a working day.
const MostLockMinutes = 480

// ParseLockMinutes reads the setting.
func ParseLockMinutes(v string) (n int, ok bool) {
	n, err := strconv.Atoi(v)
	return n, err == nil && n >= 0 && n <= MostLockMinutes
}

// LockMinutes reads after how many minutes without use the screens are locked; 0 is never.
func (d *Session) LockMinutes(ctx context.Context) (int, error) {
	set, err := One[model.Setting](ctx, d.Store, "setting", LockSetting)
	if IsAbsent(err) {
		return DefaultLockMinutes, nil
	}
	if err != nil {
		return DefaultLockMinutes, err
	}
	n, ok := ParseLockMinutes(set.Value)
	if !ok {
		n = DefaultLockMinutes
	}
	return n, nil
}

// Forget drops what was read of the database, as when it is locked.
func (d *Session) Forget() {
	d.Snapshots.Drop()
	if o := d.owners.Load(); o != nil {
		o.OnChange(model.Changed{Many: true})
	}
	d.today.mu.Lock()
	d.today.forget()
	d.today.mu.Unlock()
}
