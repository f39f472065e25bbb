package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/shlex"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/server"
)

// This file is `serve`: the program for a team, over SSH, on one open database.

// serveOptions are the options of `serve`.
type serveOptions struct{ listen, config string }

func serveCommand() command {
	o := &serveOptions{}
	return command{
		name: "serve", args: exactly(0), batch: noBatch, offline: o.run, json: []string{"address", "host_key"},
		flags: []flag{
			option(&o.listen, "listen", "", "cli.serve.flag.listen"),
			option(&o.config, "config", "", "cli.serve.flag.config"),
		},
	}
}

// read reads serve.toml; without one the usual values hold.
func (o *serveOptions) read(ctx context.Context, r *root) (server.Options, error) {
	source, out := r.env.Databases.ServeSource(), server.Default()
	path := o.config
	if path == "" {
		path = source.Path()
	}
	content, name, err := r.readText(ctx, path)
	switch {
	case err == nil:
		var passphrase string
		if out, passphrase, err = source.Parse(name, content); err != nil {
			return out, err
		}
		if r.passFile == "" {
			r.passFile = passphrase
		}
	case o.config != "" || model.CodeOf(err) != model.NotFound:
		return out, err
	}
	if o.listen != "" {
		out.Listen = o.listen
	}
	if out.HostKey == "" {
		out.HostKey = source.HostKey()
	}
	return out, nil
}

// run serves until the program is told to end.
func (o *serveOptions) run(ctx context.Context, r *root, _ []string) error {
	how, err := o.read(ctx, r)
	if err != nil {
		return err
	}
	r.moving = true
	s, err := r.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.serve(ctx, how), s.Close())
}

// watchEvery is how often other programs' changes are asked for, and copyEvery whether a copy is due.
const (
	watchEvery = 2 * time.Second
	copyEvery  = time.Minute
)

// serve opens the address, and does once what each program does for itself elsewhere: it looks for changes of others,
// makes the copies that are due, reads the snapshot and searches for damaged rows.
func (s *session) serve(ctx context.Context, how server.Options) error {
	srv, err := server.New(how, &team{s, how.Quota})
	if err != nil {
		return err
	}
	l, err := srv.Listen()
	if err != nil {
		return err
	}
	n, err := s.Service.Store.Count(ctx, "accesskey", schema.Query{})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if s.json {
		o := object{{"address", l.Addr().String()}, {"host_key", srv.Fingerprint()}}
		err = errors.Join(s.out.json(o), s.out.flush())
	}
	if err != nil {
		return errors.Join(err, l.Close())
	}
	s.note("cli.serve.listening", "address", l.Addr(), "key", srv.Fingerprint())
	if zone := s.env.Getenv("TZ"); unknownZone(zone) {
		s.warn("zone", s.T("cli.serve.zone", "zone", zone))
	}
	now := s.Service.Now()
	s.note("cli.serve.day", "clock", s.words.Clock(now), "day", s.words.DayYear(now), "zone", now.Format("UTC-07:00"))
	if n == 0 {
		s.note("cli.serve.nobody")
	}
	var work sync.WaitGroup
	defer work.Wait()
	ctx, end := context.WithCancel(ctx)
	defer end()
	work.Go(func() { s.Watch(ctx, watchEvery) })
	work.Go(func() {
		if _, err := s.Service.Snapshots.Snapshot(ctx); err == nil {
			_ = s.Service.Damages.Scan(ctx) // what it finds the sessions say
		}
	})
	work.Go(func() { s.copies(ctx) })
	return srv.Serve(ctx, l)
}

// unknownZone reports whether this computer does not have a time zone: then the program counts in UTC.
func unknownZone(name string) bool {
	name = strings.TrimPrefix(name, ":")
	_, err := time.LoadLocation(name)
	return err != nil && !filepath.IsAbs(name)
}

