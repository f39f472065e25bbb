package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// palette holds one colour per role and per background. An empty string is the terminal's own colour.
type palette struct {
	fg       [roleCount]string
	selected string // background of the selected row
	resting  string // background of the selected row without focus
	onSelect string // plain text on the selected row
	oneHue   bool   // everything on the selected row has the colour of its text
	mono     bool
}

// paletteFor chooses the palette that a terminal can show. Of sixteen colours none stands out from black and from
// white: without the terminal's word for its background they are not used.
func paletteFor(o Options) palette {
	basic := o.Profile == colorprofile.ANSI
	mono := o.NoColor || o.Profile == colorprofile.NoTTY || o.Profile == colorprofile.ASCII
	switch {
	case mono, basic && (!o.Sure || o.Palette == Contrast || o.Palette == ColourBlind):
		return palette{mono: true}
	case o.Palette == Contrast && o.Dark:
		return darkContrast()
	case o.Palette == Contrast:
		return lightContrast()
	case o.Palette == ColourBlind && o.Dark:
		return dark().signals("#7ba0f8", "#65fee6", "#e1d21b", "#ee7e5d")
	case o.Palette == ColourBlind:
		return light().signals("#0e1969", "#137164", "#8e5f13", "#730d1b")
	case basic && o.Dark:
		return darkBasic()
	case basic:
		return lightBasic()
	case o.Dark:
		return dark().with(o.Own.on(true))
	}
	return light().with(o.Own.on(false))
}

// dark is for backgrounds from black to the lighter dark greys (#282c34).
func dark() palette {
	return palette{
		fg: [roleCount]string{
			Subtle: "#a3abb8", Title: "#ffffff", Accent: "#7cc4ff", OK: "#86d993",
			Warn: "#f2c55c", Danger: "#ff9c94", Match: "#ffd479", Disabled: "#969eab",
			Border: "#7b8492", BarFill: "#7cc4ff", BarTrack: "#7b8492", Input: "#ffffff",
			OnAccent: "#0b1d2e", OnDanger: "#2a0604",
		},
		selected: "#14344f", resting: "#2b303a", onSelect: "#ffffff",
	}
}

// light is for backgrounds from white to Solarized's #fdf6e3.
func light() palette {
	return palette{
		fg: [roleCount]string{
			Subtle: "#565d68", Title: "#10141a", Accent: "#0a5296", OK: "#1c6329",
			Warn: "#774900", Danger: "#a81a12", Match: "#8a2f00", Disabled: "#626973",
			Border: "#7d8490", BarFill: "#0a5296", BarTrack: "#7d8490", Input: "#10141a",
			OnAccent: "#ffffff", OnDanger: "#ffffff",
		},
		selected: "#deedfb", resting: "#e6e9ee", onSelect: "#10141a",
	}
}

// darkContrast and lightContrast stand out from their backgrounds by 7:1, lines and bars by 4.5:1. The selected row is
// the inverse of all others.
func darkContrast() palette {
	return palette{
		fg: [roleCount]string{
			Subtle: "#e4e7ec", Title: "#ffffff", Accent: "#a9d8ff", OK: "#a5f0b0",
			Warn: "#ffdf80", Danger: "#ffc4bf", Match: "#ffe9a8", Disabled: "#ccd1d9",
			Border: "#c3c9d3", BarFill: "#a9d8ff", BarTrack: "#aab2bf", Input: "#ffffff",
			OnAccent: "#000000", OnDanger: "#000000",
		},
		selected: "#ffffff", onSelect: "#000000", oneHue: true,
	}
}

func lightContrast() palette {
	return palette{
		fg: [roleCount]string{
			Subtle: "#2c3138", Title: "#000000", Accent: "#003a75", OK: "#0b4317",
			Warn: "#553300", Danger: "#7d0c06", Match: "#672200", Disabled: "#40454d",
			Border: "#4a515c", BarFill: "#003a75", BarTrack: "#5b626d", Input: "#000000",
			OnAccent: "#ffffff", OnDanger: "#ffffff",
		},
		selected: "#000000", onSelect: "#ffffff", oneHue: true,
	}
}

// signals gives a palette other signal colours.
func (p palette) signals(accent, ok, warn, danger string) palette {
	p.fg[Accent], p.fg[BarFill], p.fg[OK] = accent, accent, ok
	p.fg[Warn], p.fg[Match], p.fg[Danger] = warn, warn, danger
	return p
}

// darkBasic and lightBasic use the sixteen colours the user has chosen for the terminal, where a mixed colour would be
// rounded to something unreadable. Words that signal nothing have the terminal's own colour.
func darkBasic() palette {
	return palette{
		fg: [roleCount]string{
			Accent: "14", OK: "10", Warn: "11", Danger: "9", Match: "11", BarFill: "14", OnAccent: "0", OnDanger: "0",
		},
		selected: "4", resting: "", onSelect: "15",
	}
}

func lightBasic() palette {
	return palette{
		fg: [roleCount]string{
			Accent: "4", Warn: "1", Danger: "1", Match: "1", BarFill: "4", OnAccent: "15", OnDanger: "15",
		},
		selected: "7", resting: "", onSelect: "0",
	}
}

// emphasis is how a role looks without colour, and in addition to it.
type emphasis struct{ bold, underline, reverse, faint bool }

var emphases = [roleCount]emphasis{
	Title: {bold: true}, Accent: {bold: true}, Warn: {bold: true},
	Danger: {bold: true, underline: true}, Match: {bold: true, underline: true},
	Input: {underline: true}, OnAccent: {bold: true, reverse: true},
	OnDanger: {bold: true, reverse: true, underline: true}, Disabled: {faint: true},
}

// style joins colour and emphasis. With colour only what helps reading stays:
// underline marks matches, bold marks titles and keys.
func (p palette) style(r Role, g Background) style {
	e := emphases[r]
	l := style{bold: e.bold}
	if p.mono {
		l = style{bold: e.bold, underline: e.underline, reverse: e.reverse, faint: e.faint}
		switch g {
		case Selected:
			l.reverse, l.faint = true, false
		case SelectedUnfocused:
			l.bold = true
		}
		return l
	}
	l.underline = r == Match || r == Input
	l.fg = hue(p.fg[r])
	switch r {
	case OnAccent:
		l.bg = hue(p.fg[Accent])
		return l
	case OnDanger:
		l.bg = hue(p.fg[Danger])
		return l
	}
	switch g {
	case Selected:
		l.bg = hue(p.selected)
	case SelectedUnfocused:
		l.bg, l.underline = hue(p.resting), l.underline || p.resting == ""
	}
	if g != Plain && (r == Text || r == Input || r == Title) && l.bg != nil {
		l.fg = hue(p.onSelect)
	}
	if g == Selected && (p.oneHue || isBasic(p.selected)) {
		// Neither sixteen colours nor high contrast have a second hue for the selected row.
		l.fg = hue(p.onSelect)
	}
	return l
}

func isBasic(s string) bool { return len(s) > 0 && len(s) < 3 }

func hue(s string) color.Color {
	if s == "" {
		return nil
	}
	return lipgloss.Color(s)
}
