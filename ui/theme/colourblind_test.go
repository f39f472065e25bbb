package theme

import (
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// sights turn a colour, in linear RGB, into what is seen of it without one of the three kinds of cones: G. M. Machado,
// M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
// Transactions on Visualization and Computer Graphics 15 (2009), 1291-1298, severity 1.0.
var sights = map[string][3][3]float64{
	"full": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia": {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
		{-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
		{-0.011820, 0.042940, 0.968881}},
	"tritanopia": {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
		{0.004733, 0.691367, 0.303900}},
}

// seen is a colour in CIE L*a*b* (D65) as it is seen.
func seen(hex string, sight [3][3]float64) [3]float64 {
	r, g, b, _ := lipgloss.Color(hex).RGBA()
	var in, rgb [3]float64
	for i, v := range []uint32{r, g, b} {
		in[i] = float64(v) / 0xffff
		if in[i] <= 0.04045 {
			in[i] /= 12.92
		} else {
			in[i] = math.Pow((in[i]+0.055)/1.055, 2.4)
		}
	}
	for i, row := range sight {
		rgb[i] = min(max(row[0]*in[0]+row[1]*in[1]+row[2]*in[2], 0), 1)
	}
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*rgb[0] + 0.3576*rgb[1] + 0.1805*rgb[2]) / 0.95047)
	y := f(0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2])
	z := f((0.0193*rgb[0] + 0.1192*rgb[1] + 0.9505*rgb[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// nearest is the smallest difference of two signal colours, over all ways to see them, in units of CIE76: about 2.3 is
// just seen.
func nearest(p palette) float64 {
	least := math.Inf(1)
	signals := []Role{Accent, OK, Warn, Danger}
	for _, sight := range sights {
		for i, a := range signals {
			for _, b := range signals[i+1:] {
				x, y := seen(p.fg[a], sight), seen(p.fg[b], sight)
				least = min(least, math.Hypot(math.Hypot(x[0]-y[0], x[1]-y[1]), x[2]-y[2]))
			}
		}
	}
	return least
}

func TestSignalColoursStayApartForTheColourBlind(t *testing.T) {
	const apart = 25
	for _, dark := range []bool{true, false} {
		if got := nearest(paletteFor(Options{Dark: dark, Palette: ColourBlind})); got < apart {
			t.Errorf("dark %v: two signal colours differ by %.1f, want %d", dark, got, apart)
		}
		if got := nearest(paletteFor(Options{Dark: dark})); got >= apart {
			t.Errorf("dark %v: the standard colours differ by %.1f: the measure tells nothing apart", dark, got)
		}
	}
}

func TestSixteenColoursAreNotReliedOn(t *testing.T) {
	for _, p := range Palettes() {
		got := paletteFor(Options{Palette: p, Profile: colorprofile.ANSI, Sure: true}).mono
		if want := p != Standard; got != want {
			t.Errorf("%s in sixteen colours: without colours is %v, want %v", p, got, want)
		}
	}
}
