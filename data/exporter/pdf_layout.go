package exporter

import (
	"strconv"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"jobspor/model"
)

// pdfCanvas is a PDF being drawn from the top down.
type pdfCanvas struct {
	*fpdf.Fpdf
	size   float64 // of the text, in points
	w      float64 // between the margins, in millimetres
	y      float64
	bottom float64
	labels float64       // width of the column that all labels share
	used   map[rune]bool // letters that stand on a page
}

// textStyle is the style of a text: its size relative to the body text, its weight and its grey level.
type textStyle struct {
	scale float64
	bold  string
	grey  int
}

// The text styles.
var (
	styleTitle    = textStyle{1.7, "B", 0}
	styleSubtitle = textStyle{0.95, "", 90}
	styleHeading  = textStyle{1.1, "B", 0}
	styleText     = textStyle{1, "", 0}
	styleLabel    = textStyle{1, "", 90}
	styleColumn   = textStyle{0.9, "B", 60}
	styleNote     = textStyle{0.85, "", 90}
	styleParty    = textStyle{1, "B", 0}
	styleSender   = textStyle{1.1, "B", 0}
)

// lineHeight is the height of a line in a style, in millimetres.
func (s *pdfCanvas) lineHeight(i textStyle) float64 { return s.size * i.scale * 1.28 * 25.4 / 72 }

func (s *pdfCanvas) setStyle(i textStyle) {
	s.SetFont(pdfFont, i.bold, s.size*i.scale)
	s.SetTextColor(i.grey, i.grey, i.grey)
}

func (s *pdfCanvas) page() {
	s.AddPage()
	s.y = pdfMargin
}

// numberPages numbers the pages of a document that has more than one, and names the document on each after the first.
func (s *pdfCanvas) numberPages(doc *model.Document) {
	last := s.PageCount()
	if last < 2 {
		return
	}
	name := s.wrap(styleNote, s.w*0.8, doc.Title)
	for n := 1; n <= last; n++ {
		s.SetPage(n)
		s.y = s.bottom + 3
		if n > 1 && len(name) > 0 {
			s.line(styleNote, 0, s.w*0.8, "L", name[0])
		}
		s.line(styleNote, 0, s.w, "R", strconv.Itoa(n)+" / "+strconv.Itoa(last))
	}
}

// ensureSpace starts a new page when the height h does not fit on this one.
func (s *pdfCanvas) ensureSpace(h float64) (turned bool) {
	if s.y+h <= s.bottom || s.y <= pdfMargin {
		return false
	}
	s.page()
	return true
}

func (s *pdfCanvas) gap(lines float64) { s.y += lines * s.lineHeight(styleText) }

// line puts one line that is known to fit at x.
func (s *pdfCanvas) line(i textStyle, x, w float64, align, text string) {
	s.setStyle(i)
	for _, r := range text {
		s.used[r] = true
	}
	s.SetXY(pdfMargin+x, s.y)
	s.CellFormat(w, s.lineHeight(i), text, "", 0, align, false, 0, "")
}

// paragraph wraps text at x and goes on under it.
func (s *pdfCanvas) paragraph(i textStyle, x, w float64, text string) {
	for _, l := range s.wrap(i, w, text) {
		s.ensureSpace(s.lineHeight(i))
		s.line(i, x, w, "L", l)
		s.y += s.lineHeight(i)
	}
}

func (s *pdfCanvas) head(doc *model.Document) {
	s.letterhead(&doc.From)
	if doc.Title != "" {
		s.paragraph(styleTitle, 0, s.w, doc.Title)
	}
	if doc.Subtitle != "" {
		s.paragraph(styleSubtitle, 0, s.w, doc.Subtitle)
	}
}

