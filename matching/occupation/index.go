package occupation

import (
	"sync"

	"jobspor/model"
)

// index finds the texts of occupations that share features with a query. It is immutable.
type index struct {
	occ    []model.Occupation
	docs   []doc
	first  []int32 // target → its first doc; one more at the end
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
	key    string // folded
	bag    string
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

func (w *linkWeights) of(k kind) float64 {
	return [...]float64{w.label, w.synonym, w.english, w.task}[k]
}

// sure is the share of what equal words add: a name is one, a task may be part of any other work.
func (w *linkWeights) sure(k kind) float64 {
	if k == taskText {
		return w.task
	}
	return 1
}

type posting struct {
	doc    int32
	weight float32
}

// newIndex files the texts of occupations.
func newIndex(f *features, occ []model.Occupation, texts []source) *index {
	x := &index{
		occ: occ, docs: make([]doc, len(texts)), first: make([]int32, len(occ)+1), unitOf: make([]int32, len(occ)),
		keys: make(map[string][]int32, len(texts)), bags: make(map[string][]int32, len(texts)),
		unitNo: make(map[string]int32),
	}
	read, whole := make([]text, len(texts)), make([]vector, len(occ))
	for i := range texts {
		x.first[texts[i].target+1]++
	}
	for i := range occ {
		x.first[i+1] += x.first[i]
		x.unitOf[i] = x.unit(i)
	}
	onTwoWorkers(len(texts), func(i int) { read[i] = f.readTokens(texts[i].key, texts[i].tokens) })
	onTwoWorkers(len(occ), func(i int) {
		var names []*token
		for _, s := range texts[x.first[i]:x.first[i+1]] {
			if s.kind != taskText {
				names = append(names, s.tokens...)
			}
		}
		whole[i] = f.termsOf(names)
	})
	var filing sync.WaitGroup
	filing.Go(func() {
		x.grams = post(len(f.grams.df), len(read), func(i int) vector { return read[i].grams })
	})
	for i, t := range read {
		x.add(int32(i), texts[i], t)
	}
	x.terms = post(len(f.terms.df), len(read), func(i int) vector { return read[i].terms })
	x.whole = post(len(f.terms.df), len(occ), func(i int) vector { return whole[i] })
	filing.Wait()
	return x
}

// post turns n vectors of some features round: feature → which vectors have it, in order.
func post(features, n int, at func(i int) vector) [][]posting {
	count, all := make([]int32, features), 0
	for i := range n {
		for _, g := range at(i) {
			count[g.id]++
		}
		all += len(at(i))
	}
	out, room := make([][]posting, features), make([]posting, all)
	for id, c := range count {
		out[id], room = room[:0:c], room[c:]
	}
	for i := range n {
		for _, g := range at(i) {
			out[g.id] = append(out[g.id], posting{int32(i), g.weight})
		}
	}
	return out
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

func (x *index) add(id int32, s source, t text) {
	x.docs[id] = doc{s.target, s.kind, s.text, t.key, t.bag, t.terms}
	x.keys[t.key] = append(x.keys[t.key], id)
	if t.bag != "" {
		x.bags[t.bag] = append(x.bags[t.bag], id)
	}
}
