package model

import (
	"encoding/json"
	"testing"
)

// TestEscapeJSON: nothing that a terminal obeys is left, and every value is what it was.
func TestEscapeJSON(t *testing.T) {
	for _, s := range []string{"Café Æble 🎉", "a\u202eb", "\u2066x\u2069", "\u009b31m", "\x7f", "\u0085", "\u2028",
		`\u202e`} {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		text = EscapeJSON(text)
		var back string
		if err := json.Unmarshal(text, &back); err != nil || back != s {
			t.Errorf("%q became %s, %q, %v", s, text, back, err)
		}
		if HasControl(string(text), false) {
			t.Errorf("%q: %q is obeyed", s, text)
		}
	}
}
