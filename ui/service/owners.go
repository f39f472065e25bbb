package service

import (
	"context"
	"slices"
	"sync"

	"jobspor/model"
	"jobspor/model/schema"
)

// owners knows whose each citizen is and which citizens rows are about, so that judging a row takes no query. It is read
// once for an open database, shared by its sessions, and patched with every change.
//
// It promises: rows that were removed are judged as they last were; a row that leads to a citizen nobody knows is about
// somebody, who is in nobody's sight.
type owners struct {
	mu      sync.RWMutex
	source  Store                           // without a guard
	ready   bool                            // the fields below are as new as the rows
	members map[string]*model.Consultant    // by ID
	of      map[string]string               // the consultant responsible, by citizen
	about   map[string]map[string][]string  // citizens that a row is about, by type and ID
	gone    map[model.RowRef][]model.RowRef // what rows that were removed referred to; nil before they are asked for
}

// nobody is the citizen of rows that lead to none although they should.
const nobody = "?"

// bulkTies are the types that many rows are about a citizen by; they are read at once.
var bulkTies = []string{"goal", "placement", "enrolment", "shortlist"}

// ties are the fields by which rows of a type are about citizens: what refers to one, or to a row that can be about one.
func ties(typ string) []reference { return allTies()[typ] }

var allTies = sync.OnceValue(func() map[string][]reference {
	out := map[string][]reference{}
	for grown := true; grown; {
		grown = false
		for _, t := range schema.Types() {
			var list []reference
			for i := range t.Fields {
				f := &t.Fields[i]
				if of, ok := t.Field(f.TypeIn); ok {
					list = append(list, reference{f, of})
				} else if f.Kind == schema.Ref && (f.To == "citizen" || len(out[f.To]) > 0) {
					list = append(list, reference{f, nil})
				}
			}
			if len(list) > len(out[t.Name]) {
				out[t.Name], grown = list, true
			}
		}
	}
	return out
})

// canBeAbout reports whether rows of a type can be about a citizen.
func canBeAbout(typ string) bool { return typ == "citizen" || len(ties(typ)) > 0 }

// tied are the rows that a row refers to by its ties.
func tied(e model.Entity) (out []model.RowRef) {
	for _, r := range ties(schema.TypeOf(e).Name) {
		if to := r.target(e); to.ID != "" && canBeAbout(to.Type) {
			out = append(out, to)
		}
	}
	return out
}

// read reads everything when that was not done or too much changed.
func (o *owners) read(ctx context.Context) error {
	o.mu.RLock()
	ready := o.ready
	o.mu.RUnlock()
	if ready {
		return nil
	}
	o.mu.Lock() // a change that is written meanwhile waits, and is applied to what was read
	defer o.mu.Unlock()
	if o.ready {
		return nil
	}
	o.members, o.of = map[string]*model.Consultant{}, map[string]string{}
	o.about, o.gone = map[string]map[string][]string{}, nil
	add := func(e model.Entity) error { o.put(e); return nil }
	if err := o.source.Each(ctx, "consultant", schema.Query{AnyOrder: true}, add); err != nil {
		return err
	}
	q := schema.Query{Fields: []string{"responsible"}, AnyOrder: true}
	if err := o.source.Each(ctx, "citizen", q, add); err != nil {
		return err
	}
	for _, typ := range bulkTies {
		q := schema.Query{Fields: []string{"citizen"}, AnyOrder: true}
		if err := o.source.Each(ctx, typ, q, add); err != nil {
			return err
		}
	}
	o.ready = true
	return nil
}

// put takes a row in; the caller holds the lock.
func (o *owners) put(e model.Entity) {
	typ, id := schema.TypeOf(e).Name, e.Meta().ID
	switch c := e.(type) {
	case *model.Consultant:
		o.members[id] = c
		return
	case *model.Citizen:
		o.of[id] = c.Responsible
		return
	}
	if !slices.Contains(bulkTies, typ) {
		delete(o.about[typ], id)
		return
	}
	var citizens []string
	for _, to := range tied(e) {
		if to.Type == "citizen" {
			citizens = append(citizens, to.ID)
		}
	}
	o.keep(typ, id, citizens)
}

func (o *owners) keep(typ, id string, citizens []string) {
	if o.about[typ] == nil {
		o.about[typ] = map[string][]string{}
	}
	o.about[typ][id] = citizens
}

// OnChange applies a committed change.
func (o *owners) OnChange(c model.Changed) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.ready {
		return
	}
	if c.Many {
		o.ready = false
		return
	}
	for _, ch := range c.Changes {
		if _, staff := ch.Row().(*model.Consultant); staff || canBeAbout(schema.TypeOf(ch.Row()).Name) {
			o.put(schema.Clone(ch.Row())) // of a removed row what it last was
		}
	}
}

