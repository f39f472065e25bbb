// Package theme turns roles ("danger", "selected") into what a terminal can show.
//
// It promises: a Theme is built once per session from the properties of the terminal, never changes afterwards and
// holds no global state; every role differs from plain text without colour as well (bold, underline, reverse); every
// glyph has an ASCII replacement of the same width. It never reads the environment and never writes to the terminal.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Role is the meaning of a piece of text; the theme decides how it looks.
type Role uint8

// The roles. Text is the zero value: the terminal's own foreground.
const (
	Text     Role = iota
	Subtle        // secondary words: hints, units, headings of columns
	Title         // headings and the name of the program
	Accent        // what is active or can be used: keys, the active tab
	OK            // done, agreed, valid
	Warn          // late, unknown, needs attention
	Danger        // refused, erased, overdue
	Match         // letters that matched a search
	Disabled      // there, but not now
	Border        // rules and frames
	BarFill       // the filled part of a bar
	BarTrack      // the empty part of a bar
	Input         // the value under the cursor in a form
	OnAccent      // text on the accent colour: badge, active button
	OnDanger      // text on the danger colour: a button that erases
	roleCount
)

// Background is what lies behind a piece of text.
type Background uint8

// The backgrounds. Plain is the terminal's own.
const (
	Plain             Background = iota
	Selected                     // the row under the cursor in the focused list
	SelectedUnfocused            // the row under the cursor while another part has focus
	groundCount
)

// Palette is a choice of colours, each for dark and light backgrounds.
type Palette string

// The palettes. Where a terminal has only sixteen colours, which are the person's own, the last two do without: bold,
// underlined and reversed text can be told apart whatever they are.
const (
	Standard    Palette = "standard"
	Contrast    Palette = "contrast"    // text stands out by 7:1 or more, WCAG's level AAA
	ColourBlind Palette = "colourblind" // the signal colours stay apart for those who see two of three primaries
)

// Palettes are all palettes, the usual one first.
func Palettes() []Palette { return []Palette{Standard, Contrast, ColourBlind} }

// Options is what is known about the terminal. The zero value is a terminal
// with a light background, every colour and Unicode glyphs.
type Options struct {
	Dark    bool                 // the background is dark
	Sure    bool                 // the terminal said so; without it Dark is a guess
	Profile colorprofile.Profile // colours the terminal can show; Unknown counts as TrueColor
	NoColor bool                 // NO_COLOR or a setting: no colour whatever the profile says
	ASCII   bool                 // only ASCII glyphs
	Palette Palette              // which colours; "" is Standard
	Own     *Own                 // a person's own colours, nil without
}

// Theme paints text by role. It is safe for concurrent use.
type Theme struct {
	Glyphs  Glyphs
	plainer *strings.Replacer // signs to their replacements; nil where signs can be shown
	options Options
	open    [groundCount][roleCount]string
	styles  [groundCount][roleCount]lipgloss.Style
}

// New builds the theme of one session.
func New(o Options) *Theme {
	t := &Theme{options: o, Glyphs: unicodeGlyphs()}
	if o.ASCII {
		t.Glyphs, t.plainer = asciiGlyphs(), asciiReplacements()
	}
	p := paletteFor(o)
	for g := range groundCount {
		for r := range roleCount {
			l := p.style(r, g)
			t.styles[g][r] = l.style()
			t.open[g][r] = l.open()
		}
	}
	return t
}

// Options returns what the theme was built from, so that it can be rebuilt
// when more is known about the terminal.
func (t *Theme) Options() Options { return t.options }

// Plain reports whether the session shows neither colours nor signs beyond ASCII: the mode for screen readers, which
// also follow the terminal's cursor.
func (t *Theme) Plain() bool { return t.options.ASCII && t.options.NoColor }

// Signs replaces the signs in a drawn screen that come from texts, such as an arrow in a sentence or a typed dash, with
// what the terminal can show. Every width stays the same, and letters are not changed.
func (t *Theme) Signs(frame string) string {
	if t.plainer == nil {
		return frame
	}
	return t.plainer.Replace(frame)
}

// Paint colours s, which must not contain line breaks. The text itself is
// returned unchanged when the role adds nothing.
func (t *Theme) Paint(r Role, s string) string { return t.PaintOn(Plain, r, s) }

// PaintOn colours s for a role on a background. Unknown roles and backgrounds look like plain text.
func (t *Theme) PaintOn(g Background, r Role, s string) string {
	open := t.Open(g, r)
	if open == "" || s == "" {
		return s
	}
	return open + s + Reset
}

// Reset ends what Open began.
const Reset = "\x1b[m"

// Open returns the escape sequence that begins a role on a background, empty when it looks like plain text. Callers
// that paint many cells write it themselves and end with Reset.
func (t *Theme) Open(g Background, r Role) string {
	if g >= groundCount || r >= roleCount {
		return ""
	}
	return t.open[g][r]
}

// Style returns the role as a lipgloss style, for the few places that lay out
// with lipgloss.
func (t *Theme) Style(r Role) lipgloss.Style {
	if r >= roleCount {
		return lipgloss.NewStyle()
	}
	return t.styles[Plain][r]
}

// style is one role on one background, ready to be written.
type style struct {
	fg, bg    color.Color
	bold      bool
	underline bool
	reverse   bool
	faint     bool
}

func (l style) style() lipgloss.Style {
	s := lipgloss.NewStyle().Bold(l.bold).Underline(l.underline).Reverse(l.reverse).Faint(l.faint)
	if l.fg != nil {
		s = s.Foreground(l.fg)
	}
	if l.bg != nil {
		s = s.Background(l.bg)
	}
	return s
}

func (l style) open() string {
	var s ansi.Style
	if l.bold {
		s = s.Bold()
	}
	if l.faint {
		s = s.Faint()
	}
	if l.underline {
		s = s.Underline(true)
	}
	if l.reverse {
		s = s.Reverse(true)
	}
	if l.fg != nil {
		s = s.ForegroundColor(l.fg)
	}
	if l.bg != nil {
		s = s.BackgroundColor(l.bg)
	}
	if len(s) == 0 {
		return ""
	}
	return strings.Clone(s.String())
}
