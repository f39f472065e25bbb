package selftest

import "golang.org/x/sys/unix"

var legacyCalls = map[uint32]string{
	unix.SYS_OPEN: "open", unix.SYS_CREAT: "open", unix.SYS_UNLINK: "remove", unix.SYS_RMDIR: "remove",
	unix.SYS_RENAME: "rename", unix.SYS_LINK: "rename", unix.SYS_MKDIR: "folder",
}
