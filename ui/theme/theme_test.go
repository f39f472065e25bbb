package theme

import (
	"image/color"
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

var roleNames = [roleCount]string{"Text", "Subtle", "Title", "Accent", "OK", "Warn", "Danger", "Match",
	"Disabled", "Border", "BarFill", "BarTrack", "Input", "OnAccent", "OnDanger"}

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
		for _, f := range faints(tt.palette, tt.of, tt.grounds) {
			t.Errorf("%s %s %s on ground %d %s: got contrast %.2f, want %.1f", tt.of, tt.name, roleNames[f.role],
				f.ground, f.on,
				f.ratio, f.min)
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
		th := New(Options{Dark: dark, Sure: true, Profile: colorprofile.ANSI})
		for r := range roleCount {
			for g := range groundCount {
				if open := th.Open(g, r); strings.Contains(open, "38;") || strings.Contains(open, "48;") {
					t.Errorf("dark %v %s: got %q, want one of sixteen colours", dark, roleNames[r], open)
				}
			}
		}
	}
}

// sixteen are the colours of terminals with no more, as they are set at first: the console of Linux, and xterm.
var sixteen = map[string][16]string{
	"linux": {"#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa",
		"#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"},
	"xterm": {"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
		"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"},
}

// TestSixteenColoursCanBeRead on a dark and a light background, on the selected row, and on buttons.
func TestSixteenColoursCanBeRead(t *testing.T) {
	for name, colours := range sixteen {
		shown := func(c color.Color) color.Color {
			if n, ok := c.(ansi.BasicColor); ok {
				return lipgloss.Color(colours[n])
			}
			t.Errorf("%s: %v is none of sixteen", name, c)
			return c
		}
		for dark, ground := range map[bool]string{true: colours[0], false: colours[15]} {
			p := paletteFor(Options{Dark: dark, Sure: true, Profile: colorprofile.ANSI})
			for r := range roleCount {
				for g := range groundCount {
					l := p.style(r, g)
					fg, bg := lipgloss.Color(colours[15]), lipgloss.Color(ground)
					if !dark {
						fg = lipgloss.Color(colours[0])
					}
					if l.fg != nil {
						fg = shown(l.fg)
					}
					if l.bg != nil {
						bg = shown(l.bg)
					}
					if got := contrast(fg, bg); got < need(r, Standard) {
						t.Errorf("%s dark %v %s on ground %d: got contrast %.2f", name, dark, roleNames[r], g, got)
					}
				}
			}
		}
	}
}

// TestAGuessedBackgroundTakesNoColourOfSixteen: what a terminal did not say is not relied on; a selected row, errors
// and keys are told by bold, underlined and reversed text.
func TestAGuessedBackgroundTakesNoColourOfSixteen(t *testing.T) {
	for _, dark := range []bool{true, false} {
		p := paletteFor(Options{Dark: dark, Profile: colorprofile.ANSI})
		for r := range roleCount {
			for g := range groundCount {
				if l := p.style(r, g); l.fg != nil || l.bg != nil {
					t.Errorf("dark %v: %s on ground %d has a colour", dark, roleNames[r], g)
				}
			}
		}
	}
	if p := paletteFor(Options{Profile: colorprofile.ANSI256}); p.mono {
		t.Error("more than sixteen colours are not used")
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
