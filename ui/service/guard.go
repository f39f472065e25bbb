package service

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// guard is a store that answers one consultant as far as the role lets it; see access.go for the table.
//
// It promises: no row, no entry of the log, no draft and no error that it gives holds anything of a citizen out of
// sight; nothing about one is written; no row leaves the sight of whoever writes it. It holds every method of Store by
// itself, so that a new one cannot pass by unguarded.
type guard struct {
	store  Store
	owners *owners
	actor  string
	now    func() time.Time
	today  func() model.Date
	unit   bool // it answers changes that are written as one

	mu     sync.Mutex
	opened map[string]time.Time // citizens opened with a reason, until when
}

// sight is what the consultant may do and see now.
func (g *guard) sight(ctx context.Context) (*sight, error) {
	g.mu.Lock()
	opened := maps.Clone(g.opened)
	g.mu.Unlock()
	s, err := g.owners.sightOf(ctx, g.actor, opened, g.now())
	if err == nil {
		s.today = g.today()
	}
	return s, err
}

// reading is the sight of somebody who may read at all.
func (g *guard) reading(ctx context.Context) (*sight, error) {
	s, err := g.sight(ctx)
	if err == nil {
		err = s.need(ReadCompanies)
	}
	return s, err
}

// hidden is the error of a row out of sight: to read it is as if it were not there, but it says what to do.
func hidden(id string) error {
	return model.NewError(model.NotFound, "err.access.hidden", model.Args{"id": id})
}

// Get gives a row in sight.
func (g *guard) Get(ctx context.Context, typ, id string) (model.Entity, error) {
	s, err := g.reading(ctx)
	if err != nil {
		return nil, err
	}
	e, err := g.store.Get(ctx, typ, id)
	if err != nil {
		return nil, err
	}
	if ok, err := s.sees(ctx, e); err != nil || !ok {
		return nil, errors.Join(err, hidden(id))
	}
	return e, nil
}

// List gives the rows in sight that a query selects.
func (g *guard) List(ctx context.Context, typ string, q schema.Query) (out []model.Entity, err error) {
	err = g.Each(ctx, typ, q, func(e model.Entity) error { out = append(out, e); return nil })
	return out, err
}

// errEnough ends a query that has its rows.
var errEnough = errors.New("enough rows")

