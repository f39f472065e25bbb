package app

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// This file notes whom the screen shows. Screens only declare it, see screen.Screen.Shows.

// lookPause is how long looks are gathered after some were written, so that scrolling makes few entries of the log.
const lookPause = time.Second

// lookState is how far the writing of looks is.
type lookState struct {
	busy   bool // a write is under way, or the pause after it
	failed bool // the latest write failed: the next waits for a key or a poll
}

type looksWritten struct{ err error }

type lookPauseOver struct{}

// look remembers whom the front screen and the picker over it show now, and writes what waits. It is called after every
// message; writing is done by the command that it gives, outside the loop.
func (a *App) look(msg tea.Msg) tea.Cmd {
	if a.locked != nil {
		return nil
	}
	if r := a.front(); r != nil && !a.leaving {
		place := string(r.name)
		if p, ok := r.s.(screen.Placed); ok && p.Place() != "" {
			place = p.Place()
		}
		a.service.Look("view."+place, nil, r.s.Shows()...)
		if a.over != nil {
			a.service.Look("view.palette", nil, a.over.shows()...)
		}
	}
	switch msg.(type) {
	case polled, tea.KeyPressMsg, tea.MouseClickMsg, applied:
		a.looks.failed = false
	}
	if a.looks.busy || a.looks.failed || !a.service.LooksDue() {
		return nil
	}
	a.looks.busy = true
	ctx, d := a.ctx, a.service
	return func() tea.Msg { return looksWritten{d.WriteLooks(ctx)} }
}

// looksWritten begins the pause.
func (a *App) looksWritten(m looksWritten) tea.Cmd {
	a.looks.failed = m.err != nil
	return a.after(lookPause, func(time.Time) tea.Msg { return lookPauseOver{} })
}

// writeLooks writes what waits before something else, without judging how that went: the rest waits on.
func (a *App) writeLooks(ctx context.Context) { _ = a.service.WriteLooks(ctx) }

// shows gives the rows that a picker offers.
func (o *overlay) shows() (out []any) {
	if p, ok := o.part.(*kit.Picker); ok {
		for _, it := range p.Visible() {
			out = append(out, model.RowRef{Type: it.Row.Type, ID: it.Row.ID})
		}
	}
	return out
}
