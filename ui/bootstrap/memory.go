package bootstrap

import (
	"os"
	"runtime/debug"
)

// gcPercent is how much garbage the collector may leave, in percent of what lives. Nearly all the program holds is one
// snapshot that lives as long as it does; with Go's usual 100 the program would be twice its size. A hard limit in
// bytes was tried and made imports take twice as long.
const gcPercent = 60

// setGCPercent keeps the program small beside others on a consultant's laptop. Who sets GOGC knows better.
func setGCPercent() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}
