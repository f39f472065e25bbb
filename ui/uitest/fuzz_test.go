package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// maxFuzzKeys is how many keys of one input are pressed.
const maxFuzzKeys = 60

// FuzzKeys presses any keys from the start of the program, of a world with people and companies: after every message
// each screen's invariants hold, the frame is as large as its window, no word is missing, one key is one change, and at
// the end all of them are undone and done again.
func FuzzKeys(f *testing.F) {
	for _, keys := range []string{"2 enter e tab x ctrl+s", "3 enter h u", "8 u u U", "4 enter s enter", "6 n enter enter",
		"9 down enter", "/ a enter", "ctrl+k h enter", "3 X", "5 n enter esc", "7 right x enter", "1 k z enter"} {
		var b []byte
		for k := range strings.FieldsSeq(keys) {
			b = append(b, byte(keyIndex(k)))
		}
		f.Add(b, uint8(0), uint8(0))
	}
	f.Fuzz(func(t *testing.T, keys []byte, w, h uint8) {
		o := Options{World: firmWorld(), W: 40 + int(w), H: 12 + int(h)%60}
		d := New(t, o)
		for _, k := range keys[:min(len(keys), maxFuzzKeys)] {
			if k >= 128 { // a letter beside those that mean something
				d.Send(tea.KeyPressMsg{Code: rune(k), Text: string(rune(k) + 0x60)})
			} else {
				d.Press(pressable[int(k)%len(pressable)])
			}
			if d.Quit {
				return
			}
			lines := strings.Split(d.App.View().Content, "\n")
			if len(lines) != o.H {
				t.Fatalf("%d lines in a window of %d\n%s", len(lines), o.H, d.View())
			}
			for _, l := range lines {
				if ansi.StringWidth(l) > o.W {
					t.Fatalf("a line of %d cells in a window of %d\n%s", ansi.StringWidth(l), o.W, d.View())
				}
			}
			if strings.Contains(d.View(), "⟨") {
				t.Fatalf("a word is missing\n%s", d.View())
			}
		}
	})
}

// keyIndex is where a key stands among those that random tests press, 128 and its letter for others.
func keyIndex(key string) int {
	for i, k := range pressable {
		if k == key {
			return i
		}
	}
	return 128 + int(key[0])%128
}
