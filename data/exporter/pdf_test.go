package exporter

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"

	"jobspor/model"
)

// paper is a document as long as asked for: the texts of a work agreement, with every letter that Danish has.
func paper(steps, words int) *model.Document {
	doc := &model.Document{Title: "Arbejdsaftale", Subtitle: "F-0041 · udgave 2 · æøå ÆØÅ", Lang: "da", Fit: true}
	long := strings.TrimSpace(strings.Repeat("Blåbærgrød på øen æder alle ", words))
	doc.Sections = append(doc.Sections, model.Section{Title: "Opgaver",
		Facts: []model.Fact{{Label: "Opgaver i praktiktimer", Value: long}, {Label: "Ved fravær", Value: long}}})
	t := &model.TableDoc{Columns: []model.Column{{Key: "from", Title: "Fra"},
		{Key: "trial", Title: "Praktiktimer/uge", Right: true}, {Key: "trigger", Title: "Trinnet tages, når"}}}
	for i := range steps {
		t.Rows = append(t.Rows, []model.Cell{{Text: fmt.Sprintf("trin %d", i+1)}, {Text: "7,25"}, {Text: long}})
	}
	doc.Sections = append(doc.Sections, model.Section{Title: "Timer og trin", Table: t})
	doc.Notes = []string{"Sidste linje: Ærø, Samsø, Læsø, Ålborg."}
	return doc
}

func printed(t *testing.T, doc *model.Document) (*pdf.Reader, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := To(&b, doc, PDF, Options{}); err != nil {
		t.Fatal(err)
	}
	r, err := pdf.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return r, b.Bytes()
}

func readBack(t *testing.T, r *pdf.Reader) string {
	t.Helper()
	var out strings.Builder
	for i := range r.NumPage() {
		text, err := r.Page(i + 1).GetPlainText(nil)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(text + "\n")
	}
	return out.String()
}

// TestPDFIsReadBack: one A4 page, its text with every letter, its fonts inside the file.
func TestPDFIsReadBack(t *testing.T) {
	r, _ := printed(t, paper(3, 1))
	if r.NumPage() != 1 {
		t.Fatalf("%d pages, want one", r.NumPage())
	}
	text := readBack(t, r)
	for _, want := range []string{"Arbejdsaftale", "F-0041 · udgave 2 · æøå ÆØÅ", "Blåbærgrød på øen æder alle",
		"trin 3", "7,25", "Sidste linje: Ærø, Samsø, Læsø, Ålborg."} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	page := r.Page(1)
	box := page.V.Key("Parent").Key("MediaBox")
	if w, h := box.Index(2).Float64(), box.Index(3).Float64(); w < 595 || w > 596 || h < 841 || h > 842 {
		t.Errorf("the page is %.1f by %.1f points, want A4", w, h)
	}
	if len(page.Fonts()) != 2 {
		t.Errorf("fonts %v, want a regular and a bold one", page.Fonts())
	}
	for _, name := range page.Fonts() {
		font := page.Font(name).V
		file := font.Key("DescendantFonts").Index(0).Key("FontDescriptor").Key("FontFile2")
		if file.Kind() != pdf.Stream || file.Key("Length").Int64() < 1000 {
			t.Errorf("font %s is not in the file", name)
		}
	}
}

// TestPDFFits: however much there is that anybody would read, a paper that is to fit is one page with all of it.
func TestPDFFits(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {6, 3}, {12, 5}, {20, 8}} {
		r, _ := printed(t, paper(size[0], size[1]))
		text := readBack(t, r)
		if r.NumPage() != 1 || !strings.Contains(text, "Ålborg") ||
			!strings.Contains(text, fmt.Sprintf("trin %d", size[0])) {
			t.Errorf("%d steps: %d pages", size[0], r.NumPage())
		}
	}
	// More than a page can hold in readable print goes on: nothing is lost.
	if r, _ := printed(t, paper(60, 60)); r.NumPage() < 2 || !strings.Contains(readBack(t, r), "Ålborg") {
		t.Errorf("%d pages for a book", r.NumPage())
	}
}

// TestPDFOfAList: a long table goes on over pages, each with the heading and its number.
func TestPDFOfAList(t *testing.T) {
	doc := paper(200, 2)
	doc.Fit = false
	r, _ := printed(t, doc)
	if r.NumPage() < 3 {
		t.Fatalf("%d pages", r.NumPage())
	}
	for i := range r.NumPage() {
		text, err := r.Page(i + 1).GetPlainText(nil)
		rows := strings.Contains(text, "trin ")
		if err != nil || strings.Contains(text, "Praktiktimer/uge") != rows ||
			!strings.Contains(text, fmt.Sprint(i+1)) {
			t.Errorf("page %d lacks its heading or number", i+1)
		}
	}
	if text := readBack(t, r); strings.Count(text, "trin ") != 200 {
		t.Errorf("%d rows, want 200", strings.Count(text, "trin "))
	}
}

func TestPDFIsTheSameEveryTime(t *testing.T) {
	_, first := printed(t, paper(8, 4))
	for range 5 {
		if _, again := printed(t, paper(8, 4)); !bytes.Equal(first, again) {
			t.Fatal("the same document gives other bytes")
		}
	}
}

// TestPDFOfOddText: what the fonts lack is a box, what they have is itself, and nothing makes it fail.
func TestPDFOfOddText(t *testing.T) {
	doc := &model.Document{Title: "Nguyễn Thị 中文 🙂 \x1b[31m", Lang: "da",
		Sections: []model.Section{{Facts: []model.Fact{
			{Label: "Navn", Value: "A\u030angstro\u0308m ﬁ"},
			{Label: strings.Repeat("x", 300), Value: strings.Repeat("å", 500)}}},
			{Title: "tom", Table: &model.TableDoc{}}, {Table: &model.TableDoc{Columns: []model.Column{{Title: "A"},
				{Title: "B"}}, Rows: [][]model.Cell{{{Text: "kort"}}}}}}}
	r, _ := printed(t, doc)
	text := readBack(t, r)
	for _, want := range []string{"Nguyễn Thị", "□□ □", "Ångström", "kort"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Count(text, "å") != 500 {
		t.Errorf("%d of 500 letters", strings.Count(text, "å"))
	}
}

func FuzzPDF(f *testing.F) {
	f.Add("Ærø", "a\nb", 3)
	f.Fuzz(func(t *testing.T, a, b string, n int) {
		doc := &model.Document{Title: a, Fit: n%2 == 0,
			Sections: []model.Section{{Title: b, Text: []string{a}, Facts: []model.Fact{{Label: a, Value: b}},
				Table: &model.TableDoc{Columns: []model.Column{{Title: a}, {Title: b, Right: true}},
					Rows: [][]model.Cell{{{Text: b}, {Text: a}}}}}},
			Notes: []string{b}}
		if err := To(&bytes.Buffer{}, doc, PDF, Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
