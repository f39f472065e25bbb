package screen

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"jobspor/model"
)

// DecideCandidate opens the form in which a candidate for a job order gets an outcome, under a title.
func (h *Host) DecideCandidate(c *model.Candidate, title string) tea.Cmd {
	d, on := h.Service, *c
	on.On = d.Today()
	return h.Go(Edit, EditArg{Entity: &on, Fields: []string{"outcome", "on", "reason"}, Title: title,
		Decide: func(ctx context.Context, typed model.Entity) (model.ChangeSet, error) {
			return d.DecideCandidate(ctx, c.OpeningID, typed.(*model.Candidate))
		}})
}
