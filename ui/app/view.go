package app

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
)

// The least window the program works in, and the lines around a screen's body.
const (
	leastW, leastH = 80, 24
	bodyTop        = 3 // header, title line, rule
	around         = bodyTop + 1
)

// View draws the program: header, title line, rule, body, last line.
func (a *App) View() tea.View {
	content, cursor := a.draw()
	v := tea.NewView(content)
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.Cursor = cursor
	v.WindowTitle = "jobspor"
	return v
}

func (a *App) draw() (string, *tea.Cursor) {
	if a.size.W == 0 || a.size.H == 0 || a.leaving {
		return "", nil
	}
	if a.size.W < leastW || a.size.H < leastH {
		return kit.TooSmall(a.look, a.size.W, a.size.H, leastW, leastH), nil
	}
	body := kit.Size{W: a.size.W, H: a.size.H - around}
	var f kit.Frame
	if r := a.front(); r != nil {
		f = r.s.View(body)
	}
	if f.Body == "" {
		f.Body = kit.Block(nil, body.W, body.H)
	}
	lines := []string{
		a.header().Draw(a.look, a.size.W),
		kit.TitleLine(a.look, f.Title, f.Note, a.size.W),
		kit.Rule(a.look, a.size.W),
		f.Body,
		a.lastLine(),
	}
	view, cursor := strings.Join(lines, "\n"), f.Cursor
	if cursor != nil {
		c := *cursor
		c.Y += bodyTop
		cursor = &c
	}
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
	view, cursor, x, y := kit.Overlay(a.look, view, a.size, o.part, o.title, want)
	o.x, o.y = x, y
	return view, cursor
}

func (a *App) header() kit.Header {
	h := kit.Header{Name: "jobspor"}
	for i, n := range tabNames {
		h.Tabs = append(h.Tabs, kit.Tab{Key: string(rune('1' + i)), Label: a.look.T("tab." + string(n)), Short: a.look.T("tab.short." + string(n)), Active: i == a.at})
	}
	if a.desk.Demo {
		h.Badge = a.look.T("app.demo")
	}
	if me := a.desk.Me(); me != nil {
		h.User, h.Short = me.Name, me.Initials
	}
	return h
}

func (a *App) hints() []keys.Hint {
	return keys.Footer(a.bindings(), a.look.T, a.look.Names())
}

func (a *App) lastLine() string {
	if a.toast != nil {
		return a.toast.Draw(a.look, a.size.W)
	}
	return kit.Footer(a.look, a.hints(), a.size.W)
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
