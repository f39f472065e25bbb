package app

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
)

// toastTime is how long a toast stays when nobody presses a key.
const toastTime = 6 * time.Second

// overlay is what lies over the screen and takes the keys: a dialog, a picker, the palette or the help.
type overlay struct {
	part  kit.Part
	title string // of the frame; "" when the part draws its own
	size  func(kit.Size) kit.Size
	act   func(kit.Action) tea.Cmd // for Chosen, Saved, Cancelled and Refused
	x, y  int                      // of the part in the last view, for the mouse
	finds *finds                   // what a picker searches for; nil when it offers what it has
	early int                      // keys that were not used, because nobody could foresee it
}

// openDialog puts a dialog over the screen. What was typed ahead of one that opens by itself was not meant for it.
func (a *App) openDialog(d *kit.Dialog, act func(kit.Action) tea.Cmd) {
	a.over = &overlay{part: d, act: act}
	if d.Sudden() {
		a.over.early = a.Waiting()
		a.aside(a.dropAhead(len(a.ahead.keys)))
	}
}

// wide is the usual size of pickers: most of the window, not too wide to read.
func wide(s kit.Size) kit.Size { return kit.Size{W: min(s.W-4, 92), H: min(s.H-4, 24)} }

// typing reports whether letters go into a field of the overlay.
func (o *overlay) typing() bool {
	switch part := o.part.(type) {
	case *kit.Picker:
		return true
	case *kit.Dialog:
		return part.Typing()
	}
	return false
}

func (a *App) ask(m screen.Ask) tea.Cmd {
	a.openDialog(m.Dialog, a.answerTo(m.From, m.Tag, m.Then))
	return nil
}

// answerTo gives a dialog's or picker's answer to the screen that asked: what was chosen to its handler when it named
// one, everything else as a message.
func (a *App) answerTo(id int, tag string, then func(kit.Action) tea.Cmd) func(kit.Action) tea.Cmd {
	return func(act kit.Action) tea.Cmd {
		if then == nil || act.Kind != kit.Chosen || a.openScreen(id) == nil {
			return a.answer(id, screen.Answer{Tag: tag, Action: act})
		}
		return then(act)
	}
}

func (a *App) pick(m screen.Pick) tea.Cmd {
	a.over = a.newPicker(m.Options, m.Search, a.answerTo(m.From, m.Tag, m.Then))
	return nil
}

// newPicker makes a picker that offers what its options do, and after that what is searched for.
func (a *App) newPicker(o kit.PickerOptions, search func(context.Context, string) ([]kit.Item, error),
	act func(kit.Action) tea.Cmd) *overlay {
	over := &overlay{title: o.Title, size: wide, act: act}
	o.Framed = true
	if search != nil {
		over.finds = &finds{search: search, cancel: func() {}}
		offered := o.Items
		o.Items = func(query string) []kit.Item {
			items := over.finds.offer(query)
			if offered != nil {
				items = append(offered(query), items...)
			}
			return items
		}
	}
	over.part = kit.NewPicker(a.theme, o)
	return over
}

func (a *App) help() tea.Cmd {
	sections := keys.Sections(a.bindings(), a.theme.T, a.theme.Names())
	a.over = &overlay{part: kit.NewHelp(a.theme, sections), title: a.theme.T("kit.help.title"), size: wide,
		act: func(kit.Action) tea.Cmd { return nil }}
	return nil
}

// overlayTakes gives a message to the overlay and closes it when it has answered.
func (a *App) overlayTakes(msg tea.Msg) tea.Cmd {
	o := a.over
	act := o.part.Update(msg)
	switch act.Kind {
	case kit.Chosen, kit.Saved, kit.Cancelled, kit.Opened:
		if a.over == o {
			a.over = nil
		}
		if o.finds != nil {
			o.finds.cancel()
		}
		return o.act(act)
	case kit.Used:
		if act.Text != "" {
			return a.say(kit.Toast{Level: kit.Info, Text: act.Text})
		}
	case kit.Early:
		o.early++
		a.ahead.dropped++
		return a.say(kit.Toast{Level: kit.Warning, Text: a.theme.T("ahead.dropped", "n", o.early)})
	case kit.Refused:
		return a.say(kit.Toast{Level: kit.Warning, Text: act.Text})
	}
	return a.find(o)
}

// toast is the message in the last line.
type toast struct {
	kit.Toast
	born  time.Time
	words func(present.Words) string // says it again when the language changes; nil leaves it
}

type toastOver struct{ born time.Time }

func (a *App) say(t kit.Toast) tea.Cmd {
	born := time.Now()
	a.toast = &toast{Toast: t, born: born}
	return a.after(toastTime, func(time.Time) tea.Msg { return toastOver{born} })
}

// sayAnew shows a message whose text follows the language, also when that is what was changed.
func (a *App) sayAnew(t kit.Toast, words func(present.Words) string) tea.Cmd {
	t.Text = words(present.WordsIn(a.theme.Lang))
	cmd := a.say(t)
	a.toast.words = words
	return cmd
}

// Said is the message on the screen, which may stand on several lines there; for tests.
func (a *App) Said() string {
	if a.toast == nil {
		return ""
	}
	return a.toast.Text
}

// Failure is the sentence of what could not be done, while it stands on the screen; for tests.
func (a *App) Failure() string {
	if a.toast == nil || a.toast.Level != kit.Failure {
		return ""
	}
	return a.toast.Text
}

func (a *App) endToast(m toastOver) {
	if a.toast != nil && a.toast.born.Equal(m.born) {
		a.toast = nil
	}
}
