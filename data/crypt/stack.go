package crypt

import "runtime"

// withCleanStack runs f on a stack of its own and overwrites that afterwards, because functions that are handed a
// passphrase leave copies of it in their frames.
func withCleanStack(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		overwriteStack() // the stack grows now, so that none is left behind with something on it
		f()
		overwriteStack()
	}()
	<-done
}

//go:noinline
func overwriteStack() {
	var frame [16 << 10]byte
	for i := range frame {
		frame[i] = 0xa5
	}
	runtime.KeepAlive(&frame)
}

// ScrubHeap has freed memory collected and overwritten as far as a program can: what functions of the libraries left
// of a passphrase and of what was opened. It takes some tens of milliseconds.
func ScrubHeap() {
	runtime.GC()
	runtime.GC() // what had to be finalized
	var hold [][]byte
	for size := 16; size <= 32<<10; size += max(16, size/16) { // larger ones have pages of their own, which are freed
		hold = hold[:0]
		for range scrubbed / size {
			hold = append(hold, make([]byte, size))
		}
	}
	runtime.KeepAlive(hold)
}

// scrubbed is how many bytes of each size of object are overwritten.
const scrubbed = 512 << 10
