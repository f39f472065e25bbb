package kit

import (
	"math"
	"strings"

	"jobspor/ui/theme"
)

// Chart is what column and line charts have in common: a value axis with labels at the left, places with labels below,
// and a first line with the title and the legend. Charts can be read without colour: every series has its own sign. An
// unknown value (NaN) up to now is a sign on the baseline of a column chart and a gap in a line, never a zero.
type Chart struct {
	Title  string   // what is counted, with its unit
	Labels []string // of the places, from left to right; those that do not fit are left out
	Series []Series
	Goals  []Goal                 // levels to compare with, drawn across
	Max    float64                // top of the value axis; 0 fits what is drawn
	Format func(v float64) string // writes values of the axis; nil is a number with at most one decimal
	Now    int                    // the place that is now, counted from 1; 0 is none
	Empty  string                 // shown instead when no value is known
}

// Series is one row of values, one for each place.
type Series struct {
	Name   string
	Values []float64 // NaN is not known; missing ones at the end are not known either
	Role   theme.Role
}

// Goal is a level across the whole chart.
type Goal struct {
	Name  string
	Value float64
}

func (s Series) at(i int) float64 {
	if i < 0 || i >= len(s.Values) || math.IsInf(s.Values[i], 0) {
		return math.NaN()
	}
	return s.Values[i]
}

func (c Chart) places() int {
	n := len(c.Labels)
	for _, s := range c.Series {
		n = max(n, len(s.Values))
	}
	return n
}

// top is the end of the value axis: at least the greatest value drawn, rounded up.
func (c Chart) top() (top float64, known bool) {
	for _, s := range c.Series {
		for i := range s.Values {
			if v := s.at(i); !math.IsNaN(v) {
				top, known = max(top, v), true
			}
		}
	}
	for _, g := range c.Goals {
		top = max(top, g.Value)
	}
	if c.Max > 0 {
		return c.Max, known
	}
	return niceTop(top), known
}

