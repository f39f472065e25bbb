package server_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"jobspor/data/demo"
)

// start serves the database by a program of its own, which the test ends.
func (x *team) start() *exec.Cmd {
	x.t.Helper()
	bin, dir := filepath.Join(x.t.TempDir(), "jobspor"), filepath.Dir(x.path)
	if out, err := exec.Command("go", "build", "-o", bin, "jobspor").CombinedOutput(); err != nil {
		x.t.Fatalf("%v %s", err, out)
	}
	cmd := exec.Command(bin, "--db", x.path, "serve", "--listen", "127.0.0.1:0")
	cmd.Env = append(os.Environ(), "XDG_STATE_HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir,
		"JOBSPOR_TODAY="+today.String(), "LANG=en_GB.UTF-8")
	x.err = &buffer{}
	cmd.Stderr = x.err
	must(x.t, cmd.Start())
	x.t.Cleanup(func() { _ = cmd.Process.Kill() })
	listening := regexp.MustCompile(`127\.0\.0\.1:\d+`)
	eventually(x.t, "the program listens", func() bool {
		x.addr = listening.FindString(x.err.String())
		return x.addr != ""
	})
	return cmd
}

// SIGTERM to the program: each session hears so and ends by itself, before the program does; one that reads nothing does
// not keep it; what was half-typed is there afterwards.
func TestSIGTERMOfTheProgram(t *testing.T) {
	x := newTeam(t)
	x.stop()
	cmd := x.start()
	p := x.open(x.login("MK"))
	p.sees("at gøre")
	p.press("2")
	p.sees("Administrationshuset")
	p.press("n")
	p.sees("Opret virksomhed")
	p.press("Halvt navn")
	p.sees("Halvt navn")
	s, err := x.login("JB").NewSession()
	must(t, err)
	_, err = s.StdoutPipe() // nobody reads it
	must(t, err)
	(&screen{t: t, s: s}).begin()

	var mu sync.Mutex
	var order []string
	happened := func(what string) { mu.Lock(); order = append(order, what); mu.Unlock() }
	var work sync.WaitGroup
	began := time.Now()
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	work.Go(func() {
		err := p.s.Wait()
		var exit *gossh.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Errorf("the session was cut off: %v", err)
		}
		happened("session")
	})
	work.Go(func() {
		if err := cmd.Wait(); err != nil {
			t.Errorf("the program ends with %v\n%s", err, x.err.String())
		}
		happened("program")
	})
	p.sees("Serveren lukker")
	done := make(chan struct{})
	go func() { work.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(patience):
		t.Fatal("the program does not end")
	}
	t.Logf("SIGTERM to the end with a session that reads nothing: %v", time.Since(began).Round(time.Millisecond))
	if strings.Join(order, " ") != "session program" {
		t.Errorf("what ended: %v", order)
	}
	x.serve()
	if got := draftOf(t, x); got != "Halvt navn" {
		t.Errorf("the draft is %q", got)
	}
}

// client makes a key of MK's for the programs of OpenSSH, and gives their options.
func (x *team) client() (options []string) {
	x.t.Helper()
	for _, name := range []string{"ssh", "sftp", "scp", "ssh-keygen", "tmux"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") != "" {
				x.t.Fatalf("%s is not installed; .ci/run installs openssh-client and tmux", name)
			}
			x.t.Skipf("%s is not installed", name)
		}
	}
	key := filepath.Join(x.t.TempDir(), "id")
	out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).CombinedOutput()
	if err != nil {
		x.t.Fatalf("%v %s", err, out)
	}
	public, err := os.ReadFile(key + ".pub")
	must(x.t, err)
	ctx := context.Background()
	line := strings.Join(strings.Fields(string(public))[:2], " ")
	cs, err := x.shared.Service.AddKeys(ctx, x.member("MK"), []string{line})
	must(x.t, err)
	cs.Actor = demo.ID("consultant", demo.Mette)
	_, err = x.store().Apply(ctx, cs)
	must(x.t, err)
	return []string{"-F", "/dev/null", "-i", key, "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no",
		"-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "SetEnv=LANG=da_DK.UTF-8",
		"-o", "Port=" + x.addr[strings.LastIndexByte(x.addr, ':')+1:]}
}

