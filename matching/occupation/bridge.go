package occupation

import (
	"slices"
)

// addViaLexicon adds what the lexicon knows: the query is linked to lexicon occupations, and each of these
// leads on to the targets its names are like, and to the other targets of its unit group.
func (l *Linker) addViaLexicon(s *scratch, q []reading) {
	if l.lexicon == nil {
		return
	}
	l.spelled(s, &s.lexicon, l.lexicon, q)
	r := &s.targets
	for _, i := range s.lexicon.best(maxAsked) {
		asked := &s.lexicon.hits[i]
		if asked.score < l.w.known {
			break
		}
		trust := min(asked.score, 1)
		for _, h := range l.lexiconTargets(asked.target) {
			r.raise(hit{target: h.target, doc: -1, via: asked.target, score: h.score * trust * l.w.bridge,
				why: Synonym})
		}
		unit, ok := l.targets.unitNo[l.lexicon.occ[asked.target].ISCO]
		if !ok || l.classes != nil {
			continue
		}
		for _, t := range l.targets.units[unit] {
			r.lift(hit{target: t, doc: -1, via: asked.target, score: l.w.unit * trust, why: Neighbour})
		}
	}
}

// lexiconTargets are the targets that a lexicon occupation's names are like.
func (l *Linker) lexiconTargets(occ int32) []hit {
	k := &l.links[occ]
	k.once.Do(func() {
		s := l.scratch.Get().(*scratch)
		defer l.scratch.Put(s)
		r := &s.targets
		r.reset(len(l.targets.occ))
		// Names are searched by their words alone, which is far faster than by letters and finds as much.
		w, x := l.w, l.lexicon
		w.term, w.gram = w.term+w.gram, 0
		for i := x.first[occ]; i < x.first[occ+1] && x.docs[i].kind != taskText; i++ {
			d := &x.docs[i]
			q, weight := text{key: d.key, bag: d.bag, terms: d.terms}, l.w.synonym
			if d.kind == labelText {
				weight = l.w.label
			}
			l.targets.search(s, &w, &q)
			for _, h := range s.found.hits {
				h.score *= weight
				r.raise(h)
			}
		}
		for _, i := range r.best(maxBridged) {
			k.hits = append(k.hits, r.hits[i])
		}
		k.hits = slices.Clip(k.hits)
	})
	return k.hits
}

// neighbours lifts the best targets by how much of the others lies in the same unit group.
func (l *Linker) neighbours(r *ranking) {
	front := r.best(pool)
	share := make([]float64, len(l.targets.units))
	sum := 0.0
	for _, i := range front {
		if u := l.targets.unitOf[r.hits[i].target]; u >= 0 {
			share[u] += r.hits[i].score * r.hits[i].score
		}
		sum += r.hits[i].score * r.hits[i].score
	}
	for _, i := range front {
		if u := l.targets.unitOf[r.hits[i].target]; u >= 0 && sum > 0 {
			r.hits[i].score += l.w.relative * share[u] / sum
		}
	}
}
