package desk

import (
	"context"
	"slices"
	"sync"

	"jobspor/model"
)

// agenda keeps in memory what Today looks at. It is read once a day, in part: open fields of open placements and what
// belongs to them, and of contacts the latest. Every change is written into it as it is heard of, so that Today is
// computed again without reading thousands of rows. Rows that are there too much do no harm: the rules of package model
// choose.
//
// It promises: Today has everything that was heard of before it was asked for.
type agenda struct {
	mu   sync.Mutex // held while rows are read or computed with
	rows *todayRows // nil before the first reading
	day  model.Date // of the reading

	heardMu sync.Mutex // guards what follows; never held while reading
	order   order
	pending []model.Change // heard of, not yet written into the rows
	stale   bool           // so much changed that only reading will do
}

// Heard takes in what was written, so that snapshot and Today have it.
func (d *Desk) Heard(c model.Changed) {
	d.Engine.Heard(c)
	a := &d.agenda
	a.heardMu.Lock()
	defer a.heardMu.Unlock()
	changes, ok := a.order.put(c)
	for _, ch := range changes {
		if _, set := ch.Row().(*model.Setting); set { // the rhythm says what is read
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
func (a *agenda) take() (changes []model.Change, stale bool) {
	a.heardMu.Lock()
	defer a.heardMu.Unlock()
	changes, stale = a.pending, a.stale
	a.pending, a.stale = nil, false
	return changes, stale
}

// forget makes the next reading a whole one.
func (a *agenda) forget() { a.rows = nil }

// current gives the rows with everything heard of; the caller holds mu and lets it go when done with them.
func (a *agenda) current(ctx context.Context, r Reader, today model.Date, rhythm model.Rhythm) (*todayRows, error) {
	changes, stale := a.take()
	if stale || a.day != today {
		a.forget()
	}
	if a.rows == nil {
		rows, err := readToday(ctx, r, today, rhythm)
		if err != nil {
			return nil, err
		}
		a.rows, a.day = rows, today
	}
	for _, c := range changes {
		a.rows.put(c)
	}
	if a.rows.lacking {
		if err := a.rows.fill(ctx, r); err != nil {
			a.forget()
			return nil, err
		}
	}
	return a.rows, nil
}

// todayRows are the rows in memory, by ID.
type todayRows struct {
	contacts    map[string]*model.Contact
	companies   map[string]*model.Company
	citizens    map[string]*model.Citizen
	goals       map[string]*model.Goal
	consents    map[string]*model.Consent
	placements  map[string]*model.Placement
	agreements  map[string]*model.Agreement
	weeks       map[string]*model.Week
	followUps   map[string]*model.FollowUp
	asides      map[string]*model.Aside
	consultants map[string]*model.Consultant

	names  map[string]string // initials of citizens, read when they are shown
	whole  map[string]bool   // placements whose agreements and weeks were read
	looked map[string]bool   // workplaces and citizens whose earlier contacts were read
	since  model.Date        // contacts were read from this day on

	lacking bool // rows are there whose own rows may not have been read; see fill
}

func newTodayRows() *todayRows {
	return &todayRows{contacts: map[string]*model.Contact{}, companies: map[string]*model.Company{}, citizens: map[string]*model.Citizen{}, goals: map[string]*model.Goal{},
		consents: map[string]*model.Consent{}, placements: map[string]*model.Placement{}, agreements: map[string]*model.Agreement{}, weeks: map[string]*model.Week{},
		followUps: map[string]*model.FollowUp{}, asides: map[string]*model.Aside{}, consultants: map[string]*model.Consultant{},
		names: map[string]string{}, whole: map[string]bool{}, looked: map[string]bool{}, lacking: true}
}

// put writes a change into the rows.
func (t *todayRows) put(c model.Change) {
	switch e := c.Row().(type) {
	case *model.Contact:
		if keep(t.contacts, c, e); c.After == nil { // an earlier one may count now
			delete(t.looked, e.CompanyID)
			delete(t.looked, e.CitizenID)
		}
		t.lacking = t.lacking || c.After == nil || t.companies[e.CompanyID] == nil
	case *model.Company:
		t.lacking = t.lacking || t.companies[e.ID] == nil
		keep(t.companies, c, e)
	case *model.Citizen:
		t.lacking = t.lacking || t.citizens[e.ID] == nil
		keep(t.citizens, c, e)
		delete(t.names, e.ID)
	case *model.Goal:
		keep(t.goals, c, e)
	case *model.Consent:
		keep(t.consents, c, e)
		t.lacking = t.lacking || t.companies[e.CompanyID] == nil
	case *model.Placement:
		t.lacking = true
		keep(t.placements, c, e)
	case *model.Agreement:
		keep(t.agreements, c, e)
	case *model.Week:
		keep(t.weeks, c, e)
	case *model.FollowUp:
		keep(t.followUps, c, e)
	case *model.Aside:
		keep(t.asides, c, e)
	case *model.Consultant:
		keep(t.consultants, c, e)
	}
}

func keep[T any](m map[string]*T, c model.Change, e *T) {
	id := c.Row().Meta().ID
	if c.After == nil {
		delete(m, id)
		return
	}
	m[id] = e
}

// input is what the rules look at.
func (t *todayRows) input(today model.Date, rhythm model.Rhythm) model.TodayInput {
	return model.TodayInput{Today: today, Rhythm: rhythm, Contacts: values(t.contacts), Companies: values(t.companies), Citizens: values(t.citizens), Goals: values(t.goals),
		Consents: values(t.consents), Placements: values(t.placements), Agreements: values(t.agreements), Weeks: values(t.weeks), FollowUps: values(t.followUps), Asides: values(t.asides)}
}

func values[T any](m map[string]*T) []*T {
	out := make([]*T, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// read adds the rows that a query selects.
func read[T any, P interface {
	*T
	model.Entity
}](ctx context.Context, r Reader, into map[string]*T, typ string, q model.Query) error {
	return r.Each(ctx, typ, q, func(e model.Entity) error {
		row := e.(P)
		into[row.Meta().ID] = (*T)(row)
		return nil
	})
}

// together runs readings side by side and gives the first error.
func together(work ...func() error) error {
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
func whereIn(field string, set map[string]bool, fields []string) model.Query {
	ids := make([]string, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return model.Query{Fields: fields, Where: []model.Cond{{Field: field, Op: model.In, In: ids}}}
}
