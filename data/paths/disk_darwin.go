package paths

import "golang.org/x/sys/unix"

func diskOf(dir string) Disk {
	var st unix.Statfs_t
	if unix.Statfs(dir, &st) != nil {
		return Disk{Free: -1}
	}
	out := Disk{Free: int64(st.Bavail) * int64(st.Bsize)}
	if st.Flags&unix.MNT_LOCAL == 0 {
		out.Share = unix.ByteSliceToString(st.Fstypename[:])
	}
	return out
}

// fullErrors say that there is no room.
var fullErrors = []error{unix.ENOSPC, unix.EDQUOT}
