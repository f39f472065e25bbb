package words

import (
	"strings"
)

// Stem returns what inflected forms of a folded Danish word share ("medarbejderne" and
// "medarbejdere" both give "medarbejd"). It is the Snowball algorithm for Danish
// (snowballstem.org/algorithms/danish/stemmer.html), rewritten for folded letters: the result is a
// part of word, so next to nothing is allocated. Beyond Snowball it knows plurals that change their vowel
// (mænd, børn, hænder), which no ending rule can find, and words that drop one (cykel, cykler).
func Stem(word string) string {
	if s, ok := irregular[word]; ok {
		return s
	}
	return dropVowel(snowball(word))
}

// snowball is the plain algorithm.
func snowball(word string) string {
	r1 := region(word)
	w := dropMain(word, r1)
	w = dropPair(w, r1)
	w = dropOther(w, r1)
	return undouble(w, r1)
}

// dropVowel gives "cykel" the stem of "cykler", "gammel" that of "gamle": Danish drops the e of an
// unstressed -el before an ending. These stems are the only ones that are not a part of their word.
func dropVowel(stem string) string {
	n := len(stem)
	if n < 5 || !strings.HasSuffix(stem, "el") || vowel(stem[n-3]) {
		return stem
	}
	n -= 2
	if stem[n-1] == stem[n-2] {
		n--
	}
	return stem[:n] + "l"
}

// irregular are plurals made by another vowel, and words that only look inflected, with their stems.
var irregular = map[string]string{
	"koekken": "koekken", "koekkens": "koekken", "vaaben": "vaaben", "froeken": "froeken",
	"maend": "mand", "maendene": "mand", "maends": "mand",
	"boern": "barn", "boerns": "barn", "boernene": "barn", "boernenes": "barn", "barnet": "barn", "boerne": "barn",
	"haender": "haand", "haenderne": "haand", "haanden": "haand",
	"foedder": "fod", "foedderne": "fod", "foden": "fod",
	"taender": "tand", "taenderne": "tand", "tanden": "tand",
	"boender": "bond", "boenderne": "bond", "boger": "bog", "boeger": "bog", "boegerne": "bog",
	"koeer": "ko", "koeerne": "ko", "gaes": "gaas", "gaessene": "gaas",
}

// mainEndings are Snowball's inflections by their last letter, longest first; "s" is a case of its own.
var mainEndings = [...][]string{
	0:         {"ethed", "ered", "hed"},
	'e' - 'd': {"erende", "erede", "ende", "erne", "ene", "ere", "e"},
	'n' - 'd': {"heden", "eren", "en"},
	'r' - 'd': {"heder", "erer", "er"},
	's' - 'd': {"erendes", "hedens", "endes", "ernes", "erens", "erets", "heds", "enes", "eres", "ens", "ers",
		"ets", "es"},
	't' - 'd': {"eret", "et"},
}

func vowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'
}

// letterLen is 2 where word[i:] begins with a folded æ, ø or å, which Snowball counts as one letter.
func letterLen(word string, i int) int {
	if i+1 < len(word) {
		switch word[i : i+2] {
		case "ae", "oe", "aa":
			return 2
		}
	}
	return 1
}

// region is where Snowball's R1 begins: after the first consonant that follows a vowel, and never
// before three letters.
func region(word string) int {
	r1, letters := len(word), 0
	third := len(word)
	seen := false
	for i := 0; i < len(word); {
		n := letterLen(word, i)
		letters++
		if letters == 3 {
			third = i + n
		}
		if v := vowel(word[i]); v {
			seen = true
		} else if seen && r1 == len(word) {
			r1 = i + n
		}
		if i += n; letters >= 3 && r1 < len(word) {
			break
		}
	}
	return max(r1, third)
}

// inside reports whether w[cut] is the second half of a folded letter. An e after å or æ is not
// ("gående" is gaaende).
func inside(w string, cut int) bool {
	if cut < 1 || letterLen(w, cut-1) == 1 {
		return false
	}
	return cut < 2 || letterLen(w, cut-2) == 1
}

// ends reports whether w ends with suffix, all of it in R1 and not cutting a folded letter in two.
func ends(w, suffix string, r1 int) bool {
	cut := len(w) - len(suffix)
	return cut >= r1 && strings.HasSuffix(w, suffix) && !inside(w, cut)
}

func dropMain(w string, r1 int) string {
	if len(w) <= r1 {
		return w
	}
	if last := int(w[len(w)-1]) - 'd'; last >= 0 && last < len(mainEndings) {
		for _, e := range mainEndings[last] {
			if ends(w, e, r1) {
				return w[:len(w)-len(e)]
			}
		}
	}
	// A genitive s only after letters that bear one; e and i do not (prøve + s is "es").
	if ends(w, "s", r1) && len(w) >= 2 && allowsGenitiveS(w[:len(w)-1]) {
		return w[:len(w)-1]
	}
	return w
}

func allowsGenitiveS(w string) bool {
	if strings.HasSuffix(w, "ae") || strings.HasSuffix(w, "oe") {
		return false
	}
	return strings.IndexByte("abcdfghjklmnoprtvyz", w[len(w)-1]) >= 0
}

func dropPair(w string, r1 int) string {
	if ends(w, "gd", r1) || ends(w, "dt", r1) || ends(w, "gt", r1) || ends(w, "kt", r1) {
		return w[:len(w)-1]
	}
	return w
}

func dropOther(w string, r1 int) string {
	if strings.HasSuffix(w, "igst") {
		w = w[:len(w)-2]
	}
	for _, e := range [...]string{"elig", "els", "lig", "ig"} {
		if ends(w, e, r1) {
			return dropPair(w[:len(w)-len(e)], r1)
		}
	}
	if ends(w, "loest", r1) {
		return w[:len(w)-1]
	}
	return w
}

func undouble(w string, r1 int) string {
	n := len(w)
	if n >= 2 && n-1 >= r1 && w[n-1] == w[n-2] && !vowel(w[n-1]) && w[n-1] >= 'a' {
		return w[:n-1]
	}
	return w
}
