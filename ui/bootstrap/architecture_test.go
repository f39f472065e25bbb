package bootstrap

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer is a row of the table of who may import whom; the first row whose path fits a package is its rule.
type layer struct {
	path    string   // folder, with "/..." for what is below
	may     []string // packages of this module below its name, and modules; "/..." for what is below
	without []string // standard packages that have no place here; all others are allowed
}

// impure is what the model and matching do without to be deterministic: no file, no network, no chance.
var impure = []string{"os", "net", "net/http", "database/sql", "math/rand", "math/rand/v2", "crypto/rand", "log"}

// offline is what the interface does without.
var offline = []string{"net", "net/http", "database/sql"}

var layers = []layer{
	// The model, from the entities up.
	{"model", []string{"golang.org/x/text/unicode/norm"}, without(impure, "crypto/rand")}, // IDs are drawn
	{"model/schema", []string{"model"}, impure},
	{"model/calendar", []string{"model", "github.com/rickar/cal/v2", "github.com/rickar/cal/v2/dk"}, impure},
	{"model/agreement", []string{"model", "model/schema"}, impure},
	{"model/placement", []string{"model", "model/schema", "model/agreement"}, impure},
	{"model/programme", []string{"model", "model/schema"}, impure},
	{"model/rules", []string{"model", "model/agreement"}, impure},
	{"model/merge", []string{"model", "model/schema"}, impure},
	{"model/agenda", []string{"model", "model/agreement", "model/programme", "model/rules"}, impure},
	{"model/figures", []string{"model", "model/programme"}, impure},

	// Matching.
	{"matching/words", []string{
		"golang.org/x/text/unicode/norm",
	}, impure},
	{"matching/search", []string{"matching/words", "github.com/sahilm/fuzzy"}, impure},
	{"matching/search/measure", []string{"matching/search"}, nil},
	{"matching/occupation", []string{"model", "matching/words"}, impure},
	{"matching/duplicates", []string{"model", "matching/words"}, impure},
	{"matching", []string{"model", "model/schema", "matching/words", "matching/search", "matching/occupation"}, impure},

	// Data.
	{
		"data/crypt",
		[]string{
			"model", "data/paths", "golang.org/x/crypto/argon2", "golang.org/x/crypto/chacha20",
			"golang.org/x/crypto/chacha20poly1305", "golang.org/x/sys/unix", "golang.org/x/text/unicode/norm",
		}, nil,
	},
	{"data/paths", []string{"model", "golang.org/x/sys/unix", "golang.org/x/sys/windows"}, nil},
	{"data/store", []string{
		"model", "model/schema", "data/crypt", "data/paths", "data/store/postgres", "data/store/sqlite",
	}, nil},
	{"data/store/sqlite", []string{"model", "modernc.org/sqlite", "modernc.org/sqlite/lib"}, nil},
	{"data/store/postgres", []string{ // goes to the server that somebody named
		"model", "github.com/jackc/pgx/v5", "github.com/jackc/pgx/v5/pgconn", "github.com/jackc/pgx/v5/pgconn/ctxwatch",
		"github.com/jackc/pgx/v5/stdlib",
	}, nil},
	{"data/store/postgres/pgtest", nil, nil},
	{"data/register", []string{"model"}, nil}, // goes to the CVR register, where that is set up
	{"data/backup", []string{"model", "data/store", "data/paths"}, nil},
	{"data/dump", []string{
		"model", "model/schema", "data/store", "data/crypt", "filippo.io/age", "filippo.io/age/armor",
	}, nil},
	{"data/importer", []string{
		"model", "model/...", "data/reference/...",
		"github.com/emersion/go-vcard",
		"golang.org/x/text/encoding/charmap", "golang.org/x/text/encoding/unicode", "golang.org/x/text/transform",
		"golang.org/x/text/unicode/norm",
	}, nil},
	{"data/exporter", []string{
		"model", "model/schema", "data/paths", "github.com/clipperhouse/displaywidth",
		"github.com/arran4/golang-ical", "github.com/emersion/go-vcard", "codeberg.org/go-pdf/fpdf",
		"golang.org/x/text/unicode/norm",
		"github.com/go-fonts/dejavu/dejavusans", "github.com/go-fonts/dejavu/dejavusansbold",
		"golang.org/x/image/draw", "golang.org/x/image/font/sfnt", "golang.org/x/text/unicode/bidi",
	}, nil},
	{"data/reference/legacy", []string{"model"}, nil},
	{"data/reference/tomlfile", []string{
		"model", "data/reference/legacy", "github.com/pelletier/go-toml/v2", "github.com/pelletier/go-toml/v2/unstable",
	}, nil},
	{"data/reference/ruleset", []string{
		"model", "model/rules", "data/reference/legacy", "data/reference/tomlfile", "github.com/pelletier/go-toml/v2",
	}, nil},
	{
		"data/reference/...", []string{"model", "model/programme", "data/reference/tomlfile", "data/reference/tabular"},
		nil,
	},
	{"data/demo", []string{"model", "model/..."}, nil},

	// The interface.
	{
		"ui/theme",
		[]string{"charm.land/lipgloss/v2", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile"},
		nil,
	},
	{"ui/keys", []string{"charm.land/bubbles/v2/key"}, nil},
	{"ui/lang", nil, nil},
	{"ui/kit", []string{
		"ui/theme", "ui/keys", "ui/lang", "charm.land/bubbletea/v2",
		"charm.land/bubbles/v2/viewport", "github.com/charmbracelet/x/ansi",
	}, append([]string{"os"}, offline...)},
	{"ui/service", []string{
		"model", "model/...", "matching", "matching/duplicates", "matching/search", "matching/words",
	}, offline},
	{
		"ui/present", []string{"model", "model/...", "matching", "matching/search", "ui/service", "ui/lang", "ui/kit"},
		offline,
	},
	{"ui/detailpage", []string{
		"matching/search", "model", "model/...",
		"ui/service", "ui/present", "ui/kit", "ui/theme", "ui/screen", "charm.land/bubbletea/v2",
	}, append([]string{"os"}, offline...)},
	{"ui/callsheet", []string{
		"matching", "model", "model/schema",
		"ui/service", "ui/keys", "ui/kit", "ui/theme", "ui/screen", "charm.land/bubbletea/v2",
	}, append([]string{"os"}, offline...)},
	{"ui/screen", []string{
		"model", "model/...", "ui/service", "ui/present", "ui/keys", "ui/kit", "ui/lang", "ui/theme",
		"charm.land/bubbletea/v2",
	}, offline},
	{"ui/screen/...", []string{
		"model", "model/...", "matching", "matching/...", "ui/service", "ui/present", "ui/keys", "ui/kit", "ui/lang",
		"ui/detailpage", "ui/callsheet", "ui/theme", "ui/screen", "charm.land/bubbletea/v2",
	}, offline},
	{"ui/app", []string{"matching/search", "model/schema", "model/calendar",
		"model", "ui/service", "ui/present", "ui/keys", "ui/kit", "ui/lang", "ui/theme", "ui/screen", "ui/screen/...",
		"charm.land/bubbletea/v2", "github.com/charmbracelet/colorprofile",
	}, offline},
	{"ui/server", []string{
		"model", "charm.land/wish/v2", "charm.land/ssh", "github.com/pkg/sftp", "golang.org/x/crypto/ssh",
	}, []string{"net/http", "database/sql"}},
	{"ui/cli", []string{"github.com/charmbracelet/colorprofile",
		"model", "model/...", "matching", "matching/...", "ui/app", "ui/server", "ui/service", "ui/present", "ui/lang",
		"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/google/shlex",
		"charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi",
	}, offline},
	{"ui/bootstrap", []string{"..."}, nil},
	{"ui/selftest", []string{"...", "golang.org/x/sys/unix"}, nil},
	{"ui/uitest", []string{"...", "charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi"}, nil},
	{".", []string{"...", "golang.org/x/term"}, nil},
}

// importedOnlyIn lists imports that only one place may use.
var importedOnlyIn = map[string]string{
	"github.com/sahilm/fuzzy":                  "matching/search/fuzzy.go",
	"modernc.org/sqlite":                       "data/store/sqlite/",
	"github.com/pelletier/go-toml/v2":          "data/reference/",
	"github.com/pelletier/go-toml/v2/unstable": "data/reference/tomlfile/",
	"database/sql":                             "data/store/",
	"github.com/jackc/pgx/v5":                  "data/store/postgres/",
	"github.com/jackc/pgx/v5/stdlib":           "data/store/postgres/",
	"golang.org/x/crypto/argon2":               "data/crypt/",
	"github.com/arran4/golang-ical":            "data/exporter/ics",
	"github.com/rickar/cal/v2":                 "model/calendar/",
	"github.com/rickar/cal/v2/dk":              "model/calendar/",
	"codeberg.org/go-pdf/fpdf":                 "data/exporter/",
	"filippo.io/age":                           "data/dump/",
	"net/http":                                 "data/register/",
}

// TestWhoImportsWhom holds the table in both directions: every import is allowed, and every row fits a folder, every
// name in it an import, so that the table says what is.
func TestWhoImportsWhom(t *testing.T) {
	used := map[[2]string]bool{}
	eachFile(t, func(dir, file string, imports []string) {
		l := layerOf(dir)
		if l == nil {
			t.Errorf("%s has no row in the table of layers", dir)
			return
		}
		used[[2]string{l.path}] = true
		for _, imp := range imports {
			pattern, ok := l.allows(imp)
			if !ok {
				t.Errorf("%s imports %s, which %s may not", file, imp, l.path)
			}
			used[[2]string{l.path, pattern}] = true
		}
	})
	for _, l := range layers {
		if !used[[2]string{l.path}] {
			t.Errorf("the row of %s fits no folder", l.path)
		}
		for _, name := range l.may {
			if !used[[2]string{l.path, name}] && !strings.Contains(name, "windows") {
				t.Errorf("the row of %s allows %s, which it does not import", l.path, name)
			}
		}
	}
}

// TestOneDoor holds what may be imported in one place only.
func TestOneDoor(t *testing.T) {
	used := map[string]bool{}
	eachFile(t, func(_, file string, imports []string) {
		for _, imp := range imports {
			place, ok := importedOnlyIn[imp]
			if ok && !strings.HasPrefix(file, place) {
				t.Errorf("%s imports %s, which belongs in %s", file, imp, place)
			}
			used[imp] = used[imp] || ok
		}
	})
	for imp, place := range importedOnlyIn {
		if !used[imp] {
			t.Errorf("%s is imported nowhere, not even in %s", imp, place)
		}
	}
}

// calledOnlyIn lists methods that only some files may call: what leaves passes the gate, and whom somebody looks at is
// noted in one place. "Files" is the field of a session.
var calledOnlyIn = map[string][]string{
	"Store.Exported":   {"ui/service/gate.go"},
	"Files.Write":      {"ui/service/gate.go"},
	"Files.Render":     {"ui/service/gate.go"},
	"Store.Viewed":     {"ui/service/looks.go"},
	"tea.SetClipboard": {"ui/app/plain.go"},
	"screen.Copy": {"ui/app/app.go", "ui/app/plain.go", "ui/screen/preview/preview.go",
		"ui/screen/vitas/vitas.go"}, // after Leave
	"exporter.Write": {"ui/bootstrap/files.go"},
	"exporter.To":    {"ui/bootstrap/files.go"},
	"os.WriteFile":   {"ui/cli/man.go"}, // manual pages
	"os.Create":      {},
	// What a session sees of the snapshot follows from its role.
	"Snapshots.Snapshot": {"ui/service/enforce.go", "ui/cli/serve.go"}, // serve only has it made
	"Snapshots.Ready":    {},
}

// TestOneGate finds every other call in the interface: nothing leaves around the gate.
func TestOneGate(t *testing.T) {
	used := map[string]map[string]bool{}
	eachFile(t, func(_, file string, _ []string) {
		if !strings.HasPrefix(file, "ui/") && file != "main.go" || strings.HasPrefix(file, "ui/uitest/") {
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", file), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			of := ""
			switch x := sel.X.(type) {
			case *ast.Ident:
				of = x.Name
			case *ast.SelectorExpr:
				of = x.Sel.Name
			}
			name := of + "." + sel.Sel.Name
			places, known := calledOnlyIn[name]
			if known && !slices.Contains(places, file) {
				t.Errorf("%s uses %s, which belongs in %v", file, name, places)
			}
			if used[name] == nil {
				used[name] = map[string]bool{}
			}
			used[name][file] = true
			return true
		})
	})
	for name, places := range calledOnlyIn {
		for _, place := range places {
			if !used[name][place] {
				t.Errorf("the row of %s names %s, which does not use it", name, place)
			}
		}
	}
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

// TestTopLevel: everything lives in the four folders.
func TestTopLevel(t *testing.T) {
	allowed := []string{"main.go", "ui", "model", "matching", "data", "go.mod", "go.sum", "README.md", "LICENSE",
		"CONTRIBUTING.md", "CHANGELOG.md", "jobspor", "jobspor.exe", "dist"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(allowed, name) {
			t.Errorf("%s stands at the top level; it belongs in one of the four folders", name)
		}
	}
}

const root = "../.."

func without(list []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == name })
}

func layerOf(dir string) *layer {
	for i := range layers {
		if fits(layers[i].path, dir) {
			return &layers[i]
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

// allows gives the name in the row that allows an import; none for the standard library.
func (l *layer) allows(imp string) (pattern string, ok bool) {
	own, ours := strings.CutPrefix(imp, "jobspor/")
	if !ours && !strings.Contains(strings.Split(imp, "/")[0], ".") {
		return "", !slices.Contains(l.without, imp)
	}
	for _, p := range l.may {
		if p == imp || ours && fits(p, own) {
			return p, true
		}
	}
	return "", false
}

// eachFile visits the module's own Go files that are not tests, and not the benchmarks' module.
func eachFile(t *testing.T, visit func(dir, file string, imports []string)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if rel == "matching/bench" || strings.HasPrefix(rel, ".") && rel != "." {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") {
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
		dir := "."
		if i := strings.LastIndex(rel, "/"); i >= 0 {
			dir = rel[:i]
		}
		visit(dir, rel, imports)
		return nil
	})
	if err != nil || files < 50 {
		t.Fatalf("walk: %d files, %v", files, err)
	}
}
