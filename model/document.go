package model

// Document is a neutral report that exporters print as they can: CSV and XLSX print its tables, Markdown, text and PDF
// all of it. It holds words already in the reader's language.
type Document struct {
	Title    string
	Subtitle string
	Lang     string // "da" or "en"
	Sections []Section
	Notes    []string // printed small at the end: definitions, sources, what was left out
	Fit      bool     // a paper that is meant to be one page: where there are pages, its print is made smaller to fit
}

// Section is a heading with any of text, facts and a table.
type Section struct {
	Key   string // stable name used in JSON; "" for none
	Title string
	Text  []string // paragraphs
	Facts []Fact
	Table *TableDoc
}

// Fact is a labelled value. Key is the stable name used in JSON, and Code the value as it is stored, where that differs
// by kind from what is shown: the key of an option, an ISO date, an ID.
type Fact struct{ Label, Value, Key, Code string }

// TableDoc is a table: exactly the columns, rows and order that were shown.
type TableDoc struct {
	Columns []Column
	Rows    [][]Cell
	IDs     []string // what tells one row from another for good, where a format needs it; never shown
}

// Column is a heading; Key is the stable name used in JSON.
type Column struct {
	Key   string
	Title string
	Right bool // numbers are aligned to the right
}

// Cell is one value: what is shown, and the value itself where a file format has one.
type Cell struct {
	Text  string
	Value any // nil, string, int64, float64, bool or Date; nil means Text is the value
}
