package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// pkg is one package of the module, as "go list" tells it.
type pkg struct {
	ImportPath, Dir, Name              string
	GoFiles, TestGoFiles, XTestGoFiles []string
	TestImports, XTestImports          []string

	folder  string            // its path below the module
	exports map[string]string // import path to the file that holds its types
	tester  *pkg              // whose tests are run: itself, or the one that was named
	mutants []mutant
	tests   []*test
	binary  string
	tmp     string
}

// test is one test function, what it takes alone and which mutants it reaches.
type test struct {
	name    string
	takes   time.Duration
	reaches map[int]bool
}

// load lists the packages and compiles what they import, for its types.
func load(root string, patterns []string) ([]*pkg, error) {
	if len(patterns) == 0 {
		return nil, errors.New("no package named")
	}
	text, err := output("go",
		append([]string{"list",
			"-json=ImportPath,Dir,Name,GoFiles,TestGoFiles,XTestGoFiles,TestImports,XTestImports"}, patterns...)...)
	if err != nil {
		return nil, err
	}
	var packages []*pkg
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		p := &pkg{}
		if err := d.Decode(p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		rel, err := filepath.Rel(root, p.Dir)
		if err != nil {
			return nil, err
		}
		p.folder, p.tester = filepath.ToSlash(rel), p
		if len(p.GoFiles) > 0 {
			packages = append(packages, p)
		}
	}
	text, err = output("go", append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}"},
		patterns...)...)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for line := range strings.Lines(text) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		exports[path] = file
	}
	for _, p := range packages {
		p.exports = exports
	}
	return packages, nil
}

func (p *pkg) mutate(o options, out io.Writer, work string, changed map[string][]span, accepted *equivalents) (tally,
	error) {
	overlay, err := p.instrument(work)
	if err != nil {
		return tally{}, err
	}
	for _, m := range p.mutants {
		if _, ok := accepted.reasons[m.key()]; ok {
			accepted.state[m.key()] = "exists"
		}
	}
	chosen := p.choose(o, changed)
	if o.list {
		for _, m := range chosen {
			fmt.Fprintf(out, "%s:%d · %s · %s · %s\n", m.File, m.Line, m.Func, m.What, m.Kind)
		}
		return tally{}, nil
	}
	if len(chosen) == 0 {
		return tally{}, nil
	}
	fmt.Fprintf(os.Stderr, "%s: %d of %d mutants\n", p.ImportPath, len(chosen), len(p.mutants))
	if err := p.build(work, overlay); err != nil {
		return tally{}, err
	}
	st, err := p.openState(o.fresh, o.run+" "+o.skip)
	if err != nil {
		return tally{}, err
	}
	if o.again {
		chosen = slices.DeleteFunc(chosen, func(m mutant) bool { return st.Last[m.key()] == killed })
		fmt.Fprintf(os.Stderr, "%s: %d survived or were not run in the last run\n", p.ImportPath, len(chosen))
	}
	if err := p.baseline(o.workers, o.run, o.skip); err != nil {
		return tally{}, err
	}
	results := p.runAll(o.workers, chosen, st)
	if err := st.save(); err != nil {
		return tally{}, err
	}
	var t tally
	for _, m := range chosen {
		t.mutants++
		result := results[m.ID]
		_, ok := accepted.reasons[m.key()]
		switch {
		case result == killed:
			t.killed++
			if ok {
				accepted.state[m.key()] = "killed"
			}
		case ok:
			t.equivalent++
			accepted.state[m.key()] = "survives"
		default:
			if result == uncovered {
				t.uncovered++
			} else {
				t.survived++
			}
			fmt.Fprintf(out, "%-11s  %s:%d · %s · %s\n", result, m.File, m.Line, m.Func, m.What)
		}
	}
	return t, nil
}

const (
	killed    = "killed"
	survived  = "survived"
	uncovered = "not covered"
)

