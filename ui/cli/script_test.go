package cli_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"

	"jobspor/data/paths"
)

// built is the program as a user has it, but for the cost of a guess at a passphrase, built once for all tests;
// builtDir is its folder, "" before.
var (
	builtDir string
	built    = sync.OnceValues(buildProgram)
)

func buildProgram() (dir string, err error) {
	if dir, err = os.MkdirTemp(onDisk, "jobspor-built-"); err != nil {
		return "", err
	}
	builtDir = dir
	out, err := exec.Command("go", "build", "-tags", "quickpassphrases", "-o", dir+string(os.PathSeparator),
		"jobspor").CombinedOutput()
	if err != nil {
		return dir, fmt.Errorf("build jobspor: %w: %s", err, out)
	}
	return dir, nil
}

// onDisk is where the built program lies; everything else that tests write lies in memory where there is room.
var onDisk = os.TempDir()

// inMemory makes temporary folders lie in memory on Linux: the tests write some thousand databases, and no test here
// asks whether a disk keeps them. The name has ten digits that could be a CPR number, as any name of a temporary folder
// may have by chance: what looks for a path in a sentence must know that it is hidden there.
func inMemory() (remove func()) {
	const memory, room = "/dev/shm", 4 << 30
	dir, err := os.MkdirTemp(memory, "jobspor-1608642767-")
	if err != nil || paths.DiskOf(dir).Free < room {
		_ = os.RemoveAll(dir)
		return func() {}
	}
	os.Setenv("TMPDIR", dir)
	return func() { _ = os.RemoveAll(dir) }
}

func TestMain(m *testing.M) {
	remove := inMemory()
	code := m.Run()
	remove()
	if builtDir != "" {
		_ = os.RemoveAll(builtDir)
	}
	os.Exit(code)
}

// builtIn gives the folder of the built program.
func builtIn(t *testing.T) string {
	t.Helper()
	dir, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestScripts plays the scripts of testdata/script on the built program, on a fixed day, with places of their own.
func TestScripts(t *testing.T) {
	bin := builtIn(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			for _, kv := range [][2]string{
				{"HOME", e.WorkDir + "/home"}, {"USERPROFILE", e.WorkDir + "/home"},
				{"LocalAppData", e.WorkDir + "/home/local"}, {"AppData", e.WorkDir + "/home/roaming"},
				{"XDG_DATA_HOME", ""}, {"XDG_CONFIG_HOME", ""}, {"XDG_STATE_HOME", ""},
				{"GOGC", "400"}, {"JOBSPOR_REASON", "test"}, {"JOBSPOR_TODAY", "2026-11-26"},
				{"JOBSPOR_LOG_CLOCK", "today"}, {"JOBSPOR_LANG", "en"},
				{"JOBSPOR_DB", e.WorkDir + "/test.db"}, {"LANG", ""}, {"LC_ALL", ""}, {"LC_MESSAGES", ""},
			} {
				e.Setenv(kv[0], kv[1])
			}
			e.Setenv("PATH", bin+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Defer(func() {
				if err := walkScript(e.WorkDir); err != nil {
					t.Errorf("%s: %v", filepath.Base(e.WorkDir), err)
				}
			})
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name != "namespaces" {
				return false, fmt.Errorf("no condition %q", name)
			}
			return exec.Command("unshare", "-Urmn", "mount", "-t", "tmpfs", "tmpfs", os.TempDir()).Run() == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"private": private, "status": status, "keep": keep, "agekey": ageKey, "picture": picture, "unzip": unzip,
			"fill": fill, "sql": changeByHand, "demo": demoDatabaseInScript,
			"register": register,
		},
	})
}

// scriptDemo is the demo database of the scripts, made by the first that needs it.
var scriptDemo struct {
	sync.Once
	file []byte
}

// demoDatabaseInScript puts what jobspor init --demo makes at $JOBSPOR_DB: demo.
func demoDatabaseInScript(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: demo")
	}
	path := ts.Getenv("JOBSPOR_DB")
	scriptDemo.Do(func() {
		ts.Check(ts.Exec("jobspor", "init", "--demo"))
		var err error
		scriptDemo.file, err = os.ReadFile(path)
		ts.Check(err)
	})
	ts.Check(os.WriteFile(path, scriptDemo.file, 0o600))
}

// changeByHand runs SQL on a database past the program: sql test.db 'DELETE FROM "citizens"'.
func changeByHand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql file statement")
	}
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// private makes files readable by their owner only, as a person would with chmod: archives cannot say so.
func private(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: private file...")
	}
	for _, a := range args {
		ts.Check(os.Chmod(ts.MkAbs(a), 0o600))
	}
}

// ageKey makes a pair of keys: agekey secret.txt public.txt.
func ageKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: agekey secret public")
	}
	key, err := age.GenerateX25519Identity()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("# invented\n"+key.String()+"\n"), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte("# invented\n"+key.Recipient().String()+"\n"), 0o600))
}

// status runs jobspor and compares its exit status: status 3 jobspor citizen show B-9999. Output and errors are there
// for stdout and stderr.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status n program args...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(*exec.ExitError); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if want := args[0]; fmt.Sprint(got) != want {
		ts.Fatalf("exit status %d, want %s", got, want)
	}
}

// TestInterruptedImportLeavesAllAsItWas stops an import in the middle, as Ctrl-C does.
func TestInterruptedImportLeavesAllAsItWas(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("processes cannot be interrupted from outside here")
	}
	dir := t.TempDir()
	program := filepath.Join(builtIn(t), "jobspor")
	run := func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(context.Background(), program, args...)
		cmd.Env = append(os.Environ(), "JOBSPOR_DB="+filepath.Join(dir, "d.db"), "JOBSPOR_LANG=en",
			"JOBSPOR_REASON=test",
			"HOME="+dir)
		return cmd
	}
	if out, err := run("init", "--demo").CombinedOutput(); err != nil {
		t.Fatalf("init: %v: %s", err, out)
	}
	before, err := run("export", "companies").Output()
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	file.WriteString("navn,postnr\n")
	for i := range 150_000 {
		fmt.Fprintf(&file, "Firma %d,2635\n", i)
	}
	path := filepath.Join(dir, "many.csv")
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := run("import", "companies", path)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(700 * time.Millisecond)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Fatalf("exit status %d, want 130: %s", got, stderr.String())
	}
	after, err := run("export", "companies").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Fatal("the interrupted import left something behind")
	}
}

// keep stores what a group of the expression finds in the last output, as a variable of the script: numbers that the
// program gives are not known beforehand.
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep NAME EXPRESSION")
	}
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(found) < 2 {
		ts.Fatalf("the output has nothing like %s", args[1])
	}
	ts.Setenv(args[0], found[1])
}
