package server_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	gossh "golang.org/x/crypto/ssh"

	"jobspor/data/demo"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
	"jobspor/ui/cli"
	"jobspor/ui/service"
)

// patience is how long a test waits for what must happen.
const patience = 30 * time.Second

var today = model.NewDate(2026, 11, 30)

// team is a server that runs the whole program on a database of invented people.
type team struct {
	t    testing.TB
	path string // of the database
	addr string
	keys map[string]gossh.Signer // by initials

	end    context.CancelFunc
	ended  chan int // the exit status
	err    *buffer  // standard error
	shared *cli.Database
	pass   string       // file of the passphrase, "" where the database has none
	days   bool         // the clock goes; else it is always the same moment of today
	ahead  atomic.Int64 // how far the clock is ahead, where it goes
}

// opened remembers the database that is opened.
type opened struct {
	bootstrap.Deps
	tell func(*cli.Database)
}

func (o opened) Open(ctx context.Context, path string, how cli.OpenOptions) (*cli.Database, error) {
	db, err := o.Deps.Open(ctx, path, how)
	if err == nil {
		o.tell(db)
	}
	return db, err
}

// newTeam makes a database in which MK and JB have keys, and serves it. The settings are lines of serve.toml.
func newTeam(t testing.TB, settings ...string) *team {
	t.Helper()
	first.Do(func() { makeTeam(t) })
	x := &team{t: t, path: filepath.Join(t.TempDir(), "team.db"), keys: firstKeys}
	must(t, os.WriteFile(x.path, firstFile, 0o600))
	x.serve(settings...)
	return x
}

// The database that all tests begin with, and the keys in it.
var (
	first     sync.Once
	firstFile []byte
	firstKeys = map[string]gossh.Signer{}
)

func makeTeam(t testing.TB) {
	t.Helper()
	x := &team{t: t, path: filepath.Join(t.TempDir(), "team.db"), keys: firstKeys}
	x.make(store.Options{Demo: true})
	var err error
	firstFile, err = os.ReadFile(x.path)
	must(t, err)
}

// args are those of the program that serves.
func (x *team) args(more ...string) []string {
	args := []string{"--db", x.path, "serve"}
	if x.pass != "" {
		args = append(args, "--passphrase-file", x.pass)
	}
	return append(args, more...)
}

// make makes the database.
func (x *team) make(o store.Options) {
	x.t.Helper()
	t, ctx := x.t, context.Background()
	o.Create, o.Now = true, bootstrap.Clock(today)
	db, err := bootstrap.Open(ctx, x.path, o, "", "")
	must(t, err)
	for _, cs := range demo.ChangeSets(today) {
		_, err := db.Store.Apply(ctx, cs)
		must(t, err)
	}
	for _, initials := range []string{"MK", "JB", "PF"} {
		x.keys[initials] = newKey(t)
		list, err := service.All[model.Consultant](ctx, db.Store, "consultant", schema.Where("initials", initials))
		must(t, err)
		cs, err := db.Service.AddKeys(ctx, list[0], []string{authorized(x.keys[initials])})
		must(t, err)
		_, err = db.Store.Apply(ctx, cs)
		must(t, err)
		if initials == "PF" {
			_, err = db.Store.Apply(ctx, service.Let(list[0], false))
			must(t, err)
		}
	}
	must(t, db.Close())
}

// serve starts the program.
func (x *team) serve(settings ...string) {
	x.t.Helper()
	dir := x.t.TempDir()
	config := filepath.Join(dir, "serve.toml")
	if !strings.Contains(strings.Join(settings, "\n"), "logins_per_minute") {
		settings = append(settings, `logins_per_minute = 10000`)
	}
	must(x.t, writeFile(config, strings.Join(settings, "\n")))
	env := func(name string) string {
		switch name {
		case "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME":
			return filepath.Dir(x.path)
		case "JOBSPOR_TODAY":
			if !x.days {
				return today.String()
			}
		}
		return ""
	}
	var ctx context.Context
	ctx, x.end = context.WithCancel(context.Background())
	x.err, x.ended = &buffer{}, make(chan int, 1)
	ready := make(chan struct{})
	go func() {
		x.ended <- cli.Run(ctx, &cli.Env{
			Args: x.args("--listen", "127.0.0.1:0", "--config", config),
			In:   strings.NewReader(""), Out: io.Discard, Err: x.err, Getenv: env, Now: func() time.Time {
				return time.Now().Add(time.Duration(x.ahead.Load()))
			},
			Databases: opened{bootstrap.Deps{Places: paths.New(env, runtime.GOOS, dir)}, func(db *cli.Database) {
				x.shared = db
				close(ready)
			}},
		})
	}()
	listening := regexp.MustCompile(`(127\.0\.0\.1:\d+)`)
	eventually(x.t, "the server listens", func() bool {
		m := listening.FindString(x.err.String())
		x.addr = m
		return m != ""
	})
	<-ready
	x.t.Cleanup(x.stop)
}

