package measure

import (
	"math/rand/v2"
	"strings"
)

// Keystrokes returns what stands in the search box after each key of many searches for the companies:
// words of names, a name and a town, a task, a number, the middle of a word, and all of that with slips
// of the finger.
func Keystrokes(companies []Company, searches int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 0x6b657973))
	var keys []string
	for range searches {
		c := companies[r.IntN(len(companies))]
		text := []rune(target(r, c))
		if r.IntN(4) == 0 {
			text = slip(r, text)
		}
		for i := range text {
			keys = append(keys, string(text[:i+1]))
		}
	}
	return keys
}

// target is what somebody who looks for c may type.
func target(r *rand.Rand, c Company) string {
	words := strings.Fields(c.Name)
	word := words[r.IntN(len(words))]
	switch x := r.IntN(10); {
	case x < 4:
		return strings.ToLower(c.Name)
	case x < 6:
		return strings.ToLower(word + " " + c.Town)
	case x < 7 && len(c.Tasks) > 0:
		return c.Tasks[0] + " " + c.Postcode
	case x < 8:
		return c.CVR
	case x < 9:
		return middle(word)
	}
	return strings.ToLower(word)
}

// middle is a word without its first third.
func middle(word string) string {
	letters := []rune(strings.ToLower(word))
	return string(letters[len(letters)/3:])
}

// slip makes one typing error: a wrong letter, a missing one, or two swapped.
func slip(r *rand.Rand, text []rune) []rune {
	if len(text) < 4 {
		return text
	}
	text = append([]rune(nil), text...)
	i := 1 + r.IntN(len(text)-2)
	switch r.IntN(3) {
	case 0:
		text[i] = rune('a' + r.IntN(26))
	case 1:
		text = append(text[:i], text[i+1:]...)
	default:
		text[i], text[i+1] = text[i+1], text[i]
	}
	return text
}
