package app

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// This file keeps where the program was left, and opens it there again. The tab and the number of the row are kept,
// sealed, for each consultant; a form is not opened again: what is half-typed is announced by itself.

// leftForm is where it is kept.
const leftForm = ".left"

// listOf is the tab that lists the rows of a page.
var listOf = map[screen.Name]screen.Name{screen.Company: screen.Companies, screen.Citizen: screen.Citizens,
	screen.Placement: screen.Placements, screen.List: screen.Lists, screen.Enrolment: screen.Citizens}

// leftAt is where the person is: the tab, and the page of a row on top of it.
func (a *App) leftAt() map[string]string {
	out := map[string]string{"tab": string(tabs[a.at].name)}
	for _, r := range a.tabs[a.at] {
		if p, ok := placeOf(r); ok && p.row != "" {
			out["page"], out["row"] = string(p.name), p.row
		}
	}
	return out
}

// keepLeft keeps where the program is left, unless the setting says not to. That it could not be kept costs a key.
func (a *App) keepLeft() {
	if actor := a.service.Actor(); actor != "" && a.locked == nil && a.opensLeft {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), flushLimit)
		defer cancel()
		_ = a.service.Store.PutDraft(ctx, actor, leftForm, "", a.leftAt())
	}
}

// leftRead is where the program was left.
type leftRead struct {
	on        bool // the setting
	tab, page screen.Name
	row       string
	gone      bool // the row is not there any more
}

// readLeft reads where the program was left.
func (a *App) readLeft() tea.Cmd {
	ctx, d := a.ctx, a.service
	return func() tea.Msg {
		list, err := service.Settings(ctx, d.Store)
		if s := list[service.StartSetting]; err != nil || s != nil && s.Value == "off" {
			return leftRead{}
		}
		kept, err := d.Store.Draft(ctx, d.Actor(), leftForm, "")
		if err != nil {
			return leftRead{on: true}
		}
		m := leftRead{on: true, tab: screen.Name(kept["tab"]), page: screen.Name(kept["page"]), row: kept["row"]}
		if m.row != "" {
			_, err := d.Store.Get(ctx, rowPages[m.page], m.row)
			m.gone = model.CodeOf(err) == model.NotFound
		}
		return m
	}
}

// leftFound opens it. In place of a row that is gone its list is opened, and that is said.
func (a *App) leftFound(m leftRead) tea.Cmd {
	a.opensLeft = m.on
	if m.gone {
		m.tab = listOf[m.page]
	}
	for i, t := range tabs {
		if t.name != m.tab {
			continue
		}
		open := a.show(i)
		switch {
		case m.gone:
			return tea.Batch(open, a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("start.gone")}))
		case m.row != "" && rowPages[m.page] != "":
			return tea.Batch(open, a.open(m.page, m.row))
		}
		return open
	}
	return nil
}
