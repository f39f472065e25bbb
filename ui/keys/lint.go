package keys

import (
	"fmt"
	"slices"
	"strings"
)

// Conflicts returns one sentence per fault in the bindings that are active at the same time, for tests: a keystroke or
// identifier used twice, a binding without keys or label, a keystroke that Bubble Tea never sends, and a shared letter
// used for something else.
func Conflicts(bindings []Binding) []string {
	var out []string
	byKey, byID := map[string]string{}, map[string]bool{}
	grammar := map[string]string{}
	for _, b := range Standard() {
		for _, k := range b.Keys {
			grammar[k] = b.ID
		}
	}
	for _, b := range bindings {
		if b.ID == "" || b.Label == "" || len(b.Keys) == 0 {
			out = append(out, fmt.Sprintf("binding %q lacks an identifier, a label or keys", b.ID))
		}
		if byID[b.ID] {
			out = append(out, fmt.Sprintf("action %q is declared twice", b.ID))
		}
		byID[b.ID] = true
		for _, k := range b.Keys {
			if other, taken := byKey[k]; taken {
				out = append(out, fmt.Sprintf("key %q does both %q and %q", k, other, b.ID))
			}
			byKey[k] = b.ID
			if std, taken := grammar[k]; taken && std != b.ID {
				out = append(out, fmt.Sprintf("key %q means %q everywhere, here %q", k, std, b.ID))
			}
			if why := unsendable(k); why != "" {
				out = append(out, fmt.Sprintf("key %q of %q: %s", k, b.ID, why))
			}
		}
	}
	return out
}

// modifiers in the order Bubble Tea writes them.
var modifiers = []string{"ctrl", "alt", "shift"}

// unsendable says why a keystroke can never arrive, or only in special
// terminals. Empty is fine.
func unsendable(k string) string {
	if k == "" || strings.ContainsAny(k, " \t") {
		return `is not a keystroke (space is "space")`
	}
	if k == "+" {
		return ""
	}
	parts := strings.Split(k, "+")
	base, mods := parts[len(parts)-1], parts[:len(parts)-1]
	last := -1
	for _, m := range mods {
		i := slices.Index(modifiers, m)
		if i <= last {
			return "modifiers are ctrl, alt, shift in this order"
		}
		last = i
	}
	letter := len([]rune(base)) == 1
	if slices.Contains(mods, "shift") && letter {
		return "a shifted letter is sent as the capital"
	}
	if slices.Contains(mods, "ctrl") && letter && (base < "a" || base > "z") {
		return "needs a special terminal"
	}
	if slices.Contains([]string{"ctrl+i", "ctrl+m", "ctrl+h"}, k) {
		return "is Tab, Enter, Backspace or suspend in most terminals"
	}
	if !letter && written[base] == "" && !functionKey(base) {
		return "is not the name of a key"
	}
	return ""
}

func functionKey(s string) bool {
	return len(s) >= 2 && len(s) <= 3 && s[0] == 'f' && strings.Trim(s[1:], "0123456789") == ""
}
