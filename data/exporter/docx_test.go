package exporter

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"jobspor/model"
)

// signedPaper is a document with everything that a paper can have.
func signedPaper() *model.Document {
	doc := paper(3, 2)
	doc.From = model.Letterhead{Name: "Ishøj Kommune <1>", Address: []string{"Store Torv 1", "2635 Ishøj"}}
	doc.Sections[1].Charts = []model.Chart{{
		Series: []string{"Praktiktimer/uge", "Løntimer/uge"},
		Rows: []model.ChartRow{
			{Label: "man 5/10 2026", Values: []float64{12, 0}, Text: "12 + 0"},
			{Label: "man 2/11 2026", Values: []float64{10, 2.25}, Text: "10 + 2,25"},
		},
	}}
	sign := &model.TableDoc{Signed: true, Columns: []model.Column{{Title: "Part"}, {Title: "Navn"}, {Title: "Dato"},
		{Title: "Underskrift"}}}
	for _, who := range [][3]string{
		{"Borger", "Anja Holm", "fre 23/10 2026"}, {"Virksomhed", "Lis Vestergaard", ""},
		{"Kommune", strings.Repeat("Wolfeschlegelstein ", 8), ""},
	} {
		sign.Rows = append(sign.Rows, []model.Cell{{Text: who[0]}, {Text: who[1]}, {Text: who[2]}, {Text: "____"}})
	}
	doc.Sections = append(doc.Sections, model.Section{Title: "Underskrifter", Table: sign})
	return doc
}

// openDOCX gives the parts of a document, each checked to be well-formed.
func openDOCX(t *testing.T, doc *model.Document) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := To(&b, doc, DOCX, Options{}); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
		if path.Ext(f.Name) == ".png" {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(content)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is not well-formed: %v", f.Name, err)
			}
		}
	}
	return parts
}

// words is the text of a part.
func words(t *testing.T, part string) string {
	t.Helper()
	var out strings.Builder
	for d := xml.NewDecoder(strings.NewReader(part)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		switch k := token.(type) {
		case xml.CharData:
			out.Write(k)
		case xml.EndElement:
			if k.Name.Local == "p" {
				out.WriteByte('\n')
			}
		}
	}
}

// TestDOCXHasEverything: each part that is named is there, and the text has every word of the document.
func TestDOCXHasEverything(t *testing.T) {
	doc := signedPaper()
	doc.From.Logo = testLogo(t, 300, 100)
	parts := openDOCX(t, doc)
	for name, part := range parts {
		if path.Ext(name) != ".rels" {
			continue
		}
		base := path.Dir(path.Dir(name))
		var rels struct {
			Relationship []struct {
				Target string `xml:",attr"`
			}
		}
		if err := xml.Unmarshal([]byte(part), &rels); err != nil || len(rels.Relationship) == 0 {
			t.Errorf("%s: %v, %d relations, want some", name, err, len(rels.Relationship))
		}
		for _, r := range rels.Relationship {
			if parts[path.Join(base, r.Target)] == "" {
				t.Errorf("%s names %s, which is missing", name, r.Target)
			}
			if !strings.Contains(parts["[Content_Types].xml"], r.Target) && path.Ext(r.Target) != ".png" {
				t.Errorf("%s has no type", r.Target)
			}
		}
	}
	text := words(t, parts["word/document.xml"])
	for _, want := range []string{
		"Arbejdsaftale\n", "F-0041 · udgave 2 · æøå ÆØÅ\n", "Opgaver\n", "Ved fravær\n", "trin 3\n", "7,25\n",
		"Trinnet tages, når\n", "Anja Holm\n", "fre 23/10 2026\n", "Underskrift\n", "Dato\n", "Ålborg",
		"░ Praktiktimer/uge   █ Løntimer/uge\nman 5/10 2026\n" + strings.Repeat("░", 35) + "\n12 + 0\n",
		"man 2/11 2026\n" + strings.Repeat("░", 29) + strings.Repeat("█", 7) + "\n10 + 2,25\n",
		strings.TrimSpace(strings.Repeat("Wolfeschlegelstein ", 8)),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "____") {
		t.Error("a line of underscores beside the line to sign on")
	}
	got, want := words(t, parts["word/header1.xml"]), "Ishøj Kommune <1>\nStore Torv 1\n2635 Ishøj\n"
	if !strings.Contains(got, want) {
		t.Errorf("header %q, want name and address", got)
	}
	for part, want := range map[string]string{
		"docProps/core.xml":           "<dc:title>Arbejdsaftale</dc:title><dc:language>da-DK</dc:language>",
		"word/styles.xml":             `w:lang w:val="da-DK"`,
		"word/document.xml":           `<w:trHeight w:val="737" w:hRule="atLeast"/>`, // 13 mm
		"word/media/logo.png":         "PNG",
		"word/footer1.xml":            "NUMPAGES",
		"word/_rels/.rels":            "",
		"word/_rels/header1.xml.rels": "media/logo.png",
	} {
		if !strings.Contains(parts[part], want) {
			t.Errorf("%s has no %q", part, want)
		}
	}
	if core := parts["docProps/core.xml"]; strings.Contains(core, "creator") || strings.Contains(core, "modified") {
		t.Errorf("the file names an author or a time: %s", core)
	}
}

// TestDOCXWithoutLetterhead has no header and no empty space for one.
func TestDOCXWithoutLetterhead(t *testing.T) {
	doc := signedPaper()
	doc.From = model.Letterhead{}
	for name, part := range openDOCX(t, doc) {
		if strings.Contains(name, "header") || strings.Contains(part, "headerReference") {
			t.Errorf("%s speaks of a header", name)
		}
	}
}

// TestDOCXKeepsScripts: right-to-left text is marked as such, nothing is shaped or turned around.
func TestDOCXKeepsScripts(t *testing.T) {
	parts := openDOCX(t, named("Borger", "Hr. محمد علي, Vej 12\nשלום 🙂 李"))
	body := parts["word/document.xml"]
	if got := words(t, body); !strings.Contains(got, "Hr. محمد علي, Vej 12") || !strings.Contains(got, "שלום 🙂 李") {
		t.Errorf("got %q", got)
	}
	if want := `<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">محمد علي, </w:t>`; !strings.Contains(body, want) {
		t.Errorf("no %s in %s", want, body)
	}
}

func TestDOCXIsTheSameEveryTime(t *testing.T) {
	var first, again bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &again} {
		if err := To(b, signedPaper(), DOCX, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Error("the same document gives other bytes")
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add("Ærø", "a\nb\t<&>", 1)
	f.Add("\x00\ufffe", "محمد <b>", 7)
	f.Fuzz(func(t *testing.T, a, b string, n int) {
		table := &model.TableDoc{Signed: n%2 == 0, Rows: [][]model.Cell{{{Text: b}, {Text: a}}, {{Text: a}}}}
		for range n%5 + 1 {
			table.Columns = append(table.Columns, model.Column{Title: a})
		}
		openDOCX(t, &model.Document{Title: a, Subtitle: b, From: model.Letterhead{Name: a, Address: []string{b}},
			Sections: []model.Section{
				{Title: b, Text: []string{a}, Facts: []model.Fact{{Label: a, Value: b}}, Table: table},
			}, Notes: []string{b}})
	})
}
