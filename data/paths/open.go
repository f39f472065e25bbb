package paths

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// ErrNotRegular is the cause of an error about a file that is none: a folder, a pipe, a device.
var ErrNotRegular = errors.New("not a regular file")

// OpenRegular opens a file to be read, but nothing that would have to be waited for, such as a pipe.
func OpenRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: ErrNotRegular}
	}
	return os.Open(path)
}

// patience is how long nothing may come from a pipe before that is said.
const patience = 800 * time.Millisecond

// Open opens a file to be read. What may have to be waited for, such as a named pipe, is waited for as long as ctx
// lasts; waits is called once when nothing came for a while.
func Open(ctx context.Context, path string, waits func()) (io.ReadCloser, error) {
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() || info.IsDir() {
		return os.Open(path)
	}
	once := &patient{left: waits}
	f, err := await(ctx, once, func() (*os.File, error) { return os.Open(path) })
	if err != nil {
		return nil, err
	}
	return &awaited{ctx: ctx, patient: once, from: f, close: f.Close}, nil
}

// Await gives a reader whose readings end with ctx, also while nothing comes.
func Await(ctx context.Context, from io.Reader) io.Reader {
	return &awaited{ctx: ctx, patient: &patient{}, from: from, close: func() error { return nil }}
}

// patient says once that something is waited for; left is nil when that is said, or not needed any more.
type patient struct{ left func() }

// await does what may wait in a goroutine of its own, so that it can be abandoned.
func await[T any](ctx context.Context, p *patient, do func() (T, error)) (out T, err error) {
	type answer struct {
		got T
		err error
	}
	done := make(chan answer, 1)
	go func() {
		got, err := do()
		done <- answer{got, err}
	}()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case a := <-done:
			return a.got, a.err
		case <-ctx.Done():
			return out, ctx.Err()
		case <-late.C:
			if p.left != nil {
				p.left()
				p.left = nil
			}
		}
	}
}

// awaited is a reader whose readings are awaited. An abandoned one fills a buffer that nobody reads.
type awaited struct {
	*patient
	ctx   context.Context
	from  io.Reader
	close func() error
}

func (a *awaited) Read(p []byte) (int, error) {
	buffer, err := await(a.ctx, a.patient, func() ([]byte, error) {
		b := make([]byte, len(p))
		n, err := a.from.Read(b)
		return b[:n], err
	})
	if len(buffer) > 0 {
		a.left = nil
	}
	return copy(p, buffer), err
}

func (a *awaited) Close() error { return a.close() }
