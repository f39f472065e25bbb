package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
