package search

import (
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"
)

// maxFuzzy is the most letters fuzzy is given: its score doubles with every letter in a row and
// overflows at forty.
const maxFuzzy = 32

// fuzzyPositions is the last attempt to match a single word: the letters of term stand in word in their order, the
// first of both is the same, and what fuzzy gives for letters in a row makes up for what it takes for
// letters left out ("kbh" in "koebenhavn", not in "kommunalbestyrelseshus"). It returns the byte
// positions of the letters in word, or nil. Both are folded words. The score only says yes or no here,
// so its ties never order anything.
func fuzzyPositions(term, word string) []int {
	if !inOrder(term, word) || utf8.RuneCountInString(word) > maxFuzzy || utf8.RuneCountInString(term) > maxFuzzy {
		return nil
	}
	found := fuzzy.FindNoSort(term, []string{word})
	if len(found) == 0 || found[0].Score < 0 {
		return nil
	}
	return found[0].MatchedIndexes
}

// inOrder reports whether word begins with term's first letter and holds the others in their order; it
// spares fuzzy the words that cannot match.
func inOrder(term, word string) bool {
	_, first := utf8.DecodeRuneInString(term)
	if first == 0 || !strings.HasPrefix(word, term[:first]) {
		return false
	}
	i := first
	for j := first; j < len(word) && i < len(term); j++ {
		if word[j] == term[i] {
			i++
		}
	}
	return i == len(term)
}
