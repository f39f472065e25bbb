package model

import (
	"time"
	"unicode"
	"unicode/utf8"
)

// MaskedCPR stands where a CPR number was taken out of a text that nobody typed now, such as the log's.
const MaskedCPR = "[CPR]"

// HasCPR reports whether a text holds what looks like a civil registration number (CPR-nummer): day, month, a year of
// two or four digits and four more digits, with dashes, spaces and other signs between any of these groups or none, in
// the digits of any script, or all ten digits apart. A year of four digits may also stand first.
//
// Ten digits without a sign between them are not taken for one after words such as P-nummer or faktura and in an
// address of the web; see NumberWord. A day of recent years beside a number, as in "22-11-2026 1430", is one only with
// a dash before its last group.
func HasCPR(s string) bool { return HasCPRBut(s, nil) }

// HasCPRBut is HasCPR with numbers of ten digits that are known to be something else, such as the P-numbers of the
// companies in the database. known may be nil; it is asked only about ten unbroken digits.
func HasCPRBut(s string, known func(digits string) bool) bool {
	if !mayHaveCPR(s) {
		return false
	}
	c := cprScan{text: s, known: known, gap: signs{broken: true}}
	for i := 0; i < len(s); {
		b := s[i]
		switch {
		case b >= '0' && b <= '9':
			c.digit(i, 1, b-'0')
		case !c.in && c.gap.broken && b < 0x80:
		case b < 0x80:
			if c.sign(rune(b)) {
				return true
			}
		default:
			r, width := utf8.DecodeRuneInString(s[i:])
			if d := digitOf(r); d >= 0 {
				c.digit(i, width, byte(d))
			} else if !c.in && c.gap.broken {
				// letters
			} else if !unicode.Is(unicode.Cf, r) && c.sign(r) { // invisible marks do not hide a number
				return true
			}
			i += width
			continue
		}
		i++
	}
	return c.endGroup() || c.tenApart()
}

// fewestDigits are those of 1.1.90-1234.
const fewestDigits = 8

// mayHaveCPR reports whether a text has digits enough, which few have.
func mayHaveCPR(s string) bool {
	n := 0
	for i := range len(s) {
		if c := s[i]; c >= '0' && c <= '9' || c >= 0xd9 { // a digit, or the first byte of one of another script
			n++
		}
	}
	return n >= fewestDigits
}

// digitGroup is a run of digits and the signs before it.
type digitGroup struct {
	n          int      // how many digits
	digits     [12]byte // their values
	start, end int      // where it stands
	gap        signs
}

// signs is what stands between two groups.
type signs struct {
	n                  int // how many
	dash, space, colon bool
	other, broken      bool // broken: letters, which belong to no number
}

// mostSigns is how many signs may stand between two groups of one number.
const mostSigns = 5

// cprScan goes through a text once. It keeps the groups that only signs divide.
type cprScan struct {
	text   string
	known  func(string) bool
	groups [10]digitGroup // the last ones
	n      int            // how many of them
	in     bool           // the last group is not complete
	gap    signs          // since the last group
	apart  int            // how many groups in a row have one digit, with one sign between them
}

func (c *cprScan) digit(at, width int, d byte) {
	if !c.in {
		if c.gap.broken || c.gap.n > mostSigns {
			c.n, c.apart = 0, 0
		}
		if c.n == len(c.groups) {
			copy(c.groups[:], c.groups[1:])
			c.n--
		}
		c.groups[c.n] = digitGroup{start: at, gap: c.gap}
		c.n++
		c.in = true
	}
	g := &c.groups[c.n-1]
	if g.n < len(g.digits) {
		g.digits[g.n] = d
	}
	g.n++
	g.end = at + width
}

// sign takes a mark that is no digit, and reports whether what stands before it is a CPR number.
func (c *cprScan) sign(r rune) bool {
	if c.endGroup() {
		return true
	}
	if c.in {
		c.in, c.gap = false, signs{}
	}
	g := &c.gap
	if g.broken {
		return false
	}
	g.n++
	switch {
	case r == ' ', r == '\t', r == '\n', r == '\r', r >= 0x80 && unicode.IsSpace(r):
		g.space = true
	case isDash(r):
		g.dash = true
	case r == ':':
		g.colon = true
	case r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'), r >= 0x80 && !unicode.IsLetter(r):
		g.other = true
	default:
		g.broken = true
	}
	return (g.broken || g.n == mostSigns+1) && c.tenApart()
}

// endGroup reports whether a CPR number ends with the group that is now complete.
func (c *cprScan) endGroup() bool {
	if !c.in {
		return false
	}
	switch last := &c.groups[c.n-1]; {
	case last.n > 1:
		c.apart = 0
	case c.apart > 0 && last.gap.n != 1:
		c.apart = 1
	default:
		c.apart++
	}
	if n := c.groups[c.n-1].n; n < 4 || n&1 == 1 || n > 12 {
		return false
	}
	for first := c.n - 1; first >= 0 && first >= c.n-4; first-- {
		if c.isNumber(c.groups[first:c.n], first) {
			return true
		}
	}
	return false
}

