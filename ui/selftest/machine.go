package selftest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"jobspor/data/crypt"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// machine does random things to a database and to a model of it in memory: what each row says, and the same before and
// after every change, which is what undo and redo lead to.
type machine struct {
	t            *trial
	s            *store.Store
	path         string
	rows         map[string]model.Entity // as they were last written
	past, future []map[string]model.Entity
	compared     int
}

// mostRows and mostPast bound the model, so that long trials cost no more an action than short ones.
const (
	mostRows = 40
	mostPast = 60
)

// acting does random actions and compares.
func acting(ctx context.Context, t *trial) (err error) {
	m := &machine{t: t, path: filepath.Join(t.dir, "m.db"), rows: map[string]model.Entity{}}
	if m.s, err = m.open(ctx, true); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.s.Close()) }()
	for t.Runs < t.n && ctx.Err() == nil && len(t.Faults) == 0 {
		if err := m.act(ctx); err != nil {
			return err
		}
		t.Runs++
	}
	if err := m.compare(ctx, "the end"); err != nil {
		return err
	}
	found, err := m.s.Verify(ctx)
	for _, f := range found {
		t.fault("verify: %s", f)
	}
	t.Counts = model.Args{"n": t.Runs, "compared": m.compared, "differ": len(t.Faults)}
	return err
}

func (m *machine) open(ctx context.Context, create bool) (*store.Store, error) {
	return store.Open(ctx, m.path, store.Options{Create: create, Passphrase: []byte(passphrase), Params: crypt.Cheap,
		Now: testDay})
}

// act does one thing.
func (m *machine) act(ctx context.Context) error {
	switch n := m.t.rand.IntN(100); {
	case n < 50:
		return m.change(ctx)
	case n < 65:
		return m.walk(ctx, "undo", func() error { _, err := m.s.Undo(ctx, "k1", 0); return err }, &m.past, &m.future)
	case n < 78:
		return m.walk(ctx, "redo", func() error { _, err := m.s.Redo(ctx, "k1"); return err }, &m.future, &m.past)
	case n < 86:
		return m.stale(ctx)
	case n < 90:
		if err := m.s.Close(); err != nil {
			return err
		}
		var err error
		if m.s, err = m.open(ctx, false); err != nil {
			return err
		}
		return m.compare(ctx, "opening again")
	case n < 93:
		if err := errors.Join(m.s.Lock(ctx), m.s.Unlock(ctx, []byte(passphrase))); err != nil {
			return err
		}
		return m.compare(ctx, "locking")
	}
	return m.compare(ctx, "a look")
}

// change writes a few random changes as one.
func (m *machine) change(ctx context.Context) error {
	next := maps.Clone(m.rows)
	var changes []model.Change
	for range 1 + m.t.rand.IntN(3) {
		keys := slices.Sorted(maps.Keys(m.rows))
		if len(keys) == 0 || m.t.rand.IntN(2) == 0 && len(next) < mostRows {
			b := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: m.word(), Note: m.word()}
			g := &model.Goal{Head: model.Head{ID: model.NewID()}, CitizenID: b.ID, Words: m.word()}
			c := &model.Company{Head: model.Head{ID: model.NewID()}, Name: m.word()}
			for _, e := range []model.Entity{b, g, c} {
				changes = append(changes, model.Add(e))
				next[e.Meta().ID] = e
			}
			continue
		}
		id := keys[m.t.rand.IntN(len(keys))]
		was, there := m.rows[id], next[id] == m.rows[id] && next[id] != nil
		if !there {
			continue
		}
		if m.t.rand.IntN(3) == 0 {
			changes = append(changes, m.removal(was, next)...)
			continue
		}
		after := m.edited(was)
		changes = append(changes, model.Edit(was, after))
		next[id] = after
	}
	if len(changes) == 0 {
		return nil
	}
	r, err := m.s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test", Changes: changes})
	if err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	if r.Seq > 0 {
		m.past, m.rows, m.future = append(m.past, m.rows), next, nil
		if len(m.past) > mostPast {
			m.past = m.past[1:]
		}
	}
	return m.versions(ctx)
}

// removal removes a row, and the goals of a citizen with it; none when one of those was just edited.
func (m *machine) removal(e model.Entity, next map[string]model.Entity) []model.Change {
	changes := []model.Change{model.Remove(e)}
	for _, other := range m.rows {
		if g, ok := other.(*model.Goal); ok && g.CitizenID == e.Meta().ID && next[g.ID] != nil {
			if next[g.ID] != other {
				return nil
			}
			changes = append(changes, model.Remove(g))
		}
	}
	for _, c := range changes {
		delete(next, c.Before.Meta().ID)
	}
	return changes
}

// edited is a row with other words.
func (m *machine) edited(e model.Entity) model.Entity {
	after := schema.Clone(e)
	switch e := after.(type) {
	case *model.Citizen:
		e.Note, e.Skills = m.word(), m.word()
	case *model.Goal:
		e.Words = m.word()
	case *model.Company:
		e.Name = m.word()
	}
	return after
}

// stale writes over a version that is no more: it must be refused, and nothing changes.
func (m *machine) stale(ctx context.Context) error {
	ids := slices.Sorted(maps.Keys(m.rows))
	if len(ids) == 0 {
		return nil
	}
	old := schema.Clone(m.rows[ids[0]])
	old.Meta().Version--
	_, err := m.s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test",
		Changes: []model.Change{model.Edit(old, m.edited(old))}})
	if model.CodeOf(err) != model.Conflict {
		m.t.fault("a change of an older version gives %v", err)
	}
	return m.compare(ctx, "a refused change")
}

// walk undoes or redoes.
func (m *machine) walk(ctx context.Context, what string, do func() error, from, to *[]map[string]model.Entity) error {
	if len(*from) == 0 {
		return nil // the log may reach back further than the model
	}
	if err := do(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	last := len(*from) - 1
	*to = append(*to, m.rows)
	m.rows, *from = (*from)[last], (*from)[:last]
	if err := m.versions(ctx); err != nil {
		return err
	}
	return m.compare(ctx, what)
}

// versions takes over the versions, which undo raises as any change does.
func (m *machine) versions(ctx context.Context) error {
	fresh := make(map[string]model.Entity, len(m.rows))
	for id, e := range m.rows {
		now, err := m.s.Get(ctx, schema.TypeOf(e).Name, id)
		if err != nil {
			m.t.fault("a row is not there: %v", err)
			return nil
		}
		e = schema.Clone(e)
		e.Meta().Version = now.Meta().Version
		fresh[id] = e
	}
	m.rows = fresh
	return nil
}

// compare reads the whole database.
func (m *machine) compare(ctx context.Context, after string) error {
	m.compared++
	n := 0
	for _, typ := range []string{"citizen", "goal", "company"} {
		err := m.s.Each(ctx, typ, schema.Query{}, func(e model.Entity) error {
			n++
			if want := m.rows[e.Meta().ID]; want == nil || !schema.Equal(e, want) {
				m.t.fault("after %s a %s differs", after, typ)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if n != len(m.rows) {
		m.t.fault("after %s there are %d rows, not %d", after, n, len(m.rows))
	}
	return nil
}

// word is made of a few letters.
func (m *machine) word() string {
	var b strings.Builder
	letters := []rune("abcdefghijæøå ")
	for range 1 + m.t.rand.IntN(12) {
		b.WriteRune(letters[m.t.rand.IntN(len(letters)-1)])
	}
	return b.String()
}
