package app

import (
	"cmp"
	"context"
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// Drafter is a screen with a form: what is half-typed is kept in the database, sealed, until it is saved.
type Drafter interface {
	// Draft names the form and the row and gives what is typed; nil values drop the draft.
	Draft() (form, id string, values map[string]string)
}

// draftPause is how long typing rests before a draft is written.
const draftPause = 400 * time.Millisecond

// draftState is what the database is known to hold for a screen.
type draftState struct {
	kept    map[string]string
	pending bool
}

type draftKept struct {
	screen int
	values map[string]string
	err    error
	then   *screen.Back // leaves the screen
}

// keepDrafts looks whether the front screen's form differs from its draft, and writes it when typing rests.
func (a *App) keepDrafts() tea.Cmd {
	r := a.front()
	if r == nil || a.leaving || a.locked != nil {
		return nil
	}
	form, _, values := draftOf(r)
	state := a.drafts[r.host.ID]
	if form == "" || state.pending || maps.Equal(values, state.kept) {
		return nil
	}
	state.pending = true
	a.drafts[r.host.ID] = state
	return a.after(draftPause, func(time.Time) tea.Msg { return draftDue{r.host.ID} })
}

// draftsWait is how many forms were left half-typed.
type draftsWait struct{ n int }

// countDrafts looks, when the program starts, what was left half-typed; each comes back in its own form.
func (a *App) countDrafts() tea.Cmd {
	ctx, store, actor := a.ctx, a.service.Store, a.service.Actor()
	if actor == "" {
		return nil
	}
	return func() tea.Msg {
		n, err := store.CountDrafts(ctx, actor)
		if err != nil {
			return nil // the form says it when it is opened
		}
		return draftsWait{n}
	}
}

// draftsFound says it, unless there is something more urgent to say.
func (a *App) draftsFound(m draftsWait) tea.Cmd {
	if m.n == 0 || a.toast != nil {
		return nil
	}
	return a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("edit.drafts.wait", "n", m.n)})
}

type draftDue struct{ screen int }

func draftOf(r *openScreen) (form, id string, values map[string]string) {
	if d, ok := r.s.(Drafter); ok {
		return d.Draft()
	}
	return "", "", nil
}

// writeDraft writes what a screen's form holds now.
func (a *App) writeDraft(number int) tea.Cmd {
	r := a.openScreen(number)
	if r == nil {
		return nil
	}
	form, id, values := draftOf(r)
	if form == "" || maps.Equal(values, a.drafts[number].kept) {
		a.drafts[number] = draftState{kept: a.drafts[number].kept}
		return nil
	}
	ctx, store, actor := a.ctx, a.service.Store, a.service.Actor()
	return func() tea.Msg {
		return draftKept{screen: number, values: values, err: putDraft(ctx, store, actor, form, id, values)}
	}
}

type draftStore interface {
	PutDraft(ctx context.Context, actor, form, id string, values map[string]string) error
	DropDraft(ctx context.Context, actor, form, id string) error
}

func putDraft(ctx context.Context, s draftStore, actor, form, id string, values map[string]string) error {
	if len(values) == 0 {
		return s.DropDraft(ctx, actor, form, id)
	}
	return s.PutDraft(ctx, actor, form, id, values)
}

// draftKept notes what was written; what was typed meanwhile is written next.
func (a *App) draftKept(m draftKept) tea.Cmd {
	r := a.openScreen(m.screen)
	if r == nil && m.err != nil {
		return a.tell(m.err)
	} else if r == nil {
		return nil
	}
	state := draftState{kept: m.values}
	if m.err != nil {
		state.kept = a.drafts[m.screen].kept
		a.drafts[m.screen] = state
		return a.tell(m.err)
	}
	a.drafts[m.screen] = state
	if m.then != nil && a.front() == r {
		return a.backNow(*m.then)
	}
	return nil
}

// flushLimit is how long the end of the program waits for its drafts.
const flushLimit = 2 * time.Second

// flushDrafts writes all drafts at once, before the program ends. It is the one place that waits: losing what was typed
// would be worse than a moment's pause.
func (a *App) flushDrafts() (err error) {
	if a.locked != nil {
		return nil // they were written before
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), flushLimit) // the terminal may be gone already
	defer cancel()
	for _, s := range a.tabs {
		for _, r := range s {
			if form, id, values := draftOf(r); form != "" && !maps.Equal(values, a.drafts[r.host.ID].kept) {
				err = cmp.Or(err, putDraft(ctx, a.service.Store, a.service.Actor(), form, id, values))
			}
		}
	}
	return err
}
