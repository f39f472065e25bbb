package model

import "time"

// Document is a neutral report that exporters print as they can: CSV and XLSX print its tables, Markdown, text and PDF
// all of it. It holds words already in the reader's language.
type Document struct {
	Title    string
	Subtitle string
	Lang     string // "da" or "en"
	Sections []Section
	Events   []Event  // for calendar files; the tables show the same to a reader
	Notes    []string // printed small at the end: definitions, sources, what was left out
	Fit      bool     // a paper that is meant to be one page: where there are pages, its print is made smaller to fit
}

// Section is a heading with any of text, facts and a table.
type Section struct {
	Title string
	Text  []string // paragraphs
	Facts []Fact
	Table *TableDoc
}

// Event is an entry of a calendar (kalenderaftale).
type Event struct {
	ID         string // what tells it from others for good; never shown
	On, Last   Date   // the first day and the last; Last 0 is one day
	At         string // time of day it begins, "10:30"; "" is the whole day
	Summary    string
	Categories []string
	Version    int64     // grows when the entry changes
	Changed    time.Time // of the last change
	Cancelled  bool      // it was planned and will not be held
}

// Fact is a labelled value.
type Fact struct{ Label, Value string }

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
