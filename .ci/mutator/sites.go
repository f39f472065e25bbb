package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"slices"
	"sort"
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

// arithmetic: mutantAdd(7, a, b). The two are evaluated once and in their order.
func (f *finder) arithmetic(n *ast.BinaryExpr) {
	b, ok := f.typ(n).Underlying().(*types.Basic)
	if !ok || b.Info()&(types.IsInteger|types.IsFloat) == 0 || b.Info()&types.IsUntyped != 0 {
		return
	}
	name, ok := f.typeName(f.typ(n))
	if !ok {
		return
	}
	from, to, op := f.off(n.Pos()), f.off(n.End()), f.off(n.OpPos)
	other := string(f.src[from:op]) + opposite[n.Op].String() + string(f.src[op+1:to])
	id := f.add(n, "arithmetic", f.text(n), other)
	call := map[token.Token]string{token.ADD: "mutantAdd", token.SUB: "mutantSub", token.MUL: "mutantMul",
		token.QUO: "mutantQuo"}[n.Op]
	if n.Op != token.MUL {
		f.number(n, n.X, +1, 2)
		f.number(n, n.Y, +1, 2)
	}
	f.sites = append(f.sites, site{from, to, func(inner func(int, int) string) string {
		return fmt.Sprintf("%s[%s](%d, %s, %s)", call, name, id, inner(from, op), inner(op+1, to))
	}})
}

// bound moves the number that something is compared with.
func (f *finder) bound(whole, x ast.Expr, by int64) { f.number(whole, x, by, 0) }

// number moves a whole constant by one: mutantNumber[int](7, 14, 15). Constants under least are left alone. The
// whole is
// what the report shows.
func (f *finder) number(whole, x ast.Expr, by, least int64) {
	tv := f.info.Types[x]
	if tv.Value == nil || tv.Value.Kind() != constant.Int {
		return
	}
	switch u := ast.Unparen(x).(type) {
	case *ast.BasicLit:
		if u.Kind != token.INT {
			return
		}
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return
	}
	b, ok := tv.Type.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsUntyped != 0 || b.Info()&(types.IsInteger|types.IsFloat) == 0 {
		return
	}
	v, exact := constant.Int64Val(tv.Value)
	if !exact || v < least || !fits(v+by, b.Kind()) {
		return
	}
	// A named constant of a type of its own is a choice among names, not a bound.
	if _, lit := ast.Unparen(x).(*ast.BasicLit); !lit {
		if named, ok := tv.Type.(*types.Named); ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() != "time" {
			return
		}
	}
	name, ok := f.typeName(tv.Type)
	if !ok {
		return
	}
	from, to := f.off(x.Pos()), f.off(x.End())
	start, end, moved := f.off(whole.Pos()), f.off(whole.End()), strconv.FormatInt(v+by, 10)
	id := f.add(x, "number", f.text(whole), string(f.src[start:from])+moved+string(f.src[to:end]))
	f.sites = append(f.sites, site{from, to, func(func(int, int) string) string {
		return fmt.Sprintf("mutantNumber[%s](%d, %s, %d)", name, id, string(f.src[from:to]), v+by)
	}})
}

// fits reports whether a constant is a value of a numeric type.
func fits(v int64, kind types.BasicKind) bool {
	switch kind {
	case types.Int8:
		return v >= math.MinInt8 && v <= math.MaxInt8
	case types.Int16:
		return v >= math.MinInt16 && v <= math.MaxInt16
	case types.Int32:
		return v >= math.MinInt32 && v <= math.MaxInt32
	case types.Uint8:
		return v >= 0 && v <= math.MaxUint8
	case types.Uint16:
		return v >= 0 && v <= math.MaxUint16
	case types.Uint32:
		return v >= 0 && v <= math.MaxUint32
	case types.Uint, types.Uint64, types.Uintptr:
		return v >= 0
	}
	return true
}

// arguments moves whole numbers from 2 on that are handed to functions: days, weeks, lengths.
func (f *finder) arguments(n *ast.CallExpr) {
	if tv := f.info.Types[n.Fun]; tv.IsType() || f.constant(n) {
		return
	}
	switch fun := ast.Unparen(n.Fun).(type) {
	case *ast.Ident:
		if _, builtin := f.info.Uses[fun].(*types.Builtin); builtin && fun.Name != "min" && fun.Name != "max" {
			return
		}
	case *ast.SelectorExpr:
		if obj := f.info.Uses[fun.Sel]; obj != nil && obj.Pkg() != nil {
			switch obj.Pkg().Path() {
			case "fmt", "strings", "strconv", "errors", "slices", "os", "io", "bytes":
				return
			}
		}
	}
	for _, a := range n.Args {
		if _, lit := a.(*ast.BasicLit); lit {
			f.number(n, a, +1, 2)
		}
	}
}

// statements: if !mutantIs(7) { x = y }.
func (f *finder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE || allBlank(s.Lhs) {
				continue
			}
		case *ast.IncDecStmt:
		case *ast.ExprStmt:
			if !f.removable(s.X) {
				continue
			}
		default:
			continue
		}
		from, to := f.off(s.Pos()), f.off(s.End())
		id := f.add(s, "removal", f.text(s), "(removed)")
		f.sites = append(f.sites, site{from, to, func(inner func(int, int) string) string {
			return fmt.Sprintf("if !mutantIs(%d) { %s }", id, inner(from, to))
		}})
	}
}

func allBlank(list []ast.Expr) bool {
	return !slices.ContainsFunc(list, func(x ast.Expr) bool { id, ok := x.(*ast.Ident); return !ok || id.Name != "_" })
}

// removable: a call that stands alone, but no panic (what follows counts on it) and no lock (without one, a test hangs
// or passes by chance).
func (f *finder) removable(x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return false
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name != "panic"
	case *ast.SelectorExpr:
		switch fun.Sel.Name {
		case "Lock", "Unlock", "RLock", "RUnlock", "Grow", "Done", "Close":
			return false
		}
		return true
	}
	return false
}

// typeName writes a type as this file may write it.
func (f *finder) typeName(t types.Type) (string, bool) {
	ok := true
	name := types.TypeString(t, func(p *types.Package) string {
		if p == f.pkg {
			return ""
		}
		n, has := f.names[p.Path()]
		ok = ok && has && n != "." && n != "_"
		return n
	})
	if n, named := t.(*types.Named); named && n.Obj().Pkg() == f.pkg && n.Obj().Parent() != f.pkg.Scope() {
		return name, false // a local type may not be visible where it is written
	}
	_, param := t.(*types.TypeParam)
	return name, ok && !param
}

// rewrite gives the file with all mutants in it.
func (f *finder) rewrite() string {
	sort.SliceStable(f.sites, func(i, j int) bool {
		a, b := f.sites[i], f.sites[j]
		if a.from != b.from {
			return a.from < b.from
		}
		return a.to > b.to
	})
	var emit func(from, to, at int) string
	emit = func(from, to, at int) string {
		var b strings.Builder
		for at < len(f.sites) && f.sites[at].from < from {
			at++
		}
		for at < len(f.sites) && f.sites[at].from < to {
			s := f.sites[at]
			if s.to > to {
				at++
				continue
			}
			b.Write(f.src[from:s.from])
			next := at + 1
			b.WriteString(s.write(func(from, to int) string { return emit(from, to, next) }))
			from = s.to
			for at < len(f.sites) && f.sites[at].from < from {
				at++
			}
		}
		b.Write(f.src[from:to])
		return b.String()
	}
	return emit(0, len(f.src), 0)
}
