package exporter

import (
	"math"

	"jobspor/model"
)

// This file draws charts as lines and areas, so that they are sharp in print, and in greys with outlines, so that they
// can be told apart without colour.

// barGreys are the areas of the parts of a bar, the first one light; each has an outline.
var barGreys = []int{225, 70, 150}

// Sizes of charts in millimetres.
const (
	chartInset = 2.0  // between a label and the drawing
	plotHeight = 22.0 // of a line over time
	dotRadius  = 0.6
)

var styleChart = textStyle{0.85, "", 0}

func (s *pdfCanvas) barHeight() float64 { return s.lineHeight(styleText) * 1.25 }

// chartHeight is the height of a chart with its title and legend.
func (s *pdfCanvas) chartHeight(c *model.Chart) float64 {
	h := s.lineHeight(styleText) * 0.5
	if c.Title != "" {
		h += s.lineHeight(styleColumn) * 1.2
	}
	if len(c.Series) > 1 || len(c.Goals) > 0 {
		h += s.lineHeight(styleNote) * 1.2
	}
	if c.Lines {
		return h + plotHeight + 2*s.lineHeight(styleNote)
	}
	return h + float64(len(c.Rows))*s.barHeight()
}

// chart draws a chart; one of lines stays whole, and bars go on over a page where they must.
func (s *pdfCanvas) chart(c *model.Chart) {
	if len(c.Rows) == 0 {
		return
	}
	if h := s.chartHeight(c); h < s.bottom-pdfMargin {
		s.ensureSpace(h)
	}
	if c.Title != "" {
		s.line(styleColumn, 0, s.w, "L", onPage(c.Title))
		s.y += s.lineHeight(styleColumn) * 1.2
	}
	s.legend(c)
	if c.Lines {
		s.lineChart(c)
	} else {
		s.bars(c)
	}
	s.gap(0.5)
}

// top is the end of the value axis.
func top(c *model.Chart) float64 {
	v := c.Top
	for _, g := range c.Goals {
		v = max(v, g.Value)
	}
	for _, r := range c.Rows {
		sum := 0.0
		for _, part := range r.Values {
			if known(part) {
				sum += part
			}
		}
		v = max(v, sum)
	}
	if v <= 0 {
		return 1
	}
	return v
}

func known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// legend names the parts of bars by their grey, and the levels to compare with by their dashed line.
func (s *pdfCanvas) legend(c *model.Chart) {
	if len(c.Series) < 2 && len(c.Goals) == 0 {
		return
	}
	h, x := s.lineHeight(styleNote), 0.0
	entry := func(name string, mark func(x, y float64)) {
		name = onPage(name)
		s.setStyle(styleNote)
		w := s.GetStringWidth(name) + 8
		if x > 0 && x+w > s.w {
			x = 0
			s.y += h
		}
		mark(pdfMargin+x, s.y)
		s.line(styleNote, x+4.5, w, "L", name)
		x += w + 3
	}
	if len(c.Series) > 1 {
		for i, name := range c.Series {
			entry(name, func(x, y float64) { s.area(x, y+h*0.2, 3.5, h*0.6, i) })
		}
	}
	for _, g := range c.Goals {
		entry(g.Name, func(x, y float64) { s.dashed(x, y+h/2, x+3.5, y+h/2) })
	}
	s.y += h * 1.2
}

// area is a part of a bar.
func (s *pdfCanvas) area(x, y, w, h float64, part int) {
	grey := barGreys[part%len(barGreys)]
	s.SetFillColor(grey, grey, grey)
	s.SetDrawColor(40, 40, 40)
	s.SetLineWidth(0.2)
	s.Rect(x, y, w, h, "FD")
}

func (s *pdfCanvas) dashed(x1, y1, x2, y2 float64) {
	s.SetDrawColor(40, 40, 40)
	s.SetLineWidth(0.3)
	s.SetDashPattern([]float64{1, 0.8}, 0)
	s.Line(x1, y1, x2, y2)
	s.SetDashPattern([]float64{}, 0)
}

