package app

import (
	"context"
	"maps"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// This file keeps where the program was left, and opens it there again: the tab, the row under its cursor and the page
// on top of it, by their numbers, and how the lists stood, sealed, for each consultant. A form is not opened again: what
// is half-typed is announced by itself.

// leftForm is where it is kept.
const leftForm = ".left"

// listOf is the tab that lists the rows of a page.
var listOf = map[screen.Name]screen.Name{screen.Company: screen.Companies, screen.Citizen: screen.Citizens,
	screen.Placement: screen.Placements, screen.List: screen.Lists, screen.Enrolment: screen.Citizens}

// leftAt is where the person is.
func (a *App) leftAt() map[string]string {
	out := map[string]string{"tab": string(tabs[a.at].name)}
	for i, r := range a.tabs[a.at] {
		if s, ok := r.s.(screen.Rowed); ok && i == 0 && r.name == tabs[a.at].name {
			id, n := s.RowAt()
			out["at"], out["number"] = id, strconv.Itoa(n)
		}
		if p, ok := placeOf(r); ok && p.row != "" {
			out["page"], out["row"] = string(p.name), p.row
		}
	}
	for name, values := range a.listsKept() {
		for key, v := range values {
			out[keptKey+string(name)+"."+key] = v
		}
	}
	return out
}

// keptKey begins what is kept of a list.
const keptKey = "list."

// listsKept is how the lists of the tabs stand; one that was not opened stands as it did.
func (a *App) listsKept() map[screen.Name]map[string]string {
	out := maps.Clone(a.kept)
	if out == nil {
		out = map[screen.Name]map[string]string{}
	}
	for i, stack := range a.tabs {
		if len(stack) > 0 && stack[0].name == tabs[i].name {
			if s, ok := stack[0].s.(screen.Kept); ok {
				out[stack[0].name] = s.Kept()
			}
		}
	}
	return out
}

// keptOf reads it again.
func keptOf(values map[string]string) map[screen.Name]map[string]string {
	out := map[screen.Name]map[string]string{}
	for key, v := range values {
		rest, ours := strings.CutPrefix(key, keptKey)
		if name, key, ok := strings.Cut(rest, "."); ours && ok {
			if out[screen.Name(name)] == nil {
				out[screen.Name(name)] = map[string]string{}
			}
			out[screen.Name(name)][key] = v
		}
	}
	return out
}

// keepList lets the list of a tab stand as it did; one that is opened for something stands for that.
func (a *App) keepList(r *openScreen) {
	values := a.kept[r.name]
	if s, ok := r.s.(screen.Kept); ok && values != nil && r.name == tabs[a.at].name && len(a.tabs[a.at]) == 0 {
		if r.arg == nil {
			s.Keep(values)
		}
		delete(a.kept, r.name)
	}
}

// opensLeft reports whether the setting wants it.
func (a *App) opensLeft(ctx context.Context) bool {
	list, err := service.Settings(ctx, a.service.Store)
	s := list[service.StartSetting]
	return err == nil && (s == nil || s.Value != "off")
}

// keepLeft keeps where the program is left; with the setting off nothing stays. That it could not be kept costs a key.
func (a *App) keepLeft() {
	actor := a.service.Actor()
	if actor == "" || a.locked != nil || len(a.tabs[a.at]) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), flushLimit)
	defer cancel()
	if a.tour.at > 0 {
		_ = a.service.Store.PutDraft(ctx, actor, tourForm, "", a.tour.values())
	}
	if a.opensLeft(ctx) {
		_ = a.service.Store.PutDraft(ctx, actor, leftForm, "", a.leftAt())
	} else if kept, err := a.service.Store.Draft(ctx, actor, leftForm, ""); err == nil && kept != nil {
		_ = a.service.Store.DropDraft(ctx, actor, leftForm, "")
	}
}

// leftRead is where the program was left.
type leftRead struct {
	tab, page screen.Name
	row       string // of the page
	gone      bool   // the row is not there any more
	at        string // the row under the tab's cursor, and its number
	number    int
	kept      map[screen.Name]map[string]string // how the lists stood
	tour      tour                              // how far it is
}

// readLeft reads where the program was left; without it, it is Today.
func (a *App) readLeft() tea.Cmd {
	ctx, d := a.ctx, a.service
	return func() tea.Msg {
		var steps tour
		if kept, err := d.Store.Draft(ctx, d.Actor(), tourForm, ""); err == nil && d.Demo {
			steps = tourOf(kept)
		}
		if !a.opensLeft(ctx) {
			return leftRead{tour: steps}
		}
		kept, err := d.Store.Draft(ctx, d.Actor(), leftForm, "")
		if err != nil {
			return leftRead{tour: steps}
		}
		m := leftRead{tour: steps, tab: screen.Name(kept["tab"]), page: screen.Name(kept["page"]), row: kept["row"],
			at: kept["at"], kept: keptOf(kept)}
		m.number, _ = strconv.Atoi(kept["number"])
		if typ := rowPages[m.page]; typ != "" {
			_, err := d.Store.Get(ctx, typ, m.row)
			m.gone = model.CodeOf(err) == model.NotFound
		}
		return m
	}
}

// leftFound opens it. In place of a row that is gone its list is opened, and that is said.
func (a *App) leftFound(m leftRead) tea.Cmd {
	if !a.tour.on {
		a.tour = m.tour
	}
	a.kept = m.kept
	if m.gone {
		m.tab = listOf[m.page]
	}
	cmds := []tea.Cmd{a.show(max(tabNumber(m.tab), 0))}
	if s, ok := a.front().s.(screen.Rowed); ok && m.at != "" {
		s.PutAt(m.at, m.number)
	}
	switch {
	case m.gone:
		cmds = append(cmds, a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("start.gone")}))
	case rowPages[m.page] != "":
		cmds = append(cmds, a.open(m.page, m.row))
	}
	a.tour.since = a.tourHere()
	return tea.Batch(cmds...)
}
