package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// mutant is one small wrong change. Its identity is its content (file, function, text before and after, and the
// ordinal among equal ones), so that it survives lines that move.
type mutant struct {
	ID   int // the number that selects it at run time, from 1
	File string
	Func string
	What string // "a < b → a <= b", with " #2" when the same stands twice in the function
	Line int
	Kind string
}

func (m mutant) key() string { return m.File + " · " + m.Func + " · " + m.What }

// site is a piece of source with the mutants on it. write gives the text that contains the original and all mutants;
// its argument gives the text of a part, with what is mutated inside it.
type site struct {
	from, to int
	write    func(inner func(from, to int) string) string
}

// finder collects the sites of one file.
type finder struct {
	src   []byte
	fset  *token.FileSet
	pkg   *types.Package
	info  *types.Info
	file  string
	next  *int
	sites []site
	found []mutant
	fn    string
	names map[string]string // import path to the name it has in this file
}

// find walks one file. What is constant, a type or a declaration stays as it is: it cannot be selected at run time.
func (f *finder) find(file *ast.File) {
	f.names = map[string]string{}
	for _, i := range file.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		if obj, ok := f.info.Implicits[i].(*types.PkgName); ok {
			f.names[path] = obj.Name()
		} else if i.Name != nil {
			f.names[path] = i.Name.Name
		}
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			f.fn = funcName(d)
			if d.Body != nil {
				f.walk(d.Body)
			}
		case *ast.GenDecl:
			if d.Tok != token.VAR {
				continue
			}
			for _, s := range d.Specs {
				v := s.(*ast.ValueSpec)
				f.fn = "var " + v.Names[0].Name
				for _, x := range v.Values {
					f.walk(x)
				}
			}
		}
	}
	seen := map[string]int{}
	for i := range f.found {
		m := &f.found[i]
		k := m.key()
		if seen[k]++; seen[k] > 1 {
			m.What += fmt.Sprintf(" #%d", seen[k])
		}
	}
}

func funcName(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	star := ""
	if p, ok := t.(*ast.StarExpr); ok {
		t, star = p.X, "*"
	}
	if i, ok := t.(*ast.IndexExpr); ok {
		t = i.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return "(" + star + id.Name + ")." + d.Name.Name
	}
	return d.Name.Name
}

func (f *finder) walk(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			return n.Tok == token.VAR
		case *ast.ArrayType, *ast.StructType, *ast.InterfaceType, *ast.FuncType:
			return false
		case *ast.BlockStmt:
			f.statements(n.List)
		case *ast.CaseClause:
			f.statements(n.Body)
		case *ast.CommClause:
			f.statements(n.Body)
		case *ast.BinaryExpr:
			return f.binary(n)
		case *ast.UnaryExpr:
			if n.Op == token.NOT && f.plainBool(n) {
				f.negate(n.X, n)
			}
		case *ast.IfStmt:
			f.condition(n.Cond)
		case *ast.ForStmt:
			if n.Cond != nil {
				f.condition(n.Cond)
			}
		case *ast.ReturnStmt:
			for _, r := range n.Results {
				f.returned(r)
			}
		case *ast.CallExpr:
			f.arguments(n)
		}
		return true
	})
}

func (f *finder) off(p token.Pos) int       { return f.fset.Position(p).Offset }
func (f *finder) text(n ast.Node) string    { return string(f.src[f.off(n.Pos()):f.off(n.End())]) }
func (f *finder) typ(x ast.Expr) types.Type { return f.info.Types[x].Type }
func (f *finder) constant(x ast.Expr) bool  { return f.info.Types[x].Value != nil }

// add notes one mutant at a node and gives its number.
func (f *finder) add(n ast.Node, kind, before, after string) int {
	*f.next++
	f.found = append(f.found, mutant{
		ID: *f.next, File: f.file, Func: f.fn, Kind: kind,
		What: short(before) + " → " + short(after), Line: f.fset.Position(n.Pos()).Line,
	})
	return *f.next
}

// short makes one line of source, cut in the middle when it is long.
func short(s string) string {
	s = strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "·", ".")
	if r := []rune(s); len(r) > 90 {
		return string(r[:45]) + "…" + string(r[len(r)-44:])
	}
	return s
}

// plainBool: the type bool itself or an untyped one; the selecting expression has no other.
func (f *finder) plainBool(x ast.Expr) bool {
	b, ok := f.typ(x).(*types.Basic)
	return ok && (b.Kind() == types.Bool || b.Kind() == types.UntypedBool) && !f.constant(x)
}