// bars draws one horizontal bar a row, its label before it and its number after it.
func (s *pdfCanvas) bars(c *model.Chart) {
	labels, texts := 0.0, 0.0
	s.setStyle(styleChart)
	for _, r := range c.Rows {
		labels = max(labels, s.GetStringWidth(onPage(r.Label)))
		texts = max(texts, s.GetStringWidth(onPage(r.Text)))
	}
	labels, texts = min(labels+chartInset, s.w*0.35), min(texts+chartInset+1, s.w*0.35)
	space, end := s.w-labels-texts, top(c)
	h := s.barHeight()
	for _, r := range c.Rows {
		label, text := s.wrap(styleChart, labels, r.Label), s.wrap(styleChart, texts, r.Text)
		lines := max(len(label), len(text), 1)
		rowHeight := h + float64(lines-1)*s.lineHeight(styleChart)
		s.ensureSpace(rowHeight)
		first := s.y
		for i := range lines {
			s.y = first + (h-s.lineHeight(styleChart))/2 + float64(i)*s.lineHeight(styleChart)
			if i < len(label) {
				s.line(styleChart, 0, labels, "L", label[i])
			}
			if i < len(text) {
				s.line(styleChart, labels+space+chartInset, texts, "L", text[i])
			}
		}
		s.y = first
		x := pdfMargin + labels
		for i, v := range r.Values {
			if known(v) && v > 0 {
				s.area(x, s.y+h*0.15, v/end*space, h*0.7, i)
				x += v / end * space
			}
		}
		s.SetDrawColor(40, 40, 40)
		s.SetLineWidth(0.2)
		s.Line(pdfMargin+labels, s.y, pdfMargin+labels, s.y+rowHeight)
		for _, g := range c.Goals {
			at := pdfMargin + labels + g.Value/end*space
			s.dashed(at, s.y, at, s.y+rowHeight)
		}
		s.y = first + rowHeight
	}
}

// lineChart draws the points of the first series from left to right, with a gap where one is not known.
func (s *pdfCanvas) lineChart(c *model.Chart) {
	const margin = 4.0 // room for the labels of the first and last point
	end, labelHeight := top(c), s.lineHeight(styleNote)
	base := s.y + labelHeight + plotHeight
	at := func(i int) float64 {
		if len(c.Rows) == 1 {
			return pdfMargin + s.w/2
		}
		return pdfMargin + margin + float64(i)/float64(len(c.Rows)-1)*(s.w-2*margin)
	}
	level := func(v float64) float64 { return base - v/end*plotHeight }
	s.SetDrawColor(120, 120, 120)
	s.SetLineWidth(0.2)
	s.Line(pdfMargin, base, pdfMargin+s.w, base)
	for _, g := range c.Goals {
		s.dashed(pdfMargin, level(g.Value), pdfMargin+s.w, level(g.Value))
	}
	before, said := math.NaN(), -math.MaxFloat64
	wrote := -math.MaxFloat64
	for i, r := range c.Rows {
		v := math.NaN()
		if len(r.Values) > 0 {
			v = r.Values[0]
		}
		x := at(i)
		if known(v) && known(before) {
			s.SetDrawColor(0, 0, 0)
			s.SetLineWidth(0.45)
			s.Line(at(i-1), level(before), x, level(v))
		}
		if known(v) {
			s.SetFillColor(0, 0, 0)
			s.Circle(x, level(v), dotRadius, "F")
			said = s.pointText(x, level(v)-labelHeight-dotRadius, said, r.Text)
		}
		wrote = s.pointText(x, base+0.5, wrote, r.Label)
		before = v
	}
	s.y = base + labelHeight
}

// pointText writes text centred at x unless it would touch the text before it; it returns where the last text ends.
func (s *pdfCanvas) pointText(x, y, last float64, text string) float64 {
	text = onPage(text)
	s.setStyle(styleNote)
	w := s.GetStringWidth(text)
	from := min(max(x-w/2, pdfMargin), pdfMargin+s.w-w)
	if from < last+1.5 || text == "" {
		return last
	}
	s.y = y
	s.line(styleNote, from-pdfMargin-s.GetCellMargin(), w+1, "L", text)
	return from + w
}

// chartTexts are all texts of a chart.
func chartTexts(c *model.Chart) []string {
	out := append([]string{c.Title}, c.Series...)
	for _, r := range c.Rows {
		out = append(out, r.Label, r.Text)
	}
	for _, g := range c.Goals {
		out = append(out, g.Name)
	}
	return out
}
