package model

import (
	"fmt"
	"strconv"
	"strings"
)

// Opt is a value that may be unknown; unknown is its own state, never a zero in disguise.
type Opt[T any] struct {
	V     T
	Known bool
}

// Some is a known value.
func Some[T any](v T) Opt[T] { return Opt[T]{V: v, Known: true} }

// Tri is an answer that may not have been given yet.
type Tri int8

// The answers. Unknown becomes a question on the page that is printed for a call.
const (
	Unknown Tri = 0
	No      Tri = 1
	Yes     Tri = 2
)

// String is "", "no" or "yes".
func (t Tri) String() string { return [...]string{"", "no", "yes"}[t&3%3] }

// ParseTri reads yes/no in Danish and English, 1/0, true/false; "" and "?" are unknown.
func ParseTri(s string) (Tri, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "?", "unknown", "ukendt", "ved ikke":
		return Unknown, nil
	case "yes", "ja", "j", "y", "1", "true", "sand":
		return Yes, nil
	case "no", "nej", "n", "0", "false", "falsk":
		return No, nil
	}
	return Unknown, NewError(Invalid, "err.yesno", Args{"value": Clip(s)})
}

// FTE is a number of full-time equivalents (årsværk) in hundredths; 450 is 4.5.
type FTE int32

// String is the canonical form with a point and no trailing zeros.
func (f FTE) String() string {
	s := fmt.Sprintf("%d.%02d", f/100, f%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// ParseFTE reads "4,5" or "4.5", 0 to 1,000,000 with at most two decimals, and thousands as in "1.234,5". "1.234" is
// refused: it can be read in two ways.
func ParseFTE(s string) (FTE, error) {
	plain, either := PlainNumber(s)
	if either {
		return 0, NewError(Invalid, "err.number.either", Args{"value": Clip(s)})
	}
	whole, part, _ := strings.Cut(plain, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 0 || n > 1_000_000 || strings.HasPrefix(whole, "+") || len(part) > 2 {
		return 0, NewError(Invalid, "err.fte", Args{"value": Clip(s)})
	}
	p := 0
	if part != "" {
		if p, err = strconv.Atoi((part + "0")[:2]); err != nil || p < 0 {
			return 0, NewError(Invalid, "err.fte", Args{"value": Clip(s)})
		}
	}
	return FTE(n*100 + p), nil
}

// ParseNumber reads a whole number from 0 to most; a most of 0 is 1,000,000. Spaces or points may mark its thousands,
// and decimals that are zero, as in "12,0", may follow.
func ParseNumber(s string, most int) (int, error) {
	if most == 0 {
		most = 1_000_000
	}
	t := numberText(s)
	switch {
	case wholeGroups.MatchString(t):
		t = strings.NewReplacer(" ", "", ".", "").Replace(t)
	case eitherWay.MatchString(t): // with a comma
		return 0, NewError(Invalid, "err.number.either", Args{"value": Clip(s)})
	default:
		t, _ = PlainNumber(t)
	}
	n, err := strconv.Atoi(t)
	if err != nil || n < 0 || n > most || strings.HasPrefix(t, "+") {
		return 0, NewError(Invalid, "err.number", Args{"value": Clip(s), "max": most})
	}
	return n, nil
}
