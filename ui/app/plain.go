package app

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// This file is the plain mode: what changed on the screen is written as lines, one after another, and nothing is
// repainted. A screen reader hears the screen's title, the row or field with the focus, dialogs and messages; of each
// only what differs from what was heard before.

// EndOfKeys tells that no more keys will come: the program ends when what was typed is done.
type EndOfKeys struct{}

// plainSize is the window that plain mode draws for: nothing stands beside the list, and pages are long.
var plainSize = tea.WindowSizeMsg{Width: 98, Height: 60}

// PlainColours is the theme of plain mode: no colours, and signs that a screen reader knows.
func PlainColours() theme.Options { return theme.Options{NoColor: true} }

// announce writes what changed, when nothing is under way that keys led to, or somebody is asked.
func (a *App) announce() {
	if a.opt.Plain == nil || a.leaving || a.size.W == 0 || a.ahead.pending > 0 && a.over == nil {
		return
	}
	now := a.announcements()
	before := map[string]string{}
	for _, s := range a.announced {
		before[s.Of] = s.Text
	}
	var lines []string
	for _, s := range now {
		was, said := before[s.Of]
		if said && (was == s.Text || strings.TrimPrefix(was, kit.AnnouncedCursor) == s.Text) {
			continue
		}
		lines = append(lines, a.theme.Colours.Signs(s.Text))
	}
	a.announced = now
	if len(lines) > 0 {
		a.opt.Plain(lines)
	}
}

// toClipboard hands a text to the terminal, whose clipboard it asks for; nothing tells whether it has one. Where there
// is no terminal, the text is written with the lines.
func (a *App) toClipboard(m screen.Copy) tea.Cmd {
	if a.opt.NoClipboard {
		a.opt.Plain(append([]string{a.theme.T("copy.written")}, strings.Split(m.Text, "\n")...))
		return nil
	}
	return tea.Batch(tea.SetClipboard(m.Text), a.say(kit.Toast{Level: kit.Done, Text: m.Said}))
}

// announcements are all that can be heard now.
func (a *App) announcements() []kit.Announcement {
	var out []kit.Announcement
	switch {
	case a.locked != nil:
		return a.theme.Announcements(func() string {
			view, _ := a.drawLocked()
			return view
		})
	case a.over != nil:
		o, want := a.over, a.size
		if o.size != nil {
			want = o.size(a.size)
		}
		if o.title != "" {
			out = append(out, kit.Announcement{Of: "over", Text: o.title})
		}
		o.part.SetSize(want.W, want.H)
		out = append(out, a.theme.Announcements(o.part.View)...)
	case a.front() != nil:
		var f kit.Frame
		body := a.theme.Announcements(func() string {
			f = a.body(a.front().s)
			return f.Body
		})
		out = append(out, kit.Announcement{Of: "title", Text: strings.TrimRight(f.Title+". "+f.Note, ". ")})
		out = append(out, body...)
	}
	if a.toast != nil {
		text := a.toast.Text
		if a.toast.Undo != "" {
			text += ". " + a.theme.T("kit.undohint", "key", a.toast.Undo)
		}
		out = append(out, kit.Announcement{Of: "message " + a.toast.born.String(), Text: text})
	}
	return out
}
