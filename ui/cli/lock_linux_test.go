package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is the built program at a terminal, and what it wrote there.
type terminal struct {
	t      *testing.T
	person *os.File
	cmd    *exec.Cmd
	mu     sync.Mutex
	out    strings.Builder
	read   int // how much of out the test has taken
}

// atTerminal starts the program at a terminal of 120 columns and 36 lines of its own.
func atTerminal(t *testing.T, cmd *exec.Cmd) *terminal {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminal can be made here: %v", err)
	}
	t.Cleanup(func() { person.Close() })
	control, err := person.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	var failed error
	err = control.Control(func(fd uintptr) {
		if failed = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); failed != nil {
			return
		}
		if failed = unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, &unix.Winsize{Row: 36, Col: 120}); failed != nil {
			return
		}
		n, failed = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
	})
	if err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	x := &terminal{t: t, person: person, cmd: cmd}
	go func() {
		buf := make([]byte, 64<<10)
		for {
			n, err := person.Read(buf)
			x.mu.Lock()
			x.out.Write(buf[:n])
			x.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return x
}

func (x *terminal) types(text string) {
	x.t.Helper()
	if _, err := x.person.WriteString(text); err != nil {
		x.t.Fatal(err)
	}
}

// sees waits until the program wrote all texts since the last call, and gives what it wrote until it was silent.
func (x *terminal) sees(texts ...string) (wrote string) {
	x.t.Helper()
	for range 600 {
		before := wrote
		x.mu.Lock()
		wrote = x.out.String()[x.read:]
		x.mu.Unlock()
		there := before == wrote
		for _, text := range texts {
			there = there && strings.Contains(wrote, text)
		}
		if there {
			x.read += len(wrote)
			return wrote
		}
		time.Sleep(100 * time.Millisecond)
	}
	x.t.Fatalf("the terminal does not show %q; since the last key it wrote\n%q", texts, wrote)
	return ""
}

// phrase opens the database of sealedProgram.
const phrase = "blå cykel under den gamle bro"

// sealedProgram makes commands of the built program on a database in a folder that is to be sealed with phrase, which
// the file holds as well.
func sealedProgram(t *testing.T, dir string) (run func(args ...string) *exec.Cmd, file string) {
	t.Helper()
	file = filepath.Join(dir, "pass")
	if err := os.WriteFile(file, []byte(phrase), 0o600); err != nil {
		t.Fatal(err)
	}
	return func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), filepath.Join(builtIn(t), "jobspor"), args...)
		cmd.Env = append(os.Environ(), "JOBSPOR_DB="+filepath.Join(dir, "d.db"), "JOBSPOR_LANG=en", "HOME="+dir,
			"XDG_DATA_HOME=", "XDG_STATE_HOME=", "XDG_CONFIG_HOME=", "TERM=xterm-256color", "LANG=da_DK.UTF-8")
		return cmd
	}, file
}

// TestLockAtATerminal: the built program on a sealed database is locked, and nothing of what was shown is written
// after that until the passphrase comes; then the same screen is back. A lost terminal keeps what is half typed.
func TestLockAtATerminal(t *testing.T) {
	dir := t.TempDir()
	run, file := sealedProgram(t, dir)
	for _, args := range [][]string{
		{"init", "--name", "Lis Hansen", "--initials", "LH"},
		{"citizen", "add", "--set", "first_name=Zakarias", "--set", "last_name=Quistgaard"},
	} {
		if out, err := run(append(args, "--as", "LH", "--passphrase-file", file)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
	}
	x := atTerminal(t, run("--as", "LH"))
	x.sees("assphrase")
	x.types(phrase + "\r")
	x.sees("Today")
	x.types("3")
	x.sees("Z.Q.")
	x.types("\r")
	x.sees("Zakarias", "Quistgaard")

	x.types("\x0c") // ctrl+l
	blank := func(wrote string) {
		t.Helper()
		for _, name := range []string{"Zakarias", "Quistgaard", "Z.Q.", "B-0001", "Lis"} {
			if strings.Contains(wrote, name) {
				t.Errorf("%q is written while it is locked: %q", name, wrote)
			}
		}
	}
	locked := x.sees("Locked", "Passphrase:")
	if blank(locked); !strings.Contains(locked, "\x1b[2J") {
		t.Errorf("the screen is not cleared: %q", locked)
	}
	time.Sleep(time.Second) // keys of the first moment are dropped
	x.types("forkert\r")
	blank(x.sees("does not"))
	time.Sleep(1500 * time.Millisecond) // the delay after a wrong one
	x.types(phrase + "\r")
	x.sees("Zakarias", "Quistgaard", "wrong passphrase")

	x.types("\x1b")
	x.sees("Z.Q.")
	x.types("n")
	x.sees("First name")
	x.types("Halvtastet")
	x.sees("t") // letter by letter
	if err := x.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	_ = x.cmd.Wait()
	again := atTerminal(t, run("--as", "LH"))
	again.sees("assphrase")
	again.types(phrase + "\r")
	again.sees("Today", "Z.Q.") // where it was left
	again.types("n")
	again.sees("Halvtastet")
}
