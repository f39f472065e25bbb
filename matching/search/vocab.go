package search

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// vocab is the distinct words of a segment: first those of digits only, then the others, each part in
// the order of its bytes. Words that begin alike therefore stand together, and a class is a few ranges
// of word numbers.
type vocab struct {
	text    string   // every word, each followed by a space
	start   []uint32 // where word i begins in text; one more than words
	numbers int      // how many words are digits only
}

func (v *vocab) size() int { return len(v.start) - 1 }

func (v *vocab) word(i int) string { return v.text[v.start[i] : v.start[i+1]-1] }

// begin returns the range within [lo, hi), one of the two sorted parts, of words that begin with prefix.
func (v *vocab) begin(prefix string, lo, hi int) (int, int) {
	from := lo + sort.Search(hi-lo, func(i int) bool { return v.word(lo+i) >= prefix })
	return from, v.beyond(prefix, from, hi)
}

// beyond returns the first word from i on that does not begin with prefix, where word i-1 is not after
// prefix. It looks near i first, because ranges are short far more often than long.
func (v *vocab) beyond(prefix string, i, hi int) int {
	span := 1
	for i+span <= hi && strings.HasPrefix(v.word(i+span-1), prefix) {
		i += span
		span *= 2
	}
	n := min(span-1, hi-i)
	return i + sort.Search(n, func(j int) bool { return !strings.HasPrefix(v.word(i+j), prefix) })
}

// visitor is told of ranges of words and their class. A word may be told more than once; its best class
// is the one that counts. Returning false ends the search; an empty range only asks whether to go on.
type visitor func(lo, hi int, c Class) bool

// blockWords is how many words are looked at between two questions whether to go on.
const blockWords = 1 << 14

// each finds every word whose class for t is from the range from to upto. It reports whether visit let
// it finish.
func (v *vocab) each(t term, from, upto Class, visit visitor) bool {
	wants := func(c Class) bool { return from <= c && c <= upto }
	slips := t.slips(upto, true)
	return (!wants(Exact) || v.exact(t, visit)) &&
		(!wants(Infix) || !t.infix() || v.inside(t, visit)) &&
		(!wants(Part) || !t.part() || v.parts(t, visit)) &&
		(slips == 0 || !wants(Typo) && t.slips(from-1, false) == t.slips(upto, false) || v.near(t, upto, visit)) &&
		(!wants(Loose) || !t.loose() || v.loose(t, visit))
}

// exact visits the word itself and those that begin with it.
func (v *vocab) exact(t term, visit visitor) bool {
	lo, hi := v.begin(t.text, v.numbers, v.size())
	if !v.told(t, lo, hi, visit) {
		return false
	}
	if !t.number {
		return true
	}
	lo, hi = v.begin(t.text, 0, v.numbers)
	return v.told(t, lo, hi, visit)
}

func (v *vocab) told(t term, lo, hi int, visit visitor) bool {
	if lo < hi && v.word(lo) == t.text && !visit(lo, lo+1, Exact) {
		return false
	}
	return lo == hi || visit(lo, hi, Prefix)
}

// inside visits the words that t is inside of. It reads the whole vocabulary: a few megabytes, once
// per query word, are read faster than a list of letter triples is put together.
func (v *vocab) inside(t term, visit visitor) bool {
	for i, size := v.numbers, v.size(); i < size; {
		block := min(i+blockWords, size)
		at := strings.Index(v.text[v.start[i]:v.start[block]], t.text)
		if at < 0 {
			if !visit(block, block, Infix) {
				return false
			}
			i = block
			continue
		}
		i = v.at(i, v.start[i]+uint32(at))
		if !visit(i, i+1, Infix) {
			return false
		}
		i++
	}
	return true
}

// at returns the word that text position pos is in, which is i or later.
func (v *vocab) at(i int, pos uint32) int {
	span := 1
	for i+span < v.size() && v.start[i+span] <= pos {
		i += span
		span *= 2
	}
	n := min(span, v.size()-i)
	return i + sort.Search(n, func(j int) bool { return v.start[i+j+1] > pos })
}

