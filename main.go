// Command jobspor is a terminal program for company-matching consultants. This file only builds the environment:
// streams, clock, paths, capabilities of the terminal, and a context that ends with Ctrl-C; package ui/cli does the
// rest.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"os/user"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"golang.org/x/term"

	"jobspor/data/crypt"
	"jobspor/data/paths"
	"jobspor/model"
	"jobspor/ui/bootstrap"
	"jobspor/ui/cli"
	"jobspor/ui/selftest"
)

func main() { os.Exit(run()) }

func run() int {
	if status, over := selftest.Obey(os.Getenv); over {
		return status
	}
	crypt.ProtectProcess()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	home, _ := os.UserHomeDir()  // package paths reports when there is none
	return cli.Run(ctx, &cli.Env{
		Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Terminal: terminal(), Getenv: os.Getenv, Now: time.Now, Login: login(), Build: build(),
		Databases: bootstrap.Deps{Places: paths.New(os.Getenv, runtime.GOOS, home)}, SelfTest: selftest.Run,
	})
}

// terminal finds out which streams are terminals.
func terminal() cli.Terminal {
	is := func(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
	t := cli.Terminal{In: is(os.Stdin), Out: is(os.Stdout), Err: is(os.Stderr), Width: 80, Secret: secret}
	if t.In {
		t.Raw = raw
		t.DiscardTyped = func() int { return paths.DiscardTyped(int(os.Stdin.Fd())) }
	}
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
		t.Width = w
	}
	return t
}

// raw lets single keys arrive at standard input.
func raw() (restore func()) {
	fd := int(os.Stdin.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return func() {}
	}
	return func() { _ = term.Restore(fd, before) }
}

// secret reads a line that the terminal does not show. Ctrl-C ends it, and the terminal echoes typing again.
func secret(ctx context.Context, prompt string) ([]byte, error) {
	fd := int(os.Stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, model.NewError(model.Internal, "err.cli.input", nil).WithCause(err)
	}
	_, _ = io.WriteString(os.Stderr, prompt)
	type answer struct {
		typed []byte
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		typed, err := term.ReadPassword(fd)
		done <- answer{typed, err}
	}()
	select {
	case a := <-done:
		_, _ = io.WriteString(os.Stderr, "\n")
		if a.err != nil {
			return nil, model.NewError(model.Locked, "err.passphrase.missing", nil).WithCause(a.err)
		}
		return a.typed, nil
	case <-ctx.Done():
		_ = term.Restore(fd, before)
		_, _ = io.WriteString(os.Stderr, "\n")
		return nil, ctx.Err()
	}
}

// login is the user name in the operating system; on Windows without the domain.
func login() string {
	u, err := user.Current()
	if err != nil {
		return os.Getenv("USER")
	}
	return u.Username[strings.LastIndexByte(u.Username, '\\')+1:]
}

func build() cli.Build {
	info, _ := debug.ReadBuildInfo() // nil where there is none
	return cli.BuildOf(info)
}
