package model

import "testing"

// TestWeights: the place of every letter that is treated apart, and of its neighbours.
func TestWeights(t *testing.T) {
	base := map[string]string{
		"a": "aAáàâãÁ", "c": "cCçč", "e": "eéèêëễĚ", "d": "dðđĐ", "i": "iíìîïıİ", "l": "lłŁ", "t": "tþţ",
		"n": "nñń", "o": "oóòôõ", "s": "sšśşŞß", "u": "uúùû",
		"y": "yüýY", "z": "zžźżZ",
		"æ": "æÆäÄ", "ø": "øØöÖœ", "å": "åÅ",
	}
	for want, letters := range base {
		w, _ := letterRank(want)
		for _, r := range letters {
			if got, rest := letterRank(string(r)); got != w || rest != "" {
				t.Errorf("%c: got %d %q, want %d as %s", r, got, rest, w, want)
			}
		}
	}
	for _, c := range []struct {
		text string
		want rune
		rest string
	}{
		{"aa", 'z' + 3, ""}, {"AA", 'z' + 3, ""}, {"aA", 'z' + 3, ""}, {"aab", 'z' + 3, "b"}, {"ab", 'a', "b"},
		{"a", 'a', ""},
		{"z", 'z', ""}, {"æ", 'z' + 1, ""}, {"ø", 'z' + 2, ""}, {"å", 'z' + 3, ""}, {"{", '{' + 3, ""},
		{"~", '~' + 3, ""}, {"\x7f", 0x7f + 3, ""},
		{"\x80x", 0xfffd, "x"}, {"@", '@', ""}, {"[", '[', ""}, {"`", '`', ""}, {"A", 'a', ""}, {"Z", 'z', ""},
		{"Zx", 'z', "x"},
	} {
		if got, rest := letterRank(c.text); got != c.want || rest != c.rest {
			t.Errorf("%q: got %d %q, want %d %q", c.text, got, rest, c.want, c.rest)
		}
	}
}
