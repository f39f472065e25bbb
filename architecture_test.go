package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a row of the table of who may import whom; the first row whose path fits a package is its rule. Names without
// a dot in their first part are packages of this module below its name; the standard library is always allowed unless
// named in without.
type room struct {
	path    string // folder, with "/..." for what is below
	may     []string
	without []string // standard packages that have no place here
}

var charm = []string{"charm.land/bubbletea/v2", "charm.land/lipgloss/v2", "charm.land/bubbles/v2/viewport", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile"}

var rooms = []room{
	{path: "model", without: impure},
	{path: "model/schema", may: []string{"model"}, without: impure},
	{path: "model/agreement", may: []string{"model", "model/schema"}, without: impure},
	{path: "model/placement", may: []string{"model", "model/schema", "model/agreement"}, without: impure},
	{path: "model/programme", may: []string{"model", "model/schema"}, without: impure},
	{path: "model/rules", may: []string{"model", "model/agreement", "model/placement"}, without: impure},
	{path: "model/agenda", may: []string{"model", "model/agreement", "model/programme", "model/rules"}, without: impure},
	{path: "model/figures", may: []string{"model", "model/programme"}, without: impure},
	{path: "matching/words", may: []string{"golang.org/x/text/unicode/norm", "github.com/blevesearch/snowballstem", "github.com/blevesearch/snowballstem/danish"}, without: pure},
	{path: "matching/search", may: []string{"matching/words", "github.com/sahilm/fuzzy"}, without: pure},
	{path: "matching/search/...", may: []string{"matching/words", "matching/search", "matching/search/..."}},
	{path: "matching/occupation", may: []string{"model", "model/...", "matching/words", "matching/search"}, without: pure},
	{path: "matching", may: []string{"model", "model/...", "matching/words", "matching/search", "matching/occupation"}, without: pure},
	{path: "matching/gen", may: []string{"model", "model/...", "matching", "matching/..."}},
	{path: "matching/measure", may: []string{"model", "model/...", "matching", "matching/..."}},
	{path: "data/seal", may: []string{"model", "model/...", "data/paths", "golang.org/x/crypto/argon2", "golang.org/x/crypto/chacha20poly1305"}},
	{path: "data/paths", may: []string{"model", "model/...", "golang.org/x/sys/windows"}},
	{path: "data/store", may: []string{"model", "model/...", "data/seal", "data/paths", "modernc.org/sqlite", "modernc.org/sqlite/lib", "golang.org/x/text/collate", "golang.org/x/text/language"}},
	{path: "data/keep", may: []string{"model", "model/...", "data/seal", "data/store", "data/paths"}},
	{path: "data/intake", may: []string{"model", "model/...", "data/reference/...", "golang.org/x/text/encoding/charmap", "golang.org/x/text/encoding/unicode", "golang.org/x/text/transform", "golang.org/x/text/unicode/norm"}},
	{path: "data/export", may: []string{"model", "model/...", "data/paths", "github.com/clipperhouse/displaywidth", "github.com/arran4/golang-ical",
		"codeberg.org/go-pdf/fpdf", "golang.org/x/image/font/gofont/goregular", "golang.org/x/image/font/gofont/gobold", "golang.org/x/image/font/sfnt", "golang.org/x/text/unicode/norm"}},
	{path: "data/reference/...", may: []string{"model", "model/..."}},
	{path: "data/demo", may: []string{"model", "model/...", "data/reference/..."}},
	{path: "ui/theme", may: charm},
	{path: "ui/keys", may: []string{"charm.land/bubbles/v2/key"}},
	{path: "ui/lang", may: nil},
	{path: "ui/kit", may: append([]string{"ui/theme", "ui/keys", "ui/lang", "github.com/rivo/uniseg"}, charm...), without: []string{"os", "net", "net/http", "database/sql"}},
	{path: "ui/desk", may: []string{"model", "model/...", "matching", "matching/...", "ui/lang", "ui/kit"}, without: []string{"database/sql", "net", "net/http"}},
	{path: "ui/sheet", may: append([]string{"model", "model/...", "ui/desk", "ui/kit", "ui/theme"}, charm...), without: []string{"os", "net", "database/sql"}},
	{path: "ui/screen", may: append([]string{"model", "model/...", "ui/desk", "ui/keys", "ui/kit"}, charm...), without: []string{"database/sql", "net"}},
	{path: "ui/screen/...", may: append([]string{"model", "model/...", "matching", "matching/...", "ui/desk", "ui/keys", "ui/kit", "ui/lang", "ui/sheet", "ui/theme", "ui/screen"}, charm...), without: []string{"database/sql", "net", "net/http"}},
	{path: "ui/app", may: append([]string{"model", "model/...", "matching", "matching/...", "ui/desk", "ui/keys", "ui/kit", "ui/lang", "ui/theme", "ui/screen", "ui/screen/..."}, charm...), without: []string{"database/sql", "net"}},
	{path: "ui/cli", may: append([]string{"model", "model/...", "matching", "matching/...", "ui/app", "ui/desk", "ui/keys", "ui/kit", "ui/lang", "ui/theme", "ui/screen", "ui/screen/...",
		"github.com/spf13/cobra", "github.com/spf13/cobra/doc", "github.com/spf13/pflag", "charm.land/fang/v2", "golang.org/x/term", "github.com/muesli/mango-cobra", "github.com/muesli/roff"}, charm...), without: []string{"database/sql", "net"}},
	{path: "ui/wire", may: []string{"..."}},
	{path: "ui/uitest", may: []string{"...", "charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi"}},
	{path: ".", may: []string{"...", "golang.org/x/term", "github.com/charmbracelet/colorprofile", "charm.land/bubbletea/v2"}},
}

// impure is what the model does without: it reads no file, no network and no chance.
var impure = []string{"os", "net", "net/http", "database/sql", "log", "math/rand", "math/rand/v2"}

// pure is what matching must do without to be deterministic.
var pure = []string{"os", "net", "net/http", "database/sql", "math/rand", "math/rand/v2", "crypto/rand", "log"}

func TestWhoImportsWhom(t *testing.T) {
	seen := map[string]bool{}
	eachFile(t, func(dir, file string, imports []string) {
		r := roomOf(dir)
		if r == nil {
			if !seen[dir] {
				t.Errorf("%s has no row in the table of rooms", dir)
			}
			seen[dir] = true
			return
		}
		for _, imp := range imports {
			if !r.allows(imp) {
				t.Errorf("%s imports %s, which %s may not", file, imp, r.path)
			}
		}
	})
}

// TestOneDoor holds what may be imported in one place only.
func TestOneDoor(t *testing.T) {
	doors := map[string]string{
		"github.com/sahilm/fuzzy":       "matching/search/fuzzy.go",
		"modernc.org/sqlite":            "data/store/",
		"database/sql":                  "data/store/",
		"golang.org/x/crypto/argon2":    "data/seal/",
		"github.com/arran4/golang-ical": "data/export/ics",
		"codeberg.org/go-pdf/fpdf":      "data/export/",
	}
	eachFile(t, func(_, file string, imports []string) {
		for _, imp := range imports {
			if door, ok := doors[imp]; ok && !strings.HasPrefix(file, door) {
				t.Errorf("%s imports %s, which belongs in %s", file, imp, door)
			}
		}
	})
}

// TestScreensDoNotKnowEachOther: the app alone leads from one to another.
func TestScreensDoNotKnowEachOther(t *testing.T) {
	eachFile(t, func(dir, file string, imports []string) {
		for _, imp := range imports {
			if strings.HasPrefix(dir, "ui/screen/") && strings.HasPrefix(imp, "jobspor/ui/screen/") {
				t.Errorf("%s imports %s", file, imp)
			}
		}
	})
}

func roomOf(dir string) *room {
	for i := range rooms {
		if fits(rooms[i].path, dir) {
			return &rooms[i]
		}
	}
	return nil
}

func fits(pattern, dir string) bool {
	if below, ok := strings.CutSuffix(pattern, "..."); ok {
		return strings.HasPrefix(dir, below)
	}
	return pattern == dir
}

func (r *room) allows(imp string) bool {
	own, ours := strings.CutPrefix(imp, "jobspor/")
	if !ours && !strings.Contains(strings.Split(imp, "/")[0], ".") {
		return !slices.Contains(r.without, imp)
	}
	name := imp
	if ours {
		name = own
	}
	return slices.ContainsFunc(r.may, func(p string) bool { return p == name || (ours && fits(p, name)) })
}

// eachFile visits the module's own Go files that are not tests, and not the benches' module.
func eachFile(t *testing.T, visit func(dir, file string, imports []string)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		path = filepath.ToSlash(path)
		if err != nil || d.IsDir() {
			if path == "matching/bench" || path == ".git" {
				return filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, i := range f.Imports {
			p, _ := strconv.Unquote(i.Path.Value)
			imports = append(imports, p)
		}
		files++
		visit(filepath.ToSlash(filepath.Dir(path)), path, imports)
		return nil
	})
	if err != nil || files < 50 {
		t.Fatalf("walk: %d files, %v", files, err)
	}
}
