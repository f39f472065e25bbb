package keys

import (
	"slices"
	"strings"
)

// Chosen are keystrokes that a person gave to actions, and with a minus in front those taken from them. What is given
// stands first; the usual keys that are not taken away keep working, so that what sentences, pages and colleagues say of
// them stays true.
type Chosen struct {
	Everywhere map[string][]string            // by the identifier of the action
	On         map[string]map[string][]string // by the name of a screen, then by action
}

// Away is the keystroke that a choice takes from its action; ok is false for one that it gives.
func Away(choice string) (stroke string, ok bool) {
	stroke, ok = strings.CutPrefix(choice, "-")
	return stroke, ok && stroke != ""
}

// of are the choices for an action of a screen.
func (c Chosen) of(screen, id string) []string {
	return slices.Concat(c.On[screen][id], c.Everywhere[id])
}

// Takes reports whether a keystroke was taken from an action of a screen.
func (c Chosen) Takes(screen, id, stroke string) bool {
	return slices.Contains(c.of(screen, id), "-"+stroke)
}

// Apply gives the bindings of a screen with the chosen keystrokes. A keystroke that something else on the screen uses
// now is left to that.
func (c Chosen) Apply(screen string, list []Binding) []Binding {
	if len(c.Everywhere) == 0 && len(c.On) == 0 {
		return list
	}
	usual := slices.Clone(list)
	for i, b := range usual {
		usual[i].Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(k string) bool { return c.Takes(screen, b.ID, k) })
	}
	out := slices.Clone(usual)
	for i, b := range out {
		var own []string
		for _, stroke := range c.of(screen, b.ID) {
			_, away := Away(stroke)
			if _, taken := Find(usual, stroke); !away && !taken {
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
