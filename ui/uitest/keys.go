package uitest

import (
	"math/rand/v2"
	"os"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Pace is how fast a test types.
type Pace string

const (
	// Calm lets everything that a key leads to end before the next key.
	Calm Pace = ""
	// Burst presses all keys before anything that they lead to has ended, until the test looks at what came of it:
	// reading takes forever, and the terminal buffers.
	Burst Pace = "burst"
	// Mixed lets a random part of it end between two keys.
	Mixed Pace = "mixed"
)

// pace is how all tests of this process type.
var pace = Pace(os.Getenv("JOBSPOR_TEST_PACE"))

// hit presses a key at the pace of the test.
func (d *Driver) hit(k tea.KeyPressMsg) {
	d.T.Helper()
	switch d.pace {
	case Burst:
		d.update(k)
	case Mixed:
		d.update(k)
		for range rand.IntN(4) {
			d.settleOne()
		}
	default:
		d.Send(k)
	}
}

// settleOne takes one result, if there is one.
func (d *Driver) settleOne() {
	select {
	case m := <-d.queue:
		d.took(m)
	default:
	}
}

var named = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome,
	"end":  tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"f1": tea.KeyF1, "f3": tea.KeyF3, "f6": tea.KeyF6, "f7": tea.KeyF7,
}

// Key makes the message of a key by its name.
func Key(name string) tea.KeyPressMsg {
	var mod tea.KeyMod
	for {
		switch {
		case strings.HasPrefix(name, "ctrl+"):
			mod, name = mod|tea.ModCtrl, name[5:]
			continue
		case strings.HasPrefix(name, "alt+"):
			mod, name = mod|tea.ModAlt, name[4:]
			continue
		case strings.HasPrefix(name, "shift+"):
			mod, name = mod|tea.ModShift, name[6:]
			continue
		}
		break
	}
	if code, ok := named[name]; ok {
		k := tea.KeyPressMsg{Code: code, Mod: mod}
		if name == "space" {
			k.Text = " "
		}
		return k
	}
	r := []rune(name)
	// As terminals send it: a capital is its small letter with shift, and the text that it writes.
	if low := unicode.ToLower(r[0]); low != r[0] && mod == 0 {
		return tea.KeyPressMsg{Code: low, ShiftedCode: r[0], Mod: tea.ModShift, Text: string(r[0])}
	}
	k := tea.KeyPressMsg{Code: r[0], Mod: mod}
	if mod == 0 {
		k.Text = string(r[0])
	}
	return k
}
