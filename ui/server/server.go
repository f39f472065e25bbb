// Package server lets a team in over SSH: the same screens and commands, one process, one open database. It knows keys,
// connections and limits; whom a key belongs to, what is shown and what is written down is the Host's business.
//
// It promises: nobody is let in but by a public key that the Host binds to the user name; there are no passwords and
// nothing is forwarded: ports, agents, displays and variables beyond those of a terminal are refused; each address, each
// person and the whole have limits; who went away or stopped answering is noticed, and a session that ends keeps what
// was half-typed; at the end of the program each session hears so and gets its time to leave.
//
// The server holds the data key in memory while it runs: root on its host can read everything. The minutes of the
// screens' lock therefore end a session here instead of locking the database, which is everybody's.
//
// A team of 50 is what it is measured with (BenchmarkSessions prints it): see README.
package server

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"
	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"jobspor/model"
)

// Member is a consultant who is let in.
type Member struct{ ID, Initials string }

// Host is what is served.
type Host interface {
	// Admit finds who has a key, as ParseKeys gives it, under a user name.
	Admit(ctx context.Context, user, key string) (Member, bool)
	// Entered writes down who came from where, with the fingerprint of the key.
	Entered(m Member, from, fingerprint string)
	// Refused writes down that n connections from an address had no key that opens; the fingerprint is of the last.
	Refused(from, fingerprint string, n int)
	// Serve runs the screens or a command and gives the exit status. It ends with ctx.
	Serve(ctx context.Context, m Member, t *Terminal) int
	// Folder is the member's own folder, made when it is not there.
	Folder(m Member) (*os.Root, error)
	// Say gives a sentence for a member.
	Say(m Member, key string, args model.Args) string
}

// Terminal is what is at the other end of a session.
type Terminal struct {
	In       io.Reader
	Out, Err io.Writer
	Command  string   // what is asked for; none is the screens
	Env      []string // "NAME=value": those of Variables that the client sent, and TERM
	Pty      bool     // it is a terminal, not a pipe
	Size     Size
	Resized  <-chan Size // its later sizes
}

// Size is a window in cells.
type Size struct{ W, H int }

// ErrStopping is the cause with which sessions end when the program does.
var ErrStopping = errors.New("the server is stopping")

// Server is a listener with its sessions. Make it with New.
type Server struct {
	o      Options
	host   Host
	ssh    *ssh.Server
	guard  *guard
	ctx    context.Context // of the sessions
	stop   context.CancelCauseFunc
	work   sync.WaitGroup // sessions
	closed sync.Once
}

// New makes a server; it listens when Serve is called. The host key is made when there is none.
func New(o Options, host Host) (*Server, error) {
	s := &Server{o: o, host: host, guard: newGuard(o, host.Refused)}
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	if err := os.MkdirAll(filepath.Dir(o.HostKey), 0o700); err != nil {
		return nil, hostKeyError(o.HostKey, err)
	}
	if info, err := os.Stat(o.HostKey); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, model.NewError(model.Forbidden, "err.serve.hostkey.open", model.Args{"path": o.HostKey})
	}
	var err error
	s.ssh, err = wish.NewServer(
		wish.WithAddress(o.Listen),
		wish.WithHostKeyPath(o.HostKey),
		wish.WithVersion("jobspor"),
		wish.WithPublicKeyAuth(s.admit),
		wish.WithMiddleware(func(ssh.Handler) ssh.Handler { return s.session }),
		wish.WithSubsystem("sftp", s.files),
	)
	if err != nil {
		return nil, hostKeyError(o.HostKey, err)
	}
	s.ssh.HandshakeTimeout = o.Grace
	s.ssh.ConnCallback = s.guard.connect
	s.ssh.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.channel}
	s.ssh.ServerConfigCallback = func(ssh.Context) *gossh.ServerConfig {
		return &gossh.ServerConfig{MaxAuthTries: maxAuthTries}
	}
	return s, nil
}

// maxAuthTries is how many keys a connection may offer: an agent may hold several.
const maxAuthTries = 10

func hostKeyError(path string, err error) error {
	return model.NewError(model.Forbidden, "err.serve.hostkey", model.Args{"path": path}).WithCause(err)
}

// Fingerprint is that of the host key, which people compare at their first visit.
func (s *Server) Fingerprint() string {
	return gossh.FingerprintSHA256(s.ssh.HostSigners[0].PublicKey())
}

// Listen opens the address.
func (s *Server) Listen() (net.Listener, error) {
	l, err := net.Listen("tcp", s.o.Listen)
	if err != nil {
		return nil, model.NewError(model.Forbidden, "err.serve.listen",
			model.Args{"address": s.o.Listen, "why": listenReason(err)}).WithCause(err)
	}
	return l, nil
}

func listenReason(err error) string {
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err.Error()
	}
	return err.Error()
}

// Serve lets people in until ctx ends; then every session is told so, and has time to keep what is half-typed.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	end := context.AfterFunc(ctx, s.shutDown)
	defer end()
	defer s.guard.close()
	err := s.ssh.Serve(l)
	if ctx.Err() != nil {
		s.shutDown()
		return nil
	}
	return err
}

