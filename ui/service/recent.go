package service

import (
	"context"
	"math"

	"jobspor/model"
	"jobspor/model/schema"
)

// RecentWeeks is how many weeks of paid hours lists draw, this one the last.
const RecentWeeks = 8

// Recent is the ordinary paid hours of the latest weeks (de seneste ugers løntimer), in quarters of an hour, the oldest
// first; NaN where none were reported. An empty one is that nothing was.
type Recent []float64

// Last is the latest hours that were reported, and whether any were.
func (r Recent) Last() (hours float64, known bool) {
	for _, v := range r {
		if !math.IsNaN(v) {
			hours, known = v, true
		}
	}
	return hours, known
}

// RecentPaid reads the paid hours of the latest weeks, by placement.
func (d *Session) RecentPaid(ctx context.Context) (map[string]Recent, error) {
	from := d.Today().Monday().Add(-7 * (RecentWeeks - 1))
	weeks, err := All[model.Week](ctx, d.Store, "week", schema.Query{
		Fields: []string{"placement", "monday", "paid"},
		Where:  []schema.Cond{{Field: "monday", Op: schema.AtLeast, Text: from.String()}},
	})
	if err != nil {
		return nil, err
	}
	out := map[string]Recent{}
	for _, w := range weeks {
		i := int(w.Monday-from) / 7
		if !w.Paid.Known || i >= RecentWeeks {
			continue
		}
		if out[w.PlacementID] == nil {
			out[w.PlacementID] = make(Recent, RecentWeeks)
			for k := range out[w.PlacementID] {
				out[w.PlacementID][k] = math.NaN()
			}
		}
		out[w.PlacementID][i] = float64(w.Paid.V)
	}
	return out, nil
}

// RecentPaidOf reads the paid hours of the latest weeks, by citizen: those of all their placements together.
func (d *Session) RecentPaidOf(ctx context.Context) (map[string]Recent, error) {
	paid, err := d.RecentPaid(ctx)
	if err != nil || len(paid) == 0 {
		return nil, err
	}
	var ids []string
	for id := range paid {
		ids = append(ids, id)
	}
	of, err := byID[model.Placement](ctx, d.Store, "placement", ids, "citizen")
	out := map[string]Recent{}
	for id, r := range paid {
		p := of[id]
		if p == nil {
			continue
		}
		sum := out[p.CitizenID]
		if sum == nil {
			out[p.CitizenID] = r
			continue
		}
		for i, v := range r {
			switch {
			case math.IsNaN(sum[i]):
				sum[i] = v
			case !math.IsNaN(v):
				sum[i] += v
			}
		}
	}
	return out, err
}
