package cli

import (
	"context"
	"errors"
	"os"

	"jobspor/model"
)

// allArguments says that every argument of a command is a file that it reads.
func allArguments(args []string) []string { return args }

// readable refuses files that are not there or cannot be opened. A pipe is not opened: that would use it up.
func (r *root) readable(paths []string) error {
	for _, path := range paths {
		if path == "" || path == "-" {
			continue
		}
		path, err := r.env.Served.path(path)
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return fileError(path, err)
		case info.IsDir():
			return model.NewError(model.Invalid, "err.import.folder", model.Args{"file": model.ShownPath(path)})
		case !info.Mode().IsRegular():
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			return fileError(path, err)
		}
		_ = f.Close()
	}
	return nil
}

// fileError is the error of a named file that cannot be read.
func fileError(path string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return model.NewError(model.NotFound, "err.cli.file.missing", model.Args{"path": model.ShownPath(path)})
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	args := model.Args{"path": model.ShownPath(path)}
	return model.NewError(model.Forbidden, "err.cli.file.read", args).WithCause(err)
}
