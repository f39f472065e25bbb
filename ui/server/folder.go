package server

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"

	"github.com/pkg/sftp"
)

// folder is a member's own folder as sftp shows it: "/" is the folder, and nothing leads out of it: a path that goes up
// ends there. Links are neither made nor followed out of it, and what it holds stays below the quota.
type folder struct {
	root  *os.Root
	quota int64
	mu    sync.Mutex // one looks at a time how much there is
}

// name is a path of the client as one in the folder.
func name(p string) string { return cmp.Or(strings.TrimPrefix(path.Clean("/"+p), "/"), ".") }

// Fileread opens a file.
func (f *folder) Fileread(r *sftp.Request) (io.ReaderAt, error) {
	return f.root.Open(name(r.Filepath))
}

// Filewrite opens a file to be written, readable by nobody else.
func (f *folder) Filewrite(r *sftp.Request) (io.WriterAt, error) {
	flags, how := os.O_WRONLY, r.Pflags()
	if how.Creat {
		flags |= os.O_CREATE
	}
	if how.Trunc {
		flags |= os.O_TRUNC
	}
	if how.Excl {
		flags |= os.O_EXCL
	}
	file, err := f.root.OpenFile(name(r.Filepath), flags, 0o600)
	if err != nil {
		return nil, err
	}
	used, err := f.used()
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return &limited{file, f.quota - used + info.Size()}, nil
}

// limited is a file that cannot grow beyond what is left.
type limited struct {
	*os.File
	most int64
}

var errQuota = errors.New("the folder is full")

func (l *limited) WriteAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > l.most {
		return 0, errQuota
	}
	return l.File.WriteAt(p, at)
}

// used is how many bytes the folder holds.
func (f *folder) used() (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return Used(f.root.FS())
}

// Used is how many bytes the files of a member's folder hold.
func Used(in fs.FS) (n int64, err error) {
	err = fs.WalkDir(in, ".", func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && d.IsDir() {
			return nil // removed meanwhile
		}
		if err != nil {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			n += info.Size()
		}
		return err
	})
	return n, err
}

// Filecmd removes, renames and makes folders. Links are refused; modes and times stay as they are.
func (f *folder) Filecmd(r *sftp.Request) error {
	p := name(r.Filepath)
	switch r.Method {
	case "Setstat":
		return nil // scp -p sets times after each file; what it says is no concern of ours
	case "Rename":
		to := name(r.Target)
		if _, err := f.root.Lstat(to); err == nil {
			return fs.ErrExist
		}
		return f.root.Rename(p, to)
	case "Remove", "Rmdir":
		if p == "." {
			return sftp.ErrSSHFxPermissionDenied
		}
		return f.root.Remove(p)
	case "Mkdir":
		return f.root.Mkdir(p, 0o700)
	}
	return sftp.ErrSSHFxOpUnsupported
}

// Filelist lists a folder, or tells of one file.
func (f *folder) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	p := name(r.Filepath)
	switch r.Method {
	case "Stat":
		info, err := f.root.Stat(p)
		return infos{info}, err
	case "List":
		dir, err := f.root.Open(p)
		if err != nil {
			return nil, err
		}
		defer dir.Close()
		list, err := dir.Readdir(-1)
		return infos(list), err
	}
	return nil, sftp.ErrSSHFxOpUnsupported
}

type infos []fs.FileInfo

func (l infos) ListAt(into []fs.FileInfo, at int64) (int, error) {
	if at >= int64(len(l)) {
		return 0, io.EOF
	}
	n := copy(into, l[at:])
	if n < len(into) {
		return n, io.EOF
	}
	return n, nil
}
