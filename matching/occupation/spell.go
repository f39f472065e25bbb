package occupation

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"jobspor/matching/words"
	"jobspor/model"
)

// speller finds the known word that a mistyped one is one step from: a letter wrong, missing, too
// many, or two swapped. It holds, for every known word, what is left when any one letter is taken
// out; two words one step apart always share such a rest.
type speller struct {
	words  []string // folded
	packed []string // the same, one byte for each Danish letter
	count  map[string]int
	rests  []rest // ordered by hash
}

type rest struct {
	hash uint32
	word int32
}

// shortest is the least number of letters of a word that is worth correcting; shorter ones have
// too many neighbours.
const shortest = 4

func newSpeller(all []model.Occupation) *speller {
	s := &speller{count: make(map[string]int)}
	for i := range all {
		for _, t := range danish(&all[i]) {
			for _, w := range words.Tokens(t) {
				if s.count[w]++; s.count[w] == 1 && len(w) >= shortest && len(w) < maxQuery {
					s.words = append(s.words, w)
				}
			}
		}
	}
	s.packed = make([]string, len(s.words))
	for i, w := range s.words {
		s.packed[i] = pack(w)
		eachRest(s.packed[i], func(h uint32) { s.rests = append(s.rests, rest{h, int32(i)}) })
	}
	slices.SortFunc(s.rests, func(a, b rest) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.word, b.word))
	})
	return s
}

// pack writes folded æ, ø and å as one byte each, so that a slip on one of these keys is one step.
var pack = strings.NewReplacer("ae", "\x01", "oe", "\x02", "aa", "\x03").Replace

// eachRest calls f with the hash of w and of w without each of its letters.
func eachRest(w string, f func(uint32)) {
	h := fnv.New32a()
	sum := func(a, b string) uint32 {
		h.Reset()
		h.Write([]byte(a))
		h.Write([]byte(b))
		return h.Sum32()
	}
	f(sum(w, ""))
	for i := range len(w) {
		f(sum(w[:i], w[i+1:]))
	}
}

// fix returns the most used known word one step from a folded word, or "" when there is none.
func (s *speller) fix(word string) string {
	if len(word) < shortest || s.count[word] > 0 {
		return ""
	}
	p := pack(word)
	best, uses := "", 0
	eachRest(p, func(h uint32) {
		i, _ := slices.BinarySearchFunc(s.rests, h, func(r rest, h uint32) int { return cmp.Compare(r.hash, h) })
		for ; i < len(s.rests) && s.rests[i].hash == h; i++ {
			w := s.words[s.rests[i].word]
			n := s.count[w]
			if (n > uses || n == uses && w < best) && oneStep(p, s.packed[s.rests[i].word]) {
				best, uses = w, n
			}
		}
	})
	return best
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

// correct returns the key with mistyped words put right, and whether anything changed. A word that
// is unknown as a whole but made of known parts is not mistyped; when only one side of it is known,
// the other side is put right by itself.
func (f *features) correct(key string) (string, bool) {
	tokens := strings.Fields(key)
	changed := false
	for i, w := range tokens {
		if f.speller.count[w] > 0 || words.Stop(w) {
			continue
		}
		if c := f.speller.fix(w); c != "" {
			tokens[i], changed = c, true
		} else if c := f.fixPart(w); c != "" {
			tokens[i], changed = c, true
		}
	}
	if !changed {
		return "", false
	}
	return strings.Join(tokens, " "), true
}

// fixPart puts one side of a compound right when the other side is known.
func (f *features) fixPart(w string) string {
	const side = 4
	best, size := "", 0
	for i := side; i+side <= len(w); i++ {
		head, tail := w[:i], w[i:]
		headOK, tailOK := f.splitter.Known(head) || f.splitter.Known(strings.TrimSuffix(head, "s")), f.splitter.Known(tail)
		switch {
		case headOK && tailOK:
			return ""
		case tailOK && len(tail) > size:
			if c := f.speller.fix(head); c != "" {
				best, size = c+tail, len(tail)
			} else if c := f.speller.fix(strings.TrimSuffix(head, "s")); c != "" {
				best, size = c+"s"+tail, len(tail)
			}
		case headOK && len(head) > size:
			if c := f.speller.fix(tail); c != "" {
				best, size = head+c, len(head)
			}
		}
	}
	return best
}
