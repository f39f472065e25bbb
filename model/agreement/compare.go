package agreement

import (
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// Difference is one thing in which two versions of an agreement differ: a field, or one line of a list field, or one
// step of the ladder.
type Difference struct {
	Field  string // key of the field table; "steps" for the ladder
	Change string // "changed", "added" or "removed"
	// Before and After are the canonical values of a field, or the line; the other side is empty for what was added or
	// removed.
	Before, After string
	Old, New      model.Step // for steps
}

// notCompared are the fields in which versions always differ, or that nobody agreed on.
var notCompared = []string{
	"placement", "number", "triggers", "citizen_on", "company_on", "company_by", "rep_on", "rep_by", "note",
}

// Compare lists what differs from a to b, in the order of the field table; lists line by line, the ladder step
// by step with its trigger.
func Compare(a, b *model.Agreement) (out []Difference) {
	t := schema.AgreementType()
	for i := range t.Fields {
		f := &t.Fields[i]
		switch {
		case slices.Contains(notCompared, f.Key):
		case f.Key == "valid_from" && (a.ValidFrom == 0 || b.ValidFrom == 0): // a draft has no day yet
		case f.Key == "steps":
			out = append(out, compareSteps(a.Ladder(), b.Ladder())...)
		case f.Kind == schema.Lines || f.Kind == schema.Choices:
			out = append(out, compareLines(f.Key, *f.Pointer(a).(*[]string), *f.Pointer(b).(*[]string))...)
		default:
			if x, y := f.Text(a), f.Text(b); x != y {
				out = append(out, Difference{Field: f.Key, Change: changeWord(x, y), Before: x, After: y})
			}
		}
	}
	return out
}

func changeWord(before, after string) string {
	switch "" {
	case before:
		return "added"
	case after:
		return "removed"
	}
	return "changed"
}

func compareLines(key string, a, b []string) (out []Difference) {
	for _, line := range a {
		if !slices.Contains(b, line) {
			out = append(out, Difference{Field: key, Change: "removed", Before: line})
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			out = append(out, Difference{Field: key, Change: "added", After: line})
		}
	}
	return out
}

// compareSteps tells steps apart by their day: the same day with other hours is a change.
func compareSteps(a, b []model.Step) (out []Difference) {
	for _, s := range a {
		i := slices.IndexFunc(b, func(o model.Step) bool { return o.From == s.From })
		switch {
		case i < 0:
			out = append(out, Difference{Field: "steps", Change: "removed", Old: s})
		case b[i] != s:
			out = append(out, Difference{Field: "steps", Change: "changed", Old: s, New: b[i]})
		}
	}
	for _, s := range b {
		if !slices.ContainsFunc(a, func(o model.Step) bool { return o.From == s.From }) {
			out = append(out, Difference{Field: "steps", Change: "added", New: s})
		}
	}
	slices.SortStableFunc(out, func(x, y Difference) int {
		return int(max(x.Old.From, x.New.From) - max(y.Old.From, y.New.From))
	})
	return out
}
