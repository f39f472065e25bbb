package uitest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/bootstrap"
)

// This file opens the database of a driver: of its own, or of a team.

// open opens the database, with its first content.
func (d *Driver) open(o Options) {
	t, ctx := d.T, context.Background()
	t.Helper()
	so := store.Options{Now: func() time.Time { return d.now }}
	world := o.World
	if o.Path == "" && o.Passphrase == "" && len(world) > 0 {
		o.Path, world = filepath.Join(t.TempDir(), "story.db"), nil
		if err := os.WriteFile(o.Path, filled(t, o.World), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if o.Path == "" {
		o.Path, so.Create, so.Demo = filepath.Join(t.TempDir(), "story.db"), true, o.Passphrase == ""
	}
	if o.Passphrase != "" {
		so.Passphrase, so.Params = []byte(o.Passphrase), crypt.Cheap
	}
	s, err := linkers.Open(ctx, o.Path, so, "", o.Login)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	for _, cs := range world {
		if _, err := s.Store.Apply(ctx, cs); err != nil {
			t.Fatalf("world: %v", err)
		}
	}
	d.session = s
	d.walkBackAtEnd()
	if len(o.World) > 0 {
		s.Service.SetConsultant(nil) // opening a demo database chooses a consultant; here Who does
	}
	d.resolve(o.Who, o.World)
	if o.Served {
		d.host = s
	}
}

// serve makes the session one of a consultant on a database that is served.
func (d *Driver) serve(who string) {
	d.T.Helper()
	staff := Rows[model.Consultant](&Driver{T: d.T, session: d.host}, "consultant", schema.Where("initials", who))
	if len(staff) != 1 {
		d.T.Fatalf("%d consultants are %q", len(staff), who)
	}
	d.session = &bootstrap.Database{Store: d.host.Store, Service: d.host.Service.Another(staff[0], d.T.TempDir())}
	to := d.session.Service
	to.Eraser, to.Database = d.host.Service.Eraser, d.host.Service.Database
	to.Enforce()
}

// worlds are database files by their content, because most tests begin with the same one.
var worlds sync.Map

// filled returns the file of a demo database with the given content.
func filled(t testing.TB, world []model.ChangeSet) []byte {
	t.Helper()
	var key strings.Builder
	for _, cs := range world {
		fmt.Fprintf(&key, "%q %q %v\n", cs.Actor, cs.Action, cs.Args)
		for _, c := range cs.Changes {
			for _, e := range []model.Entity{c.Before, c.After} {
				if e != nil {
					fmt.Fprintf(&key, "%T %+v\n", e, reflect.ValueOf(e).Elem())
				}
			}
		}
	}
	if file, ok := worlds.Load(key.String()); ok {
		return file.([]byte)
	}
	path := filepath.Join(t.TempDir(), "world.db")
	s, err := store.Open(context.Background(), path, store.Options{
		Create: true, Demo: true, Now: bootstrap.Clock(Today),
	})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	for _, cs := range world {
		if _, err := s.Apply(context.Background(), cs); err != nil {
			t.Fatalf("world: %v", err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	worlds.Store(key.String(), file)
	return file
}

// resolve finds the consultant: the one with these initials, else the first of the content.
func (d *Driver) resolve(who string, world []model.ChangeSet) {
	var first string
	for _, cs := range world {
		for _, ch := range cs.Changes {
			if c, ok := ch.After.(*model.Consultant); ok && first == "" {
				first = c.Initials
			}
		}
	}
	if who == "" {
		who = first
	}
	for _, c := range Rows[model.Consultant](d, "consultant", schema.Query{}) {
		if c.Initials == who {
			d.session.Service.SetConsultant(c)
		}
	}
}
