package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// Rings are the minutes one way that workplaces near a citizen are gathered by.
var Rings = []int{10, 20, 30, 45, 60}

// NearRow is a workplace with the estimated way from the citizen (nær borgeren).
type NearRow struct {
	Company *model.Company
	Minutes int    // one way, "about"; 0 where it is not known
	Mode    string // one of model.Transport
	Why     string // word key of why the way is not known, "" where it is
}

// Ring is the number of the ring that a row is in: past the last ring is len(Rings), not known the one after.
func (r NearRow) Ring() int {
	if r.Why != "" {
		return len(Rings) + 1
	}
	if i := slices.IndexFunc(Rings, func(m int) bool { return r.Minutes <= m }); i >= 0 {
		return i
	}
	return len(Rings)
}

// Near are the workplaces around a citizen, the nearest first, those whose way is not known last.
type Near struct {
	Citizen *model.Citizen
	Assumed bool // nobody has said how the citizen travels: by bus
	Rows    []NearRow
}

// NearCitizen estimates the way from a citizen's town to every workplace that fits, as the ranking of a match does.
func (d *Session) NearCitizen(ctx context.Context, citizenID string, where []schema.Cond) (*Near, error) {
	c, err := One[model.Citizen](ctx, d.Store, "citizen", citizenID)
	if err != nil {
		return nil, err
	}
	snap, err := d.Snapshots.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	companies, err := All[model.Company](ctx, d.Store, "company", schema.Query{Where: where})
	if err != nil {
		return nil, err
	}
	out := &Near{Citizen: c, Assumed: len(c.Transport) == 0}
	for _, at := range companies {
		r := NearRow{Company: at}
		minutes, mode, ok, known := snap.Trip(c.Postcode, at.Postcode, c.Transport)
		switch {
		case ok:
			r.Minutes, r.Mode = minutes, mode
		case at.Postcode == "":
			r.Why = "near.why.none"
		case !known:
			r.Why = "near.why.unknown"
		default:
			r.Why = "near.why.citizen"
		}
		out.Rows = append(out.Rows, r)
	}
	slices.SortStableFunc(out.Rows, func(a, b NearRow) int {
		return cmp.Or(cmp.Compare(a.Ring(), b.Ring()), cmp.Compare(a.Minutes, b.Minutes),
			model.CompareDanish(a.Company.ShownName(), b.Company.ShownName()))
	})
	return out, nil
}