// tenApart reports whether the last ten groups are the ten digits of a number, and no more.
func (c *cprScan) tenApart() bool {
	if c.apart != 10 {
		return false
	}
	c.apart = 0
	var d [6]byte
	for i := range d {
		d[i] = c.groups[i].digits[0]
	}
	return isBirthday(d[0:2], d[2:4], d[4:6])
}

// The places where signs may stand, and the day, month and year, in the three ways to write a number.
var (
	shortYear = []int{2, 4, 6}
	longYear  = []int{2, 4, 8}
	yearFirst = []int{4, 6, 8}
)

// isNumber reports whether the groups, of which the first is the one at index first, are a CPR number.
func (c *cprScan) isNumber(groups []digitGroup, first int) bool {
	var digits [12]byte
	var cuts [4]int
	n, short := 0, false
	for i := range groups {
		g := &groups[i]
		if i < 2 && g.n == 1 && len(groups) == 4 { // the first of May as 1.5.
			short = true
			n++
		}
		if n+g.n > len(digits) {
			return false
		}
		copy(digits[n:], g.digits[:g.n])
		n += g.n
		cuts[i] = n
	}
	last := &groups[len(groups)-1]
	if n != 10 && n != 12 || short && (last.n != 4 || !groups[1].gap.dash && !groups[1].gap.other) {
		return false
	}
	at := cuts[:len(groups)-1]
	switch {
	case n == 10 && within(at, shortYear) && isBirthday(digits[0:2], digits[2:4], digits[4:6]):
		if len(groups) == 1 && c.isOther(last) || short && !last.gap.dash {
			return false
		}
		return !c.isDayBesideNumber(groups, first, 2000+decimal(digits[4:6]))
	case n == 12 && within(at, longYear) && isBirthday(digits[0:2], digits[2:4], digits[4:8]):
		return !c.isDayBesideNumber(groups, first, decimal(digits[4:8]))
	case n == 12 && within(at, yearFirst) && isBirthday(digits[6:8], digits[4:6], digits[0:4]):
		return decimal(digits[0:4]) < firstRecent // else a time stamp
	}
	return false
}

// within reports whether every place is one of those allowed.
func within(at, allowed []int) bool {
	for _, place := range at {
		if place != allowed[0] && place != allowed[1] && place != allowed[2] {
			return false
		}
	}
	return true
}

// Years that a text of a consultant is about, and in which nobody is born who looks for work now.
const (
	firstRecent = 2015
	lastRecent  = 2039
)

// isDayBesideNumber reports whether a day and a number beside it only look like a CPR number: a day of recent years or
// a time, and a telephone number in pairs with a postcode after it. A dash before the last group makes it one.
func (c *cprScan) isDayBesideNumber(groups []digitGroup, first, year int) bool {
	last := &groups[len(groups)-1]
	if last.n != 4 || last.gap.dash || len(groups) < 2 {
		return false
	}
	if len(groups) == 2 { // 22112026 1430
		return groups[0].n == 8 && year >= firstRecent && year <= lastRecent
	}
	if len(groups) < 4 {
		return false
	}
	if year >= firstRecent && year <= lastRecent || groups[1].gap.colon && groups[2].gap.colon {
		return true
	}
	pairs := 0
	for i := first + 2; i >= 0 && c.groups[i].n == 2; i-- {
		if pairs++; !c.groups[i].gap.isSpace() {
			break
		}
	}
	return pairs >= 4
}

// isSpace reports whether there is one space and nothing else.
func (s signs) isSpace() bool { return s.n == 1 && s.space }

// isOther reports whether ten unbroken digits are a number of another kind: a known one, one of the web, or one after a
// word that says so.
func (c *cprScan) isOther(g *digitGroup) bool {
	digits := c.text[g.start:g.end]
	if len(digits) != 10 {
		return false // digits of another script, or with invisible marks between them
	}
	return c.known != nil && c.known(digits) || inAddress(c.text[:g.start]) || endsInNumberWord(c.text[:g.start])
}

func decimal(d []byte) (n int) {
	for _, v := range d {
		n = n*10 + int(v)
	}
	return n
}

// isBirthday reports whether a day exists. A year of two digits is of either century: 29 February counts where one has
// it.
func isBirthday(day, month, year []byte) bool {
	d, m, y := decimal(day), decimal(month), decimal(year)
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	if len(year) == 4 {
		return y >= 1900 && y <= lastRecent && d <= daysIn(y, m)
	}
	return d <= max(daysIn(1900+y, m), daysIn(2000+y, m))
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
