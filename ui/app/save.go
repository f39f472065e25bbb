package app

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/calendar"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// applied is the outcome of a write.
type applied struct {
	save    screen.Save
	undo    bool
	receipt model.Receipt
	about   service.Subjects // whom it is about
	err     error
}

// writeLimit bounds one write; a large import takes seconds.
const writeLimit = 5 * time.Minute

func (a *App) save(m screen.Save) tea.Cmd {
	if m.Set.Len() == 0 {
		return a.saved(m, model.Receipt{})
	}
	if m.Set.Actor == "" {
		m.Set.Actor = a.service.Actor()
	}
	if !m.FarMeant && a.askFar(m) {
		return nil
	}
	return a.write(func(ctx context.Context) applied {
		r, err := a.service.Store.Apply(ctx, m.Set)
		return a.about(ctx, applied{save: m, receipt: r, err: err}, m.Set.Changes)
	})
}

// askFar asks before a day that lies years ahead is written, and says whether it had to.
func (a *App) askFar(m screen.Save) bool {
	w := present.WordsIn(a.theme.Lang)
	for _, n := range service.DayNotes(m.Set.All(), a.service.Today()) {
		if !n.Far {
			continue
		}
		d := kit.Confirm(a.theme, a.theme.T("day.far.title"), w.FarDay(n), 0, a.theme.T("day.far.yes"), false).
			WithGrace(a.service.Now)
		a.openDialog(d, func(act kit.Action) tea.Cmd {
			if act.Kind == kit.Chosen {
				m.FarMeant = true
				return a.save(m)
			}
			err := model.NewError(model.Invalid, "err.day.far.left", nil).WithField(n.Field.Key)
			return tea.Batch(a.answer(m.From, screen.Failed{Tag: m.Tag, Err: err}), a.tell(err))
		})
		return true
	}
	return false
}

func (a *App) undo(seq int64) tea.Cmd {
	return a.write(func(ctx context.Context) applied {
		r, err := a.service.Store.Undo(ctx, a.service.Actor(), seq)
		return a.reverted(ctx, "undo", r, err)
	})
}

func (a *App) redo() tea.Cmd {
	return a.write(func(ctx context.Context) applied {
		r, err := a.service.Store.Redo(ctx, a.service.Actor())
		return a.reverted(ctx, "redo", r, err)
	})
}

// reverted is the outcome of an undo or redo.
func (a *App) reverted(ctx context.Context, tag string, r model.Receipt, err error) applied {
	return a.about(ctx, applied{undo: true, receipt: r, err: err, save: screen.Save{Tag: tag}}, r.Changes)
}

// about adds whom the changes are about, when they were written. When the names cannot be read, the action still says
// what it was.
func (a *App) about(ctx context.Context, out applied, changes []model.Change) applied {
	if out.err == nil {
		out.about, _ = a.service.SubjectsOf(ctx, changes)
	}
	return out
}

func (a *App) write(do func(context.Context) applied) tea.Cmd {
	// A write goes on when the screen is left; it ends only with the program.
	ctx := a.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, writeLimit)
		defer cancel()
		if a.service.LooksStuck() > 0 {
			a.writeLooks(ctx) // they were first
		}
		return do(ctx)
	}
}

// savedWords says what was saved, about whom, and what is worth a second look: days off, and texts that name a
// diagnosis.
func savedWords(w present.Words, cs model.ChangeSet, about service.Subjects, today model.Date) string {
	said := w.ActionAbout(cs.Action, cs.Args, about)
	for _, n := range service.DayNotes(cs.All(), today) {
		if n.Off.Kind != calendar.Working {
			said += " " + w.DayNote(n)
		}
	}
	for _, caution := range w.Cautions(cs.Changes) {
		said += " " + caution
	}
	return said
}

func (a *App) applied(m applied) tea.Cmd {
	var conflict *model.ConflictError
	switch {
	case m.err == nil && m.undo:
		a.watchTour(&m)
		kind := m.receipt.Reverts.Kind
		said := present.WordsIn(a.theme.Lang).Reverted(kind+".did", m.receipt, m.about)
		if kind == "undo" {
			said = a.theme.T("toast.undo", "said", said)
		}
		return a.say(kit.Toast{Level: kit.Done, Text: said})
	case m.err == nil:
		a.watchTour(&m)
		cmd := a.saved(m.save, m.receipt)
		if m.save.Quiet {
			return cmd
		}
		done := kit.Toast{Level: kit.Done}
		if a.service.CanUndo(m.receipt.Changes) {
			done.Undo = "u"
		}
		return tea.Batch(cmd, a.sayAnew(done, func(w present.Words) string {
			return savedWords(w, m.save.Set, m.about, a.service.Today())
		}))
	case errors.As(m.err, &conflict) && !m.undo && solvable(conflict):
		return tea.Batch(a.answer(m.save.From, screen.Failed{Tag: m.save.Tag, Err: m.err}), a.solve(m.save, conflict))
	}
	if m.undo && conflict != nil {
		return a.say(kit.Toast{Level: kit.Warning, Text: present.WordsIn(a.theme.Lang).Error(m.err)})
	}
	cmd := tea.Cmd(nil)
	if !m.undo {
		cmd = a.answer(m.save.From, screen.Failed{Tag: m.save.Tag, Err: m.err})
	}
	return tea.Batch(cmd, a.tell(m.err))
}

