//go:build unix

package paths

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// LockFile waits until no other program has the file locked, and locks it until it is closed. Where files cannot be
// locked nothing happens.
func LockFile(f *os.File) error { return flock(f, unix.LOCK_EX) }

// tryLockFile is LockFile without waiting; held reports that another has it.
func tryLockFile(f *os.File) (held bool, err error) {
	err = flock(f, unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

func flock(f *os.File, how int) error {
	for {
		err := unix.Flock(int(f.Fd()), how)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.ENOLCK), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOSYS):
			return errors.ErrUnsupported
		}
		return err
	}
}
