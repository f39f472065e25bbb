package service_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jobspor/data/store"
	"jobspor/matching"
	"jobspor/matching/occupation"
	"jobspor/matching/search"
	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/service"
)

var today = model.NewDate(2026, 11, 26)

// options are a small lexicon with the local words of a store, as the program puts them together.
func options(r service.Reader) func(context.Context) (matching.Options, error) {
	return func(ctx context.Context) (matching.Options, error) {
		lexicon := []model.Occupation{
			{ID: "1", Label: "køkkenmedhjælper", Synonyms: []string{"opvasker", "køkken"}, Divisions: []string{"56"}},
			{ID: "2", Label: "lagermedarbejder", Synonyms: []string{"lager"}, Divisions: []string{"52"}},
		}
		local, err := service.All[model.LocalWord](ctx, r, "word", schema.Query{})
		for _, w := range local {
			lexicon = append(lexicon, model.Occupation{
				ID: "local:" + w.Word, Label: w.Means, Synonyms: []string{w.Word}, Divisions: []string{"87"},
			})
		}
		places := matching.Places{
			Index: func(code string) (uint16, bool) { return 0, code == "2635" }, Lat: []float64{55.6},
			Lon: []float64{12.3},
		}
		return matching.Options{
			Places: places, Occupations: lexicon,
			Linker: occupation.New(occupation.Knowledge{Lexicon: lexicon}, occupation.Options{}),
		}, err
	}
}

