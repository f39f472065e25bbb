//go:build !linux && !darwin && !windows

package paths

import "syscall"

// diskOf knows nothing of file systems on this system.
func diskOf(string) Disk { return Disk{Free: -1} }

// fullErrors say that there is no room.
var fullErrors = []error{syscall.ENOSPC}
