package kit

import (
	"math"
	"strings"

	"jobspor/ui/theme"
)

// Chart is what column and line charts have in common: a value axis with labels at the left, places with labels below,
// and a first line that says what is counted and what the signs mean. Charts are read without colour: every series has
// a sign of its own. A value that is not known (NaN) is a sign on the ground in a column chart, up to now, and a gap in
// a line, never a zero.
type Chart struct {
	Title  string   // what is counted, with its unit
	Labels []string // of the places, from left to right; those without room are left out
	Series []Series
	Goals  []Goal                 // levels to compare with, drawn across
	Max    float64                // top of the value axis; 0 fits what is drawn
	Format func(v float64) string // writes values of the axis; nil is a number with at most one decimal
	Now    int                    // the place that is now, counted from 1; 0 is none
	Empty  string                 // said instead when no value is known
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

// top is the end of the value axis: at least what is drawn, on a round number.
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

// niceTop is the next round number that two halves of are round as well: 1, 2, 4, 6, 8 or 10 times a power of ten.
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

// frame is a chart laid out: how much room the axis takes, and which places are shown.
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

// Heights of a chart's lines around the plot: title and legend, ground line, labels.
const chartLines = 3

// lay decides the sizes; ok is false when the chart has no room.
func (c Chart) lay(l *Theme, w, h, least, most int) (frame, bool) {
	f := frame{Chart: c, th: l, w: w, h: h}
	f.max, _ = c.top()
	for _, v := range []float64{0, f.max / 2, f.max} {
		f.axis = max(f.axis, Width(f.say(v)))
	}
	f.plotW, f.plotH = w-f.axis-3, h-chartLines
	n := c.places()
	if n == 0 || f.plotW < least || f.plotH < 1 {
		return f, false
	}
	f.slot = min(max(f.plotW/n, least), most)
	f.shown = min(n, f.plotW/f.slot)
	// Where not all places fit, now is kept in sight, with what has been before what comes.
	f.first = n - f.shown
	if c.Now > 0 {
		f.first = min(max(c.Now-f.shown*2/3, 0), f.first)
	}
	return f, true
}

func (f *frame) say(v float64) string {
	if f.Format != nil {
		return Clean(f.Format(v))
	}
	return f.th.Lang.Trimmed(v, 1)
}

// goals draws the levels where nothing else is.
func (f *frame) goals(c *canvas) {
	for _, g := range f.Goals {
		y := c.level(g.Value, f.max)
		for x := 0; x < f.shown*f.slot; x += 2 {
			if c.free(x, y) {
				c.set(x, y, f.th.Colours.Glyphs.Rule, theme.Warn)
			}
		}
	}
}

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
			label = f.say(f.max)
		case c.h >= 5 && y == c.h/2:
			label = f.say(f.max * float64(c.h-y) / float64(c.h))
			if f.max*float64(c.h-y)/float64(c.h) != f.max/2 {
				label = ""
			}
		}
		lines = append(lines, f.th.Paint(theme.Subtle, PadLeft(label, f.axis)+" "+g.Divider)+c.row(y))
	}
	ground := strings.Repeat(g.Rule, f.shown*f.slot)
	lines = append(lines, f.th.Paint(theme.Subtle, PadLeft(f.say(0), f.axis)+" "+g.Divider+ground), f.labels())
	return Block(lines, f.w, f.h)
}

// head is the first line; the legend goes before the title when both do not fit, because without it nothing can be
// read.
func (f *frame) head(legend []sign) string {
	var line Line
	for _, s := range legend {
		line = append(line, Span{s.glyph, s.role}, Span{" " + s.name + "  ", theme.Subtle})
	}
	room := f.w - restWidth(line)
	if room > 2 && f.Title != "" {
		line = append(Line{{Text: f.th.Fit(f.Title, room-1) + " "}}, line...)
	}
	return f.th.Line(line, f.w)
}

// labels writes the names of the places, as many as have room, and the one that is now always.
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
		// Counted so that now has its label; its neighbours give way.
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

// emptyChart says why there is nothing to see.
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
