package model

import (
	"regexp"
	"strings"
)

var (
	phoneWord = regexp.MustCompile(`^(?i)(?:telefonnummer|telefonnr|telefon|tlf|tel|mobilnummer|mobilnr|mobil|mob|` +
		`phone|cell|direkte|direct|privat|private|arbejde|arb|work|t|m)\b[. ]*(?:nr\b[. ]*)?:?\s*`)
	phoneExtension = regexp.MustCompile(`(?i)[\s,(]*(?:lokalnummer|lokalnr|lokal|lok|ext|extension|int|x)[.: ]*` +
		`(\d{1,6})\)?$`)
	phoneTrunk = regexp.MustCompile(`^(\(?(?:\+|00)\d{1,3}\)?\s*)\(0\)`)
)

// phoneNumber takes a telephone number apart: its digits with + and the country code when it is no Danish one, and the
// extension (lokalnummer), "" for none. ok is false when s is not one telephone number.
func phoneNumber(s string) (number, extension string, ok bool) {
	if digits, plain := eightDigits(s); plain {
		return digits, "", true
	}
	s = plainSigns(s)
	for {
		rest := phoneWord.ReplaceAllString(s, "")
		if rest == s {
			break
		}
		s = rest
	}
	s = WholeNumber(s)
	if m := phoneExtension.FindStringSubmatchIndex(s); m != nil {
		s, extension = s[:m[0]], s[m[2]:m[3]]
	}
	s = phoneTrunk.ReplaceAllString(s, "$1")
	digits := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', '(', ')':
			return -1
		}
		return r
	}, s)
	digits, plus := strings.CutPrefix(digits, "+")
	if !allDigits(digits) {
		return "", "", false
	}
	if !plus && strings.HasPrefix(digits, "00") && len(digits) >= 11 {
		digits, plus = digits[2:], true
	}
	if len(digits) == 10 && strings.HasPrefix(digits, "45") {
		return digits[2:], extension, true
	}
	if plus {
		return "+" + digits, extension, len(digits) >= 7 && len(digits) <= 15 && !strings.HasPrefix(digits, "45")
	}
	return digits, extension, len(digits) == 8
}

// eightDigits reads the usual form, eight digits with or without spaces; nearly all numbers are written so.
func eightDigits(s string) (digits string, ok bool) {
	var b [8]byte
	n := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
		case c < '0' || c > '9' || n == len(b):
			return "", false
		default:
			b[n] = c
			n++
		}
	}
	return string(b[:]), n == len(b)
}

// NormalPhone gives a telephone number in the form that is stored: a Danish one as "43 11 22 33", whatever dots,
// brackets, words or country code it was written with, a foreign one as "+46701234567", and an extension after it as
// "43 11 22 33 lok. 12". What is not one telephone number stays as it is, for CheckPhone to refuse.
func NormalPhone(s string) string {
	n, extension, ok := phoneNumber(s)
	if !ok {
		return s
	}
	if len(n) == 8 && n[0] != '+' {
		n = n[:2] + " " + n[2:4] + " " + n[4:6] + " " + n[6:]
	}
	if extension != "" {
		n += " lok. " + extension
	}
	return n
}

// PhoneKey is under which telephone numbers are compared: the last eight digits without the extension, so that "+45",
// "0045" and spaces make no difference. It is "" for fewer than eight digits.
func PhoneKey(s string) string {
	n, _, ok := phoneNumber(s)
	if !ok {
		n = strings.Map(func(r rune) rune {
			if d := digitOf(r); d >= 0 {
				return rune('0' + d)
			}
			return -1
		}, phoneExtension.ReplaceAllString(s, ""))
	}
	if len(n) < 8 {
		return ""
	}
	return strings.TrimPrefix(n, "+")[len(strings.TrimPrefix(n, "+"))-8:]
}
