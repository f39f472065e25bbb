package matching

import (
	"slices"
	"strings"
	"sync"

	"jobspor/matching/words"
	"jobspor/model"
)

// This file reads the six-digit industry of a workplace as a trade: the kinds of work the place lives by.

// Trade is what words of an industry, or of a name, say about the work there (fag). A word counts in all inflections;
// "-word" also ends a compound, "word-" also begins one; several words with blanks between them count only together,
// and then before the words by themselves.
type Trade struct {
	Words []string
	Main  []string // IDs of occupations that the place lives by, most usual first
	Also  []string // IDs of occupations that are found there as well
}

// usualWork is an occupation that is often found in a trade or a division, with how usual it is there in percent.
type usualWork struct {
	occupation uint16
	share      uint8
}

// How usual the occupations of a trade are there, in percent: those that the place lives by, and those that are found
// there as well.
const (
	tradeShare     = 75
	tradeAlsoShare = 45
)

// maxTrades bounds the different trades of a snapshot; further ones count as not known.
const maxTrades = 1 << 14

// trades is what words say of trades, and the trades that workplaces of a snapshot are in. A trade is a set of lines of
// the table; number 0 is none.
type trades struct {
	title func(system, code string) string // words of an industry code, "" where it has none
	lines [][]usualWork

	whole, front, back map[string]uint16 // words by stem ("ord"), and those that begin or end compounds
	phrases            []tradePhrase
	byWord             map[uint16][]uint16 // phrases by each of their words
	short              map[string][]string // words as listed, by stems of at most leastPart letters

	mu     sync.RWMutex
	number map[string]uint16 // by the lines
	known  [][]usualWork     // by number
	memo   map[tradeKey]uint16
}

// tradeKey is what the register says of a workplace's industry.
type tradeKey struct{ system, code, text string }

// tradePhrase is words of one line that count together.
type tradePhrase struct {
	words  []uint16
	line   uint16
	silent bool // in names
}

// newTrades makes the table ready. Occupations that number does not know are left out.
func newTrades(list []Trade, title func(system, code string) string, number map[string]uint16) *trades {
	t := &trades{title: title, whole: map[string]uint16{}, front: map[string]uint16{}, back: map[string]uint16{},
		byWord: map[uint16][]uint16{}, short: map[string][]string{}, number: map[string]uint16{"": 0}, known: [][]usualWork{nil},
		memo: map[tradeKey]uint16{}}
	ids := map[string]uint16{}
	id := func(in map[string]uint16, stem, word string) uint16 {
		if _, ok := ids[word]; !ok {
			ids[word] = uint16(len(ids))
		}
		in[stem] = ids[word]
		return ids[word]
	}
	for n, line := range list {
		var work []usualWork
		for _, occ := range line.Main {
			if o, ok := number[occ]; ok {
				work = append(work, usualWork{o, tradeShare})
			}
		}
		for _, occ := range line.Also {
			if o, ok := number[occ]; ok {
				work = append(work, usualWork{o, tradeAlsoShare})
			}
		}
		t.lines = append(t.lines, work)
		for _, phrase := range line.Words {
			p := tradePhrase{line: uint16(n), silent: silentInNames[words.Fold(phrase)]}
			for word := range strings.FieldsSeq(phrase) {
				for _, token := range words.Tokens(word) {
					stem := words.Stem(token)
					w := id(t.whole, stem, stem)
					if len(stem) <= leastPart {
						t.short[stem] = append(t.short[stem], token)
					}
					switch {
					case strings.HasPrefix(word, "-"):
						w = id(t.back, stem, stem)
					case strings.HasSuffix(word, "-"):
						w = id(t.front, token, stem)
					}
					p.words = append(p.words, w)
				}
			}
			for _, w := range p.words {
				t.byWord[w] = append(t.byWord[w], uint16(len(t.phrases)))
			}
			t.phrases = append(t.phrases, p)
		}
	}
	return t
}

// leastPart is the fewest letters of a compound's part that is looked for.
const leastPart = 3

