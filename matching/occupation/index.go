package occupation

import (
	"strings"

	"jobspor/model"
)

// index finds the texts of occupations that share features with a query. It is immutable.
type index struct {
	occ    []model.Occupation
	docs   []doc
	grams  [][]posting
	terms  [][]posting
	whole  [][]posting        // terms of all names of an occupation together; posting.doc is the target
	keys   map[string][]int32 // folded text → docs that are exactly it
	bags   map[string][]int32 // bag → docs that say the same
	unitOf []int32            // target → number of its unit group in kinship, -1 without
	unitNo map[string]int32   // ISCO unit group → its number
	units  [][]int32          // number of a unit group → targets
}

// doc is one text of an occupation.
type doc struct {
	target int32
	kind   kind
	text   string // as written, to be shown
	terms  vector
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
		keys: make(map[string][]int32), bags: make(map[string][]int32), unitNo: make(map[string]int32),
	}
	for i := range occ {
		o := &occ[i]
		x.unitOf = append(x.unitOf, x.unit(i))
		x.add(f, i, labelText, o.Label)
		for _, s := range o.Synonyms {
			x.add(f, i, synonymText, s)
		}
		x.add(f, i, englishText, o.English)
		for _, s := range o.Tasks {
			x.add(f, i, taskText, s)
		}
		for _, g := range f.readTerms(f.fold(strings.Join(names(o), " "))).terms {
			x.whole[g.id] = append(x.whole[g.id], posting{int32(i), g.weight})
		}
	}
	return x
}

// unit notes that target i is in its unit group and gives the group's number, -1 when it has none.
func (x *index) unit(i int) int32 {
	code := x.occ[i].ISCO
	if code == "" {
		return -1
	}
	n, ok := x.unitNo[code]
	if !ok {
		n = int32(len(x.units))
		x.unitNo[code] = n
		x.units = append(x.units, nil)
	}
	x.units[n] = append(x.units[n], int32(i))
	return n
}

func (x *index) add(f *features, target int, k kind, s string) {
	key := f.fold(s)
	if key == "" {
		return
	}
	id := int32(len(x.docs))
	t := f.read(key)
	x.docs = append(x.docs, doc{int32(target), k, s, t.terms})
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
