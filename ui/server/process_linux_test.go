package server_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
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

// window is a window of tmux, in which a program of OpenSSH runs.
type window struct {
	t      testing.TB
	socket string
	line   string // the command
}

// window opens ssh to the server in a window of tmux.
func (x *team) window(options []string) *window {
	x.t.Helper()
	w := &window{x.t, filepath.Join(x.t.TempDir(), "t"), "ssh -t"}
	for _, o := range append(slices.Clone(options), "MK@127.0.0.1") {
		w.line += " '" + o + "'"
	}
	w.tmux("new-session", "-d", "-s", "s", "-x", "120", "-y", "36", "exec "+w.line)
	x.t.Cleanup(func() { _ = exec.Command("tmux", "-S", w.socket, "kill-server").Run() })
	w.tmux("set-option", "-t", "s", "remain-on-exit", "on")
	return w
}

func (w *window) tmux(args ...string) string {
	w.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-u", "-f", "/dev/null", "-S", w.socket}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TERM=xterm-256color", "TMUX=")
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.t.Fatalf("tmux %q: %v %s", args, err, out)
	}
	return string(out)
}

func (w *window) press(key string) { w.t.Helper(); w.tmux("send-keys", "-t", "s", key) }

func (w *window) shown() string { w.t.Helper(); return w.tmux("capture-pane", "-p", "-t", "s") }

func (w *window) sees(text string) {
	w.t.Helper()
	last := ""
	defer func() {
		if w.t.Failed() {
			w.t.Log(last)
		}
	}()
	eventually(w.t, "the terminal shows "+text, func() bool {
		last = w.shown()
		return strings.Contains(last, text)
	})
}

// A story in a real terminal: ssh in tmux, which is resized, is killed (SIGKILL) with a form half-typed, and comes back.
func TestOpenSSHInTmux(t *testing.T) {
	x := newTeam(t)
	w := x.window(x.client())
	w.sees("at gøre")
	w.press("2")
	w.sees("Administrationshuset")
	w.tmux("resize-window", "-t", "s", "-x", "80", "-y", "24")
	w.press("n")
	w.sees("Opret virksomhed")
	w.tmux("send-keys", "-t", "s", "-l", "Blåbærhuset")
	w.sees("Blåbærhuset")
	pid, err := strconv.Atoi(strings.TrimSpace(w.tmux("display-message", "-p", "-t", "s", "#{pane_pid}")))
	must(t, err)
	must(t, syscall.Kill(pid, syscall.SIGKILL))
	eventually(t, "the draft is kept", func() bool { return draftOf(t, x) == "Blåbærhuset" })
	w.tmux("respawn-pane", "-k", "-t", "s", w.line+`; echo "ended: $?"; exec sleep 60`)
	w.sees("kladde venter")
	w.press("q")
	w.sees("ended: 0")
}

// BenchmarkOpenSSHBesideSessions prints how long a key takes to be seen in three windows of OpenSSH and tmux, alone and
// beside fifty sessions in which somebody types every second; tmux takes some of it to send the key and to tell.
func BenchmarkOpenSSHBesideSessions(b *testing.B) {
	x := manyCompanies(b)
	options := x.client()
	var windows []*window
	for range 3 {
		w := x.window(options)
		w.sees("at gøre")
		w.press("2")
		w.sees("virksomheder")
		windows = append(windows, w)
	}
	print := func(what string) {
		var all []time.Duration
		for range 20 {
			for _, w := range windows {
				before, began := w.shown(), time.Now()
				w.press("j")
				eventually(b, "the key is seen", func() bool { return w.shown() != before })
				all = append(all, time.Since(began))
			}
		}
		slices.Sort(all)
		fmt.Printf("3 windows of OpenSSH, %s: key to screen p50 %.1f ms, p95 %.1f ms\n", what, ms(all[len(all)/2]),
			ms(all[len(all)*95/100]))
	}
	for b.Loop() {
		print("alone")
		stop := make(chan struct{})
		var typing sync.WaitGroup
		for i := range 50 {
			p := x.open(x.login([]string{"MK", "JB"}[i%2]))
			p.press("2")
			p.sees("virksomheder")
			typing.Go(func() {
				for {
					select {
					case <-stop:
						p.press("q")
						_ = p.s.Wait()
						return
					case <-time.After(time.Second):
						p.press("j")
					}
				}
			})
		}
		print("beside 50 sessions")
		close(stop)
		typing.Wait()
	}
}
