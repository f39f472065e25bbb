package app

import (
	"reflect"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
)

// This file keeps keys in order with what they lead to. A key that is typed before the keys before it have done their
// work waits, so that it never reaches a screen that it was not meant for and is never lost. What waits is dropped, and
// that is said, when something comes between that nobody could foresee: an error, or a question of the program's own.

// ahead is what was typed ahead, and what it waits for.
type ahead struct {
	keys    []tea.Msg
	pending int // commands under way that keys led to
	of      int // counts the times that pending began anew; what ends later is not counted
	escapes int // counts the Escs that waited, so that a timer knows its own
	dropped int // counts the keys that were dropped, which is said each time
	gaveUp  int // counts the searches that Esc gave up, which is said each time
}

// ended is the result of a command that a key led to.
type ended struct {
	msg tea.Msg
	of  int
}

// escapeWaits is how long Esc waits for the keys before it; then they are dropped.
const escapeWaits = time.Second

// led marks a command as one that a key led to: keys wait until it has ended.
func (a *App) led(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	a.ahead.pending++
	of := a.ahead.of
	return func() tea.Msg { return ended{cmd(), of} }
}

// aside hands a command to the program's loop that no key waits for, such as a timer.
func (a *App) aside(cmd tea.Cmd) {
	if cmd != nil {
		a.beside = append(a.beside, cmd)
	}
}

// after does something later; no key waits for it.
func (a *App) after(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
	a.aside(a.opt.After(d, fn))
	return nil
}

// result takes what a command gave that a key led to. What it leads to in turn is still of that key.
func (a *App) result(m ended) tea.Cmd {
	if m.of == a.ahead.of {
		a.ahead.pending--
	}
	switch inner := m.msg.(type) {
	case nil:
		return nil
	case tea.BatchMsg:
		var cmds []tea.Cmd
		for _, cmd := range inner {
			cmds = append(cmds, a.led(cmd))
		}
		return tea.Batch(cmds...)
	case ended:
		return a.result(inner)
	}
	if forTerminal(m.msg) { // keys wait until the loop has it: what is copied next comes after it
		a.ahead.pending++
		of := a.ahead.of
		return tea.Sequence(func() tea.Msg { return m.msg }, func() tea.Msg { return ended{nil, of} })
	}
	return a.led(a.take(m.msg))
}

// forTerminal reports whether a message is for the loop of the library, which did not see it: the clipboard, the end.
func forTerminal(msg tea.Msg) bool {
	return reflect.TypeOf(msg).PkgPath() == reflect.TypeOf(tea.WindowSizeMsg{}).PkgPath()
}

// typed takes what the person did now, or keeps it until what was done before has ended.
func (a *App) typed(msg tea.Msg) tea.Cmd {
	if a.idle() { // the computer slept: the time is up before it was looked
		return a.lock()
	}
	a.used()
	if a.tooSmall() {
		return a.unseen(msg)
	}
	if a.atOnce(msg) {
		return a.led(a.input(msg))
	}
	if _, mouse := msg.(tea.MouseMsg); mouse {
		return nil // it was aimed at what is about to go
	}
	a.ahead.keys = append(a.ahead.keys, msg)
	if isEscape(msg) {
		a.ahead.escapes++
		n, of := a.ahead.escapes, a.ahead.of
		return a.after(escapeWaits, func(time.Time) tea.Msg { return escapeDue{n, of} })
	}
	return nil
}

// unseen takes what the person did while the window is too small to show what it does: only what ends or locks the
// program.
func (a *App) unseen(msg tea.Msg) tea.Cmd {
	k, key := msg.(tea.KeyPressMsg)
	if !key {
		return nil
	}
	switch stroke := k.String(); {
	case stroke == "ctrl+c", stroke == "ctrl+l", stroke == "ctrl+z":
		return a.led(a.input(msg))
	case keys.Std(keys.Quit).Has(stroke):
		return a.leave()
	}
	return nil
}

// atOnce reports whether input need not wait: nothing is under way, nor the notice of what was written; or it ends or
// hides the program; or it is typed into, or leaves, what is in front and only reads.
func (a *App) atOnce(msg tea.Msg) bool {
	if a.ahead.pending == 0 && len(a.ahead.keys) == 0 && a.told >= a.written.Load() {
		return true
	}
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if s := m.String(); s == "ctrl+c" || s == "ctrl+l" || s == "ctrl+z" {
			return true
		}
		if len(a.ahead.keys) > 0 || !a.onlyReads() {
			return false
		}
		return isEscape(m) && !a.searching() || kit.IsText(m) && a.typing()
	case tea.PasteMsg:
		return len(a.ahead.keys) == 0 && a.onlyReads() && a.typing()
	case tea.MouseWheelMsg:
		return true
	}
	return false
}

