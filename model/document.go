package model

import "time"

// Document is a neutral report that exporters print as they can: CSV and XLSX print its tables, Markdown, text and PDF
// all of it. It holds words already in the reader's language.
type Document struct {
	Title    string
	Subtitle string
	Lang     string // "da" or "en"
	From     Letterhead
	Sections []Section
	Events   []Event   // for calendar files; the tables show the same to a reader
	Cards    []Card    // for address books; the tables show the same to a reader
	Mail     *Mail     // for mail files; the sections show the same to a reader
	Notes    []string  // printed small at the end: definitions, sources, what was left out
	Label    *Document // the same in the reader's language, where JSON is to have both; nil otherwise
	Fit      bool      // a paper that is meant to be one page: where there are pages, its print is made smaller to fit
}

// IsPaper reports whether the document is read as a whole; one that is a single table is a list of rows.
func (d *Document) IsPaper() bool {
	if len(d.Sections) != 1 {
		return true
	}
	s := d.Sections[0]
	return s.Table == nil || len(s.Text) > 0 || len(s.Facts) > 0 || len(s.Charts) > 0
}

// Letterhead (brevhoved) says who a paper is from; formats with pages show it, and an empty one takes no room.
type Letterhead struct {
	Name    string
	Address []string // lines
	Logo    []byte   // a PNG picture
}

// Section is a heading with any of text, facts, a table and charts.
type Section struct {
	Key    string // stable name used in JSON; "" for none
	Title  string
	Text   []string // paragraphs
	Facts  []Fact
	Table  *TableDoc
	Charts []Chart // only drawn where there are pages
}

// Chart draws numbers that the document's tables or texts give as well.
type Chart struct {
	Title  string
	Lines  bool     // a line over time; else one horizontal bar a row
	Series []string // names of the values for the legend; the parts of a bar stand one after the other
	Rows   []ChartRow
	Goals  []ChartGoal
	Top    float64 // of the axis; 0 is the greatest value or goal
}

// ChartRow is a bar, or a point in time, with its parts in the order of Chart.Series.
type ChartRow struct {
	Label  string
	Values []float64 // NaN is not known and not drawn
	Text   string    // the number as people read it
}

// ChartGoal is a level to compare with.
type ChartGoal struct {
	Name  string
	Value float64
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
	Tentative  bool      // it is proposed, and agreed with nobody
}

// Card is an entry of an address book (visitkort): a workplace or a contact person.
type Card struct {
	ID           string // what tells it from others for good; never shown
	Name         string
	Person       bool
	Organisation string // of a person the workplace, of a workplace its legal name
	Title, Role  string
	Phones       []CardPhone
	Mail, Web    string
	Street       string
	Postcode     string
	Town         string
}

// CardPhone is a telephone number.
type CardPhone struct {
	Number string
	Mobile bool
}

// Fact is a labelled value. Key is the stable name used in JSON, and Code the value as it is stored, where that differs
// by kind from what is shown: the key of an option, an ISO date, an ID.
type Fact struct{ Label, Value, Key, Code string }

// TableDoc is a table: exactly the columns, rows and order that were shown.
type TableDoc struct {
	Columns []Column
	Rows    [][]Cell
	Records []any    // what JSON gives for the rows instead of their cells; nil gives those
	IDs     []string // what tells one row from another for good, where a format needs it; never shown
	// Signed tables have room for signatures where there are pages: each row is a party, a name, the day of a signature
	// that is there already, and the signature itself.
	Signed bool
	// Form tables are filled in by hand where there are pages: their rows are high enough to write in, and ruled.
	Form bool
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

// Unprintable names the characters of one part of a document that a format cannot print.
type Unprintable struct {
	Kind    string // PartNamed, or one of the parts without a name
	Part    string // the heading or label of the part
	Letters string // each once, in the order in which they occur
	N       int    // how often they occur
}

// The kinds of parts of a document.
const (
	PartNamed      = "named"
	PartTitle      = "title"
	PartNotes      = "notes"
	PartLetterhead = "letterhead"
)
