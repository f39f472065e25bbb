package app

import (
	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
)

// The least window the program works in; from 80×24 on nothing is left out.
const leastW, leastH = 60, 15

// tooSmall reports whether the window shows nothing but that it is too small.
func (a *App) tooSmall() bool {
	return a.size.W > 0 && a.size.H > 0 && (a.size.W < leastW || a.size.H < leastH)
}

// View draws the program: header, title line, rule, body, last line.
func (a *App) View() tea.View {
	content, cursor := a.draw()
	content = a.theme.Colours.Signs(content)
	v := tea.NewView(content)
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.Cursor = cursor
	v.WindowTitle = "jobspor" // the titles of windows are seen by others: no name
	v.ReportFocus = true
	return v
}

func (a *App) draw() (string, *tea.Cursor) {
	if a.size.W == 0 || a.size.H == 0 || a.leaving {
		return "", nil
	}
	if a.locked != nil {
		return a.drawLocked()
	}
	if a.tooSmall() {
		return kit.TooSmall(a.theme, a.size.W, a.size.H, leastW, leastH), nil
	}
	page := kit.Page{Header: a.header(), Hints: a.hints()}
	page.Header.Off = !a.tabsByKey()
	if r := a.front(); r != nil {
		page.Frame = a.body(r.s)
	}
	if a.toast != nil {
		page.Toast = &a.toast.Toast
	} else if n := a.Waiting(); n > 0 {
		page.Toast = &kit.Toast{Level: kit.Info, Text: a.theme.T("ahead.waits", "n", n)}
	}
	view, cursor := page.Draw(a.theme, a.size)
	if a.over != nil {
		return a.drawOver(view)
	}
	return view, cursor
}

func (a *App) drawOver(view string) (string, *tea.Cursor) {
	o := a.over
	want := a.size
	if o.size != nil {
		want = o.size(a.size)
	}
	view, cursor, x, y := kit.Overlay(a.theme, view, a.size, o.part, o.title, want)
	o.x, o.y = x, y
	return view, cursor
}

func (a *App) header() kit.Header {
	h := kit.Header{Name: "jobspor"}
	for i, t := range tabs {
		h.Tabs = append(h.Tabs, kit.Tab{
			Key: t.key, Label: a.theme.T("tab." + string(t.name)), Short: a.theme.T("tab.short." + string(t.name)),
			Active: i == a.at,
		})
	}
	if a.service.Demo {
		h.Badge = a.theme.T("app.demo")
	}
	if me := a.service.Consultant(); me != nil {
		h.User, h.Short = me.Name, me.Initials
	}
	return h
}

// tabsByKey reports whether a digit brings a tab to the front: not while digits are typed, and not under a dialog.
func (a *App) tabsByKey() bool {
	_, ok := keys.ByID(a.bindings(), keys.Tab)
	return ok && a.over == nil
}

func (a *App) hints() []keys.Hint {
	return keys.Footer(a.bindings(), a.theme.T, a.theme.Names())
}

// Check tests the invariants of what is shown; tests call it after every message.
func (a *App) Check() error {
	if a.size.W == 0 || a.leaving {
		return nil
	}
	content, _ := a.draw()
	if err := kit.CheckFrame(content, a.size.W, a.size.H); err != nil {
		return err
	}
	if r := a.front(); r != nil {
		return r.s.Check()
	}
	return nil
}
