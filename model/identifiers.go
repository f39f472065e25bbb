package model

import (
	"strings"
	"unicode"
)

// CheckCVR accepts a Danish business registration number (CVR-nummer): 8 digits whose sum with the weights
// 2,7,6,5,4,3,2,1 is divisible by 11, and not 00000000. It catches typing errors; it does not prove that the
// company exists.
func CheckCVR(s string) error {
	if len(s) != 8 || !allDigits(s) {
		return NewError(Invalid, "err.cvr.length", Args{"value": Clip(s)})
	}
	sum := 0
	for i, w := range [8]int{2, 7, 6, 5, 4, 3, 2, 1} {
		sum += w * int(s[i]-'0')
	}
	if sum%11 != 0 || s == "00000000" {
		return NewError(Invalid, "err.cvr.check", Args{"value": s})
	}
	return nil
}

// CheckPNumber accepts a production unit number (P-nummer): 10 digits. There is no modulus test: series with other
// weights have been issued.
func CheckPNumber(s string) error {
	if len(s) != 10 || !allDigits(s) {
		return NewError(Invalid, "err.pnumber", Args{"value": Clip(s)})
	}
	return nil
}

// CheckPostcode accepts a Danish postcode: 4 digits, 0800 to 9990. Whether it is in use is not checked.
func CheckPostcode(s string) error {
	if len(s) != 4 || !allDigits(s) || s < "0800" || s > "9990" {
		return NewError(Invalid, "err.postcode", Args{"value": Clip(s)})
	}
	return nil
}

// CheckPhone accepts one telephone number: 8 digits with optional +45, or a foreign number with + and 7 to 15 digits,
// an extension after it, and spaces, dots, dashes and brackets anywhere; see NormalPhone.
func CheckPhone(s string) error {
	if _, _, ok := phoneNumber(s); !ok {
		return NewError(Invalid, "err.phone", nil)
	}
	return nil
}

// CheckMail accepts something@something.something without spaces; more cannot be known without sending.
func CheckMail(s string) error {
	at := strings.LastIndexByte(s, '@')
	if at < 1 || !strings.Contains(s[at+1:], ".") || strings.ContainsAny(s, " \t\n,;<>") || strings.HasSuffix(s, ".") ||
		strings.HasPrefix(s[at+1:], ".") {
		return NewError(Invalid, "err.mail", nil)
	}
	return nil
}

// CheckIndustry accepts an industry code of 2 to 6 digits without dots; the system (DB07, DB25) stands beside it.
func CheckIndustry(s string) error {
	if len(s) < 2 || len(s) > 6 || !allDigits(s) {
		return NewError(Invalid, "err.industry", Args{"value": Clip(s)})
	}
	return nil
}

// CheckClock accepts a time of day, 00:00 to 24:00.
func CheckClock(s string) error {
	if _, ok := ClockMinutes(s); !ok {
		return NewError(Invalid, "err.clock", Args{"value": Clip(s)})
	}
	return nil
}

// ClockMinutes turns "8", "8:30", "08.30" into minutes after midnight.
func ClockMinutes(s string) (int, bool) {
	h, m, has := strings.Cut(strings.Replace(strings.TrimSpace(s), ".", ":", 1), ":")
	if !has {
		m = "00"
	}
	if len(h) < 1 || len(h) > 2 || len(m) != 2 || !allDigits(h) || !allDigits(m) {
		return 0, false
	}
	v := atoi(h)*60 + atoi(m)
	return v, atoi(m) < 60 && v <= 24*60
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func isDash(r rune) bool { return r == '-' || r == '\u2212' || unicode.Is(unicode.Pd, r) }

func digitOf(r rune) int {
	if r >= '0' && r <= '9' {
		return int(r - '0')
	}
	if r < 0x660 || !unicode.Is(unicode.Nd, r) { // no digits of other scripts stand before the Arabic ones
		return -1
	}
	// Decimal digits come in tens from zero to nine; some scripts have several tens one after another.
	z := r
	for unicode.Is(unicode.Nd, z-1) {
		z--
	}
	return int(r-z) % 10
}
