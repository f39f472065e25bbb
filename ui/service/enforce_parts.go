package service

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"sync/atomic"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file guards what a session reaches beside its store.

type guardedEraser struct {
	Eraser
	g *guard
	// Of erasures: whose copies were not opened yet, and whose other copies did not get their day yet.
	unopened, undated *atomic.Int32
}

// Erase erases what is in sight and two agreed on; Args get the reason that they agreed on. The age of drafts and looks
// of everybody is for those who look after the database.
func (e guardedEraser) Erase(ctx context.Context, what model.Erasure) (model.Erased, error) {
	s, err := e.g.as(ctx, what.Actor)
	if err == nil {
		err = s.need(EraseCitizens)
	}
	if err == nil && (!what.DraftsBefore.IsZero() || !what.LooksBefore.IsZero()) {
		err = s.need(Maintain)
	}
	if err == nil {
		err = s.mayWrite(ctx, withoutApprovals(what.Changes))
	}
	if err != nil {
		return model.Erased{}, err
	}
	agreed, err := e.g.withErasure(ctx, what)
	if err != nil {
		return model.Erased{}, err
	}
	done, err := e.Eraser.Erase(ctx, agreed)
	if err == nil {
		maps.Copy(what.Args, agreed.Args)
		e.unopened.Add(1)
	}
	return done, err
}

// withoutApprovals are changes without those that take what old requests say of the citizens.
func withoutApprovals(changes []model.Change) iter.Seq[model.Change] {
	return slices.Values(slices.DeleteFunc(slices.Clone(changes), forgets))
}

// forgets reports whether a change takes from a request what it says of citizens, and nothing else.
func forgets(c model.Change) bool {
	before, ok := c.Before.(*model.Approval)
	if !ok || c.After == nil {
		return false
	}
	bare := bareApproval(before)
	return schema.Equal(&bare, c.After)
}

// Retire gives copies their day, or removes them, once for each erasure whose copies were opened.
func (e guardedEraser) Retire(ctx context.Context, left []LeftCopy, now bool) ([]LeftCopy, error) {
	if err := e.next(ctx, e.undated); err != nil {
		return nil, err
	}
	return e.Eraser.Retire(ctx, left, now)
}

// EachCopy opens the copies once for each erasure in the database.
func (e guardedEraser) EachCopy(ctx context.Context, fn func(Erasable) error) (int, []LeftCopy, error) {
	if err := e.next(ctx, e.unopened); err != nil {
		return 0, nil, err
	}
	e.undated.Add(1)
	return e.Eraser.EachCopy(ctx, fn)
}

// next lets the next step of an erasure be taken, by those who may erase, as often as the step before it was.
func (e guardedEraser) next(ctx context.Context, steps *atomic.Int32) error {
	if err := e.g.need(ctx, EraseCitizens); err != nil {
		return err
	}
	if steps.Add(-1) < 0 {
		steps.Add(1)
		return model.NewError(model.Forbidden, "err.access.erase", nil)
	}
	return nil
}

func (g *guard) need(ctx context.Context, r Right) error {
	s, err := g.sight(ctx)
	if err == nil {
		err = s.need(r)
	}
	return err
}

type guardedInfo struct {
	DatabaseInfo
	g *guard
}

// Facts tells where the database is, and how many rows it has, only those who look after it.
func (i guardedInfo) Facts(ctx context.Context) (Facts, error) {
	f, err := i.DatabaseInfo.Facts(ctx)
	if err == nil && i.g.need(ctx, Maintain) != nil {
		f = Facts{Schema: f.Schema, Sealed: f.Sealed}
	}
	return f, err
}

func (i guardedInfo) Check(ctx context.Context) ([]*model.Error, error) {
	if err := i.g.need(ctx, Maintain); err != nil {
		return nil, err
	}
	return i.DatabaseInfo.Check(ctx)
}

func (i guardedInfo) Rekey(ctx context.Context, old, next []byte) error {
	if err := i.g.need(ctx, ExportWhole); err != nil {
		return err
	}
	return i.DatabaseInfo.Rekey(ctx, old, next)
}

type guardedBackups struct {
	Backups
	g *guard
}

func (b guardedBackups) Backup(ctx context.Context) (string, error) {
	if err := b.g.need(ctx, Maintain); err != nil {
		return "", err
	}
	return b.Backups.Backup(ctx)
}

// guardedDamages shows damaged rows about citizens in sight, and lets those who may write about them repair.
type guardedDamages struct {
	Damages
	g *guard
}

func (k guardedDamages) inSight(ctx context.Context, list []model.Damaged) []model.Damaged {
	s, err := k.g.reading(ctx)
	return slices.DeleteFunc(slices.Clone(list), func(bad model.Damaged) bool {
		if err != nil {
			return true
		}
		for _, ref := range append([]model.RowRef{{Type: bad.Type, ID: bad.ID}}, bad.Of...) {
			if ok, failed := s.seesRef(ctx, ref); failed != nil || !ok {
				return true
			}
		}
		return false
	})
}

func (k guardedDamages) Damaged() []model.Damaged {
	return k.inSight(context.Background(), k.Damages.Damaged())
}

func (k guardedDamages) DamagedOf(ctx context.Context, typ string) ([]model.Damaged, error) {
	list, err := k.Damages.DamagedOf(ctx, typ)
	return k.inSight(ctx, list), err
}

// see refuses a row out of sight.
func (k guardedDamages) see(ctx context.Context, typ, id string) error {
	s, err := k.g.reading(ctx)
	if err != nil {
		return err
	}
	if ok, err := s.seesRef(ctx, model.RowRef{Type: typ, ID: id}); err != nil || !ok {
		return errors.Join(err, hidden(id))
	}
	return nil
}

func (k guardedDamages) Source(ctx context.Context, typ, id string) (*model.RowSource, error) {
	if err := k.see(ctx, typ, id); err != nil {
		return nil, err
	}
	from, err := k.Damages.Source(ctx, typ, id)
	if err != nil || from == nil || from.Row == nil {
		return from, err
	}
	s, err := k.g.reading(ctx)
	if err != nil {
		return nil, err
	}
	if ok, err := s.sees(ctx, from.Row); err != nil || !ok {
		return nil, errors.Join(err, hidden(id))
	}
	return from, nil
}

func (k guardedDamages) Remains(ctx context.Context, typ, id string) (model.Entity, error) {
	if err := k.see(ctx, typ, id); err != nil {
		return nil, err
	}
	return k.Damages.Remains(ctx, typ, id)
}

func (k guardedDamages) Repair(ctx context.Context, actor string, row model.Damaged) (model.Receipt, error) {
	from, err := k.Source(ctx, row.Type, row.ID)
	if err == nil && from != nil && from.Row != nil {
		err = k.mayWrite(ctx, actor, from.Row)
	}
	if err != nil {
		return model.Receipt{}, err
	}
	return k.Damages.Repair(ctx, actor, row)
}

func (k guardedDamages) WriteAnew(ctx context.Context, actor string, e model.Entity) (model.Receipt, error) {
	if err := k.mayWrite(ctx, actor, e); err != nil {
		return model.Receipt{}, err
	}
	return k.Damages.WriteAnew(ctx, actor, e)
}

func (k guardedDamages) mayWrite(ctx context.Context, actor string, e model.Entity) error {
	s, err := k.g.as(ctx, actor)
	if _, member := e.(*model.Consultant); err == nil && member { // who somebody is, is mended on the server
		err = s.need(ExportWhole)
	}
	if err != nil {
		return err
	}
	return s.mayWrite(ctx, slices.Values([]model.Change{{Before: e, After: e}}))
}
