package exporter

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"
	"strings"

	"golang.org/x/text/unicode/bidi"

	"jobspor/model"
)

// This file and docx_parts.go write a document as WordprocessingML (ISO/IEC 29500): the same words, tables and lines to
// sign on as the PDF, to be edited in a word processor. Charts are tables with bars of block letters. The fonts
// are those of the reader's machine, so that no letter is lost. The same document gives the same bytes.

// Lengths in WordprocessingML are twentieths of a point, those of pictures 36000ths of a millimetre.
const (
	twipsPerMM = 1440 / 25.4
	emuPerMM   = 36000
)

func twips(mm float64) int { return int(mm*twipsPerMM + 0.5) }

// docxWriter collects the body of the document.
type docxWriter struct {
	strings.Builder
	width float64 // between the margins, in millimetres
}

// toDOCX writes the document as DOCX.
func toDOCX(w io.Writer, doc *model.Document) error {
	short, long, turned := 210.0, 297.0, ""
	pageWidth, pageHeight := short, long
	if !doc.Fit && isWide(doc) {
		pageWidth, pageHeight, turned = long, short, ` w:orient="landscape"`
	}
	d := &docxWriter{width: pageWidth - 2*pdfMargin}
	d.paragraph("Title", doc.Title)
	d.paragraph("Subtitle", doc.Subtitle)
	for i := range doc.Sections {
		d.section(&doc.Sections[i])
	}
	for _, n := range doc.Notes {
		d.paragraph("Note", n)
	}
	hasHead := doc.From.Name != "" || len(doc.From.Address) > 0 || len(doc.From.Logo) > 0
	head := ""
	if hasHead {
		head = `<w:headerReference w:type="first" r:id="rId3"/>`
	}
	margin := twips(pdfMargin)
	fmt.Fprintf(d, `<w:sectPr>%s<w:footerReference w:type="default" r:id="rId2"/>`+
		`<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" `+
		`w:footer="%d" w:gutter="0"/><w:titlePg/></w:sectPr>`,
		head, twips(pageWidth), twips(pageHeight), turned, margin, margin, margin, margin, twips(10), twips(8))

	body := xmlHead + `<w:document ` + docxSpaces + `><w:body>` + d.String() + `</w:body></w:document>`
	parts := []docxPart{
		{"[Content_Types].xml", docxTypes(hasHead)},
		{"_rels/.rels", docxRootRels},
		{"docProps/core.xml", docxCore(doc)},
		{"word/_rels/document.xml.rels", docxRels(hasHead)},
		{"word/styles.xml", docxStyles(locale(doc.Lang))},
		{"word/footer1.xml", docxFooter(doc.Title, d.width)},
		{"word/document.xml", body},
	}
	if hasHead {
		parts = append(parts, docxPart{"word/header1.xml", docxHeader(&doc.From, d.width)})
	}
	if len(doc.From.Logo) > 0 {
		parts = append(parts, docxPart{"word/_rels/header1.xml.rels", docxHeaderRels},
			docxPart{"word/media/logo.png", string(doc.From.Logo)})
	}
	return zipParts(w, parts)
}

// docxPart is a file inside the document.
type docxPart struct{ name, content string }

func zipParts(w io.Writer, parts []docxPart) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		f, err := z.Create(p.name)
		if err == nil {
			_, err = io.WriteString(f, p.content)
		}
		if err != nil {
			return fmt.Errorf("write DOCX: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write DOCX: %w", err)
	}
	return nil
}

func (d *docxWriter) section(s *model.Section) {
	d.paragraph("Heading1", s.Title)
	for _, t := range s.Text {
		for para := range strings.SplitSeq(clean(t), "\n") {
			d.paragraph("", para)
		}
	}
	d.facts(s.Facts)
	switch {
	case s.Table == nil || len(s.Table.Columns) == 0:
	case s.Table.Signed:
		d.signatures(s.Table)
	default:
		d.table(s.Table)
	}
	for i := range s.Charts {
		d.chart(&s.Charts[i])
	}
}

// jcRight sets a paragraph to the right.
const jcRight = `<w:jc w:val="right"/>`

// paragraph writes text in a style; an empty one is left out.
func (d *docxWriter) paragraph(style, text string) {
	if strings.TrimSpace(clean(text)) != "" {
		d.WriteString(docxParagraph(style, "", text))
	}
}

// docxParagraph is a paragraph in a style with further properties; it may be empty, as a cell needs one.
func docxParagraph(style, properties, text string) string {
	if rightToLeft(text) { // its place among the properties is fixed
		properties = strings.TrimSuffix(properties, jcRight) + `<w:bidi/>` +
			strings.TrimPrefix(properties, strings.TrimSuffix(properties, jcRight))
	}
	if style != "" {
		properties = `<w:pStyle w:val="` + style + `"/>` + properties
	}
	if properties != "" {
		properties = `<w:pPr>` + properties + `</w:pPr>`
	}
	return `<w:p>` + properties + docxRuns(text) + `</w:p>`
}

// docxRuns splits text where its direction changes, because each run has one.
func docxRuns(text string) string {
	var out strings.Builder
	run := func(s string, rtl bool) {
		if s == "" {
			return
		}
		out.WriteString(`<w:r>`)
		if rtl {
			out.WriteString(`<w:rPr><w:rtl/></w:rPr>`)
		}
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				out.WriteString(`<w:br/>`)
			}
			for j, part := range strings.Split(line, "\t") {
				if j > 0 {
					out.WriteString(`<w:tab/>`)
				}
				if part != "" {
					out.WriteString(`<w:t xml:space="preserve">` + escapeXML(part) + `</w:t>`)
				}
			}
		}
		out.WriteString(`</w:r>`)
	}
	text = strings.TrimSpace(clean(text))
	start, rtl := 0, false
	for i, r := range text {
		class := classOf(r)
		now := class == bidi.R || class == bidi.AL
		if class != bidi.L && !now || now == rtl {
			continue
		}
		run(text[start:i], rtl)
		start, rtl = i, now
	}
	run(text[start:], rtl)
	return out.String()
}