// niceTop is the next number whose halves are round as well: 1, 2, 4, 6, 8 or 10 times a power of ten.
func niceTop(v float64) float64 {
	if !(v > 0) || math.IsInf(v, 0) {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range []float64{1, 2, 4, 6, 8, 10} {
		if n*unit >= v*(1-1e-9) {
			return n * unit
		}
	}
	return 10 * unit
}

// canvas is the plotting area of a chart in cells, row 0 at the top.
type canvas struct {
	th    *Theme
	w, h  int
	cells [][]Span
}

func newCanvas(l *Theme, w, h int) *canvas {
	c := &canvas{th: l, w: w, h: h, cells: make([][]Span, h)}
	for y := range c.cells {
		c.cells[y] = make([]Span, w)
	}
	return c
}

func (c *canvas) set(x, y int, sign string, r theme.Role) {
	if x >= 0 && x < c.w && y >= 0 && y < c.h {
		c.cells[y][x] = Span{sign, r}
	}
}

func (c *canvas) free(x, y int) bool {
	return x >= 0 && x < c.w && y >= 0 && y < c.h && c.cells[y][x].Text == ""
}

// level is the row in which a value lies when top is the upper edge of the canvas.
func (c *canvas) level(v, top float64) int {
	n := int(math.Ceil(v/top*float64(c.h) - 1e-9))
	return c.h - min(max(n, 1), c.h)
}

// row draws one row; a sequence is opened only where the role changes.
func (c *canvas) row(y int) string {
	p := painter{theme: c.th.Colours}
	for _, s := range c.cells[y] {
		if s.Text == "" {
			p.write(theme.Text, " ")
			continue
		}
		p.write(s.Role, s.Text)
	}
	return p.end()
}

// frame is the layout of a chart: the width of the axis, and the places shown.
type frame struct {
	Chart
	th           *Theme
	w, h         int
	axis         int // cells of the value labels
	plotW        int
	plotH        int
	first, shown int // places
	slot         int // cells of a place
	max          float64
}

// chartLines is the number of lines around the plot: title with legend, baseline, labels.
const chartLines = 3

// lay computes the sizes; ok is false when the space is too small for a chart.
func (c Chart) lay(l *Theme, w, h, least, most int) (frame, bool) {
	f := frame{Chart: c, th: l, w: w, h: h}
	f.max, _ = c.top()
	for _, v := range []float64{0, f.max / 2, f.max} {
		f.axis = max(f.axis, Width(f.format(v)))
	}
	f.plotW, f.plotH = w-f.axis-3, h-chartLines
	n := c.places()
	if n == 0 || f.plotW < least || f.plotH < 1 {
		return f, false
	}
	f.slot = min(max(f.plotW/n, least), most)
	f.shown = min(n, f.plotW/f.slot)
	// Where not all places fit, the current one is shown, and past ones rather than future ones.
	f.first = n - f.shown
	if c.Now > 0 {
		f.first = min(max(c.Now-f.shown*2/3, 0), f.first)
	}
	return f, true
}

func (f *frame) format(v float64) string {
	if f.Format != nil {
		return Clean(f.Format(v))
	}
	return f.th.Lang.Trimmed(v, 1)
}

// goals draws the levels where nothing else is, each of its own sign and at places of its own, so that two in one row
// are both seen.
func (f *frame) goals(c *canvas) (legend []sign) {
	step := max(len(f.Goals), 2)
	for i, g := range f.Goals {
		mark, y := goalSign(f.th.Colours.Glyphs.Goals, i), c.level(g.Value, f.max)
		for x := i; x < f.shown*f.slot; x += step {
			if c.free(x, y) {
				c.set(x, y, mark, theme.Warn)
			}
		}
		legend = append(legend, sign{mark + " " + mark, g.Name, theme.Warn})
	}
	return legend
}

// goalSign is the sign of the goal at a place among all.
func goalSign(signs [3]string, i int) string { return signs[i%len(signs)] }

// sign is a series or goal in the legend.
type sign struct {
	glyph, name string
	role        theme.Role
}

// block puts title, legend, axis, plot and labels together, exactly w×h cells.
func (f *frame) block(c *canvas, legend []sign) string {
	g := f.th.Colours.Glyphs
	lines := []string{f.head(legend)}
	for y := range c.h {
		label := ""
		switch {
		case y == 0:
			label = f.format(f.max)
		case c.h >= 5 && y == c.h/2:
			label = f.format(f.max * float64(c.h-y) / float64(c.h))
			if f.max*float64(c.h-y)/float64(c.h) != f.max/2 {
				label = ""
			}
		}
		lines = append(lines, f.th.Paint(theme.Subtle, PadLeft(label, f.axis)+" "+g.Divider)+c.row(y))
	}
	background := strings.Repeat(g.Rule, f.shown*f.slot)
	lines = append(lines, f.th.Paint(theme.Subtle, PadLeft(f.format(0), f.axis)+" "+g.Divider+background), f.labels())
	return Block(lines, f.w, f.h)
}

// told is a legend as a line.
func told(legend []sign) (line Line) {
	for _, s := range legend {
		line = append(line, Span{s.glyph, s.role}, Span{" " + s.name + "  ", theme.Subtle})
	}
	return line
}

// head is the first line; when title and legend do not both fit, the legend comes first, because the chart cannot be
// read without it.
func (f *frame) head(legend []sign) string {
	line := told(legend)
	space := f.w - restWidth(line)
	if space > 2 && f.Title != "" {
		line = append(Line{{Text: f.th.Fit(f.Title, space-1) + " "}}, line...)
	}
	return f.th.Line(line, f.w)
}

// labels writes the names of the places, as many as fit, and always the current one.
func (f *frame) labels() string {
	widest := 1
	for i := f.first; i < f.first+f.shown; i++ {
		widest = max(widest, Width(Clean(f.label(i))))
	}
	every := (widest + 1 + f.slot - 1) / f.slot
	p := painter{theme: f.th.Colours}
	p.write(theme.Text, Spaces(f.axis+2))
	x, now := 0, f.Now-1
	for i := range f.shown {
		n := f.first + i
		text := Clean(f.label(n))
		// Counted so that the current place has its label; its neighbours may lose theirs.
		if (n-max(now, 0))%every != 0 || text == "" || i*f.slot < x {
			continue
		}
		role := theme.Subtle
		if n == now {
			role = theme.Accent
		}
		p.write(theme.Text, Spaces(i*f.slot-x))
		p.write(role, text)
		x = i*f.slot + Width(text)
	}
	return Fit(p.end(), f.w, "")
}

func (f *frame) label(i int) string {
	if i < len(f.Labels) {
		return f.Labels[i]
	}
	return ""
}

// emptyChart explains why there is nothing to show.
func emptyChart(l *Theme, c Chart, w, h int) string {
	text := c.Empty
	if text == "" {
		text = l.T("kit.empty")
	}
	lines := []string{l.Fit(c.Title, w)}
	for _, row := range Wrap(Clean(text), max(w-2, 1)) {
		lines = append(lines, " "+l.Paint(theme.Subtle, row))
	}
	return Block(lines, w, h)
}