func open(t testing.TB, path string, create bool) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path, store.Options{
		Create: create, Demo: create, Now: func() time.Time { return today.Time().Add(9 * time.Hour) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// engineOver makes an engine that hears a store.
func engineOver(t testing.TB, s *store.Store, src matching.Source) *service.SnapshotCache {
	t.Helper()
	e := service.NewSnapshotCache(src, options(s))
	t.Cleanup(e.Close)
	t.Cleanup(s.Subscribe(e.OnChange))
	return e
}

func write(t testing.TB, s *store.Store, changes ...model.Change) {
	t.Helper()
	if _, err := s.Apply(context.Background(), model.ChangeSet{Action: "test", Changes: changes}); err != nil {
		t.Fatal(err)
	}
}

// poll hears what other programs wrote.
func poll(t testing.TB, s *store.Store, e *service.SnapshotCache) {
	t.Helper()
	found, err := s.Poll(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range found {
		e.OnChange(c)
	}
}

// snapshot gives what the engine has, after it was held against a snapshot built anew from the database.
func snapshot(t testing.TB, e *service.SnapshotCache, s *store.Store, citizens ...*model.Citizen) *matching.Snapshot {
	t.Helper()
	ctx := context.Background()
	if _, err := (&service.Session{Store: s, Snapshots: e}).Search(ctx, "x", search.Options{}); err != nil {
		t.Fatal(err)
	}
	got, err := e.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	o, err := options(s)(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want, err := matching.Build(ctx, s, o)
	if err != nil {
		t.Fatal(err)
	}
	if got.Companies() != want.Companies() || got.Citizens() != want.Citizens() {
		t.Fatalf("got %d companies and %d citizens, want %d and %d", got.Companies(), got.Citizens(), want.Companies(),
			want.Citizens())
	}
	for _, q := range []string{"køk", "lager", "firma", "anna", "2635", "opgave", "firma c1", "ord", "B-0001", "maal"} {
		a, err1 := got.Search().Search(ctx, q, search.Options{Limit: 1000})
		b, err2 := want.Search().Search(ctx, q, search.Options{Limit: 1000})
		if err1 != nil || err2 != nil || !reflect.DeepEqual(a, b) {
			t.Fatalf("search %q:\n got %+v, %v\nwant %+v, %v", q, a, err1, b, err2)
		}
	}
	for _, c := range append(citizens, nil) {
		for _, words := range []string{"køkken", "lager", "hjemmeord"} {
			r := matching.Request{Citizen: c, Words: words, From: "2635", Today: today, Seed: 1, Limit: -1}
			a, err1 := got.Match(ctx, r)
			b, err2 := want.Match(ctx, r)
			if err1 != nil || err2 != nil || !reflect.DeepEqual(a, b) {
				t.Fatalf("match %q:\n got %+v, %v\nwant %+v, %v", words, a, err1, b, err2)
			}
		}
	}
	return got
}

// twoPrograms is a database that two programs use. Only the first has a snapshot cache.
type twoPrograms struct {
	stores [2]*store.Store
	engine *service.SnapshotCache
}

var kinds = []string{"company", "task", "citizen", "goal", "contact", "shortlist", "pick", "override"}

// all gives the rows that stand there.
func (w *twoPrograms) all(t *rapid.T) map[string][]model.Entity {
	out := map[string][]model.Entity{}
	for _, typ := range kinds {
		list, err := w.stores[0].List(context.Background(), typ, schema.Query{})
		if err != nil {
			t.Fatal(err)
		}
		out[typ] = list
	}
	return out
}

func anyID(t *rapid.T, rows []model.Entity) string {
	if len(rows) == 0 {
		return ""
	}
	return rapid.SampledFrom(rows).Draw(t, "row").Meta().ID
}

// row draws a row of a type; its references are to rows that stand there.
func (w *twoPrograms) row(t *rapid.T, typ string, there map[string][]model.Entity) model.Entity {
	n := rapid.IntRange(0, 9).Draw(t, "n")
	word := rapid.SampledFrom([]string{"køkken", "lager", "hjemmeord", "opvasker"}).Draw(t, "word")
	switch typ {
	case "company":
		return &model.Company{
			Name: fmt.Sprintf("Firma c%d", n), DailyName: []string{"", "Køkkenet"}[n%2],
			Postcode: []string{"2635", ""}[n/5], Town: "Ishøj", Industry: []string{"561110", "521000", "871010"}[n%3],
			IndustrySystem: "DB25", Status: []string{"active", "ceased"}[n/9], Relation: []string{"", "partner"}[n%2],
			MinHours: model.Some(model.Hours(4 * n))}
	case "task":
		return &model.Task{
			CompanyID: anyID(t, there["company"]), Name: "Opgave " + word, Occupation: word,
			Status: []string{"open", "closed"}[n/9], Trial: model.Yes,
		}
	case "citizen":
		return &model.Citizen{
			FirstName: "Anna", LastName: fmt.Sprint("Holm", n), Postcode: "2635",
			Status: []string{"active", "closed"}[n/9], HoursNow: model.Some(model.Hours(n * 4)),
		}
	case "goal":
		return &model.Goal{CitizenID: anyID(t, there["citizen"]), Words: "maal " + word, Rank: model.Some(1 + n)}
	case "contact":
		return &model.Contact{
			CompanyID: anyID(t, there["company"]), CitizenID: anyID(t, there["citizen"]), On: today.Add(-n * 9),
			How: "call",
		}
	case "shortlist":
		return &model.Shortlist{CitizenID: anyID(t, there["citizen"]), Title: "Liste " + word, MadeOn: today.Add(-n)}
	case "pick":
		return &model.Pick{
			ListID: anyID(t, there["shortlist"]), CompanyID: anyID(t, there["company"]),
			Status: rapid.SampledFrom(model.PickStates).Draw(t, "status"),
		}
	}
	return &model.Override{
		CitizenID: anyID(t, there["citizen"]), CompanyID: anyID(t, there["company"]), Criterion: "travel",
		Reason: "aftalt",
	}
}

// changes draws some changes of different rows. What the database refuses is no change.
func (w *twoPrograms) changes(t *rapid.T) []model.Change {
	there := w.all(t)
	touched := map[string]bool{}
	var out []model.Change
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		typ := rapid.SampledFrom(kinds).Draw(t, "type")
		next := w.row(t, typ, there)
		if rapid.Bool().Draw(t, "new") || len(there[typ]) == 0 {
			out = append(out, model.Add(next))
			continue
		}
		old := rapid.SampledFrom(there[typ]).Draw(t, "old")
		if touched[old.Meta().ID] {
			continue
		}
		touched[old.Meta().ID] = true
		if rapid.IntRange(0, 2).Draw(t, "remove") == 0 {
			out = append(out, model.Remove(old))
			continue
		}
		*next.Meta() = *old.Meta()
		out = append(out, model.Edit(old, next))
	}
	return out
}

// many draws so many new rows that nobody is told of each.
func many(n int) (out []model.Change) {
	for i := range 510 {
		out = append(out, model.Add(&model.Company{Name: fmt.Sprintf("Firma m%d %d", n, i), Postcode: "2635"}))
	}
	return out
}

// TestEngineFollows lets two programs write, take back, bring back and import, and asks at any time, also while a build
// is under way: what the engine has is what a snapshot built anew has.
func TestEngineFollows(t *testing.T) {
	dir, runs := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		ctx := context.Background()
		path := filepath.Join(dir, fmt.Sprint(runs, ".db"))
		w := &twoPrograms{stores: [2]*store.Store{open(t, path, true), open(t, path, false)}}
		defer w.stores[0].Close()
		defer w.stores[1].Close()
		w.engine = service.NewSnapshotCache(w.stores[0], options(w.stores[0]))
		defer w.engine.Close()
		defer w.stores[0].Subscribe(w.engine.OnChange)()
		var behind sync.WaitGroup
		defer behind.Wait()
		for i := range rapid.IntRange(1, 25).Draw(rt, "steps") {
			s := w.stores[rapid.IntRange(0, 1).Draw(rt, "program")]
			switch op := rapid.IntRange(0, 19).Draw(rt, "op"); {
			case op < 11:
				_, _ = s.Apply(ctx, model.ChangeSet{Action: "test", Changes: w.changes(rt)}) // some are refused
			case op == 11:
				_, _ = s.Undo(ctx, "", 0)
			case op == 12:
				_, _ = s.Redo(ctx, "")
			case op == 13:
				write(t, s, model.Add(&model.LocalWord{Word: "hjemmeord", Means: fmt.Sprint("plejehjem ", i)}))
			case op == 14 && i%3 == 0:
				write(t, s, many(i)...)
			case op == 15:
				poll(t, w.stores[0], w.engine)
			case op == 16:
				behind.Go(func() { _, _ = w.engine.Snapshot(ctx) })
			case op == 17:
				if _, err := w.engine.Snapshot(ctx); err != nil {
					rt.Fatal(err)
				}
			default:
				w.check(t, rt)
			}
		}
		w.check(t, rt)
	})
}

func (w *twoPrograms) check(t *testing.T, rt *rapid.T) {
	poll(t, w.stores[0], w.engine)
	var citizens []*model.Citizen
	for _, e := range w.all(rt)["citizen"] {
		citizens = append(citizens, e.(*model.Citizen))
	}
	snapshot(failing{t, rt}, w.engine, w.stores[0], citizens...)
}

// failing lets rapid make a failure smaller.
type failing struct {
	*testing.T
	rt *rapid.T
}

func (f failing) Fatalf(format string, args ...any) { f.rt.Fatalf(format, args...) }

// gate is a source that stops before its rows until it is let through, or fails.
type gate struct {
	matching.Source
	reached chan struct{}
	pass    chan error
}

func newGate(s matching.Source) *gate {
	return &gate{Source: s, reached: make(chan struct{}, 100), pass: make(chan error, 100)}
}

func (g *gate) Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error {
	if typ == "contact" { // companies have been read
		g.reached <- struct{}{}
		select {
		case err := <-g.pass:
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return g.Source.Each(ctx, typ, q, fn)
}

func TestChangesDuringABuild(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), true)
	defer s.Close()
	a, b := &model.Company{Name: "Firma c1"}, &model.Company{Name: "Firma c2"}
	write(t, s, model.Add(a), model.Add(b))
	g := newGate(s)
	e := engineOver(t, s, g)
	done := make(chan error, 1)
	go func() { _, err := e.Snapshot(context.Background()); done <- err }()
	<-g.reached
	if _, ok := e.Ready(); ok {
		t.Error("ready before the first build ended")
	}
	after := schema.Clone(a).(*model.Company)
	after.Name = "Firma lager"
	write(t, s, model.Edit(a, after), model.Remove(b), model.Add(&model.Company{Name: "Firma c3"}))
	g.pass <- nil
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if n := snapshot(t, e, s).Companies(); n != 2 {
		t.Errorf("got %d companies, want 2", n)
	}
	// An import during a build: who asked before it is content with that build, who asks after it is not.
	write(t, s, many(1)...)
	go func() { _, err := e.Snapshot(context.Background()); done <- err }()
	<-g.reached
	write(t, s, many(2)...)
	g.pass <- nil
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	g.pass <- nil
	if n := snapshot(t, e, s).Companies(); n != 2+2*510 {
		t.Errorf("got %d companies, want %d", n, 2+2*510)
	}
	if len(g.reached) != 1 {
		t.Errorf("%d builds after the second import, want 1", len(g.reached))
	}
}

func TestFailedBuild(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), true)
	defer s.Close()
	write(t, s, model.Add(&model.Company{Name: "Firma c1"}))
	g := newGate(s)
	e := engineOver(t, s, g)
	broken := errors.New("broken")
	g.pass <- broken
	if _, err := e.Snapshot(context.Background()); !errors.Is(err, broken) {
		t.Fatalf("got %v, want %v", err, broken)
	}
	g.pass <- nil
	first := snapshot(t, e, s)
	write(t, s, many(1)...)
	g.pass <- broken
	if _, err := e.Snapshot(context.Background()); !errors.Is(err, broken) {
		t.Fatalf("got %v, want %v", err, broken)
	}
	if s, ok := e.Ready(); !ok || s != first {
		t.Error("a failed build took the snapshot away")
	}
	write(t, s, model.Add(&model.Company{Name: "Firma c2"}))
	if now, _ := e.Ready(); now.Companies() != 2 {
		t.Errorf("after a failed build changes are not written: %d companies", now.Companies())
	}
	g.pass <- nil
	if n := snapshot(t, e, s).Companies(); n != 512 {
		t.Errorf("got %d companies, want 512", n)
	}
}

