package model

import (
	"testing"
	"time"
)

// TestCommitmentState counts the promises of 2026, at both ends of the year.
func TestCommitmentState(t *testing.T) {
	day := func(y int, m time.Month, d int) Date { return NewDate(y, m, d) }
	place := func(citizen, kind, state string, start Date) *Placement {
		return &Placement{Head: Head{ID: citizen + kind}, CitizenID: citizen, Kind: kind, State: state, StartOn: start}
	}
	extension := place("a", "subsidy", "running", day(2026, 6, 1))
	extension.ContinuesHow = "extension"
	renewal := place("b", "traineeship", "running", day(2026, 6, 1))
	renewal.ContinuesHow = "renewal"
	placements := []*Placement{
		place("a", "traineeship", "ended", day(2026, 1, 1)), place("b", "subsidy", "running", day(2026, 12, 31)),
		place("c", "traineeship", "ended", day(2025, 12, 31)), place("d", "traineeship", "agreed", day(2026, 12, 1)),
		place("e", "traineeship", "agreed", day(2027, 1, 1)), place("f", "traineeship", "suggested", day(2026, 2, 2)),
		place("g", "traineeship", "cancelled", day(2026, 2, 2)), place("h", "traineeship", "running", 0),
		place("i", "trial", "ended", day(2026, 3, 3)), place("j", "ordinary", "running", day(2026, 3, 3)),
		place("k", "ordinary", "agreed", day(2026, 3, 3)), extension, renewal,
	}
	week := func(placement string, monday Date, paid Opt[Hours]) *Week {
		return &Week{PlacementID: placement, Monday: monday, Paid: paid}
	}
	weeks := []*Week{
		week("atraineeship", day(2026, 12, 28), Some(Hours(4))), // week 53 of 2026
		week("atraineeship", day(2026, 3, 2), Some(Hours(4))),
		week("ctraineeship", day(2025, 12, 29), Some(Hours(4))), // week 1 of 2026
		week("dtraineeship", day(2025, 12, 22), Some(Hours(4))),
		week("etraineeship", day(2026, 3, 2), Some(Hours(0))),
		week("jordinary", day(2026, 3, 9), Some(Hours(4))),
	}
	for what, want := range map[string]CommitmentState{"placements": {3, 1}, "trials": {1, 0}, "paid": {3, 0}} {
		c := &Commitment{Year: Some(2026), What: what, Number: Some(want.Reached)}
		got := NewCommitmentState(c, placements, weeks)
		if got != want || !got.Met(c) {
			t.Errorf("%s: got %+v, want %+v and met", what, got, want)
		}
		if c.Number = Some(want.Reached + 1); got.Met(c) {
			t.Errorf("%s: one more is met, too", what)
		}
	}
}
