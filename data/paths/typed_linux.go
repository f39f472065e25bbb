package paths

import "golang.org/x/sys/unix"

// DiscardTyped drops what was typed at a terminal and not read yet, and gives how many bytes those were; half a line
// counts, too. It gives 0 for what is no terminal.
func DiscardTyped(fd int) int {
	was, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return 0
	}
	now := *was
	now.Lflag &^= unix.ICANON // else only whole lines are counted
	_ = unix.IoctlSetTermios(fd, unix.TCSETS, &now)
	n, err := unix.IoctlGetInt(fd, unix.TIOCINQ)
	_ = unix.IoctlSetTermios(fd, unix.TCSETS, was)
	if err != nil || n == 0 || unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCIFLUSH) != nil {
		return 0
	}
	return n
}
