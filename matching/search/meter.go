package search

import "unicode/utf8"

// meter counts slips between one query word and many others: Damerau-Levenshtein distance where two
// neighbours may be swapped but not touched again (optimal string alignment). Row d holds the distances
// from the first d letters of the other word to every beginning of the query word, so words that begin
// alike share rows. Not safe for concurrent use.
type meter struct {
	word []rune
	path []rune  // the letters measured so far
	rows []uint8 // (len(path)+1) rows of len(word)+1
}

func newMeter(word string) *meter {
	m := &meter{word: []rune(word)}
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
	width := len(m.word) + 1
	d := len(m.path) + 1
	cur := m.rows[d*width : (d+1)*width]
	prev := m.rows[(d-1)*width : d*width]
	cur[0] = uint8(d)
	low := cur[0]
	for j, w := range m.word {
		v := prev[j]
		if w != r {
			v = min(v, prev[j+1], cur[j]) + 1
			if d > 1 && j > 0 && m.word[j-1] == r && m.path[d-2] == w {
				v = min(v, m.rows[(d-2)*width+j-1]+1)
			}
		}
		cur[j+1] = v
		low = min(low, v)
	}
	m.path = append(m.path, r)
	return int(cur[width-1]), int(low)
}

// measure returns the slips between the query word and word, and between it and the nearest beginning
// of word; both are only exact up to limit.
func (m *meter) measure(word string, limit int) (whole, begin int) {
	m.back(0)
	begin = len(m.word)
	if word == "" {
		return begin, begin
	}
	for _, r := range word {
		var least int
		whole, least = m.step(r)
		begin = min(begin, whole)
		if least > limit {
			return limit + 1, begin
		}
	}
	return whole, begin
}

// letterEnd is the end of the rune that starts at i.
func letterEnd(s string, i int) int {
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}