// instrument finds the mutants of the package, writes its files with all of them beside the tree, and gives the name
// of the overlay that puts them in place.
func (p *pkg) instrument(work string) (string, error) {
	p.tmp = filepath.Join(work, strings.ReplaceAll(p.folder, "/", "+"))
	if err := os.MkdirAll(filepath.Join(p.tmp, "tmp"), 0o700); err != nil {
		return "", err
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil,
			parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return "", err
		}
		files = append(files, f)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{},
		Defs:      map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		if file := p.exports[path]; file != "" {
			return os.Open(file)
		}
		return nil, fmt.Errorf("no types of %s", path)
	})}
	checked, err := conf.Check(p.ImportPath, fset, files, info)
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	next := 0
	for i, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		src, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		f := finder{src: src, fset: fset, pkg: checked, info: info, next: &next, file: p.folder + "/" + name}
		f.find(files[i])
		if len(f.found) == 0 {
			continue
		}
		p.mutants = append(p.mutants, f.found...)
		replace[path] = filepath.Join(p.tmp, name)
		if err := os.WriteFile(replace[path], []byte(f.rewrite()), 0o600); err != nil {
			return "", err
		}
	}
	selector := filepath.Join(p.tmp, "mutant_selector.go")
	replace[filepath.Join(p.Dir, "mutant_selector.go")] = selector
	if err := os.WriteFile(selector, fmt.Appendf(nil, selectorSource, p.Name, next+1), 0o600); err != nil {
		return "", err
	}
	b, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(p.tmp, "overlay.json")
	return overlay, os.WriteFile(overlay, b, 0o600)
}

const (
	selectVariable = "MUTATE_SELECT"
	traceVariable  = "MUTATE_TRACE"
)

// selectorSource is added to the package. Package-level variables that call it are initialized after it.
const selectorSource = `package %s

import (
	mutantOS "os"
	mutantConv "strconv"
	mutantAtomic "sync/atomic"
)

var (
	mutantActive = func() int { n, _ := mutantConv.Atoi(mutantOS.Getenv("` + selectVariable + `")); return n }()
	mutantSeen   [%d]mutantAtomic.Bool
	mutantTrace  = func() *mutantOS.File {
		path := mutantOS.Getenv("` + traceVariable + `")
		if path == "" {
			return nil
		}
		f, err := mutantOS.OpenFile(path, mutantOS.O_APPEND|mutantOS.O_CREATE|mutantOS.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		return f
	}()
)

func mutantIs(id int) bool {
	if mutantTrace != nil {
		mutantReached(id)
	}
	return id == mutantActive
}

func mutantReached(id int) {
	if !mutantSeen[id].Swap(true) {
		_, _ = mutantTrace.Write([]byte{byte(id), byte(id >> 8), byte(id >> 16), byte(id >> 24)})
	}
}

type mutantNumeric interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 |
		~uintptr | ~float32 | ~float64
}

func mutantNumber[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return b
	}
	return a
}

func mutantAdd[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a - b
	}
	return a + b
}

func mutantSub[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a + b
	}
	return a - b
}

func mutantMul[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a / b
	}
	return a * b
}

func mutantQuo[T mutantNumeric](id int, a, b T) T {
	if mutantIs(id) {
		return a * b
	}
	return a / b
}
`

// choose applies the filters.
func (p *pkg) choose(o options, changed map[string][]span) []mutant {
	var chosen []mutant
	for _, m := range p.mutants {
		if len(o.files) > 0 && !slices.ContainsFunc(o.files,
			func(f string) bool { return strings.HasSuffix(m.File, f) }) {
			continue
		}
		if o.funcs != "" && !strings.Contains(m.Func, o.funcs) {
			continue
		}
		if o.diff != "" && !slices.ContainsFunc(changed[m.File],
			func(s span) bool { return s.from <= m.Line && m.Line <= s.to }) {
			continue
		}
		chosen = append(chosen, m)
	}
	if o.sample > 0 && o.sample < len(chosen) {
		r := rand.New(rand.NewPCG(o.seed, 0))
		r.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
		chosen = chosen[:o.sample]
		slices.SortFunc(chosen, func(a, b mutant) int { return a.ID - b.ID })
	}
	return chosen
}

