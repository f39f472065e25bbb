package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ComposeText gives a text in the form that is stored: letters composed (NFC), because macOS takes "å" apart and files
// come with it, and without what has no width and so tells two equal names apart unseen: zero-width spaces, word
// joiners, byte order marks, soft hyphens, tags. Joiners stay where they shape a word, between letters of Arabic or
// Indic writing and between the parts of one emoji, and direction marks in a text that has letters from right to left.
func ComposeText(s string) string {
	if isPlain(s) {
		return s
	}
	for {
		out := norm.NFC.String(s)
		if strings.ContainsFunc(out, isInvisible) {
			out = dropInvisible(out)
		}
		if out == s {
			return s
		}
		s = out // what stood apart may belong together now
	}
}

// isPlain reports whether every letter is ASCII or one of the Latin letters that are always composed, so that most
// texts cost one look at their bytes.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < utf8.RuneSelf {
			continue
		} else if c != 0xc3 || i+1 == len(s) { // U+00C0 to U+00FF
			return false
		}
		i++
	}
	return true
}

// isInvisible reports whether a mark is drawn as nothing.
func isInvisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x180e, r == 0xfeff:
		return true
	}
	return r >= 0x200b && r <= 0x200f || r >= 0x2060 && r <= 0x2064 || r >= 0x206a && r <= 0x206f ||
		r >= 0xe0000 && r <= 0xe007f
}

func dropInvisible(s string) string {
	rightToLeft := strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, rightToLeftScripts...) })
	var b strings.Builder
	b.Grow(len(s))
	before := rune(0) // the last mark that was kept
	for i, r := range s {
		if isInvisible(r) {
			switch {
			case r == 0x200c || r == 0x200d:
				next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s[i:], isInvisible))
				if !joins(r, before, next) {
					continue
				}
			case (r == 0x200e || r == 0x200f || r == 0x61c) && rightToLeft:
			default:
				continue
			}
		}
		_, n := utf8.DecodeRuneInString(s[i:]) // a broken byte stays one, for the field to refuse
		b.WriteString(s[i : i+n])
		before = r
	}
	return b.String()
}

// joins reports whether a joiner or non-joiner between two marks changes how a word is written.
func joins(joiner, before, after rune) bool {
	if joiner == 0x200d && (unicode.Is(unicode.So, before) || unicode.Is(unicode.Sk, before) || before == 0xfe0f) {
		return unicode.Is(unicode.So, after)
	}
	return isJoining(before) && isJoining(after)
}

// isJoining reports whether a mark is of a script whose letters change by what stands beside them; Arabic vowel signs
// are of no script of their own.
func isJoining(r rune) bool {
	return r >= 0x64b && r <= 0x655 || r == 0x670 || unicode.In(r, joiningScripts...)
}

var (
	rightToLeftScripts = []*unicode.RangeTable{unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana,
		unicode.Nko}
	joiningScripts = []*unicode.RangeTable{unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
		unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
		unicode.Tibetan}
)

// FoldSpaces trims a text of one line and makes every run of spaces, tabs and line ends in it one space.
func FoldSpaces(s string) string {
	gap := false
	for i, r := range s {
		space := unicode.IsSpace(r)
		if space && (gap || i == 0 || r != ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
		gap = space
	}
	if gap {
		return strings.TrimRightFunc(s, unicode.IsSpace)
	}
	return s
}