func escapeXML(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

// openTable begins a table with columns of the given widths in millimetres.
func (d *docxWriter) openTable(style string, widths ...float64) {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	fmt.Fprintf(d, `<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/>`+
		`<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>`, style, twips(total))
	for _, w := range widths {
		fmt.Fprintf(d, `<w:gridCol w:w="%d"/>`, twips(w))
	}
	d.WriteString(`</w:tblGrid>`)
}

// closeTable ends a table; the paragraph after it keeps two tables apart.
func (d *docxWriter) closeTable() { d.WriteString(`</w:tbl>` + docxParagraph("Gap", "", "")) }

// row writes a table row that no page parts.
func (d *docxWriter) row(properties string, cells ...string) {
	d.WriteString(`<w:tr><w:trPr><w:cantSplit/>` + properties + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`)
}

// docxCell is a cell of a width in millimetres.
func docxCell(width float64, properties, content string) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>`, twips(width), properties,
		content)
}

func (d *docxWriter) facts(facts []model.Fact) {
	if len(facts) == 0 {
		return
	}
	label := d.width * 0.28
	d.openTable("Facts", label, d.width-label)
	for _, f := range facts {
		d.row("", docxCell(label, "", docxParagraph("Label", "", f.Label)),
			docxCell(d.width-label, "", docxParagraph("Cell", "", f.Value)))
	}
	d.closeTable()
}

// table has the columns of the PDF, each as wide as its text asks for; the heading is repeated on every page.
func (d *docxWriter) table(t *model.TableDoc) {
	widths := d.columns(t)
	d.openTable("List", widths...)
	line := func(properties, style string, text func(int) string) {
		cells := make([]string, len(widths))
		for i, w := range widths {
			side := ""
			if t.Columns[i].Right {
				side = jcRight
			}
			cells[i] = docxCell(w, "", docxParagraph(style, side, text(i)))
		}
		d.row(properties, cells...)
	}
	line(`<w:tblHeader/>`, "Column", func(i int) string { return t.Columns[i].Title })
	for _, row := range t.Rows {
		line("", "Cell", func(i int) string { return shown(cell(row, i)) })
	}
	d.closeTable()
}

// columns shares the width by the length of the texts, in letters.
func (d *docxWriter) columns(t *model.TableDoc) []float64 {
	const letter, gap = 1.9, 4.0 // millimetres, of the size of print in a table
	least, likes := make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		measure := func(text string) {
			likes[i] = max(likes[i], letter*float64(len([]rune(text)))+gap)
			for word := range strings.FieldsSeq(text) {
				least[i] = max(least[i], min(letter*float64(len([]rune(word)))+gap, d.width/float64(len(t.Columns))))
			}
		}
		measure(c.Title)
		for _, row := range t.Rows {
			measure(shown(cell(row, i)))
		}
	}
	return shareWidth(d.width, least, likes, t.Columns)
}

// signatures has two parties beside each other: who, room to sign, and a line for the day; a page parts no party.
func (d *docxWriter) signatures(t *model.TableDoc) {
	const space = 4.0
	side := (d.width - signGap) / 2
	day := side * 0.36
	sign := side - day - space
	d.openTable("Facts", sign, space, day, signGap, sign, space, day)
	line := `<w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="3C3C3C"/></w:tcBorders><w:vAlign w:val="bottom"/>`
	const together = `<w:keepNext/>`
	empty := docxParagraph("Cell", together, "")
	for i := 0; i < len(t.Rows); i += 2 {
		var who, room, labels []string
		for n := range 2 {
			if n > 0 {
				who, room = append(who, docxCell(signGap, "", empty)), append(room, docxCell(signGap, "", empty))
				labels = append(labels, docxCell(signGap, "", docxParagraph("Label", "", "")))
			}
			if i+n >= len(t.Rows) {
				blank := docxCell(side, `<w:gridSpan w:val="3"/>`, empty)
				who, room, labels = append(who, blank), append(room, blank), append(labels, blank)
				continue
			}
			row := t.Rows[i+n]
			party := docxParagraph("Label", together, shown(cell(row, 0)))
			party += docxParagraph("Party", together, shown(cell(row, 1)))
			who = append(who, docxCell(side, `<w:gridSpan w:val="3"/>`, party))
			room = append(room, docxCell(sign, line, empty), docxCell(space, "", empty),
				docxCell(day, line, docxParagraph("Cell", together, shown(cell(row, 2)))))
			labels = append(labels, docxCell(sign, "", docxParagraph("Label", "", columnTitle(t, 3))),
				docxCell(space, "", docxParagraph("Label", "", "")),
				docxCell(day, "", docxParagraph("Label", "", columnTitle(t, 2))))
		}
		d.row("", who...)
		d.row(fmt.Sprintf(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, twips(signRoom)), room...)
		d.row("", labels...)
	}
	d.closeTable()
}

// logoSize is the size of a logo in millimetres, zero when the picture cannot be read.
func logoSize(logo []byte) (w, h float64) {
	head, err := png.DecodeConfig(bytes.NewReader(logo))
	if err != nil || head.Width == 0 || head.Height == 0 {
		return 0, 0
	}
	return fitInto(float64(head.Width), float64(head.Height), logoWidth, logoHeight)
}
