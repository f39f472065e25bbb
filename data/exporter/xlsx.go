package exporter

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"jobspor/model"
)

// Workbooks are written as a stream: no row stays in memory and no temporary file contains personal data. The format is
// defined in ECMA-376, part 1 (SpreadsheetML) and part 2 (packages); only the features that documents use are written.

// Limits of a workbook's sheets, their names, cells and columns.
const (
	maxSheetRows = 1 << 20
	maxSheetName = 31
	maxCellText  = 32767
	minWidth     = 8
	maxWidth     = 60
)

// The cell formats, in the order of styles.
const (
	plain = iota
	head
	headRight
	isoDate
	wrapped
)

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relSpace  = `xmlns="` + packageSpace + `relationships"`
	relType   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	mainType  = `application/vnd.openxmlformats-officedocument.spreadsheetml.`

	packageSpace = `http://schemas.openxmlformats.org/package/2006/`
	packageType  = `application/vnd.openxmlformats-package.`

	styles = `<styleSheet ` + mainSpace + `>` +
		`<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>` +
		`<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill>` +
		`<fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
		`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">` +
		`<alignment horizontal="right"/></xf>` +
		`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
		`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">` +
		`<alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
)

// toXLSX writes a sheet for each table: typed cells, bold frozen headings, columns as wide as their content.
func toXLSX(w io.Writer, doc *model.Document) error {
	z := zip.NewWriter(w)
	all := tables(doc)
	for _, part := range bookParts(doc, all) {
		if err := writePart(z, part.name, func(w *bufio.Writer) error {
			_, err := w.WriteString(part.text)
			return err
		}); err != nil {
			return err
		}
	}
	for i, t := range all {
		write := func(w *bufio.Writer) error { return writeSheet(w, t, i == 0) }
		if err := writePart(z, sheetPart(i), write); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

func writePart(z *zip.Writer, name string, write func(*bufio.Writer) error) error {
	f, err := z.Create(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	w := bufio.NewWriter(f)
	_, _ = w.WriteString(xmlHead) // the writer remembers its first error
	if err := write(w); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func sheetPart(i int) string { return fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1) }

type bookPart struct{ name, text string }

// bookParts are all parts but the sheets, the list of types first as some readers want it.
func bookParts(doc *model.Document, all []titled) []bookPart {
	var types, sheets, titles, rels strings.Builder
	used := map[string]bool{}
	for i, t := range all {
		name := sheetName(t.title, i, used)
		fmt.Fprintf(&types, `<Override PartName="/%s" ContentType="%sworksheet+xml"/>`, sheetPart(i), mainType)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(name), i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`,
			i+1, relType, i+1)
		if t.hasHeader() {
			titles.WriteString(printTitles(name, i))
		}
	}
	names := ""
	if titles.Len() > 0 {
		names = `<definedNames>` + titles.String() + `</definedNames>`
	}
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%sstyles" Target="styles.xml"/>`, len(all)+1, relType)
	return []bookPart{
		{"[Content_Types].xml", `<Types xmlns="` + packageSpace + `content-types">` +
			`<Default Extension="rels" ContentType="` + packageType + `relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + mainType + `sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + mainType + `styles+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="` + packageType + `core-properties+xml"/>` +
			types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships ` + relSpace + `>` +
			`<Relationship Id="rId1" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="` + packageSpace + `relationships/metadata/core-properties"` +
			` Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="` + packageSpace + `metadata/core-properties"` +
			` xmlns:dc="http://purl.org/dc/elements/1.1/">` +
			`<dc:creator>jobspor</dc:creator><cp:lastModifiedBy>jobspor</cp:lastModifiedBy>` +
			`<dc:title>` + escaped(oneLine(doc.Title)) + `</dc:title>` +
			`<dc:language>` + escaped(doc.Lang) + `</dc:language></cp:coreProperties>`},
		{"xl/workbook.xml", `<workbook ` + mainSpace + ` xmlns:r="` + strings.TrimSuffix(relType, "/") + `">` +
			`<bookViews><workbookView/></bookViews><sheets>` + sheets.String() + `</sheets>` + names + `</workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships ` + relSpace + `>` + rels.String() + `</Relationships>`},
		{"xl/styles.xml", styles},
	}
}

// printSetup makes a sheet as wide as the paper and as many pages long as it takes: A4 across, page numbers at the
// bottom. The elements stand in the order that the format prescribes.
const printSetup = `<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
	`<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>` +
	`<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`

// printTitles repeats the headings of a sheet on every printed page.
func printTitles(name string, i int) string {
	return fmt.Sprintf(`<definedName name="_xlnm.Print_Titles" localSheetId="%d">'%s'!$1:$1</definedName>`,
		i, escaped(strings.ReplaceAll(name, "'", "''")))
}

func writeSheet(w *bufio.Writer, t titled, selected bool) error {
	lines := len(t.Rows)
	if t.hasHeader() {
		lines++
	}
	if lines > maxSheetRows {
		return fmt.Errorf("%d rows are more than a sheet holds", lines)
	}
	fmt.Fprintf(w, `<worksheet %s><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`+
		`<sheetViews><sheetView tabSelected="%t" workbookViewId="0">`, mainSpace, selected)
	if t.hasHeader() {
		_, _ = w.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`)
	}
	_, _ = w.WriteString(`</sheetView></sheetViews>`)
	if len(t.Columns) > 0 {
		_, _ = w.WriteString(`<cols>`)
		for i, width := range columnWidths(t) {
			fmt.Fprintf(w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
		}
		_, _ = w.WriteString(`</cols>`)
	}
	_, _ = w.WriteString(`<sheetData>`)
	s := sheetWriter{w: w, columns: t.Columns}
	if t.hasHeader() {
		s.begin()
		for i, c := range t.Columns {
			style := head
			if c.Right {
				style = headRight
			}
			s.text(i, style, clean(c.Title))
		}
		s.end()
	}
	for _, row := range t.Rows {
		s.begin()
		for i := range t.Columns {
			s.cell(i, cell(row, i))
		}
		s.end()
	}
	if s.long != nil {
		return s.long
	}
	_, err := w.WriteString(`</sheetData>` + printSetup + `</worksheet>`)
	return err
}

// sheetWriter writes rows; its writer remembers the first error.
type sheetWriter struct {
	w       *bufio.Writer
	columns []model.Column
	row     int
	long    error // a text that no cell holds
}

func (s *sheetWriter) begin() {
	s.row++
	fmt.Fprintf(s.w, `<row r="%d">`, s.row)
}

func (s *sheetWriter) end() { _, _ = s.w.WriteString(`</row>`) }

func (s *sheetWriter) cell(column int, c model.Cell) {
	switch v := c.Value.(type) {
	case int:
		s.number(column, plain, strconv.Itoa(v))
		return
	case int64:
		s.number(column, plain, strconv.FormatInt(v, 10))
		return
	case float64:
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			s.number(column, plain, strconv.FormatFloat(v, 'g', -1, 64))
			return
		}
	case model.Date:
		if v.IsZero() {
			return
		}
		if n, ok := serial(v); ok {
			s.number(column, isoDate, strconv.Itoa(n))
			return
		}
	}
	text, _ := machineText(c)
	if text == "" {
		return
	}
	style := plain
	if strings.Contains(text, "\n") {
		style = wrapped
	}
	s.text(column, style, text)
}

func (s *sheetWriter) number(column, style int, n string) {
	fmt.Fprintf(s.w, `<c r="%s%d" s="%d"><v>%s</v></c>`, columnName(column), s.row, style, n)
}

func (s *sheetWriter) text(column, style int, text string) {
	if s.long == nil && utf16Len(text) > maxCellText {
		s.long = model.NewError(model.Invalid, "err.export.cell",
			model.Args{"row": s.row, "column": oneLine(s.columns[column].Title), "max": maxCellText})
	}
	fmt.Fprintf(s.w, `<c r="%s%d" s="%d" t="inlineStr"><is><t xml:space="preserve">`, columnName(column), s.row, style)
	_ = xml.EscapeText(s.w, []byte(literal(text)))
	_, _ = s.w.WriteString(`</t></is></c>`)
}

// serial is a day as spreadsheets count it. They take 1900 for a leap year, so that only days after that February are
// the same everywhere; ok is false before.
func serial(d model.Date) (n int, ok bool) {
	n = int(d.Time().Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
	return n, n > 60
}

// columnName is the letters of the column with this number, from 0: A, Z, AA.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

var escape = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// literal writes text so that what looks like an escaped character, such as _x0041_, is not read as one. The last
// underscore of one may begin the next.
func literal(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '_' && escape.MatchString(s[i:]) {
			b.WriteString("x005F_")
		}
	}
	return b.String()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder has no errors
	return b.String()
}

// columnWidths measures the widest line of each column.
func columnWidths(t titled) []int {
	widths := make([]int, len(t.Columns))
	grow := func(i int, s string) {
		for line := range strings.SplitSeq(s, "\n") {
			widths[i] = max(widths[i], min(maxWidth, displaywidth.String(line)+2))
		}
	}
	for i, c := range t.Columns {
		widths[i] = minWidth
		grow(i, oneLine(c.Title))
	}
	for _, row := range t.Rows {
		for i := range widths {
			s, _ := machineText(cell(row, i))
			grow(i, s)
		}
	}
	return widths
}

// sheetName makes a title fit for a sheet: at most 31 characters, none of []:*?/\, none twice.
func sheetName(title string, n int, used map[string]bool) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, oneLine(title)), "' ")
	if name == "" {
		name = fmt.Sprintf("%d", n+1)
	}
	cut := func(s string, most int) string {
		for utf16Len(s) > most {
			_, size := utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-size]
		}
		return strings.TrimRight(s, "' ")
	}
	out := cut(name, maxSheetName)
	for i := 2; used[strings.ToLower(out)] || out == ""; i++ {
		suffix := fmt.Sprintf(" %d", i)
		out = cut(name, maxSheetName-len(suffix)) + suffix
	}
	used[strings.ToLower(out)] = true
	return out
}

// utf16Len counts as Excel does.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
