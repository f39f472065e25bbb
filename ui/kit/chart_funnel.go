package kit

import (
	"math"
	"strings"

	"jobspor/ui/theme"
)

// FunnelStep is a step of a funnel: how many of the first came so far.
type FunnelStep struct {
	Label string
	Share float64 // of the first step, 0 to 1
	Text  string  // the number in words
}

// Funnel draws steps under one another, each as a bar in the middle that is as wide as its share, so that what is lost
// on the way is seen at both sides. A label stands before each bar and its number behind. Exactly w×h cells; steps
// without room are counted in the last line.
func Funnel(l *Theme, steps []FunnelStep, w, h int) string {
	label, text := 0, 0
	for _, s := range steps {
		label, text = max(label, Width(Clean(s.Label))), max(text, Width(Clean(s.Text)))
	}
	label, text = min(label, max(w*2/5, 1)), min(text, w/3)
	room := max(w-label-text-3, 0)
	more := 0
	if len(steps) > h {
		more = len(steps) - max(h-1, 0)
		steps = steps[:max(h-1, 0)]
	}
	var lines []string
	for _, s := range steps {
		lines = append(lines, l.Fit(s.Label, label)+"  "+funnelBar(l, s.Share, room)+" "+l.FitRight(s.Text, text))
	}
	if more > 0 {
		lines = append(lines, l.Paint(theme.Subtle, l.Fit(l.T("kit.chart.more", "n", more), w)))
	}
	return Block(lines, w, h)
}

// funnelBar is a bar in the middle of w cells, whole cells only: both its ends are seen. What is not nothing has a
// cell.
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
