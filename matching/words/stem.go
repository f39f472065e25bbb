package words

import "strings"

// Stem returns what inflected forms of a folded Danish word share ("medarbejderne" and
// "medarbejdere" both give "medarbejd"). It is the Snowball algorithm for Danish
// (snowballstem.org/algorithms/danish/stemmer.html), rewritten for folded letters: the result is a
// part of word, so nothing is allocated. Beyond Snowball it knows plurals that change their vowel
// (mænd, børn, hænder), which no ending rule can find.
func Stem(word string) string {
	if s, ok := vowelPlurals[word]; ok {
		return s
	}
	r1 := region(word)
	w := dropMain(word, r1)
	w = dropPair(w, r1)
	w = dropOther(w, r1)
	return undouble(w, r1)
}

// vowelPlurals are plurals made by another vowel, with the stem of their singular.
var vowelPlurals = map[string]string{
	"maend": "mand", "maendene": "mand", "maends": "mand",
	"boern": "barn", "boerns": "barn", "boernene": "barn", "boernenes": "barn", "barnet": "barn", "boerne": "barn",
	"haender": "haand", "haenderne": "haand", "haanden": "haand",
	"foedder": "fod", "foedderne": "fod", "foden": "fod",
	"taender": "tand", "taenderne": "tand", "tanden": "tand",
	"boender": "bond", "boenderne": "bond", "boger": "bog", "boeger": "bog", "boegerne": "bog",
	"koeer": "ko", "koeerne": "ko", "gaes": "gaas", "gaessene": "gaas",
}

// mainEndings are Snowball's inflections, longest first within a last letter; "s" is a case of its own.
var mainEndings = []string{
	"erendes", "erende", "hedens",
	"ethed", "erede", "heden", "heder", "endes", "ernes", "erens", "erets",
	"ered", "ende", "erne", "eren", "erer", "heds", "enes", "eres", "eret",
	"hed", "ene", "ere", "ens", "ers", "ets",
	"en", "er", "es", "et", "e",
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
		i += n
	}
	return max(r1, third)
}

// ends reports whether w ends with suffix and all of the suffix lies in R1.
func ends(w, suffix string, r1 int) bool {
	return len(w)-len(suffix) >= r1 && strings.HasSuffix(w, suffix)
}

func dropMain(w string, r1 int) string {
	for _, e := range mainEndings {
		if ends(w, e, r1) {
			return w[:len(w)-len(e)]
		}
	}
	// A genitive s only after letters that bear one; e and i do not (prøve + s is "es").
	if ends(w, "s", r1) && len(w) >= 2 && sBearer(w[:len(w)-1]) {
		return w[:len(w)-1]
	}
	return w
}

func sBearer(w string) bool {
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
