package words

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the Danish search key of s, so that texts which a Danish reader takes for the same
// word get the same key:
//
//   - lower case, no accents, no ligatures, full-width letters made plain;
//   - æ and ä are "ae", ø and ö are "oe", å is "aa", so both ways of typing them meet;
//   - signs and spaces of every kind become one space, none at either end;
//   - apostrophes, control characters, soft hyphens, zero-width and direction marks vanish.
//
// Letters of other alphabets stay. Folding a key again changes nothing.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	return string(AppendFold(make([]byte, 0, len(s)+8), s))
}

// AppendFold appends the key of s to dst and returns the longer slice. It allocates only when dst
// is too short.
func AppendFold(dst []byte, s string) []byte {
	f := folder{key: dst, start: len(dst)}
	f.text(s)
	return f.key
}

// FoldMap returns the key of s and, for every byte of the key, the byte offset in s of the letter it
// came from. Offsets never fall, lie inside s, and are the first byte of a rune.
func FoldMap(s string) (key string, pos []int) {
	f := folder{key: make([]byte, 0, len(s)+8), pos: make([]int, 0, len(s)+8), mapped: true}
	f.text(s)
	return string(f.key), f.pos
}

// plain reports whether s is its own key already, which most stored words are.
func plain(s string) bool {
	space := true // a space may not come first, nor after another
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			space = false
		case c == ' ' && !space:
			space = true
		default:
			return false
		}
	}
	return !space || s == ""
}

// folder is one pass over a text. A space is written when the next letter comes, which is what keeps
// keys free of double and trailing ones.
type folder struct {
	key    []byte
	start  int // where this key begins in key
	pos    []int
	mapped bool
	gap    int  // offset+1 of a sign that waits to become a space
	base   byte // last written letter when a combining mark may still change it
	baseAt int
}

// asciiFold says what becomes of an ASCII byte: itself or another letter, a space, or 0 to vanish.
var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			t[c] = byte(c)
		case 'A' <= c && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		case c == '\'' || c == '`':
			t[c] = 0
		case c > ' ' && c < 0x7f, c == ' ', '\t' <= c && c <= '\r':
			t[c] = ' '
		}
	}
	return t
}()

// spelled are letters whose Danish reading is not their letter without the accent.
func spelled(r rune) string {
	switch r {
	case 'æ', 'Æ', 'ä', 'Ä', 'ǽ', 'Ǽ', 'ǣ', 'Ǣ':
		return "ae"
	case 'ø', 'Ø', 'ö', 'Ö', 'œ', 'Œ', 'ǿ', 'Ǿ':
		return "oe"
	case 'å', 'Å', '\u212b', 'ǻ', 'Ǻ':
		return "aa"
	case 'ß', 'ẞ':
		return "ss"
	case 'þ', 'Þ':
		return "th"
	case 'ð', 'Ð', 'đ', 'Đ':
		return "d"
	case 'ł', 'Ł':
		return "l"
	case 'ı':
		return "i"
	}
	return ""
}

func (f *folder) text(s string) {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			f.ascii(asciiFold[c], i)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		f.wide(s[i:i+n], r, i)
		i += n
	}
}

func (f *folder) ascii(c byte, at int) {
	switch c {
	case 0:
	case ' ':
		f.sign(at)
	default:
		f.letter(c, at)
		f.base, f.baseAt = c, at
	}
}

// wide folds a rune outside ASCII; text is its bytes (a single broken byte has r RuneError).
func (f *folder) wide(text string, r rune, at int) {
	if l := spelled(r); l != "" {
		for i := range len(l) {
			f.letter(l[i], at)
		}
		f.base = 0
		return
	}
	if d := norm.NFKD.PropertiesString(text).Decomposition(); d != nil {
		for len(d) > 0 {
			r, n := utf8.DecodeRune(d)
			f.rune(r, at)
			d = d[n:]
		}
		return
	}
	f.rune(r, at)
}

// rune folds one fully decomposed rune.
func (f *folder) rune(r rune, at int) {
	switch {
	case r < utf8.RuneSelf:
		f.ascii(asciiFold[r], at)
	case unicode.Is(unicode.Mn, r):
		f.mark(r)
	case r == '’' || r == '‘' || r == 'ʼ' || r == '´':
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mc, r):
		if l := spelled(r); l != "" {
			for i := range len(l) {
				f.letter(l[i], at)
			}
			f.base = 0
			return
		}
		var buf [utf8.UTFMax]byte
		for _, c := range buf[:utf8.EncodeRune(buf[:], unicode.ToLower(r))] {
			f.letter(c, at)
		}
		f.base = 0
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
	default:
		f.sign(at)
	}
}

// mark joins a combining ring or pair of dots to the letter before it, because "a" with a ring is å
// however it was typed; every other accent vanishes. The added letter belongs to its base's offset.
func (f *folder) mark(r rune) {
	switch {
	case r == '\u030a' && f.base == 'a':
		f.letter('a', f.baseAt)
	case r == '\u0308' && (f.base == 'a' || f.base == 'o'):
		f.letter('e', f.baseAt)
	case r == '\u0338' && f.base == 'o': // a stroke: decomposed ø in some scans
		f.letter('e', f.baseAt)
	default:
		return
	}
	f.base = 0
}

func (f *folder) sign(at int) {
	f.base = 0
	if f.gap == 0 && len(f.key) > f.start {
		f.gap = at + 1
	}
}

func (f *folder) letter(c byte, at int) {
	if f.gap > 0 {
		f.key = append(f.key, ' ')
		if f.mapped {
			f.pos = append(f.pos, f.gap-1)
		}
		f.gap = 0
	}
	f.key = append(f.key, c)
	if f.mapped {
		f.pos = append(f.pos, at)
	}
}
