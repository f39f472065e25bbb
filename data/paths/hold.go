package paths

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/user"
	"sync"
	"time"
)

// Holder is who holds a file on a share.
type Holder struct {
	Host, Login string
	PID         int
	Since       string // as the screens show it, in the holder's zone
	Path        string `json:"-"` // of the file that says so
}

// held are the files that this process holds, and how often.
var held struct {
	sync.Mutex
	by map[string]*holding
}

type holding struct {
	n int
	f *os.File
}

// Hold makes this process the only one that holds the file at path, until release or its end; by is who holds it
// instead. The file beside it that says so is locked; where a share cannot lock files, what it says counts: a process
// of this computer that has ended holds nothing, and of another computer nothing is known. A process may hold a file
// several times.
func Hold(path string) (release func(), by *Holder, err error) {
	held.Lock()
	defer held.Unlock()
	if h := held.by[path]; h != nil {
		h.n++
		return func() { unhold(path) }, nil, nil
	}
	name := path + "-held"
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, err
	}
	taken, err := tryLockFile(f)
	said := readHolder(f, name)
	if errors.Is(err, errors.ErrUnsupported) {
		taken, err = said != nil && (said.Host != hostName() || said.PID != os.Getpid() && processRuns(said.PID)), nil
	}
	if taken || err != nil {
		f.Close()
		if taken && said == nil {
			said = &Holder{Host: "?", Login: "?", Path: name}
		}
		return nil, said, err
	}
	if err := writeHolder(f); err != nil {
		f.Close()
		return nil, nil, err
	}
	if held.by == nil {
		held.by = map[string]*holding{}
	}
	held.by[path] = &holding{1, f}
	return func() { unhold(path) }, nil, nil
}

func unhold(path string) {
	held.Lock()
	defer held.Unlock()
	h := held.by[path]
	if h == nil {
		return
	}
	if h.n--; h.n > 0 {
		return
	}
	delete(held.by, path)
	_ = h.f.Truncate(0) // nobody: where files are not locked, that is what frees it
	_ = h.f.Close()
}

// readHolder reads who holds a file, nil when it says nobody.
func readHolder(f *os.File, name string) *Holder {
	data, err := io.ReadAll(io.LimitReader(f, 4096))
	h := &Holder{Path: name}
	if err != nil || json.Unmarshal(data, h) != nil {
		return nil
	}
	return h
}

func writeHolder(f *os.File) error {
	h := Holder{Host: hostName(), PID: os.Getpid(), Since: time.Now().Format("2006-01-02 15:04")}
	if u, err := user.Current(); err == nil {
		h.Login = u.Username
	}
	data, err := json.Marshal(h)
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.WriteAt(data, 0)
	}
	return err
}

func hostName() string {
	name, err := os.Hostname()
	if err != nil {
		return "?"
	}
	return name
}
