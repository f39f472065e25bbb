package crypt

import (
	_ "embed"
	"math"
	"strings"
	"sync"
	"unicode"
)

// A passphrase is judged by how many guesses somebody needs who knows how people choose them: the idea of zxcvbn
// (Wheeler 2016), for Danish. It is divided into the parts that are the cheapest to guess in all:
//
//	a word or password that many use      its place in common.txt, and how it is written
//	another word                          one of the 20,000 words of a dictionary for every eight letters
//	keys beside each other, an alphabet   where it begins and how long it is
//	the same again                        the part that is repeated, and how often
//	a day or a year                       the days of 100 years
//	any other sign                        the signs of its kind
//
// The numbers are rough; they tell a passphrase that falls in a day from one that does not.

// leastGuesses is what a new passphrase must take. At the default cost 100 fast processors need about half a year.
const leastGuesses = 1e10

// Why a passphrase is weak, as the end of the key of its sentence.
const (
	weakCommon = "common" // a word or password that many use
	weakKeys   = "keys"   // keys beside each other, or an alphabet
	weakRepeat = "repeat" // the same again
	weakDate   = "date"   // a day or a year
	weakFew    = "few"    // nothing of the kind, but too little of it
)

//go:embed common.txt
var commonText string

// commonWords are their places in common.txt.
var commonWords = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for i, w := range strings.Fields(commonText) {
		if _, twice := out[w]; !twice {
			out[w] = i + 1
		}
	}
	return out
})

// rowsOfKeys are what fingers follow, on a Danish keyboard and elsewhere, and what children learn.
var rowsOfKeys = []string{"1234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm,.-", "abcdefghijklmnopqrstuvwxyzæøå",
	"qazwsxedcrfvtgbyhnujmik"}

// judged is at most how many characters are looked at; what is longer is strong enough when these are, and the work
// grows with the square.
const judged = 64

// part is one way to guess a part of a passphrase.
type part struct {
	from    int // it ends where it is noted
	guesses float64
	why     string
}

// weakness says why a passphrase is too easy to guess, "" when it is not.
func weakness(passphrase []byte) string {
	text := []rune(string(passphrase))
	if len(text) > judged {
		text = text[:judged]
	}
	guesses, parts := cheapest(text)
	if guesses >= leastGuesses {
		return ""
	}
	why, longest := weakFew, 3 // a part of less than four characters is no reason
	end := len(text)
	for _, p := range parts { // the last one first
		if p.why != weakFew && end-p.from > longest {
			why, longest = p.why, end-p.from
		}
		end = p.from
	}
	return why
}

// cheapest divides the text into the parts that need the fewest guesses in all, the last part first.
func cheapest(text []rune) (guesses float64, parts []part) {
	if len(text) == 0 {
		return 1, nil
	}
	lower := []rune(strings.ToLower(string(text)))
	if len(lower) != len(text) {
		lower = text
	}
	best := make([]part, len(text)+1) // best[i] ends the cheapest way to i
	total := make([]float64, len(text)+1)
	total[0] = 1
	for end := 1; end <= len(text); end++ {
		total[end] = math.Inf(1)
		for from := end - 1; from >= 0; from-- {
			p := partOf(text[from:end], lower[from:end])
			if all := total[from] * p.guesses; p.guesses > 0 && all < total[end] {
				total[end], best[end] = all, part{from, p.guesses, p.why}
			}
		}
	}
	for end := len(text); end > 0; end = best[end].from {
		parts = append(parts, best[end])
	}
	return total[len(text)], parts
}

// partOf is the cheapest way to guess a part as a whole; no guesses means that there is none.
func partOf(text, lower []rune) (p part) {
	try := func(guesses float64, why string) {
		if guesses > 0 && (p.guesses == 0 || guesses < p.guesses) {
			p = part{guesses: guesses, why: why}
		}
	}
	if len(text) == 1 {
		try(signs(text[0]), weakFew)
		return p
	}
	try(guessCommon(text, lower), weakCommon)
	try(guessKeys(lower), weakKeys)
	try(guessRepeat(text), weakRepeat)
	try(guessDate(lower), weakDate)
	try(guessWord(text), weakFew)
	return p
}

// signs is how many signs there are of the kind of one; between words a space says nothing.
func signs(r rune) float64 {
	switch {
	case r == ' ':
		return 2
	case unicode.IsDigit(r):
		return 10
	case unicode.IsLower(r):
		return 29
	case unicode.IsUpper(r):
		return 58
	}
	return 33
}

// leet undoes the usual exchanges of letters for signs.
var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

func guessCommon(text, lower []rune) float64 {
	if len(lower) < 3 {
		return 0
	}
	word, times := string(lower), 1.0
	for _, try := range []struct {
		word  string
		times float64
	}{{word, 1}, {leet.Replace(word), 4}, {backwards(word), 4}} {
		if n := commonWords()[try.word]; n > 0 {
			if times = try.times; string(text) != word {
				times *= 4
			}
			return float64(n+20) * times
		}
	}
	return 0
}

func backwards(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func guessKeys(lower []rune) float64 {
	if len(lower) < 3 {
		return 0
	}
	word := string(lower)
	for _, row := range rowsOfKeys {
		if strings.Contains(row, word) || strings.Contains(row, backwards(word)) {
			return 40 * float64(len(lower))
		}
	}
	return 0
}

// guessRepeat is of the same part two or more times.
func guessRepeat(text []rune) float64 {
	for size := 1; size <= len(text)/2; size++ {
		if len(text)%size != 0 || (size == 1 && len(text) < 3) {
			continue
		}
		same := true
		for i := size; same && i < len(text); i++ {
			same = text[i] == text[i-size]
		}
		if same {
			once, _ := cheapest(text[:size])
			return once * float64(len(text)/size)
		}
	}
	return 0
}

// guessDate is of a year from 1900 to 2059, or of a day in 6 or 8 digits, with or without signs between.
func guessDate(lower []rune) float64 {
	digits := 0
	for i, r := range lower {
		switch {
		case unicode.IsDigit(r):
			digits++
		case i == 0 || i == len(lower)-1 || !strings.ContainsRune("-./ ", r):
			return 0
		}
	}
	century := len(lower) == 4 && (lower[0] == '1' && lower[1] == '9' || lower[0] == '2' && lower[1] == '0')
	switch {
	case century && digits == 4:
		return 120
	case (digits == 6 || digits == 8) && len(lower)-digits <= 2:
		return 36500
	}
	return 0
}

// guessWord is of letters that look like words: with a vowel among every five, and in capitals only where one begins or
// everywhere.
func guessWord(text []rune) float64 {
	upper, without := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			return 0
		}
		if unicode.IsUpper(r) {
			upper++
		}
		if without++; strings.ContainsRune("aeiouyæøåéAEIOUYÆØÅÉ", r) {
			without = 0
		}
		if without == 5 {
			return 0
		}
	}
	if upper > 0 && upper < len(text) && (upper != 1 || !unicode.IsUpper(text[0])) || without == len(text) {
		return 0
	}
	guesses := math.Pow(29, float64(min(len(text), 3)))
	if len(text) > 3 {
		guesses = math.Pow(20000, math.Ceil(float64(len(text))/8))
	}
	if upper > 0 {
		guesses *= 2
	}
	return guesses
}
