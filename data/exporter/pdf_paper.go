package exporter

import (
	"bytes"

	"codeberg.org/go-pdf/fpdf"

	"jobspor/model"
)

// This file draws what makes a page a paper: who it is from, and room to sign.

// Sizes of the letterhead in millimetres.
const (
	logoHeight = 16.0 // at most
	logoWidth  = 60.0 // at most
)

// letterhead stands at the top of the first page: name and address at the left, the logo at the right.
func (s *pdfCanvas) letterhead(from *model.Letterhead) {
	if from.Name == "" && len(from.Address) == 0 && len(from.Logo) == 0 {
		return
	}
	top, width, end := s.y, s.w, s.y
	if len(from.Logo) > 0 {
		w, h := s.logo(from.Logo)
		width, end = s.w-w-columnGap, s.y+h
	}
	if from.Name != "" {
		s.paragraph(styleSender, 0, width, from.Name)
	}
	for _, line := range from.Address {
		s.paragraph(styleNote, 0, width, line)
	}
	s.y = max(s.y, end)
	if s.y > top {
		s.gap(0.8)
	}
}

// logo draws the picture in the top right corner, as large as it may be without changing its shape.
func (s *pdfCanvas) logo(png []byte) (w, h float64) {
	o := fpdf.ImageOptions{ImageType: "PNG"}
	info := s.RegisterImageOptionsReader("logo", o, bytes.NewReader(png))
	if info == nil || info.Width() <= 0 || info.Height() <= 0 {
		return 0, 0
	}
	w, h = fitInto(info.Width(), info.Height(), logoWidth, logoHeight)
	s.ImageOptions("logo", pdfMargin+s.w-w, s.y, w, h, false, o, 0, "")
	return w, h
}

// fitInto is the largest size of the same shape inside a box.
func fitInto(w, h, boxW, boxH float64) (float64, float64) {
	scale := min(boxW/w, boxH/h)
	return w * scale, h * scale
}

// signRoom is the height in millimetres that a hand needs to sign, whatever the size of the print.
const signRoom = 13.0

// signature is one party of a paper, its texts broken into lines.
type signature struct {
	party, name []string
	day         string // of a signature that is there already
}

// signatures draws two parties beside each other: who, room to sign, and a line for the day. They are never parted by a
// page.
func (s *pdfCanvas) signatures(t *model.TableDoc) {
	for i := range s.signatureRows(t) {
		s.gap(0.3)
		pair := s.pair(t, i)
		height := s.pairHeight(pair)
		s.ensureSpace(height)
		top := s.y
		for n, one := range pair {
			s.y = top
			s.signature(t, one, float64(n)*(s.signatureWidth()+signGap), height)
		}
		s.y = top + height
	}
}

// signGap is the space between two parties in millimetres.
const signGap = 8.0

func (s *pdfCanvas) signatureWidth() float64             { return (s.w - signGap) / 2 }
func (s *pdfCanvas) signatureRows(t *model.TableDoc) int { return (len(t.Rows) + 1) / 2 }

// pair is the parties of one row.
func (s *pdfCanvas) pair(t *model.TableDoc, row int) (out []signature) {
	w := s.signatureWidth()
	for _, cells := range t.Rows[2*row : min(2*row+2, len(t.Rows))] {
		out = append(out, signature{
			party: s.wrap(styleLabel, w, shown(cell(cells, 0))), name: s.wrap(styleParty, w, shown(cell(cells, 1))),
			day: onPage(shown(cell(cells, 2))),
		})
	}
	return out
}

// pairHeight is the height of two parties beside each other.
func (s *pdfCanvas) pairHeight(pair []signature) (h float64) {
	for _, one := range pair {
		h = max(h, float64(len(one.party))*s.lineHeight(styleLabel)+float64(len(one.name))*s.lineHeight(styleParty))
	}
	return h + signRoom + s.lineHeight(styleNote) + 1
}

// signRowHeight is the height of the first row of parties.
func (s *pdfCanvas) signRowHeight(t *model.TableDoc) float64 {
	if len(t.Rows) == 0 {
		return 0
	}
	return s.pairHeight(s.pair(t, 0)) + 0.5*s.lineHeight(styleText)
}

// signature draws one party in a box of the given height; the lines to sign on are at its foot.
func (s *pdfCanvas) signature(t *model.TableDoc, one signature, x, height float64) {
	const space = 4.0
	w, foot := s.signatureWidth(), s.y+height-s.lineHeight(styleNote)-1
	dayWidth := w * 0.3
	signWidth, dayAt := w-dayWidth-space, x+w-dayWidth
	for _, text := range one.party {
		s.line(styleLabel, x, w, "L", text)
		s.y += s.lineHeight(styleLabel)
	}
	for _, text := range one.name {
		s.line(styleParty, x, w, "L", text)
		s.y += s.lineHeight(styleParty)
	}
	s.y = foot - s.lineHeight(styleText)
	s.line(styleText, dayAt, dayWidth, "L", one.day)
	s.y = foot
	s.SetDrawColor(60, 60, 60)
	s.SetLineWidth(0.25)
	s.Line(pdfMargin+x, s.y, pdfMargin+x+signWidth, s.y)
	s.Line(pdfMargin+dayAt, s.y, pdfMargin+x+w, s.y)
	s.line(styleNote, x, signWidth, "L", onPage(columnTitle(t, 3)))
	s.line(styleNote, dayAt, dayWidth, "L", onPage(columnTitle(t, 2)))
}

func columnTitle(t *model.TableDoc, i int) string {
	if i < len(t.Columns) {
		return t.Columns[i].Title
	}
	return ""
}
