package selftest

import "testing"

// TestConfirmed: what a run answered counts as saved, a refusal does not, and what is said line by line is counted.
func TestConfirmed(t *testing.T) {
	one, many := &rehearsed{}, &rehearsed{}
	many.many = true
	for _, tt := range []struct {
		of   *rehearsed
		got  said
		want int
	}{
		{one, said{status: 0}, 1},
		{one, said{status: -1, out: `{"seq":7,"count":1}`}, 1},
		{one, said{status: -1, out: `{"seq":`}, 0},
		{one, said{status: 1, out: `{"line":1,"status":1,"result":null,"error":{"code":"forbidden"}}`}, 0},
		{many, said{status: 1, out: `{"status":0}` + "\n" + `{"status":0}` + "\n" + `{"status":1,"error":{}}`}, 2},
	} {
		if got := tt.of.confirmed(tt.got); got != tt.want {
			t.Errorf("%+v: %d confirmed, want %d", tt.got, got, tt.want)
		}
	}
}
