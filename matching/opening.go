package matching

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// This file has what job ads tell: the workplace looks for somebody itself, and pays whoever it finds.

// opening is what the engine sees of a job ad (opslag).
type opening struct {
	row    uint32 // hash of the ad's ID
	work   workText
	wanted string     // the occupation, else the headline
	on     model.Date // published; 0 when nobody told
	until  model.Date // the last day it counts
	pays   bool       // the hours are paid by the workplace
	order  bool       // given to the municipality to fill
}

// opening takes over an ad; its headline is read in the light of what the workplace usually has.
func (k *knowledge) opening(o *model.Opening, at *company) opening {
	return opening{row: hash(o.ID), work: k.known(o.Title, o.Occupation, k.usualAt(at)), wanted: o.Wanted(),
		on: o.PublishedOn, until: o.Until(), pays: o.PaysHours(), order: o.Order()}
}

// bestOpening is the ad of the workplace that is nearest to the goal among those that count today, and how near it is;
// of two that are as near, the newer. It is nil when there is none.
func (q *query) bestOpening(o *option) (best *opening, fit Fit) {
	fit = noFit
	if o.chunk == nil || o.chunk.openings == nil {
		return nil, fit
	}
	list := o.chunk.openings[uint16(o.slot%chunkSize)]
	for i := range list {
		ad := &list[i]
		if ad.until < q.today {
			continue
		}
		f := q.fitTask(&task{links: ad.work.links, stems: ad.work.stems})
		if best == nil || f.Percent > fit.Percent || f.Percent == fit.Percent && newer(ad, best) {
			best, fit = ad, f
		}
	}
	return best, fit
}

// newer orders ads that are as near, the same on every machine.
func newer(a, b *opening) bool { return a.on > b.on || a.on == b.on && a.row < b.row }

// judgeOpening gives a workplace that looks for somebody itself as many of the points as what it looks for is near to
// the goal.
func judgeOpening(q *query, o *option, why *Reason) judgement {
	ad, fit := q.bestOpening(o)
	switch {
	case ad == nil:
		why.tell("match.order.none", nil)
		return judgement{}
	case fit.Percent < leastFit:
		if why != nil {
			why.tell("match.order.other", ad.args())
		}
		return judgement{}
	}
	if why != nil {
		key := "match.order.ad"
		if ad.order {
			key = "match.order.given"
		}
		why.tell(key, ad.args())
	}
	return judgement{share: int(fit.Percent)}
}

// adPays is the share of a workplace that pays for the hours in which it looks for somebody: more than one that may
// pay, because the money is there, less than one that has said so about our citizens.
const adPays = 65

// paying is the ad with which a workplace looks for work like the goal and pays for it, nil when there is none.
func (q *query) paying(o *option) *opening {
	if ad, fit := q.bestOpening(o); ad != nil && ad.pays && fit.Percent >= leastFit {
		return ad
	}
	return nil
}

// judgePays is the judgement of a workplace that has not said whether it would pay our citizens for hours, or only that
// it may. That it looks for somebody is a door, and a reason to ask.
func (o *opening) judgePays(at *option, why *Reason) judgement {
	share := adPays
	if at.c.openToHire == model.Yes {
		share += hireShare
	}
	if why != nil {
		why.tell("match.pays.ad", o.args())
		why.check("match.ask.pays", Answer{Type: "company", Field: "pays_hours"})
	}
	return judgement{share: share}
}

// args are the words of an ad for a sentence; "on" is its deadline when nobody told when it was published.
func (o *opening) args() model.Args {
	on := o.on
	if on == 0 {
		on = o.until
	}
	return model.Args{"what": o.wanted, "on": on, "until": o.until}
}

// packed gives the ads of the workplaces of a chunk by their place in it, nil when there are none: few workplaces have
// any. They stand by ID, so that a snapshot is the same however it came about.
func packed(all [][]opening) map[uint16][]opening {
	var out map[uint16][]opening
	for i, list := range all {
		if len(list) == 0 {
			continue
		}
		if out == nil {
			out = map[uint16][]opening{}
		}
		// A copy: the list may be that of an older snapshot.
		out[uint16(i)] = slices.SortedFunc(slices.Values(list),
			func(a, b opening) int { return cmp.Compare(a.row, b.row) })
	}
	return out
}

func (b *builder) opening(e model.Entity) {
	o := e.(*model.Opening)
	if d, i := b.find(o.CompanyID); d != nil {
		d.openings[i] = append(d.openings[i], b.s.knowledge.opening(o, &d.companies[i]))
	}
}

func (p *patcher) opening(c model.Change) {
	before, _ := c.Before.(*model.Opening)
	after, _ := c.After.(*model.Opening)
	for _, o := range []*model.Opening{before, after} {
		if o == nil {
			continue
		}
		if slot, ok := p.find(o.CompanyID); ok {
			d, i := p.chunkOf(slot)
			d.openings[i] = slices.DeleteFunc(slices.Clone(d.openings[i]),
				func(a opening) bool { return a.row == hash(o.ID) })
		}
	}
	if after == nil {
		return
	}
	if slot, ok := p.find(after.CompanyID); ok {
		d, i := p.chunkOf(slot)
		d.openings[i] = append(d.openings[i], p.s.knowledge.opening(after, &d.companies[i]))
	}
}
