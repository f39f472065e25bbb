package selftest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"jobspor/data/paths"
	"jobspor/data/store"
)

// Variables of the environment of a program that a trial runs.
const (
	dirVariable  = "JOBSPOR_SELFTEST"      // the folder of the trial
	roleVariable = "JOBSPOR_SELFTEST_ROLE" // one of the roles
)

// roles are what a trial may ask a run of the program to be; each reports whether the run is over with it.
var roles = map[string]func(getenv func(string) string) (over bool, err error){
	// Its system calls are told to the trial, which may let them fail.
	"watched": func(func(string) string) (bool, error) { return false, handOver() },
	// It looks for its own keys in its memory, instead of what it was to do.
	"memory": func(getenv func(string) string) (bool, error) {
		return true, store.MemoryTrial(context.Background(), getenv("JOBSPOR_DB"), os.Stdin, os.Stdout)
	},
}

// Obey makes this run what the trial that started it asks for, and gives its exit status when it is over. It does so
// only where all that the program reads and writes lies in the folder of a trial, so that nobody can have anything
// fail, or be looked for, on a real database.
func Obey(getenv func(string) string) (status int, over bool) {
	role, known := roles[getenv(roleVariable)]
	dir := filepath.Clean(getenv(dirVariable))
	if !known || !strings.Contains(dir, string(filepath.Separator)+paths.UnfinishedPrefix) {
		return 0, false
	}
	for _, name := range places {
		if !strings.HasPrefix(filepath.Clean(getenv(name)), dir+string(filepath.Separator)) {
			return 0, false
		}
	}
	over, err := role(getenv)
	if err != nil {
		fmt.Fprintln(os.Stderr, "selftest:", err)
		return 1, true
	}
	return 0, over
}

// is makes a run of the program one of the roles.
func (p *program) is(role string) []string {
	return []string{dirVariable + "=" + p.dir, roleVariable + "=" + role}
}