func TestWhoLeavesDoesNotEndTheBuild(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), true)
	defer s.Close()
	g := newGate(s)
	e := engineOver(t, s, g)
	ctx, leave := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { _, err := e.Snapshot(ctx); done <- err }()
	<-g.reached
	leave()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	g.pass <- nil
	snapshot(t, e, s)
	if len(g.reached) != 0 {
		t.Error("the build was begun again")
	}
}

func TestCloseEndsABuild(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), true)
	defer s.Close()
	g := newGate(s)
	e := engineOver(t, s, g)
	done := make(chan error, 1)
	go func() { _, err := e.Snapshot(context.Background()); done <- err }()
	<-g.reached
	e.Close()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := e.Snapshot(context.Background()); !errors.Is(err, context.Canceled) {
		t.Errorf("after Close: got %v", err)
	}
	e.Close()
}

// secondRead is a source that stops before its companies are read again, for the search index.
type secondRead struct {
	*gate
	reads int
}

func (r *secondRead) Each(ctx context.Context, typ string, q schema.Query, fn func(model.Entity) error) error {
	if typ == "company" {
		r.reads++
		if r.reads%2 == 0 {
			return r.gate.Each(ctx, "contact", q, func(model.Entity) error { panic("there are no contacts") })
		}
	}
	return r.Source.Each(ctx, typ, q, fn)
}

