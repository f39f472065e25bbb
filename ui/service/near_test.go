package service

import "testing"

// TestRings: a ring holds its own bound; what is further is past the last, and what is not known is in none.
func TestRings(t *testing.T) {
	for _, c := range []struct {
		row  NearRow
		ring int
	}{
		{NearRow{Minutes: 1}, 0}, {NearRow{Minutes: 10}, 0}, {NearRow{Minutes: 11}, 1}, {NearRow{Minutes: 20}, 1},
		{NearRow{Minutes: 21}, 2}, {NearRow{Minutes: 30}, 2}, {NearRow{Minutes: 31}, 3}, {NearRow{Minutes: 45}, 3},
		{NearRow{Minutes: 46}, 4}, {NearRow{Minutes: 60}, 4}, {NearRow{Minutes: 61}, 5}, {NearRow{Why: "x"}, 6},
	} {
		if got := c.row.Ring(); got != c.ring {
			t.Errorf("%+v is in ring %d, want %d", c.row, got, c.ring)
		}
	}
}
