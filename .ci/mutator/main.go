// Command mutator changes one small thing at a time in a package (a boundary, a condition, a sign, a number, a
// statement left out) and runs the package's own tests: a change that no test notices is a survivor, and a survivor is
// a missing test or an equivalent program.
//
// All mutants of a package are compiled into one test binary, through an overlay, so that no file of the tree is
// touched; the environment selects the one that acts. Each test is run once alone to see which mutants it reaches and
// how long it takes; a mutant is then given to those tests only, the fast ones first. A mutant that no test reaches is
// a survivor too. A run that takes many times as long as it should counts as killed.
//
// It stands in a folder that "./..." leaves out, uses the standard library alone, and is started by .ci/mutate.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

type options struct {
	packages   stringsFlag
	files      stringsFlag
	funcs      string
	diff       string
	sample     int
	seed       uint64
	workers    int
	again      bool
	fresh      bool
	list       bool
	equivalent string
	limit      float64
	tests      string
	run, skip  string
}

type stringsFlag []string

func (s *stringsFlag) String() string     { return strings.Join(*s, ",") }
func (s *stringsFlag) Set(v string) error { *s = append(*s, v); return nil }

func main() {
	var o options
	flag.Var(&o.packages, "package",
		"package pattern to run over, again for more (also as arguments; default: the list in .ci/mutate)")
	flag.Var(&o.files, "file", "only files whose path ends in this, again for more")
	flag.StringVar(&o.funcs, "func", "", "only functions whose name contains this")
	flag.StringVar(&o.diff, "diff", "", "only lines changed since this commit")
	flag.IntVar(&o.sample, "sample", 0, "only so many mutants of each package, drawn at random")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the sample")
	flag.IntVar(&o.workers, "workers", runtime.NumCPU(), "test processes at a time")
	flag.BoolVar(&o.again, "again", false, "only what survived in the last run of the package")
	flag.BoolVar(&o.fresh, "fresh", false, "run also what is known from an interrupted run of the same code")
	flag.BoolVar(&o.list, "list", false, "list the mutants and run nothing")
	flag.StringVar(&o.equivalent, "equivalent", ".ci/mutate-equivalent.txt",
		"accepted mutants: file · function · mutation · reason")
	flag.Float64Var(&o.limit, "limit", 10, "percent of surviving mutants at which the run fails")
	flag.StringVar(&o.tests, "tests", "", "the package whose tests are run, when it is not the mutated one itself")
	flag.StringVar(&o.run, "run", "", "only tests whose name matches this")
	flag.StringVar(&o.skip, "skip", "",
		"no tests whose name matches this: first without the slow ones, then --again with all")
	for rest := os.Args[1:]; ; { // packages may stand before and after options
		_ = flag.CommandLine.Parse(rest) // ends the program itself
		if rest = flag.Args(); len(rest) == 0 {
			break
		}
		o.packages, rest = append(o.packages, rest[0]), rest[1:]
	}
	status, err := run(o, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	os.Exit(status)
}

func run(o options, out io.Writer) (int, error) {
	root, err := output("go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return 2, err
	}
	accepted, err := readEquivalent(o.equivalent)
	if err != nil {
		return 2, err
	}
	packages, err := load(root, o.packages)
	if err != nil {
		return 2, err
	}
	if o.tests != "" {
		others, err := load(root, []string{o.tests})
		if err != nil {
			return 2, err
		}
		if len(others) != 1 {
			return 2, fmt.Errorf("-tests: want one package, got %d", len(others))
		}
		for _, p := range packages {
			p.tester = others[0]
		}
	}
	var changed map[string][]span
	if o.diff != "" {
		if changed, err = changedLines(o.diff); err != nil {
			return 2, err
		}
	}
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return 2, err
	}
	defer os.RemoveAll(work)
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		killAll()
		_ = os.RemoveAll(work)
		os.Exit(130)
	}()

	failed := false
	var total tally
	var table []string
	for _, p := range packages {
		t, err := p.mutate(o, out, work, changed, accepted)
		if err != nil {
			return 2, fmt.Errorf("%s: %w", p.ImportPath, err)
		}
		total.add(t)
		table = append(table, t.row(p.ImportPath))
		failed = failed || t.share() >= o.limit
	}
	if o.list {
		return 0, nil
	}
	fmt.Fprintf(out, "\n%-30s %8s %8s %9s %12s %11s %8s\n", "package", "mutants", "killed", "survived", "not covered",
		"equivalent", "share")
	for _, row := range table {
		fmt.Fprintln(out, row)
	}
	if len(table) > 1 {
		fmt.Fprintln(out, total.row("all"))
	}
	failed = accepted.report(root, out, packages) || failed
	if failed {
		return 1, nil
	}
	return 0, nil
}

