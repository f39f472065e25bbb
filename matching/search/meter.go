package search

import "unicode/utf8"

// meter counts slips between one query word and many others: Damerau-Levenshtein distance where two
// neighbours may be swapped but not touched again (optimal string alignment). Row d holds the distances
// from the first d letters of the other word to every beginning of the query word, so words that begin
// alike share rows. Only distances up to limit are exact, which spares all beginnings that differ more
// than that in length. Not safe for concurrent use.
type meter struct {
	word  []rune
	limit int
	path  []rune  // the letters measured so far
	rows  []uint8 // (len(path)+1) rows of len(word)+1
}

func newMeter(t term, upto Class) *meter {
	m := &meter{word: []rune(t.text), limit: max(1, t.slips(upto, true))}
	width := len(m.word) + 1
	m.rows = make([]uint8, (maxLetters+1)*width)
	m.path = make([]rune, 0, maxLetters)
	for j := range width {
		m.rows[j] = uint8(j)
	}
	return m
}

// back forgets all but the first depth letters.
func (m *meter) back(depth int) { m.path = m.path[:depth] }

// step measures one more letter and returns the distance between the letters so far and the whole query
// word, and the smallest distance to any beginning of it, below which no continuation can fall.
func (m *meter) step(r rune) (whole, least int) {
	size, d := len(m.word), len(m.path)+1
	cur := m.rows[d*(size+1) : (d+1)*(size+1)]
	prev := m.rows[(d-1)*(size+1) : d*(size+1)]
	m.path = append(m.path, r)
	far := uint8(m.limit + 1) // stands for every greater distance
	low, whole := far, m.limit+1
	from, to := d-m.limit, min(d+m.limit, size)
	switch {
	case from > size:
		return whole, whole
	case from > 0:
		cur[from-1] = far
	default:
		cur[0], from = uint8(d), 1
		low = min(low, cur[0])
	}
	for j := from; j <= to; j++ {
		v, w := prev[j-1], m.word[j-1]
		if w != r {
			v = min(v, prev[j], cur[j-1]) + 1
			if d > 1 && j > 1 && m.word[j-2] == r && m.path[d-2] == w {
				v = min(v, m.rows[(d-2)*(size+1)+j-2]+1)
			}
		}
		cur[j] = v
		low = min(low, v)
	}
	if to < size {
		cur[to+1] = far
	} else {
		whole = int(cur[size])
	}
	return whole, int(low)
}

// measure returns the slips between the query word and word, and between it and the nearest beginning
// of word.
func (m *meter) measure(word string) (whole, begin int) {
	m.back(0)
	begin = len(m.word)
	if word == "" {
		return begin, begin
	}
	for _, r := range word {
		var least int
		whole, least = m.step(r)
		begin = min(begin, whole)
		if least > m.limit {
			return least, begin
		}
	}
	return whole, begin
}

// letterEnd is the end of the rune that starts at i.
func letterEnd(s string, i int) int {
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}
