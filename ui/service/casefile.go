package service

import (
	"context"
)

// RunningOf reads the placements of a citizen's course that are agreed or run, for papers that tell of each.
func (d *Session) RunningOf(ctx context.Context, v *EnrolmentView) (out []*PlacementView, err error) {
	for _, p := range v.Known.Placements {
		if !p.Firm() {
			continue
		}
		view, err := d.Placement(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, view)
	}
	return out, nil
}
