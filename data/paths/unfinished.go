package paths

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Files that are being written have no name where the system has such files (Linux, most file systems); elsewhere, and
// folders everywhere, have a name that says which process of which computer writes them. A process that was killed
// leaves those behind, and the next start removes them.

// UnfinishedPrefix begins the name of what is not finished.
const UnfinishedPrefix = ".jobspor-"

// strangerAge is how old something unfinished of another computer, or of an earlier version, must be to be removed.
const strangerAge = 24 * time.Hour

// Unfinished is the pattern for os.CreateTemp and os.MkdirTemp of something that is being written; end is the end of
// its name.
func Unfinished(end string) string {
	return fmt.Sprintf("%s%s-%d-*%s", UnfinishedPrefix, thisHost(), os.Getpid(), end)
}

// thisHost tells computers apart that share a folder.
func thisHost() string {
	name, _ := os.Hostname() // without one all computers are this one
	h := fnv.New32a()
	h.Write([]byte(name))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// RemoveAbandoned removes from a folder what processes that ended left unfinished, and counts it. A folder that
// is not there, or cannot be read, has nothing to remove.
func RemoveAbandoned(dir string, now time.Time) (removed int) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return 0
	}
	for _, e := range entries {
		if !isUnfinished(e.Name()) {
			continue
		}
		info, err := e.Info()
		if err != nil || info.Mode()&fs.ModeSymlink != 0 || !abandoned(e.Name(), now.Sub(info.ModTime())) {
			continue
		}
		if os.RemoveAll(filepath.Join(dir, e.Name())) == nil {
			removed++
		}
	}
	return removed
}

// NoteElsewhere notes in a folder of the user's own that something is being written in another, where no start would
// look for what a killed process left; done takes the note away. Where no note can be made, nothing is noted.
func NoteElsewhere(notes, dir string) (done func()) {
	done = func() {}
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = MakePrivate(notes)
	}
	if err != nil {
		return done
	}
	f, err := os.CreateTemp(notes, Unfinished(".place"))
	if err != nil {
		return done
	}
	_, err = f.WriteString(dir)
	done = func() { _ = os.Remove(f.Name()) }
	if errors.Join(err, f.Close()) != nil {
		done()
	}
	return done
}

// RemoveElsewhere is RemoveAbandoned for the folders that ended processes noted. The note of a folder that is not there
// now, as on a stick that was taken out, stays.
func RemoveElsewhere(notes string, now time.Time) {
	entries, _ := os.ReadDir(notes) // no folder, no notes
	for _, e := range entries {
		path := filepath.Join(notes, e.Name())
		info, err := e.Info()
		if err != nil || !isUnfinished(e.Name()) || !abandoned(e.Name(), now.Sub(info.ModTime())) {
			continue
		}
		dir, err := os.ReadFile(path)
		if _, missing := os.Stat(string(dir)); err == nil && missing == nil {
			RemoveAbandoned(string(dir), now)
			_ = os.Remove(path)
		}
	}
}

func isUnfinished(name string) bool { return strings.HasPrefix(name, UnfinishedPrefix) }

// abandoned reports whether nobody writes any more what has such a name and age.
func abandoned(name string, age time.Duration) bool {
	parts := strings.SplitN(strings.TrimPrefix(name, UnfinishedPrefix), "-", 3)
	if len(parts) == 3 && parts[0] == thisHost() {
		if pid, err := strconv.Atoi(parts[1]); err == nil {
			return pid != os.Getpid() && !processRuns(pid)
		}
	}
	return age > strangerAge
}

// WriteFile writes a file of mode 0600 whole or not at all, safe on the disk when it returns. Without overwrite a file
// of the name gives fs.ErrExist.
func WriteFile(path string, overwrite bool, fill func(io.Writer) error) error {
	dir := filepath.Dir(path)
	f, name, err := createUnnamed(dir)
	if err != nil {
		return writeNamed(path, overwrite, fill)
	}
	defer f.Close()
	if err := fillAndSync(f, fill); err != nil {
		return err
	}
	if overwrite {
		named, err := name(filepath.Join(dir, strings.Replace(Unfinished(".part"), "*", "0", 1)))
		if err != nil {
			return fmt.Errorf("name file: %w", err)
		}
		if err := os.Rename(named, path); err != nil {
			_ = os.Remove(named)
			return fmt.Errorf("name file: %w", err)
		}
	} else if _, err := name(path); err != nil {
		return fmt.Errorf("name file: %w", err)
	}
	return syncDir(dir)
}

// writeNamed is WriteFile where files without a name are not known.
func writeNamed(path string, overwrite bool, fill func(io.Writer) error) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, Unfinished(".part")) // mode 0600
	if err != nil {
		return fmt.Errorf("create file: %w", err)
	}
	defer func() {
		_ = f.Close() // a second close does no harm
		_ = os.Remove(f.Name())
	}()
	if err := fillAndSync(f, fill); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	if err := moveInto(f.Name(), path, overwrite); err != nil {
		return fmt.Errorf("name file: %w", err)
	}
	return syncDir(dir)
}

func fillAndSync(f *os.File, fill func(io.Writer) error) error {
	if err := fill(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	return nil
}

// syncDir makes the name safe; not every system can, and the file itself is safe.
func syncDir(dir string) error {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
	return nil
}

// moveInto gives the finished file its name. A hard link fails if a file was created in the meantime; on file systems
// without links the path is checked first.
func moveInto(tmp, path string, overwrite bool) error {
	if !overwrite {
		err := os.Link(tmp, path)
		if err == nil || errors.Is(err, fs.ErrExist) {
			return err
		}
		if _, err := os.Lstat(path); err == nil {
			return fs.ErrExist
		}
	}
	return os.Rename(tmp, path)
}
