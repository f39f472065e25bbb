package occupation

import (
	"cmp"
	"slices"
)

// hit is a target with its score so far and the best reason for it.
type hit struct {
	target int32
	doc    int32 // the text the reason is about, or -1
	via    int32 // the lexicon occupation in between, or -1
	score  float64
	why    Evidence // "" until somebody asks: see evidence
	named  float64  // 1 when the query is its label, less for another name, other order or a corrected spelling
}

// better orders hits: higher score first, then the order of the targets.
func better(a, b *hit) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.target, b.target))
}

// ranking collects hits, one for each target.
type ranking struct {
	hits   []hit
	second []float64 // score of each target's second-best text
	slot   []int32   // target → 1 + its place in hits
	order  []int32
}

func (r *ranking) reset(targets int) {
	for i := range r.hits {
		r.slot[r.hits[i].target] = 0
	}
	r.hits, r.second = r.hits[:0], r.second[:0]
	if len(r.slot) < targets {
		r.slot = make([]int32, targets)
	}
}

// at gives the hit of a target, nil when there is none.
func (r *ranking) at(target int32) *hit {
	if i := r.slot[target]; i > 0 {
		return &r.hits[i-1]
	}
	return nil
}

func (r *ranking) add(h hit) {
	r.hits, r.second = append(r.hits, h), append(r.second, 0)
	r.slot[h.target] = int32(len(r.hits))
}

// text takes a target's text into account: the best is its hit, the second is remembered.
func (r *ranking) text(h hit) {
	i := r.slot[h.target]
	if i == 0 {
		r.add(h)
		return
	}
	old := &r.hits[i-1]
	if h.score > old.score {
		h, *old = *old, h
	}
	old.named = max(old.named, h.named)
	r.second[i-1] = max(r.second[i-1], h.score)
}

// raise keeps the better of h and what is there.
func (r *ranking) raise(h hit) {
	if old := r.at(h.target); old == nil {
		r.add(h)
	} else if named := max(old.named, h.named); h.score > old.score {
		*old = h
		old.named = named
	} else {
		old.named = named
	}
}

// lift adds to the score of h's target, which enters as h when it was not there.
func (r *ranking) lift(h hit) {
	if old := r.at(h.target); old == nil {
		r.add(h)
	} else {
		old.score += h.score
	}
}

// best gives the places of the n best hits, in order. They are valid until the next call.
func (r *ranking) best(n int) []int32 {
	order := r.order[:0]
	byScore := func(a, b int32) int { return better(&r.hits[a], &r.hits[b]) }
	for i := range int32(len(r.hits)) {
		if len(order) < n {
			order = append(order, i)
			if len(order) == n {
				slices.SortFunc(order, byScore)
			}
		} else if n > 0 && byScore(i, order[n-1]) < 0 {
			at, _ := slices.BinarySearchFunc(order, i, byScore)
			copy(order[at+1:], order[at:n-1])
			order[at] = i
		}
	}
	if len(order) < n {
		slices.SortFunc(order, byScore)
	}
	r.order = order
	return order
}

// scratch is memory for one search, reused by the next.
type scratch struct {
	gram, term              []float32
	touched                 []int32
	found                   ranking // of one search
	targets, lexicon, units ranking // of all searches of a query
	unitAt                  []int32
	unitOf                  []unitScore
	likely                  []unitScore
}

// search scores every occupation that shares a feature with q and leaves them in s.found.
func (x *index) search(s *scratch, w *linkWeights, q *text) {
	r := &s.found
	r.reset(len(x.occ))
	x.accumulate(s, q)
	exact, same := x.keys[q.key], x.bags[q.bag]
	for _, d := range exact {
		if s.gram[d] == 0 && s.term[d] == 0 {
			s.touched = append(s.touched, d) // nothing but stop words: "hvad som helst"
		}
	}
	for _, d := range s.touched {
		doc := &x.docs[d]
		gram, term := float64(s.gram[d]), float64(s.term[d])
		s.gram[d], s.term[d] = 0, 0
		h := hit{target: doc.target, doc: d, via: -1, score: w.of(doc.kind) * (w.gram*gram + w.term*term)}
		if len(exact) > 0 && slices.Contains(exact, d) {
			h.score += w.exact * w.sure(doc.kind)
			h.named = w.of(doc.kind)
			if doc.kind == labelText {
				h.score += w.first
			}
			if x.occ[doc.target].Source == Local {
				h.score += w.local
			}
			h.why = Exact
		} else if len(same) > 0 && slices.Contains(same, d) {
			h.score += w.same * w.sure(doc.kind)
			h.named = 0.8 * w.of(doc.kind)
			h.why = SameWords
		}
		r.text(h)
	}
	for _, g := range q.terms {
		for _, p := range x.whole[g.id] {
			if h := r.at(p.doc); h != nil {
				h.score += w.whole * float64(p.weight*g.weight)
			}
		}
	}
	for i := range r.hits {
		h := &r.hits[i]
		h.score += w.second * r.second[i]
	}
}

// accumulate leaves in s the cosines of q with every text that shares a feature. What nearly
// every text has finds nothing new; it only adds to what rarer features have found.
func (x *index) accumulate(s *scratch, q *text) {
	if len(s.gram) < len(x.docs) {
		s.gram, s.term = make([]float32, len(x.docs)), make([]float32, len(x.docs))
	}
	s.touched = s.touched[:0]
	common := len(x.docs) / commonShare
	for _, rare := range [...]bool{true, false} {
		s.touched = share(s.term, s.gram, s.touched, x.terms, q.terms, common, rare)
	}
	for _, rare := range [...]bool{true, false} {
		s.touched = share(s.gram, s.term, s.touched, x.grams, q.grams, common, rare)
	}
}

// share adds the products of a query's features, either the rare or the common ones, to sum, and notes
// the texts that neither sum nor other had touched before.
func share(sum, other []float32, touched []int32, lists [][]posting, q vector, common int, rare bool) []int32 {
	closed := !rare && len(touched) >= enough
	for _, g := range q {
		list := lists[g.id]
		if (len(list) <= common) != rare {
			continue
		}
		for _, p := range list {
			if sum[p.doc] == 0 && other[p.doc] == 0 {
				if closed {
					continue
				}
				touched = append(touched, p.doc)
			}
			sum[p.doc] += p.weight * g.weight
		}
	}
	return touched
}
