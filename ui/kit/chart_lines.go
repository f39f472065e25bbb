package kit

import (
	"math"

	"jobspor/ui/theme"
)

// TimeLine draws every series as points of its own sign, joined by dots where both neighbours are known. Exactly w×h
// cells; it needs about 20×6 to be readable.
func TimeLine(l *Theme, c Chart, w, h int) string {
	f, ok := c.lay(l, w, h, 1, 8)
	if _, known := c.top(); !ok || !known {
		return emptyChart(l, c, w, h)
	}
	cv := newCanvas(l, f.plotW, f.plotH)
	var legend []sign
	for i, s := range c.Series {
		mark := pointSigns(l)[i%len(pointSigns(l))]
		role := roleOr(s.Role, theme.BarFill)
		f.points(cv, s, mark, role)
		legend = append(legend, sign{mark, s.Name, role})
	}
	for _, s := range c.Series {
		f.joints(cv, s)
	}
	return f.block(cv, append(legend, f.goals(cv)...))
}

// pointSigns distinguish the series of a line chart apart without colour.
func pointSigns(l *Theme) []string {
	g := l.Colours.Glyphs
	return []string{g.Mark, g.Box, g.Cross, g.SortUp}
}

// points draws the values; where two series have the same one, the first stays.
func (f *frame) points(c *canvas, s Series, mark string, role theme.Role) {
	for i := range f.shown {
		v := s.at(f.first + i)
		if math.IsNaN(v) {
			continue
		}
		if x, y := i*f.slot, c.level(v, f.max); c.free(x, y) {
			c.set(x, y, mark, role)
		}
	}
}

// joints draws the dots between neighbouring points.
func (f *frame) joints(c *canvas, s Series) {
	dot := f.th.Colours.Glyphs.Dot
	if f.th.Colours.Options().ASCII {
		dot = "."
	}
	for i := range f.shown - 1 {
		a, b := s.at(f.first+i), s.at(f.first+i+1)
		if math.IsNaN(a) || math.IsNaN(b) {
			continue
		}
		for x := 1; x < f.slot; x++ {
			v := a + (b-a)*float64(x)/float64(f.slot)
			if y := c.level(v, f.max); c.free(i*f.slot+x, y) {
				c.set(i*f.slot+x, y, dot, theme.Subtle)
			}
		}
	}
}
