package exporter

import (
	"strconv"
	"strings"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"jobspor/model"
)

// sheet is a PDF being drawn from the top down.
type sheet struct {
	*fpdf.Fpdf
	size   float64 // of the text, in points
	w      float64 // between the margins, in millimetres
	y      float64
	bottom float64
	many   bool    // more than one page
	labels float64 // width of the column that all labels share
}

// ink is how a piece of text looks: its size beside the text's, its weight, how dark it is.
type ink struct {
	scale float64
	bold  string
	grey  int
}

// The inks.
var (
	inkTitle   = ink{1.7, "B", 0}
	inkSub     = ink{0.95, "", 90}
	inkHeading = ink{1.1, "B", 0}
	inkText    = ink{1, "", 0}
	inkLabel   = ink{1, "", 90}
	inkColumn  = ink{0.9, "B", 60}
	inkNote    = ink{0.85, "", 90}
)

// mm is the height of a line of an ink.
func (s *sheet) mm(i ink) float64 { return s.size * i.scale * 1.28 * 25.4 / 72 }

func (s *sheet) use(i ink) {
	s.SetFont(pdfFont, i.bold, s.size*i.scale)
	s.SetTextColor(i.grey, i.grey, i.grey)
}

func (s *sheet) page() {
	s.many = s.PageCount() > 0 // before the page that ends here gets its footer
	s.AddPage()
	s.y = pdfMargin
}

// footer numbers the pages of a document that has more than one.
func (s *sheet) footer() {
	if !s.many {
		return
	}
	s.use(inkNote)
	s.SetXY(pdfMargin, s.bottom+3)
	s.CellFormat(s.w, s.mm(inkNote), strconv.Itoa(s.PageNo()), "", 0, "R", false, 0, "")
}

// room makes sure that so much fits, on this page or the next.
func (s *sheet) room(h float64) (turned bool) {
	if s.y+h <= s.bottom || s.y <= pdfMargin {
		return false
	}
	s.page()
	return true
}

func (s *sheet) gap(lines float64) { s.y += lines * s.mm(inkText) }

// line puts one line that is known to fit at x.
func (s *sheet) line(i ink, x, w float64, align, text string) {
	s.use(i)
	s.SetXY(pdfMargin+x, s.y)
	s.CellFormat(w, s.mm(i), text, "", 0, align, false, 0, "")
}

// paragraph wraps text at x and goes on under it.
func (s *sheet) paragraph(i ink, x, w float64, text string) {
	for _, l := range s.wrap(i, w, text) {
		s.room(s.mm(i))
		s.line(i, x, w, "L", l)
		s.y += s.mm(i)
	}
}

func (s *sheet) head(doc *model.Document) {
	if doc.Title != "" {
		s.paragraph(inkTitle, 0, s.w, doc.Title)
	}
	if doc.Subtitle != "" {
		s.paragraph(inkSub, 0, s.w, doc.Subtitle)
	}
}

func (s *sheet) section(sec *model.Section) {
	s.gap(0.6)
	if sec.Title != "" {
		s.room(s.mm(inkHeading) + 2*s.mm(inkText)) // never alone at the foot of a page
		s.line(inkHeading, 0, s.w, "L", printable(oneLine(sec.Title)))
		s.y += s.mm(inkHeading)
		s.rule(170)
		s.gap(0.15)
	}
	for _, t := range sec.Text {
		s.paragraph(inkText, 0, s.w, t)
		s.gap(0.3)
	}
	s.facts(sec.Facts)
	if sec.Table != nil && len(sec.Table.Columns) > 0 {
		s.table(sec.Table)
	}
}

func (s *sheet) rule(grey int) {
	s.SetDrawColor(grey, grey, grey)
	s.SetLineWidth(0.15)
	s.Line(pdfMargin, s.y, pdfMargin+s.w, s.y)
}

// measureLabels makes one column for the labels of all sections, as wide as the widest but never more than a third.
func (s *sheet) measureLabels(doc *model.Document) {
	s.use(inkLabel)
	for _, sec := range doc.Sections {
		for _, f := range sec.Facts {
			s.labels = max(s.labels, s.GetStringWidth(printable(oneLine(f.Label)))+4)
		}
	}
	s.labels = min(s.labels, s.w/3)
}

// facts stand beside their labels.
func (s *sheet) facts(facts []model.Fact) {
	label := s.labels
	for _, f := range facts {
		labels, values := s.wrap(inkLabel, label-1, f.Label), s.wrap(inkText, s.w-label, f.Value)
		for i := range max(len(labels), len(values)) {
			s.room(s.mm(inkText))
			if i < len(labels) {
				s.line(inkLabel, 0, label, "L", labels[i])
			}
			if i < len(values) {
				s.line(inkText, label, s.w-label, "L", values[i])
			}
			s.y += s.mm(inkText)
		}
	}
}

