package service_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jobspor/data/demo"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/merge"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

// mergeSession opens the demo world, whose rows refer to each other in every way that people use.
func mergeSession(t testing.TB) *service.Session {
	t.Helper()
	st := open(t, filepath.Join(t.TempDir(), "m.db"), true)
	t.Cleanup(func() { st.Close() })
	for _, cs := range demo.ChangeSets(today) {
		if _, err := st.Apply(context.Background(), cs); err != nil {
			t.Fatal(err)
		}
	}
	d := &service.Session{Store: st, Now: func() time.Time { return today.Time().Add(9 * time.Hour) }}
	all, err := service.All[model.Consultant](context.Background(), st, "consultant", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	d.SetConsultant(all[0])
	return d
}

// content is every value of every row, by type and ID, without versions.
func content(t fatal, s service.Reader) map[string]string {
	out := map[string]string{}
	for _, typ := range schema.Types() {
		rows, err := s.List(context.Background(), typ.Name, schema.Query{})
		if err != nil {
			t.Fatalf("list %s: %v", typ.Name, err)
		}
		for _, e := range rows {
			var b strings.Builder
			for i := range typ.Fields {
				fmt.Fprintf(&b, "%s=%q ", typ.Fields[i].Key, typ.Fields[i].Text(e))
			}
			out[typ.Name+" "+e.Meta().ID] = b.String()
		}
	}
	return out
}

type fatal interface {
	Fatalf(format string, args ...any)
}

func sameContent(t fatal, got, want map[string]string) {
	for key, w := range want {
		if got[key] != w {
			t.Fatalf("%s: got %s, want %s", key, got[key], w)
		}
	}
	if len(got) != len(want) {
		t.Fatalf("got %d rows, want %d", len(got), len(want))
	}
}

// named counts the rows that name one in a field.
func named(t fatal, s service.Reader, typ string, r schema.Referrer, id string) int {
	n, err := s.Count(context.Background(), r.Type.Name, r.Query(typ, id))
	if err != nil {
		t.Fatalf("count %s.%s: %v", r.Type.Name, r.Field.Key, err)
	}
	return n
}

func apply(t fatal, d *service.Session, cs model.ChangeSet) model.Receipt {
	cs.Actor = d.Actor()
	got, err := d.Store.Apply(context.Background(), cs)
	if err != nil {
		t.Fatalf("apply %s: %v", cs.Action, err)
	}
	return got
}

func undo(t fatal, d *service.Session, seq int64) {
	if _, err := d.Store.Undo(context.Background(), d.Actor(), seq); err != nil {
		t.Fatalf("undo %d: %v", seq, err)
	}
}

// mergeRows makes two rows one.
func mergeRows(t fatal, d *service.Session, typ, a, b string) (*service.Merge, model.Receipt) {
	m, err := d.NewMerge(context.Background(), typ, a, b)
	if err != nil {
		t.Fatalf("merge %s: %v", typ, err)
	}
	cs, err := m.ChangeSet()
	if err != nil {
		t.Fatalf("merge %s: %v", typ, err)
	}
	return m, apply(t, d, cs)
}

// TestMergeAndUndo merges any rows one after another, taking any sides: no row is lost but those that became one, and
// undoing all of it in reverse gives the database as it was.
func TestMergeAndUndo(t *testing.T) {
	d := mergeSession(t)
	before := content(t, d.Store)
	rapid.Check(t, func(rt *rapid.T) {
		var seqs []int64
		for range rapid.IntRange(1, 3).Draw(rt, "merges") {
			typ := rapid.SampledFrom(service.DuplicateTypes).Draw(rt, "type")
			ids, err := service.IDs(context.Background(), d.Store, typ, "status", schema.Query{})
			if err != nil {
				rt.Fatalf("%v", err)
			}
			two := rapid.Permutation(ids).Draw(rt, "rows")[:2]
			if seq := mergeOnce(rt, d, typ, two[0], two[1]); seq != 0 {
				seqs = append(seqs, seq)
			}
		}
		for i := len(seqs) - 1; i >= 0; i-- {
			undo(rt, d, seqs[i])
		}
		sameContent(rt, content(rt, d.Store), before)
	})
}

// mergeOnce merges two rows, taking any sides; 0 is that the values taken contradict each other.
func mergeOnce(rt *rapid.T, d *service.Session, typ, a, b string) int64 {
	m, err := d.NewMerge(context.Background(), typ, a, b)
	if err != nil {
		rt.Fatalf("%v", err)
	}
	for i := range m.List {
		if f := &m.List[i]; f.Differs {
			side := rapid.SampledFrom([]merge.Side{merge.A, merge.B, f.Side}).Draw(rt, f.Key)
			if err := m.Take(f.Key, side); err != nil {
				rt.Fatalf("take %s: %v", f.Key, err)
			}
		}
	}
	cs, err := m.ChangeSet()
	if model.CodeOf(err) == model.Invalid {
		return 0
	}
	if err != nil {
		rt.Fatalf("%v", err)
	}
	want := map[string]int{}
	for _, r := range schema.Referrers(typ) {
		want[r.Type.Name+"."+r.Field.Key] = named(rt, d.Store, typ, r, a) + named(rt, d.Store, typ, r, b)
	}
	seq := apply(rt, d, cs).Seq
	for _, r := range schema.Referrers(typ) {
		key := r.Type.Name + "." + r.Field.Key
		n := want[key] - m.Joined[r.Type.Name]
		if key == "merged.into" {
			n = want[key] + 1 // the row that leads from b to a
		}
		if got := named(rt, d.Store, typ, r, a); got != n {
			rt.Fatalf("%s: got %d rows, want %d", key, got, n)
		}
		if got := named(rt, d.Store, typ, r, b); got != 0 {
			rt.Fatalf("%s: got %d rows that name what is gone", key, got)
		}
	}
	e, err := d.Store.Get(context.Background(), typ, b)
	if err != nil || e.Meta().ID != a {
		rt.Fatalf("the ID that is gone leads to %v, %v, want %s", e, err, a)
	}
	return seq
}

// addOpening writes an opening of some workplace.
func addOpening(t *testing.T, d *service.Session) model.Entity {
	t.Helper()
	at, err := d.Store.List(context.Background(), "company", schema.Query{Limit: 1})
	if err != nil || len(at) == 0 {
		t.Fatalf("no company: %v", err)
	}
	o := &model.Opening{CompanyID: at[0].Meta().ID, Title: "x", PublishedOn: model.NewDate(2026, 11, 12)}
	cs := model.ChangeSet{Actor: "k", Action: "test", Changes: []model.Change{model.Add(o)}}
	if _, err := d.Store.Apply(context.Background(), cs); err != nil {
		t.Fatal(err)
	}
	return o
}

// filled makes a row that names one in a field; what else it must have is filled in from rows that are there.
func filled(t *testing.T, d *service.Session, r schema.Referrer, typ, id string) model.Entity {
	t.Helper()
	e := r.Type.New()
	set := func(f *schema.Field, text string) {
		if err := f.SetText(e, text); err != nil {
			t.Fatalf("%s.%s = %q: %v", r.Type.Name, f.Key, text, err)
		}
	}
	for i := range r.Type.Fields {
		f := &r.Type.Fields[i]
		switch {
		case r.Type.Name == "commitment" && f.Kind == schema.Number:
			set(f, "2026")
		case !f.Required:
		case f.Kind == schema.Ref:
			rows, err := d.Store.List(context.Background(), f.To, schema.Query{Limit: 2})
			if err == nil && len(rows) == 0 && f.To == "opening" {
				rows = []model.Entity{addOpening(t, d)}
			}
			if err != nil || len(rows) == 0 {
				t.Fatalf("no %s: %v", f.To, err)
			}
			row := rows[0]
			if r.Type.Name == "handover" && f.Key == "to" { // nobody hands over to themselves
				row = rows[len(rows)-1]
			}
			set(f, row.Meta().ID)
		case f.Kind == schema.DateKind:
			set(f, "2026-11-23")
		case f.Kind == schema.Choice:
			set(f, f.Options[0])
		default:
			set(f, "x")
		}
	}
	if l, ok := e.(*model.PlanLine); ok {
		l.Words = "x"
	}
	if o, ok := e.(*model.Opening); ok {
		o.PublishedOn = model.NewDate(2026, 11, 12)
	}
	if f, ok := r.Type.Field(r.Field.TypeIn); ok {
		set(f, typ)
	}
	set(r.Field, id)
	return e
}

// TestMergeCarriesEveryReference: whatever field names a company or citizen names the row that is left, also one that
// was added to the schema since.
func TestMergeCarriesEveryReference(t *testing.T) {
	for _, typ := range service.DuplicateTypes {
		d := mergeSession(t)
		ids, err := service.IDs(context.Background(), d.Store, typ, "status", schema.Query{})
		if err != nil {
			t.Fatal(err)
		}
		a, b := ids[0], ids[1]
		made := map[string]model.Entity{}
		for _, r := range schema.Referrers(typ) {
			e := filled(t, d, r, typ, b)
			if r.Type.Name == "merged" {
				e.Meta().ID = model.NewID()
			}
			apply(t, d, model.ChangeSet{Action: "test", Changes: []model.Change{model.Add(e)}})
			made[r.Type.Name+"."+r.Field.Key] = e
		}
		before := content(t, d.Store)
		_, receipt := mergeRows(t, d, typ, a, b)
		for _, r := range schema.Referrers(typ) {
			key := r.Type.Name + "." + r.Field.Key
			e, err := d.Store.Get(context.Background(), r.Type.Name, made[key].Meta().ID)
			if err != nil {
				t.Errorf("%s: %v", key, err)
				continue
			}
			if got := r.Field.Text(e); got != a {
				t.Errorf("%s: got %s, want %s", key, got, a)
			}
		}
		undo(t, d, receipt.Seq)
		sameContent(t, content(t, d.Store), before)
	}
}

// TestMergeJoinsContactPersons: the same person is one afterwards, unless both stand in agreements that somebody said
// yes to; the one that stands in such an agreement is the one that stays, and the agreement is as it was.
func TestMergeJoinsContactPersons(t *testing.T) {
	for _, c := range []struct {
		agreedA, agreedB bool
		joined, fixed    int
	}{{false, false, 1, 0}, {true, false, 1, 0}, {false, true, 1, 0}, {true, true, 0, 1}} {
		t.Run(fmt.Sprintf("A %v, B %v", c.agreedA, c.agreedB), func(t *testing.T) {
			d := mergeSession(t)
			citizens, err := service.IDs(context.Background(), d.Store, "citizen", "status", schema.Query{Limit: 1})
			if err != nil {
				t.Fatal(err)
			}
			var company, person, agreement [2]string
			for i, agreed := range []bool{c.agreedA, c.agreedB} {
				host := &model.Company{Name: "Loppen", Status: "active"}
				apply(t, d, model.ChangeSet{Action: "test", Changes: []model.Change{model.Add(host)}})
				p := &model.ContactPerson{CompanyID: host.ID, Name: []string{"Vibeke Toft", "vibeke  toft"}[i]}
				f := &model.Placement{
					CompanyID: host.ID, CitizenID: citizens[0], Kind: "traineeship", State: "agreed",
				}
				apply(t, d, model.ChangeSet{Action: "test", Changes: []model.Change{model.Add(p), model.Add(f)}})
				a := &model.Agreement{PlacementID: f.ID, ContactID: p.ID, Number: model.Some(1)}
				if agreed {
					a.CitizenOn = today
				}
				apply(t, d, model.ChangeSet{Action: "test", Changes: []model.Change{model.Add(a)}})
				company[i], person[i], agreement[i] = host.ID, p.ID, a.ID
			}
			before := content(t, d.Store)
			m, receipt := mergeRows(t, d, "company", company[0], company[1])
			if m.Joined["person"] != c.joined || m.Fixed != c.fixed {
				t.Errorf("got %d joined, %d fixed, want %d, %d", m.Joined["person"], m.Fixed, c.joined, c.fixed)
			}
			people, err := service.All[model.ContactPerson](context.Background(), d.Store, "person",
				schema.Where("company", company[0]))
			if err != nil || len(people) != 2-c.joined {
				t.Errorf("got %d people, %v", len(people), err)
			}
			for i, agreed := range []bool{c.agreedA, c.agreedB} {
				a, err := service.One[model.Agreement](context.Background(), d.Store, "agreement", agreement[i])
				if err != nil || agreed && a.ContactID != person[i] {
					t.Errorf("agreement %d: got %s, %v, want %s", i, a.ContactID, err, person[i])
				}
				if _, err := d.Store.Get(context.Background(), "person", a.ContactID); err != nil {
					t.Errorf("agreement %d: its contact person: %v", i, err)
				}
			}
			undo(t, d, receipt.Seq)
			sameContent(t, content(t, d.Store), before)
		})
	}
}

// TestMergeIsRefusedWhenSomebodyChangedARow: nothing is written over what the merge did not know.
func TestMergeIsRefusedWhenSomebodyChangedARow(t *testing.T) {
	d := mergeSession(t)
	contacts, err := service.All[model.Contact](context.Background(), d.Store, "contact", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	ids, err := service.IDs(context.Background(), d.Store, "company", "status", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	b := contacts[0].CompanyID
	a := ids[0]
	if a == b {
		a = ids[1]
	}
	for _, row := range []struct{ typ, id, field, text string }{
		{"company", a, "note", "andet"}, {"company", b, "note", "andet"}, {"contact", contacts[0].ID, "note", "andet"},
	} {
		m, err := d.NewMerge(context.Background(), "company", a, b)
		if err != nil {
			t.Fatal(err)
		}
		cs, err := m.ChangeSet()
		if err != nil {
			t.Fatal(err)
		}
		e, err := d.Store.Get(context.Background(), row.typ, row.id)
		if err != nil {
			t.Fatal(err)
		}
		after := schema.Clone(e)
		f, _ := schema.TypeOf(e).Field(row.field)
		if err := f.SetText(after, row.text); err != nil {
			t.Fatal(err)
		}
		seq := apply(t, d, model.ChangeSet{Action: "test", Changes: []model.Change{model.Edit(e, after)}}).Seq
		before := content(t, d.Store)
		cs.Actor = d.Actor()
		_, err = d.Store.Apply(context.Background(), cs)
		if got := model.CodeOf(err); got != model.Conflict {
			t.Errorf("%s: got %v, want a conflict", row.typ, err)
		}
		sameContent(t, content(t, d.Store), before)
		undo(t, d, seq)
	}
}

// TestNotTheSameIsRemembered, until it is undone or a row is gone for good.
func TestNotTheSameIsRemembered(t *testing.T) {
	d := mergeSession(t)
	var two [2]*model.Company
	for i := range two {
		two[i] = &model.Company{Name: "Loppens Lager", Postcode: "2635", Status: "active"}
		apply(t, d, model.ChangeSet{Action: "test", Changes: []model.Change{model.Add(two[i])}})
	}
	pairs := func() int {
		all, err := d.Duplicates(context.Background(), "company")
		if err != nil {
			t.Fatal(err)
		}
		one, err := d.LookAlikes(context.Background(), two[0])
		if err != nil || len(one) != len(all) {
			t.Fatalf("got %d look-alikes, %v, want %d", len(one), err, len(all))
		}
		return len(all)
	}
	if got := pairs(); got != 1 {
		t.Fatalf("got %d pairs, want 1", got)
	}
	cs, err := d.NotTheSame(two[1], two[0])
	if err != nil {
		t.Fatal(err)
	}
	seq := apply(t, d, cs).Seq
	if got := pairs(); got != 0 {
		t.Errorf("after it was said: got %d pairs, want 0", got)
	}
	undo(t, d, seq)
	if got := pairs(); got != 1 {
		t.Errorf("after undo: got %d pairs, want 1", got)
	}
	if _, err := d.NotTheSame(two[0], two[0]); model.CodeOf(err) != model.Usage {
		t.Errorf("a row and itself: got %v", err)
	}
}

// TestRemovalTakesTheTraces: what says that others were merged into a citizen is removed with the citizen.
func TestRemovalTakesTheTraces(t *testing.T) {
	d := mergeSession(t)
	ids, err := service.IDs(context.Background(), d.Store, "citizen", "status", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	mergeRows(t, d, "citizen", ids[0], ids[1])
	e, err := d.Store.Get(context.Background(), "citizen", ids[1])
	if err != nil {
		t.Fatal(err)
	}
	g := d.NewRemoval()
	if err := g.RemoveWithDependents(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	apply(t, d, model.ChangeSet{Action: "test", Changes: g.Changes()})
	for _, typ := range []string{"merged", "distinct"} {
		n, err := d.Store.Count(context.Background(), typ, schema.Where("row_type", "citizen"))
		if err != nil || n != 0 {
			t.Errorf("%s: got %d rows, %v, want 0", typ, n, err)
		}
	}
	if _, err := d.Store.Get(context.Background(), "citizen", ids[1]); model.CodeOf(err) != model.NotFound {
		t.Errorf("the ID still leads somewhere: %v", err)
	}
}

var _ service.Reader = (*store.Store)(nil)

// TestSnapshotFollowsMerges: after a merge and after its undo, what search and matching read is as if read anew.
func TestSnapshotFollowsMerges(t *testing.T) {
	d := mergeSession(t)
	st := d.Store.(*store.Store)
	engine := engineOver(t, st, st)
	citizens, err := service.All[model.Citizen](context.Background(), st, "citizen", schema.Query{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	snapshot(t, engine, st, citizens...)
	for _, typ := range service.DuplicateTypes {
		ids, err := service.IDs(context.Background(), st, typ, "status", schema.Query{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			_, receipt := mergeRows(t, d, typ, ids[2*i], ids[2*i+1])
			snapshot(t, engine, st, citizens[0])
			undo(t, d, receipt.Seq)
			snapshot(t, engine, st, citizens[0])
		}
	}
}
