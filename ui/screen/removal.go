package screen

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/kit"
	"jobspor/ui/service"
)

// asksFirst are the types whose removal is asked about, because much goes with them; others go at once, and undo brings
// them back.
var asksFirst = []string{"company", "citizen", "placement"}

// RemoveRow takes a row away with what hangs on it, and does then. Where much goes with it, it asks first, with the
// number of rows that it touches. Placements are named, because agreements and hours go with them.
func (h *Host) RemoveRow(e model.Entity, then func() tea.Cmd) tea.Cmd {
	d, typ := h.Service, schema.TypeOf(e).Name
	return Run(h, "removing", func(ctx context.Context) (*service.Removal, error) {
		rows := d.NewRemoval()
		return rows, rows.RemoveWithDependents(ctx, e)
	}, func(rows *service.Removal) tea.Cmd {
		remove := h.SaveThen(model.ChangeSet{Action: typ + ".remove", Changes: rows.Changes()},
			func(model.Receipt) tea.Cmd { return then() })
		if !slices.Contains(asksFirst, typ) {
			return remove
		}
		text := h.T(typ + ".remove.text")
		if n := rows.Removed("placement"); n > 0 && typ != "placement" {
			text = h.T("remove.placements", "n", n) + " " + text
		}
		ask := kit.Confirm(h.Theme, h.T(typ+".remove"), text, len(rows.Changes()), h.T("list.remove"), true)
		return h.AskThen(ask, func(kit.Action) tea.Cmd { return remove })
	})
}
