package theme

import (
	"reflect"
	"strings"
	"testing"

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
