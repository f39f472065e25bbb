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
	title     func(system, code string) string // words of an industry code, "" where it has none
	lines     [][]usualWork
	lineStems [][]uint32 // stems of the words of each line

	forms map[uint16][]string // the table's own forms of each word

	whole, front, back map[string]uint16 // words by stem ("ord"), and those that begin or end compounds
	phrases            []tradePhrase
	byWord             map[uint16][]uint16 // phrases by each of their words

	mu     sync.RWMutex
	number map[string]uint16 // by the lines
	known  [][]usualWork     // by number
	said   [][]uint32        // stems of the words of the lines, by number
	memo   map[tradeKey]uint16

	nameLock sync.Mutex
	names    map[string]nameWord // words of names read during Build, because most come again
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
		byWord: map[uint16][]uint16{}, number: map[string]uint16{"": 0},
		known: [][]usualWork{nil}, said: [][]uint32{nil},
		memo: map[tradeKey]uint16{}, names: map[string]nameWord{}}
	t.forms = map[uint16][]string{}
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
		var stems []uint32
		for _, phrase := range line.Words {
			p := tradePhrase{line: uint16(n), silent: silentInNames[words.Fold(phrase)]}
			for word := range strings.FieldsSeq(phrase) {
				for _, token := range words.Tokens(word) {
					stem := words.Stem(token)
					stems = append(stems, hash(stem))
					w := id(t.whole, stem, stem)
					t.forms[w] = append(t.forms[w], token)
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
		t.lineStems = append(t.lineStems, stems)
	}
	return t
}

// leastPart is the fewest letters of a compound's part that is looked for.
const leastPart = 3

// word finds what the table knows of a folded word: the word itself or a longer form of it (a stem alone would take
// "Malene" for painters), else the longest known end of the compound, else
// the longest known beginning. A compound that the table knows does not speak through its parts.
func (t *trades) word(token string) (uint16, bool) {
	stem := words.Stem(token)
	w, ok := t.whole[stem]
	if ok && slices.ContainsFunc(t.forms[w], func(form string) bool { return strings.HasPrefix(token, form) }) {
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

// textLines gives the lines that a text speaks of, in order.
func (t *trades) textLines(text string) []uint16 {
	var said []uint16
	for _, token := range words.Tokens(text) {
		if w, ok := t.word(token); ok {
			said = append(said, w)
		}
	}
	return t.linesOf(said, false)
}

// linesOf gives the lines that words of the table speak of, in order.
func (t *trades) linesOf(said []uint16, inName bool) (lines []uint16) {
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
			more, fewer := t.phrases[o].words, t.phrases[p].words
			return len(more) > len(fewer) && containsAll(more, fewer)
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
	var said []uint32
	for _, l := range lines {
		said = append(said, t.lineStems[l]...)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if n, ok := t.number[string(key)]; ok || len(t.known) == maxTrades {
		return n
	}
	n = uint16(len(t.known))
	t.known = append(t.known, work)
	t.said = append(t.said, said)
	t.number[string(key)] = n
	return n
}

// all gives the trades by number, as many as there are now.
func (t *trades) all() [][]usualWork {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.known
}

// stems are those of the words that mean a trade.
func (t *trades) stems(number uint16) []uint32 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.said[number]
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
		n = t.numberOf(t.textLines(t.title(c.IndustrySystem, c.Industry)))
	}
	if n == 0 && c.IndustryText != "" {
		n = t.numberOf(t.textLines(c.IndustryText))
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
	t.nameLock.Lock()
	t.names = nil
	t.nameLock.Unlock()
}