// tally counts what became of the mutants.
type tally struct{ mutants, killed, survived, uncovered, equivalent int }

func (t *tally) add(u tally) {
	t.mutants += u.mutants
	t.killed += u.killed
	t.survived += u.survived
	t.uncovered += u.uncovered
	t.equivalent += u.equivalent
}

// share is the percentage of the mutants that could be killed and were not.
func (t tally) share() float64 {
	if t.mutants == t.equivalent {
		return 0
	}
	return 100 * float64(t.survived+t.uncovered) / float64(t.mutants-t.equivalent)
}

func (t tally) row(name string) string {
	return fmt.Sprintf("%-30s %8d %8d %9d %12d %11d %6.1f %%", name, t.mutants, t.killed, t.survived, t.uncovered,
		t.equivalent, t.share())
}

// span is a range of lines, both ends included.
type span struct{ from, to int }

// changedLines reads which lines of which files differ from a commit.
func changedLines(base string) (map[string][]span, error) {
	text, err := output("git", "diff", "-U0", "--no-color", "--no-ext-diff", base, "--", "*.go")
	if err != nil {
		return nil, err
	}
	changed := map[string][]span{}
	file := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(line, "+++ "); ok {
			file = strings.TrimPrefix(name, "b/")
			continue
		}
		if !strings.HasPrefix(line, "@@ ") {
			continue
		}
		for _, word := range strings.Fields(line) {
			if r, ok := strings.CutPrefix(word, "+"); ok {
				at, n, two := strings.Cut(r, ",")
				from, _ := strconv.Atoi(at)
				count := 1
				if two {
					count, _ = strconv.Atoi(n)
				}
				changed[file] = append(changed[file], span{from, from + count - 1})
				break
			}
		}
	}
	return changed, nil
}

// equivalents are the accepted mutants, by key, with the reason; used tells what was met.
type equivalents struct {
	path    string
	reasons map[string]string
	order   []string
	state   map[string]string // "" not met, "exists", "survives" or "killed"
}

func readEquivalent(path string) (*equivalents, error) {
	e := &equivalents{path: path, reasons: map[string]string{}, state: map[string]string{}}
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return e, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimSpace(s.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, " · ", 4)
		if len(parts) != 4 || strings.TrimSpace(parts[3]) == "" {
			return nil, fmt.Errorf("%s:%d: want file · function · mutation · reason", path, n)
		}
		key := strings.Join(parts[:3], " · ")
		if _, twice := e.reasons[key]; twice {
			return nil, fmt.Errorf("%s:%d: stands there twice", path, n)
		}
		e.reasons[key] = parts[3]
		e.order = append(e.order, key)
	}
	return e, s.Err()
}

// report names the entries that say nothing true any more: of a file that is gone, of a mutation that is no longer
// made in a package that was read, or of one that a test kills by now.
func (e *equivalents) report(root string, out io.Writer, packages []*pkg) bool {
	stale := false
	for _, key := range e.order {
		file, _, _ := strings.Cut(key, " · ")
		why := ""
		switch e.state[key] {
		case "killed":
			why = "a test kills it now"
		case "":
			if slices.ContainsFunc(packages,
				func(p *pkg) bool { return p.folder == filepath.ToSlash(filepath.Dir(file)) }) {
				why = "no such mutation"
			} else if _, err := os.Stat(filepath.Join(root, file)); err != nil {
				why = "no such file"
			}
		}
		if why != "" {
			fmt.Fprintf(out, "stale entry in %s: %s (%s)\n", e.path, key, why)
			stale = true
		}
	}
	return stale
}

func output(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	var errs strings.Builder
	cmd.Stderr = &errs
	b, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, errs.String())
	}
	return strings.TrimSpace(string(b)), nil
}
