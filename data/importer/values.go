package importer

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// Values are made canonical before a field reads them, because files write the same value in different ways. Nothing is
// guessed: an ambiguous value stays as it is, and the field refuses it with a reason.

// normalizers know the fields whose text has a form of its own.
var normalizers = map[string]func(string) string{
	"cvr":             func(s string) string { return digitsOnly(strings.TrimPrefix(strings.ToUpper(s), "DK")) },
	"pnumber":         digitsOnly,
	"postcode":        postcode,
	"phone":           phone,
	"mail":            func(s string) string { return strings.TrimPrefix(s, "mailto:") },
	"industry":        industryCode,
	"industry_system": industrySystem,
	"staff_band":      staffBand,
}

// canonical gives the text a field reads, by the field's own form or its kind.
func canonical(f *schema.Field, s string, exact bool) string {
	if norm, ok := normalizers[f.Key]; ok {
		return norm(s)
	}
	switch f.Kind {
	case schema.Text:
		return strings.Join(strings.FieldsFunc(s,
			func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' || r == '\v' }), " ")
	case schema.LongText, schema.Lines:
		return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	case schema.DateKind:
		return normalizeDate(s)
	case schema.Number, schema.HoursKind:
		return number(s, exact, false)
	case schema.FTEKind:
		return number(s, exact, true)
	}
	return s
}

// digitsOnly takes away the spaces, dots and dashes of a number that is written in groups; anything else stays.
func digitsOnly(s string) string {
	t := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '.' || r == '-' {
			return -1
		}
		return r
	}, s)
	if allDigits(t) {
		return t
	}
	return wholeNumber(s)
}

// wholeNumber writes "1.002821681E+09" and "2635.0", as spreadsheets keep whole numbers, without exponent and point, if
// no digit is lost by that.
func wholeNumber(s string) string {
	if !strings.ContainsAny(s, "eE.") || strings.ContainsAny(s, "xXpP_") {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < 0 || v > 1e15 || v != math.Trunc(v) {
		return s
	}
	return strconv.FormatFloat(v, 'f', 0, 64)
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// postcode puts back the zero that a spreadsheet took from 0800-0999, and drops "DK-".
func postcode(s string) string {
	t := wholeNumber(strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.ToUpper(s), "DK"), "-")))
	if len(t) == 3 && allDigits(t) {
		return "0" + t
	}
	if allDigits(t) {
		return t
	}
	return s
}

var phoneWords = regexp.MustCompile(`(?i)^(tlf|telefon|tel|mobil|phone)\.?:?\s*`)

// phone drops words and brackets, and writes 0045 as +45.
func phone(s string) string {
	t := wholeNumber(phoneWords.ReplaceAllString(s, ""))
	t = strings.Map(func(r rune) rune {
		if r == '(' || r == ')' {
			return -1
		}
		return r
	}, t)
	if rest, ok := strings.CutPrefix(t, "00"); ok && len(digitsOnly(rest)) >= 9 {
		return "+" + rest
	}
	if len(t) == 10 && strings.HasPrefix(t, "45") && allDigits(t) {
		return "+" + t
	}
	return t
}

// industryCode takes the dots out of 56.11.10 and puts back a zero that a spreadsheet took.
func industryCode(s string) string {
	t := strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), " ", "")
	if !allDigits(t) {
		return s
	}
	if len(t) == 5 {
		return "0" + t
	}
	return t
}

// industrySystem reads "DB 25", "Dansk Branchekode 2007" and the like.
func industrySystem(s string) string {
	switch {
	case strings.HasSuffix(s, "07") && !strings.Contains(s, "25"):
		return string(model.DB07)
	case strings.HasSuffix(s, "25") && !strings.Contains(s, "07"):
		return string(model.DB25)
	}
	return s
}

var interval = regexp.MustCompile(`^(?:ANTAL_)?(\d{1,7})\s*[-_–]\s*(\d{1,7})$`)

// staffBand writes the register's interval codes as its words: ANTAL_10_19 is "10-19", ANTAL_1000_999999 "1000+". A
// plain number of employees stays a number.
func staffBand(s string) string {
	m := interval.FindStringSubmatch(s)
	switch {
	case m == nil:
		return wholeNumber(s)
	case m[1] == m[2]:
		return m[1]
	case len(m[2]) >= 6 || strings.Trim(m[2], "9") == "" && len(m[2]) > 4:
		return m[1] + "+"
	}
	return m[1] + "-" + m[2]
}

