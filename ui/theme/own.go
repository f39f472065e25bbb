package theme

import (
	"maps"
	"regexp"
	"slices"
)

// Own are a person's own colours, "#rrggbb" by name, for dark and light backgrounds. They replace those of the standard
// palette; the other palettes stay what they promise to be, and sixteen colours are the terminal's.
type Own struct{ Dark, Light map[string]string }

// on gives the colours for one kind of background.
func (o *Own) on(dark bool) map[string]string {
	switch {
	case o == nil:
		return nil
	case dark:
		return o.Dark
	}
	return o.Light
}

// named are the colours of a palette that a person may choose.
func named(p *palette) map[string]*string {
	return map[string]*string{
		"subtle": &p.fg[Subtle], "title": &p.fg[Title], "accent": &p.fg[Accent], "ok": &p.fg[OK],
		"warn": &p.fg[Warn], "danger": &p.fg[Danger], "match": &p.fg[Match], "disabled": &p.fg[Disabled],
		"border": &p.fg[Border], "bar": &p.fg[BarFill], "bartrack": &p.fg[BarTrack], "input": &p.fg[Input],
		"onaccent": &p.fg[OnAccent], "ondanger": &p.fg[OnDanger],
		"selected": &p.selected, "unfocused": &p.resting, "onselected": &p.onSelect,
	}
}

// with gives the palette with a person's own colours.
func (p palette) with(own map[string]string) palette {
	names := named(&p)
	for name, value := range own {
		if at, ok := names[name]; ok {
			*at = value
		}
	}
	return p
}

// ColourNames are the names of colours, in alphabetical order.
func ColourNames() []string { return slices.Sorted(maps.Keys(named(&palette{}))) }

// StandardColours are the colours of the standard palette by name.
func StandardColours(dark bool) map[string]string {
	p := paletteFor(Options{Dark: dark})
	out := map[string]string{}
	for name, at := range named(&p) {
		out[name] = *at
	}
	return out
}

var colourForm = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// IsColour reports whether a text is a colour: "#rrggbb".
func IsColour(s string) bool { return colourForm.MatchString(s) }

// Unreadable is a colour that stands out too little from what lies behind it, by the contrast ratio of WCAG 2.1.
type Unreadable struct {
	Name       string // of the colour that was chosen
	Text       string // name of the text that cannot be read, where a background was chosen; else as Name
	On         string // the background
	Ratio, Min float64
}

// Check tells which of a person's own colours cannot be read, at most one sentence a colour: the worst.
func Check(dark bool, own map[string]string) (out []Unreadable) {
	grounds := lightGrounds
	if dark {
		grounds = darkGrounds
	}
	p := paletteFor(Options{Dark: dark, Own: &Own{own, own}})
	worst := map[string]Unreadable{}
	for _, f := range faints(p, Standard, grounds) {
		text, behind := colourOf(f.role), groundNames[f.ground]
		if f.ground != Plain && (f.role == Text || f.role == Input || f.role == Title) {
			text = "onselected"
		}
		switch f.role {
		case OnAccent:
			behind = "accent"
		case OnDanger:
			behind = "danger"
		}
		at := Unreadable{Name: text, Text: text, On: f.on, Ratio: f.ratio, Min: f.min}
		if at.On == "" {
			at.On = behind
		}
		if own[text] == "" {
			at.Name = behind
		}
		if had, ok := worst[at.Name]; !ok || at.Ratio < had.Ratio {
			worst[at.Name] = at
		}
	}
	for _, name := range slices.Sorted(maps.Keys(worst)) {
		out = append(out, worst[name])
	}
	return out
}

// groundNames are the backgrounds of the theme by the name of their colour.
var groundNames = [groundCount]string{Plain: "", Selected: "selected", SelectedUnfocused: "unfocused"}

// colourOf is the name of a role's colour.
func colourOf(r Role) string {
	var p palette
	for name, at := range named(&p) {
		if at == &p.fg[r] {
			return name
		}
	}
	return ""
}
