package backup

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jobspor/data/paths"
	"jobspor/data/store"
)

// Kind says where a copy comes from.
type Kind string

// The kinds of copies.
const (
	Made     Kind = "made"     // by this package
	Put      Kind = "put"      // into the folder by somebody, under any name
	Replaced Kind = "replaced" // the database that a restore replaced, beside the one it brought back
)

// sides end the names of the files that stand beside a copy.
var sides = []string{"-wal", "-shm", "-journal", proofEnd, goesEnd}

// All lists all files that hold a state of the database at path, newest first by their place in the log: the copies
// that List gives, what somebody put into their folder, and what restores replaced. Files of other databases are no
// copies.
func (s Dir) All(ctx context.Context, path string) ([]Copy, error) {
	list, err := s.candidates(ctx, path)
	if err != nil {
		return nil, err
	}
	ours := map[string]bool{}
	if slices.ContainsFunc(list, func(c Copy) bool { return c.Kind == Put }) {
		list = append(list, Copy{Path: path})
		for _, c := range list {
			if id, err := store.ID(ctx, c.Path); err == nil && id != "" && c.Kind != Put {
				ours[id] = true
			}
		}
		list = list[:len(list)-1]
	}
	return slices.DeleteFunc(list, func(c Copy) bool { return c.Kind == Put && !s.isOurs(ctx, c.Path, ours) }), nil
}

// isOurs reports whether a file that somebody put into the folder is a copy of the database: by its ID, and one of an
// earlier version, which has none, by its name. Of a database that cannot be read nobody can tell; it counts as ours,
// so that an erasure names it.
func (s Dir) isOurs(ctx context.Context, path string, ours map[string]bool) bool {
	id, err := store.ID(ctx, path)
	switch {
	case err != nil:
		return beginsAsDatabase(path)
	case id != "":
		return ours[id]
	}
	rest, named := strings.CutPrefix(filepath.Base(path), s.Name)
	next, _ := utf8.DecodeRuneInString(rest)
	return named && !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// beginsAsDatabase reports whether a file begins as every SQLite database does.
func beginsAsDatabase(path string) bool {
	f, err := paths.OpenRegular(path)
	if err != nil {
		return errors.Is(err, fs.ErrPermission)
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	begins := make([]byte, len(magic))
	_, err = io.ReadFull(f, begins)
	return err == nil && string(begins) == magic
}

// candidates is All with the files of other databases.
func (s Dir) candidates(ctx context.Context, path string) ([]Copy, error) {
	out, err := s.List()
	if err != nil {
		return nil, err
	}
	put, err := s.others(s.Path, Put, func(name string) bool {
		_, made := s.parse(name)
		return !made && !strings.HasPrefix(name, ".") && filepath.Join(s.Path, name) != path
	})
	if err != nil {
		return nil, err
	}
	begins := strings.TrimSuffix(filepath.Base(path), ".db") + ".before-"
	replaced, err := s.others(filepath.Dir(path), Replaced, func(name string) bool {
		return strings.HasPrefix(name, begins) && strings.HasSuffix(name, ".db")
	})
	if err != nil {
		return nil, err
	}
	out = append(append(out, put...), replaced...)
	for i, c := range out {
		if out[i].Goes, err = goes(c.Path, s.Name); err != nil {
			return nil, err
		}
		if c.Kind != Made {
			out[i].Seq, _ = store.LogEnd(ctx, c.Path) // one that does not open comes last
		}
	}
	slices.SortStableFunc(out, func(a, b Copy) int { return cmp.Or(cmp.Compare(b.Seq, a.Seq), b.At.Compare(a.At)) })
	return out, nil
}

// others lists the files of a folder whose name fits.
func (s Dir) others(dir string, kind Kind, fits func(name string) bool) (out []Copy, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, folderError(filepath.Join(dir, "x"), err)
	}
	for _, e := range entries {
		side := slices.ContainsFunc(sides, func(end string) bool { return strings.HasSuffix(e.Name(), end) })
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || side || !fits(e.Name()) {
			continue
		}
		out = append(out, Copy{Path: filepath.Join(dir, e.Name()), Kind: kind, At: info.ModTime(), Size: info.Size()})
	}
	return out, nil
}