func (s *pdfCanvas) section(sec *model.Section) {
	s.gap(0.6)
	if sec.Title != "" {
		below := 2 * s.lineHeight(styleText) // a heading never stands alone at the foot of a page
		if sec.Table != nil && sec.Table.Signed {
			below = s.signRowHeight(sec.Table)
		}
		s.ensureSpace(s.lineHeight(styleHeading) + below)
		s.paragraph(styleHeading, 0, s.w, oneLine(sec.Title))
		s.drawRule(170)
		s.gap(0.15)
	}
	for _, t := range sec.Text {
		s.paragraph(styleText, 0, s.w, t)
		s.gap(0.3)
	}
	s.facts(sec.Facts)
	switch {
	case sec.Table == nil || len(sec.Table.Columns) == 0:
	case sec.Table.Signed:
		s.signatures(sec.Table)
	default:
		s.table(sec.Table)
	}
	for i := range sec.Charts {
		s.gap(0.3)
		s.chart(&sec.Charts[i])
	}
}

func (s *pdfCanvas) drawRule(grey int) {
	s.SetDrawColor(grey, grey, grey)
	s.SetLineWidth(0.15)
	s.Line(pdfMargin, s.y, pdfMargin+s.w, s.y)
}

// measureLabels makes one column for the labels of all sections, as wide as the widest but never more than a third.
func (s *pdfCanvas) measureLabels(doc *model.Document) {
	s.setStyle(styleLabel)
	for _, sec := range doc.Sections {
		for _, f := range sec.Facts {
			s.labels = max(s.labels, s.GetStringWidth(printable(oneLine(f.Label)))+4)
		}
	}
	s.labels = min(s.labels, s.w/3)
}

// facts stand beside their labels.
func (s *pdfCanvas) facts(facts []model.Fact) {
	label := s.labels
	for _, f := range facts {
		labels, values := s.wrap(styleLabel, label-1, f.Label), s.wrap(styleText, s.w-label, f.Value)
		for i := range max(len(labels), len(values)) {
			s.ensureSpace(s.lineHeight(styleText))
			if i < len(labels) {
				s.line(styleLabel, 0, label, "L", labels[i])
			}
			if i < len(values) {
				s.line(styleText, label, s.w-label, "L", values[i])
			}
			s.y += s.lineHeight(styleText)
		}
	}
}

func (s *pdfCanvas) notes(notes []string) {
	for i, n := range notes {
		if i == 0 {
			s.gap(0.7)
			s.ensureSpace(s.lineHeight(styleNote))
			s.drawRule(200)
			s.gap(0.2)
		}
		s.paragraph(styleNote, 0, s.w, n)
	}
}

// table draws the columns as wide as they need; where they need more than there is, text wraps. The heading is repeated
// on every page.
func (s *pdfCanvas) table(t *model.TableDoc) {
	widths := s.columns(t)
	s.heading(t, widths)
	for _, row := range t.Rows {
		cells := make([][]string, len(widths))
		lines := 1
		for i := range widths {
			cells[i] = s.wrap(styleText, widths[i]-columnGap, shown(cell(row, i)))
			lines = max(lines, len(cells[i]))
		}
		if s.ensureSpace(float64(min(lines, 3))*s.lineHeight(styleText) + s.formRoom(t)) {
			s.heading(t, widths)
		}
		top := s.y
		s.y += s.formRoom(t)
		for n := range lines {
			if s.ensureSpace(s.lineHeight(styleText)) {
				s.heading(t, widths)
			}
			x := 0.0
			for i, w := range widths {
				if n < len(cells[i]) {
					s.line(styleText, x, w-columnGap, align(t.Columns[i].Right), cells[i][n])
				}
				x += w
			}
			s.y += s.lineHeight(styleText)
		}
		s.drawRule(225)
		s.formLines(t, widths, top)
		s.gap(0.1)
	}
}

// formRoom is what the rows of a form are higher than others, in millimetres.
func (s *pdfCanvas) formRoom(t *model.TableDoc) float64 {
	if t.Form {
		return 3
	}
	return 0
}

// formLines parts the cells of a form's row.
func (s *pdfCanvas) formLines(t *model.TableDoc, widths []float64, top float64) {
	if !t.Form {
		return
	}
	s.SetDrawColor(200, 200, 200)
	x := pdfMargin - columnGap/2
	for _, w := range widths[:len(widths)-1] {
		x += w
		s.Line(x, top, x, s.y)
	}
}

