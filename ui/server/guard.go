package server

import (
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"jobspor/model"
)

// This file has the limits, and what is refused.

// guard counts connections and sessions, and who was not let in.
type guard struct {
	o    Options
	told func(from, fingerprint string, n int)

	mu       sync.Mutex
	tries    map[string][]time.Time // handshakes of the last minute, by address
	waiting  int                    // handshakes that are not over
	sessions map[string]int         // by member
	all      int
	refusals map[string]*refusal // by address, since they were last told
	spent    int                 // refusals told in this window
	since    time.Time           // of this window
}

// refusal are connections from one address that had no key that opens.
type refusal struct {
	n    int
	key  string
	told time.Time
}

const (
	refusalWindow = 10 * time.Minute // an address is told at most once in this time
	mostRefusals  = 30               // of all addresses in this time
)

func newGuard(o Options, told func(from, fingerprint string, n int)) *guard {
	return &guard{o: o, told: told, tries: map[string][]time.Time{}, sessions: map[string]int{},
		refusals: map[string]*refusal{}, since: time.Now()}
}

// entrance is a connection until somebody was let in by it.
type entrance struct {
	net.Conn
	guard *guard
	from  string
	key   atomic.Pointer[string] // fingerprint of the last key that was offered
	in    atomic.Bool
	enter sync.Once
	over  sync.Once
}

func (e *entrance) offered(fingerprint string) { e.key.Store(&fingerprint) }

// Close counts the connection as refused where it offered a key and nobody was let in.
func (e *entrance) Close() error {
	e.over.Do(func() {
		e.guard.mu.Lock()
		e.guard.waiting--
		e.guard.mu.Unlock()
		if key := e.key.Load(); key != nil && !e.in.Load() {
			e.guard.refuse(e.from, *key, time.Now())
		}
	})
	return e.Conn.Close()
}

// connect takes a connection, unless its address or the whole has too many.
func (g *guard) connect(ctx ssh.Context, conn net.Conn) net.Conn {
	from := host(conn.RemoteAddr())
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	list := slices.DeleteFunc(g.tries[from], func(at time.Time) bool { return now.Sub(at) > time.Minute })
	if len(g.tries) > mostAddresses { // many addresses at once: those that rest are forgotten
		for a, l := range g.tries {
			if now.Sub(l[len(l)-1]) > time.Minute {
				delete(g.tries, a)
			}
		}
	}
	if len(list) >= g.o.PerAddress || g.waiting >= g.o.Sessions+handshakes {
		g.tries[from] = list
		if len(list) == 0 {
			delete(g.tries, from)
		}
		return nil
	}
	g.tries[from] = append(list, now)
	g.waiting++
	e := &entrance{Conn: conn, guard: g, from: from}
	ctx.SetValue(entranceKey{}, e)
	return e
}

const (
	mostAddresses = 1000
	handshakes    = 20 // connections beyond the sessions
)

func host(a net.Addr) string {
	h, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return h
}

// begin counts a session until leave, or says why there is no room for it.
func (g *guard) begin(m Member) (leave func(), why *model.Error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case g.all >= g.o.Sessions:
		return nil, model.NewError(model.Busy, "err.serve.full", model.Args{"n": g.o.Sessions})
	case g.sessions[m.ID] >= g.o.PerPerson:
		return nil, model.NewError(model.Busy, "err.serve.person", model.Args{"n": g.o.PerPerson})
	}
	g.all++
	g.sessions[m.ID]++
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.all--
		if g.sessions[m.ID]--; g.sessions[m.ID] == 0 {
			delete(g.sessions, m.ID)
		}
	}, nil
}

// refuse counts a refused connection. The first of an address is told at once, later ones together, and of many
// addresses only some, so that nobody can fill the log.
func (g *guard) refuse(from, key string, now time.Time) {
	g.mu.Lock()
	if now.Sub(g.since) > refusalWindow {
		g.since, g.spent = now, 0
		for a, r := range g.refusals {
			if r.n == 0 && now.Sub(r.told) > refusalWindow {
				delete(g.refusals, a)
			}
		}
	}
	r := g.refusals[from]
	if r == nil {
		if len(g.refusals) >= mostAddresses {
			g.mu.Unlock()
			return
		}
		r = &refusal{}
		g.refusals[from] = r
	}
	r.n, r.key = r.n+1, key
	tell := g.spent < mostRefusals && now.Sub(r.told) > refusalWindow
	n := r.n
	if tell {
		r.n, r.told = 0, now
		g.spent++
	}
	g.mu.Unlock()
	if tell {
		g.told(from, key, n)
	}
}

// close tells what was not told yet.
func (g *guard) close() {
	g.mu.Lock()
	rest := g.refusals
	g.refusals = map[string]*refusal{}
	g.mu.Unlock()
	for from, r := range rest {
		if r.n > 0 {
			g.told(from, r.key, r.n)
		}
	}
}

// sessionRequests are what a session may ask for. Agents, displays and anything unknown are refused.
var sessionRequests = []string{"pty-req", "shell", "exec", "subsystem", "env", "signal", "window-change", "break"}

// Variables are what a client may set: its terminal, language and looks. LC_ and all that begins so, too.
var Variables = []string{"TERM", "COLORTERM", "NO_COLOR", "LANG", "JOBSPOR_LANG", "JOBSPOR_THEME", "JOBSPOR_PLAIN"}

// terminalEnv are the variables that count, the latest of each.
func terminalEnv(sent []string) (out []string) {
	for _, v := range sent {
		if name, _, _ := strings.Cut(v, "="); mayVary(name) {
			out = append(out, v)
		}
	}
	return out
}

func mayVary(name string) bool {
	return slices.Contains(Variables, name) || strings.HasPrefix(name, "LC_")
}

// onlyTerminal is a channel that answers the requests of a terminal and refuses all others.
type onlyTerminal struct{ gossh.NewChannel }

// mostVariables bounds what a client makes the server keep.
const mostVariables = 64

// Accept passes on what may be asked for.
func (c onlyTerminal) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	ch, all, err := c.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	passed := make(chan *gossh.Request)
	go func() {
		defer close(passed)
		vars := 0
		for r := range all {
			unfit := r.Type == "env" && (vars >= mostVariables || !mayVary(variable(r)))
			if unfit || !slices.Contains(sessionRequests, r.Type) {
				_ = r.Reply(false, nil)
				continue
			}
			if r.Type == "env" {
				vars++
			}
			passed <- r
		}
	}()
	return ch, passed, nil
}

// variable is the name that a request sets.
func variable(r *gossh.Request) string {
	var kv struct{ Name, Value string }
	if gossh.Unmarshal(r.Payload, &kv) != nil || len(kv.Value) > 256 {
		return ""
	}
	return kv.Name
}
