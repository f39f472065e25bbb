package paths

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWhatNobodyWritesAnyMoreIsRemoved(t *testing.T) {
	dead := exec.Command("go", "version")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	host, now := thisHost(), time.Now()
	for _, c := range []struct {
		name string
		age  time.Duration
		gone bool
	}{
		{fmt.Sprintf(".jobspor-%s-%d-1.part", host, dead.Process.Pid), 0, true},
		{fmt.Sprintf(".jobspor-%s-%d-1.part", host, os.Getpid()), 48 * time.Hour, false},
		{fmt.Sprintf(".jobspor-%s-%d-1.part", host, os.Getppid()), 48 * time.Hour, false},
		{fmt.Sprintf(".jobspor-other-%d-1.part", dead.Process.Pid), time.Hour, false},
		{fmt.Sprintf(".jobspor-other-%d-1.part", dead.Process.Pid), 25 * time.Hour, true},
		{".jobspor-12345", time.Hour, false},
		{".jobspor-load-12345", 25 * time.Hour, true},
		{".jobsporet", 48 * time.Hour, false},
		{"jobspor.db", 48 * time.Hour, false},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, c.name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, "copy.db"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now.Add(-c.age), now.Add(-c.age)); err != nil {
			t.Fatal(err)
		}
		removed := RemoveAbandoned(dir, now)
		_, err := os.Stat(path)
		if gone := errors.Is(err, fs.ErrNotExist); gone != c.gone || (removed == 1) != c.gone {
			t.Errorf("%s, %v old: gone %v, removed %d; want gone %v", c.name, c.age, gone, removed, c.gone)
		}
	}
	if RemoveAbandoned(filepath.Join(t.TempDir(), "none"), now) != 0 {
		t.Error("removed a folder that is not there")
	}
}

// TestWhatWasLeftElsewhereIsRemoved: what an ended process left in a folder that it noted goes with the note; one that
// is not there keeps its note, and so does one in which somebody still writes.
func TestWhatWasLeftElsewhereIsRemoved(t *testing.T) {
	dead := exec.Command("go", "version")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	notes := filepath.Join(t.TempDir(), "notes")
	RemoveElsewhere(notes, time.Now()) // there is none yet
	ended := func(name string) string {
		return strings.Replace(name, fmt.Sprint("-", os.Getpid(), "-"), fmt.Sprint("-", dead.Process.Pid, "-"), 1)
	}
	for _, c := range []struct {
		name        string
		ends, there bool
		gone        bool
	}{{"ended", true, true, true}, {"running", false, true, false}, {"away", true, false, false}} {
		dir := filepath.Join(t.TempDir(), "stick")
		left := filepath.Join(dir, Unfinished("")+"x")
		if c.ends {
			left = ended(left)
		}
		if c.there {
			if err := os.MkdirAll(left, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		done := NoteElsewhere(notes, dir)
		list, err := os.ReadDir(notes)
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %d notes, %v", c.name, len(list), err)
		}
		note := filepath.Join(notes, list[0].Name())
		if c.ends {
			if err := os.Rename(note, ended(note)); err != nil {
				t.Fatal(err)
			}
		}
		RemoveElsewhere(notes, time.Now())
		if list, _ = os.ReadDir(notes); (len(list) == 0) != c.gone {
			t.Errorf("%s: %d notes are left", c.name, len(list))
		}
		if _, err := os.Stat(left); c.there && errors.Is(err, fs.ErrNotExist) != c.gone {
			t.Errorf("%s: what was left is gone: %v, want %v", c.name, err != nil, c.gone)
		}
		done()
		if err := os.RemoveAll(notes); err != nil {
			t.Fatal(err)
		}
	}
	NoteElsewhere(filepath.Join(os.DevNull, "no"), ".")() // where no note can be made, nothing happens
}

func TestAFileIsWrittenWholeOrNotAtAll(t *testing.T) {
	for name, write := range map[string]func(string, bool, func(io.Writer) error) error{
		"unnamed": WriteFile, "named": writeNamed,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "liste.csv")
			text := func(s string) func(io.Writer) error {
				return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
			}
			holds := func(want string) {
				t.Helper()
				got, _ := os.ReadFile(path)
				if string(got) != want {
					t.Errorf("the file holds %q, want %q", got, want)
				}
				if entries, _ := os.ReadDir(dir); want == "" && len(entries) > 0 || len(entries) > 1 {
					t.Errorf("left behind: %v", entries)
				}
			}
			if err := write(path, false, func(w io.Writer) error {
				_, _ = io.WriteString(w, "halv")
				if entries, _ := os.ReadDir(dir); name == "unnamed" && hasUnnamed(t, dir) && len(entries) > 0 {
					t.Errorf("there is a name while it is written: %v", entries)
				}
				return io.ErrUnexpectedEOF
			}); !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("a filling that fails: %v", err)
			}
			holds("")
			if err := write(path, false, text("en")); err != nil {
				t.Fatal(err)
			}
			holds("en")
			if info, _ := os.Stat(path); info.Mode().Perm()&0o077 != 0 {
				t.Errorf("others may read it: %v", info.Mode())
			}
			if err := write(path, false, text("to")); !errors.Is(err, fs.ErrExist) {
				t.Errorf("over another: %v", err)
			}
			holds("en")
			if err := write(path, true, text("to")); err != nil {
				t.Fatal(err)
			}
			holds("to")
			nowhere := filepath.Join(dir, "ingen", "liste.csv")
			if err := write(nowhere, true, text("tre")); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("in no folder: %v", err)
			}
		})
	}
}

// hasUnnamed reports whether the folder's file system has files without a name.
func hasUnnamed(t *testing.T, dir string) bool {
	t.Helper()
	f, _, err := createUnnamed(dir)
	if err != nil {
		return false
	}
	f.Close()
	return true
}

func TestUnfinishedNamesTellTheProcess(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), Unfinished(".part"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := filepath.Base(f.Name())
	if !strings.HasSuffix(name, ".part") || abandoned(name, 48*time.Hour) {
		t.Errorf("%s counts as abandoned by the process that writes it", name)
	}
}
