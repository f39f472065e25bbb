package lang

import "testing"

// TestOneIsNotSeveral proves that what is counted stands in the singular after one.
func TestOneIsNotSeveral(t *testing.T) {
	da, en := New(Danish), New(English)
	participant := New(English).With(map[string]string{"borger": "deltager"})
	for _, tt := range []struct{ got, want string }{
		{da.T("action.agreement.shift", "n", 1, "weeks", 1, "ref", "F-0001"), "1 trin rykket 1 uge, F-0001"},
		{en.T("action.agreement.shift", "n", 1, "weeks", 1, "ref", "F-0001"), "1 step moved 1 week, F-0001"},
		{en.T("action.agreement.shift", "n", 2, "weeks", 3, "ref", "F-0001"), "2 steps moved 3 weeks, F-0001"},
		{da.T("closing.title", "n", 1), "Luk 1 borger"},
		{da.T("closing.title", "n", 0), "Luk 0 borgere"},
		{en.T("closing.title", "n", 1), "Close 1 citizen"},
		{en.T("closing.title", "n", 2), "Close 2 citizens"},
		{participant.T("closing.title", "n", 1), "Close 1 participant"},
		{participant.T("closing.title", "n", 2), "Close 2 participants"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