// swaps are the other operators for one operator.
var swaps = map[token.Token][]token.Token{
	token.LSS: {token.LEQ}, token.LEQ: {token.LSS}, token.GTR: {token.GEQ}, token.GEQ: {token.GTR},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL}, token.LAND: {token.LOR}, token.LOR: {token.LAND},
}

var kinds = map[token.Token]string{
	token.LSS: "boundary", token.LEQ: "boundary", token.GTR: "boundary", token.GEQ: "boundary",
	token.EQL: "negation", token.NEQ: "negation", token.LAND: "logic", token.LOR: "logic",
}

// binary says whether to walk on into the parts.
func (f *finder) binary(n *ast.BinaryExpr) bool {
	if f.constant(n) {
		return false
	}
	switch n.Op {
	case token.ADD, token.SUB, token.MUL, token.QUO:
		f.arithmetic(n)
	case token.LAND, token.LOR:
		f.swap(n)
		f.condition(n.X)
		f.condition(n.Y)
	case token.EQL, token.NEQ:
		f.swap(n)
		f.bound(n, n.X, +1)
		f.bound(n, n.Y, +1)
	case token.LSS, token.GEQ: // x < 5 and x <= 5 differ at 5, x < 5 and x < 4 at 4: both sides of the edge.
		f.swap(n)
		f.bound(n, n.Y, -1)
		f.bound(n, n.X, +1)
	case token.GTR, token.LEQ:
		f.swap(n)
		f.bound(n, n.Y, +1)
		f.bound(n, n.X, -1)
	}
	return true
}

// swap: (mutantIs(7) && (a <= b) || !mutantIs(7) && (a < b)). Only one of them is evaluated.
func (f *finder) swap(n *ast.BinaryExpr) {
	if !f.plainBool(n) {
		return
	}
	from, to, op := f.off(n.Pos()), f.off(n.End()), f.off(n.OpPos)
	type other struct {
		id   int
		text string
	}
	var others []other
	for _, o := range swaps[n.Op] {
		t := string(f.src[from:op]) + o.String() + string(f.src[op+len(n.Op.String()):to])
		others = append(others, other{f.add(n, kinds[n.Op], f.text(n), t), t})
	}
	opEnd := op + len(n.Op.String())
	f.sites = append(f.sites, site{from, to, func(inner func(int, int) string) string {
		var b strings.Builder
		b.WriteString("(")
		not := ""
		for _, o := range others {
			fmt.Fprintf(&b, "mutantIs(%d) && (%s) || ", o.id, o.text)
			not += fmt.Sprintf("!mutantIs(%d) && ", o.id)
		}
		fmt.Fprintf(&b, "%s(%s%s%s))", not, inner(from, op), string(f.src[op:opEnd]), inner(opEnd, to))
		return b.String()
	}})
}

// condition negates what is asked as it stands: a variable, a field, a call.
func (f *finder) condition(x ast.Expr) {
	switch ast.Unparen(x).(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.CallExpr, *ast.IndexExpr:
		if f.plainBool(x) {
			f.negate(x, nil)
		}
	}
}

// negate: (mutantIs(7) != x). With whole, x stands behind a "!" that the mutant leaves out.
func (f *finder) negate(x ast.Expr, whole *ast.UnaryExpr) {
	if whole != nil {
		from, to, in := f.off(whole.Pos()), f.off(whole.End()), f.off(x.Pos())
		id := f.add(whole, "negation", f.text(whole), f.text(x))
		f.sites = append(f.sites, site{from, to, func(inner func(int, int) string) string {
			return fmt.Sprintf("(!mutantIs(%d) != (%s))", id, inner(in, to))
		}})
		return
	}
	from, to := f.off(x.Pos()), f.off(x.End())
	id := f.add(x, "negation", f.text(x), "!"+f.text(x))
	f.sites = append(f.sites, site{from, to, func(inner func(int, int) string) string {
		return fmt.Sprintf("(mutantIs(%d) != (%s))", id, inner(from, to))
	}})
}

func (f *finder) returned(x ast.Expr) {
	id, ok := x.(*ast.Ident)
	if ok && f.info.Uses[id] == types.Universe.Lookup("true") || ok &&
		f.info.Uses[id] == types.Universe.Lookup("false") {
		if b, ok := f.typ(x).(*types.Basic); !ok || b.Info()&types.IsBoolean == 0 {
			return
		}
		other, text := "false", "!mutantIs(%d)"
		if id.Name == "false" {
			other, text = "true", "mutantIs(%d)"
		}
		n := f.add(x, "return", "return "+id.Name, "return "+other)
		f.sites = append(f.sites, site{f.off(x.Pos()), f.off(x.End()), func(func(int, int) string) string {
			return fmt.Sprintf(text, n)
		}})
		return
	}
	f.condition(x)
}

var opposite = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL,
}
