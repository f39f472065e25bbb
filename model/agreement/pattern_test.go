package agreement

import (
	"testing"

	"jobspor/model"
)

func TestThePatternAgreesWithTheStepOrSaysSo(t *testing.T) {
	from := model.NewDate(2026, 11, 2)
	for _, c := range []struct {
		name        string
		trial, paid model.Hours
		pattern     []string
		want        string
	}{
		{"all trial", 12 * 4, 0, []string{"mon 9-13", "wed 9-13", "fri 9-13"}, ""},
		{"too few", 10 * 4, 4 * 4, []string{"mon 9-13", "wed 9-13", "fri 9-13"}, "err.pattern.total"},
		{"not said", 8 * 4, 4 * 4, []string{"mon 9-13", "wed 9-13", "fri 9-13"}, "err.pattern.unsaid"},
		{"half said", 8 * 4, 4 * 4, []string{"mon 9-13 praktik", "wed 9-13", "fri 9-13 løn"}, "err.pattern.unsaid"},
		{"said", 8 * 4, 4 * 4, []string{"mon 9-13 praktik", "wed 9-13 trial", "fri 9-13 paid"}, ""},
		{"the other way", 8 * 4, 4 * 4, []string{"mon 9-13 løn", "wed 9-13 løn", "fri 9-13 praktik"},
			"err.pattern.kinds"},
		{"a break", 15, 0, []string{"mon 9-13.15 30"}, ""},
		{"a minute less rounds", 16, 0, []string{"mon 9-12.59"}, ""},
		{"no pattern", 16, 0, nil, ""},
	} {
		a := &model.Agreement{ValidFrom: from, Pattern: c.pattern}
		a.SetLadder([]model.Step{{From: from, Trial: c.trial, Paid: c.paid}, {From: from.Add(28), Trial: 1, Paid: 1}})
		got := ""
		if err := CheckPattern(a, from.Add(7)); err != nil {
			got = err.Key
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	a := &model.Agreement{Pattern: []string{"mon 9-13"}}
	a.SetLadder([]model.Step{{From: from, Trial: 16}, {From: from.Add(28), Trial: 12}})
	for on, want := range map[model.Date]bool{from.Add(-30): false, from.Add(27): false, from.Add(28): true} {
		if got := CheckPattern(a, on) != nil; got != want {
			t.Errorf("on %v: got %t, want %t", on, got, want)
		}
	}
}

func TestWorkTimeSaysWhichHours(t *testing.T) {
	for text, want := range map[string]string{"man 9-12.30 30 løn": "mon 09:00-12:30 30 paid",
		"tir 9-12 praktik": "tue 09:00-12:00 trial", "ons 9-12": "wed 09:00-12:00",
		"thu 9-12 15": "thu 09:00-12:00 15"} {
		got, err := model.ParseWorkTime(text)
		if err != nil || got.String() != want {
			t.Errorf("%q gives %q, %v, want %q", text, got, err, want)
		}
		if again, err := model.ParseWorkTime(got.String()); err != nil || again != got {
			t.Errorf("%q read again gives %v, %v", got, again, err)
		}
	}
	for _, text := range []string{"man løn", "løn", "man 9-12 løn 30", "man 9-12 30 løn praktik", "man 9-12 avis"} {
		if got, err := model.ParseWorkTime(text); err == nil {
			t.Errorf("%q gives %v, want a refusal", text, got)
		}
	}
}

// TestThePatternOfNow: the version that counts today is compared, and of a placement that is over nothing is said.
func TestThePatternOfNow(t *testing.T) {
	from := model.NewDate(2026, 11, 2)
	version := func(n int, valid model.Date, pattern string) *model.Agreement {
		a := &model.Agreement{Number: model.Some(n), ValidFrom: valid, Pattern: []string{pattern}}
		a.SetLadder([]model.Step{{From: from, Trial: 16}})
		return a
	}
	good, short := version(1, from, "mon 9-13"), version(2, from.Add(14), "mon 9-12")
	for _, c := range []struct {
		name     string
		state    string
		versions []*model.Agreement
		on       model.Date
		differs  bool
	}{
		{"none", "running", nil, from, false},
		{"agrees", "running", []*model.Agreement{good}, from.Add(20), false},
		{"the next one does not count yet", "running", []*model.Agreement{good, short}, from.Add(13), false},
		{"the next one counts", "running", []*model.Agreement{good, short}, from.Add(14), true},
		{"agreed", "agreed", []*model.Agreement{short}, from.Add(14), true},
		{"over", "ended", []*model.Agreement{short}, from.Add(14), false},
	} {
		if got := PatternNow(&model.Placement{State: c.state}, c.versions, c.on) != nil; got != c.differs {
			t.Errorf("%s: got %t", c.name, got)
		}
	}
}
