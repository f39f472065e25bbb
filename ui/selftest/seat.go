package selftest

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

// seat is the program at a terminal of its own, and all that it wrote there.
type seat struct {
	cmd     *exec.Cmd
	person  *os.File
	reading sync.WaitGroup

	mu  sync.Mutex
	out bytes.Buffer
}

const (
	firstScreen = 4000                  // bytes after which the first screen stands
	quietFor    = 60 * time.Millisecond // without a byte, after which a screen stands
	mostQuiet   = 10 * time.Second
	mostEnding  = 30 * time.Second
)

// sit starts the program at a terminal and waits for its first screen. errNoTerminal says that none can be made here.
func (p *program) sit(ctx context.Context, args ...string) (*seat, error) {
	person, tty, err := terminal()
	if err != nil {
		return nil, err
	}
	s := &seat{cmd: p.command(ctx, args...), person: person}
	s.cmd.Env = append(s.cmd.Env, "TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=", "LANG=da_DK.UTF-8")
	atTerminal(s.cmd, tty)
	err = s.cmd.Start()
	tty.Close()
	if err != nil {
		person.Close()
		return nil, err
	}
	begun := make(chan struct{})
	s.reading.Go(func() { s.read(begun) })
	select {
	case <-begun:
	case <-time.After(time.Minute):
	}
	return s, nil
}

// read keeps what the program writes until it ends.
func (s *seat) read(begun chan struct{}) {
	first := sync.OnceFunc(func() { close(begun) })
	defer first()
	buf := make([]byte, 64<<10)
	for {
		n, err := s.person.Read(buf)
		s.mu.Lock()
		s.out.Write(buf[:n])
		if s.out.Len() > firstScreen {
			first()
		}
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// types types keys; false is that the program has ended.
func (s *seat) types(keys string) bool {
	_, err := io.WriteString(s.person, keys)
	return err == nil
}

// wrote is all that the program wrote from a place on, and where that ends.
func (s *seat) wrote(from int) (text []byte, to int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Clone(s.out.Bytes()[from:]), s.out.Len()
}

// rests waits until the program writes nothing more.
func (s *seat) rests() {
	for last, since, began := -1, time.Now(), time.Now(); time.Since(began) < mostQuiet; {
		_, n := s.wrote(0)
		if n != last {
			last, since = n, time.Now()
		} else if time.Since(since) > quietFor {
			return
		}
		time.Sleep(quietFor / 4)
	}
}

// leaves asks the program to end; late says that it had to be killed.
func (s *seat) leaves() (status int, late bool) {
	_ = s.cmd.Process.Signal(os.Interrupt)
	killer := time.AfterFunc(mostEnding, func() { _ = s.cmd.Process.Kill() })
	_ = s.cmd.Wait()
	late = !killer.Stop()
	_ = s.person.Close()
	s.reading.Wait()
	return s.cmd.ProcessState.ExitCode(), late
}
