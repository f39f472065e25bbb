package kit

import (
	"math"

	"jobspor/ui/theme"
)

// Columns draws the first series as columns in eighths of a cell and the others as a line of their own sign, such as a
// plan to compare with: above a column the line spans its width, beside a higher column it is in the gap to the right.
// Where no value is above 0 there would be nothing to see: the sentence stands instead. Exactly w×h cells; it needs
// about 20×6 to be readable.
func Columns(l *Theme, c Chart, w, h int) string {
	f, ok := c.lay(l, w, h, 2, 6)
	if !ok || c.Flat() {
		return emptyChart(l, c, w, h)
	}
	cv := newCanvas(l, f.plotW, f.plotH)
	legend := f.columns(cv)
	for i, s := range c.Series[min(1, len(c.Series)):] {
		mark := lineSigns(l)[i%len(lineSigns(l))]
		f.level(cv, s, mark)
		legend = append(legend, sign{mark, s.Name, roleOr(s.Role, theme.Accent)})
	}
	return f.block(cv, append(legend, f.goals(cv)...))
}

// Flat reports whether no value is above 0: there is nothing to draw, only the sentence.
func (c Chart) Flat() bool {
	for _, s := range c.Series {
		if Greatest(s.Values) > 0 {
			return false
		}
	}
	return true
}

// lineSigns are the signs of further series in a column chart.
func lineSigns(l *Theme) []string {
	return []string{l.Colours.Glyphs.Level, l.Colours.Glyphs.Box, l.Colours.Glyphs.Cross}
}

func roleOr(r, other theme.Role) theme.Role {
	if r == theme.Text {
		return other
	}
	return r
}

// columns draws the first series.
func (f *frame) columns(c *canvas) []sign {
	if len(f.Series) == 0 {
		return nil
	}
	s := f.Series[0]
	role := roleOr(s.Role, theme.BarFill)
	steps := columnSteps(f.th)
	for i := range f.shown {
		v := s.at(f.first + i)
		wide := f.slot - 1
		if math.IsNaN(v) {
			// Future values are not missing.
			if f.Now == 0 || f.first+i < f.Now-1 {
				c.set(i*f.slot, c.h-1, unknownSign(f.th), theme.Subtle)
			}
			continue
		}
		eighths := int(math.Round(min(max(v/f.max, 0), 1) * float64(c.h*8)))
		if v > 0 {
			eighths = max(eighths, 1)
		}
		for y := c.h - 1; y >= 0 && eighths > 0; y-- {
			for x := range wide {
				c.set(i*f.slot+x, y, steps[min(eighths, 8)-1], role)
			}
			eighths -= 8
		}
	}
	return []sign{{steps[7], s.Name, role}}
}

// columnSteps are the signs of one cell of a column from an eighth to full. In ASCII none of them is the line's sign.
func columnSteps(l *Theme) [8]string {
	if l.Colours.Options().ASCII {
		return [8]string{".", ".", ":", ":", ":", "#", "#", "#"}
	}
	return l.Colours.Glyphs.Sparks
}

// unknownSign is on the baseline where a value is not known; in ASCII the dot of the theme is already the sign of the
// line.
func unknownSign(l *Theme) string {
	if l.Colours.Options().ASCII {
		return l.Colours.Glyphs.Unknown
	}
	return l.Colours.Glyphs.Dot
}

// level draws a further series: one stroke for each place, at its height.
func (f *frame) level(c *canvas, s Series, mark string) {
	for i := range f.shown {
		v := s.at(f.first + i)
		if math.IsNaN(v) || v <= 0 {
			continue
		}
		y := c.level(v, f.max)
		for x := range f.slot {
			if c.free(i*f.slot+x, y) {
				c.set(i*f.slot+x, y, mark, roleOr(s.Role, theme.Accent))
			}
		}
	}
}
