package search

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"

	"jobspor/matching/words"
)

// Options narrows a search. The zero value searches everything and returns 50 hits.
type Options struct {
	Kinds Kinds
	Limit int // most hits to return; 0 is 50
	// Keep leaves documents out of the hits and their number; nil keeps all. It is asked about each that qualifies.
	Keep func(Key) bool
	// Keys gives hits of kind and ID alone: who counts or pages through all of them shows few. It takes a tenth of the
	// time.
	Keys bool
}

const defaultLimit = 50

// Hit is a document that answers the query, or a part of it.
type Hit struct {
	Doc
	Matched int    // how many words of the query it answers
	Points  int    // how well, summed over those words; comparable within one answer only
	Spans   []Span // what to highlight, by field, item and start
}

// Answer is what a query found, best first: more words answered, more points, then by folded name,
// kind and ID.
type Answer struct {
	Hits  []Hit
	Total int   // documents that qualify, also beyond the limit
	Words int   // words of the query that counted; below it Matched says that some were not found
	Upto  Class // how far from the typed words the search had to go
}

// Search answers a query. A query without words (empty, only signs) finds nothing. When ctx ends first,
// which is how a newer keystroke stops an older search, it returns ctx's error and no answer; it
// notices within a fraction of a millisecond. It starts no goroutine.
func (ix *Index) Search(ctx context.Context, query string, opt Options) (Answer, error) {
	if opt.Limit <= 0 {
		opt.Limit = defaultLimit
	}
	q := &run{ctx: ctx, terms: parse(query), opt: opt}
	q.answer.Words = len(q.terms)
	if len(q.terms) == 0 {
		return q.answer, nil
	}
	work := ix.pool.Get().(*scratch)
	defer ix.pool.Put(work)
	work.assignRows(ix.parts, q.terms)

	var found []ranked
	for i, st := range stages {
		if i > 0 && q.answer.Total >= st.enough {
			break
		}
		q.answer.Upto = st.upto
		if q.markTerms(ix.parts, work.rows[:len(q.terms)], st.upto) {
			found = q.collect(ix.parts, work, st.any)
		}
		if ctx.Err() != nil {
			return Answer{}, fmt.Errorf("search: %w", context.Cause(ctx))
		}
	}
	q.hits(found)
	return q.answer, nil
}

// run is one search under way.
type run struct {
	ctx    context.Context
	terms  []term
	opt    Options
	answer Answer
}

// mark is set in the byte of a document that answers a term, so that eight can be tested at once.
const (
	mark   = 0x80
	marks8 = 0x8080808080808080
)

// blockDocs is how much is done between two looks at the context.
const blockDocs = 1 << 16

// markTerms writes down what each term finds in the classes up to upto, where its row does not say so
// already. It reports false when ctx ended.
func (q *run) markTerms(parts []part, rows []row, upto Class) bool {
	for j, t := range q.terms {
		r := &rows[j]
		if r.done && r.upto == upto {
			continue
		}
		from := Exact
		if r.done && r.upto < upto {
			from = r.upto + 1
		} else {
			r.clear()
		}
		r.done = false // until it is, for the next search
		for i, p := range parts {
			if !q.markPart(p, t, r.docs[i], from, upto) {
				return false
			}
		}
		r.done, r.upto = true, upto
	}
	return true
}

// markPart marks the documents of one part that answer t in the classes from..upto.
func (q *run) markPart(p part, t term, docs []byte, from, upto Class) bool {
	done := 0
	ok := p.each(t, from, upto, func(lo, hi int, c Class) bool {
		for f := range fields {
			found := p.posts[f].of(lo, hi)
			done += len(found)
			raise(docs, found, mark|points[c][f])
		}
		done += 8
		if lo < hi && done < blockDocs {
			return true
		}
		done = 0
		return q.ctx.Err() == nil
	})
	return ok && q.ctx.Err() == nil
}

// raise lifts the bytes of docs to at least v.
func raise(row []byte, docs []uint32, v byte) {
	for _, d := range docs {
		if row[d] < v {
			row[d] = v
		}
	}
}

// ranked is a document on its way to becoming a hit.
type ranked struct {
	part    part
	doc     uint32
	matched int
	points  int
	fold    string
}

// collect puts the terms' bytes together and returns the best documents in order.
func (q *run) collect(parts []part, w *scratch, some bool) []ranked {
	q.answer.Total = 0
	var best []ranked
	filled := 0
	for i, p := range parts {
		before := len(best)
		q.gather(p, w, w.of(i, len(q.terms)), some)
		best = w.take(best, p, q.opt.Limit)
		if len(best) > before {
			filled++
		}
	}
	if filled > 1 {
		merge(best)
	}
	return best[:min(len(best), q.opt.Limit)]
}

// gather puts each qualifying document of a part into the bucket of its matched terms and points. Only
// the first of a bucket can be shown, and documents come in the order ties are shown.
func (q *run) gather(p part, w *scratch, rows [][]byte, some bool) {
	for at := 0; at < padded(p.size()); at += 8 {
		if at%blockDocs == 0 && q.ctx.Err() != nil {
			return
		}
		least, most := ^uint64(0), uint64(0)
		for _, row := range rows {
			x := binary.LittleEndian.Uint64(row[at:])
			least &= x
			most |= x
		}
		hit := least & marks8
		if some {
			hit = most & marks8
		}
		for ; hit != 0; hit &= hit - 1 {
			doc := uint32(at + bits.TrailingZeros64(hit)/8)
			if p.dead.has(doc) || !q.opt.Kinds.Has(p.kinds[doc]) {
				continue
			}
			if q.opt.Keep != nil && !q.opt.Keep(p.key(doc)) {
				continue
			}
			q.answer.Total++
			matched, sum := 0, 0
			for _, row := range rows {
				v := int(row[doc])
				matched += v >> 7
				sum += v &^ mark
			}
			if b := &w.buckets[matched][sum]; len(*b) < q.opt.Limit {
				*b = append(*b, doc)
			}
		}
	}
}

// take empties the buckets, best first, and adds up to limit documents to best.
func (w *scratch) take(best []ranked, p part, limit int) []ranked {
	for matched := maxWords; matched > 0; matched-- {
		for sum := 255; sum > 0; sum-- {
			b := &w.buckets[matched][sum]
			for _, doc := range (*b)[:min(limit, len(*b))] {
				best = append(best, ranked{part: p, doc: doc, matched: matched, points: sum})
			}
			limit -= min(limit, len(*b))
			*b = (*b)[:0]
		}
	}
	return best
}

// merge orders documents of several parts.
func merge(best []ranked) {
	for i := range best {
		best[i].fold = words.Fold(best[i].part.names.at(best[i].doc))
	}
	slices.SortFunc(best, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(y.matched, x.matched), cmp.Compare(y.points, x.points),
			before(x.fold, x.part.key(x.doc), y.fold, y.part.key(y.doc)))
	})
}

// hits fills in what is shown.
func (q *run) hits(found []ranked) {
	q.answer.Hits = make([]Hit, len(found))
	if q.opt.Keys {
		for i, r := range found {
			k := r.part.key(r.doc)
			q.answer.Hits[i] = Hit{Doc: Doc{Kind: k.Kind, ID: k.ID}, Matched: r.matched, Points: r.points}
		}
		return
	}
	painter := newSpanFinder(q.terms, q.answer.Upto)
	for i, r := range found {
		d := r.part.doc(r.doc)
		q.answer.Hits[i] = Hit{Doc: d, Matched: r.matched, Points: r.points, Spans: painter.spans(d)}
	}
}