// TestRankingBeforeSearch: who ranks does not wait for the search index, who searches does, and changes made meanwhile
// are found. When the index cannot be made there is a ranking all the same.
func TestRankingBeforeSearch(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "a.db"), true)
	defer s.Close()
	write(t, s, model.Add(&model.Company{Name: "Firma c1", Postcode: "2635"}))
	g := &secondRead{gate: newGate(s)}
	e := engineOver(t, s, g)
	d := &service.Session{Store: s, Snapshots: e}
	search := func() error { _, err := d.Search(ctx, "firma", search.Options{Limit: 10}); return err }
	done := make(chan error, 1)
	go func() { done <- search() }()
	<-g.reached
	for range 2 {
		if got, err := e.Snapshot(ctx); err != nil || got.Companies() != 1 {
			t.Fatalf("got %v, %v; want a ranking of one company", got, err)
		}
	}
	write(t, s, model.Add(&model.Company{Name: "Firma c2", Postcode: "2635"}))
	if got, _ := e.Snapshot(ctx); got.Companies() != 2 {
		t.Errorf("a company added meanwhile: got %d, want 2", got.Companies())
	}
	broken := errors.New("broken")
	g.pass <- broken
	if err := <-done; !errors.Is(err, broken) {
		t.Fatalf("search: got %v, want %v", err, broken)
	}
	if got, err := e.Snapshot(ctx); err != nil || got.Companies() != 2 {
		t.Fatalf("got %v, %v; want the ranking that was there", got, err)
	}
	if g.reads != 2 {
		t.Errorf("companies were read %d times, want 2", g.reads)
	}
}

