package backup

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jobspor/data/store"
	"jobspor/model"
	"jobspor/model/schema"
)

// copyFile copies a file as a person does, under another name.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// putAndReplaced is a database with a copy of each kind, and with files beside them that are none.
func putAndReplaced(t *testing.T) (*store.Store, Dir, *clock) {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	copies := For(s.Path(), filepath.Join(dir, "backup"))
	add(t, s, "Anna")
	if err := copies.BackupTo(ctx, s, filepath.Join(dir, "a.before-20260101T070000Z.db")); err != nil {
		t.Fatal(err)
	}
	add(t, s, "Bo")
	if _, err := copies.Backup(ctx, s, ""); err != nil {
		t.Fatal(err)
	}
	add(t, s, "Carl")
	if err := copies.BackupTo(ctx, s, filepath.Join(copies.Path, "før ferien.db")); err != nil {
		t.Fatal(err)
	}
	other := database(t, filepath.Join(dir, "b.db"), c)
	add(t, other, "Dorte")
	if err := other.BackupTo(ctx, filepath.Join(copies.Path, "fremmed.db")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"notat.txt", ".skjult.db"} {
		if err := os.WriteFile(filepath.Join(copies.Path, name), make([]byte, 4096), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return s, copies, c
}

// TestAll lists what is a state of the database, wherever it came from, by its place in the log.
func TestAll(t *testing.T) {
	s, copies, _ := putAndReplaced(t)
	list, err := copies.All(context.Background(), s.Path())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, string(c.Kind)+" "+filepath.Base(c.Path))
	}
	want := []string{"put før ferien.db", "made a-0000000002-20260101T070000Z.db",
		"replaced a.before-20260101T070000Z.db"}
	if !slices.Equal(got, want) {
		t.Errorf("copies %q, want %q", got, want)
	}
	made, err := copies.List()
	if err != nil || len(made) != 1 || made[0].Kind != Made {
		t.Errorf("what is thinned out: %v, %v", made, err)
	}
}

// TestACopyPutIntoTheFolderBringsARowBack: it is looked into like any other, and its row is the newest.
func TestACopyPutIntoTheFolderBringsARowBack(t *testing.T) {
	ctx := context.Background()
	s, copies, _ := putAndReplaced(t)
	list, err := store.All[model.Citizen](ctx, s, schema.Query{Order: []schema.Order{{Field: "ref"}}})
	if err != nil {
		t.Fatal(err)
	}
	from, err := copies.Source(ctx, s, "citizen", list[2].ID)
	if err != nil || from == nil || filepath.Base(from.Path) != "før ferien.db" {
		t.Errorf("Carl is found in %+v, %v", from, err)
	}
}

// TestRetired: a copy goes at its day, not before, whatever else would retain it; a day that was written stays.
func TestRetired(t *testing.T) {
	ctx := context.Background()
	s, copies, c := putAndReplaced(t)
	list, err := copies.All(ctx, s.Path())
	if err != nil {
		t.Fatal(err)
	}
	on := copies.Goes(model.NewDate(2026, 1, 1))
	if on != model.NewDate(2026, 1, 29) {
		t.Errorf("goes at %v", on)
	}
	for _, one := range list {
		for _, day := range []model.Date{on, on.Add(5)} { // a second erasure
			if got, err := copies.Retire(one.Path, day); err != nil || got != on {
				t.Errorf("retired at %v, %v", got, err)
			}
		}
	}
	b := For(filepath.Join(filepath.Dir(s.Path()), "b.db"), copies.Path)
	theirs := filepath.Join(copies.Path, "fremmed.db")
	if _, err := b.Retire(theirs, on); err != nil {
		t.Fatal(err)
	}
	if again, err := copies.All(ctx, s.Path()); err != nil || len(again) != 3 || again[0].Goes != on {
		t.Errorf("all: %+v, %v", again, err)
	}
	for _, at := range []struct {
		day  int
		want int
	}{{28, 0}, {29, 3}, {30, 0}} {
		c.now = time.Date(2026, 1, at.day, 8, 0, 0, 0, time.UTC)
		if n, err := copies.RemoveRetired(s); err != nil || n != at.want {
			t.Errorf("day %d: %d removed, %v, want %d", at.day, n, err, at.want)
		}
	}
	left, err := copies.All(ctx, s.Path())
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Error("the copy of another database went")
	}
	if marks, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*", "*"+goesEnd)); len(marks) != 1 {
		t.Errorf("days that stand: %v", marks)
	}
}

// TestReadingACopyLeavesNothingBesideIt: a file with a write-ahead log that somebody copied is compared, restored and
// looked into, and nothing is beside it afterwards, nor is it changed.
func TestReadingACopyLeavesNothingBesideIt(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	c := &clock{time.Date(2026, 1, 1, 7, 0, 0, 0, time.UTC)}
	s := database(t, filepath.Join(dir, "a.db"), c)
	add(t, s, "Anna")
	s.Close()
	stick := filepath.Join(dir, "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	from := filepath.Join(stick, "kopi.db")
	copyFile(t, s.Path(), from)
	was, _ := os.ReadFile(from)
	if was[18] != 2 {
		t.Fatal("it is not in the form with a write-ahead log")
	}
	if _, err := store.Inspect(ctx, from); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, from, s.Path(), c.now); err != nil {
		t.Fatal(err)
	}
	found, err := os.ReadDir(stick)
	if err != nil || len(found) != 1 {
		t.Errorf("beside the copy: %v, %v", found, err)
	}
	if is, _ := os.ReadFile(from); string(is) != string(was) {
		t.Error("the copy was changed")
	}
	if got := names(t, s.Path()); !strings.Contains(got, "Anna") {
		t.Errorf("restored: %s", got)
	}
}

// TestADamagedFileAmongTheCopiesIsListed: nobody can tell whose half a database is; it is listed, so that an erasure
// names it, and is no copy to bring a row back from.
func TestADamagedFileAmongTheCopiesIsListed(t *testing.T) {
	ctx := context.Background()
	s, copies, _ := putAndReplaced(t)
	before, err := copies.All(ctx, s.Path())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(copies.Path, "før ferien.db"))
	if err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(copies.Path, "halv.db")
	if err := os.WriteFile(half, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	after, err := copies.All(ctx, s.Path())
	if err != nil {
		t.Fatal(err)
	}
	listed := slices.ContainsFunc(after, func(c Copy) bool { return c.Path == half && c.Kind == Put })
	if !listed || len(after) != len(before)+1 {
		t.Errorf("%d copies before, %d after; the half one is listed: %v", len(before), len(after), listed)
	}
	if s.OpensCopy(ctx, half) {
		t.Error("half a database counts as one that an erasure reaches")
	}
}
