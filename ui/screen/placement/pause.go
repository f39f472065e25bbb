package placement

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/theme"
)

// This file lets a placement stand still and go on, and moves the steps of its ladder because of it.

// pause opens the form of a new pause, or, while one lasts, of the day on which it ended.
func (s *Screen) pause() tea.Cmd {
	v, d, today := s.view, s.Service, s.Today()
	p := v.Placement
	if now := v.Pause(today); now != nil {
		form := *now
		form.BackOn = today
		return s.Go(screen.Edit, screen.EditArg{Entity: &form, Fields: []string{"back_on", "counts", "note"},
			Focus: "back_on", Draft: "pause.back", Title: s.T("pause.back.title", "ref", p.Ref),
			Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
				t := typed.(*model.Pause)
				was := *now
				cs, err := placement.Resume(d.Actor(), p, &was, t.BackOn, d.Today())
				if err == nil {
					after := cs.Changes[0].After.(*model.Pause)
					after.Counts, after.Note = t.Counts, t.Note
				}
				return cs, err
			}})
	}
	form := &model.Pause{PlacementID: p.ID, From: max(today, p.StartOn), Reason: "ill"}
	_, tried := placement.Pause(d.Actor(), p, form, v.Pauses)
	return s.OpenForm(screen.EditArg{Entity: form, Fields: []string{"reason", "from", "until", "counts", "note"},
		Focus: "reason", Draft: "pause.new", Title: s.T("pause.title", "ref", p.Ref),
		Decide: func(_ context.Context, typed model.Entity) (model.ChangeSet, error) {
			return placement.Pause(d.Actor(), p, typed.(*model.Pause), v.Pauses)
		}}, tried)
}

// shift shows every later step before and after it is moved by the weeks of the latest pause, or by one, and then asks.
func (s *Screen) shift() tea.Cmd {
	v, d, today := s.view, s.Service, s.Today()
	from, weeks := today.Add(1), 1
	if last := v.LatestPause(); last != nil {
		from, weeks = last.From, max(placement.ShiftWeeks(last, today), 1)
	}
	cs, moved, err := placement.Shift(d.Actor(), v.Placement, v.Parts, from, weeks)
	if err != nil {
		return s.Fail(err)
	}
	text := strings.Join(s.Words().ShiftText(moved), "\n")
	if slices.ContainsFunc(cs.Changes, func(c model.Change) bool { return c.Before == nil }) {
		text += "\n" + s.T("shift.version")
	}
	ask := kit.Confirm(s.Theme, s.T("shift.title", "n", len(moved), "weeks", weeks), text, 0, s.T("shift.yes"), false)
	return s.AskThen(ask, func(kit.Action) tea.Cmd { return s.Save("shift", cs) })
}

// pauses says when the placement stands or stood still, and whether that time counts in its length.
func (s *Screen) pauses() (rows []kit.Line) {
	for _, p := range s.view.Pauses {
		role := theme.Subtle
		if p.Lasts(s.Today()) || p.From > s.Today() {
			role = theme.Warn
		}
		rows = append(rows, kit.Plain(role, s.Words().PauseText(p, s.Today())))
	}
	return rows
}
