package model

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestTextsAreComposed: what is drawn alike is stored alike, and what a script needs stays.
func TestTextsAreComposed(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"plain", "Café Ørsted", "Café Ørsted"},
		{"decomposed as macOS writes", "A\u030alborg Caf\u00e9 O\u0308l", "Ålborg Café Öl"},
		{"ring sign", "\u212bse", "Åse"},
		{"zero-width space", "Bo\u200bdil", "Bodil"},
		{"word joiner and byte order mark", "\ufeffBo\u2060dil", "Bodil"},
		{"soft hyphen", "Vallens\u00adbæk", "Vallensbæk"},
		{"zero width between a letter and its ring", "A\u200b\u030age", "Åge"},
		{"joiner between Latin letters", "Bo\u200ddil\u200c", "Bodil"},
		{"non-joiner in Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner in Sinhala", "ක්\u200dෂ", "ක්\u200dෂ"},
		{"joiner in Hindi", "क्\u200dष", "क्\u200dष"},
		{"joiner at the end of a Persian word", "می\u200c", "می"},
		{"emoji of several parts", "👩\u200d🍳", "👩\u200d🍳"},
		{"emoji with a variant", "👁\ufe0f\u200d🗨", "👁\ufe0f\u200d🗨"},
		{"direction mark in Latin", "Bo\u200edil", "Bodil"},
		{"direction mark in Hebrew", "שלום\u200e!", "שלום\u200e!"},
		{"tags", "Bo\U000e0041dil", "Bodil"},
		{"a broken byte stays for the field to refuse", "Bo\u200b\xff", "Bo\xff"},
		{"Vietnamese", "Nguye\u0302\u0303n", "Nguyễn"},
		{"Korean", "\u1112\u1161\u11ab", "한"},
		{"full width stays", "Ａ", "Ａ"},
		{"override stays for the field to refuse", "a\u202eb", "a\u202eb"},
	} {
		if got := ComposeText(c.in); got != c.want {
			t.Errorf("%s: got %+q, want %+q", c.what, got, c.want)
		}
	}
	for in, want := range map[string]string{"": "", " a ": "a", "a  b": "a b", "a\u00a0b": "a b", "a\nb\r\n c": "a b c",
		"a b": "a b", "Åse Bæk": "Åse Bæk", "a\tb": "a b", "a ": "a", "\u2003a": "a"} {
		if got := FoldSpaces(in); got != want {
			t.Errorf("spaces of %q: got %q, want %q", in, got, want)
		}
	}
}

// TestComposedTextIsStable: composing twice gives the same, and the result is normal.
func TestComposedTextIsStable(t *testing.T) {
	marks := []string{"a", "A\u030a", "\u030a", "\u200b", "\u200c", "\u200d", "م", "ي", "👩", "🍳", "\u00ad", "ක", "්",
		"\u200e", "\ufe0f", "\ufeff", "ø", "e\u0301", "\u1100", "\u1161", "\xff", " ", "\U000e0001", "\u0340"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(marks), 0, 12).Draw(t, "marks"), "")
		once := ComposeText(s)
		if got := ComposeText(once); got != once {
			t.Fatalf("%+q: got %+q, then %+q", s, once, got)
		}
		if utf8.ValidString(s) && !norm.NFC.IsNormalString(once) {
			t.Fatalf("%+q: %+q is not composed", s, once)
		}
		if got := FoldSpaces(FoldSpaces(once)); got != FoldSpaces(once) {
			t.Fatalf("spaces of %+q: got %+q", once, got)
		}
	})
}

func BenchmarkComposeText(b *testing.B) {
	for b.Loop() {
		ComposeText("Genbrugsen Anden Omgang, Ishøj Østergade 14")
	}
}
