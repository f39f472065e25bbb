package app

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/matching/search"
	"jobspor/ui/keys"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
)

// This file has the actions of screens that are not in front: a tab's, and those of a row's pages, which are found by
// what is done and to whom, as in "vægte for A.H." or "ny snusepraktik hos Café Strandgården".

// rowPage is a screen that a row that was searched for is opened on.
type rowPage struct {
	kind search.Kind
	to   screen.Name
	word string // what the screen is called
	arg  func(id string) any
}

// byID opens a screen with the number of the row alone.
func byID(id string) any { return id }

// phrasePages are the screens whose actions are found together with a row; the first of a kind is the row's own page.
var phrasePages = []rowPage{
	{search.Citizen, screen.Citizen, "type.citizen", byID},
	{search.Citizen, screen.Match, "tab.match", func(id string) any { return screen.MatchArg{CitizenID: id} }},
	{search.Citizen, screen.Checks, "checks.title", byID},
	{search.Citizen, screen.Near, "near.title", byID},
	{search.Company, screen.Company, "type.company", byID},
	{search.Placement, screen.Placement, "type.placement", byID},
	{search.Placement, screen.Hours, "page.hours", func(id string) any { return screen.HoursArg{PlacementID: id} }},
	{search.Placement, screen.Agreement, "type.agreement", byID},
	{search.Placement, screen.Vitas, "vitas.title", byID},
	{search.Shortlist, screen.List, "type.shortlist", byID},
}

// kindTypes are the types of rows that are searched for, where looking at one is noted.
var kindTypes = map[search.Kind]string{
	search.Citizen: "citizen", search.Shortlist: "shortlist", search.Placement: "placement",
}

// phrase is an action of a screen for a row that is still to be named.
type phrase struct {
	page rowPage
	row  keys.Row
}

// declared are the palette's actions of a screen that need not be open.
func (a *App) declared(name screen.Name) []keys.Row {
	h := screen.NewHost(a.ctx, 0, a.theme, a.service, nil)
	defer h.Close()
	list := a.opt.Keys.Apply(string(name), screen.Declared(registry[name](h).Bindings()))
	for i := range list {
		list[i].Enabled = nil // whether it works is known when the screen has read what it shows
	}
	return keys.Rows(list, a.theme.T, a.theme.Names())
}

// actionsElsewhere are the actions of the tabs that are not in front.
func (a *App) actionsElsewhere() (items []kit.Item) {
	for i, t := range tabs {
		if i == a.at && a.front().name == t.name || t.name == screen.Match { // a match begins with somebody
			continue
		}
		for _, r := range a.declared(t.name) {
			items = append(items, kit.Item{ID: "on:" + string(t.name) + ":" + r.ID, Label: r.Label,
				Detail: a.theme.T("tab." + string(t.name)), Keys: t.key + " " + r.Keys})
		}
	}
	return items
}

// phrases are the actions that can be found together with a row.
func (a *App) phrases() (out []phrase) {
	for _, p := range phrasePages {
		for _, r := range a.declared(p.to) {
			out = append(out, phrase{p, r})
		}
	}
	return out
}

// said reads what was typed as an action and whom it is for: "vægte for anna" is the phrases with weights, and anna.
func said(query string, all []phrase, joins, fill []string) (fit []phrase, object string) {
	words := strings.Fields(strings.ToLower(query))
	for at, w := range words {
		if at == 0 || at == len(words)-1 || !slices.Contains(joins, w) {
			continue
		}
		action := slices.DeleteFunc(slices.Clone(words[:at]), func(w string) bool { return slices.Contains(fill, w) })
		for _, p := range all {
			label := strings.ToLower(p.row.Label)
			lacks := func(w string) bool { return !strings.Contains(label, w) }
			if len(action) > 0 && !slices.ContainsFunc(action, lacks) {
				fit = append(fit, p)
			}
		}
		if len(fit) > 0 {
			return fit, strings.Join(words[at+1:], " ")
		}
	}
	return nil, ""
}

// phraseItems are the actions for the rows that were found.
func phraseItems(fit []phrase, hits []search.Hit, t keys.Translate) (items []kit.Item) {
	for _, h := range hits {
		for _, p := range fit {
			if p.page.kind == h.Kind {
				items = append(items, kit.Item{ID: "do:" + string(p.page.to) + ":" + p.row.ID + ":" + h.ID,
					Label:  t("palette.phrase", "action", p.row.Label, "name", h.Name),
					Detail: t(p.page.word), Keys: p.row.Keys, Row: kit.Row{Type: kindTypes[h.Kind], ID: h.ID}})
			}
		}
	}
	return items
}

// press carries out an action of the screen in front, once it has read what it shows.
type press struct {
	on screen.Name
	id string
}

// then opens a screen and carries out one of its actions there, as if its key had been typed ahead, before the keys
// that were.
func (a *App) then(open tea.Cmd, p press) tea.Cmd {
	a.ahead.keys = append([]tea.Msg{p}, a.ahead.keys...)
	return open
}

// pressOn carries out an action that waited for its screen.
func (a *App) pressOn(p press) tea.Cmd {
	if r := a.front(); a.over != nil || r == nil || r.name != p.on {
		return nil // it could not be opened, which was said
	}
	if _, ok := keys.ByID(a.bindings(), p.id); !ok {
		return a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("palette.nothere")})
	}
	return a.press(p.id)
}

// doFor opens the screen of an action for a row, and carries it out there.
func (a *App) doFor(name screen.Name, action, row string) tea.Cmd {
	for _, p := range phrasePages {
		if p.to == name {
			return a.then(a.goTo(screen.Go{To: name, Arg: p.arg(row)}), press{name, action})
		}
	}
	return nil
}
