package uitest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// Content is every row of a database without its version, by type and ID.
type Content map[model.RowRef]string

// ContentOf reads it.
func ContentOf(ctx context.Context, s *store.Store) (Content, error) {
	out := Content{}
	for _, t := range schema.Types() {
		err := s.Each(ctx, t.Name, schema.Query{AnyOrder: true}, func(e model.Entity) error {
			e = schema.Clone(e)
			e.Meta().Version = 0
			text, err := json.Marshal(e)
			out[model.RowRef{Type: t.Name, ID: e.Meta().ID}] = string(text)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// differs names a row that is not the same in both, "" when there is none.
func (c Content) differs(other Content) string {
	for _, side := range []Content{c, other} {
		for _, ref := range slices.SortedFunc(maps.Keys(side), func(a, b model.RowRef) int {
			return strings.Compare(a.Type+a.ID, b.Type+b.ID)
		}) {
			if c[ref] != other[ref] {
				return ref.Type + " " + ref.ID + "\n" + c[ref] + "\n" + other[ref]
			}
		}
	}
	return ""
}

// WalkBack undoes every change after an entry, newest first, and compares all rows with what stood before; then it does
// all of them again and compares with what stood at first. It gives their actions. After an erasure, which nothing
// takes back, it does nothing.
func WalkBack(ctx context.Context, s *store.Store, seq int64, before Content) (actions []string, err error) {
	entries, err := s.Log(ctx, schema.LogQuery{})
	if err != nil {
		return nil, err
	}
	var standing []model.LogEntry
	redoable := true // by Redo, which finds them by itself
	for _, e := range entries {
		switch {
		case e.Seq <= seq:
		case e.Kind == "erase":
			return nil, nil
		case e.Kind == "change" && e.UndoneBy == 0:
			standing = append(standing, e)
		case e.Kind == "undo" && e.UndoneBy == 0 && e.Undoes <= seq: // of what stood before
			standing, redoable = append(standing, e), false
		}
	}
	if len(standing) == 0 {
		return nil, nil
	}
	after, err := ContentOf(ctx, s)
	if err != nil {
		return nil, err
	}
	undone := map[int64]int64{} // by which entry
	for _, e := range standing {
		got, err := s.Undo(ctx, e.Actor, e.Seq)
		if err != nil {
			return nil, fmt.Errorf("undo of %s (%d): %w", e.Action, e.Seq, explained(err))
		}
		undone[e.Seq] = got.Seq
		actions = append(actions, e.Action)
	}
	if err := sameContent(ctx, s, "after the undo", before); err != nil {
		return actions, fmt.Errorf("%v: %w", actions, err)
	}
	for _, e := range slices.Backward(standing) {
		var err error
		if redoable {
			_, err = s.Redo(ctx, e.Actor)
		} else {
			_, err = s.Undo(ctx, e.Actor, undone[e.Seq])
		}
		if err != nil {
			return nil, fmt.Errorf("redo of %s (%d): %w", e.Action, e.Seq, explained(err))
		}
	}
	return actions, sameContent(ctx, s, "after the redo", after)
}

// sameContent compares the rows of a database with what they should be.
func sameContent(ctx context.Context, s *store.Store, when string, want Content) error {
	got, err := ContentOf(ctx, s)
	if err != nil {
		return err
	}
	if ref := want.differs(got); ref != "" {
		return fmt.Errorf("%s: %s", when, ref)
	}
	return nil
}

// explained is an error with what it is made of.
func explained(err error) error {
	var e *model.Error
	if errors.As(err, &e) {
		for _, more := range e.More {
			err = fmt.Errorf("%w; %s", err, more.Key)
		}
	}
	return err
}

// walked are the actions of the changes that stories made and that were walked back.
var walked sync.Map

// countChanges notes what is changed by each key.
func (d *Driver) countChanges() {
	d.session.Store.Subscribe(func(c model.Changed) {
		d.changes.Lock()
		defer d.changes.Unlock()
		d.changed = append(d.changed, c.Seq)
	})
}

// walkBackAtEnd walks all changes back when the test ends: whatever a story does can be undone and done again. Stories
// of damaged or locked databases are left out.
func (d *Driver) walkBackAtEnd() {
	d.T.Helper()
	ctx, s := context.Background(), d.session.Store
	if _, bench := d.T.(*testing.B); bench {
		return
	}
	before, err := ContentOf(ctx, s)
	entries, logErr := s.Log(ctx, schema.LogQuery{Limit: 1})
	if errors.Join(err, logErr) != nil || len(d.session.Service.Damaged()) > 0 {
		return
	}
	var last int64
	for _, e := range entries {
		last = e.Seq
	}
	d.T.Cleanup(func() {
		if _, err := ContentOf(ctx, s); d.T.Failed() || err != nil || len(d.session.Service.Damaged()) > 0 {
			return
		}
		actions, err := WalkBack(ctx, s, last, before)
		if err != nil {
			d.T.Error(err)
		}
		for _, a := range actions {
			walked.Store(a, true)
		}
	})
}

// keyChanges are the entries of changes since they were asked for last.
func (d *Driver) keyChanges() []int64 {
	d.changes.Lock()
	defer d.changes.Unlock()
	out := d.changed
	d.changed = nil
	return out
}
