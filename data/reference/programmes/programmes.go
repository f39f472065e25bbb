// Package programmes holds the definitions of efforts (indsatser) that come with the program, one readable file each, and
// the items of progress checks. What a file says is read by the parsers of package model.
package programmes

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"jobspor/model"
	"jobspor/model/programme"
)

//go:embed files/*.txt
var files embed.FS

//go:embed progress.txt
var progress string

// ProgressText is the file of progress items that comes with the program.
func ProgressText() string { return progress }

// All reads every definition that comes with the program, in order of key. It never fails on files that passed the tests.
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
		p, err := programme.Parse(e.Name(), string(text))
		if err != nil {
			return nil, err
		}
		if want := strings.TrimSuffix(e.Name(), ".txt"); p.Key != want {
			return nil, model.NewError(model.Internal, "err.programme.id", model.Args{"value": p.Key, "section": want})
		}
		out = append(out, p)
	}
	return programme.Sorted(out), nil
})
