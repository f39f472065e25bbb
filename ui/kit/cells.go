package kit

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// countSimple reports whether every rune of s is printable and one cell wide, with the cheapest test: ASCII and the
// Latin-1 letters, which is nearly all of Danish. The second value is the number of cells.
func countSimple(s string) (ok bool, cells int) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f:
		case c == 0xC3 && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
			i++
		case c == 0xC2 && i+1 < len(s) && s[i+1] > 0xA0 && s[i+1] < 0xC0 && s[i+1] != 0xAD:
			i++
		default:
			return false, 0
		}
		cells++
	}
	return true, cells
}

// Width returns the number of cells of a line; escape sequences take none.
func Width(s string) int {
	if ok, n := countSimple(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// Clean makes text from outside fit to be shown: control characters and the
// start of terminal escapes become "?", line breaks and tabs become spaces,
// invisible formatting characters disappear, and signs that terminals disagree
// about the width of become "?". What is left is one line whose width every
// terminal counts the same.
func Clean(s string) string {
	if ok, _ := countSimple(s); ok || utf8.ValidString(s) && strings.IndexFunc(s, unstable) < 0 {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u00a0':
			return ' '
		case r == '\r' || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			return -1
		case r == utf8.RuneError || unicode.IsControl(r):
			return '?'
		}
		return r
	}, s)
	var b strings.Builder
	for _, c := range clusters(s) {
		if !stableLetter(c) {
			c = "?"
		}
		b.WriteString(c)
	}
	return b.String()
}

// unstable reports runes outside stableRunes, which need a closer check.
func unstable(r rune) bool {
	for _, span := range stableRunes {
		if r <= span[1] {
			return r < span[0]
		}
	}
	return true
}

// stableRunes have the same width in every terminal and never join their neighbours: Latin, Greek and Cyrillic letters,
// punctuation, box drawing, Han and Hangul. A test checks all of them.
var stableRunes = [...][2]rune{
	{0x20, 0x7e}, {0xa1, 0xac}, {0xae, 0x2ff}, {0x370, 0x377}, {0x37a, 0x37f}, {0x388, 0x38a}, {0x391, 0x3a1},
	{0x3a3, 0x482},
	{0x48a, 0x52f}, {0x1e00, 0x1eff}, {0x2010, 0x2027}, {0x2030, 0x205e}, {0x20a0, 0x20b5}, {0x2190, 0x21ff},
	{0x2500, 0x25aa},
	{0x25b2, 0x25b5}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3},
}

// stableLetter reports whether a letter has the same width in every terminal and does not join its neighbours, which
// would shift the cells after it.
func stableLetter(c string) bool {
	if ansi.StringWidth(c) != ansi.StringWidthWc(c) || ansi.StringWidth(c) == 0 || strings.IndexFunc(c, joins) >= 0 {
		return false
	}
	for _, around := range [][2]string{{"a", "a"}, {"a", "\u0915"}} {
		before, _ := ansi.FirstGraphemeCluster(around[0]+c, ansi.GraphemeWidth)
		with, _ := ansi.FirstGraphemeCluster(c+around[1], ansi.GraphemeWidth)
		if before != around[0] || with != c {
			return false
		}
	}
	return true
}

// joins reports runes that only join their own kind: parts of Hangul syllables and of flags.
func joins(r rune) bool {
	return r >= 0x1100 && r <= 0x11ff || r >= 0xa960 && r <= 0xa97f || r >= 0xd7b0 && r <= 0xd7ff ||
		r >= 0x1f1e6 && r <= 0x1f1ff
}

// CleanLines is Clean for text with line breaks, which it keeps.
func CleanLines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if !strings.Contains(s, "\n") {
		return Clean(s)
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Clean(l)
	}
	return strings.Join(lines, "\n")
}

// clusters splits clean text into what a person sees as letters.
func clusters(s string) []string {
	if s == "" {
		return nil
	}
	out := make([]string, 0, len(s))
	for s != "" {
		c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if c == "" {
			break
		}
		out = append(out, c)
		s = s[len(c):]
	}
	return out
}

// Cut shortens a line to at most w cells; tail shows that something was cut.
func Cut(s string, w int, tail string) string {
	if w <= 0 {
		return ""
	}
	ok, cells := countSimple(s)
	if !ok {
		if ansi.StringWidth(s) <= w {
			return s
		}
		return ansi.Truncate(s, w, tail)
	}
	if cells <= w {
		return s
	}
	keep := max(w-Width(tail), 0)
	if Width(tail) > w {
		tail = ""
		keep = w
	}
	end := 0
	for n := 0; n < keep; n++ {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return s[:end] + tail
}

// Pad fills a line with spaces on the right to w cells.
func Pad(s string, w int) string { return s + Spaces(w-Width(s)) }

// PadLeft fills a line with spaces on the left to w cells.
func PadLeft(s string, w int) string { return Spaces(w-Width(s)) + s }

// Fit makes a line exactly w cells wide.
func Fit(s string, w int, tail string) string { return Pad(Cut(s, w, tail), w) }

const blank = "                                                                                "

// Spaces returns n spaces, none for n below one.
func Spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blank):
		return blank[:n]
	}
	return strings.Repeat(" ", n)
}

