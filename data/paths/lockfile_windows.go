package paths

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// LockFile waits until no other program has the file locked, and locks it until it is closed. The byte that is locked
// lies far behind the end, so that what the file says can be read by others.
func LockFile(f *os.File) error { return lockByte(f, windows.LOCKFILE_EXCLUSIVE_LOCK) }

// tryLockFile is LockFile without waiting; held reports that another has it.
func tryLockFile(f *os.File) (held bool, err error) {
	err = lockByte(f, windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return true, nil
	}
	return false, err
}

func lockByte(f *os.File, flags uint32) error {
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1})
}
