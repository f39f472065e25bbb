//go:build unix

package paths

import (
	"errors"
	"os"
	"syscall"

	"jobspor/model"
)

// CheckPrivate refuses a file that the group or others can read, with the command that makes it private. A file that
// does not exist passes.
func CheckPrivate(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return nil // what cannot be looked at cannot be opened either, and opening says so better
	}
	fix := "chmod 600 "
	if info.IsDir() {
		fix = "chmod 700 "
	}
	return model.NewError(model.Forbidden, "err.file.private", model.Args{"path": path, "fix": fix + quote(path)})
}

// MakePrivate makes a folder, and those above it that are missing, for the owner only.
func MakePrivate(dir string) error { return os.MkdirAll(dir, 0o700) }

// Protect makes a file readable and writable by its owner only.
func Protect(path string) error { return os.Chmod(path, 0o600) }

// processRuns reports whether a process of this computer runs.
func processRuns(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