// Block makes lines a rectangle of exactly w×h cells: long lines are cut,
// missing ones are blank, surplus ones are left out.
func Block(lines []string, w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	var b strings.Builder
	b.Grow((w + 8) * h)
	for i := range h {
		if i > 0 {
			b.WriteByte('\n')
		}
		if i < len(lines) {
			b.WriteString(Fit(lines[i], w, ""))
		} else {
			b.WriteString(Spaces(w))
		}
	}
	return b.String()
}

// Lines splits a block. The empty block has no lines.
func Lines(block string) []string {
	if block == "" {
		return nil
	}
	return strings.Split(block, "\n")
}

// Wrap breaks text into lines of at most w cells, at spaces where it can. Line
// breaks in the text stay. The text must be plain and clean.
func Wrap(s string, w int) []string {
	if w <= 0 || s == "" {
		return nil
	}
	var out []string
	for para := range strings.SplitSeq(s, "\n") {
		if Width(para) <= w {
			out = append(out, para)
		} else {
			out = wrapPara(out, clusters(para), w)
		}
	}
	return out
}

// wrapPara adds the lines of one paragraph. Spaces at a break are left out.
func wrapPara(out, letters []string, w int) []string {
	add := func(line []string) {
		if text := strings.Trim(strings.Join(line, ""), " "); text != "" {
			out = append(out, text)
		}
	}
	start, space, used := 0, -1, 0
	for i, l := range letters {
		n := Width(l)
		for used+n > w && i > start {
			end := i
			if space > start && l != " " {
				end = space
			}
			add(letters[start:end])
			start, space = end, -1
			used = Width(strings.Join(letters[start:i], ""))
		}
		if l == " " && i == start && i > 0 { // A space that the break replaces.
			start, used = i+1, 0
			continue
		}
		used += n
		if l == " " {
			space = i + 1
		}
	}
	add(letters[start:])
	return out
}

// Beside puts blocks of the same height next to each other with sep between.
func Beside(sep string, blocks ...string) string {
	if len(blocks) == 0 {
		return ""
	}
	rows := Lines(blocks[0])
	for _, b := range blocks[1:] {
		for i, l := range Lines(b) {
			if i < len(rows) {
				rows[i] += sep + l
			}
		}
	}
	return strings.Join(rows, "\n")
}

// Over lays a box on a base block with its top left corner at x, y. What
// reaches outside the base is cut.
func Over(base, box string, x, y int) string {
	rows := Lines(base)
	for i, l := range Lines(box) {
		if y+i < 0 || y+i >= len(rows) {
			continue
		}
		row := rows[y+i]
		total := Width(row)
		if x < 0 || x >= total {
			continue
		}
		l = Cut(l, total-x, "")
		end := x + Width(l)
		left, right := Pad(ansi.Truncate(row, x, ""), x), ""
		if end < total {
			right = ansi.TruncateLeft(row, end, "")
			if Width(right) > total-end { // A wide letter crosses the edge.
				right = ansi.TruncateLeft(row, end+1, "")
			}
		}
		rows[y+i] = left + "\x1b[m" + l + "\x1b[m" + PadLeft(right, total-end)
	}
	return strings.Join(rows, "\n")
}

// Center returns the position of a box of w×h in a base, slightly above the middle.
func Center(base Size, w, h int) (x, y int) {
	return max((base.W-w)/2, 0), max((base.H-h)*2/5, 0)
}

// CheckFrame returns what is wrong with a view that should fill w×h cells, or nil: for tests after every message.
func CheckFrame(view string, w, h int) error {
	if w <= 0 || h <= 0 {
		if view != "" {
			return fmt.Errorf("a frame of %d×%d cells is not empty", w, h)
		}
		return nil
	}
	rows := strings.Split(view, "\n")
	if err := checkSize(rows, w, h); err != nil {
		return err
	}
	for i, row := range rows {
		if r, bad := unsafeRune(row); bad {
			return fmt.Errorf("line %d carries %U", i+1, r)
		}
	}
	return nil
}

func checkSize(rows []string, w, h int) error {
	if len(rows) != h {
		return fmt.Errorf("frame has %d lines, want %d", len(rows), h)
	}
	for i, row := range rows {
		if n := Width(row); n != w {
			return fmt.Errorf("line %d is %d cells wide, want %d: %q", i+1, n, w, ansi.Strip(row))
		}
	}
	return nil
}

// unsafeRune finds control characters other than those of colour sequences,
// ESC [ digits ; : m.
func unsafeRune(row string) (rune, bool) {
	for i := 0; i < len(row); {
		r, size := utf8.DecodeRuneInString(row[i:])
		if r == 0x1b {
			end := strings.IndexByte(row[i:], 'm')
			if end < 2 || row[i+1] != '[' || strings.Trim(row[i+2:i+end], "0123456789;:") != "" {
				return r, true
			}
			i += end + 1
			continue
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return r, true
		}
		i += size
	}
	return 0, false
}
