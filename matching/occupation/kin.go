package occupation

import (
	"cmp"
	"math"
	"slices"

	"jobspor/matching/words"
	"jobspor/model"
)

// kinship is what the names of occupations teach about words: which words name the same work
// (mekaniker, montør, reparatør), and which unit groups a word belongs to. A pair of words counts
// each time one occupation bears both; nothing is looked up anywhere else.
type kinship struct {
	words [][]feature // term → related terms, weights 0 to 1
	units [][]feature // term → unit groups, weight is the share of the term's occupations
	unit  map[string]int32
	names []string // unit groups
}

// Limits of what is learned from names.
const (
	maxKin    = 6   // related words of a word
	leastKin  = 2   // occupations that must bear both words
	kinDoubt  = 3.0 // occupations by which a share is smoothed: two of two proves less than nine of ten
	tooCommon = 400 // a word of more occupations than this relates to everything
)

// learn reads the names of every occupation once.
func (f *features) learn(all []model.Occupation) kinship {
	k := kinship{unit: make(map[string]int32)}
	n := len(f.terms.df)
	bears := make([][]int32, n) // term → occupations
	has := make([][]int32, len(all))
	inUnit := make([]map[int32]float32, n)
	for i := range all {
		o := &all[i]
		seen := make(map[int32]bool)
		for _, name := range names(o) {
			for _, t := range f.rawTerms(f.tokens(words.Fold(name))) {
				id, ok := f.terms.id[t.name]
				if !ok || seen[id] || t.name[:1] != partMark {
					continue
				}
				seen[id] = true
				has[i] = append(has[i], id)
				bears[id] = append(bears[id], int32(i))
			}
		}
		if o.ISCO == "" {
			continue
		}
		u, ok := k.unit[o.ISCO]
		if !ok {
			u = int32(len(k.names))
			k.unit[o.ISCO] = u
			k.names = append(k.names, o.ISCO)
		}
		for id := range seen {
			if inUnit[id] == nil {
				inUnit[id] = make(map[int32]float32)
			}
			inUnit[id][u]++
		}
	}
	k.words, k.units = make([][]feature, n), make([][]feature, n)
	total := float64(len(all))
	for t := range n {
		if len(bears[t]) > tooCommon {
			continue
		}
		both := make(map[int32]int)
		for _, o := range bears[t] {
			for _, u := range has[o] {
				if u != int32(t) {
					both[u]++
				}
			}
		}
		for u, c := range both {
			if c < leastKin {
				continue
			}
			share := float64(c) / (float64(len(bears[t])) + kinDoubt)
			chance := float64(len(bears[u])) / total
			if lift := share / chance; lift > 3 {
				w := share * min(1, math.Log(lift)/5)
				k.words[t] = append(k.words[t], feature{u, float32(w)})
			}
		}
		slices.SortFunc(k.words[t], func(a, b feature) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.id, b.id))
		})
		k.words[t] = slices.Clip(k.words[t][:min(maxKin, len(k.words[t]))])
		for u, c := range inUnit[t] {
			k.units[t] = append(k.units[t], feature{u, c / (float32(len(bears[t])) + kinDoubt)})
		}
		slices.SortFunc(k.units[t], func(a, b feature) int { return cmp.Compare(a.id, b.id) })
	}
	return k
}

// widen adds related words to the terms of a query.
func (k *kinship) widen(v vector, weight float64) vector {
	if weight == 0 {
		return v
	}
	out := slices.Clone(v)
	for _, f := range v {
		for _, r := range k.words[f.id] {
			out = append(out, feature{r.id, f.weight * r.weight * float32(weight)})
		}
	}
	return out
}

// likely gives, for each unit group, how much the words of a query point to it: 0 to 1.
func (k *kinship) likely(v vector) []float32 {
	out := make([]float32, len(k.names))
	for _, f := range v {
		for _, u := range k.units[f.id] {
			out[u.id] += f.weight * f.weight * u.weight
		}
	}
	return out
}
