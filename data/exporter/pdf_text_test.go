package exporter

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"jobspor/model"
)

// named is a document that has a text as the value of one fact.
func named(label, value string) *model.Document {
	return &model.Document{
		Title: "Aftale", Lang: "da", Sections: []model.Section{{Facts: []model.Fact{{Label: label, Value: value}}}},
	}
}

// TestPDFKeepsEveryLetter: text in the scripts that the fonts have is read back letter by letter.
func TestPDFKeepsEveryLetter(t *testing.T) {
	for _, text := range []string{
		"Nguyễn Thị Phượng Đặng", "Łukasz Žižek Ağaoğlu Şükrü Ķēniņš Ðorđević", "Αλέξανδρος Παπαδόπουλος",
		"Олександр Їжакевич Ђорђе", "Բարև", "გიორგი", "₤ € – “citat” „tysk“ … ½ ²",
	} {
		r, _ := printed(t, named("Borger", text))
		if got := strings.ReplaceAll(readBack(t, r), "\n", ""); !strings.Contains(got, text) {
			t.Errorf("read back %q, want %q in it", got, text)
		}
		// macOS writes letters and accents apart.
		r, _ = printed(t, named("Borger", norm.NFD.String(text)))
		if got := strings.ReplaceAll(readBack(t, r), "\n", ""); !strings.Contains(got, text) {
			t.Errorf("decomposed: read back %q, want %q in it", got, text)
		}
		if lost := Unprintable(named("Borger", text), PDF); len(lost) != 0 {
			t.Errorf("%q: %v is said to be lost, want nothing", text, lost)
		}
	}
}

// TestPDFKeepsRightToLeft: Arabic and Hebrew are read back as the letters that were written, in the order of the page;
// the table inside the file maps the joined forms back.
func TestPDFKeepsRightToLeft(t *testing.T) {
	for _, text := range []string{"محمد", "السلام", "شیرین پژمان", "לאה כהן", "ئێ"} {
		r, file := printed(t, named("Borger", "("+text+")"))
		letters := []rune(text)
		slices.Reverse(letters)
		got := strings.ReplaceAll(readBack(t, r), "\n", "")
		if want := "(" + string(letters) + ")"; !strings.Contains(got, want) {
			t.Errorf("read back %q, want %q in it", got, want)
		}
		if n := strings.Count(string(file), "startxref"); n != 1 {
			t.Errorf("%q: the file has %d indexes, want 1", text, n)
		}
	}
}

func TestArabicLettersJoin(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"محمد", "ﻣﺤﻤﺪ"},     // start, middle, middle, end
		{"دار", "ﺩﺍﺭ"},       // letters that join nothing after them
		{"سلام", "ﺳﻼﻡ"},      // the ligature after a letter that joins
		{"لا", "ﻻ"},          // and alone
		{"بَيت", "ﺑَﻴﺖ"},     // a vowel sign parts nothing
		{"ماء بك", "ﻣﺎﺀ ﺑﻚ"}, // a space does
		{"ىى", "ﯨﻰ"},
		{"Åse", "Åse"},
	} {
		if got := joined(c.text); got != c.want {
			t.Errorf("joined(%q) = %q (%U), want %q (%U)", c.text, got, []rune(got), c.want, []rune(c.want))
		}
	}
}

// TestVisualOrder: capital letters stand for Hebrew.
func TestVisualOrder(t *testing.T) {
	hebrew := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'A' && r <= 'Z' {
				return r - 'A' + 'א'
			}
			return r
		}, s)
	}
	for _, c := range []struct {
		line, want string
		rtl        bool
	}{
		{"dansk tekst", "dansk tekst", false},
		{"navn ABC her", "navn CBA her", false},
		{"ABC", "CBA", false},
		{"ABC", "CBA", true},
		{"ABC 12 vej", "12 CBA vej", false},
		{"ABC 12 DEF", "FED 12 CBA", false},
		{"ABC 12,5% vej", "12,5% CBA vej", false},
		{"ABC 12", "12 CBA", true},
		{"ABC dansk DEF", "FED dansk CBA", true},
		{"ABC dansk DEF", "CBA dansk FED", false},
		{"(ABC)", "(CBA)", true},
		{"se (ABC) og [D]", "se (CBA) og [D]", false},
		{"12 vej", "12 vej", true},
		{"A\u05b7B", "B\u05b7A", false}, // the fonts draw a vowel sign over what follows
	} {
		if got := visual(hebrew(c.line), c.rtl); got != hebrew(c.want) {
			t.Errorf("visual(%q, %v) = %q, want %q", c.line, c.rtl, got, hebrew(c.want))
		}
	}
}

// TestUnprintable: what a PDF loses is named with its part, its letters and how often; other formats lose nothing.
func TestUnprintable(t *testing.T) {
	doc := named("Borger", "Li 李 \u200d👩\u200d🦰 \u00ad 李")
	doc.Title, doc.Notes = "Aftale 🙂", []string{"ok", "ไทย"}
	doc.Sections = append(doc.Sections, model.Section{Title: "Trin", Table: &model.TableDoc{
		Columns: []model.Column{{Title: "Fra"}, {}},
		Rows:    [][]model.Cell{{{Text: "தமிழ்"}, {Text: "😀"}}, {{Text: "ok"}, {Value: "😀"}}},
	}})
	want := []model.Unprintable{
		{Kind: model.PartTitle, Letters: "🙂", N: 1},
		{Kind: model.PartNamed, Part: "Borger", Letters: "李👩🦰", N: 4},
		{Kind: model.PartNamed, Part: "Fra", Letters: "தமிழ்", N: 5},
		{Kind: model.PartNamed, Part: "Trin", Letters: "😀", N: 2},
		{Kind: model.PartNotes, Letters: "ไทย", N: 3},
	}
	if got := Unprintable(doc, PDF); !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	for _, f := range Formats {
		if got := Unprintable(doc, f); f != PDF && len(got) != 0 {
			t.Errorf("%s loses %v, want nothing", f, got)
		}
	}
	// A letter that cannot be joined is legible but not right; alone it is right.
	if got := Unprintable(named("Navn", "ڕێ"), PDF); len(got) != 1 || got[0].N != 2 {
		t.Errorf("Kurdish letters: %v, want two that do not join", got)
	}
	if got := Unprintable(named("Navn", "ێ"), PDF); len(got) != 0 {
		t.Errorf("a letter alone: %v, want nothing", got)
	}
}

// TestNothingBecomesAQuestionMark: a box stands where a letter is lost, and accents stay.
func TestNothingBecomesAQuestionMark(t *testing.T) {
	if got, want := printable("Ạ 李 ṩ x\u0302 👩\u200d🦰"), "Ạ □ ṩ x\u0302 □□"; got != want {
		t.Errorf("printable = %q, want %q", got, want)
	}
}

func TestParagraphFromRightToLeft(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "12": false, "dansk": false, "محمد": true, "محمد · B-0001, Vej 12": false, "12 محمد علي ok": true,
		"Navn: محمد علي عبد الله": false, "שלום": true,
	} {
		if got := rightToLeft(text); got != want {
			t.Errorf("rightToLeft(%q) = %v, want %v", text, got, want)
		}
	}
}
