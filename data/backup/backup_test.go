package backup

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"jobspor/data/crypt"
	"jobspor/data/paths"
	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

var pass = []byte("en lang sætning")

// clock is a store's time that a test moves.
type clock struct{ now time.Time }

func database(t *testing.T, path string, c *clock) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path,
		store.Options{Create: true, Passphrase: pass, Params: crypt.Cheap, Now: func() time.Time { return c.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func add(t *testing.T, s *store.Store, name string) {
	t.Helper()
	if _, err := s.Apply(context.Background(),
		model.ChangeSet{Changes: []model.Change{model.Add(&model.Citizen{FirstName: name})}}); err != nil {
		t.Fatal(err)
	}
}

// names lists the citizens of a file.
func names(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Open(context.Background(), path, store.Options{Passphrase: pass})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list, err := store.All[model.Citizen](context.Background(), s, schema.Query{Order: []schema.Order{{Field: "ref"}}})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range list {
		out = append(out, c.FirstName)
	}
	return strings.Join(out, " ")
}

// TestDue: a copy is made after 200 changes, or when the first change is half an hour old, and not else.
func TestDue(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	start := time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)
	c := &clock{start}
	s := database(t, filepath.Join(dir, "a.db"), c)
	copies := For(s.Path(), filepath.Join(dir, "backup"))
	due := func(want bool, when string) {
		t.Helper()
		made, err := copies.Due(ctx, s)
		if err != nil || (made != nil) != want {
			t.Errorf("%s: made %v, %v, want %v", when, made, err, want)
		}
		if made != nil && (!made.Sound() || !made.Proven()) {
			t.Errorf("%s: not proven", when)
		}
	}
	due(false, "nothing was changed")
	add(t, s, "Anna")
	c.now = start.Add(dueAfter - time.Millisecond)
	due(false, "just before half an hour")
	c.now = start.Add(dueAfter)
	due(true, "after half an hour")
	due(false, "again")
	for range dueChanges - 1 {
		add(t, s, "B")
	}
	due(false, "199 changes")
	if err := s.Viewed(ctx, "", "view.citizen", nil, "citizen", "x"); err != nil {
		t.Fatal(err)
	}
	due(false, "199 changes and a look")
	add(t, s, "B")
	due(true, "200 changes")

	// A wrong clock neither stops nor reorders copies.
	add(t, s, "C")
	c.now = start.AddDate(-3, 0, 0)
	due(true, "the clock went back")
	for range dueChanges {
		add(t, s, "D")
	}
	due(true, "200 changes at the wrong time")
	list, err := copies.List()
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	if end, err := s.LogEnd(ctx); err != nil || list[0].Seq != end {
		t.Errorf("the newest copy is of entry %d, the database of %d, %v", list[0].Seq, end, err)
	}
}

// dueForACopy is a database with a change that is an hour old, and the folder of its copies.
func dueForACopy(t *testing.T) (*store.Store, Dir) {
	t.Helper()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	add(t, s, "Anna")
	c.now = c.now.Add(time.Hour)
	return s, For(s.Path(), filepath.Join(dir, "backup"))
}

// TestDueOnce: of several programs that find a copy due, one makes it.
func TestDueOnce(t *testing.T) {
	ctx := context.Background()
	s, copies := dueForACopy(t)
	var programs sync.WaitGroup
	for range 6 {
		programs.Go(func() {
			if _, err := copies.Due(ctx, s); err != nil {
				t.Error(err)
			}
		})
	}
	programs.Wait()
	if list, err := copies.List(); err != nil || len(list) != 1 {
		t.Errorf("copies %v, %v, want one", list, err)
	}
	if left, _ := filepath.Glob(filepath.Join(copies.Path, ".jobspor-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestLockOfAKilledProgram: what a program left that was killed while it made a copy does not stop copies for good.
func TestLockOfAKilledProgram(t *testing.T) {
	ctx := context.Background()
	s, copies := dueForACopy(t)
	killed := exec.Command("go", "version") // a process that has ended
	if err := killed.Run(); err != nil {
		t.Fatal(err)
	}
	name := strings.Replace(paths.Unfinished(""), strconv.Itoa(os.Getpid()), strconv.Itoa(killed.Process.Pid), 1)
	lock, half := filepath.Join(copies.Path, lockName), filepath.Join(copies.Path, strings.Trim(name, "*"))
	for _, d := range []string{lock, half} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(copies.Path, 0o700); err != nil {
		t.Fatal(err)
	}
	if made, err := copies.Due(ctx, s); err != nil || made != nil {
		t.Errorf("another program is making a copy: %v, %v", made, err)
	}
	old := time.Now().Add(-2 * time.Hour)
	for _, d := range []string{lock, half} {
		if err := os.Chtimes(d, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if made, err := copies.Due(ctx, s); err != nil || made == nil {
		t.Errorf("after a program was killed: %v, %v", made, err)
	}
	if left, _ := filepath.Glob(filepath.Join(copies.Path, ".jobspor-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestThinning keeps the newest of each hour, day, week and month, the last ones before something risky, and of each
// period a proven one.
func TestThinning(t *testing.T) {
	zone := time.UTC
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 3, day, hour, minute, 0, 0, zone) }
	list := []Copy{ // newest first
		{Path: "unproven", Seq: 90, At: at(11, 9, 50)},
		{Path: "proven", Seq: 80, At: at(11, 9, 40), proof: true},
		{Path: "same hour", Seq: 75, At: at(11, 9, 10), proof: true},
		{Path: "hour before", Seq: 70, At: at(11, 8, 50), proof: true},
		{Path: "third hour", Seq: 65, At: at(11, 7, 50), proof: true},
		{Path: "import", Seq: 60, At: at(11, 7, 40), Reason: "import", proof: true},
		{Path: "older import", Seq: 55, At: at(11, 7, 30), Reason: "import", proof: true},
		{Path: "yesterday", Seq: 50, At: at(10, 12, 0), proof: true},
		{Path: "yesterday earlier", Seq: 45, At: at(10, 9, 0), proof: true},
		{Path: "two days ago", Seq: 40, At: at(9, 9, 0), proof: true},
		{Path: "last week", Seq: 30, At: at(6, 9, 0), proof: true},
		{Path: "last month", Seq: 20, At: time.Date(2026, 2, 20, 9, 0, 0, 0, zone), proof: true},
		{Path: "long ago", Seq: 10, At: time.Date(2024, 2, 20, 9, 0, 0, 0, zone), proof: true},
	}
	var gone []string
	for _, c := range (Retention{Hours: 2, Days: 2, Weeks: 2, Months: 2, Before: 1}).surplus(list, zone) {
		gone = append(gone, c.Path)
	}
	want := "same hour, third hour, older import, yesterday earlier, two days ago, long ago"
	if got := strings.Join(gone, ", "); got != want {
		t.Errorf("thinned out: %s, want %s", got, want)
	}
}

// TestNamesOfCopies: the place in the log orders copies; names of earlier versions are read.
func TestNamesOfCopies(t *testing.T) {
	s := Dir{Name: "a"}
	at := time.Date(2026, 11, 22, 18, 58, 3, 0, time.UTC)
	for name, want := range map[string]Copy{
		"a-0000000123-20261122T185803Z.db":          {Seq: 123, At: at},
		"a-0000000123-20261122T185803Z-import.db":   {Seq: 123, At: at, Reason: "import"},
		"a-20261122T185803Z.db":                     {Seq: -1, At: at},
		"a-12345678901-20261122T185803Z-schema9.db": {Seq: 12345678901, At: at, Reason: "schema9"},
	} {
		got, ok := s.parse(name)
		if want.Kind = Made; !ok || got != want {
			t.Errorf("%s is %+v, %v", name, got, ok)
		}
		if want.Seq >= 0 && s.copyName(got) != name {
			t.Errorf("%s is written %s", name, s.copyName(got))
		}
	}
	for _, name := range []string{"b-20261122T185803Z.db", "a-2026.db", "a-0000000123.db", "a-x.db", "a.db",
		"a-20261122T185803Z.txt", "a-0000000123-20261122T185803Z.db.sha256"} {
		if got, ok := s.parse(name); ok {
			t.Errorf("%s is taken for a copy: %+v", name, got)
		}
	}
}

// TestProof: a copy is proven until a byte of it changes, also one that SQLite does not look at.
func TestProof(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	add(t, s, "Anna")
	copies := For(s.Path(), filepath.Join(dir, "backup"))
	made, err := copies.Backup(ctx, s, "")
	if err != nil || !made.Proven() {
		t.Fatal(made, err)
	}
	data, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(made.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if made.Proven() {
		t.Error("a changed copy counts as proven")
	}
}

// TestSourceOfADamagedRow: the newest copy with the latest state is taken, and a copy of a database with a damaged row
// is not proven and does not push out the last proven one.
func TestSourceOfADamagedRow(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	add(t, s, "Anna")
	list, err := store.All[model.Citizen](ctx, s, schema.Query{})
	if err != nil {
		t.Fatal(err)
	}
	id := list[0].ID
	copies := For(s.Path(), filepath.Join(dir, "backup"))
	good, err := copies.Backup(ctx, s, "")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+s.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE "citizens" SET "mac" = zeroblob(32)`); err != nil {
		t.Fatal(err)
	}
	bad, err := copies.Backup(ctx, s, "")
	if err != nil || bad.Sound() || bad.Proven() {
		t.Errorf("a copy with a damaged row: %+v, %v", bad, err)
	}
	if err := copies.thin(time.UTC); err != nil {
		t.Fatal(err)
	}
	got, err := copies.Source(ctx, s, "citizen", id)
	if err != nil || got == nil || got.Path != good.Path || !got.Latest {
		t.Fatalf("source %+v, %v, want %s", got, err, good.Path)
	}
	if got, err := copies.Source(ctx, s, "citizen", "zzzzzzzzzzzz"); err != nil || got != nil {
		t.Errorf("source of a row that nothing has: %+v, %v", got, err)
	}
}

func TestTwoCopiesInOneSecond(t *testing.T) {
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	copies := For(s.Path(), dir)
	for range 2 {
		if _, err := copies.Backup(context.Background(), s, ""); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := copies.List(); err != nil || len(list) != 2 {
		t.Errorf("list %v, %v", list, err)
	}
}

func TestRestore(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	path := filepath.Join(dir, "a.db")
	s := database(t, path, c)
	add(t, s, "Anna")
	made, err := For(path, filepath.Join(dir, "backup")).Backup(ctx, s, "")
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, "Bo")

	if _, err := Restore(ctx, made.Path, path, c.now); model.CodeOf(err) != model.Busy {
		t.Errorf("restore over an open database = %v, want busy", err)
	}
	if list, err := store.All[model.Citizen](ctx, s, schema.Query{}); err != nil || len(list) != 2 {
		t.Errorf("after the refusal: %v, %v", list, err)
	}
	s.Close()
	kept, err := Restore(ctx, made.Path, path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(t, path); got != "Anna" {
		t.Errorf("restored: %s, want Anna", got)
	}
	if got := names(t, kept); got != "Anna Bo" {
		t.Errorf("kept: %s, want Anna Bo", got)
	}
	if kept, err := Restore(ctx, made.Path, filepath.Join(dir, "ny", "b.db"), c.now); err != nil || kept != "" {
		t.Errorf("restore to a new place: %q, %v", kept, err)
	}
	if got := names(t, filepath.Join(dir, "ny", "b.db")); got != "Anna" {
		t.Errorf("new place: %s, want Anna", got)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*restore*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRestoreOverADamagedDatabase(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	path := filepath.Join(dir, "a.db")
	s := database(t, path, c)
	add(t, s, "Anna")
	made, err := For(path, filepath.Join(dir, "backup")).Backup(ctx, s, "")
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	junk := bytes.Repeat([]byte("junk"), 5000)
	if err := os.WriteFile(path, junk, 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := Restore(ctx, made.Path, path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(t, path); got != "Anna" {
		t.Errorf("restored: %s", got)
	}
	if data, _ := os.ReadFile(kept); !bytes.Equal(data, junk) {
		t.Error("the damaged file was not kept as it was")
	}
}

func TestDamagedCopyIsNotRestored(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	path := filepath.Join(dir, "a.db")
	s := database(t, path, c)
	for i := range 200 {
		add(t, s, fmt.Sprint("B", i))
	}
	made, err := For(path, filepath.Join(dir, "backup")).Backup(ctx, s, "")
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	before, _ := os.ReadFile(path)
	good, _ := os.ReadFile(made.Path)
	for name, bad := range map[string][]byte{"short": good[:len(good)/2],
		"torn": append(append(bytes.Clone(good[:8192]), make([]byte, 8192)...), good[16384:]...), "empty": nil} {
		if err := os.WriteFile(made.Path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Inspect(ctx, made.Path); err == nil {
			t.Errorf("%s: verified", name)
		}
		if _, err := Restore(ctx, made.Path, path, c.now); err == nil {
			t.Errorf("%s: restored", name)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s: the database was changed", name)
		}
	}
}
