package occupation

import (
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// index finds the texts of occupations that share features with a query. It is immutable.
type index struct {
	occ   []model.Occupation
	docs  []doc
	grams map[string][]posting
	terms map[string][]posting
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

// scratch is memory for one search.
type scratch struct {
	gram, term []float32
	touched    []int32
}

func newIndex(f *features, occ []model.Occupation) *index {
	x := &index{
		occ: occ, grams: make(map[string][]posting), terms: make(map[string][]posting),
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
	t := f.query(key)
	for _, g := range t.grams {
		x.grams[g.name] = append(x.grams[g.name], posting{id, float32(g.weight)})
	}
	for _, g := range t.terms {
		x.terms[g.name] = append(x.terms[g.name], posting{id, float32(g.weight)})
	}
	x.keys[key] = append(x.keys[key], id)
	if t.bag != "" {
		x.bags[t.bag] = append(x.bags[t.bag], id)
	}
}

// hit is a target with its score so far and the best reason for it.
type hit struct {
	target int32
	score  float64
	why    Evidence
	by     string
}

// hitSet holds one hit for each target.
type hitSet map[int32]hit

// max keeps the better of h and what is there.
func (hs hitSet) max(h hit) {
	if old, ok := hs[h.target]; !ok || h.score > old.score {
		hs[h.target] = h
	}
}

func (hs hitSet) list() []hit {
	out := make([]hit, 0, len(hs))
	for _, h := range hs {
		out = append(out, h)
	}
	return out
}

// search scores every occupation that shares a feature with q.
func (x *index) search(s *scratch, w weights, q text) hitSet {
	x.accumulate(s, q)
	exact, same := x.keys[q.key], x.bags[q.bag]
	hits := make(hitSet, 64)
	second := make(map[int32]float64)
	for _, d := range s.touched {
		doc := &x.docs[d]
		score := w.of(doc.kind) * (w.gram*float64(s.gram[d]) + w.term*float64(s.term[d]))
		h := hit{doc.target, score, Spelling, doc.text}
		switch {
		case has(exact, d):
			h.score += w.exact
			if doc.kind == labelText {
				h.score += w.first
			}
			h.why = Exact
		case has(same, d):
			h.score += w.same
			h.why = SameWords
		case s.term[d] > s.gram[d]:
			h.why = Part
		}
		old, ok := hits[h.target]
		switch {
		case !ok:
			hits[h.target] = h
		case h.score > old.score:
			second[h.target] = old.score
			hits[h.target] = h
		case h.score > second[h.target]:
			second[h.target] = h.score
		}
		s.gram[d], s.term[d] = 0, 0
	}
	for t, add := range second {
		h := hits[t]
		h.score += w.second * add
		hits[t] = h
	}
	return hits
}

func has(docs []int32, d int32) bool {
	for _, x := range docs {
		if x == d {
			return true
		}
	}
	return false
}

// accumulate leaves the cosines of q with every text that shares a feature in s.
func (x *index) accumulate(s *scratch, q text) {
	if len(s.gram) < len(x.docs) {
		s.gram, s.term = make([]float32, len(x.docs)), make([]float32, len(x.docs))
	}
	s.touched = s.touched[:0]
	for _, g := range q.grams {
		for _, p := range x.grams[g.name] {
			if s.gram[p.doc] == 0 {
				s.touched = append(s.touched, p.doc)
			}
			s.gram[p.doc] += p.weight * float32(g.weight)
		}
	}
	for _, g := range q.terms {
		for _, p := range x.terms[g.name] {
			if s.gram[p.doc] == 0 && s.term[p.doc] == 0 {
				s.touched = append(s.touched, p.doc)
			}
			s.term[p.doc] += p.weight * float32(g.weight)
		}
	}
}

// equalText reports whether two texts fold to the same key.
func equalText(a, b string) bool { return strings.EqualFold(a, b) || words.Fold(a) == words.Fold(b) }