// stop ends the program as SIGTERM does, and gives its exit status.
func (x *team) stop() {
	x.end()
	select {
	case status := <-x.ended:
		x.ended <- status
	case <-time.After(patience):
		x.t.Errorf("the server does not end; it said\n%s", x.err.String())
	}
}

func (x *team) store() *store.Store { return x.shared.Service.Store.(*store.Store) }

// config is a client's, with a key under a user name.
func config(user string, key gossh.Signer) *gossh.ClientConfig {
	return &gossh.ClientConfig{User: user, Auth: []gossh.AuthMethod{gossh.PublicKeys(key)},
		HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: patience}
}

// login connects as somebody.
func (x *team) login(initials string) *gossh.Client {
	x.t.Helper()
	c, err := gossh.Dial("tcp", x.addr, config(initials, x.keys[initials]))
	if err != nil {
		x.t.Fatalf("login of %s: %v", initials, err)
	}
	x.t.Cleanup(func() { c.Close() })
	return c
}

// run runs a command and gives what it wrote and its exit status.
func (x *team) run(c *gossh.Client, command, input string) (out, errs string, status int) {
	x.t.Helper()
	s, err := c.NewSession()
	must(x.t, err)
	defer s.Close()
	var o, e bytes.Buffer
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader(input), &o, &e
	err = s.Run(command)
	var exit *gossh.ExitError
	switch {
	case errors.As(err, &exit):
		status = exit.ExitStatus()
	case err != nil:
		x.t.Fatalf("%q: %v", command, err)
	}
	return o.String(), e.String(), status
}

// screen is a session at a terminal.
type screen struct {
	t   testing.TB
	s   *gossh.Session
	in  io.WriteCloser
	out buffer
}

// open opens the screens.
func (x *team) open(c *gossh.Client) *screen {
	x.t.Helper()
	p, _ := x.openKept(c)
	return p
}

// openKept gives besides all that is drawn.
func (x *team) openKept(c *gossh.Client) (*screen, *buffer) {
	x.t.Helper()
	all := &buffer{}
	s, err := c.NewSession()
	must(x.t, err)
	p := &screen{t: x.t, s: s}
	s.Stdout = io.MultiWriter(&p.out, all)
	must(x.t, s.Setenv("LANG", "da_DK.UTF-8"))
	p.begin()
	return p, all
}

func (p *screen) begin() {
	p.t.Helper()
	must(p.t, p.s.RequestPty("xterm-256color", 36, 120, gossh.TerminalModes{}))
	in, err := p.s.StdinPipe()
	must(p.t, err)
	p.in = in
	must(p.t, p.s.Shell())
}

func (p *screen) press(keys string) {
	p.t.Helper()
	_, err := io.WriteString(p.in, keys)
	must(p.t, err)
}

// sees waits until a text stands on the screen. Another size of the window has all of it drawn, not what changed.
func (p *screen) sees(text string) {
	p.t.Helper()
	looks := 0
	defer func() {
		if p.t.Failed() {
			p.t.Logf("the screen has\n%s", ansi.Strip(p.out.String()))
		}
	}()
	eventually(p.t, "the screen shows "+text, func() bool {
		if strings.Contains(ansi.Strip(p.out.String()), text) {
			return true
		}
		if looks++; looks%20 == 0 {
			p.out.Reset()
			_ = p.s.WindowChange(36, 120-looks/20%2) // it may have ended
		}
		return false
	})
	p.out.Reset()
}

// buffer is written by one goroutine and read by another.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func (b *buffer) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.b.Reset()
}

func eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatalf("it never comes to this: %s", what)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newKey(t testing.TB) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	key, err := gossh.NewSignerFromKey(private)
	must(t, err)
	return key
}

func authorized(key gossh.Signer) string {
	return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key.PublicKey())))
}

// dropped is a connection that can be cut off as a killed client's is.
type dropped struct{ net.Conn }

// dial connects as somebody over a connection that the test can cut off.
func (x *team) dial(initials string) (*gossh.Client, net.Conn) {
	x.t.Helper()
	raw, err := net.Dial("tcp", x.addr)
	must(x.t, err)
	conn, chans, reqs, err := gossh.NewClientConn(dropped{raw}, x.addr, config(initials, x.keys[initials]))
	must(x.t, err)
	return gossh.NewClient(conn, chans, reqs), raw
}

// newReader opens the database once more, to look at it.
func newReader(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path, store.Options{ReadOnly: true})
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}
