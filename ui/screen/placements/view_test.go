package placements

import "testing"

// TestWidest: a second line goes without whole parts where there is no room, and is never cut within one.
func TestWidest(t *testing.T) {
	all, when, day := "uge 5 af 6 · slutter 4/12", "slutter 4/12", "4/12"
	for room, want := range map[int]string{40: all, 25: all, 24: when, 12: when, 11: day, 4: day, 0: day} {
		if got := widest(room, all, when, day); got != want {
			t.Errorf("in %d cells: %q, want %q", room, got, want)
		}
	}
}
