package model_test

import (
	"testing"

	"jobspor/model"
)

func TestParseMonth(t *testing.T) {
	today := model.NewDate(2026, 11, 26)
	for text, want := range map[string]string{"2026-11": "2026-11-01", "12/2026": "2026-12-01", "1 2027": "2027-01-01",
		"3": "2026-03-01", "02-2024": "2024-02-01"} {
		if got, err := model.ParseMonth(text, today); err != nil || got.String() != want {
			t.Errorf("%q gives %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "13", "0", "2026-13", "november", "2026-11-02", "99999-1", "-"} {
		if got, err := model.ParseMonth(text, today); err == nil {
			t.Errorf("%q gives %v, want a refusal", text, got)
		}
	}
}

// TestEveryWeekBelongsToOneMonth: over some years each week stands in exactly one month, its Thursday's, and a week
// with days in a month that it does not belong to is said.
func TestEveryWeekBelongsToOneMonth(t *testing.T) {
	seen := map[model.Date]int{}
	last := model.NewDate(2030, 1, 1)
	for month := model.NewDate(2024, 1, 1); month < last; month = month.NextMonth(1) {
		weeks, across := model.MonthWeeks(month)
		if n := len(weeks); n < 4 || n > 5 || len(across) > 2 {
			t.Errorf("%v has %d weeks and %d across", month, n, len(across))
		}
		for _, w := range weeks {
			seen[w]++
		}
	}
	for w := model.NewDate(2024, 1, 1); w < last.Monday(); w = w.Add(7) {
		if seen[w] != 1 {
			t.Errorf("the week of %v stands %d times", w, seen[w])
		}
	}
	weeks, across := model.MonthWeeks(model.NewDate(2026, 11, 15))
	if len(weeks) != 4 || weeks[0] != model.NewDate(2026, 11, 2) || len(across) != 2 ||
		across[0] != model.NewDate(2026, 10, 26) || across[1] != model.NewDate(2026, 11, 30) {
		t.Errorf("november 2026 has %v and across %v", weeks, across)
	}
}
