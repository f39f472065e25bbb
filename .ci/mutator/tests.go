package main

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
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
