package importer

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// The encodings a text file may have. Windows-1252 is what Danish Excel wrote for thirty years.
const (
	utf8Text    = "UTF-8"
	utf16LE     = "UTF-16LE"
	utf16BE     = "UTF-16BE"
	windows1252 = "Windows-1252"
)

const chunk = 256 << 10

// sniffText reads the whole file once and says how its text is encoded. The whole file, because the first letter that
// is not ASCII may be the last one. A file with control characters that no text has is "".
func sniffText(ctx context.Context, r io.ReaderAt, size int64) (string, error) {
	buf := make([]byte, chunk+utf8.UTFMax)
	good, broken, strange := 0, 0, int64(0)
	kept := 0 // bytes of a letter cut by the end of the chunk
	for off := int64(0); off < size; {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := r.ReadAt(buf[kept:kept+int(min(chunk, size-off))], off)
		if n == 0 {
			return "", err
		}
		b := buf[:kept+n]
		if off == 0 {
			switch {
			case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
				return utf16LE, nil
			case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
				return utf16BE, nil
			}
		}
		off += int64(n)
		i := 0
		for i < len(b) {
			c := b[i]
			if c < utf8.RuneSelf {
				if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
					if c == 0 {
						return "", nil
					}
					strange++
				}
				i++
				continue
			}
			if !utf8.FullRune(b[i:]) && off < size {
				break
			}
			if _, w := utf8.DecodeRune(b[i:]); w > 1 {
				good++
				i += w
			} else {
				broken++
				i++
			}
		}
		kept = copy(buf, b[i:])
	}
	switch {
	case strange > 16 && strange*100 > size:
		return "", nil
	case broken > good:
		return windows1252, nil
	}
	return utf8Text, nil // a few broken bytes make their own rows refused
}

// decode gives the text as UTF-8 without byte order mark.
func decode(encoding string, r io.Reader) io.Reader {
	switch encoding {
	case windows1252:
		return transform.NewReader(r, charmap.Windows1252.NewDecoder())
	case utf16LE:
		return transform.NewReader(r, textunicode.UTF16(textunicode.LittleEndian, textunicode.ExpectBOM).NewDecoder())
	case utf16BE:
		return transform.NewReader(r, textunicode.UTF16(textunicode.BigEndian, textunicode.ExpectBOM).NewDecoder())
	}
	b := bufio.NewReaderSize(r, 64<<10)
	if start, _ := b.Peek(3); bytes.Equal(start, []byte("\ufeff")) {
		_, _ = b.Discard(3)
	}
	return b
}

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
