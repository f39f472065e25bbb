package service

import (
	"context"
	"slices"
	"sync"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// agenda keeps in memory what Today looks at. It is read once a day, in part: open fields of open placements and what
// belongs to them, and of contacts the latest. Every change is written into it as it is heard of, so that Today is
// computed again without reading thousands of rows. Rows that are there too much do no harm: the rules of package model
// choose.
//
// It promises: Today has everything that was heard of before it was asked for.
type todayCache struct {
	mu   sync.Mutex // held while rows are read or computed with
	rows *todayRows // nil before the first reading
	day  model.Date // of the reading

	heardMu sync.Mutex // guards what follows; never held while reading
	order   changeOrder
	pending []model.Change // heard of, not yet written into the rows
	stale   bool           // so much changed that only reading will do
}

// OnChange takes in what was written, so that snapshot and Today have it.
func (d *Session) OnChange(c model.Changed) {
	d.Snapshots.OnChange(c)
	a := &d.today
	a.heardMu.Lock()
	defer a.heardMu.Unlock()
	changes, ok := a.order.put(c)
	for _, ch := range changes {
		switch ch.Row().(type) {
		case *model.Setting, *model.Reference: // the rhythm says what is read; a reference may be the rules
			ok = false
		}
	}
	if !ok {
		a.stale, a.pending = true, nil
		return
	}
	a.pending = append(a.pending, changes...)
}

// take gives what was heard of since the last time.
func (a *todayCache) take() (changes []model.Change, stale bool) {
	a.heardMu.Lock()
	defer a.heardMu.Unlock()
	changes, stale = a.pending, a.stale
	a.pending, a.stale = nil, false
	return changes, stale
}

// forget makes the next reading a whole one.
func (a *todayCache) forget() { a.rows = nil }

// current gives the rows with everything heard of; the caller holds mu and lets it go when done with them.
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
		if err := rows.read(ctx, d.Store); err != nil {
			return nil, err
		}
		a.rows, a.day = rows, d.Today()
	}
	for _, c := range changes {
		a.rows.put(c)
	}
	if a.rows.lacking {
		if err := a.rows.fill(ctx, d.Store); err != nil {
			a.forget()
			return nil, err
		}
	}
	return a.rows, nil
}

// todayRows are the rows in memory, and what is known of them.
type todayRows struct {
	*agenda.State
	consultants agenda.Index[model.Consultant, *model.Consultant]

	names  map[string]string // initials of citizens, read when they are shown
	whole  map[string]bool   // placements whose agreements and weeks were read
	looked map[string]bool   // workplaces and citizens whose earlier contacts were read
	since  model.Date        // contacts were read from this day on

	lacking bool // rows are there whose own rows may not have been read; see fill
}

func newTodayRows(in agenda.Input) *todayRows {
	return &todayRows{
		State: agenda.NewState(in), since: in.Today.Add(-in.Rhythm.Longest()), names: map[string]string{},
		whole: map[string]bool{}, looked: map[string]bool{}, lacking: true,
	}
}

// put writes a change into the rows.
func (t *todayRows) put(c model.Change) {
	switch e := c.Row().(type) {
	case *model.Contact:
		set(&t.Contacts, c, e)
		old, known := c.Before.(*model.Contact)
		if known { // it may have been the latest that counted: look for an earlier one
			delete(t.looked, old.CompanyID)
			delete(t.looked, old.CitizenID)
		}
		t.lacking = t.lacking || known || t.Companies.Get(e.CompanyID) == nil
	case *model.Company:
		old := t.Companies.Get(e.ID) // with a new relation it is asked when they last spoke
		t.lacking = t.lacking || old == nil || old.Relation != e.Relation
		set(&t.Companies, c, e)
	case *model.Citizen:
		t.lacking = t.lacking || t.Citizens.Get(e.ID) == nil
		set(&t.Citizens, c, e)
		delete(t.names, e.ID)
	case *model.Goal:
		set(&t.Goals, c, e)
	case *model.Consent:
		set(&t.Consents, c, e)
		t.lacking = t.lacking || t.Companies.Get(e.CompanyID) == nil
	case *model.Placement:
		t.lacking = true
		set(&t.Placements, c, e)
	case *model.Agreement:
		set(&t.Agreements, c, e)
	case *model.Week:
		set(&t.Weeks, c, e)
	case *model.FollowUp:
		set(&t.FollowUps, c, e)
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

// entity is a pointer to T that is a row.
type entity[T any] interface {
	*T
	model.Entity
}

// read adds the rows that a query selects.
func read[T any, P entity[T]](ctx context.Context, r Reader, into *agenda.Index[T, P], typ string,
	q schema.Query) error {
	return r.Each(ctx, typ, q, func(e model.Entity) error {
		into.Put((*T)(e.(P)))
		return nil
	})
}

// together runs readings side by side and gives the first error.
func parallel(work ...func() error) error {
	errs := make([]error, len(work))
	var wg sync.WaitGroup
	for i, w := range work {
		wg.Go(func() { errs[i] = w() })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// whereIn makes the query of rows whose field is one of some values, in a fixed order.
func whereIn(field string, set map[string]bool, fields []string) schema.Query {
	ids := make([]string, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return schema.Query{Fields: fields, Where: []schema.Cond{{Field: field, Op: schema.In, In: ids}}}
}
