package words

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"Køkkenhjælp", "koekkenhjaelp"},
		{"koekkenhjaelp", "koekkenhjaelp"},
		{"ÆBLE-PLUKKER på Ærø", "aeble plukker paa aeroe"},
		{"Ångström", "aangstroem"},
		{"A\u030angstro\u0308m", "aangstroem"},
		{"å", "aa"}, {"a\u030a", "aa"}, {"\u212b", "aa"}, {"aa", "aa"},
		{"café, naïve", "cafe naive"},
		{"cafe\u0301", "cafe"},
		{"  A.T. Kearney   P/S ", "a t kearney p s"},
		{"&TRADITION A/S", "tradition a s"},
		{"McDonald's", "mcdonalds"}, {"McDonald’s", "mcdonalds"},
		{"pc'er", "pcer"},
		{"ﬁlm", "film"}, {"ＬＡＧＥＲ", "lager"}, {"m²", "m2"},
		{"ren\u00adgøring", "rengoering"},
		{"ren\u200bgøring\u200f\u202e", "rengoering"},
		{"nul\x00byte\x1b[31m", "nulbyte 31m"},
		{"linje\nskift\ttab", "linje skift tab"},
		{"🍳", ""}, {"kok 👩‍🍳 kok", "kok kok"}, {"---", ""}, {"-a-", "a"},
		{"\xff\xfekok\xff", "kok"},
		{"Straße", "strasse"}, {"Łódź", "lodz"}, {"Þór", "thor"}, {"Đorđe", "dorde"},
		{"Школа", "школа"}, {"مدرسة", "مدرسة"},
		{"İstanbul", "istanbul"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
		if got := string(AppendFold([]byte("x"), tt.in)); got != "x"+tt.want {
			t.Errorf("AppendFold(x, %q) = %q, want %q", tt.in, got, "x"+tt.want)
		}
		checkMap(t, tt.in)
	}
}

func TestFoldMapPoints(t *testing.T) {
	key, pos := FoldMap("Få, øl")
	if key != "faa oel" {
		t.Fatalf("key = %q, want %q", key, "faa oel")
	}
	want := []int{0, 1, 1, 3, 5, 5, 7}
	for i := range want {
		if pos[i] != want[i] {
			t.Fatalf("pos = %v, want %v", pos, want)
		}
	}
}

func TestAppendFoldDoesNotAllocate(t *testing.T) {
	buf := make([]byte, 0, 256)
	text := "Rengøringsassistent på Ærø – café & ﬁlm, 2. sal"
	if n := testing.AllocsPerRun(100, func() { buf = AppendFold(buf[:0], text) }); n != 0 {
		t.Errorf("AppendFold allocates %v times, want 0", n)
	}
	if n := testing.AllocsPerRun(100, func() { _ = Fold("rengoering paa lager") }); n != 0 {
		t.Errorf("Fold of a key allocates %v times, want 0", n)
	}
}

func FuzzFoldMap(f *testing.F) {
	for _, s := range []string{"", "Køkken", "a\u030a\u0308o\u0308", "\xff\xc3", "👩‍🍳", "ǻ\u0338", "ﷺ", "\x00",
		"é’s", "ὈΔ", "한국"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkMap(t, s) })
}

// checkMap asserts everything FoldMap promises.
func checkMap(t *testing.T, s string) {
	t.Helper()
	key, pos := FoldMap(s)
	if got := Fold(s); got != key {
		t.Fatalf("FoldMap(%q) key = %q, Fold gives %q", s, key, got)
	}
	if len(pos) != len(key) {
		t.Fatalf("FoldMap(%q): %d offsets for %d bytes", s, len(pos), len(key))
	}
	last := 0
	for i, p := range pos {
		if p < last || p >= len(s) {
			t.Fatalf("FoldMap(%q): offset %d of byte %d is outside [%d, %d)", s, p, i, last, len(s))
		}
		if utf8.ValidString(s) && !utf8.RuneStart(s[p]) {
			t.Fatalf("FoldMap(%q): offset %d is inside a rune", s, p)
		}
		last = p
	}
	if !utf8.ValidString(key) {
		t.Fatalf("Fold(%q) = %q is not valid UTF-8", s, key)
	}
	if strings.TrimSpace(key) != key || strings.Contains(key, "  ") {
		t.Fatalf("Fold(%q) = %q has loose spaces", s, key)
	}
	if again := Fold(key); again != key {
		t.Fatalf("Fold(Fold(%q)) = %q, want %q", s, again, key)
	}
}

func BenchmarkAppendFold(b *testing.B) {
	for _, bm := range []struct{ name, text string }{
		{"ascii", "J. Hansen Transport og Logistik A/S, Viborg"},
		{"danish", "Rengøringsselskabet Æblegården på Ærø ApS"},
	} {
		b.Run(bm.name, func(b *testing.B) {
			buf := make([]byte, 0, 256)
			b.SetBytes(int64(len(bm.text)))
			b.ReportAllocs()
			for b.Loop() {
				buf = AppendFold(buf[:0], bm.text)
			}
		})
	}
}
