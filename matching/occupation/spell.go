package occupation

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"jobspor/matching/words"
	"jobspor/model"
)

// speller finds the known word that a mistyped one is one step from: a letter wrong, missing, too
// many, or two swapped. It holds, for every known word, what is left when any one letter is taken
// out; two words one step apart always share such a rest.
type speller struct {
	words []string // folded
	count map[string]int

	ready  sync.Once // guards the rest: nothing may ever be mistyped
	packed []string  // the words, one byte for each Danish letter
	rests  []uint64  // hash of what is left and, in the low half, number of the word; ordered
}

// shortest is the least number of letters of a word that is worth correcting; shorter ones have
// too many neighbours.
const shortest = 3

// A word that stands alone has no others that it would fit, and a short one many neighbours: it is only put right from
// shortestAlone letters on, and up to shortAlone letters only to words used in wellUsed names ("him" is no bim).
const (
	shortestAlone = 4
	shortAlone    = 4
	wellUsed      = 2
)

// safePart is how many letters a word must have to count as known by a part of others; a shorter one may be chance.
const safePart = 6

// maxFixes is how many corrections of one word are tried.
const maxFixes = 3

func newSpeller(lists [][]model.Occupation) *speller {
	s := &speller{count: make(map[string]int)}
	for _, list := range lists {
		for i := range list {
			for _, t := range danish(&list[i]) {
				s.add(words.Tokens(t))
			}
		}
	}
	return s
}

// prepare works out what is left of every word.
func (s *speller) prepare() {
	s.packed = make([]string, len(s.words))
	size := 0
	for i, w := range s.words {
		s.packed[i] = pack(w)
		size += 1 + len(s.packed[i])
	}
	s.rests = make([]uint64, 0, size)
	for i := range s.words {
		eachRest(s.packed[i], func(h uint32) { s.rests = append(s.rests, uint64(h)<<32|uint64(i)) })
	}
	slices.Sort(s.rests)
}

func (s *speller) add(list []string) {
	for _, w := range list {
		if s.count[w]++; s.count[w] == 1 && len(w) >= shortest && len(w) < maxQuery {
			s.words = append(s.words, w)
		}
	}
}

// pack writes folded æ, ø and å as one byte each, so that a slip on one of these keys is one step.
var pack = strings.NewReplacer("ae", "\x01", "oe", "\x02", "aa", "\x03").Replace

// eachRest calls f with the hash of w and of w without each of its letters.
func eachRest(w string, f func(uint32)) {
	sum := func(a, b string) uint32 { return fnv1a(fnv1a(2166136261, a), b) }
	f(sum(w, ""))
	for i := range len(w) {
		f(sum(w[:i], w[i+1:]))
	}
}

// fnv1a goes on with a hash by FNV-1a.
func fnv1a(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// fix returns known words one step from a folded word, the most used first, at most maxFixes.
func (s *speller) fix(word string) []string {
	if len(word) < shortest || s.count[word] > 0 {
		return nil
	}
	s.ready.Do(s.prepare)
	p := pack(word)
	var found []string
	eachRest(p, func(h uint32) {
		i, _ := slices.BinarySearch(s.rests, uint64(h)<<32)
		for ; i < len(s.rests) && uint32(s.rests[i]>>32) == h; i++ {
			n := uint32(s.rests[i])
			if oneStep(p, s.packed[n]) && !slices.Contains(found, s.words[n]) {
				found = append(found, s.words[n])
			}
		}
	})
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.count[b], s.count[a]), cmp.Compare(a, b))
	})
	return found[:min(maxFixes, len(found))]
}

// sure reports whether a word that stands alone is likely a mistyped form of a known one.
func (s *speller) sure(word, known string) bool {
	n := len(pack(word))
	return n > shortAlone || n >= shortestAlone && s.count[known] >= wellUsed
}

// oneStep reports whether a and b differ by one letter wrong, missing or too many, or two swapped.
func oneStep(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a)+len(b) <= 1, len(a) == 1 && len(b) == 1:
		return true
	case len(a) == 2 && len(b) == 2:
		return a[0] == b[1] && a[1] == b[0]
	}
	return false
}

// correct returns the ways to read a key with its mistyped words put right, likeliest first, or nothing when no word is
// mistyped. A word that everybody uses is not, nor one known in another form or as a part of compounds
// (teatermedarbejder), nor one that is unknown as a whole but made of known parts; when only one side of it is known,
// the other side is put right by itself.
func (f *features) correct(key string) []string {
	tokens := strings.Fields(key)
	alone := !slices.ContainsFunc(tokens[min(1, len(tokens)):], func(w string) bool { return !words.Stop(w) })
	var first []string // words by place, the likeliest of each
	var others []string
	at := -1 // the place others belong to
	for i, w := range tokens {
		_, known := f.terms.id[partMark+words.Stem(w)]
		if known && len(pack(w)) >= safePart || f.seen[w] != nil || words.Stop(w) || words.Ordinary(w) {
			continue
		}
		list := f.speller.fix(w)
		if alone {
			list = slices.DeleteFunc(list, func(to string) bool { return !f.speller.sure(w, to) })
		}
		if len(list) == 0 {
			list = f.fixPart(w)
		}
		if len(list) == 0 {
			continue
		}
		if first == nil {
			first = slices.Clone(tokens)
		}
		first[i] = list[0]
		if at < 0 {
			others, at = list[1:], i
		}
	}
	if first == nil {
		return nil
	}
	out := []string{strings.Join(first, " ")}
	for _, w := range others {
		first[at] = w
		out = append(out, strings.Join(first, " "))
	}
	return out
}

// fixPart puts one side of a compound right when the other side is known; the longer the known side,
// the surer.
func (f *features) fixPart(w string) []string {
	const side = 4 // letters either side must have
	var found []string
	size := 0
	for i := side; i+side <= len(w); i++ {
		head, tail := w[:i], w[i:]
		bare := strings.TrimSuffix(head, "s")
		headOK, tailOK := f.splitter.Known(head) || f.splitter.Known(bare), f.splitter.Known(tail)
		if headOK && tailOK {
			return nil
		}
		if tailOK && len(tail) > size {
			if list := f.speller.fix(head); len(list) > 0 {
				found, size = affix("", list, tail), len(tail)
			} else if list := f.speller.fix(bare); len(list) > 0 {
				found, size = affix("", list, w[len(bare):]), len(tail)
			}
		}
		if headOK && len(head) > size {
			if list := f.speller.fix(tail); len(list) > 0 {
				found, size = affix(head, list, ""), len(head)
			}
		}
	}
	return found
}

// affix puts the same letters around every word of a list.
func affix(before string, list []string, after string) []string {
	for i := range list {
		list[i] = before + list[i] + after
	}
	return list
}
