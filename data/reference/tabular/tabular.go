// Package tabular holds what reference tables in separated columns share: a list is read as text, its columns are
// found by their names, and its notes say when and by whom it was made.
//
// It promises: an error is a *model.Error with the file's name and, where there is one, the line.
package tabular

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"jobspor/model"
)

// Limits are the longest list that is read: they keep a wrong file (a picture, a dump of a database) out of the memory.
type Limits struct {
	Bytes int
	Rows  int // for the message
}

// Read takes a whole list as text without byte order mark.
func Read(r io.Reader, file string, limits Limits) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(limits.Bytes)+1))
	if err != nil {
		return "", Locate(Fail("err.table.read", nil).WithCause(fmt.Errorf("read list: %w", err)), file, 0)
	}
	if len(text) > limits.Bytes {
		return "", Locate(Fail("err.table.long", model.Args{"max": limits.Rows}), file, 0)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return "", Locate(Fail("err.table.text", nil), file, 0)
	}
	return string(text), nil
}

// Note takes the date or the source of a list from a note, "date: 2026-11-22" or "source: …", without its "#". Other
// notes change nothing.
func Note(note string, date *model.Date, source *string) {
	name, value, _ := strings.Cut(note, ":")
	value = strings.TrimSpace(value)
	switch strings.TrimSpace(name) {
	case "date":
		_ = date.UnmarshalText([]byte(value)) // a date nobody can read is no date
	case "source":
		if value != "" && model.Printable(value) {
			*source = value
		}
	}
}

// Notes writes date and source as Note reads them, one a line; what is not known has no line.
func Notes(date model.Date, source string) string {
	out := ""
	if !date.IsZero() {
		out += fmt.Sprintf("# date: %s\n", date)
	}
	if source != "" && model.Printable(source) {
		out += fmt.Sprintf("# source: %s\n", source)
	}
	return out
}

// Columns tells where the columns of a list stand, by their names in small letters.
type Columns map[string]int

// ColumnsOf reads a header line.
func ColumnsOf(header []string) Columns {
	at := Columns{}
	for i, name := range header {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	return at
}

// HasAll reports whether every column that has a name is there.
func (c Columns) HasAll(names ...string) bool {
	for _, n := range names {
		if _, ok := c[n]; n != "" && !ok {
			return false
		}
	}
	return true
}

// Cell is what a row has in a column, "" where the row or the list does not have it.
func (c Columns) Cell(row []string, name string) string {
	if i, ok := c[name]; ok && name != "" && i < len(row) { // a header cell may be empty, too
		return strings.TrimSpace(row[i])
	}
	return ""
}

// Fail makes the error of a list that cannot be read.
func Fail(key string, args model.Args) *model.Error { return model.NewError(model.Invalid, key, args) }

// Locate adds the file and, unless it is 0, the line to an error.
func Locate(err error, file string, line int) error {
	e, ok := err.(*model.Error)
	if !ok {
		return err
	}
	if e.Args == nil {
		e.Args = model.Args{}
	}
	e.Args["file"] = file
	if line != 0 {
		e.Args["line"] = line
	}
	return e
}
