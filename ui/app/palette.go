package app

import (
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// pages are the screens that the palette leads to besides the tabs.
var pages = []screen.Name{screen.Hours, screen.Import, screen.Find, screen.Duplicates, screen.Rules, screen.RuleValues,
	screen.Programme, screen.Triage, screen.Session, screen.History}

// palette lists every action of this screen and of the program, every screen, and what the search finds.
func (a *App) palette() tea.Cmd {
	actions := a.paletteActions()
	o := kit.PickerOptions{Title: a.theme.T("palette.title"), Recent: a.recent, Items: func(query string) []kit.Item {
		return kit.FilterItems(actions, query)
	}}
	a.over = a.newPicker(o, a.searchRows(), func(act kit.Action) tea.Cmd {
		if act.Kind != kit.Chosen {
			return nil
		}
		a.remember(act.ID)
		return a.chosen(act.ID)
	})
	return nil
}

func (a *App) paletteActions() []kit.Item {
	var items []kit.Item
	for _, r := range keys.Rows(a.bindings(), a.theme.T, a.theme.Names()) {
		items = append(items, kit.Item{ID: "act:" + r.ID, Label: r.Label, Detail: r.Group, Keys: r.Keys, Why: r.Why})
	}
	for _, t := range tabs {
		items = append(items, kit.Item{
			ID: "go:" + string(t.name), Label: a.theme.T("tab." + string(t.name)), Detail: a.theme.T("palette.go"),
			Keys: t.key,
		})
	}
	for _, n := range pages {
		items = append(items, kit.Item{
			ID: "go:" + string(n), Label: a.theme.T("page." + string(n)), Detail: a.theme.T("palette.go"),
		})
	}
	return items
}

// searchRows is what the search box finds for the same words: rows, with the screens that show them.
func (a *App) searchRows() func(context.Context, string) ([]kit.Item, error) {
	type page struct {
		name screen.Name
		word string
	}
	shownOn := map[search.Kind]page{
		search.Company:   {screen.Company, a.theme.T("type.company")},
		search.Citizen:   {screen.Citizen, a.theme.T("type.citizen")},
		search.Shortlist: {screen.List, a.theme.T("type.shortlist")},
		search.Placement: {screen.Placement, a.theme.T("type.placement")},
	}
	types := map[search.Kind]string{
		search.Citizen: "citizen", search.Shortlist: "shortlist", search.Placement: "placement",
	}
	o := search.Options{Limit: 12, Kinds: search.Only(slices.Collect(maps.Keys(shownOn))...)}
	d, t := a.service, a.theme.T
	return func(ctx context.Context, query string) ([]kit.Item, error) {
		answer, err := d.Search(ctx, query, o)
		if err != nil {
			return nil, err
		}
		views, _, err := d.Views(ctx, "")
		if err != nil {
			return nil, err
		}
		var items []kit.Item
		for _, v := range views {
			items = append(items, kit.Item{ID: "view:" + v.Screen + ":" + v.ID, Label: t("view.item", "name", v.Name),
				Detail: t("opt.list_screen." + v.Screen)})
		}
		items = kit.FilterItems(items, query)
		for _, h := range answer.Hits {
			p := shownOn[h.Kind]
			items = append(items, kit.Item{ID: "open:" + string(p.name) + ":" + h.ID, Label: h.Name, Detail: p.word,
				Row: kit.Row{Type: types[h.Kind], ID: h.ID}})
		}
		return items, nil
	}
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
	case "view":
		name, row, _ := strings.Cut(rest, ":")
		return a.goTo(screen.Go{To: screen.Name(name), Arg: screen.ViewArg{ID: row}})
	}
	return nil
}

// remember keeps the newest few choices; rows are left out, so that no person's row stays in the list.
func (a *App) remember(id string) {
	if strings.HasPrefix(id, "open:") || strings.HasPrefix(id, "view:") {
		return
	}
	a.recent = slices.DeleteFunc(a.recent, func(x string) bool { return x == id })
	a.recent = append([]string{id}, a.recent...)
	a.recent = a.recent[:min(len(a.recent), 8)]
}
