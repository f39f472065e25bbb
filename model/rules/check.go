package rules

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"jobspor/model"
)

// ValueSpec is one value that a kind of rule can have.
type ValueSpec struct {
	Name string
	Unit string // one of Units
	Min  int    // in the unit
	Max  int
	Must bool // a row that is known has it
}

// Units are what values of rules are counted in. In a file, hours and kroner can have decimals; a Rule holds hours
// in quarters, kroner in øre, and yes and no as 1 and 0.
// An order is a list of names and no number: only the municipality's own setting says one.
var Units = []string{"number", "weeks", "months", "hours", "kroner", "percent", "yesno", "order"}

// Kind is a kind of rule and what its rows look like.
type Kind struct {
	Name   string
	Values []ValueSpec
	Named  string // "group": a row names exactly one; "rate": one or none; "" any number
	Words  bool   // a row has words in both languages
	Many   bool   // several rows can count at once
}

// Kinds are the kinds of rules, in the order they are explained to whoever writes a file:
//
// group and money name a target group and a rate of benefit, with the free amount (frit beløb) a month or an hour and
// the share deducted above it; wage is an hourly wage to reckon with where none is known; ratio is the ratio rule
// (rimelighedskrav) and exempt who is left out of it; stale is how old what the workplace said may be; duration is how
// long; representative, contract, fatigue, expansion (merbeskæftigelse), overlap, purpose and week are what their
// guards look at; insurance is what is known of who insures; mentor is how many months one can be agreed at a time; a
// reminder is a sentence; vitas is the order of the fields of the national application.
func Kinds() []Kind { return slices.Clone(kinds()) }

var kinds = sync.OnceValue(func() []Kind {
	return []Kind{
		{Name: "group", Named: "group", Words: true},
		{Name: "ratio", Values: []ValueSpec{
			{"per", "number", 1, 1000, true}, {"up_to", "number", 0, 100000, true},
			{"per_above", "number", 1, 1000, true},
			{"least", "number", 0, 100, true}, {"full_week", "hours", 4, 4 * 60, true},
			{"trial", "yesno", 0, 1, false}}},
		{Name: "exempt", Values: []ValueSpec{{"at_employer", "yesno", 0, 1, false}, {"counts", "yesno", 0, 1, false}}},
		{Name: "stale", Values: []ValueSpec{{"months", "months", 1, 120, true},
			{"sector_months", "months", 1, 240, false}}},
		{Name: "duration", Values: []ValueSpec{{"first_weeks", "weeks", 1, 520, false},
			{"first_months", "months", 1, 120, false}, {"exception_weeks", "weeks", 1, 520, false},
			{"extendable", "yesno", 0, 1, false}, {"extend_to_weeks", "weeks", 1, 1040, false},
			{"step_weeks", "weeks", 1, 520, false}, {"assessment", "yesno", 0, 1, false}}},
		{Name: "representative", Values: []ValueSpec{{"alone", "number", 0, 100, true},
			{"colleagues", "yesno", 0, 1, true}, {"statement", "yesno", 0, 1, true}}},
		{Name: "contract", Values: []ValueSpec{{"hours", "hours", 0, 4 * 37, true}, {"weeks", "weeks", 1, 52, true}}},
		{Name: "fatigue", Values: []ValueSpec{{"within_months", "months", 1, 240, true},
			{"placements", "number", 1, 100, true}, {"weeks", "weeks", 1, 520, true}}},
		{Name: "expansion", Values: []ValueSpec{{"vacated_months", "months", 0, 120, true},
			{"average_months", "months", 1, 120, true}}},
		{Name: "overlap"},
		{Name: "purpose"},
		{Name: "week", Values: []ValueSpec{{"hours", "hours", 4, 4 * 60, true}}},
		{Name: "mentor", Values: []ValueSpec{{"months", "months", 1, 120, true}}},
		{Name: "wage", Values: []ValueSpec{{"hour", "kroner", 100, 200000, true}}},
		{Name: "money", Named: "rate", Words: true, Values: []ValueSpec{
			{"free_month", "kroner", 0, 10000000, false}, {"free_hour", "kroner", 0, 100000, false},
			{"hours_month", "hours", 0, 4 * 300, false}, {"share", "percent", 0, 100, false},
			{"cap_from", "percent", 0, 200, false}, {"cap_to", "percent", 0, 200, false}}},
		{Name: "insurance", Words: true},
		{Name: "reminder", Words: true, Many: true},
		{Name: "vitas", Values: []ValueSpec{{"order", "order", 0, 0, false}}},
	}
})

