package model

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// RuleValue is one value that a kind of rule can have.
type RuleValue struct {
	Name string
	Unit string // one of RuleUnits
	Min  int    // in the unit
	Max  int
	Must bool // a row that is known has it
}

// RuleUnits are what values of rules are counted in. In a file, hours and kroner can have decimals; a Rule holds hours
// in quarters, kroner in øre, and yes and no as 1 and 0.
var RuleUnits = []string{"number", "weeks", "months", "hours", "kroner", "percent", "yesno"}

// RuleKind is a kind of rule and what its rows look like.
type RuleKind struct {
	Name   string
	Values []RuleValue
	Named  string // "group": a row names exactly one; "rate": one or none; "" any number
	Words  bool   // a row has words in both languages
	Many   bool   // several rows can count at once
}

// RuleKinds are the kinds of rules, in the order they are explained to whoever writes a file:
//
// group and money name a target group and a rate of benefit, with the free amount (frit beløb) a month or an hour and
// the share deducted above it; wage is an hourly wage to reckon with where none is known; ratio is the ratio rule
// (rimelighedskrav) and exempt who is left out of it; stale is how old the number of employees may be; duration is how
// long; representative, contract, fatigue, expansion (merbeskæftigelse), overlap, purpose and week are what their guards look
// at; mentor is how many months one can be agreed at a time; a reminder is a sentence.
func RuleKinds() []RuleKind { return slices.Clone(ruleKinds()) }

var ruleKinds = sync.OnceValue(func() []RuleKind {
	return []RuleKind{
		{Name: "group", Named: "group", Words: true},
		{Name: "ratio", Values: []RuleValue{{"per", "number", 1, 1000, true}, {"up_to", "number", 0, 100000, true}, {"per_above", "number", 1, 1000, true},
			{"least", "number", 0, 100, true}, {"full_week", "hours", 4, 4 * 60, true}}},
		{Name: "exempt", Values: []RuleValue{{"at_employer", "yesno", 0, 1, false}}},
		{Name: "stale", Values: []RuleValue{{"months", "months", 1, 120, true}}},
		{Name: "duration", Values: []RuleValue{{"first_weeks", "weeks", 1, 520, false}, {"first_months", "months", 1, 120, false}, {"exception_weeks", "weeks", 1, 520, false},
			{"extendable", "yesno", 0, 1, false}, {"extend_to_weeks", "weeks", 1, 1040, false}, {"step_weeks", "weeks", 1, 520, false}, {"assessment", "yesno", 0, 1, false}}},
		{Name: "representative", Values: []RuleValue{{"alone", "number", 0, 100, true}, {"colleagues", "yesno", 0, 1, true}, {"statement", "yesno", 0, 1, true}}},
		{Name: "contract", Values: []RuleValue{{"hours", "hours", 0, 4 * 37, true}, {"weeks", "weeks", 1, 52, true}}},
		{Name: "fatigue", Values: []RuleValue{{"within_months", "months", 1, 240, true}, {"placements", "number", 1, 100, true}, {"weeks", "weeks", 1, 520, true}}},
		{Name: "expansion", Values: []RuleValue{{"vacated_months", "months", 0, 120, true}, {"average_months", "months", 1, 120, true}}},
		{Name: "overlap"},
		{Name: "purpose"},
		{Name: "week", Values: []RuleValue{{"hours", "hours", 4, 4 * 60, true}}},
		{Name: "mentor", Values: []RuleValue{{"months", "months", 1, 120, true}}},
		{Name: "wage", Values: []RuleValue{{"hour", "kroner", 100, 200000, true}}},
		{Name: "money", Named: "rate", Words: true, Values: []RuleValue{{"free_month", "kroner", 0, 10000000, false}, {"free_hour", "kroner", 0, 100000, false},
			{"hours_month", "hours", 0, 4 * 300, false}, {"share", "percent", 0, 100, false}, {"cap_from", "percent", 0, 200, false}, {"cap_to", "percent", 0, 200, false}}},
		{Name: "reminder", Words: true, Many: true},
	}
})

// RuleKindNamed finds a kind by its name.
func RuleKindNamed(name string) (RuleKind, bool) {
	for _, k := range ruleKinds() {
		if k.Name == name {
			return k, true
		}
	}
	return RuleKind{}, false
}

// Value finds a value of the kind by its name.
func (k RuleKind) Value(name string) (RuleValue, bool) {
	for _, v := range k.Values {
		if v.Name == name {
			return v, true
		}
	}
	return RuleValue{}, false
}

