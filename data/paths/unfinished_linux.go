package paths

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// createUnnamed makes a file without a name in a folder; the function that comes with it names the file, unless there
// is one of the name. A process that is killed before leaves nothing.
func createUnnamed(dir string) (*os.File, func(path string) (string, error), error) {
	fd, err := unix.Open(dir, unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, nil, err
	}
	self := "/proc/self/fd/" + strconv.Itoa(fd)
	if _, err := os.Stat(self); err != nil { // it could not be named later
		_ = unix.Close(fd)
		return nil, nil, err
	}
	return os.NewFile(uintptr(fd), dir), func(path string) (string, error) {
		err := unix.Linkat(unix.AT_FDCWD, self, unix.AT_FDCWD, path, unix.AT_SYMLINK_FOLLOW)
		if err != nil {
			return "", &os.PathError{Op: "link", Path: path, Err: err}
		}
		return path, nil
	}, nil
}
