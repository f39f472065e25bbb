package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"jobspor/data/paths"
	"jobspor/ui/bootstrap"
	"jobspor/ui/cli"
)

// linkers is shared by all commands.
var linkers bootstrap.Linkers

// demoDatabase is a demo database on a fixed day.
type demoDatabase struct {
	t   testing.TB
	dir string
}

func newDemoDatabase(t testing.TB) demoDatabase {
	t.Helper()
	db := demoDatabase{t, t.TempDir()}
	db.renew()
	return db
}

func (db demoDatabase) path() string { return filepath.Join(db.dir, "d.db") }

// renew makes the database what it was at first.
func (db demoDatabase) renew() {
	db.t.Helper()
	file, err := demoFile()
	if err != nil {
		db.t.Fatal(err)
	}
	for _, end := range []string{"-wal", "-shm"} {
		_ = os.Remove(db.path() + end)
	}
	if err := os.WriteFile(db.path(), file, 0o600); err != nil {
		db.t.Fatal(err)
	}
}

// demoFile is a demo database, made once.
var demoFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "jobspor-demo-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if _, stderr, code := runIn(dir, "test", 0, "da", "init", "--demo"); code != 0 {
		return nil, fmt.Errorf("make the demo: %d %s", code, stderr)
	}
	return os.ReadFile(filepath.Join(dir, "d.db"))
})

// run runs one command at a terminal of so many cells, or for a pipe at 0.
func (db demoDatabase) run(width int, language string, args ...string) (out, stderr string, code int) {
	db.t.Helper()
	return runIn(db.dir, "test", width, language, args...)
}

// runFor is run with a reason for what leaves.
func (db demoDatabase) runFor(
	reason string, width int, language string, args ...string,
) (out, stderr string, code int) {
	db.t.Helper()
	return runIn(db.dir, reason, width, language, args...)
}

// runIn runs one command on the database of a folder, with a reason for what leaves.
func runIn(dir, reason string, width int, language string, args ...string) (out, stderr string, code int) {
	var o, e bytes.Buffer
	env := map[string]string{
		"JOBSPOR_TODAY": "2026-11-26", "JOBSPOR_LANG": language, "JOBSPOR_DB": filepath.Join(dir, "d.db"),
		"NO_COLOR": "1", "JOBSPOR_REASON": reason,
	}
	get := func(k string) string { return env[k] }
	code = cli.Run(context.Background(), &cli.Env{
		Args: args, In: strings.NewReader("pedel\nnoget med køkken\n"), Out: &o, Err: &e, Getenv: get, Now: time.Now,
		Build:     cli.Build{Version: "test"},
		Terminal:  cli.Terminal{Out: width > 0, Err: width > 0, Width: max(width, 80)},
		Databases: bootstrap.Deps{Places: paths.New(get, "linux", dir), Linkers: &linkers},
	})
	return o.String(), e.String(), code
}

// reads are commands that only read.
var reads = [][]string{
	{"company", "list"}, {"company", "list", "café"}, {"company", "show", "Café Strandgården"}, {"person", "list"},
	{"task", "list"}, {"task", "list", "Café Strandgården"}, {"citizen", "list"}, {"citizen", "show", "B-0001"},
	{"goal", "list"}, {"consent", "list"}, {"contact", "list"}, {"shortlist", "list"}, {"shortlist", "show", "L-0001"},
	{"consultant", "list"}, {"word", "list"}, {"today"}, {"match", "B-0001"}, {"match", "B-0001", "--what-if"},
	{"match", "B-0001", "--left-out"},
	{"match", "--goal", "passe dyr", "--from", "2635"}, {"match", "B-0001", "--call-sheet"},
	{"match", "B-0002", "--why", "Café Strandgården"}, {"match", "--reverse", "Café Strandgården"},
	{"search", "køkken"}, {"log"}, {"log", "--rows"}, {"help", "fields"}, {"help", "fields", "pick"},
	{"doctor"}, {"config", "list"}, {"occupation", "link", "--top", "3"}, {"version"}, {"backup", "--list"},
}

// TestReadingsInEveryForm reads everything in both languages, narrow and wide, for a pipe and as JSON: exit 0, no word
// lacking, no line too wide, tables whole.
func TestReadingsInEveryForm(t *testing.T) {
	t.Parallel()
	db := newDemoDatabase(t)
	for _, args := range reads {
		name := strings.Join(args, " ")
		for width, language := range map[int]string{0: "en", 80: "da", 120: "en"} {
			out, stderr, code := db.run(width, language, args...)
			if code != 0 {
				t.Fatalf("%s %s at %d: exit %d: %s", language, name, width, code, stderr)
			}
			if strings.ContainsAny(out+stderr, "⟨⟩\x1b") || strings.Contains(out+stderr, "%!") {
				t.Errorf("%s %s at %d lacks words or has escapes: %.300s %s", language, name, width, out, stderr)
			}
			lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
			tabs := strings.Count(lines[0], "\t")
			for _, l := range lines {
				switch {
				case width == 0 && tabs > 0 && strings.Count(l, "\t") != tabs:
					t.Errorf("%s %s: a row has other columns than the header: %q", language, name, l)
				case width > 0 && isTable(args) && ansi.StringWidth(l) > width:
					t.Errorf("%s %s: a line of %d cells at %d: %s", language, name, ansi.StringWidth(l), width, l)
				}
			}
		}
	}
}

// isTable leaves out answers with sentences as long as they need.
func isTable(args []string) bool { return args[0] != "match" && args[0] != "occupation" }

// TestJSONHasOnlyDocumentedFields reads everything as JSON and looks for each member in the command's help.
func TestJSONHasOnlyDocumentedFields(t *testing.T) {
	t.Parallel()
	db := newDemoDatabase(t)
	for _, args := range reads {
		name := strings.Join(args, " ")
		out, stderr, code := db.run(0, "en", append(slices.Clone(args), "--json")...)
		if code != 0 {
			t.Fatalf("%s: exit %d: %s", name, code, stderr)
		}
		known := cli.Documented(args...)
		if len(known) == 0 {
			t.Errorf("%s: nothing documented", name)
		}
		d := json.NewDecoder(strings.NewReader(out))
		for d.More() {
			var v any
			if err := d.Decode(&v); err != nil {
				t.Fatalf("%s: %v: %.200s", name, err, out)
			}
			for _, key := range members(v) {
				// A label needs no words of its own: `jobspor help json` says what it is.
				if !slices.Contains(known, strings.TrimSuffix(key, "_label")) {
					t.Errorf("%s: the field %q is not documented", name, key)
				}
			}
		}
	}
}

// members lists the names in an object, or in the objects of a list; what stands deeper is documented with its parent.
func members(v any) (keys []string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			keys = append(keys, members(e)...)
		}
	case map[string]any:
		for k := range v {
			keys = append(keys, k)
		}
	}
	return keys
}

// TestCitizenIsNotNamedWhereNobodyAsked looks for a full name in lists that only point at people.
func TestCitizenIsNotNamedWhereNobodyAsked(t *testing.T) {
	t.Parallel()
	db := newDemoDatabase(t)
	for _, args := range [][]string{
		{"today"}, {"log", "--rows"}, {"goal", "list"}, {"shortlist", "list"}, {"search", "holm"},
		{"match", "--reverse", "Café Strandgården"},
	} {
		out, stderr, _ := db.run(120, "da", args...)
		if strings.Contains(out+stderr, "Anja Holm") {
			t.Errorf("%v names a citizen in full", args)
		}
	}
}