func align(right bool) string {
	if right {
		return "R"
	}
	return "L"
}

// columnGap is the space between columns, in millimetres.
const columnGap = 3.0

func (s *pdfCanvas) heading(t *model.TableDoc, widths []float64) {
	titles := make([][]string, len(widths))
	lines := 0
	for i, c := range t.Columns {
		titles[i] = s.wrap(styleColumn, widths[i]-columnGap, c.Title)
		lines = max(lines, len(titles[i]))
	}
	for n := range lines {
		x := 0.0
		for i, w := range widths {
			if n < len(titles[i]) {
				s.line(styleColumn, x, w-columnGap, align(t.Columns[i].Right), titles[i][n])
			}
			x += w
		}
		s.y += s.lineHeight(styleColumn)
	}
	if lines > 0 {
		s.drawRule(150)
		s.gap(0.1)
	}
}

// columns distributes the width: every column gets the width of its longest word, then a part of the rest according to
// the width of its text; what remains goes to the last column that is not a number.
func (s *pdfCanvas) columns(t *model.TableDoc) []float64 {
	n := len(t.Columns)
	least, likes := make([]float64, n), make([]float64, n)
	measure := func(i int, k textStyle, text string) {
		s.setStyle(k)
		text = printable(oneLine(text))
		likes[i] = max(likes[i], s.GetStringWidth(text)+columnGap+0.5)
		for word := range strings.FieldsSeq(text) {
			least[i] = max(least[i], min(s.GetStringWidth(word)+columnGap+0.5, s.w/float64(n)))
		}
	}
	for i, c := range t.Columns {
		measure(i, styleColumn, c.Title)
		for _, row := range t.Rows {
			measure(i, styleText, shown(cell(row, i)))
		}
	}
	for i := range least {
		if likes[i] <= s.w/float64(n) {
			least[i] = likes[i] // a day or a number is not broken to make room for prose
		}
	}
	return shareWidth(s.w, least, likes, t.Columns)
}

func shareWidth(w float64, least, likes []float64, columns []model.Column) []float64 {
	out := append([]float64(nil), least...)
	left, wish := w, 0.0
	for i := range out {
		left -= least[i]
		wish += likes[i] - least[i]
	}
	if left < 0 { // too many columns: all the same
		for i := range out {
			out[i] = w / float64(len(out))
		}
		return out
	}
	for i := range out {
		if wish > 0 {
			out[i] += min(left/wish, 1) * (likes[i] - least[i])
		}
	}
	if wish < left {
		at := len(out) - 1
		for i, c := range columns {
			if !c.Right {
				at = i
			}
		}
		out[at] += left - wish
	}
	return out
}

// wrap breaks text into lines of at most w millimetres, at spaces where there are any. Lines are broken in the order of
// writing and only then put into the order of the page, so that a sentence from right to left keeps its lines.
func (s *pdfCanvas) wrap(k textStyle, w float64, text string) (out []string) {
	s.setStyle(k)
	for para := range strings.SplitSeq(clean(text), "\n") {
		first, line, rtl := len(out), "", rightToLeft(para)
		for word := range strings.FieldsSeq(printable(para)) {
			with := word
			if line != "" {
				with = line + " " + word
			}
			if s.GetStringWidth(with) <= w-0.2 {
				line = with
				continue
			}
			if line != "" {
				out = append(out, line)
			}
			for s.GetStringWidth(word) > w-0.2 {
				n := s.fittingBytes(word, w-0.2)
				out, word = append(out, word[:n]), word[n:]
			}
			line = word
		}
		if line != "" {
			out = append(out, line)
		}
		for i := range out[first:] {
			out[first+i] = visual(out[first+i], rtl)
		}
	}
	return out
}

// fittingBytes is how many bytes of a word fit, one letter at least.
func (s *pdfCanvas) fittingBytes(word string, w float64) int {
	last := 0
	for i := range word {
		if last > 0 && s.GetStringWidth(word[:i]) > w {
			return last
		}
		last = i
	}
	if last == 0 {
		return len(word)
	}
	return last
}
