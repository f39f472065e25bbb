package theme

import (
	"image/color"
	"math"
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
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

var roleNames = [roleCount]string{"Text", "Subtle", "Title", "Accent", "OK", "Warn", "Danger", "Match",
	"Disabled", "Border", "BarFill", "BarTrack", "Input", "OnAccent", "OnDanger"}

// need is the ratio a role must reach: 4.5 for text, 3 for lines and bars; with high contrast 7 and 4.5.
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

// The backgrounds of common terminals.
var (
	darkGrounds  = []string{"#000000", "#1e1e1e", "#002b36", "#282c34"}
	lightGrounds = []string{"#ffffff", "#fdf6e3", "#f5f5f5"}
)

func TestColoursCanBeReadOnCommonBackgrounds(t *testing.T) {
	for _, tt := range []struct {
		name    string
		palette palette
		of      Palette
		grounds []string
	}{
		{"dark", dark(), Standard, darkGrounds},
		{"light", light(), Standard, lightGrounds},
		{"dark", paletteFor(Options{Dark: true, Palette: Contrast}), Contrast, darkGrounds},
		{"light", paletteFor(Options{Palette: Contrast}), Contrast, lightGrounds},
		{"dark", paletteFor(Options{Dark: true, Palette: ColourBlind}), ColourBlind, darkGrounds},
		{"light", paletteFor(Options{Palette: ColourBlind}), ColourBlind, lightGrounds},
	} {
		for r := range roleCount {
			backs := append([]string{}, tt.grounds...)
			for g := range groundCount {
				l := tt.palette.style(r, g)
				if l.fg == nil {
					continue // The terminal's own colour is the user's choice.
				}
				if l.bg != nil {
					if got := contrast(l.fg, l.bg); got < need(r, tt.of) {
						t.Errorf("%s %s %s on ground %d: got contrast %.2f, want %.1f", tt.of, tt.name, roleNames[r], g,
							got, need(r, tt.of))
					}
					continue
				}
				for _, b := range backs {
					if got := contrast(l.fg, lipgloss.Color(b)); got < need(r, tt.of) {
						t.Errorf("%s %s %s on %s: got contrast %.2f, want %.1f", tt.of, tt.name, roleNames[r], b, got,
							need(r, tt.of))
					}
				}
			}
		}
	}
}

func TestNoColourStillTellsRolesApart(t *testing.T) {
	for _, o := range []Options{
		{NoColor: true}, {Profile: colorprofile.ASCII}, {NoColor: true, Dark: true, Profile: colorprofile.TrueColor},
	} {
		th := New(o)
		for _, r := range []Role{Title, Accent, Danger, Match, Input, OnAccent, OnDanger} {
			open := th.Open(Plain, r)
			if open == "" {
				t.Errorf("%s: got no emphasis without colour", roleNames[r])
			}
			if strings.Contains(open, "38;") || strings.Contains(open, "48;") || strings.Contains(open, "3m") {
				t.Errorf("%s: got colour %q without colour", roleNames[r], open)
			}
		}
		if !strings.Contains(th.Open(Selected, Text), "7") {
			t.Errorf("selected row: got %q, want reverse", th.Open(Selected, Text))
		}
	}
}

func TestSixteenColoursStayBasic(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := New(Options{Dark: dark, Profile: colorprofile.ANSI})
		for r := range roleCount {
			for g := range groundCount {
				if open := th.Open(g, r); strings.Contains(open, "38;") || strings.Contains(open, "48;") {
					t.Errorf("dark %v %s: got %q, want one of sixteen colours", dark, roleNames[r], open)
				}
			}
		}
	}
}

func TestPlainNeedsBoth(t *testing.T) {
	for _, o := range []Options{{}, {ASCII: true}, {NoColor: true}, {ASCII: true, NoColor: true}} {
		if got, want := New(o).Plain(), o.ASCII && o.NoColor; got != want {
			t.Errorf("%+v: got %v, want %v", o, got, want)
		}
	}
}

func TestPaint(t *testing.T) {
	th := New(Options{Dark: true})
	if got := th.Paint(Text, "ord"); got != "ord" {
		t.Errorf("got %q, want text untouched", got)
	}
	got := th.Paint(Danger, "ord")
	if ansi.Strip(got) != "ord" || got == "ord" || !strings.HasSuffix(got, Reset) {
		t.Errorf("got %q, want painted and closed", got)
	}
	if got := th.Paint(Danger, ""); got != "" {
		t.Errorf("got %q, want nothing for nothing", got)
	}
	if got := th.PaintOn(groundCount, roleCount, "ord"); got != "ord" {
		t.Errorf("got %q, want unknown roles plain", got)
	}
	if got := th.Style(Danger).Render("ord"); ansi.Strip(got) != "ord" || got == "ord" {
		t.Errorf("got %q from lipgloss", got)
	}
}

func TestEveryGlyphIsOneCell(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		for _, s := range flatten(reflect.ValueOf(New(Options{ASCII: ascii}).Glyphs)) {
			if ansi.StringWidth(s) != 1 {
				t.Errorf("glyph %q: got %d cells, want 1", s, ansi.StringWidth(s))
			}
			if ascii && (len(s) != 1 || s[0] < ' ' || s[0] > '~') {
				t.Errorf("glyph %q: not ASCII", s)
			}
		}
	}
}

func flatten(v reflect.Value) []string {
	if v.Kind() == reflect.String {
		return []string{v.String()}
	}
	var out []string
	n := 0
	if v.Kind() == reflect.Struct {
		n = v.NumField()
		for i := range n {
			out = append(out, flatten(v.Field(i))...)
		}
		return out
	}
	for i := range v.Len() {
		out = append(out, flatten(v.Index(i))...)
	}
	return out
}
