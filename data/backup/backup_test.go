package backup

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jobspor/data/crypt"
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

func TestDailyKeepsTheRota(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	copies := For(s.Path(), filepath.Join(dir, "backup"))
	copies.Retention = Retention{Days: 3, Weeks: 2, Months: 2}
	other := filepath.Join(copies.Path, "a-20200101T000000Z.txt")
	for day := range 70 {
		c.now = time.Date(2026, 1, 1+day, 7, 0, 0, 0, time.UTC)
		if day%10 != 9 { // on some days nobody writes
			add(t, s, fmt.Sprint("B", day))
		}
		if made, err := copies.Daily(ctx, s); err != nil || (made == nil) != (day%10 == 9) {
			t.Fatalf("day %d: %+v, %v", day, made, err)
		}
		c.now = c.now.Add(8 * time.Hour)
		if day%10 != 8 {
			add(t, s, "later")
		}
		if made, err := copies.Daily(ctx, s); day%10 != 9 && (err != nil || made != nil) {
			t.Fatalf("day %d, again: %+v, %v", day, made, err)
		}
		if day == 0 {
			if err := os.WriteFile(other, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	list, err := copies.List()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, c.At.Format("01-02"))
	}
	// Day 69 is 11 March, a Wednesday: 3 days, of the weeks the newest (11 March, 8 March), of the months 11 March and
	// 28 February.
	if want := "03-11 03-10 03-09 03-08 02-28"; strings.Join(got, " ") != want {
		t.Errorf("copies of %v, want %s", got, want)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a file that is no copy was removed")
	}
	for _, c := range list {
		if sum, err := Verify(ctx, c.Path); err != nil || sum.Rows["citizen"] == 0 {
			t.Errorf("verify: %+v, %v", sum, err)
		}
	}
}

func TestTwoCopiesInOneSecond(t *testing.T) {
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	copies := For(s.Path(), dir)
	for range 2 {
		if _, err := copies.Backup(context.Background(), s); err != nil {
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
	made, err := For(path, filepath.Join(dir, "backup")).Backup(ctx, s)
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
	made, err := For(path, filepath.Join(dir, "backup")).Backup(ctx, s)
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
	made, err := For(path, filepath.Join(dir, "backup")).Backup(ctx, s)
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
		if _, err := Verify(ctx, made.Path); err == nil {
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
