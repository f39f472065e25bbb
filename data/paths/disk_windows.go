package paths

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

func diskOf(dir string) Disk {
	out := Disk{Free: -1}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return out
	}
	var free uint64
	if windows.GetDiskFreeSpaceEx(name, &free, nil, nil) == nil {
		out.Free = int64(free)
	}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if uncShare(dir) || err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		out.Share = "smb"
	}
	return out
}

// fullErrors say that there is no room.
var fullErrors = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}