// word finds what the table knows of a folded word: the word itself, else the longest known end of the compound, else
// the longest known beginning. A compound that the table knows does not speak through its parts.
func (t *trades) word(token string) (uint16, bool) {
	stem := words.Stem(token)
	if w, ok := t.whole[stem]; ok && t.inflects(token, stem) {
		return w, true
	}
	for i := 2; i+leastPart <= len(stem); i++ {
		if w, ok := t.back[stem[i:]]; ok {
			return w, true
		}
	}
	for i := len(token) - 1; i >= leastPart; i-- {
		if w, ok := t.front[token[:i]]; ok {
			return w, true
		}
	}
	return 0, false
}

// inflects reports whether a word with the stem of a listed one is a form of it. A stem of a few letters is one of many
// words: "malene" is a name and no form of "maler".
func (t *trades) inflects(token, stem string) bool {
	return len(stem) > leastPart ||
		slices.ContainsFunc(t.short[stem], func(w string) bool { return strings.HasPrefix(token, w) })
}

// linesOf gives the lines that folded words speak of, in order.
func (t *trades) linesOf(tokens []string, inName bool) (lines []uint16) {
	var said []uint16
	for _, token := range tokens {
		if w, ok := t.word(token); ok {
			said = append(said, w)
		}
	}
	var found []uint16 // phrases
	for _, w := range said {
		for _, p := range t.byWord[w] {
			if !(inName && t.phrases[p].silent) && !slices.Contains(found, p) && containsAll(said, t.phrases[p].words) {
				found = append(found, p)
			}
		}
	}
	for _, p := range found {
		part := slices.ContainsFunc(found, func(o uint16) bool {
			return len(t.phrases[o].words) > len(t.phrases[p].words) && containsAll(t.phrases[o].words, t.phrases[p].words)
		})
		if line := t.phrases[p].line; !part && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return lines
}

func containsAll(list, want []uint16) bool {
	for _, w := range want {
		if !slices.Contains(list, w) {
			return false
		}
	}
	return true
}

// numberOf gives the number of the trade that is these lines, 0 for none.
func (t *trades) numberOf(lines []uint16) uint16 {
	key := make([]byte, 0, 8)
	for _, l := range lines {
		key = append(key, byte(l), byte(l>>8))
	}
	t.mu.RLock()
	n, ok := t.number[string(key)]
	t.mu.RUnlock()
	if ok {
		return n
	}
	var work []usualWork
	for _, l := range lines {
		for _, u := range t.lines[l] {
			i := slices.IndexFunc(work, func(o usualWork) bool { return o.occupation == u.occupation })
			switch {
			case i < 0:
				work = append(work, u)
			case u.share > work[i].share:
				work[i] = u
			}
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if n, ok := t.number[string(key)]; ok || len(t.known) == maxTrades {
		return n
	}
	n = uint16(len(t.known))
	t.known = append(t.known, work)
	t.number[string(key)] = n
	return n
}

// all gives the trades by number, as many as there are now.
func (t *trades) all() [][]usualWork {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.known
}

// ofIndustry gives the trade that a workplace's industry is: by its six-digit code, else by the register's own words.
func (t *trades) ofIndustry(c *model.Company) uint16 {
	key := tradeKey{c.IndustrySystem, c.Industry, c.IndustryText}
	t.mu.RLock()
	n, ok := t.memo[key]
	t.mu.RUnlock()
	if ok {
		return n
	}
	if t.title != nil && c.Industry != "" {
		n = t.numberOf(t.linesOf(words.Tokens(t.title(c.IndustrySystem, c.Industry)), false))
	}
	if n == 0 && c.IndustryText != "" {
		n = t.numberOf(t.linesOf(words.Tokens(c.IndustryText), false))
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.memo != nil && len(t.memo) < maxTrades {
		t.memo[key] = n
	}
	return n
}

// endBuild lets go of what only a build needs.
func (t *trades) endBuild() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.memo = nil
}
