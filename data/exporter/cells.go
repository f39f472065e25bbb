package exporter

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"jobspor/model"
)

// tables lists the tables of a document with their titles; one without tables gives its facts as one.
func tables(doc *model.Document) (out []titled) {
	for _, s := range doc.Sections {
		if s.Table != nil {
			out = append(out, titled{s.Title, s.Table})
		}
	}
	if len(out) > 0 {
		return out
	}
	facts := &model.TableDoc{Columns: []model.Column{{Key: "label"}, {Key: "value"}}}
	for _, s := range doc.Sections {
		for _, f := range s.Facts {
			facts.Rows = append(facts.Rows, []model.Cell{{Text: f.Label}, {Text: f.Value}})
		}
	}
	return []titled{{doc.Title, facts}}
}

type titled struct {
	title string
	*model.TableDoc
}

// hasHeader reports whether any column has a title.
func (t titled) hasHeader() bool {
	for _, c := range t.Columns {
		if c.Title != "" {
			return true
		}
	}
	return false
}

// cell gives a row's cell, empty where the row is short.
func cell(row []model.Cell, i int) model.Cell {
	if i < len(row) {
		return row[i]
	}
	return model.Cell{}
}

// machineText gives a number or a date as programs read it: a point, ISO days. typed is false for anything else, which
// is Text.
func machineText(c model.Cell) (s string, typed bool) {
	switch v := c.Value.(type) {
	case int:
		return strconv.Itoa(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case model.Date:
		return v.String(), true
	case string:
		if c.Text == "" {
			return clean(v), false
		}
	case bool:
		if c.Text == "" {
			return strconv.FormatBool(v), false
		}
	}
	return clean(c.Text), false
}

// clean removes characters that could change a terminal or mislead a reader: control characters except line feed and
// tab, marks of writing direction, and byte order marks.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfeff:
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// oneLine is clean without line feeds and tabs.
func oneLine(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(clean(s))
}

// formulaPrefixes are the characters that make a spreadsheet run text as a formula when they come first.
const formulaPrefixes = "=+-@\t\r\n＝＋－＠"

// plainPhone is an international telephone number, which no spreadsheet runs as a formula.
var plainPhone = regexp.MustCompile(`^\+[0-9][0-9 ]{4,18}[0-9]$`)

// escapeFormula puts an apostrophe before text that begins with one of formulaPrefixes, so that it stays text; see the
// package comment. A telephone number stays as it is.
func escapeFormula(s string) string {
	if plainPhone.MatchString(s) {
		return s
	}
	t := strings.TrimLeft(s, "'")
	if r, _ := utf8.DecodeRuneInString(t); t != "" && strings.ContainsRune(formulaPrefixes, r) {
		return "'" + s
	}
	return s
}

// clip shortens what a person typed for an error and removes control characters.
func clip(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
