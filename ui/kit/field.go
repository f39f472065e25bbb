package kit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"jobspor/ui/lang"
)

// Kind is what sort of value a field holds. Values go in and out as strings in
// a canonical form that does not depend on the language.
type Kind uint8

// The kinds, with their canonical form. Empty is always "not filled in".
const (
	KindText     Kind = iota // one line
	KindLong                 // lines, with "\n"
	KindNumber               // a whole number, "-3"
	KindHours                // hours in quarters, with a point: "7.25"
	KindDate                 // "2026-11-26"
	KindBool                 // "true" or "false"; empty counts as false
	KindTristate             // "true", "false" or "" for not known
	KindChoice               // the key of an option
	KindMulti                // keys of options, with commas, in the options' order
	KindLookup               // the key of an option found by typing; "?" and the text while none is chosen
)

// Option is one of the values to choose from.
type Option struct {
	Key, Label string
	Why        string // when not empty, it cannot be chosen now, and this says why
}

// Field describes one field of a form.
type Field struct {
	Key, Label string
	Section    string // heading; a new one begins where it differs from the field before
	Hint       string // one sentence, shown while the field has focus
	Unit       string // shown after the value: "t/uge", "km"
	Kind       Kind
	Options    []Option
	Required   bool
	Limit      int    // greatest number of letters, 0 does not show a limit
	Quick      bool   // one key answers and goes on: yes and no by their letter, a choice by its number
	Disabled   string // when not empty, the field is only read, and this says why

	// Validate gets a filled-in canonical value and returns the sentence that
	// says what is wrong and what to do; empty is fine.
	Validate func(value string) string
	// Read turns what is typed into the canonical value, or gives the sentence that says what is wrong; nil reads by
	// the kind, hours and dates in their plain forms.
	Read func(text string) (value, wrong string)
	// Reading says what a canonical value means, shown beside it while it is written.
	Reading func(value string) string
	// Caution is a sentence about a value that may stay, "" for most; nil has none.
	Caution func(value string) string
	// Lookup finds options while the person types; the empty query may give the
	// most likely ones. It does not wait: what takes time is searched for
	// elsewhere, and offered after Refresh of the form.
	Lookup func(query string) []Option
	// LabelOf returns the label of a key that was set from outside, for lookups.
	LabelOf func(key string) string
}

// Dates reads and writes dates for people. Both functions are pure; the current day is fixed when they are made.
type Dates struct {
	Parse func(text string) (iso string, ok bool) // "fre", "+14", "26/11" to "2026-11-26"
	Show  func(iso string) string                 // "2026-11-26" to "tor 26/11 2026"
}

// read reads a date. Somebody who corrects a date that Show wrote may leave the old weekday: the date counts.
func (d Dates) read(text string) (iso string, ok bool) {
	parse := d.Parse
	if parse == nil {
		parse = func(s string) (string, bool) { return s, true }
	}
	iso, ok = parse(text)
	if first, rest, cut := strings.Cut(text, " "); !ok && cut && d.writesWeekday(first) {
		iso, ok = parse(rest)
	}
	if _, err := time.Parse(time.DateOnly, iso); err != nil {
		return "", false
	}
	return iso, ok
}

// writesWeekday reports whether Show begins some day of the week with a word.
func (d Dates) writesWeekday(word string) bool {
	if d.Show == nil {
		return false
	}
	for day := range 7 {
		first, _, _ := strings.Cut(d.Show(fmt.Sprintf("2026-01-%02d", day+1)), " ")
		if strings.EqualFold(first, word) {
			return true
		}
	}
	return false
}

// typed reports whether the value is written with the editor.
func (k Kind) typed() bool {
	switch k {
	case KindText, KindLong, KindNumber, KindHours, KindDate, KindLookup:
		return true
	}
	return false
}

// canonical turns the content of a field into its canonical value; the second
// result is the sentence that says what is wrong with it.
func (f *Field) canonical(text string, d Dates, l *lang.Lang) (value, wrong string) {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		return "", ""
	}
	if f.Read != nil {
		return f.Read(trimmed)
	}
	if value, wrong = f.plain(text, trimmed, d); wrong != "" {
		wrong = l.T(wrong)
	}
	return value, wrong
}

// plain reads by the kind; the second result is the word key of what is wrong.
func (f *Field) plain(text, trimmed string, d Dates) (value, wrong string) {
	switch f.Kind {
	case KindNumber:
		plain := strings.NewReplacer(" ", "", ".", "").Replace(trimmed)
		n, err := strconv.Atoi(plain)
		if err != nil || !groupsOfThree(trimmed) {
			return "", "kit.field.number"
		}
		return strconv.Itoa(n), ""
	case KindHours:
		q, ok := quarters(trimmed)
		if !ok {
			return "", "kit.field.hours"
		}
		return hoursValue(q), ""
	case KindDate:
		iso, ok := d.read(trimmed)
		if !ok {
			return "", "kit.field.date"
		}
		return iso, ""
	case KindLong:
		return strings.Trim(text, "\n "), ""
	case KindLookup:
		return "", "kit.field.lookupchoice"
	}
	return trimmed, ""
}

// unfinishedLookup is the prefix of the value of a lookup for which nothing was chosen yet.
const unfinishedLookup = "?"

// halfTyped reports whether a value is not canonical but a text somebody was
// still writing, and returns the text.
func (f *Field) halfTyped(value string) (text string, half bool) {
	if value == "" {
		return "", false
	}
	switch f.Kind {
	case KindNumber:
		n, err := strconv.Atoi(value)
		return value, err != nil || strconv.Itoa(n) != value
	case KindHours:
		q, ok := quarters(value)
		return value, !ok || hoursValue(q) != value
	case KindDate:
		_, err := time.Parse(time.DateOnly, value)
		return value, err != nil
	case KindLookup:
		return strings.CutPrefix(value, unfinishedLookup)
	}
	return "", false
}

// groupsOfThree reports whether points in a number separate thousands, so that
// 1.5 is not taken for fifteen.
func groupsOfThree(s string) bool {
	for i, g := range strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ' ' }) {
		if i > 0 && len(g) != 3 {
			return false
		}
	}
	return true
}

// quarters reads hours in the canonical form, or with a comma; what else people write is read by Field.Read.
func quarters(s string) (lang.Quarters, bool) {
	hours, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 32)
	q := lang.Quarters(hours * 4)
	return q, err == nil && hours >= 0 && hours <= 10_000 && float64(q) == hours*4
}

// hoursValue writes quarters as the canonical value of a field: "7.25".
func hoursValue(q lang.Quarters) string { return lang.New(lang.English).Hours(q) }

// shown turns a canonical value into the content of an editor.
func (f *Field) shown(value string, l *lang.Lang, d Dates) string {
	switch f.Kind {
	case KindHours:
		if q, ok := quarters(value); ok {
			return l.Hours(q)
		}
	case KindDate:
		if d.Show != nil && value != "" {
			return d.Show(value)
		}
	case KindLookup:
		return f.label(value)
	}
	return value
}

// label returns the label of an option's key.
func (f *Field) label(key string) string {
	if i := slices.IndexFunc(f.Options, func(o Option) bool { return o.Key == key }); i >= 0 {
		return f.Options[i].Label
	}
	if f.LabelOf != nil && key != "" {
		return f.LabelOf(key)
	}
	return key
}
