package lang

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestWordFilesHaveNoFaults(t *testing.T) {
	for _, err := range Check() {
		t.Error(err)
	}
	if n := len(New(Danish).Keys()); n < 50 {
		t.Errorf("got %d keys, want the words of the program", n)
	}
}

// with returns a Lang over a made-up word file.
func with(t *testing.T, code Code, file string) *Lang {
	t.Helper()
	b := readAll(fstest.MapFS{"words/x.txt": {Data: []byte(file)}, "words/term.txt": {Data: []byte(
		"term.borger = borger | citizen\nterm.borger.pl = borgere | citizens\n" +
			"term.deltager = deltager | participant\nterm.deltager.pl = deltagere | participants\n")}})
	for _, err := range b.check() {
		t.Fatal(err)
	}
	return &Lang{code: code, words: b.entries}
}

func TestT(t *testing.T) {
	file := `x.plain = Gem | Save
x.args = {n} {n?række:rækker} til {name} | {n} {n?row:rows} to {name}
x.escape = a \| b\n\{c\} | a \| b\n\{c\}
x.term = {Term:borger.pl} og en {term:borger} | {Term:borger.pl} and a {term:borger}
x.people = {n} {n?term:borger} | {n} {n?term:borger}
x.hours = {h} {h?time:timer} | {h} {h?hour:hours}
`
	da, en := with(t, Danish, file), with(t, English, file)
	swapped := da.With(map[string]string{"borger": "deltager"})
	own := en.With(map[string]string{"borger": "guest", "borger.pl": "guests"})
	for _, tt := range []struct{ got, want string }{
		{da.T("x.plain"), "Gem"},
		{en.T("x.plain"), "Save"},
		{da.T("x.args", "n", 1, "name", "Lis"), "1 række til Lis"},
		{da.T("x.args", "n", 0, "name", "Lis"), "0 rækker til Lis"},
		{en.T("x.args", "name", "{n}", "n", 12345), "12,345 rows to {n}"},
		{da.T("x.args", "n", 2), "2 rækker til ⟨name⟩"},
		{da.T("x.args", "n"), "⟨n⟩ rækker til ⟨name⟩"},
		{da.T("x.escape"), "a | b\n{c}"},
		{da.T("x.term"), "Borgere og en borger"},
		{swapped.T("x.term"), "Deltagere og en deltager"},
		{own.T("x.term"), "Guests and a guest"},
		{da.T("x.people", "n", 1), "1 borger"},
		{da.T("x.people", "n", 0), "0 borgere"},
		{swapped.T("x.people", "n", 1), "1 deltager"},
		{own.T("x.people", "n", 2), "2 guests"},
		{da.T("x.hours", "h", Quarters(6)), "1,5 time"},
		{da.T("x.hours", "h", Quarters(29)), "7,25 timer"},
		{en.T("x.hours", "h", Quarters(6)), "1.5 hours"},
		{en.T("x.hours", "h", Quarters(4)), "1 hour"},
		{da.T("x.gone"), "⟨x.gone⟩"},
		{da.Term("borger.def"), "⟨term.borger.def⟩"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
	if da.Has("x.gone") || !da.Has("x.plain") {
		t.Error("Has does not agree with the file")
	}
}

func TestFaultsAreFound(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"no language", "x.a = Gem", "exactly two texts"},
		{"three languages", "x.a = a | b | c", "exactly two texts"},
		{"no equals", "x.a: a | b", "a line is"},
		{"twice", "x.a = a | b\nx.a = a | b", "already in x.txt:1"},
		{"placeholders", "x.a = {n} | {m}", "placeholders differ"},
		{"plural is a placeholder", "x.a = {n} {n?a:b} | all", "placeholders differ"},
		{"open brace", "x.a = {n | a", "without }"},
		{"close brace", "x.a = n} | a", "without {"},
		{"name", "x.a = {N k} | a", "not a name"},
		{"choice", "x.a = {n?a} | a", "choice by number"},
		{"shouting", "x.a = Gemt! | Saved", "exclamation"},
		{"space", "x.a = Gem  | Save", "space"},
		{"spaces", "x.a = Gem  nu | Save", "two spaces"},
		{"dots", "x.a = Vent... | Wait", "three dots"},
		{"term", "x.a = {term:hest} | horse", `no term "hest"`},
		{"counted term", "x.a = {n} {term:borger.pl} | {n} citizens", "{n?term:borger}"},
		{"counted term without a plural", "x.a = {n} {n?term:hest} | {n} {n?horse:horses}", `no term "hest.pl"`},
		{"backslash", `x.a = a | b\`, `ends in \`},
		{"control", "x.a = a\x1b[1m | b", "control character"},
	} {
		b := readAll(fstest.MapFS{"words/x.txt": {Data: []byte(tt.file)}})
		var all []string
		for _, err := range b.check() {
			all = append(all, err.Error())
		}
		if got := strings.Join(all, "; "); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAreaMayHaveSeveralFiles(t *testing.T) {
	b := readAll(fstest.MapFS{
		"words/x.txt": {Data: []byte("x.a = a | b\r\n")}, "words/x-more.txt": {Data: []byte("# note\n\nx.b = c | d")},
	})
	if errs := b.check(); len(errs) != 0 || len(b.entries) != 2 {
		t.Errorf("got %v and %d keys, want 2 without faults", errs, len(b.entries))
	}
}

func TestEveryKitAndKeysWordIsThere(t *testing.T) {
	for _, code := range []Code{Danish, English} {
		l := New(code)
		for _, k := range l.Keys() {
			if got := l.T(k); strings.TrimSpace(got) == "" {
				t.Errorf("%s %s: got nothing", code, k)
			}
		}
	}
}

// asked finds word keys in Go source: the first argument of T, and what labels,
// groups and reasons of bindings name.
var asked = regexp.MustCompile(`(?:\bT\(|\bLabel: |\bGroup\w* += |\.As\()"([a-z]+\.[a-z0-9.]*[a-z0-9])"`)
var comment = regexp.MustCompile(`(?m)^\s*//.*$`)

func TestEveryWordTheInterfaceAsksForIsThere(t *testing.T) {
	l, found := New(Danish), 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range asked.FindAllSubmatch(comment.ReplaceAll(src, nil), -1) {
			found++
			if key := string(m[1]); !l.Has(key) {
				t.Errorf("%s: there is no word %q", path, key)
			}
		}
		return err
	})
	if err != nil || found < 30 {
		t.Errorf("got %d keys and %v, want those of the interface", found, err)
	}
}

func TestParseCode(t *testing.T) {
	for in, want := range map[string]Code{
		"da": Danish, "da_DK.UTF-8": Danish, "en": English, "en_GB": English, "EN-us": English,
	} {
		if got, ok := ParseCode(in); got != want || !ok {
			t.Errorf("%s: got %s %v, want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "de_DE", "C", "danish", "english"} {
		if _, ok := ParseCode(in); ok {
			t.Errorf("%s: got a language", in)
		}
	}
}

func TestNumbers(t *testing.T) {
	da, en := New(Danish), New(English)
	for _, tt := range []struct{ got, want string }{
		{da.Int(2026), "2026"}, {da.Int(12345), "12.345"}, {en.Int(-1234567), "-1,234,567"},
		{da.Int(100000), "100.000"},
		{da.Decimal(4.5, 1), "4,5"}, {en.Decimal(4.5, 2), "4.50"}, {da.Decimal(-0.5, 1), "-0,5"},
		{da.Decimal(12345.6, 1), "12.345,6"},
		{da.Trimmed(2.10, 2), "2,1"}, {da.Trimmed(20, 2), "20"}, {da.Trimmed(100, 0), "100"},
		{da.Percent(0.15, 0), "15 %"}, {en.Percent(0.155, 1), "15.5%"},
		{da.Hours(29), "7,25"}, {en.Hours(30), "7.5"}, {da.Hours(0), "0"}, {da.Hours(-3), "-0,75"},
		{da.Value(3.14159), "3,14"}, {da.Value(nil), ""}, {da.Value(true), "true"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	da, en := New(Danish), New(English)
	d := time.Date(2026, 11, 26, 10, 30, 0, 0, time.UTC)
	for _, tt := range []struct{ got, want string }{
		{da.Day(d), "tor 26/11"}, {en.Day(d), "Thu 26/11"}, {da.DayYear(d), "tor 26/11 2026"},
		{da.DayLong(d), "torsdag 26. november 2026"}, {en.DayLong(d), "Thursday 26 November 2026"},
		{da.Week(48), "uge 48"}, {en.Week(48), "week 48"},
		{da.Near(d, d), "i dag"}, {da.Near(d.AddDate(0, 0, -1), d), "i går"},
		{en.Near(d.AddDate(0, 0, 1), d), "tomorrow"},
		{da.Near(d.AddDate(0, 0, 5), d), "tir 1/12"}, {da.Near(d.AddDate(0, 0, 9), d), "5/12"},
		{da.Near(d.AddDate(1, 0, 9), d), "5/12 2027"},
		{da.Clock(d), "10.30"}, {en.Clock(d), "10:30"}, {da.T("kit.count", "shown", 1, "total", d), "1 af tor 26/11"},
		{da.WeekdayShort(time.Saturday), "lør"}, {da.Month(11), "november"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func FuzzParseText(f *testing.F) {
	f.Add("{n?a:b} \\n {term:borger}")
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := parseText(s); err == nil {
			l := &Lang{code: Danish, words: map[string]*entry{"x": {danish: source{text: s}}}}
			l.T("x", "n", 1)
		}
	})
}
