package model

import "testing"

// TestWholeNumbers: nothing is rounded, and a point that may mark thousands stays.
func TestWholeNumbers(t *testing.T) {
	for s, want := range map[string]string{"2635.0": "2635", "1.002821681E+09": "1002821681", "2.5313763e7": "25313763",
		"1.234": "1.234", "1.000": "1.000", "1.5": "1.5", "1.5E0": "1.5E0", "x": "x", "0x1p3": "0x1p3",
		"1e400": "1e400",
		"12":    "12", "-1.0": "-1.0", ".0": ".0", "1.": "1.", "1E3": "1000", "inf": "inf", "1_0.0": "1_0.0"} {
		if got := WholeNumber(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}