var (
	danishThousands  = regexp.MustCompile(`^\d{1,3}(\.\d{3})+(,\d+)?$`)
	englishThousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+\.\d+$`)
	decimals         = regexp.MustCompile(`^(\d+)[.,](\d+)$`)
)

// number takes away the marks of thousands where they are certain, and decimals that are zero. With round, more than
// two decimals are rounded, unless exactly three could be thousands.
func number(s string, exact, round bool) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\u00a0", ""), " ", "")
	if exact {
		s = wholeNumber(s)
	} else if danishThousands.MatchString(s) && (!round || strings.Contains(s, ",") || strings.Count(s, ".") > 1) {
		s = strings.ReplaceAll(s, ".", "")
	} else if englishThousands.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	m := decimals.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	part := strings.TrimRight(m[2], "0")
	switch {
	case part == "" && (exact || len(m[2]) != 3):
		return m[1]
	case round && len(part) > 2 && (exact || len(m[2]) != 3):
		if v, err := strconv.ParseFloat(m[1]+"."+m[2], 64); err == nil {
			return number(strconv.FormatFloat(v, 'f', 2, 64), true, false)
		}
	case len(part) > 0 && (exact || len(m[2]) != 3):
		return m[1] + "." + part
	}
	return s
}

var (
	spacedDate = regexp.MustCompile(`^(\d{1,2})/(\d{1,2}) ?- ?(\d{4})$`)
	firstExcel = model.NewDate(1899, 12, 30) // day 0 of a workbook, past its wrong leap day of 1900
)

// normalizeDate makes the dates of registers and workbooks readable: "23/04 - 1980", "2013-06-01T00:00:00", "20131231",
// and the number of days that a workbook keeps (20000 to 79999: 1954 to 2119).
func normalizeDate(s string) string {
	if m := spacedDate.FindStringSubmatch(s); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	if len(s) > 10 && s[4] == '-' && s[7] == '-' && (s[10] == 'T' || s[10] == ' ') {
		return s[:10]
	}
	head, _, _ := strings.Cut(s, ".")
	if n, err := strconv.Atoi(head); err == nil && len(head) == 5 && n >= 20000 && n < 80000 {
		return firstExcel.Add(n).String()
	}
	if len(s) == 8 && allDigits(s) {
		if t, err := time.Parse("20060102", s); err == nil {
			return model.DateOf(t).String()
		}
	}
	return s
}

var postcodeTown = regexp.MustCompile(
	`^(?s)(.*?)[,\s]*\b(?:DK-?)?(\d{4})\s+(\p{L}[\p{L} .'-]*)(?:,\s*(?i:danmark|denmark))?$`)

// splitAddress takes "Vej 3, 2635 Ishøj" apart; ok is false when there is no postcode with a town in it.
func splitAddress(s string) (street, code, town string, ok bool) {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), ", ")
	m := postcodeTown.FindStringSubmatch(s)
	if m == nil || model.CheckPostcode(m[2]) != nil {
		return s, "", "", false
	}
	return strings.TrimRight(m[1], ", "), m[2], strings.TrimSpace(m[3]), true
}

// splitName takes a whole name apart: the last word is the last name, or what stands before a comma.
func splitName(s string) (first, last string) {
	if last, first, ok := strings.Cut(s, ","); ok {
		return strings.TrimSpace(first), strings.TrimSpace(last)
	}
	words := strings.Fields(s)
	if len(words) < 2 {
		return s, ""
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}

// choice turns the words of an option into its key: the key itself, the caller's words, or yes and no.
func (o *Options) choice(typ string, f *schema.Field, s string) (string, bool) {
	for _, key := range f.Options {
		if strings.EqualFold(key, s) {
			return key, true
		}
	}
	if o.Words != nil {
		if key, ok := o.Words(typ, f.Key, s); ok {
			return key, true
		}
	}
	if t, err := model.ParseTri(s); err == nil && (t == model.Unknown || slices.Contains(f.Options, t.String())) {
		return t.String(), true
	}
	return s, false
}

// choices turns a list of option words into keys; days may be a range such as "man-fre".
func (o *Options) choices(typ string, f *schema.Field, s string) string {
	if key, ok := o.choice(typ, f, s); ok {
		return key
	}
	var keys []string
	for _, w := range strings.FieldsFunc(strings.ReplaceAll(s, " og ", ","),
		func(r rune) bool { return strings.ContainsRune(",;/+|\n", r) }) {
		w = strings.TrimSpace(w)
		if key, ok := o.choice(typ, f, w); ok {
			keys = append(keys, key)
			continue
		}
		if a, b, cut := strings.Cut(strings.ReplaceAll(w, "–", "-"), "-"); cut && slices.Equal(f.Options, model.Days) {
			from, ok1 := o.choice(typ, f, strings.TrimSpace(a))
			to, ok2 := o.choice(typ, f, strings.TrimSpace(b))
			i, j := slices.Index(f.Options, from), slices.Index(f.Options, to)
			if ok1 && ok2 && i >= 0 && i <= j {
				keys = append(keys, f.Options[i:j+1]...)
				continue
			}
		}
		keys = append(keys, w) // the field refuses it by name
	}
	return strings.Join(keys, ", ")
}

// isBlankValue reports whether a cell says that there is no value: as database dumps do, but not in names and notes,
// where the word may be meant; a dash or a question mark only where neither can be a value.
func isBlankValue(f *schema.Field, s string) bool {
	switch s {
	case "":
		return true
	case "NULL", `\N`:
		return f.Kind != schema.LongText && !strings.HasSuffix(f.Key, "name")
	case "-", "–", "?":
		return f.Kind != schema.Text && f.Kind != schema.LongText
	}
	return false
}
