package keys

import (
	"slices"
	"strings"
)

// Chosen are keystrokes that a person gave to actions. They stand first; the usual keys keep working, so that what
// sentences, pages and colleagues say of them stays true.
type Chosen struct {
	Everywhere map[string][]string            // by the identifier of the action
	On         map[string]map[string][]string // by the name of a screen, then by action
}

// Apply gives the bindings of a screen with the chosen keystrokes. A keystroke that something else on the screen uses
// now is left to that.
func (c Chosen) Apply(screen string, list []Binding) []Binding {
	if len(c.Everywhere) == 0 && len(c.On) == 0 {
		return list
	}
	out := slices.Clone(list)
	for i, b := range out {
		var own []string
		for _, stroke := range slices.Concat(c.On[screen][b.ID], c.Everywhere[b.ID]) {
			if _, taken := Find(list, stroke); !taken {
				own = append(own, stroke)
			}
		}
		if len(own) > 0 {
			out[i].Keys = slices.Concat(own, b.Keys)
		}
	}
	return out
}

// fixed are the actions whose keys lists, forms and dialogs know by themselves.
var fixed = []string{Up, Down, PageUp, PageDown, Top, Bottom, Next, Previous, Open, Back, Mark, MarkAll, Save, Tab,
	Lock, Suspend, Quit}

// Fixed reports whether an action keeps its usual keys only.
func Fixed(id string) bool { return slices.Contains(fixed, id) }

// inFields are the keystrokes that move, erase and choose inside fields, lists and dialogs.
var inFields = []string{"left", "right", "h", "j", "k", "backspace", "delete", "insert", "shift+up", "shift+down",
	"ctrl+left", "ctrl+right", "ctrl+up", "ctrl+down", "ctrl+backspace", "alt+left", "alt+right", "alt+b", "alt+f",
	"alt+backspace", "ctrl+a", "ctrl+d", "ctrl+e", "ctrl+u", "ctrl+w", "ctrl+n", "ctrl+p"}

// Reserved says why a keystroke cannot be chosen, as a word key; "" can. What an action of a screen uses is no matter
// here.
func Reserved(stroke string) string {
	switch {
	case unsendable(stroke) != "":
		return "err.interface.nokey"
	case slices.Contains(inFields, stroke), len(stroke) == 1 && strings.Contains("0123456789.,", stroke):
		return "err.interface.field"
	}
	for _, b := range Standard() {
		if Fixed(b.ID) && b.Has(stroke) {
			return "err.interface.field"
		}
	}
	return ""
}
