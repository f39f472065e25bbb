package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"jobspor/data/crypt"
	"jobspor/model"
	"jobspor/model/schema"
)

// machine drives a store with random change sets, undo, redo and restarts, beside a model that is nothing but a list of
// snapshots: undo must give back exactly the snapshot before, redo the one after.
type machine struct {
	t      *rapid.T
	s      *Store
	past   []map[string]string // snapshots that undo walks back through, oldest first
	now    map[string]string
	future []map[string]string // snapshots that redo walks forward through, next last
}

// snapshot is every row by type and ID as text, versions apart.
func (m *machine) snapshot() map[string]string {
	out := map[string]string{}
	for _, typ := range []string{"company", "citizen", "goal"} {
		err := m.s.Each(context.Background(), typ, schema.Query{}, func(e model.Entity) error {
			text := ""
			for _, f := range schema.TypeOf(e).Fields {
				text += f.Key + "=" + f.Text(e) + ";"
			}
			out[typ+" "+e.Meta().ID] = text
			return nil
		})
		if err != nil {
			m.t.Fatal(err)
		}
	}
	return out
}

func (m *machine) check(what string, want map[string]string) {
	if got := m.snapshot(); fmt.Sprint(got) != fmt.Sprint(want) {
		m.t.Fatalf("after %s:\ngot  %v\nwant %v", what, got, want)
	}
}

func (m *machine) rows(typ string) []model.Entity {
	list, err := m.s.List(context.Background(), typ, schema.Query{})
	if err != nil {
		m.t.Fatal(err)
	}
	return list
}

// draw makes one change set of adds, edits and removals that refer to each other.
func (m *machine) draw() []model.Change {
	t := m.t
	var changes []model.Change
	word := rapid.StringMatching(`[a-zæøå]{1,8}`)
	citizen := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: word.Draw(t, "name"),
		Note: word.Draw(t, "note")}
	if rapid.Bool().Draw(t, "add") {
		changes = append(changes, model.Add(citizen),
			model.Add(&model.Goal{CitizenID: citizen.ID, Words: word.Draw(t, "goal")}))
	}
	for _, e := range m.rows("citizen") {
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			after := schema.Clone(e).(*model.Citizen)
			after.FirstName, after.HoursNow = word.Draw(t, "name"),
				model.Some(model.Hours(rapid.IntRange(0, 140).Draw(t, "hours")))
			changes = append(changes, model.Edit(e, after))
		case 1:
			changes = append(changes, model.Remove(e))
			for _, g := range m.rows("goal") {
				if g.(*model.Goal).CitizenID == e.Meta().ID {
					changes = append(changes, model.Remove(g))
				}
			}
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "companies") {
		changes = append(changes, model.Add(&model.Company{Name: word.Draw(t, "company"), Days: []string{"mon"}}))
	}
	slices.Reverse(changes)
	return changes
}

func (m *machine) apply() {
	r, err := m.s.Apply(context.Background(), model.ChangeSet{Actor: "k", Action: "x", Changes: m.draw()})
	if err != nil {
		m.t.Fatal(err)
	}
	if r.Seq == 0 {
		m.check("nothing", m.now)
		return
	}
	m.past, m.now, m.future = append(m.past, m.now), m.snapshot(), nil
}

// walk undoes or redoes: from is the stack it takes a snapshot from, to the one it leaves the current on.
func (m *machine) walk(what string, do func(context.Context) error, from, to *[]map[string]string) {
	err := do(context.Background())
	if len(*from) == 0 {
		if model.CodeOf(err) != model.NotFound {
			m.t.Fatalf("%s of nothing = %v", what, err)
		}
		return
	}
	if err != nil {
		m.t.Fatalf("%s: %v", what, err)
	}
	last := len(*from) - 1
	*to = append(*to, m.now)
	m.now, *from = (*from)[last], (*from)[:last]
	m.check(what, m.now)
}

func TestUndoRestoresExactly(t *testing.T) {
	test, dir, n := t, t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := freshPlace(test, filepath.Join(dir, fmt.Sprint(n, ".db")))
		opt := Options{Passphrase: pass, Params: crypt.Cheap}
		open := func(create bool) *Store {
			opt.Create = create
			s, err := Open(context.Background(), path, opt)
			if err != nil {
				t.Fatal(err)
			}
			// What a power cut would do is not asked here.
			if !s.OnServer() {
				if _, err := s.writer.Exec("PRAGMA synchronous = OFF"); err != nil {
					t.Fatal(err)
				}
			}
			return s
		}
		m := &machine{t: t, s: open(true), now: map[string]string{}}
		defer func() { m.s.Close() }()
		undo := func() {
			m.walk("undo", func(ctx context.Context) error { _, err := m.s.Undo(ctx, "k", 0); return err },
				&m.past, &m.future)
		}
		actions := map[string]func(){
			"apply": m.apply,
			"undo":  undo,
			"redo": func() {
				m.walk("redo", func(ctx context.Context) error { _, err := m.s.Redo(ctx, "k"); return err },
					&m.future, &m.past)
			},
			"restart": func() { m.s.Close(); m.s = open(false); m.check("restart", m.now) },
		}
		names := []string{"apply", "apply", "apply", "undo", "undo", "redo", "redo", "restart"}
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 1, 16).Draw(t, "actions") {
			actions[name]()
		}
		for len(m.past) > 0 {
			undo()
		}
		m.check("undo of all", map[string]string{})
		if found, err := m.s.Check(context.Background()); err != nil || len(found) > 0 {
			t.Fatalf("check: %v %v", found, err)
		}
	})
}
