package theme

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

func TestOwnColoursReplaceThoseOfTheStandardPalette(t *testing.T) {
	own := &Own{Dark: map[string]string{"accent": "#ff00ff", "selected": "#101010"},
		Light: map[string]string{"ok": "#004400"}}
	if got := New(Options{Dark: true, Own: own}).Open(Plain, Accent); !strings.Contains(got, "255;0;255") {
		t.Errorf("accent: got %q", got)
	}
	if got := New(Options{Dark: true, Own: own}).Open(Selected, Text); !strings.Contains(got, "16;16;16") {
		t.Errorf("selected: got %q", got)
	}
	if got, want := New(Options{Own: own}).Open(Plain, Accent), New(Options{}).Open(Plain, Accent); got != want {
		t.Errorf("light: got %q, want %q", got, want)
	}
	for _, o := range []Options{{Dark: true, Palette: Contrast}, {Dark: true, Palette: ColourBlind},
		{Dark: true, Profile: colorprofile.ANSI}, {Dark: true, NoColor: true}} {
		with := o
		with.Own = own
		if got, want := New(with).Open(Plain, Accent), New(o).Open(Plain, Accent); got != want {
			t.Errorf("%+v: got %q, want %q: these promise something", o, got, want)
		}
	}
}

func TestCheckNamesTheColourThatCannotBeRead(t *testing.T) {
	for _, tt := range []struct {
		name string
		dark bool
		own  map[string]string
		want string // names of the faults
	}{
		{"nothing", true, nil, ""},
		{"standard", true, StandardColours(true), ""},
		{"standard, light", false, StandardColours(false), ""},
		{"dark text on dark", true, map[string]string{"accent": "#333333"}, "accent"},
		{"the same on light", false, map[string]string{"accent": "#333333"}, ""},
		{"white text on white", false, map[string]string{"danger": "#fefefe"}, "danger"},
		{"a background", true, map[string]string{"selected": "#ffffff"}, "selected"},
		{"text and background together", true, map[string]string{"onselected": "#111111"}, "onselected"},
		{"text on a button", true, map[string]string{"onaccent": "#ffffff"}, "onaccent"},
		{"just enough for a line, not for text", true, map[string]string{"border": "#7b8492", "subtle": "#686e77"},
			"subtle"},
	} {
		var got []string
		for _, u := range Check(tt.dark, tt.own) {
			got = append(got, u.Name)
			if u.Ratio >= u.Min || u.On == "" || u.Text == "" {
				t.Errorf("%s: got %+v", tt.name, u)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, s, tt.want)
		}
	}
}

func TestEveryNamedColourHasOne(t *testing.T) {
	for _, dark := range []bool{true, false} {
		for name, c := range StandardColours(dark) {
			if !IsColour(c) {
				t.Errorf("dark %v %s: got %q", dark, name, c)
			}
		}
	}
	for r := range roleCount {
		if r != Text && colourOf(r) == "" {
			t.Errorf("role %s has no name", roleNames[r])
		}
	}
	if len(ColourNames()) != len(StandardColours(true)) {
		t.Error("names and colours differ")
	}
	for s, want := range map[string]bool{"#12abEF": true, "12abef": false, "#12abe": false, "red": false,
		"#12abeg": false} {
		if IsColour(s) != want {
			t.Errorf("%q: got %v", s, !want)
		}
	}
}