// Each calls fn for the rows in sight that a query selects.
func (g *guard) Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error {
	s, err := g.reading(ctx)
	if err != nil {
		return err
	}
	if narrow, ok := s.narrow(typ, q); ok {
		return g.store.Each(ctx, typ, narrow, fn)
	}
	limit, skip := q.Limit, q.Offset
	if q.Limit, q.Offset = 0, 0; q.Fields != nil {
		q.Fields = append(slices.Clone(q.Fields), tieFields(typ)...)
	}
	n := 0
	err = g.store.Each(ctx, typ, q, func(e model.Entity) error {
		if ok, err := s.sees(ctx, e); err != nil || !ok {
			return err
		}
		if n++; n <= skip {
			return nil
		}
		if err := fn(e); err != nil {
			return err
		}
		if n-skip == limit {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// Count counts the rows in sight that a query selects.
func (g *guard) Count(ctx context.Context, typ string, q schema.Query) (n int, err error) {
	s, err := g.reading(ctx)
	if err != nil {
		return 0, err
	}
	if narrow, ok := s.narrow(typ, q); ok {
		return g.store.Count(ctx, typ, narrow)
	}
	q = schema.Query{Fields: tieFields(typ), Where: q.Where, AnyOrder: true}
	err = g.Each(ctx, typ, q, func(model.Entity) error { n++; return nil })
	return n, err
}

// Apply writes what the role may write, about rows in sight.
func (g *guard) Apply(ctx context.Context, cs model.ChangeSet) (model.Receipt, error) {
	s, err := g.as(ctx, cs.Actor)
	if err == nil {
		err = s.mayWrite(ctx, cs.All())
	}
	if err == nil {
		cs, err = g.withRoles(ctx, s, cs)
	}
	if err != nil {
		return model.Receipt{}, err
	}
	got, err := g.store.Apply(ctx, cs)
	return got, s.conceal(ctx, err)
}

// as is the sight of whoever something is written for: nobody writes in the name of another.
func (g *guard) as(ctx context.Context, actor string) (*sight, error) {
	s, err := g.reading(ctx)
	if err == nil && actor != g.actor {
		err = model.NewError(model.Forbidden, "err.access.actor", nil)
	}
	return s, err
}

// conceal gives an error without rows out of sight.
func (s *sight) conceal(ctx context.Context, err error) error {
	var conflict *model.ConflictError
	if !errors.As(err, &conflict) {
		return err
	}
	for _, row := range conflict.Rows {
		for _, e := range []model.Entity{row.Mine, row.Theirs, row.Base} {
			if e == nil {
				continue
			}
			if ok, failed := s.sees(ctx, e); failed != nil || !ok {
				return errors.Join(failed, model.NewError(model.Conflict, "err.access.other", nil))
			}
		}
	}
	return err
}

// Undo reverts an entry when all rows of it may be written.
func (g *guard) Undo(ctx context.Context, actor string, seq int64) (model.Receipt, error) {
	r, err := g.PreviewUndo(ctx, actor, seq)
	if err != nil {
		return model.Receipt{}, err
	}
	if seq == 0 { // exactly what was judged
		seq = r.Reverts.Seq
	}
	return g.reverted(ctx)(g.store.Undo(ctx, actor, seq))
}

// Redo reverts the latest undo when all rows of it may be written.
func (g *guard) Redo(ctx context.Context, actor string) (model.Receipt, error) {
	if _, err := g.PreviewRedo(ctx, actor); err != nil {
		return model.Receipt{}, err
	}
	return g.reverted(ctx)(g.store.Redo(ctx, actor))
}

// PreviewUndo tells what Undo would do.
func (g *guard) PreviewUndo(ctx context.Context, actor string, seq int64) (model.Receipt, error) {
	return g.preview(ctx, actor, func() (model.Receipt, error) { return g.store.PreviewUndo(ctx, actor, seq) })
}

// PreviewRedo tells what Redo would do.
func (g *guard) PreviewRedo(ctx context.Context, actor string) (model.Receipt, error) {
	return g.preview(ctx, actor, func() (model.Receipt, error) { return g.store.PreviewRedo(ctx, actor) })
}

func (g *guard) preview(ctx context.Context, actor string, of func() (model.Receipt, error)) (model.Receipt, error) {
	s, err := g.as(ctx, actor)
	if err != nil {
		return model.Receipt{}, err
	}
	r, err := of()
	if err == nil {
		err = mayRevert(r.Changes)
	}
	if err == nil {
		err = s.mayWrite(ctx, slices.Values(r.Changes))
	}
	if err != nil {
		return model.Receipt{}, s.conceal(ctx, err)
	}
	return r, nil
}

func (g *guard) reverted(ctx context.Context) func(model.Receipt, error) (model.Receipt, error) {
	return func(r model.Receipt, err error) (model.Receipt, error) {
		if err == nil {
			return r, nil
		}
		s, failed := g.sight(ctx)
		if failed != nil {
			return r, failed
		}
		return r, s.conceal(ctx, err)
	}
}

// Subscribe tells of changes of rows in sight; of the others it tells that something was written.
func (g *guard) Subscribe(onChange func(model.Changed)) (cancel func()) {
	return g.store.Subscribe(func(c model.Changed) {
		ctx := context.Background()
		s, err := g.sight(ctx)
		out := c
		out.Rows, out.Changes = nil, nil
		for i, row := range c.Rows {
			ok := err == nil
			if i < len(c.Changes) {
				for _, e := range []model.Entity{c.Changes[i].Before, c.Changes[i].After} {
					if ok && e != nil {
						ok, _ = s.sees(ctx, e)
					}
				}
			} else if ok {
				ok, _ = s.seesRef(ctx, row)
			}
			if !ok {
				continue
			}
			if out.Rows = append(out.Rows, row); i < len(c.Changes) {
				out.Changes = append(out.Changes, c.Changes[i])
			}
		}
		onChange(out)
	})
}
