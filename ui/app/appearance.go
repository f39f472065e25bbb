package app

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"jobspor/model"
	"jobspor/ui/lang"
	"jobspor/ui/present"
	"jobspor/ui/theme"
)

// This file has how everything looks: colours and language.

func (a *App) recolour(set func(*theme.Options)) tea.Cmd {
	if a.opt.FixedColours {
		return nil
	}
	o := a.theme.Colours.Options()
	set(&o)
	a.theme.Colours = theme.New(o)
	return nil
}

type themeRead struct {
	l       *lang.Lang
	palette string
	err     error
}

// readTheme reads the settings that change how everything looks.
func (a *App) readTheme() tea.Cmd {
	if a.opt.Language == nil {
		return nil
	}
	ctx, read, palette := a.ctx, a.opt.Language, a.opt.Palette
	now := string(a.theme.Colours.Options().Palette)
	return func() tea.Msg {
		l, err := read(ctx)
		if err != nil || palette == nil {
			return themeRead{l, now, err}
		}
		p, err := palette(ctx)
		return themeRead{l, p, err}
	}
}

func (a *App) themeRead(m themeRead) tea.Cmd {
	if m.err != nil {
		return a.tell(m.err)
	}
	a.theme.Lang = m.l
	if o := a.theme.Colours.Options(); string(o.Palette) != m.palette {
		o.Palette = theme.Palette(m.palette)
		a.theme.Colours = theme.New(o)
	}
	if a.toast != nil && a.toast.words != nil {
		a.toast.Text = a.toast.words(present.WordsIn(m.l))
	}
	return a.toAll(model.Changed{Many: true})
}

// Colours says what a terminal shows and a person chose, for callers that know it beforehand.
func Colours(dark bool, profile colorprofile.Profile, noColour, ascii bool, palette string, c Choices) theme.Options {
	return theme.Options{Dark: dark, Profile: profile, NoColor: noColour, ASCII: ascii, Palette: theme.Palette(palette),
		Own: &c.Colours}
}