// saved tells the screen that its change set is written.
func (a *App) saved(m screen.Save, r model.Receipt) tea.Cmd {
	if m.Then == nil || a.openScreen(m.From) == nil {
		return a.answer(m.From, screen.Saved{Tag: m.Tag, Receipt: r})
	}
	return m.Then(r)
}

// answer gives a screen what it asked for, if it is still open.
func (a *App) answer(id int, msg tea.Msg) tea.Cmd {
	if r := a.openScreen(id); r != nil {
		return r.s.Update(msg)
	}
	return nil
}

// tell says an error.
func (a *App) tell(err error) tea.Cmd {
	if wasLocked(err) {
		return nil // it was asked for before and is asked for again
	}
	return a.fail(present.WordsIn(a.theme.Lang).Error(err))
}

// fail says that something went wrong. What was typed ahead was meant for what did not come of it.
func (a *App) fail(text string) tea.Cmd {
	n := a.Waiting()
	a.ahead.keys, a.ahead.dropped = nil, a.ahead.dropped+n
	if n > 0 {
		text += " " + a.theme.T("ahead.dropped", "n", n)
	}
	return a.say(kit.Toast{Level: kit.Failure, Text: text})
}

// solvable reports whether the conflict is about fields of rows that still stand: those a person can choose between.
func solvable(c *model.ConflictError) bool {
	for _, r := range c.Rows {
		if r.Mine == nil || r.Theirs == nil {
			return false
		}
	}
	return len(c.Rows) > 0
}

// solve lets the person choose, field by field, between what was to be saved and what somebody else saved meanwhile.
func (a *App) solve(s screen.Save, c *model.ConflictError) tea.Cmd {
	w := present.WordsIn(a.theme.Lang)
	var rows []kit.Conflict
	for i, r := range c.Rows {
		t := schema.TypeOf(r.Mine)
		for _, f := range schema.Differences(r.Mine, r.Theirs) {
			if onlyMine(r, f) || onlyTheirs(r, f) {
				continue // nobody differs about it
			}
			rows = append(rows, kit.Conflict{Key: conflictKey(i, f.Key), Label: w.Field(t, f),
				Mine: w.Value(f, r.Mine, nil), Theirs: w.Value(f, r.Theirs, nil), KeepMine: true})
		}
	}
	merge := func(keep map[string]bool) screen.Save {
		s.Set.Changes, s.Set.Stream = merged(slices.Collect(s.Set.All()), c.Rows, keep), nil
		return s
	}
	if len(rows) == 0 {
		return a.save(merge(nil))
	}
	d := kit.ResolveConflicts(a.theme, a.theme.T("conflict.title"), a.theme.T("conflict.text"), rows).
		WithGrace(a.service.Now)
	a.openDialog(d, func(act kit.Action) tea.Cmd {
		if act.Kind != kit.Chosen {
			return a.say(kit.Toast{Level: kit.Warning, Text: a.theme.T("conflict.left")})
		}
		return a.save(merge(d.Kept()))
	})
	return nil
}

// onlyMine reports whether only this person changed a field, so that it is saved without a question.
func onlyMine(r model.RowConflict, f *schema.Field) bool {
	return r.Base != nil && f.Text(r.Base) == f.Text(r.Theirs)
}

// onlyTheirs reports whether only the other changed it, so that theirs stays.
func onlyTheirs(r model.RowConflict, f *schema.Field) bool {
	return r.Base != nil && f.Text(r.Base) == f.Text(r.Mine)
}

func conflictKey(row int, field string) string { return string(rune('a'+row)) + "." + field }

// merged builds the changes anew on top of what the others saved: mine where the person kept it or alone changed it,
// theirs elsewhere.
func merged(changes []model.Change, rows []model.RowConflict, keep map[string]bool) []model.Change {
	out := append([]model.Change(nil), changes...)
	for i, r := range rows {
		for j, ch := range out {
			if ch.After == nil || ch.After.Meta().ID != r.Mine.Meta().ID ||
				schema.TypeOf(ch.After) != schema.TypeOf(r.Mine) {
				continue
			}
			after := schema.Clone(r.Theirs)
			for _, f := range schema.Differences(r.Mine, r.Theirs) {
				if keep[conflictKey(i, f.Key)] || onlyMine(r, f) {
					f.Copy(after, r.Mine)
				}
			}
			out[j] = model.Edit(r.Theirs, after)
		}
	}
	return out
}
