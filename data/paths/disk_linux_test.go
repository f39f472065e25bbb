package paths

import "testing"

func TestSharesOfLinux(t *testing.T) {
	for magic, want := range map[uint32]string{
		0x6969: "nfs", 0xff534d42: "smb", 0xfe534d42: "smb", 0x01021997: "9p",
		0xef53: "", 0x01021994: "", 0x9123683e: "", 0x58465342: "", // ext4, tmpfs, btrfs, xfs
	} {
		if got := shareKind(magic, "/"); got != want {
			t.Errorf("%x is %q, want %q", magic, got, want)
		}
	}
}
