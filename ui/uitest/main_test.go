package uitest

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"
)

// TestMain collects garbage rarely where nothing is measured: the tests are many and small.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() == "" && os.Getenv("GOGC") == "" {
		os.Setenv("GOGC", "400") // so that the program does not set its own
		debug.SetGCPercent(400)
	}
	os.Exit(m.Run())
}
