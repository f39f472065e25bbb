package search

import (
	"strings"
	"unicode/utf8"

	"jobspor/matching/words"
)

// Bounds that keep any query and any text within its time.
const (
	maxText    = 4096 // bytes of one text that are stored and searched
	maxQuery   = 1024 // bytes of a query that are read
	maxWords   = 8    // different words of a query that count
	maxLetters = 64   // letters of a word that count
)

// term is one word of a query with what the rules of Class ask of it.
type term struct {
	text    string
	letters int
	digit   bool // has a digit: no slips allowed
	number  bool // digits only: never inside another word
}

// parse takes a query apart into its first different words.
func parse(query string) []term {
	var terms []term
	for word := range strings.FieldsSeq(words.Fold(clip(query, maxQuery))) {
		t := newTerm(clipWord(word))
		if !contains(terms, t.text) {
			terms = append(terms, t)
		}
		if len(terms) == maxWords {
			break
		}
	}
	return terms
}

func newTerm(word string) term {
	t := term{text: word, letters: utf8.RuneCountInString(word), number: isNumber(word)}
	t.digit = strings.ContainsAny(word, "0123456789")
	return t
}

func contains(terms []term, text string) bool {
	for _, t := range terms {
		if t.text == text {
			return true
		}
	}
	return false
}

// Which classes a term may use at all.
func (t term) infix() bool      { return t.letters >= 3 && !t.number }
func (t term) part() bool       { return t.letters > minPart && !t.digit }
func (t term) prefixTypo() bool { return t.letters >= 4 && !t.digit }
func (t term) loose() bool      { return t.letters >= 3 && !t.digit }

// minPart is the fewest letters of a word that may stand for a part of a longer one.
const minPart = 4

// slips is how many slips may turn the term into a word of class upto or better that begins with the same
// letter, or with another.
func (t term) slips(upto Class, same bool) int {
	switch {
	case t.digit, t.letters < 3, upto < Typo:
		return 0
	case t.letters < 6, upto < TwoTypos, upto == TwoTypos && !same:
		return 1
	case t.letters < 9, upto == TwoTypos:
		return 2
	}
	return 3
}

// slipClass is the class of a word that many slips away.
func slipClass(slips int, same bool) Class {
	switch {
	case slips == 0:
		return Exact
	case slips == 1:
		return Typo
	case slips == 2 && same:
		return TwoTypos
	}
	return Loose
}

// sameFirst reports whether two words begin with the same letter.
func sameFirst(x, y string) bool {
	r, _ := utf8.DecodeRuneInString(x)
	s, _ := utf8.DecodeRuneInString(y)
	return r == s
}

// classify is the rule of Class for one pair of words. The index finds the same by other means; spans
// are drawn from this one.
func (t term) classify(m *meter, word string, upto Class) Class {
	switch {
	case word == t.text:
		return Exact
	case strings.HasPrefix(word, t.text):
		return Prefix
	case t.infix() && strings.Contains(word, t.text):
		return Infix
	case upto < Typo || isNumber(word):
		return None
	}
	same := sameFirst(t.text, word)
	slips := t.slips(upto, same)
	whole, begin := m.measure(word)
	best := None
	if whole <= slips {
		best = slipClass(whole, same)
	}
	if t.part() && Part <= upto && utf8.RuneCountInString(word) >= minPart &&
		(strings.HasPrefix(t.text, word) || strings.HasSuffix(t.text, word)) {
		best = min(best, Part)
	}
	if begin <= 1 && t.prefixTypo() && PrefixTypo <= upto {
		best = min(best, PrefixTypo)
	}
	if best == None && upto >= Loose && t.loose() && len(fuzzyPositions(t.text, word)) > 0 {
		best = Loose
	}
	return best
}

// isNumber reports whether a folded word is digits only.
func isNumber[T string | []byte](word T) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return len(word) > 0
}

// clip cuts text to at most n bytes, between runes.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// clipWord cuts a folded word to maxLetters letters.
func clipWord(word string) string {
	if len(word) <= maxLetters {
		return word
	}
	count := 0
	for i := range word {
		if count == maxLetters {
			return word[:i]
		}
		count++
	}
	return word
}
