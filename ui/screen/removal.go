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

// Going is a removal that is asked about.
type RemovalPlan struct {
	rows *service.Removal
	typ  string
}

// asksFirst are the types whose removal is asked about, because much goes with them; others go at once, and undo brings
// them back.
var asksFirst = []string{"company", "citizen", "placement"}

// AskRemoval reads what goes with a row; the result is a Going for ConfirmRemoval.
func (h *Host) AskRemoval(e model.Entity) tea.Cmd {
	d := h.Service
	return h.Run("removing", func(ctx context.Context) (any, error) {
		g := d.NewRemoval()
		return RemovalPlan{g, schema.TypeOf(e).Name}, g.RemoveWithDependents(ctx, e)
	})
}

// ConfirmRemoval asks, with the number of rows that it touches; the answer is for Removed. Placements are named, because
// agreements and hours go with them.
func (h *Host) ConfirmRemoval(g RemovalPlan) tea.Cmd {
	if !slices.Contains(asksFirst, g.typ) {
		return h.Save("remove."+g.typ, model.ChangeSet{Action: g.typ + ".remove", Changes: g.rows.Changes()})
	}
	text := h.T(g.typ + ".remove.text")
	if n := g.rows.Removed("placement"); n > 0 && g.typ != "placement" {
		text = h.T("remove.placements", "n", n) + " " + text
	}
	return h.Ask("remove", kit.Confirm(h.Theme, h.T(g.typ+".remove"), text, len(g.rows.Changes()), h.T("list.remove"), true))
}

// Removed carries out what was confirmed, under the tag "remove.<type>".
func (h *Host) Removed(m Answer, g RemovalPlan) tea.Cmd {
	if m.Tag != "remove" || m.Action.Kind != kit.Chosen || g.rows == nil {
		return nil
	}
	return h.Save("remove."+g.typ, model.ChangeSet{Action: g.typ + ".remove", Changes: g.rows.Changes()})
}
