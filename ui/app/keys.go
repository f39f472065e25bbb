package app

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
)

// global are the bindings that work on every screen unless it has one with the same key.
func global() []keys.Binding {
	return keys.Pick(keys.Search, keys.Undo, keys.Redo, keys.Palette, keys.Help, keys.Back, keys.Tab,
		keys.JumpBack, keys.JumpOn, keys.Recent, keys.Lock, keys.Suspend, keys.Quit, keys.Damaged, keys.Tour)
}

// globalNow are the global bindings that have something to do.
func (a *App) globalNow() []keys.Binding {
	return slices.DeleteFunc(global(), func(b keys.Binding) bool {
		return b.ID == keys.Damaged && len(a.service.Damaged()) == 0 || b.ID == keys.Tour && !a.service.Demo
	})
}

// Bindings is what works now, for tests and for the README's table.
func (a *App) Bindings() []keys.Binding { return a.bindings() }

// bindings is the one list behind the footer, the help and the palette: the screen's own first.
func (a *App) bindings() []keys.Binding {
	var list []keys.Binding
	if r := a.front(); r != nil {
		list = screen.Declared(r.s.Bindings())
	}
	typing := a.front() != nil && a.front().s.Typing()
	for _, g := range a.globalNow() {
		if typing && !reachable(g) || a.takes(g.Keys[0]) {
			continue
		}
		if !claimed(list, g) {
			list = append(list, g)
		}
	}
	if r := a.front(); r != nil {
		list = a.opt.Keys.Apply(string(r.name), list)
	}
	return list
}

// moved says which key an action has now, to somebody who presses the one that was taken from it; nil when none was.
func (a *App) moved(r *openScreen, stroke string) tea.Cmd {
	for _, b := range a.bindings() {
		if a.opt.Keys.Takes(string(r.name), b.ID, stroke) && len(b.Keys) > 0 {
			names := a.theme.Names()
			return a.say(kit.Toast{Text: a.theme.T("keys.moved", "key", names.Show(stroke),
				"now", names.Show(b.Keys[0]), "does", a.theme.T(b.Label))})
		}
	}
	return nil
}

// claimed reports whether a screen has a global binding, or one of its keys, itself.
func claimed(own []keys.Binding, g keys.Binding) bool {
	return slices.ContainsFunc(own, func(b keys.Binding) bool {
		return b.ID == g.ID || slices.ContainsFunc(g.Keys, b.Has)
	})
}

// takes reports whether the front screen claims a keystroke for itself, as a grid of numbers claims the digits.
func (a *App) takes(stroke string) bool {
	r := a.front()
	if r == nil {
		return false
	}
	t, ok := r.s.(screen.KeyTaker)
	return ok && t.Takes(stroke)
}

// reachable reports whether a binding has a key that is not a letter of what is being typed.
func reachable(b keys.Binding) bool {
	return slices.ContainsFunc(b.Keys, func(k string) bool { return len(k) > 1 && k != "space" })
}

// key decides who gets a key: an overlay, a field that is typed in, a binding, or the screen as it is.
func (a *App) key(m tea.KeyPressMsg) tea.Cmd {
	stroke := m.String()
	a.pressed++
	if stroke == "ctrl+c" {
		return a.leave()
	}
	if stroke == "ctrl+l" {
		return a.lock()
	}
	if stroke == "ctrl+z" {
		return a.suspend()
	}
	a.toast = nil
	if a.over != nil {
		return a.overlayTakes(m)
	}
	r := a.front()
	if r == nil {
		return nil
	}
	if stroke == "ctrl+k" && !a.opt.Keys.Takes(string(r.name), keys.Palette, stroke) {
		return a.palette()
	}
	if a.takes(stroke) || r.s.Typing() && kit.IsText(m) {
		return r.s.Update(m)
	}
	b, ok := keys.Find(a.bindings(), stroke)
	if !ok && !r.s.Typing() {
		if said := a.moved(r, stroke); said != nil {
			return said
		}
	}
	if !ok || (r.s.Typing() && editing(stroke)) {
		return r.s.Update(m)
	}
	if on, why := b.OK(); !on {
		return a.say(kit.Toast{Level: kit.Warning, Text: a.theme.T(why)})
	}
	if own, ok := r.binding(b.ID); ok {
		return own.Do()
	}
	if b.ID == keys.Tab {
		return a.toTab(stroke)
	}
	return a.act(b.ID)
}

