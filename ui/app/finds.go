package app

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
)

// finds is what a picker searches for while the person types.
type finds struct {
	search func(context.Context, string) ([]kit.Item, error)
	asked  string // what is searched for, or was last
	query  string // what items were found for
	items  []kit.Item
	cancel context.CancelFunc // ends the search that is under way

	running int // searches under way, with those that were ended
}

// findLimit bounds the search behind one letter; it waits for the first snapshot when there is none yet.
const findLimit = 30 * time.Second

// offer gives what was found for a query. Until the answer is there it is what was found before and still fits, so that
// Enter never takes something else than what was typed.
func (f *finds) offer(query string) []kit.Item {
	if query == f.query {
		return f.items
	}
	return kit.FilterItems(f.items, query)
}

// foundItems is the answer of a search.
type foundItems struct {
	of    *overlay
	query string
	items []kit.Item
	err   error // that of an ended search among them: nothing is offered then
}

// find searches for what is typed in the overlay's picker, when that has changed. The letter that comes next ends it.
func (a *App) find(o *overlay) tea.Cmd {
	p, ok := o.part.(*kit.Picker)
	if !ok || o.finds == nil || p.Query() == o.finds.asked {
		return nil
	}
	f, query := o.finds, p.Query()
	f.cancel()
	f.asked = query
	if strings.TrimSpace(query) == "" {
		f.query, f.items = query, nil
		p.Refresh()
		return nil
	}
	ctx, cancel := context.WithTimeout(a.ctx, findLimit)
	f.cancel = cancel
	p.Wait()
	f.running++
	return func() tea.Msg {
		defer cancel()
		items, err := f.search(ctx, query)
		return foundItems{o, query, items, err}
	}
}

// found offers what was searched for, while it is still asked for.
func (a *App) found(m foundItems) {
	m.of.finds.running--
	if m.err != nil || a.over != m.of || m.query != m.of.finds.asked {
		return
	}
	m.of.finds.query, m.of.finds.items = m.query, m.items
	m.of.part.(*kit.Picker).Refresh()
}
