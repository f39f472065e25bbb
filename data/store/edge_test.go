package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/store/sqlite"
	"jobspor/model"
	"jobspor/model/schema"
)

// named makes n companies that have nothing but a name.
func named(n int) []model.Change {
	changes := make([]model.Change, n)
	for i := range changes {
		changes[i] = model.Add(&model.Company{Name: fmt.Sprintf("C%04d", i)})
	}
	return changes
}

// TestManyRowsAreToldAsMany: up to manyRows rows listeners of this program and of others get each of them, from one
// more on only that there were many.
func TestManyRowsAreToldAsMany(t *testing.T) {
	ctx := context.Background()
	a := fresh(t)
	b := openAt(t, a.address(), Options{Passphrase: pass})
	var told []model.Changed
	a.Subscribe(func(c model.Changed) { told = append(told, c) })
	for _, n := range []int{1, manyRows - 1, manyRows, manyRows + 1} {
		told = nil
		apply(t, a, named(n)...)
		polled, err := b.Poll(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for who, list := range map[string][]model.Changed{"own": told, "other": polled} {
			if len(list) != 1 {
				t.Fatalf("%d rows, %s: told %d times, want once", n, who, len(list))
			}
			want := n
			if n > manyRows {
				want = 0
			}
			if c := list[0]; c.Many != (n > manyRows) || len(c.Rows) != want || len(c.Changes) != want {
				t.Errorf("%d rows, %s: got many %v, %d rows, %d changes, want %v, %d, %d", n, who, c.Many,
					len(c.Rows), len(c.Changes), n > manyRows, want, want)
			}
		}
	}
}

// TestOthersAreToldWhatChanged: rows that were added, edited and removed by another program come with both sides.
func TestOthersAreToldWhatChanged(t *testing.T) {
	ctx := context.Background()
	a := fresh(t)
	b := openAt(t, a.address(), Options{Passphrase: pass})
	c := &model.Company{Name: "A"}
	apply(t, a, model.Add(c))
	edited := *c
	edited.Name = "B"
	apply(t, a, model.Edit(c, &edited))
	apply(t, a, model.Remove(&edited))
	found, err := b.Poll(ctx)
	if err != nil || len(found) != 3 {
		t.Fatalf("got %+v, %v, want three entries", found, err)
	}
	name := func(e model.Entity) string {
		if e == nil {
			return "none"
		}
		return e.(*model.Company).Name
	}
	for i, want := range []string{"none A false", "A B false", "B none true"} {
		if len(found[i].Changes) != 1 || len(found[i].Rows) != 1 {
			t.Fatalf("entry %d: got %+v", i, found[i])
		}
		got := fmt.Sprintln(name(found[i].Changes[0].Before), name(found[i].Changes[0].After), found[i].Rows[0].Gone)
		if strings.TrimSpace(got) != want {
			t.Errorf("entry %d: got %s, want %s", i, got, want)
		}
	}
}

// TestViewsAndExportsAreToldToNobody: they change nothing, however many rows they are about.
func TestViewsAndExportsAreToldToNobody(t *testing.T) {
	ctx := context.Background()
	a := fresh(t)
	b := openAt(t, a.address(), Options{Passphrase: pass})
	told := 0
	a.Subscribe(func(model.Changed) { told++ })
	for _, n := range []int{1, manyRows + 1} {
		ids := make([]string, n)
		for i := range ids {
			ids[i] = model.NewID()
		}
		if err := a.Viewed(ctx, "k1", "view.citizen", nil, "citizen", ids...); err != nil {
			t.Fatal(err)
		}
		log, err := a.Log(ctx, schema.LogQuery{Kind: "view", Limit: 1})
		if err != nil || len(log) != 1 || log[0].Count != n {
			t.Errorf("%d rows: got %+v, %v", n, log, err)
		}
	}
	if err := a.Viewed(ctx, "k1", "view.citizen", nil, "citizen", model.NewID()); err != nil {
		t.Fatal(err)
	}
	if err := a.Exported(ctx, "k1", "export.companies", nil, nil, manyRows+1); err != nil {
		t.Fatal(err)
	}
	if told != 0 {
		t.Errorf("listeners were told %d times, want never", told)
	}
	if err := a.Viewed(ctx, "k1", "view", nil, "nothing", "x"); model.CodeOf(err) != model.Internal {
		t.Errorf("views of a type that is none: got %v, want %s", err, model.Internal)
	}
	if found, err := b.Poll(ctx); err != nil || len(found) != 0 {
		t.Errorf("another program found %+v, %v, want nothing", found, err)
	}
}

// TestBatchesAreWhole writes around one and two statements' worth of rows.
func TestBatchesAreWhole(t *testing.T) {
	ctx := context.Background()
	for _, n := range []int{batchRows - 1, batchRows, batchRows + 1, 2 * batchRows, 2*batchRows + 1} {
		s := fresh(t)
		r := apply(t, s, named(n)...)
		if got, err := s.Count(ctx, "company", schema.Query{}); err != nil || got != n {
			t.Errorf("%d rows: got %d, %v", n, got, err)
		}
		log, err := s.Log(ctx, schema.LogQuery{Rows: true})
		if err != nil || len(log) != 1 || log[0].Count != n || len(log[0].Rows) != n {
			t.Fatalf("%d rows: the log is %+v, %v", n, log, err)
		}
		ids := make([]string, n)
		for i, c := range r.Changes {
			ids[i] = c.After.Meta().ID
		}
		if !slices.IsSorted(ids) {
			t.Errorf("%d rows: the IDs do not rise in the order of the rows", n)
		}
	}
}

// TestEditsReferToRowsThatExist: an edit is held to the same as a new row.
func TestEditsReferToRowsThatExist(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c := &model.Company{Name: "A"}
	apply(t, s, model.Add(c))
	task := &model.Task{CompanyID: c.ID, Name: "opvask"}
	apply(t, s, model.Add(task))
	edited := *task
	edited.CompanyID = model.NewID()
	_, err := s.Apply(ctx, model.ChangeSet{Actor: "k1", Action: "test",
		Changes: []model.Change{model.Edit(task, &edited)}})
	if model.CodeOf(err) != model.Invalid {
		t.Errorf("got %v, want %s", err, model.Invalid)
	}
	if got := get[model.Task](t, s, task.ID); got == nil || got.CompanyID != c.ID {
		t.Errorf("got %+v, want the task as it was", got)
	}
}

// TestTheFirstMissingReferenceIsNamed: of several the one with the lowest ID, so that the same change set gives the
// same error.
func TestTheFirstMissingReferenceIsNamed(t *testing.T) {
	s := fresh(t)
	var changes []model.Change
	for i := range 30 {
		changes = append(changes, model.Add(&model.Task{CompanyID: fmt.Sprintf("%012d", 99-i), Name: "opvask"}))
	}
	_, err := s.Apply(context.Background(), model.ChangeSet{Actor: "k1", Action: "test", Changes: changes})
	if model.CodeOf(err) != model.Invalid || !strings.Contains(fmt.Sprint(errArgs(err)), fmt.Sprintf("%012d", 70)) {
		t.Errorf("got %v %v, want %012d to be named", err, errArgs(err), 70)
	}
}

func errArgs(err error) model.Args {
	var e *model.Error
	if errors.As(err, &e) {
		return e.Args
	}
	return nil
}

// TestErrorsCountChangesFromOne: the second row of two is "change 2".
func TestErrorsCountChangesFromOne(t *testing.T) {
	s := fresh(t)
	_, err := s.Apply(context.Background(),
		model.ChangeSet{Changes: []model.Change{model.Add(&model.Company{Name: "A"}), model.Add(&model.Company{})}})
	if err == nil || !strings.HasPrefix(err.Error(), "change 2, company") {
		t.Errorf("got %v, want change 2", err)
	}
}

// TestAnEditThatChangesNothingHasTheVersion: what the caller holds can be edited again.
func TestAnEditThatChangesNothingHasTheVersion(t *testing.T) {
	s := fresh(t)
	c := &model.Company{Name: "A"}
	apply(t, s, model.Add(c))
	same := *c
	same.Version = 0
	if r := apply(t, s, model.Edit(c, &same)); r.Seq != 0 {
		t.Fatalf("got entry %d, want none", r.Seq)
	}
	if same.Version != 1 {
		t.Errorf("alone: got version %d, want 1", same.Version)
	}
	same.Version = 0
	apply(t, s, model.Edit(c, &same), model.Add(&model.Company{Name: "B"}))
	if same.Version != 1 {
		t.Errorf("beside a change: got version %d, want 1", same.Version)
	}
}

// TestGivingUpIsNoticed: at the first row and at each 256th.
func TestGivingUpIsNoticed(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w := &writer{stop: ctx}
	for _, cancelled := range []bool{false, true} {
		for i, look := range map[int]bool{0: true, 1: false, cancelCheckRows - 1: false, cancelCheckRows: true,
			cancelCheckRows + 1: false, 2 * cancelCheckRows: true} {
			if got, want := w.checkCancelled(i) != nil, cancelled && look; got != want {
				t.Errorf("row %d, given up %v: got %v, want %v", i, cancelled, got, want)
			}
		}
		cancel()
	}
}

// TestLogQueries holds every bound and filter of the log.
func TestLogQueries(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	c, b := &model.Company{Name: "A"}, &model.Citizen{FirstName: "Anna"}
	apply(t, s, model.Add(c))                                           // 1
	apply(t, s, model.Add(b))                                           // 2
	apply(t, s, model.Add(&model.Company{Name: "B"}))                   // 3
	apply(t, s, model.Edit(c, &model.Company{Head: c.Head, Name: "C"})) // 4
	for name, q := range map[string]struct {
		q    schema.LogQuery
		want []int64
	}{
		"all":             {schema.LogQuery{}, []int64{4, 3, 2, 1}},
		"limit 1":         {schema.LogQuery{Limit: 1}, []int64{4}},
		"limit 2":         {schema.LogQuery{Limit: 2}, []int64{4, 3}},
		"before 1":        {schema.LogQuery{Before: 1}, nil},
		"before 2":        {schema.LogQuery{Before: 2}, []int64{1}},
		"before 4, one":   {schema.LogQuery{Before: 4, Limit: 1}, []int64{3}},
		"type":            {schema.LogQuery{Type: "company"}, []int64{4, 3, 1}},
		"row":             {schema.LogQuery{Type: "company", ID: c.ID}, []int64{4, 1}},
		"row of no type":  {schema.LogQuery{ID: c.ID}, []int64{4, 3, 2, 1}},
		"row of the type": {schema.LogQuery{Type: "citizen", ID: c.ID}, nil},
	} {
		log, err := s.Log(ctx, q.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, e := range log {
			got = append(got, e.Seq)
		}
		if !slices.Equal(got, q.want) {
			t.Errorf("%s: got %v, want %v", name, got, q.want)
		}
	}
}

// TestShortEntriesShowTheirRows: exactly shortEntry rows come unasked, one more only when asked for.
func TestShortEntriesShowTheirRows(t *testing.T) {
	ctx := context.Background()
	for n, want := range map[int]int{shortEntry - 1: shortEntry - 1, shortEntry: shortEntry, shortEntry + 1: 0} {
		s := fresh(t)
		apply(t, s, named(n)...)
		log, err := s.Log(ctx, schema.LogQuery{})
		if err != nil || len(log) != 1 || len(log[0].Rows) != want {
			t.Errorf("%d rows: got %d, %v, want %d", n, len(log[0].Rows), err, want)
		}
	}
}

// TestArgumentsOfTheLog: no arguments are no text, not an empty one.
func TestArgumentsOfTheLog(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	for _, args := range []model.Args{nil, {}, {"n": "1"}} {
		if _, err := s.Apply(ctx, model.ChangeSet{Action: "test", Args: args, Changes: named(1)}); err != nil {
			t.Fatal(err)
		}
		var text sql.NullString
		if err := s.readers.QueryRowContext(ctx,
			`SELECT "args" FROM "log" ORDER BY "seq" DESC LIMIT 1`).Scan(&text); err != nil {
			t.Fatal(err)
		}
		if text.Valid != (len(args) > 0) {
			t.Errorf("%v: got %v", args, text)
		}
	}
}

// TestPagesOfAQuery: limit and offset at 0, 1 and 2, each alone and together.
func TestPagesOfAQuery(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	apply(t, s, named(3)...)
	for _, c := range []struct {
		limit, offset int
		want          string
	}{
		{0, 0, "C0000 C0001 C0002"}, {1, 0, "C0000"}, {2, 0, "C0000 C0001"}, {0, 1, "C0001 C0002"}, {0, 2, "C0002"},
		{1, 1, "C0001"}, {1, 2, "C0002"}, {2, 2, "C0002"}, {1, 3, ""}, {0, -1, "C0000 C0001 C0002"},
	} {
		list, err := All[model.Company](ctx, s, schema.Query{Order: []schema.Order{{Field: "name"}}, Limit: c.limit,
			Offset: c.offset})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range list {
			got = append(got, x.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("limit %d, offset %d: got %v, want %s", c.limit, c.offset, got, c.want)
		}
	}
}

// TestOrderOfColumns: words stand in Danish order, also those that have no index; numbers, names of choices and IDs
// follow their characters.
func TestOrderOfColumns(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	var changes []model.Change
	for i, town := range []string{"Aabenraa", "Ærø", "Zebra", "Bern"} {
		changes = append(changes, model.Add(&model.Company{Head: model.Head{ID: fmt.Sprintf("%012d", i)},
			Name: fmt.Sprint("C", i), Town: town}))
	}
	// By their characters aa stands before z; as Danish words it stands after.
	for i, id := range []string{"zzzzzzzzzzz0", "aaaaaaaaaaa0"} {
		changes = append(changes, model.Add(&model.Company{Head: model.Head{ID: id}, Name: "D"}),
			model.Add(&model.Task{Head: model.Head{ID: fmt.Sprintf("%012d", 50+i)}, CompanyID: id, Name: "opvask"}))
	}
	apply(t, s, changes...)
	for _, down := range []bool{false, true} {
		list, err := All[model.Company](ctx, s, schema.Query{Where: []schema.Cond{{Field: "town", Op: schema.IsSet}},
			Order: []schema.Order{{Field: "town", Down: down}}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range list {
			got = append(got, c.Town)
		}
		want := []string{"Bern", "Zebra", "Ærø", "Aabenraa"}
		if down {
			slices.Reverse(want)
		}
		if !slices.Equal(got, want) {
			t.Errorf("towns: got %v, want %v", got, want)
		}
	}
	tasks, err := All[model.Task](ctx, s, schema.Query{Order: []schema.Order{{Field: "company"}}})
	if err != nil || len(tasks) != 2 || tasks[0].CompanyID != "aaaaaaaaaaa0" {
		t.Errorf("tasks by workplace: got %v, %v, want aaaaaaaaaaa0 first", tasks, err)
	}
	byID, err := All[model.Company](ctx, s, schema.Query{Order: []schema.Order{{Field: "id", Down: true}}, Limit: 1})
	if err != nil || len(byID) != 1 || byID[0].ID != "zzzzzzzzzzz0" {
		t.Errorf("by ID: got %v, %v, want zzzzzzzzzzz0", byID, err)
	}
	one, err := All[model.Company](ctx, s, schema.Where("id", "000000000002"))
	if err != nil || len(one) != 1 || one[0].Town != "Zebra" {
		t.Errorf("the one with an ID: got %v, %v, want Zebra", one, err)
	}
}

// TestRowsThatMayBeAbsent: two absent rows are the same, an absent one and another are not.
func TestRowsThatMayBeAbsent(t *testing.T) {
	a, b := &model.Company{Name: "A"}, &model.Company{Name: "B"}
	for _, c := range []struct {
		x, y model.Entity
		want bool
	}{{nil, nil, true}, {a, nil, false}, {nil, a, false}, {a, a, true}, {a, b, false}} {
		if got := sameRow(c.x, c.y); got != c.want {
			t.Errorf("%v and %v: got %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

// TestTimesComeBack: when a draft was written and when the last entry was made.
func TestTimesComeBack(t *testing.T) {
	ctx := context.Background()
	at := time.Date(2026, 11, 26, 8, 30, 15, 250e6, time.UTC)
	s := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{Create: true, Passphrase: pass, Params: crypt.Cheap,
		Now: func() time.Time { return at }})
	if sum, err := s.Summary(ctx); err != nil || sum.Seq != 0 || !sum.At.IsZero() {
		t.Errorf("an empty log: got %d, %v, %v", sum.Seq, sum.At, err)
	}
	if err := s.PutDraft(ctx, "k1", "citizen", "", map[string]string{"note": "a"}); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Drafts(ctx, "k1"); err != nil || len(list) != 1 || !list[0].At.Equal(at) {
		t.Errorf("got %+v, %v, want a draft of %v", list, err, at)
	}
	apply(t, s, named(1)...)
	if sum, err := s.Summary(ctx); err != nil || sum.Seq != 1 || !sum.At.Equal(at) {
		t.Errorf("got entry %d of %v, %v, want 1 of %v", sum.Seq, sum.At, err, at)
	}
}

// TestFilesAtTheLeastSize: SQLite takes what is shorter than its least page for an empty database; one of exactly that
// size may be one.
func TestFilesAtTheLeastSize(t *testing.T) {
	ctx := context.Background()
	write := func(n int) string {
		path := filepath.Join(t.TempDir(), "a.db")
		if err := os.WriteFile(path, make([]byte, n), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if info, err := ReadInfo(ctx, write(0)); err != nil || !info.Exists || !info.Empty {
		t.Errorf("no byte: got %+v, %v, want an empty file", info, err)
	}
	for _, n := range []int{1, 511} {
		if info, err := ReadInfo(ctx, write(n)); model.CodeOf(err) != model.Unsupported {
			t.Errorf("%d bytes: got %+v, %v, want %s", n, info, err, model.Unsupported)
		}
	}
	for app, want := range map[int]model.Code{0: "", 1: model.Unsupported} {
		path := filepath.Join(t.TempDir(), "b.db")
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		db.SetMaxOpenConns(1)
		for _, q := range []string{"PRAGMA page_size = 512", fmt.Sprintf("PRAGMA application_id = %d", app),
			"PRAGMA user_version = 1"} {
			if _, err := db.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		db.Close()
		st, err := os.Stat(path)
		if err != nil || st.Size() != 512 {
			t.Fatalf("got %v, %v, want a file of 512 bytes", st, err)
		}
		if info, err := ReadInfo(ctx, path); model.CodeOf(err) != want || info.Empty != (want == "") {
			t.Errorf("an empty database of application %d: got %+v, %v, want %q", app, info, err, want)
		}
	}
}

// TestInspectOfNothing: no file and an empty one hold no database.
func TestInspectOfNothing(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{empty, filepath.Join(dir, "none.db")} {
		if sum, err := Inspect(ctx, path); model.CodeOf(err) != model.NotFound {
			t.Errorf("%s: got %+v, %v, want %s", path, sum, err, model.NotFound)
		}
	}
}

// TestOneFaultIsDamage: a single broken reference is enough to refuse a copy.
func TestOneFaultIsDamage(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	s := fresh(t)
	c := &model.Company{Name: "A"}
	apply(t, s, model.Add(c))
	apply(t, s, model.Add(&model.Task{CompanyID: c.ID, Name: "opvask"}))
	path := s.address()
	if _, err := Inspect(ctx, path); err != nil {
		t.Fatalf("a healthy database: %v", err)
	}
	raw(t, path, `PRAGMA foreign_keys = 0; UPDATE "tasks" SET "company" = 'x'`)
	if n, err := sqlite.Faults(ctx, s.readers); err != nil || n != 1 {
		t.Fatalf("got %d faults, %v, want 1", n, err)
	}
	if sum, err := Inspect(ctx, path); model.CodeOf(err) != model.Internal {
		t.Errorf("got %+v, %v, want %s", sum, err, model.Internal)
	}
}

// TestCheckReadsTheLogToo: what the log holds of a row is sealed as well.
func TestCheckReadsTheLogToo(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	b := &model.Citizen{FirstName: "Anna", LastName: "Holm"}
	apply(t, s, model.Add(b))
	edited := *b
	edited.LastName = "Lund"
	apply(t, s, model.Edit(b, &edited))
	raw(t, s.address(), `UPDATE "log_rows" SET "before" = x'00' WHERE "before" IS NOT NULL`)
	found, err := s.Check(ctx)
	if err != nil || len(found) != 1 || found[0].Key != "err.store.found.log.altered" ||
		found[0].Args["seq"] != int64(2) {
		t.Errorf("got %v, %v, want one that does not open", found, err)
	}
}

// TestCopyOfAClosedFile: a copy without a key, of what is there, to where nothing is.
func TestCopyOfAClosedFile(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	s := fresh(t)
	apply(t, s, named(2)...)
	from := s.address()
	s.Close()
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := Copy(ctx, from, to); err != nil {
		t.Fatal(err)
	}
	c := openAt(t, to, Options{Passphrase: pass})
	if n, err := c.Count(ctx, "company", schema.Query{}); err != nil || n != 2 {
		t.Errorf("got %d companies, %v, want 2", n, err)
	}
	if err := Copy(ctx, from, to); model.CodeOf(err) != model.Conflict {
		t.Errorf("over a file: got %v, want %s", err, model.Conflict)
	}
	if err := Copy(ctx, from+".none", filepath.Join(t.TempDir(), "copy.db")); model.CodeOf(err) != model.NotFound {
		t.Errorf("of no file: got %v, want %s", err, model.NotFound)
	}
}

// TestSettle: a file that somebody has open may not be moved; one that nobody has open is the whole database alone.
func TestSettle(t *testing.T) {
	onlyFile(t)
	ctx := context.Background()
	s := fresh(t)
	apply(t, s, named(1)...)
	path := s.address()
	if err := PrepareMove(ctx, path); model.CodeOf(err) != model.Busy {
		t.Errorf("while it is open: got %v, want %s", err, model.Busy)
	}
	s.Close()
	if err := PrepareMove(ctx, path); err != nil {
		t.Errorf("closed: got %v, want no error", err)
	}
	for _, end := range []string{"-wal", "-shm"} {
		if exists(path + end) {
			t.Errorf("%s is left", end)
		}
	}
	if err := PrepareMove(ctx, path+".none"); model.CodeOf(err) != model.Forbidden {
		t.Errorf("no file: got %v, want %s", err, model.Forbidden)
	}
}

// TestCopiesBeforeAMigration: none for the schema of this program, one from schema 1 on, beside the database when no
// folder was named.
func TestCopiesBeforeAMigration(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	copies := func() []string {
		list, err := filepath.Glob(filepath.Join(filepath.Dir(path), "backup", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	steps := migrations()
	s, err := openWith(ctx, path, Options{Create: true, Passphrase: pass, Params: crypt.Cheap}, steps[:1])
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	for range 2 {
		if s, err = openWith(ctx, path, Options{Passphrase: pass}, steps[:1]); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
	if got := copies(); len(got) != 0 {
		t.Errorf("with the schema it has: got %v, want no copy", got)
	}
	if s, err = openWith(ctx, path, Options{Passphrase: pass}, steps[:2]); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if got := copies(); len(got) != 1 || !strings.Contains(got[0], "a-0000000000-") ||
		!strings.HasSuffix(got[0], "-schema1.db") {
		t.Errorf("from schema 1: got %v, want one copy of it", got)
	}
}

// TestNoPassphraseIsToldFromAWrongOne: an empty one was not given, a short one is wrong.
func TestNoPassphraseIsToldFromAWrongOne(t *testing.T) {
	s := fresh(t)
	path := s.address()
	s.Close()
	for phrase, want := range map[string]string{"": "err.passphrase.missing", "x": "err.passphrase.wrong",
		"xy": "err.passphrase.wrong"} {
		_, err := Open(context.Background(), path, Options{Passphrase: []byte(phrase)})
		var e *model.Error
		if !errors.As(err, &e) || e.Key != want {
			t.Errorf("%q: got %v, want %s", phrase, err, want)
		}
	}
}
