package selftest

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// watchedCalls are the system calls of a watched program that its watcher decides on, by their kind; legacyCalls are
// more of them that only some processors have.
var watchedCalls = map[uint32]string{
	unix.SYS_PWRITE64: "write", unix.SYS_WRITE: "write", unix.SYS_FSYNC: "sync", unix.SYS_FDATASYNC: "sync",
	unix.SYS_FTRUNCATE: "truncate", unix.SYS_UNLINKAT: "remove", unix.SYS_RENAMEAT: "rename",
	unix.SYS_RENAMEAT2: "rename", unix.SYS_LINKAT: "rename", unix.SYS_MKDIRAT: "folder", unix.SYS_OPENAT: "open",
	unix.SYS_SOCKET: "socket",
}

func init() { maps.Copy(watchedCalls, legacyCalls) }

// kind is what a call is counted as; "" is one that changes nothing on the disk.
func (c call) kind() string {
	kind := watchedCalls[uint32(c.nr)]
	flags := c.args[2]
	if c.nr != unix.SYS_OPENAT {
		flags = c.args[1]
	}
	switch {
	case kind == "socket" && c.args[0] == unix.AF_UNIX:
		return "local" // how a system may look up who the user is
	// Standard streams are nobody's data, and eight bytes are how the Go runtime wakes its own threads.
	case c.nr == unix.SYS_WRITE && (c.args[0] <= 2 || c.args[2] == 8),
		kind == "open" && flags&(unix.O_CREAT|unix.O_WRONLY|unix.O_RDWR) == 0:
		return ""
	}
	return kind
}

// notification is the kernel's struct seccomp_notif with the struct seccomp_data in it.
type notification struct {
	id         uint64
	pid, flags uint32
	nr         int32
	arch       uint32
	at         uint64
	args       [6]uint64
}

// response is the kernel's struct seccomp_notif_resp.
type response struct {
	id    uint64
	val   int64
	error int32
	flags uint32
}

// watcherSocket is the open file over which a watched program hands its listener to its watcher.
const watcherSocket = 3

// handOver installs a filter in all threads and sends its listener.
func handOver() error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	filter := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS}} // the number of the call
	left := len(watchedCalls)
	for nr := range watchedCalls {
		filter = append(filter, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jt: uint8(left), K: nr})
		left--
	}
	filter = append(filter,
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_USER_NOTIF})
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	const flags = unix.SECCOMP_FILTER_FLAG_NEW_LISTENER | unix.SECCOMP_FILTER_FLAG_TSYNC |
		unix.SECCOMP_FILTER_FLAG_TSYNC_ESRCH
	var listener uintptr
	var failed unix.Errno
	for _, more := range []uintptr{unix.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, 0} { // since Linux 5.19
		listener, _, failed = unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags|more,
			uintptr(unsafe.Pointer(&program)))
		if failed != unix.EINVAL {
			break
		}
	}
	if failed != 0 {
		_ = unix.Sendmsg(watcherSocket, []byte{byte(failed)}, nil, nil, 0)
		return failed
	}
	err := unix.Sendmsg(watcherSocket, []byte{0}, unix.UnixRights(int(listener)), nil, 0)
	return errors.Join(err, unix.Close(int(listener)), unix.Close(watcherSocket))
}

// watch runs a program and decides on each of its watched calls. It gives errNotPermitted where the system does not let
// a program watch another.
func (p *program) watch(cmd *exec.Cmd, decide func(call) answer) error {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return errNotPermitted
	}
	defer unix.Close(pair[0])
	theirs := os.NewFile(uintptr(pair[1]), "watcher")
	cmd.ExtraFiles = []*os.File{theirs}
	cmd.Env = append(cmd.Env, p.is("watched")...)
	err = cmd.Start()
	theirs.Close()
	if err != nil {
		return err
	}
	listener, err := receiveListener(pair[0])
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return err
	}
	answerCalls(listener, cmd.Process, decide)
	_ = unix.Close(listener)
	return cmd.Wait()
}

// receiveListener takes the listener of a program that was just started.
func receiveListener(socket int) (int, error) {
	one, rights := make([]byte, 1), make([]byte, unix.CmsgSpace(4))
	var n int
	var err error
	for {
		_, n, _, _, err = unix.Recvmsg(socket, one, rights, unix.MSG_CMSG_CLOEXEC)
		if err != unix.EINTR {
			break
		}
	}
	if err != nil || n == 0 {
		return 0, errNotPermitted
	}
	messages, err := unix.ParseSocketControlMessage(rights[:n])
	if err != nil || len(messages) == 0 {
		return 0, errNotPermitted
	}
	files, err := unix.ParseUnixRights(&messages[0])
	if err != nil || len(files) != 1 {
		return 0, errNotPermitted
	}
	return files[0], nil
}

// answerCalls answers the calls of a program until it has ended.
func answerCalls(listener int, p *os.Process, decide func(call) answer) {
	for {
		ready := []unix.PollFd{{Fd: int32(listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(ready, -1); err == unix.EINTR {
			continue
		}
		if ready[0].Revents&unix.POLLIN == 0 {
			return // nobody is left who could call
		}
		var got notification
		_, _, failed := unix.Syscall(unix.SYS_IOCTL, uintptr(listener), unix.SECCOMP_IOCTL_NOTIF_RECV,
			uintptr(unsafe.Pointer(&got)))
		if failed != 0 { // the call was given up meanwhile
			continue
		}
		to := decide(call{got.nr, got.args})
		if to.kill {
			_ = p.Kill()
			continue
		}
		r := response{id: got.id, error: -int32(to.fails)}
		if to.fails == 0 {
			r.flags = unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE
		}
		_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(listener), unix.SECCOMP_IOCTL_NOTIF_SEND,
			uintptr(unsafe.Pointer(&r)))
	}
}