// shutDown ends the sessions and then the connections.
func (s *Server) shutDown() {
	s.closed.Do(func() {
		s.stop(ErrStopping)
		done := make(chan struct{})
		go func() {
			s.work.Wait()
			close(done)
		}()
		within := func(d time.Duration) {
			select {
			case <-done:
			case <-time.After(d):
			}
		}
		within(s.o.Drain)
		_ = s.ssh.Close() // what waits for a terminal that does not read goes on
		within(time.Second)
	})
}

// admit lets a key in that belongs to the user.
func (s *Server) admit(ctx ssh.Context, key ssh.PublicKey) bool {
	e, _ := ctx.Value(entranceKey{}).(*entrance)
	if e == nil {
		return false
	}
	e.offered(gossh.FingerprintSHA256(key))
	m, ok := s.host.Admit(ctx, ctx.User(), keyLine(key))
	if ok {
		ctx.SetValue(memberKey{}, m)
	}
	return ok
}

type (
	memberKey   struct{}
	entranceKey struct{}
)

// channel takes a session as far as its requests are those of a terminal, a command or files.
func (s *Server) channel(srv *ssh.Server, conn *gossh.ServerConn, ch gossh.NewChannel, ctx ssh.Context) {
	if e, ok := ctx.Value(entranceKey{}).(*entrance); ok {
		e.enter.Do(func() { // the key is proven now
			e.in.Store(true)
			m, _ := ctx.Value(memberKey{}).(Member)
			s.host.Entered(m, e.from, gossh.FingerprintSHA256(ctx.Value(ssh.ContextKeyPublicKey).(ssh.PublicKey)))
			go keepAlive(ctx, conn, s.o.KeepAlive)
		})
	}
	ssh.DefaultSessionHandler(srv, conn, onlyTerminal{ch}, ctx)
}

// session is one terminal or command.
func (s *Server) session(c ssh.Session) {
	m, _ := c.Context().Value(memberKey{}).(Member)
	leave, why := s.guard.begin(m)
	if why != nil {
		_, _ = io.WriteString(c.Stderr(), s.host.Say(m, why.Key, why.Args)+"\r\n")
		_ = c.Exit(1)
		return
	}
	defer leave()
	s.work.Add(1)
	defer s.work.Done()
	ctx, end := context.WithCancelCause(s.ctx)
	defer end(nil)
	defer context.AfterFunc(c.Context(), func() { end(context.Canceled) })()
	t := &Terminal{In: c, Out: c, Err: c.Stderr(), Command: c.RawCommand(),
		Env: terminalEnv(c.Environ())}
	pty, windows, ok := c.Pty()
	if t.Pty = ok; ok {
		t.In = &hangUp{c, func() { end(io.EOF) }}
		t.Env = append(t.Env, "TERM="+pty.Term)
		t.Size, t.Resized = Size{pty.Window.Width, pty.Window.Height}, sizes(ctx, windows)
	}
	_ = c.Exit(s.host.Serve(ctx, m, t))
}

// sizes passes window sizes on; who asks for them gets the latest. What nobody reads would hold up the connection.
func sizes(ctx context.Context, from <-chan ssh.Window) <-chan Size {
	out := make(chan Size, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case w, open := <-from:
				if !open {
					return
				}
				select {
				case <-out: // an older one
				default:
				}
				out <- Size{w.Width, w.Height}
			}
		}
	}()
	return out
}

// hangUp notices the end of a terminal's input: its window was closed.
type hangUp struct {
	io.Reader
	end func()
}

func (h *hangUp) Read(p []byte) (int, error) {
	n, err := h.Reader.Read(p)
	if err != nil {
		h.end()
	}
	return n, err
}

// keepAlive ends a connection whose other end does not answer any more.
func keepAlive(ctx context.Context, conn gossh.Conn, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		answer := make(chan error, 1)
		go func() {
			_, _, err := conn.SendRequest("keepalive@openssh.com", true, nil)
			answer <- err
		}()
		select {
		case err := <-answer:
			if err == nil {
				continue
			}
		case <-ctx.Done():
		case <-time.After(every):
		}
		_ = conn.Close()
		return
	}
}

// stays is a session that is ended with a status, not by closing it.
type stays struct{ ssh.Session }

func (stays) Close() error { return nil }

// files serves the member's own folder over sftp, which scp speaks, too.
func (s *Server) files(c ssh.Session) {
	m, _ := c.Context().Value(memberKey{}).(Member)
	leave, why := s.guard.begin(m)
	if why != nil {
		_ = c.Exit(1)
		return
	}
	defer leave()
	root, err := s.host.Folder(m)
	if err != nil {
		_ = c.Exit(1)
		return
	}
	defer root.Close()
	f := &folder{root: root, quota: s.o.Quota}
	srv := sftp.NewRequestServer(stays{c}, sftp.Handlers{FileGet: f, FilePut: f, FileCmd: f, FileList: f})
	defer srv.Close()
	err = srv.Serve()
	if err != nil && !errors.Is(err, io.EOF) {
		_ = c.Exit(1)
	}
}
