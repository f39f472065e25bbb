package uitest

import (
	"slices"
	"testing"

	"jobspor/ui/screen"
	"jobspor/ui/service"
	"jobspor/ui/theme"
)

// TestPaletteIsChosenInSettings: the colours change at once, and undo brings the former back.
func TestPaletteIsChosenInSettings(t *testing.T) {
	d := New(t, Options{Start: &screen.Go{To: screen.Settings}, Theme: theme.Options{Dark: true}})
	before := d.Coloured()
	d.Press("down", "down", "enter")
	d.Sees("høj kontrast", "til farveblinde")
	d.Press("down", "enter")
	d.Ready()
	if got := d.App.Theme().Colours.Options().Palette; got != theme.Contrast {
		t.Fatalf("the palette is %q after the choice of high contrast\n%s", got, d.View())
	}
	if d.Coloured() == before {
		t.Error("the screen has the same colours as before")
	}
	d.Press("u")
	d.Ready()
	if got := d.App.Theme().Colours.Options().Palette; got != theme.Standard {
		t.Errorf("the palette is %q after undo", got)
	}
}

func TestEveryPaletteCanBeSet(t *testing.T) {
	spec, _ := service.SettingNamed(service.ThemeSetting)
	var have []string
	for _, p := range theme.Palettes() {
		have = append(have, string(p))
	}
	if !slices.Equal(spec.Values, have) || spec.Usual != have[0] {
		t.Errorf("the setting takes %v, there are %v", spec.Values, have)
	}
}
