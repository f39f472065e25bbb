package app

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/screen"
	"jobspor/ui/service"
)

// This file keeps where the person was, for going back and forward (tilbage og frem) and for the rows opened last. Only
// numbers of rows are kept, in memory, and a place once.

// place is where one can go again: a tab, or a row's page.
type place struct {
	name screen.Name
	row  string // "" for a tab
}

// jumps are the places in the order of visiting, and which of them is in front.
type jumps struct {
	list []place
	at   int
	seen int // the screen that was in front last, by its number
}

// maxJumps is how many places are kept.
const maxJumps = 60

// rowPages are the pages of rows, with the type of the row.
var rowPages = map[screen.Name]string{screen.Company: "company", screen.Citizen: "citizen",
	screen.Placement: "placement", screen.List: "shortlist", screen.Enrolment: "enrolment"}

// placeOf is where a screen is, when it is a place.
func placeOf(r *openScreen) (p place, ok bool) {
	row, isRow := r.arg.(string)
	if _, page := rowPages[r.name]; page && isRow && row != "" {
		return place{r.name, row}, true
	}
	return place{name: r.name}, slices.ContainsFunc(tabs, func(t tab) bool { return t.name == r.name })
}

// visited notes the place in front when it is another than before.
func (a *App) visited() {
	r := a.front()
	if r == nil || r.host.ID == a.jumps.seen {
		return
	}
	a.jumps.seen = r.host.ID
	j := &a.jumps
	p, ok := placeOf(r)
	if !ok || len(j.list) > 0 && j.list[j.at] == p {
		return
	}
	if len(j.list) > 0 {
		j.list = j.list[:j.at+1] // what lay ahead is another way
	}
	j.list = append(j.list, p)
	j.list = j.list[max(len(j.list)-maxJumps, 0):]
	j.at = len(j.list) - 1
}

// jump goes to the place before (-1) or after (+1) in the order of visiting.
func (a *App) jump(by int) tea.Cmd {
	j := &a.jumps
	if to := j.at + by; to >= 0 && to < len(j.list) {
		j.at = to
		return a.visit(j.list[to])
	}
	return a.say(kit.Toast{Level: kit.Info, Text: a.theme.T(map[int]string{-1: "jump.first", 1: "jump.last"}[by])})
}

// visit brings a place to the front: as it was left where it is still open, else anew.
func (a *App) visit(p place) tea.Cmd {
	for i, s := range a.tabs {
		if len(s) == 0 {
			continue
		}
		if open, ok := placeOf(s[len(s)-1]); ok && open == p {
			return a.show(i)
		}
	}
	if p.row == "" {
		for i, t := range tabs {
			if t.name == p.name {
				for len(a.tabs[i]) > 1 { // pages over it are places of their own
					a.at = i
					a.drop()
				}
				return a.show(i)
			}
		}
	}
	return a.open(p.name, p.row)
}

// recentRead is what a picker of the rows opened last offers.
type recentRead struct {
	items []kit.Item
	err   error
}

// recentRows reads the names of the rows opened last, the newest first.
func (a *App) recentRows() tea.Cmd {
	var rows []place
	for _, p := range slices.Backward(a.jumps.list) {
		if p.row != "" && !slices.Contains(rows, p) {
			rows = append(rows, p)
		}
	}
	if len(rows) == 0 {
		return a.say(kit.Toast{Level: kit.Info, Text: a.theme.T("jump.norows")})
	}
	ctx, d, t := a.ctx, a.service, a.theme.T
	return func() tea.Msg {
		out := recentRead{}
		for _, p := range rows {
			name, err := nameOf(ctx, d, p)
			if service.IsAbsent(err) {
				continue // removed since
			}
			if err != nil {
				return recentRead{err: err}
			}
			item := kit.Item{ID: "open:" + string(p.name) + ":" + p.row, Label: name,
				Detail: t("type." + rowPages[p.name])}
			if p.name != screen.Company {
				item.Row = kit.Row{Type: rowPages[p.name], ID: p.row}
			}
			out.items = append(out.items, item)
		}
		return out
	}
}

// nameOf is what a place is called: a placement and the like by number, citizen and workplace.
func nameOf(ctx context.Context, d *service.Session, p place) (string, error) {
	row, err := d.Store.Get(ctx, rowPages[p.name], p.row)
	if err != nil {
		return "", err
	}
	about, err := d.SubjectsOf(ctx, []model.Change{model.Add(row)})
	names := about.Names
	if own := service.NameIn(row); !slices.Contains(names, own) {
		names = append([]string{own}, names...)
	}
	return service.JoinNonEmpty(" · ", names...), err
}

// offerRecent opens the picker of the rows opened last.
func (a *App) offerRecent(m recentRead) tea.Cmd {
	if m.err != nil {
		return a.tell(m.err)
	}
	o := kit.PickerOptions{Title: a.theme.T("jump.recent.title"), Items: func(query string) []kit.Item {
		return kit.FilterItems(m.items, query)
	}}
	a.over = a.newPicker(o, nil, func(act kit.Action) tea.Cmd {
		if act.Kind != kit.Chosen {
			return nil
		}
		return a.chosen(act.ID)
	})
	return nil
}
