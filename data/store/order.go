package store

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// danish compares two texts the way a Danish list is sorted: capitals make no difference, æ, ø and å come after z, aa
// counts as å, and accents as the bare letter. Texts that differ in nothing else follow their bytes, so that only equal
// texts compare equal.
func danish(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		var p, q rune
		p, x = weight(x)
		q, y = weight(y)
		if p != q {
			return int(p - q)
		}
	}
	if x != y {
		return len(x) - len(y) // one of them is at its end
	}
	return strings.Compare(a, b)
}

// orderKey is a text whose bytes stand in the order of danish, but for texts that differ in capitals or accents only:
// those have the same key. It stands in the database, so that an index can be in Danish order and every program that
// knows SQLite can still read the file; whoever changes weight must write the keys again, in a migration.
func orderKey(s string) string {
	key := make([]byte, 0, len(s))
	for s != "" {
		var r rune
		r, s = weight(s)
		key = utf8.AppendRune(key, r)
	}
	return string(key)
}

// weight is the place of the first letter of s in the alphabet, and what follows it.
func weight(s string) (rune, string) {
	c := s[0]
	if c < utf8.RuneSelf {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c == 'a' && len(s) > 1 && s[1]|0x20 == 'a' {
			return 'z' + 3, s[2:]
		}
		if c > 'z' {
			return rune(c) + 3, s[1:] // room for æ, ø and å
		}
		return rune(c), s[1:]
	}
	r, n := utf8.DecodeRuneInString(s)
	switch r = unicode.ToLower(r); r {
	case 'æ', 'ä':
		r = 'z' + 1
	case 'ø', 'ö':
		r = 'z' + 2
	case 'å':
		r = 'z' + 3
	case 'á', 'à', 'â', 'ã':
		r = 'a'
	case 'ç', 'č':
		r = 'c'
	case 'é', 'è', 'ê', 'ë':
		r = 'e'
	case 'í', 'ì', 'î', 'ï':
		r = 'i'
	case 'ñ', 'ń':
		r = 'n'
	case 'ó', 'ò', 'ô', 'õ':
		r = 'o'
	case 'š', 'ś':
		r = 's'
	case 'ú', 'ù', 'û':
		r = 'u'
	case 'ü', 'ý':
		r = 'y'
	case 'ž', 'ź', 'ż':
		r = 'z'
	}
	return r, s[n:]
}
