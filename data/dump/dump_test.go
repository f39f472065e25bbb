package dump_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"jobspor/data/crypt"
	"jobspor/data/demo"
	"jobspor/data/dump"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

var (
	ctx   = context.Background()
	today = model.NewDate(2026, 11, 26)
)

// failer is a test of either kind.
type failer interface {
	Fatalf(format string, args ...any)
	Helper()
}

// database makes an empty sealed database.
func database(t failer, dir string) *store.Store {
	t.Helper()
	return databaseOf(t, dir, store.Options{Passphrase: []byte("en lang sætning")})
}

func databaseOf(t failer, dir string, opt store.Options) *store.Store {
	t.Helper()
	at := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	opt.Create, opt.Params = true, crypt.Cheap
	opt.Now = func() time.Time { at = at.Add(time.Second); return at }
	s, err := store.Open(ctx, filepath.Join(dir, model.NewID()+".db"), opt)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return s
}

// demoWorld is a database with the invented world, looks, an export and something undone.
func demoWorld(t *testing.T) *store.Store {
	t.Helper()
	s := database(t, t.TempDir())
	t.Cleanup(func() { s.Close() })
	for _, cs := range demo.ChangeSets(today) {
		if _, err := s.Apply(ctx, cs); err != nil {
			t.Fatalf("apply: %v", err)
		}
	}
	for _, err := range []error{
		s.Viewed(ctx, demo.ID("consultant", demo.Mette), "view.citizen", nil, "citizen", demo.ID("citizen", demo.Anja)),
		s.Exported(ctx, demo.ID("consultant", demo.Mette), "export.list", model.Args{"type": "citizen", "n": 12}, nil, 12),
		s.PutDraft(ctx, demo.ID("consultant", demo.Mette), "citizen", "", map[string]string{"first_name": "Halvskrevet"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// plain is the dump of a database.
func plain(t failer, s *store.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	r, err := dump.Write(ctx, &b, s, "test")
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	if r.Unfits != 0 {
		t.Fatalf("%d rows do not fit: %v", r.Unfits, r.Unfit)
	}
	return b.Bytes()
}

func load(s *store.Store, text []byte, keys dump.Keys) (dump.Result, error) {
	r, err := dump.Open(bytes.NewReader(text), keys)
	if err != nil {
		return dump.Result{}, err
	}
	return r.Load(ctx, s, store.Loaded{})
}

// content is a dump without what differs between a database and the one that was filled from it: the moment and the
// counts of the header, the entry about the load, and the digest.
func content(text []byte) []string {
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	lines[0] = regexp.MustCompile(`"made_at":"[^"]*"|"log":\d+`).ReplaceAllString(lines[0], "")
	return slices.DeleteFunc(lines[:len(lines)-1], func(l string) bool {
		return strings.Contains(l, `"action":"load"`)
	})
}

// checkRoundTrip loads a dump of s and compares the dump of what was loaded.
func checkRoundTrip(t failer, s *store.Store, dir string) *store.Store {
	t.Helper()
	first := plain(t, s)
	to := database(t, dir)
	if _, err := load(to, first, dump.Keys{}); err != nil {
		t.Fatalf("load: %v", err)
	}
	got, want := content(plain(t, to)), content(first)
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("line %d:\ngot  %s\nwant %s", i+1, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	if found, err := to.Check(ctx); err != nil || len(found) > 0 {
		t.Fatalf("check: %v %v", found, err)
	}
	return to
}

func TestDumpLoadDumpIsEqual(t *testing.T) {
	s := demoWorld(t)
	to := checkRoundTrip(t, s, t.TempDir())
	defer to.Close()
	if bytes.Contains(plain(t, s), []byte("Halvskrevet")) {
		t.Error("a draft is in the dump")
	}
	for _, typ := range schema.Types() {
		want, err := s.List(ctx, typ.Name, schema.Query{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := to.List(ctx, typ.Name, schema.Query{})
		if err != nil || !slices.EqualFunc(got, want, sameRow) {
			t.Errorf("the rows of %s differ: %d, want %d, %v", typ.Name, len(got), len(want), err)
		}
	}
	entries, err := to.Log(ctx, schema.LogQuery{})
	if err != nil {
		t.Fatal(err)
	}
	was, err := s.Log(ctx, schema.LogQuery{})
	if err != nil || len(entries) != len(was)+1 || entries[0].Action != "load" {
		t.Fatalf("%d entries, want %d with the load: %+v, %v", len(entries), len(was)+1, entries[0], err)
	}
	if a := entries[0].Args; a["made_at"] == "" || len(a["digest"].(string)) != 16 || a["n"].(float64) < 100 {
		t.Errorf("the load says %v", a)
	}
	for i, e := range was {
		if got := entries[i+1]; got.Seq != e.Seq || !got.At.Equal(e.At) || got.Actor != e.Actor || got.Kind != e.Kind {
			t.Fatalf("entry %+v, want %+v", got, e)
		}
	}
	// Numbers go on after those that were loaded, and what was changed before can be undone after.
	n, err := s.Count(ctx, "citizen", schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	c := &model.Citizen{FirstName: "Ny", LastName: "Ansigt", Status: "active"}
	if _, err := to.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{model.Add(c)}}); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("B-%04d", n+1); c.Ref != want {
		t.Errorf("the next citizen is %s, want %s", c.Ref, want)
	}
	if _, err := to.Undo(ctx, "", entries[0].Seq); model.CodeOf(err) != model.NotFound {
		t.Errorf("undo of the load: %v, want NotFound", err)
	}
}

func sameRow(a, b model.Entity) bool {
	return a.Meta().Version == b.Meta().Version && schema.Equal(a, b)
}

// TestDemoStaysDemo: what is invented is never taken for real, nor the reverse.
func TestDemoStaysDemo(t *testing.T) {
	dir := t.TempDir()
	invented, sealed := databaseOf(t, dir, store.Options{Demo: true}), database(t, dir)
	defer invented.Close()
	defer sealed.Close()
	for _, c := range []struct{ from, to *store.Store }{{invented, sealed}, {sealed, invented}} {
		if _, err := load(c.to, plain(t, c.from), dump.Keys{}); model.CodeOf(err) != model.Conflict {
			t.Errorf("load of demo %v into demo %v: %v", c.from.Info().Demo, c.to.Info().Demo, err)
		}
	}
	again := databaseOf(t, dir, store.Options{Demo: true})
	defer again.Close()
	if _, err := load(again, plain(t, invented), dump.Keys{}); err != nil {
		t.Error(err)
	}
}

// TestAnyHistoryComesBack drives a database with random change sets, undo, redo and looks.
func TestAnyHistoryComesBack(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		s := database(t, dir)
		defer s.Close()
		h := history{t, s}
		steps := map[string]func(){
			"apply": h.apply, "look": h.look, "number": h.gap,
			"undo": func() { h.quiet(func() error { _, err := s.Undo(ctx, "", 0); return err }) },
			"redo": func() { h.quiet(func() error { _, err := s.Redo(ctx, ""); return err }) },
		}
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			steps[rapid.SampledFrom(slices.Sorted(maps.Keys(steps))).Draw(t, "step")]()
		}
		checkRoundTrip(t, s, dir).Close()
	})
}

// history draws change sets.
type history struct {
	*rapid.T
	s *store.Store
}

func (h history) quiet(do func() error) {
	if err := do(); err != nil && model.CodeOf(err) != model.NotFound {
		h.Fatalf("%v", err)
	}
}

func (h history) rows(typ string) []model.Entity {
	list, err := h.s.List(ctx, typ, schema.Query{})
	if err != nil {
		h.Fatalf("%v", err)
	}
	return list
}

// words draws text with what files and JSON treat in their own ways.
func (h history) words(lines bool) string {
	letters := []rune("aæøåÅéßЖابé\u0301 \"\\'<>&{}[],:;=%\u2028\u200d😀\u00a0?#")
	if lines {
		letters = append(letters, '\n', '\t')
	}
	return "x" + strings.TrimSpace(string(rapid.SliceOfN(rapid.SampledFrom(letters), 0, 12).Draw(h.T, "text")))
}

func (h history) write(changes ...model.Change) {
	if len(changes) == 0 {
		return
	}
	args := model.Args{"n": len(changes), "s": h.words(false)}
	cs := model.ChangeSet{Actor: "", Action: "x", Args: args, Changes: changes}
	if _, err := h.s.Apply(ctx, cs); err != nil {
		h.Fatalf("apply: %v", err)
	}
}

func (h history) apply() {
	var changes []model.Change
	if rapid.Bool().Draw(h.T, "add") {
		citizen := &model.Citizen{Head: model.Head{ID: model.NewID()}, FirstName: h.words(false), Note: h.words(true),
			Status: "active"}
		company := &model.Company{Head: model.Head{ID: model.NewID()}, Name: h.words(false), Note: h.words(true),
			FTE: model.Some(model.FTE(rapid.IntRange(0, 9999).Draw(h.T, "fte"))), Days: []string{"mon", "fri"},
			Status: "active"}
		placement := &model.Placement{Head: model.Head{ID: model.NewID()}, CitizenID: citizen.ID, CompanyID: company.ID,
			Kind: "trial", State: "suggested", MadeOn: today}
		changes = append(changes, model.Add(company), model.Add(citizen), model.Add(placement))
		for n := range rapid.IntRange(0, 3).Draw(h.T, "versions") {
			changes = append(changes, model.Add(&model.Agreement{PlacementID: placement.ID,
				Number: model.Some(n + 1), ValidFrom: today.Add(7 * n)}))
		}
	}
	for _, e := range h.rows("citizen") {
		if rapid.Bool().Draw(h.T, "edit") {
			after := schema.Clone(e).(*model.Citizen)
			after.Note, after.HoursNow = h.words(true),
				model.Some(model.Hours(rapid.IntRange(0, 140).Draw(h.T, "hours")))
			changes = append(changes, model.Edit(e, after))
		}
	}
	h.write(changes...)
}

// gap removes the citizen with the highest number, with what belongs to it.
func (h history) gap() {
	citizens := h.rows("citizen")
	if len(citizens) == 0 {
		return
	}
	gone := citizens[len(citizens)-1]
	changes := []model.Change{model.Remove(gone)}
	for _, p := range h.rows("placement") {
		if p.(*model.Placement).CitizenID != gone.Meta().ID {
			continue
		}
		changes = append(changes, model.Remove(p))
		for _, a := range h.rows("agreement") {
			if a.(*model.Agreement).PlacementID == p.Meta().ID {
				changes = append(changes, model.Remove(a))
			}
		}
	}
	h.write(changes...)
}

func (h history) look() {
	for _, e := range h.rows("citizen") {
		if err := h.s.Viewed(ctx, "", "view.citizen", nil, "citizen", e.Meta().ID); err != nil {
			h.Fatalf("%v", err)
		}
	}
}

// TestNumbersAreNotReused: a number that was given and removed is not given again after a load.
func TestNumbersAreNotReused(t *testing.T) {
	s := database(t, t.TempDir())
	defer s.Close()
	for i := range 3 {
		c := &model.Citizen{FirstName: fmt.Sprint("Nr ", i+1), Status: "active"}
		if _, err := s.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{model.Add(c)}}); err != nil {
			t.Fatal(err)
		}
		if i == 2 {
			if _, err := s.Apply(ctx, model.ChangeSet{
				Action: "x", Changes: []model.Change{model.Remove(c)},
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	to := checkRoundTrip(t, s, t.TempDir())
	defer to.Close()
	c := &model.Citizen{FirstName: "Nr 4", Status: "active"}
	if _, err := to.Apply(ctx, model.ChangeSet{Action: "x", Changes: []model.Change{model.Add(c)}}); err != nil {
		t.Fatal(err)
	}
	if got, want := c.Ref, "B-0004"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestNamesOfLines: no type is called as another kind of line, and the header counts all.
func TestNamesOfLines(t *testing.T) {
	first, _, _ := bytes.Cut(plain(t, demoWorld(t)), []byte("\n"))
	var header dump.Header
	if err := json.Unmarshal(first, &header); err != nil {
		t.Fatal(err)
	}
	for _, typ := range schema.Types() {
		if slices.Contains([]string{"number", "log", "log_line", "end"}, typ.Name) {
			t.Errorf("a type is called %s, as another kind of line", typ.Name)
		}
		if _, ok := header.Counts[typ.Name]; !ok {
			t.Errorf("the header does not count %s", typ.Name)
		}
	}
}
