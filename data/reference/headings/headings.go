// Package headings holds the headings that other programs write above their columns, and what they mean, in a readable
// TOML file, and reads those of a user.
//
// It promises: a file is taken whole or not at all; whatever is wrong with it is told with line and reason. Which keys
// there are, and how a heading is compared with them, is the business of package importer.
package headings

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"jobspor/data/reference/tomlfile"
	"jobspor/model"
)

//go:embed headings.toml
var builtIn string

// ID is the ID of the model.Reference that holds a user's table.
const ID = "headings"

// UsualRank is the rank of names that no rank is given for. The lowest rank wins.
const UsualRank = 10

// Names are the headings, or words, of one key as a file writes them.
type Names struct {
	Key   string   `toml:"key"`
	Rank  *int     `toml:"rank"`
	Names []string `toml:"names"`
}

// Table is a table of headings and of the words around them.
type Table struct {
	Headings []Names `toml:"heading"`
	Words    []Names `toml:"word"`
}

// Load reads the table that comes with the program. It never fails on a file that passed the tests.
func Load() (*Table, error) { return loaded() }

var loaded = sync.OnceValues(func() (*Table, error) { return Parse("headings.toml", builtIn, nil) })

// Text is the file that comes with the program, to be changed and loaded again.
func Text() string { return builtIn }

// IsTable reports whether a text looks like a table of headings.
func IsTable(text string) bool {
	for line := range strings.Lines(text) {
		if s := strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")); s != "" && s[0] != '#' {
			return s == "[[heading]]" || s == "[[word]]"
		}
	}
	return false
}

// Parse reads a table. known says which keys there are; nil takes any. The error is a *model.Error that names the file
// and the line of the first fault and has the others in More.
func Parse(file, text string, known func(key string) bool) (*Table, error) {
	t := &Table{}
	f := tomlfile.Read(file, text, t)
	if err := f.Err(); err != nil {
		return nil, err
	}
	check := func(list []Names, path string) {
		for i, n := range list {
			at := path + "." + strconv.Itoa(i)
			if n.Key == "" || known != nil && !known(n.Key) {
				f.Fault(at+".key", "err.headings.key", model.Args{"value": model.Clip(n.Key)})
			}
			blank := func(s string) bool { return strings.TrimSpace(s) == "" }
			if len(n.Names) == 0 || slices.ContainsFunc(n.Names, blank) {
				f.Fault(at+".names", "err.headings.names", model.Args{"value": model.Clip(n.Key)})
			}
		}
	}
	check(t.Headings, "heading")
	check(t.Words, "word")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if len(t.Headings)+len(t.Words) == 0 {
		f.Fault("", "err.headings.empty", nil)
		return nil, f.Err()
	}
	return t, nil
}

// Rows is the number of names in the table.
func (t *Table) Rows() (n int) {
	for _, list := range [][]Names{t.Headings, t.Words} {
		for _, e := range list {
			n += len(e.Names)
		}
	}
	return n
}
