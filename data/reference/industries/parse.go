package industries

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"jobspor/data/reference/tabular"
	"jobspor/model"
)

// The longest list read: the fullest of Statistics Denmark's, with every note, takes a few hundred kilobytes.
const (
	maxBytes = 8 << 20
	maxRows  = 10000
)

// shape is a kind of list: what separates its columns, and their header names; "" for a column it does not have.
type shape struct {
	comma                         rune
	system, code, section, da, en string
	always                        model.IndustrySystem // the system of every row, "" when the codes must tell
	headings                      bool                 // has rows for sections and other groups with a letter
}

// The lists that Parse knows, in the order it tries them.
var shapes = []shape{
	{comma: '\t', system: "system", code: "code", section: "section", da: "da", en: "en"},
	{comma: '\t', code: "db25_code", da: "title_da", always: model.DB25, headings: true},
	{comma: '\t', code: "db07_code", da: "title_da", always: model.DB07, headings: true},
	{comma: '\t', code: "code", section: "section", da: "title_da", headings: true},
	{comma: ';', code: "kode", da: "titel", headings: true},
}

// wanted names the headers Parse knows, for messages.
const wanted = "system, code, section, da, en / code, section, title_da / db25_code, title_da / KODE; TITEL"

// Parse reads a list of industries in UTF-8 with a header line, told apart by its column names: jobspor's own (system,
// code, section, da, en; separated by tabs), a table of codes and titles (code, section, title_da, or db25_code,
// title_da; tabs), or Statistics Denmark's own file (KODE, TITEL; semicolons). Further columns are passed over, and so
// are the headings with letters in the latter three. Lines that begin with # are notes; above the header, "# date:
// 2026-11-22" and "# source: …" fill Date and Source. The file's name is for messages, and stands in for a missing
// source.
//
// Where a list does not name its system, codes that only one system has tell it; a list with such codes of both, or
// with none of either, is refused: taking one system for the other would give companies a wrong industry.
//
// Errors are model.Error with the file's name and, where there is one, the line.
func Parse(r io.Reader, file string) (*Table, error) {
	text, err := tabular.Read(r, file, tabular.Limits{Bytes: maxBytes, Rows: maxRows})
	if err != nil {
		return nil, err
	}
	t := &Table{Source: file}
	for line := range strings.Lines(text) { // the notes above the header
		note, is := strings.CutPrefix(line, "#")
		if !is {
			break
		}
		tabular.Note(note, &t.Date, &t.Source)
	}
	in, cols, err := header(text)
	if err != nil {
		return nil, tabular.Locate(err, file, 0)
	}
	var lines []int // the line of each row, for messages
	for {
		record, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, tabular.Locate(tabular.Fail("err.table.line", nil).WithCause(err), file, lineOf(err))
		}
		line, _ := in.FieldPos(0)
		row, err := cols.row(record)
		if err != nil {
			return nil, tabular.Locate(err, file, line)
		}
		if row.Code == "" {
			continue
		}
		if len(lines) == maxRows {
			return nil, tabular.Locate(tabular.Fail("err.table.long", model.Args{"max": maxRows}), file, line)
		}
		t.rows, lines = append(t.rows, row), append(lines, line)
	}
	if err := t.resolve(cols, file, lines); err != nil {
		return nil, err
	}
	t.index()
	return t, nil
}

// resolve gives every row its system, and refuses a list that is empty, mixes the systems or has a code twice.
func (t *Table) resolve(cols *columns, file string, lines []int) error {
	if len(t.rows) == 0 {
		return tabular.Locate(tabular.Fail("err.table.empty", model.Args{"want": wanted}), file, 0)
	}
	system := cols.always
	for n := 0; system == "" && cols.system == ""; n++ {
		if n == len(t.rows) {
			return tabular.Locate(tabular.Fail("err.industries.system", nil), file, 0)
		}
		system, _ = SystemOf(t.rows[n].Code)
	}
	first := map[key]int{}
	for n := range t.rows {
		row := &t.rows[n]
		if row.System == "" {
			row.System = system
		}
		if sure, ok := SystemOf(row.Code); ok && sure != row.System {
			args := model.Args{"value": row.Code, "system": string(row.System), "other": string(sure)}
			return tabular.Locate(tabular.Fail("err.industries.mixed", args), file, lines[n])
		}
		k := key{row.System, row.Code}
		if line, twice := first[k]; twice {
			return tabular.Locate(tabular.Fail("err.industries.twice", model.Args{"value": row.Code, "other": line}),
				file, lines[n])
		}
		first[k] = lines[n]
	}
	return nil
}

// columns tells where the columns of a list stand.
type columns struct {
	shape
	tabular.Columns
}

// header recognises the shape by its column names and gives a reader of the lines below.
func header(text string) (*csv.Reader, *columns, error) {
	for _, s := range shapes {
		in := csv.NewReader(strings.NewReader(text))
		in.Comma, in.Comment, in.LazyQuotes, in.FieldsPerRecord = s.comma, '#', true, -1
		head, err := in.Read()
		if err != nil {
			continue // an empty or broken first line has no known header in it
		}
		if at := tabular.ColumnsOf(head); at.HasAll(s.system, s.code, s.section, s.da, s.en) {
			return in, &columns{s, at}, nil
		}
	}
	return nil, nil, tabular.Fail("err.table.header", model.Args{"want": wanted})
}

// row reads one record; a heading gives the zero Industry.
func (c *columns) row(record []string) (Industry, error) {
	cell := func(name string) string { return c.Cell(record, name) }
	code := cell(c.code)
	if c.headings && code != "" && code[0] >= 'A' && code[0] <= 'Z' {
		return Industry{}, nil
	}
	row := Industry{System: model.IndustrySystem(cell(c.system)), Section: cell(c.section), Danish: cell(c.da),
		English: cell(c.en)}
	var err error
	if row.Code, err = Normalise(code); err != nil {
		return Industry{}, tabular.Fail("err.industries.code", model.Args{"value": model.Clip(code)}).WithCause(err)
	}
	if c.system != "" && row.System != model.DB07 && row.System != model.DB25 {
		return Industry{}, tabular.Fail("err.industries.column", model.Args{"value": model.Clip(string(row.System))})
	}
	if row.Danish+row.English == "" || !model.Printable(row.Danish+row.English) {
		return Industry{}, tabular.Fail("err.industries.title", model.Args{"value": row.Code})
	}
	if len(row.Section) > 1 || row.Section != "" && (row.Section < "A" || row.Section > "Z") {
		return Industry{}, tabular.Fail("err.industries.section", model.Args{"value": model.Clip(row.Section)})
	}
	return row, nil
}

// WriteTo writes the table in jobspor's own columns; Parse reads it back as the same table.
func (t *Table) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	b.WriteString(tabular.Notes(t.Date, t.Source))
	own := shapes[0]
	out := csv.NewWriter(&b)
	out.Comma = own.comma
	records := [][]string{{own.system, own.code, own.section, own.da, own.en}}
	for _, i := range t.rows {
		records = append(records, []string{string(i.System), i.Code, i.Section, i.Danish, i.English})
	}
	if err := out.WriteAll(records); err != nil {
		return 0, fmt.Errorf("write industries: %w", err)
	}
	return b.WriteTo(w)
}

// lineOf is the line where the reader of separated columns stopped, 0 when it does not say.
func lineOf(err error) int {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return p.Line
	}
	return 0
}
