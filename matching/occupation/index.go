package occupation

import (
	"slices"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// index finds the texts of occupations that share features with a query. It is immutable.
type index struct {
	occ   []model.Occupation
	docs  []doc
	grams [][]posting
	terms [][]posting
	whole [][]posting        // terms of all names of an occupation together; posting.doc is the target
	keys  map[string][]int32 // folded text → docs that are exactly it
	bags  map[string][]int32 // bag → docs that say the same
	units map[string][]int32 // ISCO unit group → targets
}

// doc is one text of an occupation.
type doc struct {
	target int32
	kind   kind
	text   string // as written, to be shown
}

// kind is what a text is to its occupation.
type kind uint8

const (
	labelText kind = iota
	synonymText
	englishText
	taskText
)

func (w *weights) of(k kind) float64 {
	return [...]float64{w.label, w.synonym, w.english, w.task}[k]
}

type posting struct {
	doc    int32
	weight float32
}

func newIndex(f *features, occ []model.Occupation) *index {
	x := &index{
		occ:   occ,
		grams: make([][]posting, len(f.grams.df)), terms: make([][]posting, len(f.terms.df)), whole: make([][]posting, len(f.terms.df)),
		keys: make(map[string][]int32), bags: make(map[string][]int32), units: make(map[string][]int32),
	}
	for i := range occ {
		o := &occ[i]
		if o.ISCO != "" {
			x.units[o.ISCO] = append(x.units[o.ISCO], int32(i))
		}
		x.add(f, i, labelText, o.Label)
		for _, s := range o.Synonyms {
			x.add(f, i, synonymText, s)
		}
		x.add(f, i, englishText, o.English)
		for _, s := range o.Tasks {
			x.add(f, i, taskText, s)
		}
		for _, g := range f.read(words.Fold(strings.Join(names(o), " "))).terms {
			x.whole[g.id] = append(x.whole[g.id], posting{int32(i), g.weight})
		}
	}
	return x
}

func (x *index) add(f *features, target int, k kind, s string) {
	key := words.Fold(s)
	if key == "" {
		return
	}
	id := int32(len(x.docs))
	x.docs = append(x.docs, doc{int32(target), k, s})
	t := f.read(key)
	for _, g := range t.grams {
		x.grams[g.id] = append(x.grams[g.id], posting{id, g.weight})
	}
	for _, g := range t.terms {
		x.terms[g.id] = append(x.terms[g.id], posting{id, g.weight})
	}
	x.keys[key] = append(x.keys[key], id)
	if t.bag != "" {
		x.bags[t.bag] = append(x.bags[t.bag], id)
	}
}

// hit is a target with its score so far and the best reason for it.
type hit struct {
	target int32
	doc    int32 // the text the reason is about, -1 when via is one
	score  float64
	why    Evidence
	via    int32 // lexicon occupation in between, when doc is -1
}

// scratch is memory for one search; slot holds 1 + the place of a target in hits.
type scratch struct {
	gram, term []float32
	touched    []int32
	slot       []int32
	hits       []hit
	second     []float64
}

func (s *scratch) size(x *index) {
	if len(s.gram) < len(x.docs) {
		s.gram, s.term = make([]float32, len(x.docs)), make([]float32, len(x.docs))
	}
	if len(s.slot) < len(x.occ) {
		s.slot = make([]int32, len(x.occ))
	}
	s.touched, s.hits, s.second = s.touched[:0], s.hits[:0], s.second[:0]
}

// search scores every occupation that shares a feature with q. The hits are the caller's; they are
// in no order.
func (x *index) search(s *scratch, w *weights, q text) []hit {
	s.size(x)
	x.accumulate(s, q)
	exact, same := x.keys[q.key], x.bags[q.bag]
	for _, d := range s.touched {
		doc := &x.docs[d]
		gram, term := float64(s.gram[d]), float64(s.term[d])
		s.gram[d], s.term[d] = 0, 0
		h := hit{target: doc.target, doc: d, score: w.of(doc.kind) * (w.gram*gram + w.term*term), why: Spelling, via: -1}
		if term > gram {
			h.why = Part
		}
		if len(exact) > 0 && slices.Contains(exact, d) {
			h.score += w.exact
			if doc.kind == labelText {
				h.score += w.first
			}
			h.why = Exact
		} else if len(same) > 0 && slices.Contains(same, d) {
			h.score += w.same
			h.why = SameWords
		}
		s.keep(h)
	}
	for _, g := range q.terms {
		for _, p := range x.whole[g.id] {
			if i := s.slot[p.doc]; i > 0 {
				s.hits[i-1].score += w.whole * float64(p.weight*g.weight)
			}
		}
	}
	for i := range s.hits {
		s.hits[i].score += w.second * s.second[i]
		s.slot[s.hits[i].target] = 0
	}
	return slices.Clone(s.hits)
}

// keep remembers the best text of each target, and how good the second was.
func (s *scratch) keep(h hit) {
	i := s.slot[h.target]
	if i == 0 {
		s.hits, s.second = append(s.hits, h), append(s.second, 0)
		s.slot[h.target] = int32(len(s.hits))
		return
	}
	old := &s.hits[i-1]
	if h.score > old.score {
		h, *old = *old, h
	}
	s.second[i-1] = max(s.second[i-1], h.score)
}

// accumulate leaves in s the cosines of q with every text that shares a feature.
func (x *index) accumulate(s *scratch, q text) {
	for _, g := range q.grams {
		for _, p := range x.grams[g.id] {
			if s.gram[p.doc] == 0 {
				s.touched = append(s.touched, p.doc)
			}
			s.gram[p.doc] += p.weight * g.weight
		}
	}
	for _, g := range q.terms {
		for _, p := range x.terms[g.id] {
			if s.gram[p.doc] == 0 && s.term[p.doc] == 0 {
				s.touched = append(s.touched, p.doc)
			}
			s.term[p.doc] += p.weight * g.weight
		}
	}
}
