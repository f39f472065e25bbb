package exporter

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"jobspor/model"
)

// This file and its neighbours print a document on A4 pages with the fonts inside the file, so that every letter looks
// the same everywhere. The same document gives the same bytes: the file carries no time and no name but the document's
// own.

// Sizes of print in points. A document that should fit on one page starts with the largest size and gets smaller; text
// below the smallest size is not readable, so that the rest goes on another page.
const (
	pdfLargest  = 10.0
	pdfSmallest = 5.0
	pdfStep     = 0.25
)

const (
	pdfMargin = 16.0 // millimetres
	pdfFont   = "DejaVu"
)

// pdfDay is the day that every file says it was made on.
var pdfDay = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// toPDF writes the document as PDF.
func toPDF(w io.Writer, doc *model.Document) error {
	p, err := layOut(doc)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	pdf, err := mapLetters(b.Bytes(), slices.Sorted(maps.Keys(p.used)))
	if err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	_, err = w.Write(pdf)
	return err
}

// layOut draws the document; one that should fit on a page is drawn in the largest size that fits.
func layOut(doc *model.Document) (*pdfCanvas, error) {
	steps := int((pdfLargest - pdfSmallest) / pdfStep)
	draw := func(i int) (*pdfCanvas, error) { return drawPDF(doc, pdfLargest-pdfStep*float64(i)) }
	best, err := draw(0)
	if err != nil || !doc.Fit || best.PageCount() == 1 {
		return best, err
	}
	low, high := 0, steps // low is too large; high is the smallest print
	if best, err = draw(high); err != nil || best.PageCount() > 1 {
		return best, err
	}
	for high-low > 1 {
		middle := (low + high) / 2
		s, err := draw(middle)
		if err != nil {
			return nil, err
		}
		if s.PageCount() > 1 {
			low = middle
		} else {
			best, high = s, middle
		}
	}
	return best, nil
}

func drawPDF(doc *model.Document, size float64) (*pdfCanvas, error) {
	s := newCanvas(doc, size)
	s.measureLabels(doc)
	s.head(doc)
	for i := range doc.Sections {
		s.section(&doc.Sections[i])
	}
	s.notes(doc.Notes)
	s.numberPages(doc)
	if err := s.Error(); err != nil {
		return nil, fmt.Errorf("draw PDF: %w", err)
	}
	return s, nil
}

// newCanvas opens an empty first page with the fonts loaded.
func newCanvas(doc *model.Document, size float64) *pdfCanvas {
	turned := "P"
	if !doc.Fit && isWide(doc) {
		turned = "L"
	}
	f := fpdf.New(turned, "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(pdfDay)
	f.SetModificationDate(pdfDay)
	f.SetProducer("jobspor", true)
	f.SetTitle(oneLine(doc.Title), true)
	f.SetLang(locale(doc.Lang))
	f.SetMargins(pdfMargin, pdfMargin, pdfMargin)
	f.SetAutoPageBreak(false, 0)
	for _, face := range pdfFaces {
		f.AddUTF8FontFromBytes(pdfFont, face.style, face.ttf)
	}
	width, height := f.GetPageSize()
	s := &pdfCanvas{
		Fpdf: f, size: size, w: width - 2*pdfMargin, bottom: height - pdfMargin, used: map[rune]bool{},
	}
	s.page()
	return s
}

// locale is a document's language with its country: Danish papers are written in Denmark.
func locale(lang string) string {
	if lang == "da" {
		return "da-DK"
	}
	return lang
}

// wideFrom is the number of columns from which pages are in landscape.
const wideFrom = 7

func isWide(doc *model.Document) bool {
	for _, s := range doc.Sections {
		if s.Table != nil && len(s.Table.Columns) >= wideFrom {
			return true
		}
	}
	return false
}
