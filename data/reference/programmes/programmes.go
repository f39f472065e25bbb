// Package programmes holds the definitions of programmes (indsatser) and the items of progress checks that come with
// the program, in readable TOML files, and reads those of a municipality.
//
// It promises: a file is taken whole or not at all; whatever is wrong with it is told with line and reason. What a
// definition means is the business of package model/programme.
package programmes

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"jobspor/model"
	"jobspor/model/programme"
)

//go:embed files/*.toml
var files embed.FS

//go:embed progress.toml
var progress string

// All reads every definition that comes with the program, in order of key. It never fails on files that passed the
// tests.
func All() ([]*programme.Programme, error) { return all() }

var all = sync.OnceValues(func() ([]*programme.Programme, error) {
	entries, err := fs.ReadDir(files, "files")
	if err != nil {
		return nil, err
	}
	var out []*programme.Programme
	for _, e := range entries {
		text, err := files.ReadFile("files/" + e.Name())
		if err != nil {
			return nil, err
		}
		p, err := Parse(e.Name(), string(text))
		if err != nil {
			return nil, err
		}
		if want := strings.TrimSuffix(e.Name(), ".toml"); p.Key != want {
			return nil, model.NewError(model.Internal, "err.programme.id", model.Args{"value": p.Key, "section": want})
		}
		out = append(out, p)
	}
	return programme.Sorted(out), nil
})

// Items reads the progress items that come with the program.
func Items() ([]programme.ProgressItem, error) { return builtInItems() }

var builtInItems = sync.OnceValues(func() ([]programme.ProgressItem, error) {
	list, _, err := ParseItems("progress.toml", progress)
	return list, err
})