// copies makes the copies that are due; a failure is said here once, and in every session while it lasts.
func (s *session) copies(ctx context.Context) {
	said := false
	for {
		_, err := s.Service.Backups.Due(ctx)
		if err != nil && ctx.Err() == nil && !said {
			s.note("cli.backup.failed", "why", s.words.Error(err))
		}
		said = err != nil
		select {
		case <-ctx.Done():
			return
		case <-time.After(copyEvery):
		}
	}
}

// team is what the server serves.
type team struct {
	s     *session
	quota int64
}

// Admit finds the consultant whom a key belongs to.
func (t *team) Admit(ctx context.Context, user, key string) (server.Member, bool) {
	c, err := t.s.Service.Member(ctx, user, key)
	if err != nil || c == nil {
		return server.Member{}, false
	}
	return server.Member{ID: c.ID, Initials: c.Initials}, true
}

// Entered writes a login into the log.
func (t *team) Entered(m server.Member, from, fingerprint string) {
	t.logged(m.ID, "admin.login", model.Args{"from": from, "key": fingerprint})
}

// Refused writes refusals into the log.
func (t *team) Refused(from, fingerprint string, n int) {
	t.logged("", "admin.refused", model.Args{"from": from, "key": fingerprint, "n": n})
}

func (t *team) logged(actor, action string, args model.Args) {
	if err := t.s.Administered(context.Background(), actor, action, args); err != nil {
		t.s.note("cli.serve.unlogged", "why", t.s.words.Error(err))
	}
}

// Folder opens a member's own folder.
func (t *team) Folder(m server.Member) (*os.Root, error) {
	folder := t.s.MemberFolder(m.ID)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	return os.OpenRoot(folder)
}

// Say gives a sentence in the language of the database.
func (t *team) Say(_ server.Member, key string, args model.Args) string {
	return t.s.words.Error(model.NewError(model.Busy, key, args))
}

// errShutOut is the cause with which the sessions of somebody end who may not come in any more.
var errShutOut = errors.New("the member was disabled")

// Serve runs the screens, or a command, as a member.
func (t *team) Serve(ctx context.Context, m server.Member, term *server.Terminal) int {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	defer t.s.Service.Store.Subscribe(func(c model.Changed) {
		if slices.ContainsFunc(c.Changes, func(x model.Change) bool { return shutsOut(x, m.ID) }) {
			end(errShutOut)
		}
	})()
	width := term.Size.W
	if width <= 0 {
		width = 80
	}
	args, err := shlex.Split(term.Command)
	if err != nil || len(args) == 0 && term.Command != "" { // quotes that do not close
		fmt.Fprintln(term.Err, t.s.T("err.serve.quotes"))
		return exitStatuses[model.Usage]
	}
	env := &Env{
		Args: args, In: term.In, Out: term.Out, Err: term.Err,
		Terminal: Terminal{In: term.Pty && term.Command == "", Out: term.Pty, Err: term.Pty, Width: width},
		Getenv:   variables(term.Env), Now: t.s.env.Now, Build: t.s.env.Build, Databases: t.s.env.Databases,
		Served: &Served{team: t.s.Database, folder: t.s.MemberFolder(m.ID), quota: t.quota, member: m,
			terminal: term},
	}
	if len(args) > 0 {
		return Run(ctx, env)
	}
	r := newRoot(env) // without the tree of commands, which would stay in memory as long as the screens
	return r.exitStatus(ctx, runInterface(ctx, r, nil))
}

// shutsOut reports whether a change keeps a consultant from coming in.
func shutsOut(x model.Change, id string) bool {
	switch row := x.Row().(type) {
	case *model.Consultant:
		return row.ID == id && (x.After == nil || row.Inactive)
	case *model.AccessKey:
		return row.Consultant == id && x.After == nil
	}
	return false
}

// variables looks up what the client set: nothing of the server's own environment is seen.
func variables(list []string) func(string) string {
	return func(name string) string {
		for _, v := range slices.Backward(list) {
			if n, value, _ := strings.Cut(v, "="); n == name {
				return value
			}
		}
		return ""
	}
}
