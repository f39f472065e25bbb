package model

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Identifiers are written in many ways and stored in one. These functions are that one form, whatever the source: a
// form, the command line, a file. What they cannot read stays as it is, for the check of the field to refuse.

var (
	cvrWord      = regexp.MustCompile(`^(?i)(?:CVR|VAT|SE)?[-. ]*(?:nr|nummer|no)?[.: ]*(?:DK)?[-. ]*`)
	pnumberWord  = regexp.MustCompile(`^(?i)P[-. ]?(?:nr|nummer|number|no)\b[.: ]*`)
	groupedWhole = regexp.MustCompile(`^\d{1,3}(?:\.\d{3})+$`)
	postcodeLand = regexp.MustCompile(`^(?i)DK[- ]*`)

	// What stands between the digits of a number. A replacer costs more to make than to use.
	cvrSigns      = strings.NewReplacer(" ", "", ".", "", "-", "")
	industrySigns = strings.NewReplacer(".", "", " ", "")
)

// NormalCVR gives a CVR number as 8 digits: without "DK", "CVR-nr." and the spaces, dots and dashes between its groups.
func NormalCVR(s string) string {
	if allDigits(s) {
		return s
	}
	t := WholeNumber(cvrWord.ReplaceAllString(plainSigns(s), ""))
	if t = cvrSigns.Replace(t); allDigits(t) {
		return t
	}
	return s
}

// NormalPNumber gives a P-number as 10 digits. Dashes stay: a number with one is none, but may be a CPR number.
func NormalPNumber(s string) string {
	if allDigits(s) {
		return s
	}
	t := WholeNumber(strings.ReplaceAll(pnumberWord.ReplaceAllString(plainSigns(s), ""), " ", ""))
	if groupedWhole.MatchString(t) {
		t = strings.ReplaceAll(t, ".", "")
	}
	if allDigits(t) {
		return t
	}
	return s
}

// NormalPostcode gives a Danish postcode as 4 digits: without "DK-", and with the zero of 0800 to 0999 that
// spreadsheets take away.
func NormalPostcode(s string) string {
	t := WholeNumber(postcodeLand.ReplaceAllString(plainSigns(s), ""))
	switch {
	case !allDigits(t):
		return s
	case len(t) == 3 && t >= "800":
		return "0" + t
	}
	return t
}

// NormalMail gives the address alone: of "Navn <a@b.dk>" or "mailto:a@b.dk", without the brackets, quotes and full stop
// that a sentence or a list puts around it.
func NormalMail(s string) string {
	t := strings.TrimSpace(s)
	if at := strings.LastIndexByte(t, '<'); at >= 0 && strings.Count(t, "<") == 1 && strings.Count(t, "@") == 1 {
		if end := strings.IndexByte(t[at:], '>'); end > 0 && strings.Contains(t[at:at+end], "@") {
			t = t[at+1 : at+end]
		}
	}
	t = strings.Trim(t, " \u00a0<>()[]\"'")
	if len(t) > 7 && strings.EqualFold(t[:7], "mailto:") {
		t = t[7:]
	}
	return strings.Trim(t, " \u00a0<>()[]\"'.,;:")
}

// NormalIndustry gives an industry code without dots and spaces, and with the zero that a spreadsheet took: no code has
// five digits.
func NormalIndustry(s string) string {
	t := industrySigns.Replace(plainSigns(s))
	switch {
	case !allDigits(t):
		return s
	case len(t) == 5:
		return "0" + t
	}
	return t
}

// NormalSystem reads "DB 25", "Dansk Branchekode 2007" and the like as the key of a code system.
func NormalSystem(s string) string {
	switch {
	case strings.HasSuffix(s, "07") && !strings.Contains(s, "25"):
		return string(DB07)
	case strings.HasSuffix(s, "25") && !strings.Contains(s, "07"):
		return string(DB25)
	}
	return s
}

var staffInterval = regexp.MustCompile(`^(?:ANTAL_)?(\d{1,7})\s*[-_–]\s*(\d{1,7})$`)

// NormalStaffBand writes the register's interval codes of employees as its words: ANTAL_10_19 is "10-19",
// ANTAL_1000_999999 "1000+". A plain number stays a number.
func NormalStaffBand(s string) string {
	m := staffInterval.FindStringSubmatch(s)
	switch {
	case m == nil:
		return WholeNumber(s)
	case m[1] == m[2]:
		return m[1]
	case len(m[2]) >= 6 || strings.Trim(m[2], "9") == "" && len(m[2]) > 4:
		return m[1] + "+"
	}
	return m[1] + "-" + m[2]
}

// plainSigns makes the spaces, dashes and digits of other scripts plain, and trims.
func plainSigns(s string) string { return strings.TrimSpace(strings.Map(plainSign, s)) }

func plainSign(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case unicode.Is(unicode.Cf, r):
		return -1
	case unicode.IsSpace(r):
		return ' '
	case isDash(r):
		return '-'
	case r == '＋':
		return '+'
	}
	if d := digitOf(r); d >= 0 {
		return rune('0' + d)
	}
	return r
}

// NormalClock gives a time of day as "08:30"; what is none stays as it is.
func NormalClock(s string) string {
	minutes, ok := ClockMinutes(s)
	if !ok {
		return s
	}
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}
