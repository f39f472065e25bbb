package importer

import (
	"bufio"
	"context"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/model"
)

// delimiters that lists come with; the first wins when nothing tells them apart.
const delimiters = ";,\t|"

// maxHeaderRows is how many rows the header is looked for in: titles and dates may stand above it.
const maxHeaderRows = 20

// scanner splits delimited text into records: quoted fields with doubled quotes and line ends inside, and LF, CR or
// CRLF between rows. encoding/csv does not accept CR alone and cannot limit the size of a record.
type scanner struct {
	r     *bufio.Reader
	comma byte
	line  int // of the next byte
	buf   []byte
	ends  []int
	cells []string
}

func newScanner(r io.Reader, comma byte) *scanner {
	return &scanner{r: bufio.NewReaderSize(r, 64<<10), comma: comma, line: 1}
}

// next gives the next row that is not blank, and io.EOF after the last.
func (s *scanner) next() (record, error) {
	for {
		line := s.line
		more, err := s.scan()
		if err != nil {
			return record{}, err
		}
		cells := s.split()
		if slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			return record{line: line, cells: cells}, nil
		}
		if !more {
			return record{}, io.EOF
		}
	}
}

// scan reads one record into buf and ends; more is false at the end of the file.
func (s *scanner) scan() (more bool, err error) {
	s.buf, s.ends = s.buf[:0], s.ends[:0]
	first, start := s.line, 0
	for {
		c, err := s.r.ReadByte()
		switch {
		case err == io.EOF:
			s.ends = append(s.ends, len(s.buf))
			return false, nil
		case err != nil:
			return false, err
		case c == '"' && blank(s.buf[start:]):
			s.buf = s.buf[:start]
			if err := s.quoted(first); err != nil {
				return false, err
			}
		case c == s.comma:
			s.ends = append(s.ends, len(s.buf))
			start = len(s.buf)
		case c == '\n' || c == '\r':
			s.newline(c)
			s.ends = append(s.ends, len(s.buf))
			return true, nil
		default:
			s.buf = append(s.buf, c)
		}
		if len(s.buf) > maxRecord || len(s.ends) > maxColumns {
			return false, fileError("err.import.row.long", model.Args{"line": first})
		}
	}
}

// quoted reads up to the closing quote.
func (s *scanner) quoted(first int) error {
	for {
		c, err := s.r.ReadByte()
		if err == io.EOF || len(s.buf) > maxRecord {
			return fileError("err.import.quote", model.Args{"line": first})
		}
		if err != nil {
			return err
		}
		switch c {
		case '"':
			if next, _ := s.r.Peek(1); len(next) == 0 || next[0] != '"' {
				return nil
			}
			_, _ = s.r.Discard(1)
		case '\r', '\n':
			s.newline(c)
			c = '\n'
		}
		s.buf = append(s.buf, c)
	}
}

// newline counts a line, taking CRLF as one.
func (s *scanner) newline(c byte) {
	s.line++
	if c == '\r' {
		if next, _ := s.r.Peek(1); len(next) == 1 && next[0] == '\n' {
			_, _ = s.r.Discard(1)
		}
	}
}

// split cuts the record into cells that share one string.
func (s *scanner) split() []string {
	all := string(s.buf)
	valid := utf8.ValidString(all)
	s.cells = s.cells[:0]
	from := 0
	for _, to := range s.ends {
		cell := all[from:to]
		if !valid {
			cell = strings.ToValidUTF8(cell, "\ufffd")
		}
		s.cells = append(s.cells, unescapeFormula(cell))
		from = to
	}
	return s.cells
}

func blank(b []byte) bool {
	for _, c := range b {
		if c != ' ' {
			return false
		}
	}
	return true
}

// unescapeFormula removes the apostrophe that an export puts before text which a spreadsheet would run as a formula.
func unescapeFormula(s string) string {
	if s == "" || s[0] != '\'' {
		return s
	}
	rest := strings.TrimLeft(s, "'")
	if rest == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(rest)) {
		return s
	}
	return s[1:]
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// guess is a delimiter or sheet with the header it would give.
type guess struct {
	at       int // index of the header among the rows looked at
	line     int // line or row of the header in the file
	headings []string
	score    int
	even     int // rows with as many cells as the header
}

// better prefers more known headings, then more even rows, then more columns.
func (g guess) better(o guess) bool {
	if g.score != o.score {
		return g.score > o.score
	}
	if g.even != o.even {
		return g.even > o.even
	}
	return len(g.headings) > len(o.headings)
}

// findHeader picks the row with the most known headings.
func findHeader(rows [][]string, known func(string) bool) guess {
	best := guess{at: -1}
	for i, row := range rows {
		score := 0
		for _, cell := range row {
			if len(cell) < 100 && known(cell) {
				score++
			}
		}
		if score > best.score {
			best = guess{at: i, score: score, headings: slices.Clone(row)}
		}
	}
	for _, row := range rows[best.at+1:] {
		if len(row) == len(best.headings) {
			best.even++
		}
	}
	return best
}

func (s *Source) openDelimited(ctx context.Context, known func(string) bool) (*table, error) {
	var best guess
	var comma byte
	var firstErr error
	for i := range len(delimiters) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		scan := newScanner(s.text(nil), delimiters[i])
		var rows [][]string
		var lines []int
		for len(rows) < maxHeaderRows {
			rec, err := scan.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				firstErr = err
				break
			}
			rows, lines = append(rows, slices.Clone(rec.cells)), append(lines, rec.line)
		}
		if g := findHeader(rows, known); g.score > 0 && (comma == 0 || g.better(best)) {
			best, comma = g, delimiters[i]
			best.line = lines[g.at]
		}
	}
	if comma == 0 {
		if firstErr != nil {
			return nil, firstErr
		}
		return nil, fileError("err.import.header", nil)
	}
	read := func(ctx context.Context, progress func(done, total int64), yield func(record) error) error {
		scan := newScanner(s.text(progress), comma)
		for n := 0; ; n++ {
			if n%256 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			rec, err := scan.next()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if n <= best.at {
				continue
			}
			if err := yield(rec); err != nil {
				return err
			}
		}
	}
	return &table{header: best.headings, strict: true, rows: read,
		reading: Reading{Separator: string(comma), HeaderLine: best.line}}, nil
}
