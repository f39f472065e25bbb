package paths

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// shareMagic are the file systems of other computers, by the number that statfs gives.
var shareMagic = map[uint32]string{
	0x6969: "nfs", 0x517b: "smb", 0xff534d42: "smb", 0xfe534d42: "smb", 0x564c: "ncp", 0x5346414f: "afs",
	0x00c36400: "ceph", 0x73757245: "coda", 0x01021997: "9p", 0x0bd00bd0: "lustre", 0x01161970: "gfs2",
	0x7461636f: "ocfs2", 0xaad7aaea: "panfs", 0x786f4256: "vboxsf", 0xbacbacbc: "vmhgfs",
}

const fuseMagic = 0x65735546

func diskOf(dir string) Disk {
	var st unix.Statfs_t
	if unix.Statfs(dir, &st) != nil {
		return Disk{Free: -1}
	}
	return Disk{Free: int64(st.Bavail) * st.Bsize, Share: shareKind(uint32(st.Type), dir)}
}

func shareKind(magic uint32, dir string) string {
	if magic != fuseMagic {
		return shareMagic[magic]
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	dir, _ = filepath.Abs(dir)
	mounts, _ := os.ReadFile("/proc/self/mountinfo") // without it, it is a "fuse"
	return fuseShare(mountKind(string(mounts), dir))
}

// fullErrors say that there is no room.
var fullErrors = []error{unix.ENOSPC, unix.EDQUOT}
