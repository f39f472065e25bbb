package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// state remembers the results of a package: Now of exactly this binary, for a run that was interrupted, and Last of
// whatever ran before.
type state struct {
	Hash string
	Now  map[string]string
	Last map[string]string

	path  string
	notes int
}

func (p *pkg) openState(fresh bool, run string) (*state, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	dir = filepath.Join(dir, "jobspor-mutate")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	h := sha256.New()
	hash := func(path string) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(h, f)
		return err
	}
	if err := hash(p.binary); err != nil {
		return nil, err
	}
	err = filepath.WalkDir(filepath.Join(p.Dir, "testdata"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return hash(path)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	_, _ = fmt.Fprint(h, p.tester.ImportPath, " ", run)
	sum := hex.EncodeToString(h.Sum(nil))
	at := sha256.Sum256([]byte(p.Dir))
	st := &state{path: filepath.Join(dir, strings.ReplaceAll(p.folder, "/",
		"+")+"-"+hex.EncodeToString(at[:4])+".json")}
	if b, err := os.ReadFile(st.path); err == nil {
		_ = json.Unmarshal(b, st) // an unreadable memory is no memory
	}
	if st.Last == nil {
		st.Last = map[string]string{}
	}
	if st.Hash != sum || fresh || st.Now == nil {
		st.Hash, st.Now = sum, map[string]string{}
	}
	return st, nil
}

// note keeps a result and writes them all now and then.
func (s *state) note(key, result string) {
	s.Now[key], s.Last[key] = result, result
	if s.notes++; s.notes%20 == 0 {
		_ = s.save()
	}
}

func (s *state) save() error {
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.path+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(s.path+".new", s.path)
}