// The programs of OpenSSH: a command with its status, a pipe, files by sftp and scp.
func TestOpenSSH(t *testing.T) {
	x := newTeam(t)
	options := x.client()
	dir := t.TempDir()
	must(t, writeFile(filepath.Join(dir, "ind.txt"), "fra klienten"))
	for _, c := range []struct {
		name   string
		args   []string
		input  string
		status int
		out    string
	}{
		{"ssh", []string{"MK@127.0.0.1", "match B-0001 --json --reason sagsbehandling"}, "", 0, `"rank":1`},
		{"ssh", []string{"MK@127.0.0.1", "batch -"}, "company add Første\n", 0, ""},
		{"ssh", []string{"MK@127.0.0.1", "company show Tredje"}, "", 3, ""},
		{"ssh", []string{"MK@127.0.0.1", "version; id"}, "", 2, ""},
		{"ssh", []string{"JB@127.0.0.1", "version"}, "", 255, ""}, // another's name
		{"ssh", []string{"MK@127.0.0.1", "export companies -o ud.csv --reason sagsbehandling"}, "", 0, ""},
		{"sftp", []string{"-b", "-", "MK@127.0.0.1"}, "put " + dir + "/ind.txt\nget ud.csv " + dir + "/hentet.csv\nls\n", 0,
			"ind.txt"},
		{"sftp", []string{"-b", "-", "MK@127.0.0.1"}, "get ../../team.db " + dir + "/x\n", 1, ""},
		{"scp", []string{dir + "/ind.txt", "MK@127.0.0.1:igen.txt"}, "", 0, ""},
		{"scp", []string{"MK@127.0.0.1:igen.txt", dir + "/tilbage.txt"}, "", 0, ""},
	} {
		cmd := exec.Command(c.name, append(options[:len(options):len(options)], c.args...)...)
		var out, errs bytes.Buffer
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(c.input), &out, &errs
		_ = cmd.Run()
		if got := cmd.ProcessState.ExitCode(); got != c.status || !strings.Contains(out.String(), c.out) {
			t.Errorf("%s %q: status %d, want %d\n%.300s\n%s", c.name, c.args, got, c.status, out.String(), errs.String())
		}
	}
	back, err := os.ReadFile(filepath.Join(dir, "tilbage.txt"))
	if err != nil || string(back) != "fra klienten" {
		t.Errorf("by scp and back: %q, %v", back, err)
	}
	if list, err := os.ReadFile(filepath.Join(dir, "hentet.csv")); err != nil || !bytes.Contains(list, []byte("Første")) {
		t.Errorf("the export by sftp: %v", err)
	}
}

// A story in a real terminal: ssh in tmux, which is resized, is killed (SIGKILL) with a form half-typed, and comes back.
func TestOpenSSHInTmux(t *testing.T) {
	x := newTeam(t)
	options := x.client()
	socket := filepath.Join(t.TempDir(), "t")
	tmux := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("tmux", append([]string{"-u", "-f", "/dev/null", "-S", socket}, args...)...)
		cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TERM=xterm-256color", "TMUX=")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %q: %v %s", args, err, out)
		}
		return string(out)
	}
	sees := func(text string) {
		t.Helper()
		last := ""
		defer func() {
			if t.Failed() {
				t.Log(last)
			}
		}()
		eventually(t, "the terminal shows "+text, func() bool {
			last = tmux("capture-pane", "-p", "-t", "s")
			return strings.Contains(last, text)
		})
	}
	line := "exec ssh -t"
	for _, o := range append(options, "MK@127.0.0.1") {
		line += " '" + o + "'"
	}
	tmux("new-session", "-d", "-s", "s", "-x", "120", "-y", "36", line)
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", socket, "kill-server").Run() })
	tmux("set-option", "-t", "s", "remain-on-exit", "on")
	sees("at gøre")
	tmux("send-keys", "-t", "s", "2")
	sees("Administrationshuset")
	tmux("resize-window", "-t", "s", "-x", "80", "-y", "24")
	tmux("send-keys", "-t", "s", "n")
	sees("Opret virksomhed")
	tmux("send-keys", "-t", "s", "-l", "Blåbærhuset")
	sees("Blåbærhuset")
	pid, err := strconv.Atoi(strings.TrimSpace(tmux("display-message", "-p", "-t", "s", "#{pane_pid}")))
	must(t, err)
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	eventually(t, "the draft is kept", func() bool { return draftOf(t, x) == "Blåbærhuset" })
	tmux("respawn-pane", "-k", "-t", "s", strings.TrimPrefix(line, "exec ")+`; echo "ended: $?"; exec sleep 60`)
	sees("kladde venter")
	tmux("send-keys", "-t", "s", "q")
	sees("ended: 0")
}
