package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/ui/kit"
	"jobspor/ui/present"
	"jobspor/ui/service"
)

// AddToList asks which open list some workplaces, or citizens, are put on; of several it says first how many are new
// there.
func (h *Host) AddToList(all All) tea.Cmd {
	_, people := all.Rows[0].(*model.Citizen)
	d, words := h.Service, present.WordsIn(h.Theme.Lang)
	return Run(h, "addto", d.Lists, func(lists []service.ListRow) tea.Cmd {
		var items []kit.Item
		for _, r := range lists {
			if !r.List.Closed && people == (r.List.TaskID != "") {
				items = append(items, kit.Item{ID: r.List.ID, Label: words.ListRow(r), Detail: r.List.Ref})
			}
		}
		if len(items) == 0 {
			return h.Say(kit.Warning, map[bool]string{true: "addto.none.people", false: "addto.none"}[people])
		}
		return h.Choose(h.T("addto.pick", "n", len(all.Rows)), items, func(id string) tea.Cmd {
			return h.addTo(all, id)
		})
	})
}

// addTo puts rows on a list; several are asked about first.
func (h *Host) addTo(all All, list string) tea.Cmd {
	d := h.Service
	var ids []string
	for _, e := range all.Rows {
		ids = append(ids, e.Meta().ID)
	}
	return Run(h, "addto", func(ctx context.Context) (*service.ListView, error) {
		return d.Shortlist(ctx, list)
	}, func(v *service.ListView) tea.Cmd {
		cs := model.AddToList(d.Actor(), v.List, v.Picks, ids)
		n := len(cs.Changes)
		switch {
		case n == 0:
			return h.Say(kit.Info, "match.add.there", "ref", v.List.Ref)
		case len(ids) == 1:
			return h.Save("addto", cs)
		}
		text := h.T("addto.text", "rows", h.named(all), "n", n, "same", len(ids)-n)
		ask := kit.Confirm(h.Theme, h.T("addto.title", "list", service.NameIn(v.List)), text, 0, h.T("addto.do"), false)
		return h.AskThen(ask, func(kit.Action) tea.Cmd { return h.Save("addto", cs) })
	})
}
