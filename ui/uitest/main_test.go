package uitest

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"
)

// TestMain lets garbage pile up where nothing is measured: stories are many and small.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() == "" && os.Getenv("GOGC") == "" {
		os.Setenv("GOGC", "400") // so that the program does not set its own
		debug.SetGCPercent(400)
	}
	os.Exit(m.Run())
}
