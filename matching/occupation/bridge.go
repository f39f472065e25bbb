package occupation

import (
	"slices"

	"jobspor/matching/words"
)

// cross adds what the lexicon knows: the query is linked to lexicon occupations, and each of these
// leads on to the targets its names are like, and to the other targets of its unit group.
func (l *Linker) cross(s *scratch, key string, hits hitSet) {
	if l.lexicon == nil {
		return
	}
	asked := l.spelled(s, l.lexicon, key).list()
	slices.SortFunc(asked, better)
	for _, a := range asked[:min(maxAsked, len(asked))] {
		if a.score < l.w.known {
			break
		}
		trust := min(a.score, 1)
		o := &l.lexicon.occ[a.target]
		for _, h := range l.leads(a.target) {
			h.score *= trust * l.w.bridge
			h.why, h.by = Synonym, o.Label
			hits.max(h)
		}
		if o.ISCO == "" {
			continue
		}
		for _, t := range l.targets.units[o.ISCO] {
			h, ok := hits[t]
			if !ok {
				h = hit{target: t, why: Neighbour, by: o.Label}
			}
			h.score += l.w.unit * trust
			hits[t] = h
		}
	}
}

// leads are the targets that a lexicon occupation's names are like.
func (l *Linker) leads(occ int32) []hit {
	k := &l.links[occ]
	k.once.Do(func() {
		s := l.scratch.Get().(*scratch)
		defer l.scratch.Put(s)
		o := &l.lexicon.occ[occ]
		names := danish(o)
		if o.English != "" {
			names = append(names, o.English)
		}
		best := make(hitSet)
		for i, name := range names {
			weight := l.w.label
			if i > 0 {
				weight = l.w.synonym
			}
			for _, h := range l.targets.search(s, l.w, l.feat.query(words.Fold(name))) {
				h.score *= weight
				best.max(h)
			}
		}
		k.hits = best.list()
		slices.SortFunc(k.hits, better)
		k.hits = slices.Clone(k.hits[:min(maxBridged, len(k.hits))])
	})
	return k.hits
}

// neighbours lifts targets of the unit groups that the best targets agree on.
func (l *Linker) neighbours(hits hitSet) {
	best := hits.list()
	slices.SortFunc(best, better)
	best = best[:min(pool, len(best))]
	share, sum := make(map[string]float64), 0.0
	for _, h := range best {
		mass := h.score * h.score
		share[l.targets.occ[h.target].ISCO] += mass
		sum += mass
	}
	if sum == 0 {
		return
	}
	for _, h := range best {
		unit := l.targets.occ[h.target].ISCO
		if unit != "" {
			h.score += l.w.relative * share[unit] / sum
			hits[h.target] = h
		}
	}
}
