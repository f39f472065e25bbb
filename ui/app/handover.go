package app

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// This file lets planned hand-overs take effect on their day: when the program is opened, and when midnight passes
// while it is open. Each is a change set, told in a toast, and can be undone; one that was undone waits for somebody.

// handedOver is what took effect.
type handedOver struct {
	done    []effect
	blocked []string // whom the others go to, who are of another team
	err     error
}

type effect struct {
	planned service.Planned
	args    model.Args
}

// handOver looks for hand-overs whose day has come.
func (a *App) handOver() tea.Cmd {
	d, ctx, w := a.service, a.ctx, present.WordsIn(a.theme.Lang)
	if d.Consultant() == nil {
		return nil
	}
	a.handedOn = d.Today()
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, writeLimit)
		defer cancel()
		var out handedOver
		var due []service.Planned
		if due, out.err = d.DueHandOvers(ctx); out.err != nil {
			return out
		}
		for _, p := range due {
			cs, err := d.TakeEffect(ctx, p, w.HandOverLine(p, d.Today()))
			if err == nil {
				_, err = d.Store.Apply(ctx, cs)
			}
			switch {
			case model.CodeOf(err) == model.Conflict: // another program was first, and has told it
			case model.CodeOf(err) == model.Forbidden && d.Enforced(): // not for this session: who hands over hears so
				if p.From == d.Actor() {
					out.blocked = append(out.blocked, p.ToName)
				}
			case err != nil:
				out.err = err
				return out
			default:
				out.done = append(out.done, effect{p, cs.Args})
			}
		}
		return out
	}
}

// newDay looks again once a new day has begun, and lets the screens show what is due on it.
func (a *App) newDay() tea.Cmd {
	if a.handedOn == 0 || a.handedOn == a.service.Today() {
		return nil
	}
	return tea.Batch(a.handOver(), a.tellApprovals(), a.toAll(model.Changed{Many: true}))
}

// handedOver tells what took effect.
func (a *App) handedOver(m handedOver) tea.Cmd {
	if m.err != nil {
		return a.tell(m.err)
	}
	if len(m.done)+len(m.blocked) == 0 {
		return nil
	}
	t := kit.Toast{Level: kit.Info}
	if len(m.done) > 0 {
		t = kit.Toast{Level: kit.Done, Undo: "u"}
	}
	return a.sayAnew(t, func(w present.Words) string {
		var said []string
		for _, e := range m.done {
			said = append(said, w.HandOverSaid(e.planned, e.args))
		}
		for _, to := range m.blocked {
			said = append(said, w.T("handover.blocked", "to", to))
		}
		return strings.Join(said, " ")
	})
}
