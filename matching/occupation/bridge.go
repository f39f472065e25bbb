package occupation

import (
	"slices"

	"jobspor/matching/words"
)

// ranking collects hits of several searches, one for each target.
type ranking struct {
	hits []hit
	at   map[int32]int // target → place in hits
}

func newRanking(hits []hit) *ranking {
	r := &ranking{hits, make(map[int32]int, len(hits))}
	for i := range hits {
		r.at[hits[i].target] = i
	}
	return r
}

// raise keeps the better of h and what is there.
func (r *ranking) raise(h hit) {
	if i, ok := r.at[h.target]; !ok {
		r.at[h.target] = len(r.hits)
		r.hits = append(r.hits, h)
	} else if h.score > r.hits[i].score {
		r.hits[i] = h
	}
}

// lift adds to the score of h's target, which enters as h when it was not there.
func (r *ranking) lift(h hit) {
	if i, ok := r.at[h.target]; ok {
		r.hits[i].score += h.score
		return
	}
	r.at[h.target] = len(r.hits)
	r.hits = append(r.hits, h)
}

// best sorts hits and returns the first n.
func best(hits []hit, n int) []hit {
	slices.SortFunc(hits, better)
	return hits[:min(n, len(hits))]
}

// cross adds what the lexicon knows: the query is linked to lexicon occupations, and each of these
// leads on to the targets its names are like, and to the other targets of its unit group.
func (l *Linker) cross(s *scratch, r *ranking, key string) {
	if l.lexicon == nil {
		return
	}
	for _, a := range best(l.spelled(s, l.lexicon, key).hits, maxAsked) {
		if a.score < l.w.known {
			break
		}
		trust := min(a.score, 1)
		for _, h := range l.leads(a.target) {
			r.raise(hit{target: h.target, doc: -1, score: h.score * trust * l.w.bridge, why: Synonym, via: a.target})
		}
		if unit := l.lexicon.occ[a.target].ISCO; unit != "" {
			for _, t := range l.targets.units[unit] {
				r.lift(hit{target: t, doc: -1, score: l.w.unit * trust, why: Neighbour, via: a.target})
			}
		}
	}
}

// leads are the targets that a lexicon occupation's names are like.
func (l *Linker) leads(occ int32) []hit {
	k := &l.links[occ]
	k.once.Do(func() {
		s := l.scratch.Get().(*scratch)
		defer l.scratch.Put(s)
		r := newRanking(nil)
		for i, name := range names(&l.lexicon.occ[occ]) {
			weight := l.w.label
			if i > 0 {
				weight = l.w.synonym
			}
			for _, h := range l.targets.search(s, &l.w, l.feat.read(words.Fold(name))) {
				h.score *= weight
				r.raise(h)
			}
		}
		k.hits = slices.Clone(best(r.hits, maxBridged))
	})
	return k.hits
}

// neighbours lifts the best targets by how much of the others lies in the same unit group.
func (l *Linker) neighbours(r *ranking) {
	if l.w.relative == 0 {
		return
	}
	front := best(slices.Clone(r.hits), pool)
	share, sum := make(map[string]float64), 0.0
	for _, h := range front {
		mass := h.score * h.score
		share[l.targets.occ[h.target].ISCO] += mass
		sum += mass
	}
	for _, h := range front {
		if unit := l.targets.occ[h.target].ISCO; unit != "" && sum > 0 {
			r.lift(hit{target: h.target, score: l.w.relative * share[unit] / sum})
		}
	}
}
