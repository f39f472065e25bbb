package importer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is the key under which headings and names are compared: lower case, æ ø å as ae oe aa, no accents, every run of
// signs and spaces one space. It is deliberately smaller than the search fold, which data may not import; headings in
// model.Field.Import are written in it.
func fold(s string) string {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s) // "a" and a ring is å
	}
	out := make([]byte, 0, len(s)+4)
	gap := false
	put := func(t string) {
		if gap && len(out) > 0 {
			out = append(out, ' ')
		}
		gap = false
		out = append(out, t...)
	}
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && len(out) > 0 {
				out = append(out, ' ')
			}
			gap = false
			out = append(out, byte(r))
		case r >= 'A' && r <= 'Z':
			put(string(r + 'a' - 'A'))
		case r < 0x80:
			gap = gap || r != '\''
		default:
			if t, sign := foldWide(r); sign {
				gap = true
			} else if t != "" {
				put(t)
			}
		}
	}
	return string(out)
}

var danishLetters = strings.NewReplacer("æ", "ae", "ä", "ae", "ø", "oe", "ö", "oe", "å", "aa", "ü", "u", "ß", "ss")

// foldWide gives the letters of a rune outside ASCII, or says that it is a sign.
func foldWide(r rune) (letters string, sign bool) {
	lower := string(unicode.ToLower(r))
	if t := danishLetters.Replace(lower); t != lower {
		return t, false
	}
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == '’', r == '´':
		return "", false
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return "", true
	}
	for _, d := range norm.NFKD.String(lower) {
		return string(d), false
	}
	return lower, false
}
