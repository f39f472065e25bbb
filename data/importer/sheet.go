package importer

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"jobspor/model"
)

// Workbooks are read as a stream of rows, so that neither memory nor a temporary file ever holds a whole list of
// people.

// checkZip makes sure that the zip file is a workbook of a bearable size.
func (s *Source) checkZip() error {
	z, err := zip.NewReader(s.r, s.Bytes)
	if err != nil {
		return damaged(fmt.Errorf("read zip: %w", err))
	}
	var total uint64
	workbook := false
	for _, f := range z.File {
		// The zip reader holds parts to the sizes that stand here.
		total += f.UncompressedSize64
		workbook = workbook || strings.EqualFold(f.Name, "xl/workbook.xml")
		if total > maxUnzip || strings.EqualFold(path.Base(f.Name), "sharedStrings.xml") &&
			f.UncompressedSize64 > maxShared {
			return fileError("err.import.bomb", model.Args{"max": maxUnzip >> 20})
		}
	}
	switch {
	case workbook:
		return nil
	case isOpenDocument(z):
		return fileError("err.import.ods", nil)
	}
	return fileError("err.import.zip", nil)
}

// isOpenDocument reports whether a zip file is a spreadsheet of LibreOffice and its like: its entry "mimetype" says so.
func isOpenDocument(z *zip.Reader) bool {
	f, err := z.Open("mimetype")
	if err != nil {
		return false
	}
	defer f.Close()
	b := make([]byte, 100)
	n, _ := io.ReadFull(f, b)
	return strings.HasPrefix(string(b[:n]), "application/vnd.oasis.opendocument.spreadsheet")
}

func damaged(err error) error { return fileError("err.import.sheet", nil).WithCause(err) }

// sheet is one sheet of a workbook.
type sheet struct {
	part, name string
	hidden     bool
}

// book is an open workbook: its sheets in order and the texts that its cells share.
type book struct {
	parts  map[string]*zip.File
	sheets []sheet
	shared []string

	formats cellFormats
	numbers []bool // which cells of the last row are numbers
}

