package uitest

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/shlex"

	"jobspor/data/demo"
	"jobspor/data/paths"
	"jobspor/ui/bootstrap"
	"jobspor/ui/cli"
)

// A duty is one thing that the founding notes or the page of capabilities (M1 to M18) ask of the product, and how the
// program does it. testdata/mission.txt explains how it is written.
type duty struct {
	line    int
	section string
	text    string
	later   string // what brings it, where the program does not do it yet
	steps   []step
}

// step is a command line or keys, and what must stand in the output or on the screen after it.
type step struct {
	line int
	kind byte // '$' a command line, '%' keys
	text string
	want []string
}

// laterWork is what may still bring a duty. An entry that nothing brings has no place in the file.
var laterWork = []string{"tillid", "hænder og øjne", "hold"}

// readMission reads the table of duties.
func readMission(t *testing.T) (duties []*duty) {
	t.Helper()
	f, err := os.Open("testdata/mission.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var section string
	var d *duty
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimSpace(s.Text())
		mark, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || mark == "#":
		case mark == "==":
			section = rest
		case mark == "*":
			d = &duty{line: n, section: section, text: rest}
			duties = append(duties, d)
		case d == nil:
			t.Fatalf("mission.txt:%d: stands before the first duty", n)
		case mark == "later:":
			d.later = rest
		case mark == "$" || mark == "%":
			d.steps = append(d.steps, step{line: n, kind: mark[0], text: rest})
		case mark == ">" && len(d.steps) > 0:
			last := &d.steps[len(d.steps)-1]
			last.want = append(last.want, rest)
		default:
			t.Fatalf("mission.txt:%d: %q is none of == * $ %% > later:", n, line)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return duties
}

// TestMissionIsKept runs every duty of the table on the demo database: commands as a shell would, keys on the screens.
func TestMissionIsKept(t *testing.T) {
	duties := readMission(t)
	base := missionDatabase(t)
	seen := map[string]bool{}
	ids := regexp.MustCompile(`^M[0-9]+`)
	var later int
	for _, d := range duties {
		seen[ids.FindString(d.section)] = true
		if d.later != "" {
			later++
			if !slices.Contains(laterWork, d.later) {
				t.Errorf("mission.txt:%d: %q is no later work; known: %q", d.line, d.later, laterWork)
			}
			continue
		}
		if len(d.steps) == 0 {
			t.Errorf("mission.txt:%d: nothing shows %q", d.line, d.text)
		}
		t.Run(d.text, func(t *testing.T) { d.run(t, base) })
	}
	for _, id := range strings.Fields("M1 M2 M3 M4 M5 M6 M7 M8 M9 M10 M11 M12 M13 M14 M15 M16 M17 M18") {
		if !seen[id] {
			t.Errorf("%s has no section in mission.txt", id)
		}
	}
	t.Logf("%d duties, %d of them left to later work", len(duties), later)
}

// missionDatabase writes the demo's database to a file.
func missionDatabase(t *testing.T) []byte {
	t.Helper()
	return filled(t, demo.ChangeSets(Today))
}

// run carries out the steps of a duty on a copy of the database, in a folder of its own.
func (d *duty) run(t *testing.T, base []byte) {
	dir := t.TempDir()
	t.Chdir(dir)
	path := filepath.Join(dir, "mission.db")
	if err := os.WriteFile(path, base, 0o600); err != nil {
		t.Fatal(err)
	}
	var screens *Driver
	for _, s := range d.steps {
		if len(s.want) == 0 {
			t.Errorf("mission.txt:%d: nothing is expected of %q", s.line, s.text)
		}
		var got string
		if s.kind == '%' {
			if screens == nil {
				screens = New(t, Options{Path: path, Who: "MK"})
			}
			for _, key := range words(t, s) {
				if text, ok := strings.CutPrefix(key, "="); ok {
					screens.Type(text)
				} else {
					screens.Press(key)
				}
			}
			got = screens.View()
		} else {
			got = command(t, path, words(t, s))
		}
		flat := strings.Join(strings.Fields(got), " ")
		for _, w := range s.want {
			if !strings.Contains(flat, w) {
				t.Errorf("mission.txt:%d: %q does not show %q; it shows\n%s", s.line, s.text, w, got)
			}
		}
	}
}

// words splits a line as a shell does.
func words(t *testing.T, s step) []string {
	t.Helper()
	w, err := shlex.Split(s.text)
	if err != nil {
		t.Fatalf("mission.txt:%d: %v", s.line, err)
	}
	return w
}

// command carries out a command line in Danish and gives all it wrote; a status other than 0 fails the test.
func command(t *testing.T, db string, args []string) string {
	t.Helper()
	var out, stderr bytes.Buffer
	env := map[string]string{"JOBSPOR_DB": db, "JOBSPOR_LANG": "da", "HOME": filepath.Dir(db), "JOBSPOR_REASON": "test"}
	code := cli.Run(t.Context(), &cli.Env{
		Args: append([]string{"--as", "MK"}, args...), In: strings.NewReader(""), Out: &out, Err: &stderr,
		Terminal: cli.Terminal{Out: true, Width: 200},
		Getenv:   func(k string) string { return env[k] }, Now: bootstrap.Clock(Today),
		Databases: bootstrap.Deps{
			Places:  paths.New(func(k string) string { return env[k] }, "linux", filepath.Dir(db)),
			Linkers: &linkers,
		},
	})
	if code != 0 {
		t.Errorf("jobspor %s: status %d\n%s%s", strings.Join(args, " "), code, out.String(), stderr.String())
	}
	return out.String() + stderr.String()
}
