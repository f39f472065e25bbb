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
	Placed  bool // it is known where the citizen lives; else no row is in a ring
	Assumed bool // nobody has said how the citizen travels: by bus
	Rows    []NearRow
	All     int // workplaces, whatever narrows the rows
}

// NearCitizen estimates the way from a citizen's town to every workplace that fits, as the ranking of a match does.
func (d *Session) NearCitizen(ctx context.Context, citizenID string, where []schema.Cond) (*Near, error) {
	c, err := One[model.Citizen](ctx, d.Store, "citizen", citizenID)
	if err != nil {
		return nil, err
	}
	snap, err := d.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	companies, err := All[model.Company](ctx, d.Store, "company", schema.Query{Where: where})
	if err != nil {
		return nil, err
	}
	out := &Near{Citizen: c, Placed: snap.KnowsPlace(c.Postcode), Assumed: len(c.Transport) == 0}
	for _, at := range companies {
		r := NearRow{Company: at}
		var ok bool
		switch r.Minutes, r.Mode, ok = snap.Trip(c.Postcode, at.Postcode, c.Transport); {
		case ok:
		case !out.Placed:
			r.Why = "near.why.citizen"
		case at.Postcode == "":
			r.Why = "near.why.none"
		default:
			r.Why = "near.why.unknown"
		}
		out.Rows = append(out.Rows, r)
	}
	slices.SortStableFunc(out.Rows, func(a, b NearRow) int {
		return cmp.Or(cmp.Compare(a.Ring(), b.Ring()), cmp.Compare(a.Minutes, b.Minutes), cmp.Compare(a.Why, b.Why),
			model.CompareDanish(a.Company.ShownName(), b.Company.ShownName()))
	})
	out.All, err = d.Store.Count(ctx, "company", schema.Query{})
	return out, err
}
