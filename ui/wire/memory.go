package wire

import (
	"os"
	"runtime/debug"
)

// What the garbage collector may leave lying about. Nearly all the program holds is one snapshot that lives as long as it
// does, and a build leaves several times that as garbage: with Go's usual freedom the program would be twice its size.
const (
	gcPercent = 60
	leastHeap = 60 << 20 // bytes for lexicon, screens and an import's rows
)

// frugal keeps the program small beside others on a consultant's laptop. The limit is a soft one and follows the
// database, whose snapshot is always smaller than its file. Who sets GOGC or GOMEMLIMIT knows better.
func frugal(path string) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if info, err := os.Stat(path); err == nil && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(leastHeap + info.Size())
	}
}
