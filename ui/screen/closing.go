package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
	"jobspor/model/schema"
	"jobspor/ui/present"
)

// EditCitizen opens the form of a citizen. Closing one for whom something still runs is said once, with all that runs:
// Today does not name it any more. Whoever saves again has decided it.
func (h *Host) EditCitizen(c *model.Citizen) tea.Cmd {
	d, said := h.Service, false
	return h.Go(Edit, EditArg{Entity: c, Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet,
		error) {
		after := typed.(*model.Citizen)
		cs := model.ChangeSet{Actor: d.Actor(), Action: "citizen.edit"}
		if after.Status == "closed" && c.Status != "closed" && !said {
			runs, err := d.StillRuns(ctx, c.ID)
			if err != nil {
				return cs, err
			}
			if !runs.Empty() {
				said = true
				return cs, present.WordsIn(h.Theme.Lang).StillRunsError(runs)
			}
		}
		if !schema.Equal(c, after) {
			cs.Changes = []model.Change{model.Edit(c, after)}
		}
		return cs, nil
	}})
}
