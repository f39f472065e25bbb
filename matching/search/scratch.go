package search

import (
	"slices"
)

// scratch is working memory that searches reuse. The next query usually is this one with one more letter, so that the
// results of its other words are still valid.
type scratch struct {
	segments []*segment
	rows     []row
	buckets  [maxWords + 1][256][]uint32
}

// row is what one term has found: of each part, a byte per document, 0 or mark|points.
type row struct {
	term string
	done bool // whether it holds exactly the classes up to upto
	upto Class
	docs [][]byte
}

func (r *row) clear() {
	for _, docs := range r.docs {
		clear(docs)
	}
}

// assignRows makes row i the one of terms[i], with what it found in the search before if it was there.
func (w *scratch) assignRows(parts []part, terms []term) {
	if !slices.EqualFunc(w.segments, parts, func(s *segment, p part) bool { return s == p.segment }) {
		w.segments, w.rows = nil, nil
		for _, p := range parts {
			w.segments = append(w.segments, p.segment)
		}
	}
	for i, t := range terms {
		j := slices.IndexFunc(w.rows, func(r row) bool { return r.term == t.text })
		if j < 0 {
			j = w.spare(terms)
			w.rows[j].term, w.rows[j].done = t.text, false
		}
		w.rows[i], w.rows[j] = w.rows[j], w.rows[i]
	}
}

// spare returns a row that none of terms has, a new one at need.
func (w *scratch) spare(terms []term) int {
	if j := slices.IndexFunc(w.rows, func(r row) bool { return !contains(terms, r.term) }); j >= 0 {
		return j
	}
	r := row{docs: make([][]byte, len(w.segments))}
	for i, s := range w.segments {
		r.docs[i] = make([]byte, padded(s.size()))
	}
	w.rows = append(w.rows, r)
	return len(w.rows) - 1
}

// of returns the bytes of part i for each of the first n terms.
func (w *scratch) of(i, n int) [][]byte {
	docs := make([][]byte, n)
	for j := range docs {
		docs[j] = w.rows[j].docs[i]
	}
	return docs
}

// padded is n documents in whole words of eight.
func padded(n int) int { return (n + 7) &^ 7 }
