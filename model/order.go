package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CompareDanish compares two texts in Danish alphabetical order: case is ignored, æ, ø and å come after z, aa counts as
// å, and accents are ignored. Texts that are then equal follow their bytes, so that only equal texts compare equal.
func CompareDanish(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		var p, q rune
		p, x = letterRank(x)
		q, y = letterRank(y)
		if p != q {
			return int(p - q)
		}
	}
	if x != y {
		return len(x) - len(y) // one of them is at its end
	}
	return strings.Compare(a, b)
}

// OrderKey returns a text whose bytes sort as CompareDanish does, except that texts which differ only in case or
// accents have the same key. It is stored in the database, so that an index can be in Danish order while any SQLite
// program can still read the file. A change of letterRank needs a migration that writes the keys again.
func OrderKey(s string) string {
	key := make([]byte, 0, len(s))
	for s != "" {
		var r rune
		r, s = letterRank(s)
		key = utf8.AppendRune(key, r)
	}
	return string(key)
}

// letterRank returns the position of the first letter of s in the alphabet, and the rest of s.
func letterRank(s string) (rune, string) {
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
	case 'ø', 'ö', 'œ':
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
	case 'ð', 'đ':
		r = 'd'
	case 'ł':
		r = 'l'
	case 'ı':
		r = 'i'
	case 'ß':
		r = 's'
	case 'þ':
		r = 't'
	default:
		// The letter under the accents, as in Nguyễn and Şahin; what has none follows å.
		if r < 0x100 || unicode.Is(unicode.Mn, r) {
			break
		}
		if base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r))); base >= 'a' && base <= 'z' {
			return base, s[n:]
		}
	}
	return r, s[n:]
}
