package paths

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"

	"jobspor/model"
)

// Windows has no mode bits: a file has an access list, which it inherits from its folder. Folders of a user's profile
// are private. Elsewhere, such as in C:\temp, the group "Users" may read files of others. CheckPrivate refuses such
// files, and MakePrivate and Protect set an access list for the user, the system and the administrators.

// otherGroups are the groups that mean "others". The system and the administrators can read everything anyway, as root
// can.
var otherGroups = []windows.WELL_KNOWN_SID_TYPE{
	windows.WinWorldSid, windows.WinAuthenticatedUserSid, windows.WinBuiltinUsersSid, windows.WinBuiltinGuestsSid,
}

// CheckPrivate refuses a file that others can read, with the command that makes it private. A file that does not exist
// passes, and so does one on a medium without access lists.
func CheckPrivate(path string) error {
	sd, err := windows.GetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return nil // what cannot be looked at cannot be opened either, and opening says so better
	}
	acl, _, err := sd.DACL()
	if err != nil || acl == nil {
		return nil
	}
	for i := range uint32(acl.AceCount) {
		var ace *windows.ACCESS_ALLOWED_ACE
		if windows.GetAce(acl, i, &ace) == nil && grantsOthers(ace) {
			fix := `icacls "` + path + `" /inheritance:r /grant:r "*` + userSID() + `:F"`
			return model.NewError(model.Forbidden, "err.file.private", model.Args{"path": path, "fix": fix})
		}
	}
	return nil
}

func grantsOthers(ace *windows.ACCESS_ALLOWED_ACE) bool {
	const reads = windows.FILE_READ_DATA | windows.GENERIC_READ | windows.GENERIC_ALL
	if ace.Header.AceType != windows.ACCESS_ALLOWED_ACE_TYPE || ace.Mask&reads == 0 ||
		ace.Header.AceFlags&windows.INHERIT_ONLY_ACE != 0 {
		return false
	}
	sid := (*windows.SID)(unsafe.Pointer(&ace.SidStart))
	for _, group := range otherGroups {
		if sid.IsWellKnown(group) {
			return true
		}
	}
	return false
}

// MakePrivate makes a folder, and those above it that are missing; the first one that was missing gets an access list
// for the owner only, which the others and their files inherit.
func MakePrivate(dir string) error {
	first := ""
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); !errors.Is(err, fs.ErrNotExist) || d == filepath.Dir(d) {
			break
		}
		first = d
	}
	if first == "" {
		return nil
	}
	if err := os.Mkdir(first, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := protect(first, "OICI"); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o700)
}

// Protect gives a file an access list for its owner only.
func Protect(path string) error { return protect(path, "") }

func protect(path, inherit string) error {
	list := "D:P"
	for _, who := range []string{userSID(), "SY", "BA"} {
		list += "(A;" + inherit + ";FA;;;" + who + ")"
	}
	sd, err := windows.SecurityDescriptorFromString(list)
	if err != nil {
		return err
	}
	acl, _, err := sd.DACL()
	if err != nil {
		return err
	}
	err = windows.SetNamedSecurityInfo(path, windows.SE_FILE_OBJECT,
		windows.DACL_SECURITY_INFORMATION|windows.PROTECTED_DACL_SECURITY_INFORMATION, nil, nil, acl, nil)
	if errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, windows.ERROR_INVALID_FUNCTION) {
		return nil // a medium without access lists
	}
	return err
}

// userSID names the user who runs the program, "OW" (the owner) when the user is not known.
func userSID() string {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return "OW"
	}
	return user.User.Sid.String()
}

// processRuns reports whether a process of this computer runs.
func processRuns(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = p.Release()
	return true
}
