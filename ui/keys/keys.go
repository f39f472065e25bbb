// Package keys declares what each key does, in one place.
//
// It promises: an action is declared in one Binding (keys, words, when it works and why not), and everything that
// describes keys is generated from that list: the footer, the help, the palette, the README table and the conflict
// test. It contains no texts: labels are keys of the word files, and callers pass the function that translates them. It
// never handles a terminal message; keystrokes are the strings that Bubble Tea v2 gives ("a", "enter", "space",
// "ctrl+s", "shift+tab").
package keys

import (
	"strings"

	"charm.land/bubbles/v2/key"
)

// Translate turns a word key into a person's language.
type Translate func(key string, args ...any) string

// Binding is one action.
type Binding struct {
	ID      string   // identifies the action, such as "search" or "company.merge"
	Keys    []string // keystrokes; the first is the one that is shown
	Label   string   // word key of a short phrase: "mærk", "log kontakt"
	Group   string   // word key of the heading in the help; empty is the screen's own
	Footer  int      // position in the footer, 1 first; 0 is not shown there
	Palette bool     // offered in the palette

	// Enabled reports whether the action works now; when it does not, the second
	// value is the word key of the sentence that says why. Nil is always.
	Enabled func() (ok bool, why string)
}

// OK reports whether the action works now, and the word key of why not.
func (b Binding) OK() (ok bool, why string) {
	if b.Enabled == nil {
		return true, ""
	}
	return b.Enabled()
}

// Has reports whether a keystroke belongs to the binding.
func (b Binding) Has(stroke string) bool {
	return key.Matches(pressed(stroke), key.NewBinding(key.WithKeys(b.Keys...)))
}

// pressed is a keystroke as the key package of bubbles asks for it.
type pressed string

func (p pressed) String() string { return string(p) }

// When returns the binding with another condition.
func (b Binding) When(enabled func() (bool, string)) Binding {
	b.Enabled = enabled
	return b
}

// As returns the binding with another label, for a screen where the same
// meaning has a more precise word.
func (b Binding) As(label string) Binding {
	b.Label = label
	return b
}

// At returns the binding with another place in the footer.
func (b Binding) At(footer int) Binding {
	b.Footer = footer
	return b
}

// Find returns the binding a keystroke belongs to. Disabled ones are found too:
// the caller tells the person why nothing happens.
func Find(bindings []Binding, stroke string) (Binding, bool) {
	for _, b := range bindings {
		if b.Has(stroke) {
			return b, true
		}
	}
	return Binding{}, false
}

// ByID returns the binding with an identifier.
func ByID(bindings []Binding, id string) (Binding, bool) {
	for _, b := range bindings {
		if b.ID == id {
			return b, true
		}
	}
	return Binding{}, false
}

// Names says how keys are written. The zero value writes the words that a
// keyboard carries.
type Names struct {
	Space string // sign of the space bar, "␣"
	Up    string
	Down  string
	Left  string
	Right string
}

// Show writes a keystroke as a person reads it: "Enter", "Esc", "ctrl+k", "␣".
func (n Names) Show(stroke string) string {
	mods := ""
	if i := strings.LastIndex(stroke, "+"); i > 0 && i < len(stroke)-1 {
		mods, stroke = stroke[:i+1], stroke[i+1:]
	}
	return mods + n.base(stroke)
}

func (n Names) base(stroke string) string {
	signs := map[string]string{
		"space": n.Space, "up": n.Up, "down": n.Down, "left": n.Left, "right": n.Right,
	}
	if s := signs[stroke]; s != "" {
		return s
	}
	if s, ok := written[stroke]; ok {
		return s
	}
	return stroke
}

// written is how named keys are labelled on a keyboard.
var written = map[string]string{
	"enter": "Enter", "esc": "Esc", "tab": "Tab", "space": "Space", "backspace": "Backspace",
	"delete": "Del", "insert": "Ins", "home": "Home", "end": "End", "pgup": "PgUp",
	"pgdown": "PgDn", "up": "Up", "down": "Down", "left": "Left", "right": "Right",
}