// toTab brings the tab with this number to the front.
func (a *App) toTab(number string) tea.Cmd {
	if i := slices.IndexFunc(tabs, func(t tab) bool { return t.key == number }); i >= 0 {
		return a.show(i)
	}
	return nil
}

// editing reports keys that move or erase inside a field.
func editing(stroke string) bool {
	switch stroke {
	case "backspace", "delete", "left", "right", "home", "end", "space":
		return true
	}
	return strings.HasPrefix(stroke, "alt+")
}

// act carries out a binding of the program itself.
func (a *App) act(id string) tea.Cmd {
	switch id {
	case keys.Undo:
		return a.undo(0)
	case keys.Redo:
		return a.redo()
	case keys.Palette:
		return a.palette()
	case keys.Help:
		return a.help()
	case keys.Back:
		return a.back(screen.Back{})
	case keys.Search:
		return a.goTo(screen.Go{To: screen.Find, Arg: screen.FindArg{}})
	case keys.JumpBack:
		return a.jump(-1)
	case keys.JumpOn:
		return a.jump(1)
	case keys.Recent:
		return a.recentRows()
	case keys.Tour:
		return a.toured()
	case keys.Damaged:
		return a.goTo(screen.Go{To: screen.Damaged})
	case keys.Suspend:
		return a.suspend()
	case keys.Lock:
		return a.lock()
	case keys.Quit:
		return a.leave()
	}
	return nil
}

func (a *App) paste(m tea.PasteMsg) tea.Cmd {
	if a.over != nil {
		return a.overlayTakes(m)
	}
	if r := a.front(); r != nil {
		return r.s.Update(m)
	}
	return nil
}

// mouse sends clicks to where they landed: a tab, the footer, an overlay or the screen.
func (a *App) mouse(msg tea.Msg) tea.Cmd {
	m, ok := msg.(tea.MouseMsg)
	if !ok {
		return nil
	}
	at := m.Mouse()
	if a.over != nil {
		return a.overlayTakes(kit.Offset(msg, a.over.x, a.over.y))
	}
	r := a.front()
	if r == nil {
		return nil
	}
	if _, click := msg.(tea.MouseClickMsg); click {
		a.toast = nil
		switch {
		case at.Y == 0:
			if t := a.header().TabAt(a.theme, at.X, a.size.W); t >= 0 {
				return a.show(t)
			}
			return nil
		case at.Y == a.size.H-1:
			if id := kit.FooterAt(a.hints(), at.X, a.size.W); id != "" {
				return a.press(id)
			}
			return nil
		}
	}
	return r.s.Update(kit.Offset(msg, 0, kit.BodyTop))
}

// press does what a binding's key would do.
func (a *App) press(id string) tea.Cmd {
	b, ok := keys.ByID(a.bindings(), id)
	if !ok {
		return nil
	}
	if on, why := b.OK(); !on {
		return a.say(kit.Toast{Level: kit.Warning, Text: a.theme.T(why)})
	}
	if r := a.front(); r != nil {
		if own, ok := r.binding(id); ok {
			return own.Do()
		}
	}
	return a.act(id)
}

// suspend gives the terminal back to the shell until fg, with what is half-typed written; where there is no shell to go
// to it says so.
func (a *App) suspend() tea.Cmd {
	if a.opt.NoSuspend {
		return a.say(kit.Toast{Level: kit.Warning, Text: a.theme.T("suspend.not")})
	}
	if err := a.flushDrafts(); err != nil {
		return a.fail(present.WordsIn(a.theme.Lang).Error(err))
	}
	return tea.Suspend
}

// leave keeps what is half-typed and ends the program. Where it cannot be kept the person hears so, and only the same
// key at once again ends the program without it.
func (a *App) leave() tea.Cmd {
	if err := a.flushDrafts(); err != nil && a.losing != a.pressed {
		a.losing = a.pressed + 1
		return a.fail(a.theme.T("quit.again", "why", present.WordsIn(a.theme.Lang).Error(err)))
	}
	return a.quit()
}

// quit ends the program, and keeps what is half-typed as far as it can be.
func (a *App) quit() tea.Cmd {
	a.leaving = true
	a.writeLooks(a.ctx)
	a.keepLeft()
	_ = a.flushDrafts() // there is nobody to tell
	return tea.Quit
}
