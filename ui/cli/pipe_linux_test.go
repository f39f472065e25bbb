package cli_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"jobspor/model"
)

// TestAPipeNobodyWritesTo: wherever a file is read, a named pipe that nobody writes to is either refused, or waited for
// with a sentence that names it; Ctrl-C ends the waiting, once.
func TestAPipeNobodyWritesTo(t *testing.T) {
	dir := t.TempDir()
	pipe, db := filepath.Join(dir, "pipe"), filepath.Join(dir, "a.db")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	key := filepath.Join(dir, "sealed.age")
	program := func(args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(builtIn(t), "jobspor"), args...)
		cmd.Env = append(os.Environ(), "JOBSPOR_DB="+db, "JOBSPOR_LANG=en", "HOME="+dir, "JOBSPOR_REASON=test")
		return cmd
	}
	for _, args := range [][]string{
		{"init", "--demo"},
		{"dump", key, "--recipient", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"},
	} {
		if out, err := program(args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
	}
	for _, c := range []struct {
		waits bool
		args  []string
	}{
		{true, []string{"load", pipe, "--db", filepath.Join(dir, "new.db")}},
		{true, []string{"load", key, "--db", filepath.Join(dir, "new.db"), "--identity", pipe}},
		{true, []string{"dump", filepath.Join(dir, "x.age"), "--dump-passphrase-file", pipe}},
		{true, []string{"dump", filepath.Join(dir, "x.age"), "--recipients-file", pipe}},
		{true, []string{"init", "--db", filepath.Join(dir, "new.db"), "--passphrase-file", pipe}},
		{true, []string{"batch", pipe}},
		{true, []string{"rules", "load", pipe}},
		{false, []string{"import", pipe}},
		{false, []string{"import", pipe, "--type", "citizen"}},
		{false, []string{"restore", pipe}},
		{false, []string{"export", "companies", "--to", pipe, "--force"}},
	} {
		cmd := program(c.args...)
		var said lockedBuffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		var err error
		for over := false; !over; {
			select {
			case err = <-ended:
				over = true
			case <-time.After(20 * time.Millisecond):
				if strings.Contains(said.String(), "Waiting for") {
					_ = cmd.Process.Signal(os.Interrupt)
					err, over = <-ended, true
				}
			}
		}
		var exit *exec.ExitError
		if waited := strings.Contains(said.String(), "Waiting for "+model.ShownPath(pipe)); waited != c.waits || !errors.As(err, &exit) ||
			exit.ExitCode() < 1 || bytes.Count([]byte(said.String()), []byte("Waiting")) > 1 {
			t.Errorf("%v: %v, says %s", c.args, err, said.String())
		}
	}
}

// lockedBuffer is read while a program still writes into it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
