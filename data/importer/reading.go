package importer

import (
	"fmt"
	"slices"
	"strings"

	"jobspor/model"
)

// Reading is what an import read of a file, and what it did not, so that it can be said before anything is written.
type Reading struct {
	Encoding      string   // of a text file, such as "UTF-8" or "Windows-1252"; "" for others
	Separator     string   // between the cells of a delimited file; "" for others
	HeaderLine    int      // line or row of the headings, from 1; 0 when the file has none
	Sheet         string   // the sheet that was read; "" when the file has no sheets
	Sheets        []string //
	Unread        []string // sheets with something in them that were not read
	HiddenSheets  []string // sheets that the program which wrote the file does not show; one of them may be Sheet
	HiddenRows    int      // rows that it does not show; they are read
	HiddenColumns []string // headings of columns that it does not show; they are read

	Used   []string      // headings of a reference table that something is taken from; a plan has Columns
	Unused []Unused      // columns that nothing is taken from, in the file's order
	Notes  []model.Error // what else was decided about the whole file, such as which of two columns won
}

// Unused is a column that nothing is taken from.
type Unused struct {
	Heading string       // "#7" for the seventh column when it has no heading
	Values  int          // cells with something in them
	Reason  *model.Error // why, when it is known: left out by the mapping, another column won, a CPR number; or nil
}

// note is something that an import decided, which the reader of the plan is told. It stops nothing.
func note(key string, args model.Args) *model.Error {
	return model.NewError(model.Invalid, "import.note."+key, args)
}

// unusedCounter counts the cells of columns that nothing is taken from.
type unusedCounter struct {
	reading *Reading
	columns []Column
	used    []bool
	values  []int // of the columns, and of those beyond the last heading
	cpr     []bool
}

func newUnusedCounter(r *Reading, columns []Column, used func(i int) bool) *unusedCounter {
	n := len(columns)
	u := &unusedCounter{reading: r, columns: columns, values: make([]int, n), cpr: make([]bool, n)}
	for i := range columns {
		u.used = append(u.used, used(i))
	}
	return u
}

// add counts a row of the file.
func (u *unusedCounter) add(rec record) {
	if rec.hidden {
		u.reading.HiddenRows++
	}
	for i := range rec.cells {
		if i < len(u.used) && u.used[i] {
			continue
		}
		s := cell(rec.cells, i)
		if s == "" {
			continue
		}
		for len(u.values) <= i {
			u.values, u.cpr = append(u.values, 0), append(u.cpr, false)
		}
		u.values[i]++
		u.cpr[i] = u.cpr[i] || len(s) >= 10 && model.HasCPR(s) && !decimalNumber.MatchString(s)
	}
}

// finish writes the unused columns into the reading. A column without heading and values is no column.
func (u *unusedCounter) finish() {
	for i, n := range u.values {
		if i < len(u.used) && u.used[i] {
			continue
		}
		one := Unused{Values: n}
		if i < len(u.columns) {
			one.Heading, one.Reason = u.columns[i].Heading, u.columns[i].reason
		}
		if one.Heading == "" {
			if n == 0 {
				continue
			}
			one.Heading = fmt.Sprintf("#%d", i+1)
		}
		if u.cpr[i] {
			one.Reason = note("unused.cpr", nil)
		}
		u.reading.Unused = append(u.reading.Unused, one)
	}
}

// hideColumns names the columns that the writing program does not show.
func (r *Reading) hideColumns(header []string, hidden []columnRange) {
	for i, heading := range header {
		if name := cleanHeading(heading); name != "" && slices.ContainsFunc(hidden, func(c columnRange) bool {
			return i+1 >= c.first && i+1 <= c.last
		}) {
			r.HiddenColumns = append(r.HiddenColumns, name)
		}
	}
}

// columnRange is a range of columns of a sheet, from 1.
type columnRange struct{ first, last int }

// shared notes which columns give the same field: in each row, the first of them with a value.
func (r *Reading) shared(field string, columns []string) {
	e := note("columns.shared", model.Args{"column": columns[0], "columns": strings.Join(columns[1:], ", ")})
	r.Notes = append(r.Notes, *e.WithField(field))
}
