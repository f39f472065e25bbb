package schema

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// Query selects rows of one type. Sealed fields cannot be filtered or ordered by the store; callers do that on what
// they read.
type Query struct {
	// Fields names what is read of each row, by key; the rest stays as in a new entity. None reads everything. Sealed
	// fields are opened only when one of them is named. An entity read in part is for looking at, never for an Edit.
	Fields []string
	Where  []Cond
	Order  []Order
	// AnyOrder spares the store from putting rows in order, for those who read a whole table and do not care; Order,
	// Limit and Offset then have no meaning.
	AnyOrder bool
	Limit    int // 0 is all
	Offset   int
}

// Cond compares one open field with a value in its canonical text form.
type Cond struct {
	Field string // field key, or "id"
	Op    Op
	Text  string
	In    []string // for In, NotIn and InOrNone
}

// Op is a comparison.
type Op string

// The comparisons a Query knows.
const (
	Is       Op = "="
	IsNot    Op = "<>"
	AtLeast  Op = ">="
	AtMost   Op = "<="
	In       Op = "in"
	NotIn    Op = "not in"
	InOrNone Op = "in or unset"
	IsSet    Op = "set"
	IsNotSet Op = "unset"
)

// Order is one key of the order; rows that are equal in all keys are ordered by ID.
type Order struct {
	Field string
	Down  bool
}

// Where makes the most usual query.
func Where(field, text string) Query { return Query{Where: []Cond{{Field: field, Op: Is, Text: text}}} }

// Tests makes a test of rows that were read: that all conditions hold. It judges as the store does.
func (t *Type) Tests(where []Cond) func(model.Entity) bool {
	tests := make([]func(model.Entity) bool, len(where))
	for i, c := range where {
		tests[i] = t.test(c)
	}
	return func(e model.Entity) bool {
		return !slices.ContainsFunc(tests, func(ok func(model.Entity) bool) bool { return !ok(e) })
	}
}

func (t *Type) test(c Cond) func(model.Entity) bool {
	f, known := t.Field(c.Field)
	text := func(e model.Entity) string { return e.Meta().ID }
	if known {
		text = f.Text
	}
	in := make(map[string]bool, len(c.In))
	for _, v := range c.In {
		in[v] = true
	}
	return func(e model.Entity) bool {
		switch v := text(e); c.Op {
		case Is:
			return v == c.Text
		case IsNot:
			return v != c.Text
		case AtLeast:
			return v != "" && compareValues(f, v, c.Text) >= 0
		case AtMost:
			return v != "" && compareValues(f, v, c.Text) <= 0
		case In, NotIn:
			return in[v] == (c.Op == In)
		case InOrNone:
			return v == "" || in[v]
		case IsSet, IsNotSet:
			return (v != "") == (c.Op == IsSet)
		}
		return false
	}
}

// Compare orders two rows by fields, words as a Danish reader expects them, and rows that are equal in all of them by
// their IDs.
func (t *Type) Compare(order []Order, a, b model.Entity) int {
	for _, o := range order {
		f, ok := t.Field(o.Field)
		if !ok {
			continue
		}
		n := compareValues(f, f.Text(a), f.Text(b))
		if o.Down {
			n = -n
		}
		if n != 0 {
			return n
		}
	}
	return strings.Compare(a.Meta().ID, b.Meta().ID)
}

// compareValues orders two values of a field in their canonical text form.
func compareValues(f *Field, a, b string) int {
	switch {
	case f == nil:
	case f.Numeric():
		x, _ := strconv.ParseFloat(strings.ReplaceAll(a, ",", "."), 64)
		y, _ := strconv.ParseFloat(strings.ReplaceAll(b, ",", "."), 64)
		return cmp.Compare(x, y)
	case f.Kind == Text || f.Kind == LongText:
		return model.CompareDanish(a, b)
	}
	return strings.Compare(a, b)
}

// LogQuery selects audit entries, newest first.
type LogQuery struct {
	Kind   string // "" is all
	Actor  string
	Type   string // with ID: entries that touch this row
	ID     string
	Of     []model.RowRef // entries that touch one of these rows
	Before int64          // entries with a smaller Seq, for paging
	Limit  int
	Rows   bool // read the rows of each entry too
	Check  bool // tell which were changed outside the program, of entries that are not very long
}
