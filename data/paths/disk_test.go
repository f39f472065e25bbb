package paths

import "testing"

func TestKindsOfFileSystems(t *testing.T) {
	const mounts = `22 1 8:1 / / rw - ext4 /dev/sda1 rw
30 22 0:40 / /home/mette/drev rw - fuse.sshfs mette@server: rw
31 22 0:41 / /home/mette/drev/lokal rw - fuse.gocryptfs x rw
32 22 0:42 / /mnt/fælles\040drev rw - fuse.rclone x rw`
	for dir, want := range map[string]string{
		"/home/mette": "ext4", "/home/mette/drev": "fuse.sshfs", "/home/mette/drev/a/b": "fuse.sshfs",
		"/home/mette/drevet": "ext4", "/home/mette/drev/lokal/x": "fuse.gocryptfs",
		"/mnt/fælles drev/jobspor": "fuse.rclone",
	} {
		if got := mountKind(mounts, dir); got != want {
			t.Errorf("%s lies on %q, want %q", dir, got, want)
		}
	}
	for kind, want := range map[string]string{
		"fuse.sshfs": "sshfs", "fuse.rclone": "rclone", "fuse": "fuse", "fuse.gocryptfs": "", "fuseblk": "",
	} {
		if got := fuseShare(kind); got != want {
			t.Errorf("%s is the share %q, want %q", kind, got, want)
		}
	}
	for path, want := range map[string]bool{
		`\\server\home\mette`: true, `//server/home`: true, `\\?\UNC\server\home`: true, `\\?\unc\server\home`: true,
		`\\?\C:\Users\mette`: false, `\\.\pipe\x`: false, `C:\Users\mette`: false, `H:\jobspor`: false, `\temp`: false,
	} {
		if uncShare(path) != want {
			t.Errorf("%s: a share %v, want %v", path, !want, want)
		}
	}
	if d := DiskOf(t.TempDir() + "/not/there/yet"); d.Free <= 0 || d.Share != "" {
		t.Errorf("this disk: %+v", d)
	}
}
