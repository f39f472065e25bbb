package occupation

import (
	"slices"
	"strings"

	"jobspor/matching/words"
)

// This file finds what a sentence says no to. A negation denies what follows it, to the next sign or the next wish:
// "ikke rengøring, men gerne køkken". At the end of its clause it denies what goes before: "lager vil jeg ikke".

// phraseSet are phrases by their first stem, each as its stems.
type phraseSet map[string][][]string

func newPhraseSet(list []string) phraseSet {
	set := make(phraseSet)
	for _, p := range list {
		if s := stemsOf(p); len(s) > 0 {
			set[s[0]] = append(set[s[0]], s)
		}
	}
	return set
}

// at gives the number of words of the longest phrase that begins at word i, 0 for none.
func (set phraseSet) at(w []sentenceWord, i int) (n int) {
	for _, s := range set[w[i].stem] {
		if len(s) > n && matches(w, i, s) {
			n = len(s)
		}
	}
	return n
}

// affirm marks what only sounds like a negation, unless it begins a longer phrase about conditions.
func (g *goalReader) affirm(w []sentenceWord) {
	for i := range w {
		n := g.affirmed.at(w, i)
		if _, longer := g.phraseAt(w, i); longer > n {
			continue
		}
		for j := i; j < i+n; j++ {
			w[j].role = aside
		}
	}
}

// comparatives are folded words that make "end" a negation: "hellere lager end butik".
var comparatives = map[string]bool{"hellere": true, "snarere": true, "heller": true}

// negated gives the number of words of a negation that begins at word i, 0 for none.
func (g *goalReader) negated(w []sentenceWord, i int) int {
	if w[i].role == aside {
		return 0
	}
	if w[i].key == "end" {
		for j := i; j > 0 && !w[j].split; {
			if j--; comparatives[w[j].key] {
				return 1
			}
		}
	}
	return g.negations.at(w, i)
}

// negationReach is how many words a negation may stand before what it denies ("ikke alt for tungt").
const negationReach = 4

// negation finds the negation that denies word i: not past a sign, a parting word or another meaning.
func (g *goalReader) negation(w []sentenceWord, i int) int {
	for j := i; j > 0 && i-j < negationReach && !w[j].split; {
		j--
		if n := g.negated(w, j); n > 0 && j+n <= i {
			return j
		}
		if separators[w[j].key] || w[j].role != inCondition && !filler(w[j].key) {
			break
		}
	}
	return -1
}

// exclude marks work that a negation rules out, and notes it.
func (g *goalReader) exclude(w []sentenceWord, t *Terms) {
	for i := 0; i < len(w); i++ {
		n := 0
		if w[i].role == plain {
			n = g.negated(w, i)
		}
		if n == 0 {
			continue
		}
		from, to := i, g.denied(w, i+n)
		if !slices.ContainsFunc(w[i+n:to], hasMeaning) && postponed[w[i+n-1].key] {
			from = clauseStart(w, i)
		}
		t.ruleOut(w[from:i])
		t.ruleOut(w[i+n : to])
		for j := from; j < to; j++ {
			w[j].role = excluded
		}
		i = max(i, to-1)
	}
}

// postponed are folded words that may deny what goes before them.
var postponed = map[string]bool{"ikke": true, "aldrig": true, "ej": true}

func hasMeaning(w sentenceWord) bool { return !filler(w.key) }

// denied gives the end of what a negation before word from denies.
func (g *goalReader) denied(w []sentenceWord, from int) int {
	said := false
	to := from
	for to < len(w) && w[to].role == plain && !w[to].split && w[to].key != "men" {
		if said && (g.wishes.at(w, to) > 0 || g.negated(w, to) > 0) {
			break
		}
		said = said || hasMeaning(w[to]) && !separators[w[to].key]
		to++
	}
	return to
}

// openers are folded words that begin a clause of their own.
var openers = map[string]bool{"hvis": true, "hvor": true, "naar": true, "som": true, "fordi": true, "at": true,
	"da": true, "mens": true, "der": true}

// clauseStart gives where the clause begins that word i ends.
func clauseStart(w []sentenceWord, i int) int {
	for i > 0 && !w[i].split && w[i-1].role == plain && !separators[w[i-1].key] && !openers[w[i-1].key] {
		i--
	}
	return i
}

// ruleOut notes the kinds of work in a stretch that is denied; og, eller part them. What only says that something is
// done ("ikke køre") is no kind of work.
func (t *Terms) ruleOut(w []sentenceWord) {
	for len(w) > 0 {
		n := slices.IndexFunc(w, func(x sentenceWord) bool { return separators[x.key] })
		part := w
		if n >= 0 {
			part, w = w[:n], w[n+1:]
		} else {
			w = nil
		}
		for len(part) > 0 && !hasMeaning(part[0]) {
			part = part[1:]
		}
		for len(part) > 0 && !hasMeaning(part[len(part)-1]) {
			part = part[:len(part)-1]
		}
		if slices.ContainsFunc(part, func(x sentenceWord) bool { return hasMeaning(x) && !words.Light(x.key) }) {
			t.Not = once(t.Not, strings.Join(texts(part), " "))
		}
	}
}

func texts(w []sentenceWord) []string {
	out := make([]string, len(w))
	for i := range w {
		out[i] = w[i].text
	}
	return out
}
