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
