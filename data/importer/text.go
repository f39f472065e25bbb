package importer

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
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
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case utf16BE:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder())
	}
	b := bufio.NewReaderSize(r, 64<<10)
	if start, _ := b.Peek(3); bytes.Equal(start, []byte("\ufeff")) {
		_, _ = b.Discard(3)
	}
	return b
}
