package selftest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"jobspor/data/paths"
	"jobspor/ui/bootstrap"
	"jobspor/ui/cli"
)

// notAllowed is the error of a call that the trial refuses.
const notAllowed = syscall.EPERM

// errNotPermitted says that this system does not let a program watch another's system calls.
var errNotPermitted = errors.New("system calls cannot be watched here")

// notWatched is the key of the words for it.
const notWatched = "selftest.notrun.watch"

// call is a system call that a watched program is about to make.
type call struct {
	nr   int32
	args [6]uint64
}

// answer is what becomes of a call: it fails, or the program is killed before it; else it is made.
type answer struct {
	fails syscall.Errno
	kill  bool
}

// today is the day of all trials.
const today = "2026-11-26"

// places are the variables of the environment that say where the program reads and writes.
var places = []string{"HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR", "JOBSPOR_DB",
	"JOBSPOR_BACKUP_DIR"}

// program is the program with places of its own in a folder.
type program struct {
	exe, dir string
	as       []string // the option that says who works
	more     []string // further variables
}

func (p *program) db() string     { return filepath.Join(p.dir, "data", "jobspor.db") }
func (p *program) copies() string { return filepath.Join(p.dir, "data", "backup") }

// environment is all that the program sees of the world.
func (p *program) environment() []string {
	at := func(name string) string { return filepath.Join(p.dir, name) }
	env := []string{"HOME=" + at("home"), "USERPROFILE=" + at("home"), "LocalAppData=" + at("state"),
		"AppData=" + at("config"), "XDG_DATA_HOME=" + at("data"), "XDG_STATE_HOME=" + at("state"),
		"XDG_CONFIG_HOME=" + at("config"), "TMPDIR=" + at("tmp"), "TMP=" + at("tmp"), "TEMP=" + at("tmp"),
		"JOBSPOR_DB=" + p.db(), "JOBSPOR_BACKUP_DIR=" + p.copies(), "JOBSPOR_PASSPHRASE_FILE=" + at("pass"),
		"JOBSPOR_TODAY=" + today, "JOBSPOR_REASON=selftest", "JOBSPOR_LANG=en", "NO_COLOR=1"}
	for _, name := range []string{"PATH", "SystemRoot", childVariable} {
		if v := os.Getenv(name); v != "" {
			env = append(env, name+"="+v)
		}
	}
	return append(env, p.more...)
}

// childVariable makes the binary of this package's tests the program.
const childVariable = "JOBSPOR_SELFTEST_PROGRAM"

// make makes the folders and the file with the passphrase.
func (p *program) make() error {
	for _, name := range []string{"home", "data", "state", "config", "tmp"} {
		if err := os.MkdirAll(filepath.Join(p.dir, name), 0o700); err != nil {
			return err
		}
	}
	return paths.WriteFile(filepath.Join(p.dir, "pass"), true, writes(passphrase))
}

// command is a run of the program that ends with ctx.
func (p *program) command(ctx context.Context, args ...string) *exec.Cmd {
	if !slices.Contains(args, "--as") {
		args = append(args, p.as...)
	}
	cmd := exec.CommandContext(ctx, p.exe, args...)
	cmd.Env, cmd.Dir = p.environment(), p.dir
	return cmd
}

// said is what a run printed, and its exit status; -1 is killed.
type said struct {
	out, err string
	status   int
}

// run runs the program to its end.
func (p *program) run(ctx context.Context, args ...string) (said, error) {
	return p.ran(p.command(ctx, args...), execRun)
}

// ran lets a command run and collects what it says.
func (p *program) ran(cmd *exec.Cmd, run func(*exec.Cmd) error) (said, error) {
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err := run(cmd)
	got := said{out: out.String(), err: stderr.String(), status: -1}
	if cmd.ProcessState != nil {
		got.status = cmd.ProcessState.ExitCode()
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		err = nil
	}
	return got, err
}

// open opens the database as the next start of the program does.
func (p *program) open(ctx context.Context, pass string) (*cli.Database, error) {
	env := map[string]string{}
	for _, v := range p.environment() {
		name, value, _ := strings.Cut(v, "=")
		env[name] = value
	}
	getenv := func(name string) string { return env[name] }
	deps := bootstrap.Deps{Places: paths.New(getenv, runtime.GOOS, env["HOME"]), Linkers: &linkers}
	return deps.Open(ctx, p.db(), cli.OpenOptions{Passphrase: []byte(pass), Now: testDay})
}

// linkers is shared by all that is opened here.
var linkers bootstrap.Linkers

// copyTo copies everything to another folder.
func (p *program) copyTo(dir string) (*program, error) {
	to := &program{p.exe, dir, p.as, p.more}
	if err := os.CopyFS(dir, os.DirFS(p.dir)); err != nil {
		return nil, err
	}
	// A copied file gets the usual mode; a database that others can read is refused.
	return to, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || runtime.GOOS == "windows" {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	})
}