// TestLateNews: a change that another program wrote before ours may be reported after it.
func TestLateNews(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, other := open(t, path, true), open(t, path, false)
	defer s.Close()
	defer other.Close()
	var companies []*model.Company
	for i := range 4 {
		companies = append(companies, &model.Company{Name: fmt.Sprint("Firma c", i), Postcode: "2635"})
	}
	task := &model.Task{Name: "Opgave køkken", Occupation: "køkken", Status: "open", Trial: model.Yes}
	write(t, s, model.Add(companies[0]), model.Add(companies[1]), model.Add(companies[2]), model.Add(companies[3]))
	task.CompanyID = companies[0].ID
	write(t, s, model.Add(task))
	e := engineOver(t, s, s)
	snapshot(t, e, s)
	at := func(i int, before *model.Task, in *store.Store) *model.Task {
		after := schema.Clone(before).(*model.Task)
		after.CompanyID = companies[i].ID
		write(t, in, model.Edit(before, after))
		return after
	}
	at(3, at(2, at(1, task, other), s), s)
	poll(t, s, e)
	snapshot(t, e, s)
	gone := &model.Company{Name: "Firma c9"}
	write(t, other, model.Add(gone))
	write(t, s, model.Remove(gone))
	poll(t, s, e)
	snapshot(t, e, s)
	late := &model.Company{Name: "Firma c8"}
	write(t, other, model.Add(late))
	write(t, s, append(many(1), model.Remove(late))...)
	snapshot(t, e, s)
	poll(t, s, e)
	snapshot(t, e, s)
}

func TestNewWordsCount(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), true)
	defer s.Close()
	write(t, s,
		model.Add(&model.Company{Name: "Firma c1", Industry: "871010", IndustrySystem: "DB25", Postcode: "2635"}))
	e := engineOver(t, s, s)
	snapshot(t, e, s)
	write(t, s, model.Add(&model.LocalWord{Word: "hjemmeord", Means: "plejehjem"}))
	snapshot(t, e, s)
}

// TestRankOnly: a snapshot for ranking alone ranks as any other does, and the first search brings the rest.
func TestRankOnly(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "a.db"), true)
	defer s.Close()
	write(t, s,
		model.Add(&model.Company{Name: "Firma c1", Industry: "561110", IndustrySystem: "DB25", Phone: "00 00 12 34"}),
		model.Add(&model.Company{Name: "Firma c2", Industry: "561110", IndustrySystem: "DB25", Postcode: "2635"}))
	e := engineOver(t, s, s)
	e.RankOnly()
	rows := func() []matching.Row {
		snap, err := e.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		r, err := snap.Match(ctx, matching.Request{Words: "køkken", From: "2635", Today: today})
		if err != nil {
			t.Fatal(err)
		}
		return r.Rows
	}
	ranked := rows()
	snap, _ := e.Ready()
	if a, err := snap.Search().Search(ctx, "firma", search.Options{}); err != nil || len(a.Hits) > 0 {
		t.Errorf("got %d hits, %v; want an empty index", len(a.Hits), err)
	}
	d := &service.Session{Store: s, Snapshots: e}
	for query, want := range map[string]int{"firma": 2, "00001234": 1} {
		a, err := d.Search(ctx, query, search.Options{Limit: 10})
		if err != nil || len(a.Hits) != want {
			t.Errorf("search %q: got %d hits, %v; want %d", query, len(a.Hits), err, want)
		}
	}
	if got := rows(); len(ranked) != 2 || !reflect.DeepEqual(got, ranked) {
		t.Errorf("got %+v, want %+v, both workplaces", got, ranked)
	}
}
