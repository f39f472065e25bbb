package selftest

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"

	"jobspor/data/paths"
	"jobspor/ui/bootstrap"
	"jobspor/ui/cli"
)

// TestMain makes this binary the program when a trial runs it.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "" {
		_ = os.Setenv(childVariable, "yes")
		os.Exit(m.Run())
	}
	if status, over := Obey(os.Getenv); over {
		os.Exit(status)
	}
	os.Exit(cli.Run(context.Background(), &cli.Env{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now,
		Databases: bootstrap.Deps{Places: paths.New(os.Getenv, runtime.GOOS, os.Getenv("HOME"))},
	}))
}
