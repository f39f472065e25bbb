package app

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// pages are the screens that the palette leads to besides the tabs.
var pages = []screen.Name{screen.Hours, screen.Import, screen.Find}

// palette lists every action of this screen and of the program, every screen, and what the search finds.
func (a *App) palette() tea.Cmd {
	actions := a.paletteActions()
	o := kit.PickerOptions{Title: a.theme.T("palette.title"), Recent: a.recent, Items: func(query string) []kit.Item {
		items := kit.FilterItems(actions, query)
		return append(items, a.found(query)...)
	}}
	a.over = &overlay{part: kit.NewPicker(a.theme, o), title: o.Title, size: wide, act: func(act kit.Action) tea.Cmd {
		if act.Kind != kit.Chosen {
			return nil
		}
		a.remember(act.ID)
		return a.chosen(act.ID)
	}}
	return nil
}

func (a *App) paletteActions() []kit.Item {
	var items []kit.Item
	for _, r := range keys.Rows(a.bindings(), a.theme.T, a.theme.Names()) {
		items = append(items, kit.Item{ID: "act:" + r.ID, Label: r.Label, Detail: r.Group, Keys: r.Keys, Why: r.Why})
	}
	for _, t := range tabs {
		items = append(items, kit.Item{ID: "go:" + string(t.name), Label: a.theme.T("tab." + string(t.name)), Detail: a.theme.T("palette.go"), Keys: t.key})
	}
	for _, n := range pages {
		items = append(items, kit.Item{ID: "go:" + string(n), Label: a.theme.T("page." + string(n)), Detail: a.theme.T("palette.go")})
	}
	return items
}

// paletteTime bounds the search behind one keystroke in the palette.
const paletteTime = 50 * time.Millisecond

// found is what the search box finds for the same words.
func (a *App) found(query string) []kit.Item {
	snap, ok := a.service.Snapshots.Ready()
	if !ok || strings.TrimSpace(query) == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(a.ctx, paletteTime)
	defer cancel()
	answer, err := snap.Search().Search(ctx, query, search.Options{Limit: 12, Kinds: search.Only(search.Company, search.Citizen, search.Shortlist, search.Placement)})
	if err != nil {
		return nil
	}
	var items []kit.Item
	for _, h := range answer.Hits {
		name, kind := screen.Company, "company"
		switch h.Kind {
		case search.Citizen:
			name, kind = screen.Citizen, "citizen"
		case search.Shortlist:
			name, kind = screen.List, "shortlist"
		case search.Placement:
			name, kind = screen.Placement, "placement"
		}
		items = append(items, kit.Item{ID: "open:" + string(name) + ":" + h.ID, Label: h.Name, Detail: a.theme.T("type." + kind)})
	}
	return items
}

func (a *App) chosen(id string) tea.Cmd {
	kind, rest, _ := strings.Cut(id, ":")
	switch kind {
	case "act":
		return a.press(rest)
	case "go":
		return a.goTo(screen.Go{To: screen.Name(rest)})
	case "open":
		name, row, _ := strings.Cut(rest, ":")
		return a.goTo(screen.Go{To: screen.Name(name), Arg: row})
	}
	return nil
}

// remember keeps the newest few choices; rows are left out, so that no person's row stays in the list.
func (a *App) remember(id string) {
	if strings.HasPrefix(id, "open:") {
		return
	}
	a.recent = slices.DeleteFunc(a.recent, func(x string) bool { return x == id })
	a.recent = append([]string{id}, a.recent...)
	a.recent = a.recent[:min(len(a.recent), 8)]
}
