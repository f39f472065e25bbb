package importer

import (
	"context"
	"errors"

	"jobspor/model"
)

// fail makes the error of an unreadable file.
func fail(key string, args model.Args) *model.Error { return model.NewError(model.Invalid, key, args) }

// inFile adds the file's name to an error, and turns a stopped context into one that callers know.
func inFile(err error, name string) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return model.NewError(model.Cancelled, "err.import.stopped", model.Args{"file": name}).WithCause(err)
	}
	var e *model.Error
	if !errors.As(err, &e) {
		e = fail("err.import.read", nil).WithCause(err)
	}
	if e.Args == nil {
		e.Args = model.Args{}
	}
	if _, has := e.Args["file"]; !has {
		e.Args["file"] = name
	}
	return e
}
