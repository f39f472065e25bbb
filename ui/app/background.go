package app

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// This file has what runs behind the screens: the first reading of everything, the scan, copies, and asking for what
// other programs wrote.

// warmed says that the snapshot stands ready; screens that wait for it look again.
type warmed struct{ err error }

// warm builds the snapshot while the first frame is already there.
func (a *App) warm() tea.Cmd {
	ctx, engine := a.ctx, a.service.Snapshots
	return func() tea.Msg {
		_, err := engine.Snapshot(ctx)
		return warmed{err}
	}
}

type scanned struct{ err error }

// scan looks for damaged rows once the snapshot is there; the store tells of what it finds.
func (a *App) scan() tea.Cmd {
	if a.service.Damages == nil {
		return nil
	}
	ctx, damages := a.ctx, a.service.Damages
	return func() tea.Msg { return scanned{damages.Scan(ctx)} }
}

type backedUp struct{ err error }

// backUpEvery is how often is looked whether a copy is due.
const backUpEvery = time.Minute

// backUp makes a copy when one is due, beside the work, one at a time; a demo has nothing to lose.
func (a *App) backUp() tea.Cmd {
	if a.service.Demo || a.service.Backups == nil {
		return nil
	}
	ctx, backups := a.ctx, a.service.Backups
	return func() tea.Msg {
		_, err := backups.Due(ctx)
		return backedUp{err}
	}
}

// backUpLater looks again after a while.
func (a *App) backUpLater() tea.Cmd {
	return a.after(backUpEvery, func(time.Time) tea.Msg { return backUpDue{} })
}

type backUpDue struct{}

// backUpTold tells of a failure once; while it lasts, a line under every screen says so.
func (a *App) backUpTold(err error) tea.Cmd {
	was := a.unsaved
	a.unsaved = err
	if err == nil || was != nil || a.ctx.Err() != nil {
		return nil
	}
	return a.tell(err)
}

type polled struct{ err error }

// pollEvery is how often other programs' changes are asked for. The question is one PRAGMA.
const pollEvery = 2 * time.Second

func (a *App) poll() tea.Cmd {
	if a.opt.Poll == nil {
		return nil
	}
	ctx, ask := a.ctx, a.opt.Poll
	return a.after(pollEvery, func(time.Time) tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, pollEvery)
		defer cancel()
		return polled{ask(ctx)}
	})
}

// pollNow asks once more, beside what is asked every few seconds.
func (a *App) pollNow() tea.Cmd {
	if a.opt.Poll == nil || a.locked != nil {
		return nil
	}
	ctx, ask := a.ctx, a.opt.Poll
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, pollEvery)
		defer cancel()
		_ = ask(ctx) // asked again soon
		return nil
	}
}