func (s *sheet) notes(notes []string) {
	for i, n := range notes {
		if i == 0 {
			s.gap(0.7)
			s.room(s.mm(inkNote))
			s.rule(200)
			s.gap(0.2)
		}
		s.paragraph(inkNote, 0, s.w, n)
	}
}

// table draws the columns as wide as they need; where they need more than there is, text wraps. The heading is repeated
// on every page.
func (s *sheet) table(t *model.TableDoc) {
	widths := s.columns(t)
	s.heading(t, widths)
	for _, row := range t.Rows {
		cells := make([][]string, len(widths))
		lines := 1
		for i := range widths {
			cells[i] = s.wrap(inkText, widths[i]-columnGap, shown(cell(row, i)))
			lines = max(lines, len(cells[i]))
		}
		if s.room(float64(min(lines, 3)) * s.mm(inkText)) {
			s.heading(t, widths)
		}
		for n := range lines {
			if s.room(s.mm(inkText)) {
				s.heading(t, widths)
			}
			x := 0.0
			for i, w := range widths {
				if n < len(cells[i]) {
					s.line(inkText, x, w-columnGap, align(t.Columns[i].Right), cells[i][n])
				}
				x += w
			}
			s.y += s.mm(inkText)
		}
		s.rule(225)
		s.gap(0.1)
	}
}

func align(right bool) string {
	if right {
		return "R"
	}
	return "L"
}

// columnGap is the room between columns, in millimetres.
const columnGap = 3.0

func (s *sheet) heading(t *model.TableDoc, widths []float64) {
	titles := make([][]string, len(widths))
	lines := 0
	for i, c := range t.Columns {
		titles[i] = s.wrap(inkColumn, widths[i]-columnGap, c.Title)
		lines = max(lines, len(titles[i]))
	}
	for n := range lines {
		x := 0.0
		for i, w := range widths {
			if n < len(titles[i]) {
				s.line(inkColumn, x, w-columnGap, align(t.Columns[i].Right), titles[i][n])
			}
			x += w
		}
		s.y += s.mm(inkColumn)
	}
	if lines > 0 {
		s.rule(150)
		s.gap(0.1)
	}
}

// columns shares the width: every column gets what its longest word needs, then what is left goes by what each would
// like; what is over goes to the last column that is no number.
func (s *sheet) columns(t *model.TableDoc) []float64 {
	n := len(t.Columns)
	least, likes := make([]float64, n), make([]float64, n)
	measure := func(i int, k ink, text string) {
		s.use(k)
		text = printable(oneLine(text))
		likes[i] = max(likes[i], s.GetStringWidth(text)+columnGap+0.5)
		for word := range strings.FieldsSeq(text) {
			least[i] = max(least[i], min(s.GetStringWidth(word)+columnGap+0.5, s.w/float64(n)))
		}
	}
	for i, c := range t.Columns {
		measure(i, inkColumn, c.Title)
		for _, row := range t.Rows {
			measure(i, inkText, shown(cell(row, i)))
		}
	}
	for i := range least {
		if likes[i] <= s.w/float64(n) {
			least[i] = likes[i] // a day or a number is not broken to make room for prose
		}
	}
	return share(s.w, least, likes, t.Columns)
}

func share(w float64, least, likes []float64, columns []model.Column) []float64 {
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

// wrap breaks text into lines of at most w millimetres, at spaces where there are any.
func (s *sheet) wrap(k ink, w float64, text string) (out []string) {
	s.use(k)
	for para := range strings.SplitSeq(clean(text), "\n") {
		line := ""
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
				n := s.fitting(word, w-0.2)
				out, word = append(out, word[:n]), word[n:]
			}
			line = word
		}
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// fitting is how many bytes of a word fit, one letter at least.
func (s *sheet) fitting(word string, w float64) int {
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

// goFont knows which letters the font has.
var goFont = sync.OnceValue(func() *sfnt.Font {
	f, err := sfnt.Parse(goregular.TTF)
	if err != nil {
		return nil // the font is part of the program and tested
	}
	return f
})

// printable puts letters that the font lacks as their base letter ("ạ" as "a"), and as a question mark where there is
// none, so that nothing vanishes.
func printable(s string) string {
	f := goFont()
	var buf sfnt.Buffer
	has := func(r rune) bool {
		g, err := f.GlyphIndex(&buf, r)
		return err == nil && g != 0 && r <= 0xffff
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		if has(r) || r == '\t' {
			b.WriteRune(r)
			continue
		}
		base := []rune(norm.NFKD.String(string(r)))
		if len(base) > 0 && base[0] != r && has(base[0]) {
			b.WriteRune(base[0])
			continue
		}
		if norm.NFKD.PropertiesString(string(r)).CCC() == 0 { // an accent that stands alone is left out
			b.WriteByte('?')
		}
	}
	return b.String()
}
