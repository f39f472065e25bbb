// Package rules holds the dated rules that placements are judged by, and the guards that apply them (vejledende).
//
// Order inside: rules, check, guard, and one file for each guard. It promises: a guard shows its arithmetic, source and
// confidence; none blocks, and none says that something is lawful or not.
package rules

import (
	"slices"
	"strings"

	"jobspor/model"
)

// Rule is one dated row of the rules (regler): what counted for whom, from when to when, where that is written and how
// sure it is. Rules are data: a new law is new rows, and what began under the old ones is judged by them.
type Rule struct {
	Key     string     // its name, such as "duration.activity_ready"; unique
	Kind    string     // one of Kinds
	Unknown bool       // an empty row: something counts in this time, but it is not known what
	From    model.Date // the first day it counts; no date is "since ever"
	To      model.Date // the last day it counts; no date is "until further notice"

	Groups      []string // target groups it is about; none is all
	Instruments []string // instruments it is about, of Instruments; none is all
	Rates       []string // rates of benefit it is about; none is all
	Sectors     []string // model.Sectors it is about; none is all
	Also        []string // other words that people use for the group or rate it names

	Source     string // where it is written
	Link       string // where that can be read, may be empty
	Confidence string // one of Confidences
	Values     map[string]int
	Unsure     []string          // values that are less sure than the row: the municipality is asked
	Own        map[string]Answer // the municipality's own values, by name; see Set.With
	Danish     string            // its words: the name of a target group or rate, else a remark
	English    string
}

// Confidences is how sure a row is, as its sources allow: certain (sikker), likely (sandsynlig), unsure (usikker).
var Confidences = []string{"certain", "likely", "unsure"}

// Instruments are what a rule can be about: the kinds of placement, and public utility work (nytteindsats), which
// is no placement here but is counted with them in some years.
var Instruments = []string{"trial", "traineeship", "subsidy", "flex", "ordinary", "utility"}

// Value gives a value of the row in its unit (see ValueSpec); false when the row does not say.
func (r *Rule) Value(name string) (int, bool) {
	if r == nil {
		return 0, false
	}
	v, ok := r.Values[name]
	return v, ok
}

// ValueOr gives a value of the row, or the other number when it does not say.
func (r *Rule) ValueOr(name string, other int) int {
	if v, ok := r.Value(name); ok {
		return v
	}
	return other
}

// InForce reports whether the row counts on a day.
func (r *Rule) InForce(on model.Date) bool { return r.From <= on && (r.To == 0 || on <= r.To) }

// Words gives the row's words in a language, "da" or "en".
func (r *Rule) Words(language string) string {
	if language == "en" {
		return r.English
	}
	return r.Danish
}

// About is what a rule is looked for: a target group, an instrument, a rate of benefit, the workplace's sector; what is
// empty is not known.
type About struct{ Group, Instrument, Rate, Sector string }

// fits tells how closely a row is about it; 0 is not at all. A row that names the target group goes before one that
// names the rate, that before one that names the instrument, and that before one that names the sector.
func (r *Rule) fits(a About) int {
	score := 1
	for _, d := range []struct {
		named []string
		is    string
		worth int
	}{{r.Groups, a.Group, 8}, {r.Rates, a.Rate, 4}, {r.Instruments, a.Instrument, 2}, {r.Sectors, a.Sector, 1}} {
		if len(d.named) == 0 {
			continue
		}
		if !slices.Contains(d.named, d.is) {
			return 0
		}
		score += d.worth
	}
	return score
}

// Set is a whole set of rows, in the order of its file. It never changes after it was made.
type Set struct {
	Edition string // what the set calls itself
	File    string // where it came from; "" for the built-in set
	Rows    []Rule
}

// Find gives the row of a kind that counts on a day and is most closely about it, nil when there is none.
func (r *Set) Find(kind string, on model.Date, a About) *Rule {
	var best *Rule
	score := 0
	for i := range r.rows() {
		row := &r.Rows[i]
		if row.Kind != kind || !row.InForce(on) {
			continue
		}
		if s := row.fits(a); s > score {
			best, score = row, s
		}
	}
	return best
}