func isEscape(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyPressMsg)
	return ok && k.String() == "esc"
}

// typing reports whether letters go into a field now.
func (a *App) typing() bool {
	if a.over != nil {
		return a.over.finds != nil || a.over.typing()
	}
	r := a.front()
	return r != nil && r.s.Typing()
}

// searching reports whether letters go into a field of the screen in front: Esc leaves the field, and the screen stays
// as what they find left it.
func (a *App) searching() bool {
	r := a.front()
	return a.over == nil && r != nil && r.s.Typing()
}

// onlyReads reports whether all that keys wait for is read by what is in front.
func (a *App) onlyReads() bool {
	n := 0
	if r := a.front(); r != nil {
		n = r.host.Reading()
	}
	if a.over != nil && a.over.finds != nil {
		n += a.over.finds.running
	}
	return a.ahead.pending <= n
}

// goOn does what was typed ahead, as far as nothing is under way.
func (a *App) goOn() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.ahead.keys) > 0 && a.locked == nil && !a.leaving {
		next := a.ahead.keys[0]
		rest := a.ahead.keys[1:]
		a.ahead.keys = nil // atOnce asks for this one as if it came now
		now := a.atOnce(next)
		a.ahead.keys = rest
		if !now {
			a.ahead.keys = append([]tea.Msg{next}, rest...)
			break
		}
		_ = a.View() // what a key does can depend on where things stand, such as how far there is to scroll
		if cmd := a.led(a.input(next)); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return tea.Batch(cmds...)
}

// escapeDue tells that an Esc has waited long enough.
type escapeDue struct{ n, of int }

// escapeLate is for an Esc that waited too long: the keys before it are dropped. It gives up the form that was about to
// open, which it would have closed; what else is under way, such as writing, ends first, so that Esc acts where it was
// meant to.
func (a *App) escapeLate(m escapeDue) tea.Cmd {
	i := slices.IndexFunc(a.ahead.keys, isEscape)
	if m.n != a.ahead.escapes || m.of != a.ahead.of || i < 0 {
		return nil
	}
	said := a.dropAhead(i)
	r := a.front()
	form := a.over == nil && r != nil && r.host.GiveUp()
	if !form && !(a.searching() && a.onlyReads()) {
		return said
	}
	a.ahead.keys = a.ahead.keys[1:]
	if !form {
		a.ahead.gaveUp++
		said = tea.Batch(said, a.led(a.input(tea.KeyPressMsg{Code: tea.KeyEscape})))
	}
	if i == 0 || !form {
		said = tea.Batch(said, a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("ahead.given.up")}))
	}
	return said
}

// dropAhead drops the first n of what was typed ahead, and says how many.
func (a *App) dropAhead(n int) tea.Cmd {
	n, a.ahead.keys = typedIn(a.ahead.keys[:n]), a.ahead.keys[n:]
	if n == 0 {
		return nil
	}
	a.ahead.dropped += n
	return a.say(kit.Toast{Level: kit.Warning, Text: a.theme.T("ahead.dropped", "n", n)})
}

// typedIn counts what of it was typed: an action that a key led to waits too.
func typedIn(waiting []tea.Msg) (n int) {
	for _, msg := range waiting {
		if _, action := msg.(press); !action {
			n++
		}
	}
	return n
}

// forget begins anew: nothing is waited for, and nothing that was typed ahead is done.
func (a *App) forget() {
	a.ahead = ahead{of: a.ahead.of + 1, gaveUp: a.ahead.gaveUp, dropped: a.ahead.dropped + a.Waiting()}
}

// Waiting counts the keys that wait now.
func (a *App) Waiting() int { return typedIn(a.ahead.keys) }

// Dropped counts what was typed and not used, and GaveUp the searches that Esc left before they had ended; each was
// said; for tests.
func (a *App) Dropped() int { return a.ahead.dropped }

// GaveUp is documented with Dropped.
func (a *App) GaveUp() int { return a.ahead.gaveUp }
