package kit

import (
	"math"
	"strings"

	"jobspor/ui/theme"
)

// Bar draws a share from 0 to 1 as a bar of w cells in eighths of a cell. It stands beside its number and never
// replaces it. A share of 0 or less, or NaN, draws nothing; any other share at least an eighth.
func Bar(l *Theme, share float64, w int) string {
	return l.Paint(theme.BarFill, bars(l, share, w))
}

func bars(l *Theme, share float64, w int) string {
	if w <= 0 {
		return ""
	}
	if !(share > 0) {
		return Spaces(w)
	}
	eighths := int(math.Round(min(share, 1) * float64(w*8)))
	eighths = max(eighths, 1)
	g := l.Colours.Glyphs.Eighths
	full, part := eighths/8, eighths%8
	s := strings.Repeat(g[8], full)
	if part > 0 {
		s += g[part]
		full++
	}
	return s + Spaces(w-full)
}

// Sparkline draws one sign per value, from 0 to the greatest value, the last w values when there are more; unknown
// values (NaN) are blank. The result is exactly w cells wide.
func Sparkline(l *Theme, values []float64, w int) string {
	if w <= 0 {
		return ""
	}
	values = values[max(len(values)-w, 0):]
	return l.Paint(theme.BarFill, Sparks(l, values, Greatest(values))) + Spaces(w-len(values))
}

// Greatest is the greatest of the values that are known, 0 when none is above 0.
func Greatest(values []float64) (top float64) {
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			top = max(top, v)
		}
	}
	return top
}

// Sparks is one sign per value, from 0 to top; unknown values (NaN) are blank.
func Sparks(l *Theme, values []float64, top float64) string {
	var b strings.Builder
	for _, v := range values {
		switch {
		case math.IsNaN(v) || v < 0:
			b.WriteByte(' ')
		case top == 0:
			b.WriteString(l.Colours.Glyphs.Sparks[0])
		default:
			b.WriteString(l.Colours.Glyphs.Sparks[int(math.Round(min(v/top, 1)*7))])
		}
	}
	return b.String()
}

// Progress draws a line of w cells for long work: a label, a bar and the numbers. With a total of 0 or less the length
// is unknown and only the number is shown.
func Progress(l *Theme, label string, done, total, w int) string {
	numbers := l.Lang.Int(max(done, 0))
	share := -1.0
	if total > 0 {
		done = min(max(done, 0), total)
		share = float64(done) / float64(total)
		numbers = l.T("kit.count", "shown", done, "total", total) + " " + l.Colours.Glyphs.Dot + " " +
			l.Lang.Percent(share, 0)
	}
	bar := 0
	if share >= 0 {
		bar = min(20, max((w-Width(numbers))/3, 0))
	}
	label = l.Cut(label, max(w-Width(numbers)-bar-5, 0))
	line := " " + label + "  "
	if bar > 0 {
		line += Bar(l, share, bar) + l.Paint(theme.Subtle, l.Colours.Glyphs.Divider) + " "
	}
	return Fit(line+l.Paint(theme.Subtle, numbers), w, l.Colours.Glyphs.More)
}
