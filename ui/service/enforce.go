package service

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"jobspor/matching"
	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
)

// Enforce makes the session answer its consultant only as far as the role lets it. It is called once, when the
// consultant is set and the session shares what it shares. Whoever opens a file with its passphrase can read all of it:
// there nothing is enforced.
func (d *Session) Enforce() {
	host := d
	if d.with != nil {
		host = d.with
	}
	g := &guard{store: d.Store, owners: host.sharedOwners(), actor: d.Actor(), now: d.clock, today: d.Today,
		opened: map[string]time.Time{}}
	d.guard, d.Store = g, g
	d.Eraser = guardedEraser{d.Eraser, g, &atomic.Int32{}, &atomic.Int32{}}
	d.Database = guardedInfo{d.Database, g}
	d.Backups = guardedBackups{d.Backups, g}
	if d.Damages != nil {
		d.Damages = guardedDamages{d.Damages, g}
	}
	if i, ok := d.Importer.(interface{ Over(Store) Importer }); ok {
		d.Importer = i.Over(g)
	}
}

// EnforceAs makes the session answer as far as another one does, such as one whose changes are written as one.
func (d *Session) EnforceAs(other *Session) {
	if other.guard == nil {
		return
	}
	d.Enforce()
	d.guard.unit = true
	other.guard.mu.Lock()
	defer other.guard.mu.Unlock()
	for id, until := range other.guard.opened {
		d.guard.opened[id] = until
	}
}

// Enforced reports whether the session answers only as far as the role lets it.
func (d *Session) Enforced() bool { return d.guard != nil }

// whole is the store without a guard, for what all sessions share.
func (d *Session) whole() Store {
	if d.guard != nil {
		return d.guard.store
	}
	return d.Store
}

// sharedOwners are the owners that the sessions of an open database share.
func (d *Session) sharedOwners() *owners {
	d.ownersOnce.Do(func() { d.owners.Store(&owners{source: d.whole()}) })
	return d.owners.Load()
}

// Need refuses what the role of an enforced session has no right to.
func (d *Session) Need(ctx context.Context, r Right) error {
	if d.guard == nil {
		return nil
	}
	s, err := d.guard.sight(ctx)
	if err == nil {
		err = s.need(r)
	}
	return err
}

// Snapshot is the snapshot to rank with; of an enforced session it ranks only citizens in sight.
func (d *Session) Snapshot(ctx context.Context) (*matching.Snapshot, error) {
	snap, err := d.Snapshots.Snapshot(ctx)
	if err != nil || d.guard == nil {
		return snap, err
	}
	s, err := d.guard.reading(ctx)
	if err != nil {
		return nil, err
	}
	return snap.Seen(func(id string) bool { ok, err := s.knows(ctx, id); return ok && err == nil }), nil
}

// aboutCitizen are the types of the rows that hits of a kind stand for, where those can be about a citizen.
var aboutCitizen = map[search.Kind]string{
	search.Citizen: "citizen", search.Goal: "goal", search.Placement: "placement", search.Shortlist: "shortlist",
}

// narrowSearch leaves out what is not in sight.
func (d *Session) narrowSearch(ctx context.Context, o *search.Options) error {
	if d.guard == nil {
		return nil
	}
	s, err := d.guard.reading(ctx)
	o.Keep = func(k search.Key) bool {
		typ := aboutCitizen[k.Kind]
		if typ == "" {
			return true
		}
		ok, err := s.seesRef(ctx, model.RowRef{Type: typ, ID: k.ID})
		return ok && err == nil
	}
	return err
}

// sightOfToday tells which citizens things due may name; nil is all.
func (d *Session) sightOfToday(ctx context.Context) (func(citizen string) bool, error) {
	if d.guard == nil {
		return func(string) bool { return true }, nil
	}
	s, err := d.guard.reading(ctx)
	return func(id string) bool {
		ok, err := s.knows(ctx, id)
		return id == "" || ok && err == nil
	}, err
}

// ReasonTime is how long a citizen stays open who was opened with a reason.
const ReasonTime = 15 * time.Minute

// openedAction is the audit action of opening somebody with a reason.
const openedAction = "view.opened"

// OpenWithReason brings the citizens that a row is about into sight for ReasonTime, and notes why in the log. typ and
// name are a row by its number or ID. It gives the row.
func (d *Session) OpenWithReason(ctx context.Context, typ, name, reason string) (model.Entity, error) {
	e, err := named(ctx, d.whole(), typ, name)
	if err != nil || d.guard == nil {
		return e, err
	}
	s, err := d.guard.reading(ctx)
	if err != nil {
		return nil, err
	}
	if ok, err := s.sees(ctx, e); err != nil || ok {
		return e, err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case ExtentOf(s.role, ReadOthers) != Reason:
		return nil, s.need(ReadOthers)
	case !Explains(reason):
		return nil, model.NewError(model.Forbidden, "err.access.reason", nil)
	}
	if err := d.CheckReason(reason); err != nil {
		return nil, err
	}
	ids, err := s.citizensOf(ctx, e)
	if err != nil {
		return nil, err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { ok, _ := s.knows(ctx, id); return ok || id == nobody })
	args := model.Args{"reason": reason, "minutes": int(ReasonTime.Minutes())}
	if err := d.guard.store.Viewed(ctx, d.guard.actor, openedAction, args, "citizen", ids...); err != nil {
		return nil, err
	}
	d.guard.mu.Lock()
	for _, id := range ids {
		d.guard.opened[id] = d.clock().Add(ReasonTime)
	}
	d.guard.mu.Unlock()
	return d.Store.Get(ctx, typ, e.Meta().ID)
}

// Hidden reports whether a row is there that is not in sight, known by its number or ID alone: no name is looked for.
func (d *Session) Hidden(ctx context.Context, typ, name string) (bool, error) {
	if d.guard == nil {
		return false, nil
	}
	e, err := named(ctx, d.whole(), typ, name)
	if model.CodeOf(err) == model.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	s, err := d.guard.reading(ctx)
	if err != nil {
		return false, err
	}
	ok, err := s.sees(ctx, e)
	return !ok && err == nil, err
}

// named is a row by its number or ID.
func named(ctx context.Context, r Reader, typ, name string) (model.Entity, error) {
	t, ok := schema.TypeNamed(typ)
	if !ok || t.Letter == "" || !model.IsRef(t.Letter, name) {
		return r.Get(ctx, typ, name)
	}
	rows, err := r.List(ctx, typ, schema.Where("ref", name))
	if err == nil && len(rows) == 0 {
		err = model.NewError(model.NotFound, "err.store.gone."+typ, model.Args{"id": name})
	}
	if err != nil {
		return nil, err
	}
	return rows[0], nil
}

// HiddenError says that a row is there that is not in sight, and what to do.
func HiddenError(name string) error { return hidden(name) }
