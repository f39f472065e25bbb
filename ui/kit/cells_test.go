package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"Café Åen":             "Café Åen",
		"a\x1b[31mrød\x1b[m":   "a?[31mrød?[m",
		"a\x1b]0;titel\x07b":   "a?]0;titel?b",
		"en\nto\tre\r":         "en to re",
		"a\u202egnp.exe":       "agnp.exe",
		"a\u200bb\ufeff\u00ad": "ab",
		"\u009b31m":            "?31m",
		"\xff\xfe":             "??",
		"日本":                   "日本",
		"e\u0301":              "e\u0301",
		"1\u00a0000":           "1 000",
		"a\u0000b\u007f":       "a?b?",
		"👨\u200d👩\u200d👧 og 👍🏽 ❤\ufe0f": "👨👩👧 og ? ❤",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestCalmRunesAreSteady(t *testing.T) {
	for _, span := range stableRunes {
		for r := span[0]; r <= span[1]; r++ {
			if !stableLetter(string(r)) {
				t.Errorf("%U %c is not steady", r, r)
			}
		}
	}
}

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		s    string
		w    int
		want string
	}{
		{"Ishøj", 8, "Ishøj   "}, {"Ishøj", 5, "Ishøj"}, {"Ishøj", 4, "Ish…"}, {"Ishøj", 1, "…"}, {"Ishøj", 0, ""},
		{"Ishøj", -3, ""},
		{"日本語", 5, "日本…"}, {"日本語", 4, "日… "}, {"日本語", 1, "…"}, {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
	} {
		if got := Fit(tt.s, tt.w, "…"); got != tt.want {
			t.Errorf("%q in %d: got %q, want %q", tt.s, tt.w, got, tt.want)
		}
	}
	if got := Fit("abc", 1, "..."); got != "a" {
		t.Errorf("got %q, want no tail where it does not fit", got)
	}
}

func TestCleanTextHasOneWidthEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(hostile(t, "s"))
		if a, b := ansi.StringWidth(s), ansi.StringWidthWc(s); a != b || Width(s) != a {
			t.Fatalf("%q: got %d and %d cells", s, a, b)
		}
		if r, bad := unsafeRune(s); bad {
			t.Fatalf("%q carries %U", s, r)
		}
		if Clean(s) != s {
			t.Fatalf("%q: cleaning twice changes it", s)
		}
		w := rapid.IntRange(0, 30).Draw(t, "w")
		if got := Width(Fit(s, w, "…")); got != w {
			t.Fatalf("%q: got %d cells, want %d", s, got, w)
		}
		for _, row := range Wrap(s, w) {
			if Width(row) > w && w > 1 {
				t.Fatalf("%q: wrapped line %q is wider than %d", s, row, w)
			}
		}
	})
}

func TestWrapKeepsEveryWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zæøå]{1,9}( [a-zæøå,.-]{1,9}){0,20}`).Draw(t, "s")
		w := rapid.IntRange(2, 40).Draw(t, "w")
		join := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := join(strings.Join(Wrap(s, w), "")); got != join(s) {
			t.Fatalf("%q in %d: got %q", s, w, got)
		}
		var words string
		for _, l := range WrapLine(Line{{Text: "□ "}, {Text: s}}, w) {
			for _, span := range l {
				words += join(span.Text)
			}
		}
		if words != "□"+join(s) {
			t.Fatalf("%q in %d: got %q", s, w, words)
		}
	})
}

func TestCheckFrame(t *testing.T) {
	for _, tt := range []struct {
		view string
		w, h int
		ok   bool
	}{
		{"ab\ncd", 2, 2, true}, {"ab\ncd", 2, 3, false}, {"ab\nc", 2, 2, false}, {"ab\ncde", 2, 2, false},
		{"", 0, 0, true}, {"x", 0, 1, false},
		{"\x1b[1;38;2;1;2;3mab\x1b[m", 2, 1, true}, {"a\x1b[2Jb", 2, 1, false}, {"a\tb", 2, 1, false},
		{"ab\u200b", 2, 1, false}, {"日", 2, 1, true},
	} {
		if err := CheckFrame(tt.view, tt.w, tt.h); (err == nil) != tt.ok {
			t.Errorf("%q in %d×%d: got %v", tt.view, tt.w, tt.h, err)
		}
	}
}

func TestOverKeepsTheFrame(t *testing.T) {
	base := Block([]string{"日本語日本語日本語", "\x1b[1mfed tekst her\x1b[m", "almindelig"}, 18, 5)
	for x := -2; x < 20; x++ {
		for y := -2; y < 6; y++ {
			if err := CheckFrame(Over(base, Box(testTheme(), "Å", []string{"x"}, 7, 3), x, y), 18, 5); err != nil {
				t.Fatalf("box at %d,%d: %v", x, y, err)
			}
		}
	}
}
