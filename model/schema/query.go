package schema

import "jobspor/model"

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
	In    []string // for OpIn
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
}
