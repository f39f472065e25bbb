package model

import (
	"cmp"
	"slices"
	"strings"
)

// Chain (forløb i flere dele) is a placement with those that it continues and those that continue it, in the order in
// which they follow each other: one citizen's course, told as one. A part that is to come is in it when it is
// agreed; what is only suggested is none. A trial visit and what came of it are two courses. get finds a placement by
// its ID, nil when it is not there, and next those that continue one. A chain that leads back to itself ends there.
func Chain(p *Placement, get func(id string) *Placement, next func(id string) []*Placement) []*Placement {
	chain := []*Placement{p}
	joins := func(a, b *Placement) bool {
		return b != nil && b.State != "cancelled" && a.CitizenID == b.CitizenID &&
			(a.Kind == "trial") == (b.Kind == "trial") &&
			!slices.Contains(chain, b)
	}
	for b := get(p.ContinuesID); p.ContinuesID != "" && joins(chain[0], b); b = get(b.ContinuesID) {
		chain = slices.Insert(chain, 0, b)
	}
	for {
		last := chain[len(chain)-1]
		list := slices.DeleteFunc(slices.Clone(next(last.ID)),
			func(b *Placement) bool { return !b.Settled() || !joins(last, b) })
		if len(list) == 0 {
			return chain
		}
		chain = append(chain, slices.MinFunc(list, func(a, b *Placement) int {
			return cmp.Or(cmp.Compare(a.StartOn, b.StartOn), strings.Compare(a.ID, b.ID))
		}))
	}
}

// ChainAmong is Chain where all placements that can belong to it are at hand.
func ChainAmong(p *Placement, all []*Placement) []*Placement {
	return Chain(p, func(id string) *Placement {
		if i := slices.IndexFunc(all, func(o *Placement) bool { return o.ID == id }); i >= 0 {
			return all[i]
		}
		return nil
	}, func(id string) (out []*Placement) {
		for _, o := range all {
			if o.ContinuesID == id {
				out = append(out, o)
			}
		}
		return out
	})
}

// Settled reports whether a placement has been agreed: it is, it runs or it has ended. Before that it is an idea.
func (p *Placement) Settled() bool {
	return slices.Contains([]string{"agreed", "running", "ended"}, p.State)
}

// Firm reports whether a placement is agreed or runs: its days and hours are no idea, and it has not ended.
func (p *Placement) Firm() bool { return p.State == "agreed" || p.State == "running" }