func (p *pkg) build(work, overlay string) error {
	p.binary = filepath.Join(p.tmp, "package.test")
	_, err := output("go", "test", "-c", "-vet=off", "-trimpath", "-overlay", overlay, "-o", p.binary,
		p.tester.ImportPath)
	return err
}

// baseline runs every test alone, without a mutant.
func (p *pkg) baseline(workers int, match, skip string) error {
	leaveOut, err := regexp.Compile(cmp.Or(skip, "^$"))
	if err != nil {
		return err
	}
	text, err := p.output("-test.list", cmp.Or(match, "."))
	if err != nil {
		return err
	}
	for line := range strings.Lines(text) {
		name := strings.TrimSpace(line)
		if leaveOut.MatchString(name) {
			continue
		}
		if strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz") || strings.HasPrefix(name, "Example") {
			p.tests = append(p.tests, &test{name: name, reaches: map[int]bool{}})
		}
	}
	var mu sync.Mutex
	var bad []*test
	each(workers, len(p.tests), func(i int) {
		t := p.tests[i]
		trace := filepath.Join(p.tmp, "trace"+strconv.Itoa(i))
		start := time.Now()
		ok, _ := p.runTests([]*test{t}, 5*time.Minute, traceVariable+"="+trace)
		t.takes = time.Since(start)
		b, err := os.ReadFile(trace)
		_ = os.Remove(trace)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			ok = false
		}
		for ; len(b) >= 4; b = b[4:] {
			t.reaches[int(binary.LittleEndian.Uint32(b))] = true
		}
		if !ok {
			mu.Lock()
			defer mu.Unlock()
			bad = append(bad, t)
		}
	})
	for _, t := range bad {
		fmt.Fprintf(os.Stderr, "%s: %s fails when it runs alone and is left out\n", p.ImportPath, t.name)
		p.tests = slices.DeleteFunc(p.tests, func(u *test) bool { return u == t })
	}
	slices.SortStableFunc(p.tests, func(a, b *test) int { return int(a.takes - b.takes) })
	return nil
}

// runAll gives each mutant to the tests that reach it, and says what became of it.
func (p *pkg) runAll(workers int, chosen []mutant, st *state) map[int]string {
	results := map[int]string{}
	var mu sync.Mutex
	done := 0
	each(workers, len(chosen), func(i int) {
		m := chosen[i]
		mu.Lock()
		result, known := st.Now[m.key()]
		mu.Unlock()
		if !known {
			result = p.runOne(m)
		}
		mu.Lock()
		defer mu.Unlock()
		results[m.ID] = result
		st.note(m.key(), result)
		if done++; done%50 == 0 || done == len(chosen) {
			fmt.Fprintf(os.Stderr, "%s: %d of %d\n", p.ImportPath, done, len(chosen))
		}
	})
	return results
}

// quick is how much time of tests goes into the first process of a mutant; the rest runs only when it survives that.
const quick = 300 * time.Millisecond

func (p *pkg) runOne(m mutant) string {
	var first, rest []*test
	var sum time.Duration
	for _, t := range p.tests {
		if !t.reaches[m.ID] {
			continue
		}
		if sum += t.takes; len(first) > 0 && sum > quick {
			rest = append(rest, t)
		} else {
			first = append(first, t)
		}
	}
	if len(first) == 0 {
		return uncovered
	}
	for _, part := range [][]*test{first, rest} {
		if len(part) == 0 {
			continue
		}
		limit := 5 * time.Second
		for _, t := range part {
			limit += 4 * t.takes
		}
		if ok, _ := p.runTests(part, limit, selectVariable+"="+strconv.Itoa(m.ID)); !ok {
			return killed
		}
	}
	return survived
}

