package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"sync"

	"jobspor/model"
)

// standardInput is the argument that means standard input wherever a file is read, and standard output wherever one is
// written. A file of that name is ./-.
const standardInput = "-"

// maxInput is how much of standard input is read at once, in bytes. It is held in memory: what is piped in may be
// personal data, which goes into no temporary file.
const maxInput = 256 << 20

// input is standard input, which can be read once.
type input struct {
	from  io.Reader
	mu    sync.Mutex
	taken string // key of the sentence that says who has it, "" when nobody has
}

// take gives standard input to one reader; the next is refused with the sentence of the key.
func (in *input) take(key string) (io.Reader, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.taken != "" {
		return nil, model.NewError(model.Usage, in.taken, nil)
	}
	in.taken = key
	return in.from, nil
}

// all reads standard input to its end.
func (in *input) all(ctx context.Context) ([]byte, error) {
	from, err := in.take("err.cli.input.twice")
	if err != nil {
		return nil, err
	}
	return readInput(ctx, from, maxInput)
}

// readInput reads until the end or the limit; ctx also ends a reading that waits.
func readInput(ctx context.Context, from io.Reader, limit int64) ([]byte, error) {
	type answer struct {
		data []byte
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		data, err := io.ReadAll(io.LimitReader(from, limit+1))
		done <- answer{data, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-done:
		if a.err != nil {
			return nil, model.NewError(model.Internal, "err.cli.input", nil).WithCause(a.err)
		}
		if int64(len(a.data)) > limit {
			return nil, model.NewError(model.Invalid, "err.cli.input.big", model.Args{"mb": limit >> 20})
		}
		return a.data, nil
	}
}

// openInput opens a file that was named, or standard input for "-"; name is for messages.
func (r *root) openInput(ctx context.Context, path string) (from io.ReadCloser, name string, err error) {
	if path == standardInput {
		data, err := r.input.all(ctx)
		return io.NopCloser(bytes.NewReader(data)), path, err
	}
	f, err := r.openFile(ctx, path)
	return f, model.FileName(path), err
}

// openFile opens a file that was named. It says when it waits for a pipe.
func (r *root) openFile(ctx context.Context, path string) (io.ReadCloser, error) {
	path, err := r.env.Served.path(path)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, model.NewError(model.Invalid, "err.import.folder", model.Args{"file": model.ShownPath(path)})
	}
	f, err := r.env.Databases.OpenFile(ctx, path, r.waits(path))
	if err != nil {
		return nil, fileError(path, err)
	}
	return f, nil
}

// waits says that a pipe is waited for.
func (r *root) waits(path string) func() {
	return func() { r.note("cli.waits", "path", model.ShownPath(path)) }
}

// passphraseFile reads a passphrase from a file that nobody else can read.
func (r *root) passphraseFile(ctx context.Context, path string) ([]byte, error) {
	return r.env.Databases.PassphraseFile(ctx, path, r.waits(path))
}

// maxText is how much of a file of definitions is read, in bytes; its reader refuses one that is that long.
const maxText = 1<<20 + 1

// readText reads a file of rules, a programme or items as text; name is for messages.
func (r *root) readText(ctx context.Context, path string) (content, name string, err error) {
	f, name, err := r.openInput(ctx, path)
	if err != nil {
		return "", "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxText))
	if err != nil {
		return "", "", fileError(path, err)
	}
	return string(b), name, nil
}

// passphraseIn reads a passphrase from a file that nobody else can read, or from standard input: all of it, without
// its line end.
func (r *root) passphraseIn(ctx context.Context, path string) ([]byte, error) {
	if path != standardInput {
		return r.passphraseFile(ctx, path)
	}
	data, err := r.input.all(ctx)
	if err != nil {
		return nil, err
	}
	data = []byte(strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"))
	if len(data) == 0 {
		return nil, model.NewError(model.Invalid, "err.cli.passphrase.empty", nil)
	}
	return data, nil
}