// All gives every row of a kind that counts on a day and is about it, in the order of the file.
func (r *Set) All(kind string, on model.Date, a About) []*Rule {
	var out []*Rule
	for i := range r.rows() {
		if row := &r.Rows[i]; row.Kind == kind && row.InForce(on) && row.fits(a) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// On gives every row that counts on a day, in the order of the file; no date gives all.
func (r *Set) On(on model.Date) []*Rule {
	var out []*Rule
	for i := range r.rows() {
		if row := &r.Rows[i]; on == 0 || row.InForce(on) {
			out = append(out, row)
		}
	}
	return out
}

// Named finds a row by its key.
func (r *Set) Named(key string) (*Rule, bool) {
	for i := range r.rows() {
		if r.Rows[i].Key == key {
			return &r.Rows[i], true
		}
	}
	return nil, false
}

func (r *Set) rows() []Rule {
	if r == nil {
		return nil
	}
	return r.Rows
}

// TargetGroup is a target group (målgruppe) or a rate of benefit (sats) to choose from.
type TargetGroup struct {
	Key             string
	Danish, English string
}

// TargetGroups are the target groups that a placement of the day can have, for forms. A placement may have any other
// words instead; the rules then ask.
func (r *Set) TargetGroups(on model.Date) []TargetGroup {
	return r.choices("group", on, func(row *Rule) []string { return row.Groups })
}

// RateTypes are the rates of benefit that an agreement of the day can name.
func (r *Set) RateTypes(on model.Date) []TargetGroup {
	return r.choices("money", on, func(row *Rule) []string { return row.Rates })
}

func (r *Set) choices(kind string, on model.Date, key func(*Rule) []string) []TargetGroup {
	var out []TargetGroup
	for i := range r.rows() {
		if row := &r.Rows[i]; row.Kind == kind && row.InForce(on) && !row.Unknown && len(key(row)) == 1 {
			out = append(out, TargetGroup{key(row)[0], row.Danish, row.English})
		}
	}
	return out
}

// GroupKey finds the target group that a person's word stands for: its key, its name in either language, or another
// word for it, however spaced or capitalised. A word that no row knows stays as it is.
func (r *Set) GroupKey(word string) string {
	return r.keyOf("group", word, func(row *Rule) []string { return row.Groups })
}

// RateKey is GroupKey for rates of benefit.
func (r *Set) RateKey(word string) string {
	return r.keyOf("money", word, func(row *Rule) []string { return row.Rates })
}

func (r *Set) keyOf(kind, word string, key func(*Rule) []string) string {
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	want := fold(word)
	for i := range r.rows() {
		row := &r.Rows[i]
		if row.Kind != kind || len(key(row)) != 1 || want == "" {
			continue
		}
		for _, said := range append([]string{key(row)[0], row.Danish, row.English}, row.Also...) {
			if fold(said) == want {
				return key(row)[0]
			}
		}
	}
	return word
}

// RatioPlaces gives how many whole places a workplace with so many ordinary full-time equivalents has by the ratio rule
// (rimelighedskrav) of the day, and the row it was counted by. Without a row that is known it gives 0 and the row or
// nil.
func (r *Set) RatioPlaces(fte model.FTE, on model.Date) (places int, rule *Rule) {
	rule = r.Find("ratio", on, About{Instrument: "traineeship"})
	if rule == nil || rule.Unknown {
		return 0, rule
	}
	return ratioPlaces(rule, fte), rule
}

// ratioPlaces is max(least, floor(min(n, upTo) / per)) + floor(max(n - upTo, 0) / perAbove), in whole hundredths of a
// full-time equivalent so that nothing is rounded on the way.
func ratioPlaces(rule *Rule, n model.FTE) int {
	upTo, per, above := model.FTE(rule.Values["up_to"])*100, model.FTE(rule.Values["per"])*100,
		model.FTE(rule.Values["per_above"])*100
	n = max(n, 0)
	return max(rule.Values["least"], int(min(n, upTo)/per)) + int(max(n-upTo, 0)/above)
}

// FirstEnd gives the last day of a first period that begins on start, for forms to suggest, and the row it comes from;
// no date when the rules do not say.
func (r *Set) FirstEnd(about About, start model.Date) (model.Date, *Rule) {
	about.Group = r.GroupKey(about.Group)
	row := r.Find("duration", start, about)
	if row == nil || row.Unknown || start == 0 {
		return 0, row
	}
	return row.firstEnd(start), row
}

// firstEnd is the last day of the row's first period, no date when it has none.
func (r *Rule) firstEnd(start model.Date) model.Date {
	if w, ok := r.Value("first_weeks"); ok {
		return start.Add(7*w - 1)
	}
	if m, ok := r.Value("first_months"); ok {
		return addMonths(start, m).Add(-1)
	}
	return 0
}

// addMonths goes so many calendar months on; a day that the month does not have is its last.
func addMonths(d model.Date, n int) model.Date {
	t := d.Time()
	first := model.NewDate(t.Year(), t.Month(), 1).Time().AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return model.NewDate(first.Year(), first.Month(), min(t.Day(), last))
}