// parts visits the words that begin or end t.
func (v *vocab) parts(t term, visit visitor) bool {
	letters := 0
	for i := range t.text {
		head, tail := t.text[:i], t.text[i:]
		if letters >= minPart && !v.part(head, visit) {
			return false
		}
		if letters > 0 && t.letters-letters >= minPart && !v.part(tail, visit) {
			return false
		}
		letters++
	}
	return true
}

func (v *vocab) part(word string, visit visitor) bool {
	n := v.size() - v.numbers
	i := v.numbers + sort.Search(n, func(i int) bool { return v.word(v.numbers+i) >= word })
	return i == v.size() || v.word(i) != word || visit(i, i+1, Part)
}

// near visits the words within t's slips. It walks the sorted words as if they were a tree: letters
// that a word shares with the one before are not measured again, and a beginning that is too far away
// already takes all the words that share it out of the search. No word is missed.
func (v *vocab) near(t term, upto Class, visit visitor) bool {
	w := walk{v: v, m: newMeter(t, upto), t: t, upto: upto, visit: visit, told: v.numbers}
	w.prefix = t.prefixTypo() && PrefixTypo <= upto
	for i := v.numbers; i < v.size(); {
		next, ok := w.word(i)
		if ok && w.steps >= blockWords {
			w.steps = 0
			ok = visit(i, i, Typo)
		}
		if !ok {
			return false
		}
		i = next
	}
	return true
}

// walk is one pass of near. end[d] is where letter d of the word measured last ends.
type walk struct {
	v      *vocab
	m      *meter
	t      term
	upto   Class
	prefix bool
	visit  visitor
	last   string
	end    [maxLetters]int
	steps  int // letters measured since the last question whether to go on
	told   int // words before this one are known to begin nearly like t
}

// word measures word i and returns the word to go on with.
func (w *walk) word(i int) (next int, ok bool) {
	word := w.v.word(i)
	w.resume(word)
	same := sameFirst(w.t.text, word)
	limit := w.t.slips(w.upto, same)
	whole := len(w.m.word)
	for at := w.done(); at < len(word); {
		r, n := utf8.DecodeRuneInString(word[at:])
		at += n
		var least int
		whole, least = w.m.step(r)
		w.steps++
		w.end[len(w.m.path)-1] = at
		if least > limit {
			return w.v.beyond(word[:at], i+1, w.v.size()), true
		}
		if w.prefix && whole <= 1 && i >= w.told {
			w.told = w.v.beyond(word[:at], i+1, w.v.size())
			if !w.visit(i, w.told, PrefixTypo) {
				return 0, false
			}
		}
	}
	if whole <= limit && !w.visit(i, i+1, slipClass(whole, same)) {
		return 0, false
	}
	return i + 1, true
}

// resume keeps the rows of the letters that word shares with the word before.
func (w *walk) resume(word string) {
	same, n := 0, min(len(word), len(w.last))
	for same < n && word[same] == w.last[same] {
		same++
	}
	depth := len(w.m.path)
	for depth > 0 && w.end[depth-1] > same {
		depth--
	}
	w.m.back(depth)
	w.last = word
}

// done is how many bytes of the word have been measured.
func (w *walk) done() int {
	if d := len(w.m.path); d > 0 {
		return w.end[d-1]
	}
	return 0
}

// loose visits the words with the letters of t in their order, from the same first letter.
func (v *vocab) loose(t term, visit visitor) bool {
	_, n := utf8.DecodeRuneInString(t.text)
	lo, hi := v.begin(t.text[:n], v.numbers, v.size())
	for i := lo; i < hi; i++ {
		if len(fuzzyPositions(t.text, v.word(i))) > 0 && !visit(i, i+1, Loose) {
			return false
		}
		if (i-lo)%blockWords == blockWords-1 && !visit(i, i, Loose) {
			return false
		}
	}
	return true
}