func (s *Source) openBook() (*book, error) {
	z, err := zip.NewReader(s.r, s.Bytes)
	if err != nil {
		return nil, damaged(fmt.Errorf("read zip: %w", err))
	}
	b := &book{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		b.parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	targets := map[string]string{}
	if err := b.elements("xl/_rels/workbook.xml.rels", func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local == "Relationship" {
			targets[attr(e, "Id")] = attr(e, "Target")
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if err := b.elements("xl/workbook.xml", func(e xml.StartElement, _ *xml.Decoder) error {
		if t := targets[attr(e, "id")]; e.Name.Local == "sheet" && t != "" {
			if !strings.HasPrefix(t, "/") {
				t = "/xl/" + t
			}
			b.sheets = append(b.sheets, sheet{strings.TrimPrefix(path.Clean(t), "/"), cleanHeading(attr(e, "name")),
				strings.HasSuffix(strings.ToLower(attr(e, "state")), "hidden")})
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if len(b.sheets) == 0 {
		return nil, damaged(fmt.Errorf("workbook without sheets"))
	}
	if err := b.readFormats(); err != nil {
		return nil, err
	}
	if b.parts["xl/sharedstrings.xml"] == nil {
		return b, nil
	}
	return b, b.elements("xl/sharedStrings.xml", func(e xml.StartElement, d *xml.Decoder) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := textOf(d, "si")
		b.shared = append(b.shared, text)
		return err
	})
}

// elements calls do at the start of every element of a part. do may read on from the decoder.
func (b *book) elements(part string, do func(xml.StartElement, *xml.Decoder) error) error {
	f := b.parts[strings.ToLower(part)]
	if f == nil {
		return damaged(fmt.Errorf("part %s is missing", part))
	}
	r, err := f.Open()
	if err != nil {
		return damaged(fmt.Errorf("open part: %w", err))
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(fmt.Errorf("read part: %w", err))
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := do(e, d); err != nil {
				return err
			}
		}
	}
}

// attr gives an attribute by its name without prefix.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// textOf reads up to the end of the element and joins its texts: those of a cell's runs, without how they are read
// aloud (rPh).
func textOf(d *xml.Decoder, end string) (string, error) {
	text, in, aloud := "", false, 0
	for {
		t, err := d.RawToken()
		if err != nil {
			return "", damaged(fmt.Errorf("read text: %w", unexpectedEnd(err)))
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = t.Name.Local == "t" || t.Name.Local == "v"
			if t.Name.Local == "rPh" {
				aloud++
			}
		case xml.EndElement:
			in = false
			switch t.Name.Local {
			case "rPh":
				aloud--
			case end:
				return unescape(text), nil
			}
		case xml.CharData:
			if in && aloud == 0 {
				if len(text)+len(t) > maxRecord {
					return "", fileError("err.import.row.long", nil)
				}
				text += string(t)
			}
		}
	}
}

// unescape reads _x000D_, which is how workbooks write characters that XML cannot hold.
func unescape(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		n := 2
		if len(s) >= 7 && s[6] == '_' {
			if v, err := strconv.ParseUint(s[2:6], 16, 16); err == nil {
				b.WriteRune(rune(v))
				s, n = s[7:], 0
			}
		}
		b.WriteString(s[:n])
		s = s[n:]
		at = strings.Index(s, "_x")
	}
	return b.String() + s
}

// eachRow streams the rows of a sheet that are not blank.
func (b *book) eachRow(ctx context.Context, sheet string, yield func(record) error) error {
	line, n := 0, 0
	var cells []string
	return b.elements(sheet, func(e xml.StartElement, d *xml.Decoder) error {
		if e.Name.Local != "row" {
			return nil
		}
		if n++; n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		line++
		if r, err := strconv.Atoi(attr(e, "r")); err == nil && r > 0 {
			line = r
		}
		var err error
		if cells, err = b.row(d, cells[:0], line); err != nil {
			return err
		}
		if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			return nil
		}
		return yield(record{line: line, cells: cells, numbers: b.numbers, hidden: isTrue(attr(e, "hidden"))})
	})
}

// isTrue reads a truth value of XML.
func isTrue(s string) bool { return s == "1" || s == "true" }

// row reads the cells of a row.
func (b *book) row(d *xml.Decoder, cells []string, line int) ([]string, error) {
	b.numbers = b.numbers[:0]
	for {
		t, err := d.RawToken()
		if err != nil {
			return nil, damaged(fmt.Errorf("read row: %w", unexpectedEnd(err)))
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return cells, nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			at := columnNumber(attr(t, "r"), len(cells))
			if at >= maxColumns {
				return nil, fileError("err.import.row.long", model.Args{"line": line})
			}
			text, err := textOf(d, "c")
			if err != nil {
				return nil, err
			}
			for len(cells) <= at {
				cells, b.numbers = append(cells, ""), append(b.numbers[:len(cells)], false)
			}
			cells[at], b.numbers[at] = b.cell(t, text)
		}
	}
}

// value gives a cell's text by its type; an error such as #N/A is no value.
func (b *book) value(typ, text string) string {
	switch typ {
	case "s":
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < len(b.shared) {
			return b.shared[i]
		}
		return ""
	case "e":
		return ""
	case "b":
		if text == "1" {
			return "true"
		}
		return "false"
	}
	return text
}

// columnNumber reads the letters of a cell's name from 0: A, B, … Z, AA; a cell without name is the next one.
func columnNumber(name string, next int) int {
	n := 0
	for i := range len(name) {
		c := name[i] &^ 0x20
		if c < 'A' || c > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// rows is the last row that a sheet says it has, 0 when it does not say.
func (b *book) rows(sheet string) (last int64) {
	_ = b.elements(sheet, func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local == "dimension" {
			_, end, _ := strings.Cut(attr(e, "ref"), ":")
			last, _ = strconv.ParseInt(strings.TrimLeft(end, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 10, 32)
		}
		if e.Name.Local == "row" || last > 0 {
			return errStop
		}
		return nil
	})
	return last
}

// hiddenColumns are the columns that a sheet does not show; they stand before its rows.
func (b *book) hiddenColumns(part string) (out []columnRange) {
	_ = b.elements(part, func(e xml.StartElement, _ *xml.Decoder) error {
		switch e.Name.Local {
		case "col":
			first, err1 := strconv.Atoi(attr(e, "min"))
			last, err2 := strconv.Atoi(attr(e, "max"))
			if isTrue(attr(e, "hidden")) && err1 == nil && err2 == nil {
				out = append(out, columnRange{first, last})
			}
		case "sheetData":
			return errStop
		}
		return nil
	})
	return out
}

// chooseSheet finds the sheet whose headings are known best. A sheet that the workbook hides is chosen only when no
// other has more than one known heading. filled are the sheets that have rows.
func (b *book) chooseSheet(
	ctx context.Context, known func(string) bool,
) (at int, best guess, filled []bool, err error) {
	at, filled = -1, make([]bool, len(b.sheets))
	for _, hidden := range []bool{false, true} {
		for i, s := range b.sheets {
			if s.hidden != hidden {
				continue
			}
			var rows [][]string
			var lines []int
			err := b.eachRow(ctx, s.part, func(rec record) error {
				rows, lines = append(rows, slices.Clone(rec.cells)), append(lines, rec.line)
				if len(rows) == maxHeaderRows {
					return errStop
				}
				return nil
			})
			if err != nil && err != errStop {
				return -1, best, nil, err
			}
			filled[i] = len(rows) > 0
			g := findHeader(rows, known)
			if g.score == 0 || at >= 0 && (!g.better(best) || hidden && !b.sheets[at].hidden && best.score > 1) {
				continue
			}
			at, best = i, g
			best.line = lines[g.at]
		}
	}
	return at, best, filled, nil
}

func (s *Source) openSheet(ctx context.Context, known func(string) bool) (*table, error) {
	b, err := s.openBook()
	if err != nil {
		return nil, err
	}
	at, best, filled, err := b.chooseSheet(ctx, known)
	if err != nil {
		return nil, err
	}
	if at < 0 {
		return nil, fileError("err.import.header", nil)
	}
	part := b.sheets[at].part
	reading := Reading{HeaderLine: best.line, Sheet: b.sheets[at].name}
	for i, each := range b.sheets {
		reading.Sheets = append(reading.Sheets, each.name)
		if i != at && filled[i] {
			reading.Unread = append(reading.Unread, each.name)
		}
		if each.hidden {
			reading.HiddenSheets = append(reading.HiddenSheets, each.name)
		}
	}
	reading.hideColumns(best.headings, b.hiddenColumns(part))
	total := b.rows(part)
	return &table{header: best.headings, reading: reading,
		rows: func(ctx context.Context, progress func(done, total int64), yield func(record) error) error {
			n := 0
			return b.eachRow(ctx, part, func(rec record) error {
				n++
				if progress != nil && n%256 == 0 {
					progress(min(int64(rec.line), total), total)
				}
				if n <= best.at+1 {
					return nil
				}
				return yield(rec)
			})
		}}, nil
}
