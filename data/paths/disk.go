package paths

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jobspor/model"
)

// Disk is what the system tells of the file system of a folder.
type Disk struct {
	Free  int64  // bytes that this user may still write; -1 when the system does not tell
	Share string // the kind of network share it is, such as "nfs" or "smb"; "" when it is none
}

// DiskOf asks about the file system of a path, or of the nearest folder above it that is there.
func DiskOf(path string) Disk {
	for dir := filepath.Clean(path); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			return diskOf(dir)
		}
		if dir == filepath.Dir(dir) {
			return Disk{Free: -1}
		}
	}
}

// localFUSE are the kinds of file system that a program of the same computer provides from its own disks.
var localFUSE = []string{"fuseblk", "fuse.ntfs-3g", "fuse.mergerfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs",
	"fuse.fuse-overlayfs", "fuse.bindfs", "fuse.exfat"}

// fuseShare is the kind of share that a file system of a program is: whatever is not known to be local, because memory
// that several programs share does not work there.
func fuseShare(kind string) string {
	if slices.Contains(localFUSE, kind) {
		return ""
	}
	return strings.TrimPrefix(kind, "fuse.")
}

// mountKind finds the kind of file system of a folder in the text of /proc/self/mountinfo, "fuse" when it is not there.
func mountKind(mountinfo, dir string) string {
	kind, longest := "fuse", -1
	for line := range strings.SplitSeq(mountinfo, "\n") {
		before, after, ok := strings.Cut(line, " - ")
		fields := strings.Fields(before)
		if !ok || len(fields) < 5 {
			continue
		}
		at := mountEscapes.Replace(fields[4])
		under := at == "/" || dir == at || strings.HasPrefix(dir, at+"/")
		if under && len(at) >= longest { // the last one mounted lies on top
			kind, _, _ = strings.Cut(after, " ")
			longest = len(at)
		}
	}
	return kind
}

// mountEscapes are the characters that mountinfo writes as octal numbers.
var mountEscapes = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

// uncShare reports whether a Windows path names a share by its server: \\server\share, \\?\UNC\server\share.
func uncShare(path string) bool {
	p := strings.ToUpper(filepath.ToSlash(strings.ReplaceAll(path, `\`, "/")))
	switch {
	case strings.HasPrefix(p, "//?/UNC/"):
		return true
	case strings.HasPrefix(p, "//?/"), strings.HasPrefix(p, "//./"):
		return false
	}
	return strings.HasPrefix(p, "//")
}

// FullKey is the key of the sentence about a full disk.
const FullKey = "err.store.full"

// Full is the error of a disk without room for a file: where, how much is free and how much is needed.
func Full(path string, need int64, cause error) *model.Error {
	e := model.NewError(model.Internal, FullKey, model.Args{"path": path, "need": model.Bytes(need)})
	if free := DiskOf(path).Free; free >= 0 {
		e.Args["free"] = model.Bytes(free)
	} else {
		e.Args["free"] = "?"
	}
	if cause != nil {
		return e.WithCause(cause)
	}
	return e
}

// IsFull reports whether an error of the system says that there is no room, or that the user's share of it is used up.
func IsFull(err error) bool {
	return slices.ContainsFunc(fullErrors, func(e error) bool { return errors.Is(err, e) })
}
