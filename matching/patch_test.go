package matching

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
)

// world keeps rows as a database would, so that a patched snapshot can be held against one built anew.
type world struct {
	rows map[string]model.Entity // by type and ID
}

func (w *world) key(e model.Entity) string { return schema.TypeOf(e).Name + "/" + e.Meta().ID }

func (w *world) list() []model.Entity {
	var keys []string
	for k := range w.rows {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out []model.Entity
	for _, k := range keys {
		out = append(out, w.rows[k])
	}
	return out
}

func (w *world) write(after model.Entity) model.Change {
	c := model.Change{Before: w.rows[w.key(after)], After: after}
	w.rows[w.key(after)] = after
	return c
}

func (w *world) remove(e model.Entity) model.Change {
	delete(w.rows, w.key(e))
	return model.Remove(e)
}

// anyChange draws a change to the world and makes it.
func (w *world) anyChange(t *rapid.T) []model.Change {
	id := strconv.Itoa(rapid.IntRange(0, 5).Draw(t, "id"))
	company := "c" + strconv.Itoa(rapid.IntRange(0, 5).Draw(t, "company"))
	var next model.Entity
	switch rapid.SampledFrom([]string{"company", "task", "opening", "contact", "override", "citizen", "goal", "list",
		"pick", "placement", "placement"}).Draw(t, "type") {
	case "company":
		next = anyCompany(t, company)
	case "task":
		next = anyTask(t, "t"+id, company)
	case "opening":
		next = &model.Opening{Head: model.Head{ID: "a" + id}, CompanyID: company,
			Title:       rapid.SampledFrom([]string{"Opvasker", "Lagermedarbejder"}).Draw(t, "title"),
			PublishedOn: today.Add(-rapid.IntRange(0, 90).Draw(t, "ago"))}
	case "contact":
		next = &model.Contact{Head: model.Head{ID: "k" + id}, CompanyID: company,
			CitizenID: oneOrNone(t, "about", []string{"p", "q"}), On: today.Add(-rapid.IntRange(0, 50).Draw(t, "ago"))}
	case "override":
		next = &model.Override{Head: model.Head{ID: "o" + id}, CitizenID: "ann", CompanyID: company,
			Criterion: "travel", Reason: "r"}
	case "citizen":
		c := anyCitizen(t)
		c.ID, c.Status = "ann", oneOrNone(t, "status", []string{"active", "closed"})
		next = c
	case "goal":
		next = &model.Goal{Head: model.Head{ID: "g" + id}, CitizenID: "ann",
			Words: rapid.SampledFrom([]string{"køkken", "lager"}).Draw(t, "words")}
	case "list":
		next = &model.Shortlist{Head: model.Head{ID: "l" + id}, CitizenID: "ann", MadeOn: today.Add(-3)}
	case "pick":
		next = &model.Pick{Head: model.Head{ID: "p" + id}, ListID: "l0", CompanyID: company,
			Status: rapid.SampledFrom(model.PickStates).Draw(t, "status")}
	case "placement":
		next = anyPlacement(t, "f"+id, company)
	}
	if w.orphan(next) {
		return nil
	}
	old := w.rows[w.key(next)]
	if old == nil || rapid.IntRange(0, 3).Draw(t, "keep") > 0 {
		return []model.Change{w.write(next)}
	}
	var out []model.Change
	switch old := old.(type) { // what hangs on a row goes with it, as the store does it
	case *model.Company:
		for _, e := range w.list() {
			switch e := e.(type) {
			case *model.Task:
				if e.CompanyID == old.ID {
					out = append(out, w.remove(e))
				}
			case *model.Opening:
				if e.CompanyID == old.ID {
					out = append(out, w.remove(e))
				}
			case *model.Contact:
				if e.CompanyID == old.ID {
					out = append(out, w.remove(e))
				}
			case *model.Override:
				if e.CompanyID == old.ID {
					out = append(out, w.remove(e))
				}
			case *model.Placement:
				if e.CompanyID == old.ID {
					out = append(out, w.remove(e))
				}
			case *model.Pick:
				if e.CompanyID == old.ID {
					out = append(out, w.remove(e))
				}
			}
		}
	case *model.Citizen:
		for _, e := range w.list() {
			switch e := e.(type) {
			case *model.Goal:
				out = append(out, w.remove(e))
			case *model.Override:
				out = append(out, w.remove(e))
			case *model.Placement:
				if e.CitizenID == old.ID {
					out = append(out, w.remove(e))
				}
			}
		}
	case *model.Shortlist:
		for _, e := range w.list() {
			if p, ok := e.(*model.Pick); ok && p.ListID == old.ID {
				out = append(out, w.remove(p))
			}
		}
	}
	return append(out, w.remove(old))
}

// anyPlacement draws a placement of Ann or of somebody else.
func anyPlacement(t *rapid.T, id, company string) *model.Placement {
	p := &model.Placement{Head: model.Head{ID: id}, Ref: "F-000" + id[1:], CompanyID: company,
		CitizenID: rapid.SampledFrom([]string{"ann", "bo"}).Draw(t, "who"),
		Kind:      rapid.SampledFrom(model.PlacementKinds).Draw(t, "kind"),
		State: rapid.SampledFrom(model.PlacementStates).
			Draw(t, "state"),
		TaskID: "t1", TaskWords: rapid.SampledFrom([]string{"opvasker", "lager", ""}).Draw(t, "words"),
		Liked: model.Tri(rapid.IntRange(0, 2).Draw(t, "liked")),
		Next:  oneOrNone(t, "next", model.NextSteps), Outcome: oneOrNone(t, "outcome", model.Outcomes),
		StartOn: today.Add(rapid.IntRange(-500, 20).Draw(t, "start"))}
	if p.State == "ended" {
		p.EndedOn = p.StartOn.Add(20)
	}
	return p
}

// hitsOf are the names that a search gives.
func hitsOf(t *testing.T, s *Snapshot, words string) (out []string) {
	a, err := s.Search().Search(t.Context(), words, search.Options{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range a.Hits {
		out = append(out, h.ID, h.Name)
		out = append(out, h.Extra...)
	}
	return out
}

// orphan reports whether a row refers to one that is not there; a database refuses it.
func (w *world) orphan(e model.Entity) bool {
	parent := ""
	switch e := e.(type) {
	case *model.Task:
		parent = "company/" + e.CompanyID
	case *model.Opening:
		parent = "company/" + e.CompanyID
	case *model.Contact:
		parent = "company/" + e.CompanyID
	case *model.Override:
		parent = "company/" + e.CompanyID
	case *model.Pick:
		parent = "company/" + e.CompanyID
	case *model.Goal:
		parent = "citizen/" + e.CitizenID
	case *model.Placement:
		if w.rows["citizen/"+e.CitizenID] == nil {
			return true
		}
		parent = "company/" + e.CompanyID
	}
	return parent != "" && w.rows[parent] == nil
}

// A patched snapshot answers as one built from the rows as they are now, and the one before still answers as it did.
func TestPatchIsBuild(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{rows: map[string]model.Entity{}}
		for i := range 6 {
			w.write(anyCompany(rt, "c"+strconv.Itoa(i)))
		}
		w.write(citizen())
		w.write(&model.Citizen{Head: model.Head{ID: "bo"}, FirstName: "Bo", Status: "active"})
		w.write(&model.Shortlist{Head: model.Head{ID: "l0"}, CitizenID: "ann", MadeOn: today.Add(-3)})
		s := build(t, w.list()...)
		r := Request{Citizen: citizen(), Goals: goals("køkken eller lager"), Today: today, Limit: -1}
		rev := ReverseRequest{CompanyID: "c0", Today: today}
		for range rapid.IntRange(1, 8).Draw(rt, "changes") {
			before := match(t, s, r)
			c := w.anyChange(rt)
			next := s.Patch(c)
			if again := match(t, s, r); !reflect.DeepEqual(again, before) {
				rt.Fatalf("the old snapshot changed with %+v", c)
			}
			s = next
			if rapid.Bool().Draw(rt, "twice") {
				s = s.Patch(c)
			}
			fresh := build(t, w.list()...)
			if got, want := match(t, s, r), match(t, fresh, r); !reflect.DeepEqual(got, want) {
				rt.Fatalf("after %+v:\n got %+v\nwant %+v", c, got, want)
			}
			got, err1 := s.Reverse(t.Context(), rev)
			want, err2 := fresh.Reverse(t.Context(), rev)
			if !reflect.DeepEqual(got, want) || model.CodeOf(err1) != model.CodeOf(err2) {
				rt.Fatalf("reverse after %+v:\n got %+v %v\nwant %+v %v", c, got, err1, want, err2)
			}
			if s.Companies() != fresh.Companies() || s.Citizens() != fresh.Citizens() {
				rt.Fatalf("got %d companies, %d citizens; want %d, %d", s.Companies(), s.Citizens(), fresh.Companies(),
					fresh.Citizens())
			}
		}
		fresh := build(t, w.list()...)
		for _, words := range []string{"f-0003", "Ann opvask", "Firma c1"} {
			if got, want := hitsOf(t, s, words), hitsOf(t, fresh, words); !reflect.DeepEqual(got, want) {
				rt.Fatalf("search %q:\n got %v\nwant %v", words, got, want)
			}
		}
	})
}

func TestPatchFillsChunks(t *testing.T) {
	s := build(t)
	for i := range chunkSize + 10 {
		s = s.Patch([]model.Change{model.Add(workplace("c"+strconv.Itoa(i), "2635", "561100"))})
	}
	if got := match(t, s, Request{Words: "køkken", Limit: -1}); len(got.Rows) != chunkSize+10 ||
		s.Companies() != chunkSize+10 {
		t.Errorf("got %d rows of %d companies, want %d", len(got.Rows), s.Companies(), chunkSize+10)
	}
	a, err := s.Search().Search(t.Context(), "Firma c1033", search.Options{})
	if err != nil || len(a.Hits) == 0 || a.Hits[0].ID != "c1033" {
		t.Errorf("search after patches: got %+v, %v", a.Hits, err)
	}
}

func TestPatchAddsSeveralAtOnce(t *testing.T) {
	s := build(t, workplace("a", "2635", "561100"))
	s = s.Patch([]model.Change{
		model.Add(workplace("b", "2635", "871000")), model.Add(taskOf("b", "t", "opvasker")),
		model.Remove(workplace("a", "", "")),
		model.Add(&model.Contact{Head: model.Head{ID: "k"}, CompanyID: "b", CitizenID: "x", On: today}),
	})
	got := match(t, s, Request{Words: "opvasker"})
	if len(got.Rows) != 1 || got.Rows[0].TaskID != "t" || reason(t, got.Rows[0], "load").Key != "match.load.asked" {
		t.Errorf("got %+v", got.Rows)
	}
}

func TestLive(t *testing.T) {
	l := NewLive(build(t, workplace("a", "2635", "561100")))
	defer l.Close()
	before := l.Snapshot()
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for range 50 {
				s := l.Snapshot()
				if r, err := s.Match(context.Background(), Request{Words: "køkken", Limit: -1}); err != nil ||
					len(r.Rows) != s.Companies() {
					t.Errorf("got %d rows of %d companies, %v", len(r.Rows), s.Companies(), err)
				}
			}
		})
	}
	for i := range 50 {
		l.Patch([]model.Change{model.Add(workplace("b"+strconv.Itoa(i), "2635", "561100"))})
	}
	wg.Wait()
	if n := l.Snapshot().Companies(); n != 51 || before.Companies() != 1 {
		t.Errorf("got %d companies now and %d before, want 51 and 1", n, before.Companies())
	}
	if a, err := l.Snapshot().Search().Search(t.Context(), "Firma b49", search.Options{}); err != nil ||
		len(a.Hits) == 0 || a.Hits[0].ID != "b49" {
		t.Errorf("search: got %+v, %v", a, err)
	}
	found := func() int {
		a, err := l.Snapshot().Search().Search(t.Context(), "Firma", search.Options{Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		return len(a.Hits)
	}
	l.ReplaceRanking(before)
	if got := l.Snapshot().Companies(); got != 1 || found() != 51 {
		t.Errorf("rows replaced: got %d companies and %d found, want 1 and still 51", got, found())
	}
	l.ReplaceIndex(before.index, []model.Change{model.Add(workplace("c", "2635", "561100"))})
	if got := l.Snapshot().Companies(); got != 2 || found() != 2 {
		t.Errorf("index replaced: got %d companies and %d found, want 2 and 2", got, found())
	}
	l.Patch([]model.Change{model.Add(workplace("d", "2635", "561100"))})
	if got := found(); got != 3 {
		t.Errorf("after the index was replaced: got %d found, want 3", got)
	}
}
