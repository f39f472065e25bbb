//go:build unix

package figures

import (
	"syscall"
	"time"
)

// processTime is the time that the processor has worked for the test so far: what a figure costs, also on a machine
// that others use.
func processTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
