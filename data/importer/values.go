package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobspor/model"
	"jobspor/model/schema"
)

// Values are read by the fields themselves, as those of a form or of --set. What stands here is what files alone have:
// numbers that are no text, the dates of registers, addresses and names in one cell, words for nothing.

// canonical gives the text that a field reads. number says that the file holds it as a number, with a decimal point.
func canonical(f *schema.Field, s string, number bool) string {
	switch f.Kind {
	case schema.DateKind:
		return normalizeDate(s)
	case schema.Number, schema.HoursKind, schema.FTEKind:
		if number {
			return model.NumberInCell(plainNumber(s))
		}
	}
	return s
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
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

// noDay is what programs write that have no day.
const noDay = "0001-01-01"

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
	return f.Kind == schema.DateKind && strings.HasPrefix(s, noDay)
}