var ruleKey = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`)

// CheckRule refuses a row that says too little or contradicts itself. The error's Field is the line of the file that is
// to be corrected: "key", "kind", "valid_to", a value's name and so on.
func CheckRule(r *Rule) error {
	k, ok := RuleKindNamed(r.Kind)
	switch {
	case !ruleKey.MatchString(r.Key) || len(r.Key) > 80:
		return Fail(Invalid, "err.rule.key", Args{"value": Clip(r.Key)}).At("key")
	case !ok:
		return Fail(Invalid, "err.rule.kind", Args{"value": Clip(r.Kind), "known": kindNames()}).At("kind")
	case r.To != 0 && r.To < r.From:
		return Fail(Invalid, "err.rule.order", nil).At("valid_to")
	case !slices.Contains(Confidences, r.Confidence):
		return Fail(Invalid, "err.rule.confidence", Args{"value": Clip(r.Confidence), "known": strings.Join(Confidences, ", ")}).At("confidence")
	case strings.TrimSpace(r.Source) == "":
		return Fail(Invalid, "err.rule.missing", Args{"value": "source"}).At("source")
	case k.Named == "group" && len(r.Groups) != 1:
		return Fail(Invalid, "err.rule.one", Args{"value": "group"}).At("group")
	case k.Named == "rate" && len(r.Rates) > 1:
		return Fail(Invalid, "err.rule.one", Args{"value": "rate"}).At("rate")
	}
	if err := checkRuleLists(r); err != nil {
		return err
	}
	if err := checkRuleWords(r, k.Words || r.Unknown); err != nil {
		return err
	}
	if len(r.Also) > 0 && k.Named == "" {
		return Fail(Invalid, "err.rule.field", Args{"value": "also", "known": k.fieldNames()}).At("also")
	}
	return checkRuleValues(r, k)
}

func kindNames() string {
	var out []string
	for _, k := range RuleKinds() {
		out = append(out, k.Name)
	}
	return strings.Join(out, ", ")
}

// checkRuleLists looks at what a row is about.
func checkRuleLists(r *Rule) error {
	for _, i := range r.Instruments {
		if !slices.Contains(RuleInstruments, i) {
			return Fail(Invalid, "err.rule.instrument", Args{"value": Clip(i), "known": strings.Join(RuleInstruments, ", ")}).At("instrument")
		}
	}
	for _, list := range []struct {
		field string
		names []string
	}{{"group", r.Groups}, {"instrument", r.Instruments}, {"rate", r.Rates}} {
		for i, n := range list.names {
			if !ruleKey.MatchString(n) || len(n) > 80 {
				return Fail(Invalid, "err.rule.key", Args{"value": Clip(n)}).At(list.field)
			}
			if slices.Contains(list.names[:i], n) {
				return Fail(Invalid, "err.rule.twice", Args{"value": Clip(n)}).At(list.field)
			}
		}
	}
	return nil
}

func checkRuleWords(r *Rule, must bool) error {
	for _, w := range []struct{ field, words string }{{"source", r.Source}, {"link", r.Link}, {"also", strings.Join(r.Also, ", ")}, {"da", r.Danish}, {"en", r.English}} {
		if strings.IndexFunc(w.words, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 || len(w.words) > 1000 {
			return Fail(Invalid, "err.rule.words", Args{"value": w.field}).At(w.field)
		}
	}
	for _, w := range []struct{ field, words, other string }{{"da", r.Danish, r.English}, {"en", r.English, r.Danish}} {
		if w.words == "" && (must || w.other != "") {
			return Fail(Invalid, "err.rule.missing", Args{"value": w.field}).At(w.field)
		}
	}
	return nil
}

func checkRuleValues(r *Rule, k RuleKind) error {
	for _, name := range mapKeys(r.Values) {
		v, ok := k.Value(name)
		switch n := r.Values[name]; {
		case !ok:
			return Fail(Invalid, "err.rule.field", Args{"value": Clip(name), "known": k.fieldNames()}).At(name)
		case r.Unknown:
			return Fail(Invalid, "err.rule.unknown", Args{"value": name}).At(name)
		case n < v.Min || n > v.Max:
			return Fail(Invalid, "err.rule.range", Args{"value": name, "min": v.Text(v.Min), "max": v.Text(v.Max)}).At(name)
		}
	}
	if r.Unknown {
		return nil
	}
	for _, v := range k.Values {
		if _, ok := r.Values[v.Name]; v.Must && !ok {
			return Fail(Invalid, "err.rule.missing", Args{"value": v.Name}).At(v.Name)
		}
	}
	switch r.Kind {
	case "duration":
		return checkDuration(r)
	case "money":
		_, month := r.Values["free_month"]
		if _, hour := r.Values["free_hour"]; month == hour {
			return Fail(Invalid, "err.rule.either", Args{"value": "free_month", "other": "free_hour"}).At("free_month")
		}
	}
	return nil
}

// checkDuration: a first period in weeks or in months, and what comes after it is longer.
func checkDuration(r *Rule) error {
	first, weeks := r.Values["first_weeks"]
	if _, months := r.Values["first_months"]; weeks == months {
		return Fail(Invalid, "err.rule.either", Args{"value": "first_weeks", "other": "first_months"}).At("first_weeks")
	}
	to, extends := r.Values["extend_to_weeks"]
	_, steps := r.Values["step_weeks"]
	switch {
	case extends && to <= first:
		return Fail(Invalid, "err.rule.longer", Args{"value": "extend_to_weeks", "other": "first_weeks"}).At("extend_to_weeks")
	case extends && !weeks:
		return Fail(Invalid, "err.rule.missing", Args{"value": "first_weeks"}).At("first_weeks")
	case steps && !extends:
		return Fail(Invalid, "err.rule.missing", Args{"value": "extend_to_weeks"}).At("extend_to_weeks")
	case extends && r.Or("extendable", 1) == 0:
		return Fail(Invalid, "err.rule.either", Args{"value": "extendable", "other": "extend_to_weeks"}).At("extendable")
	}
	return nil
}

func (k RuleKind) fieldNames() string {
	out := RuleFields()
	for _, v := range k.Values {
		out = append(out, v.Name)
	}
	return strings.Join(out, ", ")
}

// RuleFields are the lines that a row of any kind can have in a file.
func RuleFields() []string {
	return []string{"kind", "group", "instrument", "rate", "valid_from", "valid_to", "known", "source", "link", "confidence", "da", "en", "also"}
}

// Overlap reports whether two rows speak of the same at the same time, so that nobody could tell which counts. A row
// that is closer to a placement than another goes before it, and is no overlap.
func Overlap(a, b *Rule) bool {
	if a.Kind != b.Kind || a.To != 0 && a.To < b.From || b.To != 0 && b.To < a.From {
		return false
	}
	if k, _ := RuleKindNamed(a.Kind); k.Many {
		return false
	}
	return shared(a.Groups, b.Groups) && shared(a.Instruments, b.Instruments) && shared(a.Rates, b.Rates)
}

// shared reports whether two lists name the same: both everybody, or somebody in common.
func shared(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Text writes a value as a file has it: "13", "7.5", "28.66", "yes".
func (v RuleValue) Text(n int) string {
	switch v.Unit {
	case "hours":
		return Hours(n).String()
	case "kroner":
		return FTE(n).String() // both are hundredths
	case "yesno":
		return map[bool]string{true: "yes", false: "no"}[n != 0]
	}
	return strconv.Itoa(n)
}

// Number is a value in its unit for programs: hours and kroner with decimals, yes and no as true and false.
func (v RuleValue) Number(n int) any {
	switch v.Unit {
	case "hours":
		return float64(n) / 4
	case "kroner":
		return float64(n) / 100
	case "yesno":
		return n != 0
	}
	return n
}

// Parse reads a value as people write it, with comma or point; the error's Key is "err.rule.value".
func (v RuleValue) Parse(s string) (int, error) {
	bad := Fail(Invalid, "err.rule.value."+v.Unit, Args{"value": Clip(s), "name": v.Name}).At(v.Name)
	switch v.Unit {
	case "hours":
		h, err := ParseHours(s)
		if err != nil {
			return 0, bad
		}
		return int(h), nil
	case "kroner":
		n, err := ParseFTE(s)
		if err != nil {
			return 0, bad
		}
		return int(n), nil
	case "yesno":
		t, err := ParseTri(s)
		if err != nil || t == Unknown {
			return 0, bad
		}
		return int(t - No), nil
	}
	n, err := parseNumber(s, 1_000_000)
	if err != nil {
		return 0, bad
	}
	return n, nil
}

func mapKeys(m map[string]int) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
