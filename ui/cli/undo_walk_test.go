package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"jobspor/data/store"
	"jobspor/model/schema"
	"jobspor/ui/cli"
	"jobspor/ui/uitest"
)

// This file undoes what every command writes.

// notWalked are commands that write rows and that the walk leaves out, with the reason.
var notWalked = map[string]string{
	"jobspor batch":          "what it writes is what its lines write",
	"jobspor company lookup": "the demo database asks nobody",
	"jobspor repair":         "needs a damaged row; a test of data/store undoes it",
	"jobspor undo":           "undoes",
	"jobspor redo":           "does again",
}

// manySteps are lines that are several changes, with the reason.
var manySteps = map[string]string{
	"jobspor batch": "without --atomic each line is a change of its own",
}

// walker knows the demo database as it is before a line.
type walker struct {
	before uitest.Content
	last   int64
}

var demoWalker = sync.OnceValues(func() (w walker, err error) {
	file, err := demoFile()
	if err != nil {
		return w, err
	}
	dir, err := os.MkdirTemp("", "jobspor-walk-")
	if err != nil {
		return w, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "d.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		return w, err
	}
	s, err := store.Open(context.Background(), path, store.Options{Demo: true})
	if err != nil {
		return w, err
	}
	defer s.Close()
	if w.before, err = uitest.ContentOf(context.Background(), s); err != nil {
		return w, err
	}
	w.last, err = changesIn(s)
	return w, err
})

// changesIn is the number of the newest entry.
func changesIn(s *store.Store) (int64, error) {
	entries, err := s.Log(context.Background(), schema.LogQuery{Limit: 1})
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	return entries[0].Seq, nil
}

// walkBack undoes and does again what the lines changed in the shell's database, and tells whether there was anything.
func (s *shell) walkBack() bool {
	s.t.Helper()
	w, err := demoWalker()
	if err != nil {
		s.t.Fatal(err)
	}
	db, err := store.Open(context.Background(), filepath.Join(s.dir, "test.db"), store.Options{Demo: true})
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	actions, err := uitest.WalkBack(context.Background(), db, w.last, w.before)
	if err != nil {
		s.t.Error(err)
	}
	return len(actions) > 0
}

// walkScript undoes and does again all that a script left in its database, down to an empty one. Databases with a
// passphrase, and those that a script damaged, are left out.
func walkScript(dir string) error {
	ctx := context.Background()
	path := filepath.Join(dir, "test.db")
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	s, err := store.Open(ctx, path, store.Options{Demo: true})
	if err != nil {
		return nil // it is the script that says what is wrong with its database
	}
	defer s.Close()
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		return nil
	}
	_, err = uitest.WalkBack(ctx, s, 0, uitest.Content{})
	return err
}

// changes counts the changes of the log.
func (s *shell) changes() (n int) {
	s.t.Helper()
	path := filepath.Join(s.dir, "test.db")
	db, err := store.Open(context.Background(), path, store.Options{Demo: true, ReadOnly: true})
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	entries, err := db.Log(context.Background(), schema.LogQuery{Kind: "change"})
	if err != nil {
		s.t.Fatal(err)
	}
	return len(entries)
}

// undoWalk runs the examples of commands on the built program and undoes, in this process, what they changed: all rows
// are what they were, and what they became after it is done again. A line is one change, so that one undo takes it
// back.
type undoWalk struct {
	writing []string // commands that write rows
	wrote   sync.Map // those of which something was undone
	ran     atomic.Int32
}

func newUndoWalk() *undoWalk {
	return &undoWalk{writing: slices.DeleteFunc(cli.WritingCommands(),
		func(path string) bool { return notWalked[path] != "" })}
}

// run runs the examples of a command.
func (w *undoWalk) run(s *shell, c cli.HelpText) {
	s.t.Helper()
	for line := range strings.SplitSeq(c.Example, "\n") {
		prepared := slices.ContainsFunc(lineTable, func(n lineNeeds) bool {
			return n.before != "" && strings.HasPrefix(line, n.line)
		})
		if !slices.Contains(w.writing, c.Path) || prepared {
			s.run(line)
			continue
		}
		before := s.changes()
		s.run(line)
		if n := s.changes() - before; n > 1 && manySteps[c.Path] == "" {
			s.t.Errorf("%s made %d changes: one undo does not take it back", line, n)
		}
	}
	if s.walkBack() {
		w.wrote.Store(c.Path, true)
	}
	w.ran.Add(1)
}

// whole reports commands that write rows and of which nothing was undone. One without such an example must stand in a
// script: what scripts write is undone and done again, too.
func (w *undoWalk) whole(t *testing.T) {
	t.Helper()
	scripts := ""
	files, err := filepath.Glob("testdata/script/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		scripts += string(text)
	}
	for _, path := range w.writing {
		if _, ok := w.wrote.Load(path); !ok && !strings.Contains(scripts, path+" ") &&
			!strings.Contains(scripts, path+"\n") {
			t.Errorf("%s: nothing that it writes is undone by a test: give it an example or a script", path)
		}
	}
}
