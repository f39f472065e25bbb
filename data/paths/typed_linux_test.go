package paths

import (
	"fmt"
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestWhatWasTypedIsDropped: whole lines and half a one, and what comes later stays.
func TestWhatWasTypedIsDropped(t *testing.T) {
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here")
	}
	defer master.Close()
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil || unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0) != nil {
		t.Fatal("no terminal:", err)
	}
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	for _, c := range []struct {
		typed string
		want  int
	}{{"", 0}, {"1\nja\n", 5}, {"1\nj", 3}, {"x", 1}} {
		if _, err := master.WriteString(c.typed); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20 * time.Millisecond) // the line discipline hands it on
		if got := DiscardTyped(int(tty.Fd())); got != c.want {
			t.Errorf("%q: %d dropped, want %d", c.typed, got, c.want)
		}
		if got := DiscardTyped(int(tty.Fd())); got != 0 {
			t.Errorf("%q: %d are left", c.typed, got)
		}
	}
	if n := DiscardTyped(-1); n != 0 {
		t.Errorf("%d of no terminal", n)
	}
}
