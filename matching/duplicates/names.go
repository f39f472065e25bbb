package duplicates

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jobspor/matching/words"
)

// name is a name as it is compared.
type name struct {
	joined string // the words without spaces: "kaffe huset" is "kaffehuset"
	words  string // the words in alphabetical order, with spaces
}

// legalForms are words of a company's name that say who owns it, folded; those of several words first ("A/S").
var legalForms = [][]string{
	{"a", "m", "b", "a"}, {"s", "m", "b", "a"}, {"f", "m", "b", "a"},
	{"a", "s"}, {"i", "s"}, {"k", "s"}, {"p", "s"}, {"g", "s"},
	{"aps"}, {"as"}, {"ivs"}, {"is"}, {"ks"}, {"ps"}, {"amba"}, {"smba"}, {"fmba"}, {"holding"}, {"danmark"}, {"dk"},
	{"filial"}, {"af"}, {"og"}, {"the"},
}

// companyName is a company's name without legal form, owner ("v/ …") and its own town, which some sources add.
func companyName(text, town string) name {
	list := words.Tokens(text)
	for i, w := range list {
		if w == "v" && i > 0 { // "v/ Jens Hansen"
			list = list[:i]
			break
		}
	}
	var out []string
	for i := 0; i < len(list); {
		if n := formAt(list[i:]); n > 0 && !(i == 0 && n == len(list)) {
			i += n
			continue
		}
		out = append(out, list[i])
		i++
	}
	if places := words.Tokens(town); len(places) > 0 && len(out) > len(places) &&
		slices.Equal(out[len(out)-len(places):], places) {
		out = out[:len(out)-len(places)]
	}
	if len(out) == 0 { // "Danmark A/S"
		out = list
	}
	return nameOf(out)
}

// formAt is the number of words of a legal form at the start of a list.
func formAt(list []string) int {
	for _, f := range legalForms {
		if len(list) >= len(f) && slices.Equal(list[:len(f)], f) {
			return len(f)
		}
	}
	return 0
}

func nameOf(list []string) name {
	n := name{joined: strings.Join(list, "")}
	slices.Sort(list)
	n.words = strings.Join(list, " ")
	return n
}

func nearAny(a, b *record) bool {
	for i := range 2 {
		for j := range 2 {
			if near(a.name(i), b.name(j)) {
				return true
			}
		}
	}
	return false
}

// near reports whether two names are the same but for the order of the words or slips of typing: one in a name of five
// letters or more, two from eleven. Digits are no slip: "Butik 2" is not "Butik 3".
func near(a, b name) bool {
	if a.joined == "" || b.joined == "" {
		return false
	}
	if a.joined == b.joined || a.words == b.words {
		return true
	}
	x, y := utf8.RuneCountInString(a.joined), utf8.RuneCountInString(b.joined)
	slips := 2
	switch shorter := min(x, y); {
	case shorter < 5:
		return false
	case shorter < 11:
		slips = 1
	}
	return max(x, y)-min(x, y) <= slips && sameDigits(a.joined, b.joined) &&
		distance(a.joined, b.joined, slips) <= slips
}

// sameDigits reports whether two texts have the same digits in the same order.
func sameDigits(a, b string) bool {
	for {
		a, b = strings.TrimLeftFunc(a, noDigit), strings.TrimLeftFunc(b, noDigit)
		if a == "" || b == "" || a[0] != b[0] {
			return a == b
		}
		a, b = a[1:], b[1:]
	}
}

func noDigit(r rune) bool { return r < '0' || r > '9' }

// distance counts the slips between two words: a letter more, less or other, or two letters swapped. More than most is
// most+1.
func distance(a, b string, most int) int {
	var letters [2][usualName]rune
	x, y := appendRunes(letters[0][:0], a), appendRunes(letters[1][:0], b)
	if d := len(x) - len(y); d > most || -d > most {
		return most + 1
	}
	var room [3][usualName + 1]int
	last, row, next := room[0][:], room[1][:], room[2][:]
	if len(y) > usualName {
		last, row, next = make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	}
	for j := range len(y) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		next[0] = i
		best := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				next[j] = min(next[j], last[j-2]+1)
			}
			best = min(best, next[j])
		}
		if best > most {
			return most + 1
		}
		last, row, next = row, next, last
	}
	return row[len(y)]
}

// usualName is how many letters a name has at most for comparing it to need no memory of its own.
const usualName = 48

func appendRunes(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, r)
	}
	return to
}

// streetKey compares addresses: "Hovedgaden 4, st." and "hovedgaden 4 st" are the same.
func streetKey(s string) string { return strings.ReplaceAll(words.Fold(s), " ", "") }

func mailKey(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func caseKey(s string) string { return strings.ReplaceAll(words.Fold(s), " ", "") }
