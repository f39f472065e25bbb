package crypt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"

	"jobspor/data/paths"
	"jobspor/model"
)

// Passphrase reads a passphrase from a file, for scripts and services: the whole content without one line end. The file
// must be readable by its owner only; open opens it, such as paths.Open. Asking a person for it is left to the caller.
func Passphrase(path string, open func(path string) (io.ReadCloser, error)) ([]byte, error) {
	f, err := open(path)
	if errors.Is(err, context.Canceled) {
		return nil, err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, model.NewError(model.NotFound, "err.passphrase.file.missing", model.Args{"path": path})
	}
	if err != nil {
		return nil, model.NewError(model.Forbidden, "err.passphrase.file.read", model.Args{"path": path}).WithCause(err)
	}
	defer f.Close()
	if err := paths.CheckPrivate(path); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, 4097))
	if err != nil {
		return nil, model.NewError(model.Forbidden, "err.passphrase.file.read", model.Args{"path": path}).WithCause(err)
	}
	if len(data) > 4096 {
		return nil, model.NewError(model.Invalid, "err.passphrase.file.long", model.Args{"path": path})
	}
	data = bytes.TrimSuffix(bytes.TrimSuffix(data, []byte("\n")), []byte("\r"))
	if len(data) == 0 {
		return nil, model.NewError(model.Invalid, "err.passphrase.file.empty", model.Args{"path": path})
	}
	return data, nil
}
