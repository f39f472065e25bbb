package kit

import (
	"math"
	"strings"

	"jobspor/ui/theme"
)

// BarChart is a list of horizontal bars, each with its label before it and its number after it.
type BarChart struct {
	Rows  []BarRow
	Max   float64 // what a full bar is; 0 is the greatest value or goal
	Goals []Goal  // levels to compare with, marked in every row and named in a line below
}

// BarRow is one bar.
type BarRow struct {
	Label string
	Value float64 // NaN draws no bar
	Text  string  // the formatted number, always shown with the bar
	Role  theme.Role
}

// Height is how many lines all rows take, and the names of the goals.
func (c BarChart) Height() int { return len(c.Rows) + min(len(c.Goals), 1) }

// Bars draws a bar chart of exactly w×h cells; rows that do not fit are counted in the last line, above the goals.
func Bars(l *Theme, c BarChart, w, h int) string {
	label, text, top := 0, 0, max(c.Max, 0)
	for _, r := range c.Rows {
		label, text = max(label, Width(Clean(r.Label))), max(text, Width(Clean(r.Text)))
		if c.Max <= 0 && !math.IsNaN(r.Value) && !math.IsInf(r.Value, 0) {
			top = max(top, r.Value)
		}
	}
	var legend []sign
	for i, g := range c.Goals {
		if c.Max <= 0 {
			top = max(top, g.Value)
		}
		legend = append(legend, sign{goalSign(l.Colours.Glyphs.Marks, i), g.Name, theme.Warn})
	}
	text = min(text, w/3)
	label = min(label, max(w*2/5, 1))
	space := max(w-label-text-3, 0)
	full := h
	h = max(h-min(len(legend), 1), 0)
	rows, more := c.Rows, 0
	if len(rows) > h {
		more = len(rows) - max(h-1, 0)
		rows = rows[:max(h-1, 0)]
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, l.Fit(r.Label, label)+"  "+c.bar(l, r, top, space)+" "+l.FitRight(r.Text, text))
	}
	if more > 0 {
		lines = append(lines, l.Paint(theme.Subtle, l.Fit(l.T("kit.chart.more", "n", more), w)))
	}
	if len(legend) > 0 {
		lines = append(lines, l.Line(append(Line{{Text: Spaces(label + 2)}}, told(legend)...), w))
	}
	return Block(lines, w, full)
}

// bar is one bar with the goals' marks on it.
func (c BarChart) bar(l *Theme, r BarRow, top float64, w int) string {
	share := -1.0
	if top > 0 && !math.IsNaN(r.Value) {
		share = r.Value / top
	}
	marks := make(map[int]string, len(c.Goals))
	for i, g := range c.Goals {
		if top > 0 && w > 0 {
			marks[min(max(int(math.Round(g.Value/top*float64(w)))-1, 0), w-1)] = goalSign(l.Colours.Glyphs.Marks, i)
		}
	}
	p := painter{theme: l.Colours}
	for i, s := range clusters(bars(l, share, w)) {
		if mark, ok := marks[i]; ok {
			p.write(theme.Warn, mark)
			continue
		}
		p.write(roleOr(r.Role, theme.BarFill), s)
	}
	return p.end()
}

// FunnelStep is a step of a funnel: how many of the first step reached it.
type FunnelStep struct {
	Label string
	Share float64 // of the first step, 0 to 1
	Text  string  // the formatted number
}

// Funnel draws steps one below the other, each as a centred bar as wide as its share, so that the loss is visible at
// both sides. A label is before each bar and its number after it. Exactly w×h cells; steps that do not fit are counted
// in the last line.
func Funnel(l *Theme, steps []FunnelStep, w, h int) string {
	label, text := 0, 0
	for _, s := range steps {
		label, text = max(label, Width(Clean(s.Label))), max(text, Width(Clean(s.Text)))
	}
	label, text = min(label, max(w*2/5, 1)), min(text, w/3)
	space := max(w-label-text-3, 0)
	more := 0
	if len(steps) > h {
		more = len(steps) - max(h-1, 0)
		steps = steps[:max(h-1, 0)]
	}
	var lines []string
	for _, s := range steps {
		lines = append(lines, l.Fit(s.Label, label)+"  "+funnelBar(l, s.Share, space)+" "+l.FitRight(s.Text, text))
	}
	if more > 0 {
		lines = append(lines, l.Paint(theme.Subtle, l.Fit(l.T("kit.chart.more", "n", more), w)))
	}
	return Block(lines, w, h)
}

// funnelBar is a centred bar in w cells, whole cells only, so that both ends are visible. Any share above 0 has a cell.
func funnelBar(l *Theme, share float64, w int) string {
	if w <= 0 {
		return ""
	}
	n := 0
	if share > 0 && !math.IsNaN(share) {
		n = max(int(math.Round(min(share, 1)*float64(w))), 1)
	}
	left := (w - n) / 2
	return Spaces(left) + l.Paint(theme.BarFill, strings.Repeat(l.Colours.Glyphs.Eighths[8], n)) + Spaces(w-n-left)
}