// KindNamed finds a kind by its name.
func KindNamed(name string) (Kind, bool) {
	for _, k := range kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// Value finds a value of the kind by its name.
func (k Kind) Value(name string) (ValueSpec, bool) {
	for _, v := range k.Values {
		if v.Name == name {
			return v, true
		}
	}
	return ValueSpec{}, false
}

var ruleKey = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+)*$`)

// Check refuses a row that says too little or contradicts itself. The error's Field is the line of the file that is
// to be corrected: "key", "kind", "valid_to", a value's name and so on.
func Check(r *Rule) error {
	k, ok := KindNamed(r.Kind)
	switch {
	case !ruleKey.MatchString(r.Key) || len(r.Key) > 80:
		return model.NewError(model.Invalid, "err.rule.key", model.Args{"value": model.Clip(r.Key)}).WithField("key")
	case !ok:
		return model.NewError(model.Invalid, "err.rule.kind",
			model.Args{"value": model.Clip(r.Kind), "known": kindNames()}).WithField("kind")
	case r.To != 0 && r.To < r.From:
		return model.NewError(model.Invalid, "err.rule.order", nil).WithField("valid_to")
	case !slices.Contains(Confidences, r.Confidence):
		return model.NewError(model.Invalid, "err.rule.confidence", model.Args{"value": model.Clip(r.Confidence),
			"known": strings.Join(Confidences, ", ")}).WithField("confidence")
	case strings.TrimSpace(r.Source) == "":
		return model.NewError(model.Invalid, "err.rule.missing", model.Args{"value": "source"}).WithField("source")
	case k.Named == "group" && len(r.Groups) != 1:
		return model.NewError(model.Invalid, "err.rule.one", model.Args{"value": "group"}).WithField("group")
	case k.Named == "rate" && len(r.Rates) > 1:
		return model.NewError(model.Invalid, "err.rule.one", model.Args{"value": "rate"}).WithField("rate")
	}
	if err := checkRuleLists(r); err != nil {
		return err
	}
	if err := checkRuleWords(r, k.Words || r.Unknown); err != nil {
		return err
	}
	if len(r.Also) > 0 && k.Named == "" {
		return model.NewError(model.Invalid, "err.rule.field",
			model.Args{"value": "also", "known": strings.Join(k.FieldNames(), ", ")}).WithField("also")
	}
	return checkRuleValues(r, k)
}

func kindNames() string {
	var out []string
	for _, k := range Kinds() {
		out = append(out, k.Name)
	}
	return strings.Join(out, ", ")
}

// checkRuleLists looks at what a row is about.
func checkRuleLists(r *Rule) error {
	for _, i := range r.Instruments {
		if !slices.Contains(Instruments, i) {
			return model.NewError(model.Invalid, "err.rule.instrument",
				model.Args{"value": model.Clip(i), "known": strings.Join(Instruments, ", ")}).WithField("instrument")
		}
	}
	for _, s := range r.Sectors {
		if !slices.Contains(model.Sectors, s) {
			return model.NewError(model.Invalid, "err.rule.sector",
				model.Args{"value": model.Clip(s), "known": strings.Join(model.Sectors, ", ")}).WithField("sector")
		}
	}
	for _, list := range []struct {
		field string
		names []string
	}{{"sector", r.Sectors}, {"group", r.Groups}, {"instrument", r.Instruments}, {"rate", r.Rates}} {
		for i, n := range list.names {
			if !ruleKey.MatchString(n) || len(n) > 80 {
				return model.NewError(model.Invalid, "err.rule.key",
					model.Args{"value": model.Clip(n)}).WithField(list.field)
			}
			if slices.Contains(list.names[:i], n) {
				return model.NewError(model.Invalid, "err.rule.twice",
					model.Args{"value": model.Clip(n)}).WithField(list.field)
			}
		}
	}
	return nil
}

func checkRuleWords(r *Rule, must bool) error {
	for _, w := range []struct{ field, words string }{{"source", r.Source}, {"link", r.Link},
		{"also", strings.Join(r.Also, ", ")}, {"da", r.Danish}, {"en", r.English}} {
		if strings.IndexFunc(w.words, func(r rune) bool { return !unicode.IsPrint(r) }) >= 0 || len(w.words) > 1000 {
			return model.NewError(model.Invalid, "err.rule.words", model.Args{"value": w.field}).WithField(w.field)
		}
	}
	for _, w := range []struct{ field, words, other string }{{"da", r.Danish, r.English}, {"en", r.English, r.Danish}} {
		if w.words == "" && (must || w.other != "") {
			return model.NewError(model.Invalid, "err.rule.missing", model.Args{"value": w.field}).WithField(w.field)
		}
	}
	return nil
}

func checkRuleValues(r *Rule, k Kind) error {
	for _, name := range mapKeys(r.Values) {
		v, ok := k.Value(name)
		switch n := r.Values[name]; {
		case !ok:
			return model.NewError(model.Invalid, "err.rule.field",
				model.Args{"value": model.Clip(name), "known": strings.Join(k.FieldNames(), ", ")}).WithField(name)
		case r.Unknown:
			return model.NewError(model.Invalid, "err.rule.unknown", model.Args{"value": name}).WithField(name)
		case n < v.Min || n > v.Max:
			return model.NewError(model.Invalid, "err.rule.range",
				model.Args{"value": name, "min": v.Text(v.Min), "max": v.Text(v.Max)}).WithField(name)
		}
	}
	for _, name := range r.Unsure {
		if _, ok := k.Value(name); !ok {
			return model.NewError(model.Invalid, "err.rule.field", model.Args{"value": model.Clip(name),
				"known": strings.Join(k.FieldNames(), ", ")}).WithField("unsure")
		}
	}
	if r.Unknown {
		return nil
	}
	for _, v := range k.Values {
		if _, ok := r.Values[v.Name]; v.Must && !ok {
			return model.NewError(model.Invalid, "err.rule.missing", model.Args{"value": v.Name}).WithField(v.Name)
		}
	}
	switch r.Kind {
	case "duration":
		return checkDuration(r)
	case "money":
		_, month := r.Values["free_month"]
		if _, hour := r.Values["free_hour"]; month == hour {
			return model.NewError(model.Invalid, "err.rule.either",
				model.Args{"value": "free_month", "other": "free_hour"}).WithField("free_month")
		}
	}
	return nil
}

// checkDuration: a first period in weeks or in months, and what comes after it is longer.
func checkDuration(r *Rule) error {
	first, weeks := r.Values["first_weeks"]
	if _, months := r.Values["first_months"]; weeks == months {
		return model.NewError(model.Invalid, "err.rule.either",
			model.Args{"value": "first_weeks", "other": "first_months"}).WithField("first_weeks")
	}
	to, extends := r.Values["extend_to_weeks"]
	_, steps := r.Values["step_weeks"]
	switch {
	case extends && to <= first:
		return model.NewError(model.Invalid, "err.rule.longer",
			model.Args{"value": "extend_to_weeks", "other": "first_weeks"}).WithField("extend_to_weeks")
	case extends && !weeks:
		return model.NewError(model.Invalid, "err.rule.missing",
			model.Args{"value": "first_weeks"}).WithField("first_weeks")
	case steps && !extends:
		return model.NewError(model.Invalid, "err.rule.missing",
			model.Args{"value": "extend_to_weeks"}).WithField("extend_to_weeks")
	case extends && r.ValueOr("extendable", 1) == 0:
		return model.NewError(model.Invalid, "err.rule.either",
			model.Args{"value": "extendable", "other": "extend_to_weeks"}).WithField("extendable")
	}
	return nil
}

// FieldNames are what a row of the kind can have in a file.
func (k Kind) FieldNames() []string {
	out := FieldNames()
	for _, v := range k.Values {
		out = append(out, v.Name)
	}
	return out
}

// FieldNames are the lines that a row of any kind can have in a file.
func FieldNames() []string {
	return []string{"kind", "group", "instrument", "rate", "sector", "valid_from", "valid_to", "known", "source",
		"link", "confidence", "unsure", "da", "en", "also"}
}

// Overlap reports whether two rows speak of the same at the same time, so that nobody could tell which counts. A row
// that is closer to a placement than another goes before it, and is no overlap.
func Overlap(a, b *Rule) bool {
	if a.Kind != b.Kind || a.To != 0 && a.To < b.From || b.To != 0 && b.To < a.From {
		return false
	}
	if k, _ := KindNamed(a.Kind); k.Many {
		return false
	}
	return shared(a.Groups, b.Groups) && shared(a.Instruments, b.Instruments) && shared(a.Rates, b.Rates) &&
		shared(a.Sectors, b.Sectors)
}

// shared reports whether two lists name the same: both everybody, or somebody in common.
func shared(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Text writes a value as a file has it: "13", "7.5", "28.66", "yes".
func (v ValueSpec) Text(n int) string {
	switch v.Unit {
	case "hours":
		return model.Hours(n).String()
	case "kroner":
		return model.FTE(n).String() // both are hundredths
	case "yesno":
		return map[bool]string{true: "yes", false: "no"}[n != 0]
	}
	return strconv.Itoa(n)
}

// Number is a value in its unit for programs: hours and kroner with decimals, yes and no as true and false.
func (v ValueSpec) Number(n int) any {
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
func (v ValueSpec) Parse(s string) (int, error) {
	bad := model.NewError(model.Invalid, "err.rule.value."+v.Unit,
		model.Args{"value": model.Clip(s), "name": v.Name}).WithField(v.Name)
	switch v.Unit {
	case "hours":
		h, err := model.ParseHours(s)
		if err != nil {
			return 0, bad
		}
		return int(h), nil
	case "kroner":
		n, err := model.ParseFTE(s)
		if err != nil {
			return 0, bad
		}
		return int(n), nil
	case "yesno":
		t, err := model.ParseTri(s)
		if err != nil || t == model.Unknown {
			return 0, bad
		}
		return int(t - model.No), nil
	case "order":
		return 0, bad
	}
	n, err := model.ParseNumber(s, 1_000_000)
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
