package selftest

import (
	"context"
	"os"
	"os/signal"
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
	is := func(f *os.File) bool { // no pipe
		info, err := f.Stat()
		return err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	at := is(os.Stdin) && is(os.Stdout)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(cli.Run(ctx, &cli.Env{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now,
		Terminal:  cli.Terminal{In: at, Out: at, Err: at, Width: 120},
		Databases: bootstrap.Deps{Places: paths.New(os.Getenv, runtime.GOOS, os.Getenv("HOME"))},
	}))
}