// responsible is the consultant of a citizen; false when there is no such citizen and never was.
func (o *owners) responsible(ctx context.Context, citizen string) (string, bool, error) {
	o.mu.RLock()
	who, ok := o.of[citizen]
	o.mu.RUnlock()
	if ok || citizen == nobody {
		return who, ok, nil
	}
	rows, err := o.source.List(ctx, "citizen", schema.Query{Fields: []string{"responsible"},
		Where: []schema.Cond{{Field: "id", Op: schema.Is, Text: citizen}}})
	if err != nil {
		return "", false, err
	}
	o.mu.Lock()
	for _, e := range rows {
		o.put(e)
	}
	o.mu.Unlock()
	if len(rows) == 0 {
		if err := o.readGone(ctx); err != nil {
			return "", false, err
		}
	}
	o.mu.RLock()
	defer o.mu.RUnlock()
	who, ok = o.of[citizen]
	return who, ok, nil
}

// readGone reads once what is known of removed rows. Those that are removed later stay known anyway.
func (o *owners) readGone(ctx context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.gone != nil {
		return nil
	}
	var types []string
	for _, t := range schema.Types() {
		if canBeAbout(t.Name) {
			types = append(types, t.Name)
		}
	}
	gone := map[model.RowRef][]model.RowRef{}
	err := o.source.EachRemoved(ctx, types, func(e model.Entity) error {
		if c, ok := e.(*model.Citizen); ok {
			if _, known := o.of[c.ID]; !known {
				o.of[c.ID] = c.Responsible
			}
		}
		gone[model.RowRef{Type: schema.TypeOf(e).Name, ID: e.Meta().ID}] = tied(e)
		return nil
	})
	if err == nil {
		o.gone = gone
	}
	return err
}

// mostSteps bounds how far a row is from its citizen: of a postponed follow-up over its placement.
const mostSteps = 5

// citizensOf are the citizens that a row is about.
func (o *owners) citizensOf(ctx context.Context, e model.Entity) ([]string, error) {
	switch row := e.(type) {
	case *model.Citizen:
		return []string{row.ID}, nil
	case *model.Approval:
		return row.Citizens(), nil
	}
	return o.citizensIn(ctx, tied(e), mostSteps)
}

func (o *owners) citizensIn(ctx context.Context, to []model.RowRef, steps int) (out []string, err error) {
	for _, ref := range to {
		some, err := o.citizensAt(ctx, ref, steps)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// citizensAt are those of a row that is known by its ID.
func (o *owners) citizensAt(ctx context.Context, ref model.RowRef, steps int) ([]string, error) {
	if ref.Type == "citizen" || !canBeAbout(ref.Type) {
		if ref.Type == "citizen" {
			return []string{ref.ID}, nil
		}
		return nil, nil
	}
	if steps == 0 {
		return []string{nobody}, nil
	}
	o.mu.RLock()
	known, ok := o.about[ref.Type][ref.ID]
	o.mu.RUnlock()
	if ok {
		return known, nil
	}
	to, found, err := o.tiesAt(ctx, ref)
	if err != nil {
		return nil, err
	}
	if !found {
		return []string{nobody}, nil
	}
	out, err := o.citizensIn(ctx, to, steps-1)
	if err == nil {
		o.mu.Lock()
		o.keep(ref.Type, ref.ID, out)
		o.mu.Unlock()
	}
	return out, err
}

// tiesAt are the ties of a row that is known by its ID, also of one that was removed.
func (o *owners) tiesAt(ctx context.Context, ref model.RowRef) ([]model.RowRef, bool, error) {
	q := schema.Query{Where: []schema.Cond{{Field: "id", Op: schema.Is, Text: ref.ID}}, Fields: tieFields(ref.Type)}
	rows, err := o.source.List(ctx, ref.Type, q)
	if err != nil {
		return nil, false, err
	}
	if len(rows) > 0 {
		return tied(rows[0]), true, nil
	}
	if err := o.readGone(ctx); err != nil {
		return nil, false, err
	}
	o.mu.RLock()
	defer o.mu.RUnlock()
	to, ok := o.gone[ref]
	return to, ok, nil
}

// tieFields are the keys of the fields by which rows of a type are judged.
func tieFields(typ string) (keys []string) {
	switch typ {
	case "citizen":
		return []string{"responsible"}
	case "approval":
		return []string{"asker", "right", "about"}
	}
	for _, r := range ties(typ) {
		keys = append(keys, r.field.Key)
		if r.typ != nil && !slices.Contains(keys, r.typ.Key) {
			keys = append(keys, r.typ.Key)
		}
	}
	return keys
}
