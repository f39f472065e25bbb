//go:build unix

package crypt

import "golang.org/x/sys/unix"

// buffer gives n zero bytes in memory of their own, which is not written to swap where the system permits that, and
// the function that overwrites and frees them.
func buffer(n int) (bytes []byte, free func()) {
	mapped, err := unix.Mmap(-1, 0, n, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		bytes = make([]byte, n)
		return bytes, func() { clear(bytes) }
	}
	_ = unix.Mlock(mapped) // a small limit is usual; then the page may be swapped like any other
	return mapped[:n:n], func() {
		clear(mapped)
		_ = unix.Munmap(mapped)
	}
}

// ProtectProcess forbids core dumps of this program, and other programs of the same user to read its memory. Where the
// system refuses, the program goes on without.
func ProtectProcess() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	undumpable()
}