// runTests runs tests in one process that is ended after the limit. Memory is bounded, for mutants that do not stop.
func (p *pkg) runTests(tests []*test, limit time.Duration, env ...string) (bool, error) {
	names := make([]string, len(tests))
	for i, t := range tests {
		names[i] = t.name
	}
	args := []string{"-test.run", "^(" + strings.Join(names, "|") + ")$", "-test.failfast"}
	if slices.Contains(p.tester.TestImports, "pgregory.net/rapid") ||
		slices.Contains(p.tester.XTestImports, "pgregory.net/rapid") {
		args = append(args, "-rapid.nofailfile", "-rapid.seed=1", "-rapid.shrinktime=1ms")
	}
	cmd := p.command(args...)
	cmd.Env = append(cmd.Env, env...)
	err := runTracked(cmd, limit)
	return err == nil, err
}

func (p *pkg) output(args ...string) (string, error) {
	cmd := p.command(args...)
	b, err := cmd.Output()
	return string(b), err
}

const memoryKiB = 8 << 20 // address space of one test process

func (p *pkg) command(args ...string) *exec.Cmd {
	shell := append([]string{"-c", fmt.Sprintf("ulimit -v %d; exec \"$0\" \"$@\"", memoryKiB), p.binary}, args...)
	cmd := exec.Command("/bin/sh", shell...)
	cmd.Dir = p.tester.Dir
	cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Join(p.tmp, "tmp"), "GOTRACEBACK=none")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

var (
	runningMu sync.Mutex
	running   = map[int]bool{} // process groups that were started and have not ended
)

// runTracked runs a process and ends its whole group at the limit.
func runTracked(cmd *exec.Cmd, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if err := cmd.Start(); err != nil {
		return err
	}
	pid := cmd.Process.Pid
	runningMu.Lock()
	running[pid] = true
	runningMu.Unlock()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		_ = syscall.Kill(-pid, syscall.SIGKILL)
		<-done
		err = ctx.Err()
	}
	_ = syscall.Kill(-pid, syscall.SIGKILL) // what the tests started themselves
	runningMu.Lock()
	delete(running, pid)
	runningMu.Unlock()
	return err
}

func killAll() {
	runningMu.Lock()
	defer runningMu.Unlock()
	for pid := range running {
		_ = syscall.Kill(-pid, syscall.SIGKILL)
	}
}

// each runs do for 0 … n-1 on some goroutines.
func each(workers, n int, do func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range max(workers, 1) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// state remembers the results of a package: Now of exactly this binary, for a run that was interrupted, and Last of
// whatever ran before.
type state struct {
	Hash string
	Now  map[string]string
	Last map[string]string

	path  string
	notes int
}

func (p *pkg) openState(fresh bool, run string) (*state, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	dir = filepath.Join(dir, "jobspor-mutate")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	h := sha256.New()
	hash := func(path string) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(h, f)
		return err
	}
	if err := hash(p.binary); err != nil {
		return nil, err
	}
	err = filepath.WalkDir(filepath.Join(p.Dir, "testdata"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return hash(path)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	_, _ = fmt.Fprint(h, p.tester.ImportPath, " ", run)
	sum := hex.EncodeToString(h.Sum(nil))
	at := sha256.Sum256([]byte(p.Dir))
	st := &state{path: filepath.Join(dir, strings.ReplaceAll(p.folder, "/",
		"+")+"-"+hex.EncodeToString(at[:4])+".json")}
	if b, err := os.ReadFile(st.path); err == nil {
		_ = json.Unmarshal(b, st) // an unreadable memory is no memory
	}
	if st.Last == nil {
		st.Last = map[string]string{}
	}
	if st.Hash != sum || fresh || st.Now == nil {
		st.Hash, st.Now = sum, map[string]string{}
	}
	return st, nil
}

// note keeps a result and writes them all now and then.
func (s *state) note(key, result string) {
	s.Now[key], s.Last[key] = result, result
	if s.notes++; s.notes%20 == 0 {
		_ = s.save()
	}
}

func (s *state) save() error {
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.path+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(s.path+".new", s.path)
}
