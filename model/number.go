package model

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Numbers are read by one parser each, whatever they come from. Nothing is rounded, and what can be read in two ways is
// refused: "1,234" may be a thousand or one and a bit. A point before groups of three is a mark of thousands where the
// number is whole, because it can be nothing else there.

// WholeNumber writes "1.002821681E+09" and "2635.0", as spreadsheets keep whole numbers, without exponent and point, if
// no digit is lost by that. Anything else stays as it is, also "1.234", which may be a thousand and more.
func WholeNumber(s string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	whole, part, point := strings.Cut(mantissa, ".")
	if !point && exponent == "" || !allDigits(whole) || point && !allDigits(part) ||
		exponent == "" && strings.Trim(part, "0") != "" {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v > 1e15 || v != math.Trunc(v) || exponent == "" && len(part) == 3 {
		return s
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

var (
	wholeGroups   = regexp.MustCompile(`^\d{1,3}(?:(?: \d{3})+|(?:\.\d{3})+)$`)
	pointGroups   = regexp.MustCompile(`^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$`)
	commaGroups   = regexp.MustCompile(`^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$`)
	spaceGroups   = regexp.MustCompile(`^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$`)
	eitherWay     = regexp.MustCompile(`^[1-9]\d{0,2}[.,]\d{3}$`)
	decimalNumber = regexp.MustCompile(`^(\d+)(?:[.,](\d*))?$`)
)

// numberText trims a number and makes its spaces plain.
func numberText(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s))
}

// PlainNumber takes the marks of thousands out of a number and the zeros off its end: "1.234,50" is "1234.5". What is
// no number, or can be read in two ways, stays as it is; either says that of the latter.
func PlainNumber(s string) (plain string, either bool) {
	t := numberText(s)
	switch {
	case eitherWay.MatchString(t):
		return s, true
	case pointGroups.MatchString(t):
		t = strings.ReplaceAll(t, ".", "")
	case commaGroups.MatchString(t):
		t = strings.ReplaceAll(t, ",", "")
	case spaceGroups.MatchString(t):
		t = strings.ReplaceAll(t, " ", "")
	}
	m := decimalNumber.FindStringSubmatch(t)
	if m == nil {
		return s, false
	}
	if part := strings.TrimRight(m[2], "0"); part != "" {
		return m[1] + "." + part, false
	}
	return m[1], false
}

// NumberInCell writes a number that a file holds as a number, with a decimal point, so that it cannot be taken for one
// that somebody wrote with marks of thousands: 1.234 is "1,234", which is more than two decimals wherever it is read.
func NumberInCell(s string) string { return strings.Replace(s, ".", ",", 1) }
