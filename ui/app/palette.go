package app

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// pages are the screens that the palette leads to besides the tabs.
var pages = []screen.Name{screen.Week, screen.Hours, screen.Import, screen.Find, screen.Duplicates, screen.Rules,
	screen.RuleValues, screen.Programme, screen.Triage, screen.Session, screen.History}

// palette lists every action of this screen and of the program, every screen with its actions, and what the search
// finds, those used most and lately first.
func (a *App) palette() tea.Cmd {
	actions := a.uses.rank(a.paletteActions())
	o := kit.PickerOptions{Title: a.theme.T("palette.title"), Items: func(query string) []kit.Item {
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
	return slices.Concat(items, a.openOtherItems(), a.answerTwoItems(), a.actionsElsewhere())
}

// searchRows is what the search box finds for the same words: rows, with the screens that show them. Where an action is
// named before a row, it is that action for the rows.
func (a *App) searchRows() func(context.Context, string) ([]kit.Item, error) {
	own, kinds := map[search.Kind]rowPage{}, []search.Kind(nil)
	for _, p := range phrasePages {
		if _, has := own[p.kind]; !has {
			own[p.kind], kinds = p, append(kinds, p.kind)
		}
	}
	d, t := a.service, a.theme.T
	phrases, order := a.phrases(), a.uses.rank
	joins, fill := strings.Fields(t("palette.joins")), strings.Fields(t("palette.fill"))
	return func(ctx context.Context, query string) ([]kit.Item, error) {
		o := search.Options{Limit: 12, Kinds: search.Only(kinds...)}
		fit, object := said(query, phrases, joins, fill)
		if len(fit) > 0 {
			query, kinds := object, []search.Kind(nil)
			for _, p := range fit {
				kinds = append(kinds, p.page.kind)
			}
			o.Kinds = search.Only(kinds...)
			answer, err := d.Search(ctx, query, o)
			if items := phraseItems(fit, answer.Hits, t); err != nil || len(items) > 0 {
				return order(items), err
			}
		}
		answer, err := d.Search(ctx, query, o)
		if err != nil {
			return nil, err
		}
		items, err := a.viewItems(ctx, query)
		for _, h := range answer.Hits {
			p := own[h.Kind]
			items = append(items, kit.Item{ID: "open:" + string(p.to) + ":" + h.ID, Label: h.Name, Detail: t(p.word),
				Row: kit.Row{Type: kindTypes[h.Kind], ID: h.ID}})
		}
		return items, err
	}
}

// viewItems are the saved views whose names fit.
func (a *App) viewItems(ctx context.Context, query string) ([]kit.Item, error) {
	views, _, err := a.service.Views(ctx, "")
	var items []kit.Item
	for _, v := range views {
		items = append(items, kit.Item{ID: "view:" + v.Screen + ":" + v.ID, Label: a.theme.T("view.item", "name", v.Name),
			Detail: a.theme.T("opt.list_screen." + v.Screen)})
	}
	return kit.FilterItems(items, query), err
}

func (a *App) chosen(id string) tea.Cmd {
	kind, rest, _ := strings.Cut(id, ":")
	name, row, _ := strings.Cut(rest, ":")
	switch kind {
	case "act":
		return a.press(rest)
	case "reason":
		return a.askWhom()
	case "approvals":
		return a.front().host.AnswerApprovals("")
	case "go":
		return a.goTo(screen.Go{To: screen.Name(rest)})
	case "on":
		return a.then(a.goTo(screen.Go{To: screen.Name(name)}), press{screen.Name(name), row})
	case "do":
		action, row, _ := strings.Cut(row, ":")
		return a.doFor(screen.Name(name), action, row)
	case "open":
		return a.goTo(screen.Go{To: screen.Name(name), Arg: row})
	case "view":
		return a.goTo(screen.Go{To: screen.Name(name), Arg: screen.ViewArg{ID: row}})
	}
	return nil
}
