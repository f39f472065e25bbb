package service

import (
	"context"
	"sync"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// todayCache holds the data of Today in memory. It is read once a day, in part: unencrypted fields of open placements
// and their rows, and the latest contacts. Every change is applied to it, so that Today is computed again without
// reading thousands of rows. It may hold rows that are not needed; the rules of package agenda skip them.
//
// It promises: Today includes every change reported before it was asked for.
type todayCache struct {
	mu   sync.Mutex // held while rows are read or used
	rows *todayRows // nil before the first read
	day  model.Date // of the last read

	pendingMu sync.Mutex // protects the fields below; never held while reading
	order     changeOrder
	pending   []model.Change // received, not yet applied to the rows
	stale     bool           // too much changed: read again
}

// mostPending bounds what waits for somebody to look at Today; beyond it the rows are read again.
const mostPending = 10_000

// OnChange applies a committed change to the snapshot and to Today.
func (d *Session) OnChange(c model.Changed) {
	d.Snapshots.OnChange(c)
	if o := d.owners.Load(); o != nil {
		o.OnChange(c)
	}
	a := &d.today
	a.pendingMu.Lock()
	defer a.pendingMu.Unlock()
	changes, ok := a.order.put(c)
	for _, ch := range changes {
		switch ch.Row().(type) {
		case *model.Setting, *model.Reference: // settings decide what is read; a reference may hold the rules
			ok = false
		}
	}
	if !ok || len(a.pending) > mostPending {
		a.stale, a.pending = true, nil
		return
	}
	a.pending = append(a.pending, changes...)
}

// todayRows are those of the session, or of the one it shares them with.
func (d *Session) todayRows() *todayCache {
	if d.with != nil {
		return &d.with.today
	}
	return &d.today
}

// take returns and clears the pending changes.
func (a *todayCache) take() (changes []model.Change, stale bool) {
	a.pendingMu.Lock()
	defer a.pendingMu.Unlock()
	changes, stale = a.pending, a.stale
	a.pending, a.stale = nil, false
	return changes, stale
}

// forget makes the next read a complete one.
func (a *todayCache) forget() { a.rows = nil }

// current returns the rows with all pending changes applied; the caller holds mu until it has finished with them.
func (a *todayCache) current(ctx context.Context, d *Session) (*todayRows, error) {
	rhythm, err := d.Rhythm(ctx)
	if err != nil {
		return nil, err
	}
	changes, stale := a.take()
	if stale || a.day != d.Today() {
		a.forget()
	}
	if a.rows == nil {
		rules, err := d.Rules(ctx)
		if err != nil {
			return nil, err
		}
		rows := newTodayRows(agenda.Input{Today: d.Today(), Rhythm: rhythm, Rules: rules})
		if err := rows.read(ctx, d.whole()); err != nil {
			return nil, err
		}
		a.rows, a.day = rows, d.Today()
	}
	for _, c := range changes {
		a.rows.put(c)
	}
	if a.rows.incomplete {
		if err := a.rows.fill(ctx, d.whole()); err != nil {
			a.forget()
			return nil, err
		}
	}
	return a.rows, nil
}

// todayRows are the rows in memory, and what has been read of them.
type todayRows struct {
	*agenda.State
	consultants agenda.Index[model.Consultant, *model.Consultant]

	names    map[string]string // initials of citizens, read when shown
	filled   map[string]bool   // placements whose agreements and weeks were read
	searched map[string]bool   // workplaces and citizens whose earlier contacts were read
	since    model.Date        // contacts were read from this day on

	incomplete bool // related rows may not have been read; see fill
}

func newTodayRows(in agenda.Input) *todayRows {
	return &todayRows{
		State: agenda.NewState(in), since: in.Today.Add(-in.Rhythm.Longest()), names: map[string]string{},
		filled: map[string]bool{}, searched: map[string]bool{}, incomplete: true,
	}
}

// put applies a change to the rows.
func (t *todayRows) put(c model.Change) {
	switch e := c.Row().(type) {
	case *model.Contact:
		set(&t.Contacts, c, e)
		old, known := c.Before.(*model.Contact)
		if known { // it may have been the latest one: search for an earlier one
			delete(t.searched, old.CompanyID)
			delete(t.searched, old.CitizenID)
		}
		t.incomplete = t.incomplete || known || t.Companies.Get(e.CompanyID) == nil
	case *model.Company:
		old := t.Companies.Get(e.ID) // a new relation makes the last contact relevant
		t.incomplete = t.incomplete || old == nil || old.Relation != e.Relation
		set(&t.Companies, c, e)
	case *model.Citizen:
		t.incomplete = t.incomplete || t.Citizens.Get(e.ID) == nil
		set(&t.Citizens, c, e)
		delete(t.names, e.ID)
	case *model.Goal:
		set(&t.Goals, c, e)
	case *model.Consent:
		set(&t.Consents, c, e)
		t.incomplete = t.incomplete || t.Companies.Get(e.CompanyID) == nil
	case *model.Placement:
		t.incomplete = true
		set(&t.Placements, c, e)
	case *model.Agreement:
		set(&t.Agreements, c, e)
	case *model.Week:
		set(&t.Weeks, c, e)
	case *model.FollowUp:
		set(&t.FollowUps, c, e)
	case *model.Pause:
		set(&t.Pauses, c, e)
	case *model.Snooze:
		set(&t.Snoozes, c, e)
	case *model.Consultant:
		set(&t.consultants, c, e)
	}
}

func set[T any, P entity[T]](s *agenda.Index[T, P], c model.Change, e *T) {
	if c.After == nil {
		s.Drop(c.Row().Meta().ID)
		return
	}
	s.Put(e)
}

// read adds the rows that a query selects.
func read[T any, P entity[T]](ctx context.Context, r Reader, into *agenda.Index[T, P], typ string,
	q schema.Query) error {
	return r.Each(ctx, typ, q, func(e model.Entity) error {
		into.Put((*T)(e.(P)))
		return nil
	})
}
