package app

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/ui/kit"
)

// uses is how much each action of the palette is used: every use adds one, and what was there counts a tenth less.
type uses map[string]float64

// usesForm is where they are kept, sealed, for each consultant; usesKept how many.
const (
	usesForm = ".uses"
	usesKept = 40
)

// action is what of an entry's identity is counted: the row is left out, so that no person's row stays anywhere.
func action(id string) string {
	if kind, rest, _ := strings.Cut(id, ":"); kind == "do" {
		parts := strings.Split(rest, ":")
		return "do:" + strings.Join(parts[:len(parts)-1], ":")
	} else if kind == "open" {
		return ""
	}
	return id
}

// rank puts what is used most first; what is used alike keeps its order.
func (u uses) rank(items []kit.Item) []kit.Item {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b kit.Item) int { return cmp.Compare(u[action(b.ID)], u[action(a.ID)]) })
	return items
}

// add counts a use and forgets the least.
func (u uses) add(id string) uses {
	out := uses{}
	for k, n := range u {
		out[k] = n * 0.9
	}
	out[id]++
	least := slices.SortedFunc(maps.Keys(out), func(a, b string) int { return cmp.Compare(out[b], out[a]) })
	for _, k := range least[min(len(least), usesKept):] {
		delete(out, k)
	}
	return out
}

// remember counts an action that was chosen, and keeps the counts.
func (a *App) remember(id string) {
	if id = action(id); id == "" {
		return
	}
	a.uses = a.uses.add(id)
	values := map[string]string{}
	for k, n := range a.uses {
		values[k] = strconv.FormatFloat(n, 'f', 3, 64)
	}
	ctx, store, actor := a.ctx, a.service.Store, a.service.Actor()
	if actor == "" {
		return
	}
	a.aside(func() tea.Msg {
		_ = store.PutDraft(ctx, actor, usesForm, "", values) // an order that is lost costs nothing
		return nil
	})
}

// usesRead is what was kept.
type usesRead struct{ uses uses }

// readUses reads what this consultant has used; without it the palette has its usual order.
func (a *App) readUses() tea.Cmd {
	ctx, store, actor := a.ctx, a.service.Store, a.service.Actor()
	if actor == "" {
		return nil
	}
	return func() tea.Msg {
		values, err := store.Draft(ctx, actor, usesForm, "")
		if err != nil {
			return nil
		}
		out := uses{}
		for k, v := range values {
			if n, err := strconv.ParseFloat(v, 64); err == nil {
				out[k] = n
			}
		}
		return usesRead{out}
	}
}
