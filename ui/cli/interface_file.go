package cli

import (
	"context"
	"errors"
	"path/filepath"

	"jobspor/model"
	"jobspor/ui/app"
)

// This file is a person's own keys and colours on this computer.

func interfaceCommand() command {
	return command{name: "interface", subs: []command{
		{name: "show", args: exactly(0), json: []string{"path", "exists", "text"}, offline: showInterface},
		{name: "validate", args: between(0, 1), json: []string{"file", "keys", "colours"}, offline: validateInterface},
	}}
}

// ownInterface reads the person's file; without one nothing is chosen.
func (r *root) ownInterface(ctx context.Context) (app.Choices, error) {
	source := r.env.Databases.InterfaceSource()
	path := source.Path()
	if r.env.Served != nil {
		path = filepath.Base(path) // in the member's own folder
	}
	content, name, err := r.readText(ctx, path)
	switch {
	case model.CodeOf(err) == model.NotFound:
		return app.Choices{}, nil
	case err != nil:
		return app.Choices{}, err
	}
	return source.Parse(name, content)
}

// interfaceNotice says on the screens that the file is not used.
func interfaceNotice(err error) *model.Error {
	var e *model.Error
	if errors.As(err, &e) && e.Args["line"] != nil {
		return model.NewError("", "notice.interface.line", model.Args{"line": e.Args["line"]})
	}
	return model.NewError("", "notice.interface.file", nil)
}

// showInterface prints the person's file, or one that changes nothing and lists all there is to choose.
func showInterface(ctx context.Context, r *root, _ []string) error {
	path := r.env.Databases.InterfaceSource().Path()
	content, _, err := r.readText(ctx, path)
	exists := err == nil
	if model.CodeOf(err) == model.NotFound {
		content, err = app.InterfaceText(r.words.Lang), nil
	}
	if err != nil {
		return err
	}
	if r.json {
		return r.out.json(object{{"path", path}, {"exists", exists}, {"text", content}})
	}
	r.out.lines(content)
	if !exists {
		r.note("cli.interface.none", "path", path)
	}
	return nil
}

func validateInterface(ctx context.Context, r *root, args []string) error {
	source := r.env.Databases.InterfaceSource()
	path := source.Path()
	if len(args) > 0 {
		path = args[0]
	}
	content, name, err := r.readText(ctx, path)
	if err != nil {
		return err
	}
	own, err := source.Parse(name, content)
	if err != nil {
		return err
	}
	strokes, colours := own.Count()
	return r.out.facts([]fact{
		{"file", r.T("cli.col.file"), text(name)},
		{"keys", r.T("cli.col.keys"), number(strokes)},
		{"colours", r.T("cli.col.colours"), number(colours)},
	})
}
