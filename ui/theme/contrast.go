package theme

import (
	"image/color"
	"math"

	"charm.land/lipgloss/v2"
)

// luminance and contrast follow WCAG 2.1.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// need is the contrast a role must reach: 4.5 for text, 3 for lines and bars; with high contrast 7 and 4.5.
func need(r Role, of Palette) float64 {
	line := r == Border || r == BarTrack || r == BarFill
	switch {
	case of == Contrast && !line:
		return 7
	case line && of != Contrast:
		return 3
	}
	return 4.5
}

// The backgrounds of common terminals, which colours must stand out from.
var (
	darkGrounds  = []string{"#000000", "#1e1e1e", "#002b36", "#282c34"}
	lightGrounds = []string{"#ffffff", "#fdf6e3", "#f5f5f5"}
)

// faint is a colour that stands out too little.
type faint struct {
	role       Role
	ground     Background
	on         string // the terminal's background, "" when the theme has its own
	ratio, min float64
}

// faints are the colours of a palette that stand out too little, from its own backgrounds or those of terminals.
func faints(p palette, of Palette, grounds []string) (out []faint) {
	for r := range roleCount {
		for g := range groundCount {
			l := p.style(r, g)
			switch {
			case l.fg == nil: // the terminal's own colour is the person's choice
			case l.bg != nil:
				if got := contrast(l.fg, l.bg); got < need(r, of) {
					out = append(out, faint{r, g, "", got, need(r, of)})
				}
			default:
				for _, b := range grounds {
					if got := contrast(l.fg, lipgloss.Color(b)); got < need(r, of) {
						out = append(out, faint{r, g, b, got, need(r, of)})
					}
				}
			}
		}
	}
	return out
}
