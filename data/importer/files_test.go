package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"jobspor/model"
	"jobspor/model/schema"
)

// workbook makes an XLSX file of sheets with rows.
func workbook(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for name, rows := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(name, at, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbook(t *testing.T) {
	data := workbook(t, map[string][][]any{
		"Forside": {{"Udtræk"}, {"navn"}},
		"Data": {
			{"Virksomheder i Ishøj"}, {},
			{"Virksomhed", "CVR-nr", "P-nr", "Postnr", "Årsværk", "Årsværk dato", "Vil ansætte"},
			{"Bageren", 13748136, 1003456789, 2635, 4.5, model.NewDate(2026, 1, 31).Time(), true},
			{}, {"=SUM(1)", "24256790"},
		},
	})
	src, err := Read(context.Background(), bytes.NewReader(data), int64(len(data)), "liste.csv") // the name lies
	if err != nil || src.Kind != Sheet {
		t.Fatalf("got %v %v, want a workbook", src, err)
	}
	p, err := NewPlan(context.Background(), src, nil, "company", options())
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, p, map[Verdict]int{New: 2})
	if got, w := fields(companies(p)[0], "name", "cvr", "pnumber", "postcode", "fte", "fte_on", "open_to_hire"),
		"Bageren | 13748136 | 1003456789 | 2635 | 4.5 | 2026-01-31 | yes"; got != w {
		t.Errorf("got %q, want %q", got, w)
	}
	if got := companies(p)[1].Name; got != "=SUM(1)" || p.Row(1).Line != 6 {
		t.Errorf("got %q in row %d, want =SUM(1) in row 6", got, p.Row(1).Line)
	}
}

// huge is a file of any size without bytes behind it.
type huge struct{}

func (huge) ReadAt(p []byte, _ int64) (int, error) { return len(p), nil }

const openSheet = "application/vnd.oasis.opendocument.spreadsheet"

func TestFilesThatAreNoLists(t *testing.T) {
	zipped := func(names ...string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, n := range names {
			if w, err := z.Create(n); err == nil {
				_, _ = w.Write([]byte(map[bool]string{true: openSheet, false: "<x/>"}[n == "mimetype"]))
			}
		}
		_ = z.Close()
		return b.String()
	}
	book := workbook(t, map[string][][]any{"A": {{"navn"}, {"Bageren"}}})
	for _, c := range []struct{ name, text, key string }{
		{"empty", "", "err.import.nothing"},
		{"only a mark", "\ufeff \n", "err.import.nothing"},
		{"binary", "navn;cvr\n\x00\x01\x02\x03", "err.import.binary"},
		{"control characters", "navn\n" + strings.Repeat("\x01\x02ab", 100), "err.import.binary"},
		{"PDF", "%PDF-1.7\n…", "err.import.binary"},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "err.import.xls"},
		{"another zip", zipped("word/document.xml"), "err.import.zip"},
		{"an OpenDocument spreadsheet", zipped("mimetype", "content.xml"), "err.import.ods"},
		{"half a zip", zipped("xl/workbook.xml")[:30], "err.import.sheet"},
		{"half a workbook", string(book[:len(book)/2]), "err.import.sheet"},
		{"no workbook inside", zipped("xl/workbook.xml"), "err.import.sheet"},
		{"header only", "navn;cvr;postnr\r\n", "err.import.empty"},
		{"no header", "Bageren;13748136;2635\n", "err.import.header"},
		{"prose", "Kære alle, her kommer listen.\nHilsen", "err.import.header"},
		{"no identifying column", "postnr;by\n2635;Ishøj\n", "err.import.columns"},
		{"open quote", "navn;cvr\n\"Bageren;13748136\n", "err.import.quote"},
		{"endless row", "navn;cvr\n" + strings.Repeat("x", maxRecord+10), "err.import.row.long"},
		{"half a JSON", `[{"navn":"A"},{"navn":`, "err.import.json"},
		{"no records", `{"hits":{"hits":[]}}`, "err.import.empty"},
		{"an object too large", `[{"navn":"` + strings.Repeat("x", maxObject+100_000) + `"}]`, "err.import.object"},
		{"nested", strings.Repeat("[", 100), "err.import.json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, err := Read(context.Background(), strings.NewReader(c.text), int64(len(c.text)), "fil.csv")
			if err == nil {
				_, err = NewPlan(context.Background(), src, nil, "company", options())
			}
			var e *model.Error
			if !errors.As(err, &e) || e.Key != c.key || e.Args["file"] != "fil.csv" {
				t.Errorf("got %v, want %s that names the file", err, c.key)
			}
		})
	}
	if _, err := Read(context.Background(), huge{}, 2<<30, "stor.csv"); err == nil ||
		err.(*model.Error).Key != "err.import.big" {
		t.Errorf("2 GB: got %v, want err.import.big", err)
	}
}

func TestZipBomb(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		zeros := make([]byte, 1<<20)
		for range 260 {
			if _, err := w.Write(zeros); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Read(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()), "bombe.xlsx")
	var e *model.Error
	if !errors.As(err, &e) || e.Key != "err.import.bomb" {
		t.Errorf("got %v for %d bytes that unpack to 520 MB, want err.import.bomb", err, b.Len())
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "liste.txt")
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	src, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPlan(context.Background(), src, nil, "company", options())
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, p, map[Verdict]int{New: 2})
	if err := src.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	for path, want := range map[string]string{filepath.Join(dir, "væk.csv"): "err.import.missing",
		dir: "err.import.folder", os.DevNull: "err.import.device"} {
		_, err := Open(context.Background(), path)
		var e *model.Error
		if !errors.As(err, &e) || e.Key != want {
			t.Errorf("%s: got %v, want %s", path, err, want)
		}
	}
	if os.Geteuid() != 0 { // the administrator may read everything
		if err := os.Chmod(path, 0); err == nil {
			if _, err := Open(context.Background(), path); err == nil {
				t.Error("a file without permission opens")
			}
		}
	}
}

// TestWorkbookAsOthersWriteIt has what other programs write: texts in runs, inline texts, errors, no cell names.
func TestWorkbookAsOthersWriteIt(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"xl/workbook.xml": `<workbook xmlns:r="x"><sheets><sheet name="A" sheetId="1" r:id="rId7"/>` +
			`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships>` +
			`<Relationship Id="rId7" Target="/xl/worksheets/ark.xml"/></Relationships>`,
		"xl/SharedStrings.xml": `<sst><si><t>navn</t></si><si><r><t>Søens </t></r><r><rPr><b/></rPr>` +
			`<t>Køkken</t></r><rPh><t>x</t></rPh></si></sst>`,
		"xl/worksheets/ark.xml": `<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>` +
			`<x:c t="inlineStr"><x:is><x:t>note</x:t></x:is></x:c><x:c t="str"><x:v>by</x:v></x:c></x:row>` +
			`<x:row r="5"><x:c r="A5" t="s"><x:v>1</x:v></x:c><x:c r="C5" t="e"><x:v>#N/A</x:v></x:c>` +
			`<x:c r="B5" t="str"><x:f>A1</x:f><x:v>a_x000D__x000a_b _x005F_x000D_</x:v></x:c></x:row>` +
			`</x:sheetData></x:worksheet>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	p := plan(t, nil, "company", b.String(), options())
	wantCounts(t, p, map[Verdict]int{New: 1})
	if got := fields(companies(p)[0], "name", "note", "town"); got != "Søens Køkken | a\nb _x000D_ | " ||
		p.Row(0).Line != 5 {
		t.Errorf("got %q in row %d", got, p.Row(0).Line)
	}
}

func TestABrokenLetterCostsItsRowOnly(t *testing.T) {
	p := plan(t, nil, "company", "navn\nSøren Ærlig Åben\nS\xf8ren\n", options())
	wantCounts(t, p, map[Verdict]int{New: 1, Refused: 1})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"CVR-nr.": "cvr nr", "Årsværk": "aarsvaerk", "A\u030arsværk": "aarsvaerk",
		" Ønsket  timetal ": "oensket timetal", "daily_name": "daily name",
		"Café": "cafe", "Lagkagehuset's": "lagkagehusets", "": "", "…": "", "Müller": "muller",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q): got %q, want %q", in, got, want)
		}
		if got := fold(fold(in)); got != fold(in) {
			t.Errorf("fold(%q) is not its own key: %q", in, got)
		}
	}
	for _, typ := range schema.Types() {
		for _, f := range typ.Fields {
			for _, name := range f.Import {
				if fold(name) != name {
					t.Errorf("%s.%s: the heading %q is not folded as headings of files are: %q", typ.Name, f.Key,
						name, fold(name))
				}
			}
		}
	}
}

// TestCellsOfAWorkbook: what number cells are in a text, by their format.
func TestCellsOfAWorkbook(t *testing.T) {
	for _, c := range []struct {
		format, value, want string
		number              bool
	}{
		{"", "4.5", "4.5", true},
		{"", "2.5313763E7", "25313763", true},
		{"", "12345678.0", "12345678", true},
		{"", "4.4999999999999996", "4.5", true},
		{"", "0.1", "0.1", true},
		{"", "-3", "-3", true},
		{"", "1.00345678901E11", "100345678901", true},
		{"", "12345678901234567890", "12345678901234567890", true},
		{"General", "46348", "46348", true},
		{"0.00", "46348", "46348", true},
		{"#,##0", "1234", "1234", true},
		{"#,##0.00 \"dage\"", "1234", "1234", true},
		{"dd-mm-yyyy", "46348", "2026-11-22", false},
		{"[$-406]d. mmmm yyyy;@", "46348", "2026-11-22", false},
		{"yyyy\\-mm\\-dd", "46348", "2026-11-22", false},
		{"mmm-yy", "46348", "2026-11-22", false},
		{"dd-mm-yyyy hh:mm", "46348.395833333336", "2026-11-22 09:30", false},
		{"dd-mm-yyyy hh:mm", "46348", "2026-11-22", false},
		{"d/m/yyyy", "1", "1900-01-01", false},
		{"d/m/yyyy", "59", "1900-02-28", false},
		{"d/m/yyyy", "61", "1900-03-01", false},
		{"d/m/yyyy", "3000000", "3000000", true},
		{"d/m/yyyy", "-1", "-1", true},
		{"h:mm", "0.395833333333333", "09:30", false},
		{"h:mm:ss", "0.39585648148148", "09:30:02", false},
		{"[h]:mm", "1.5625", "37:30", false},
		{"0000", "800", "0800", false},
		{"0000", "2635", "2635", true},
		{"00000000", "1234567.5", "1234567.5", true},
		{"@", "2635", "2635", true},
	} {
		f := cellFormats{from: firstExcel.Time()}
		got, number := f.show(formatOf(c.format), c.value)
		if got != c.want || number != c.number {
			t.Errorf("%s in %q: got %q (number %v), want %q (%v)", c.value, c.format, got, number, c.want, c.number)
		}
	}
	for id, want := range map[int]cellFormat{0: formatPlain, 2: formatPlain, 13: formatPlain, 14: formatDay,
		17: formatDay, 18: formatTime, 21: formatTime, 22: formatDay, 37: formatPlain, 45: formatTime, 46: formatSpan,
		49: formatPlain} {
		if got := builtInFormat(id); got != want {
			t.Errorf("format %d: got %d, want %d", id, got, want)
		}
	}
}

// TestDatesOfAWorkbookInTexts: a date cell is a day in every kind of field, also in a workbook that counts from 1904.
func TestDatesOfAWorkbookInTexts(t *testing.T) {
	for _, from1904 := range []bool{false, true} {
		f := excelize.NewFile()
		day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		if err != nil {
			t.Fatal(err)
		}
		own := "0000"
		zeros, err := f.NewStyle(&excelize.Style{CustomNumFmt: &own})
		if err != nil {
			t.Fatal(err)
		}
		serial := 46348
		if from1904 {
			serial -= 1462
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
				t.Fatal(err)
			}
		}
		_ = f.SetSheetRow("Sheet1", "A1", &[]any{"navn", "note", "Årsværk dato", "postnr", "tlf"})
		_ = f.SetSheetRow("Sheet1", "A2", &[]any{"A", serial, serial, 800, 43112233})
		_ = f.SetCellStyle("Sheet1", "B2", "C2", day)
		_ = f.SetCellStyle("Sheet1", "D2", "D2", zeros)
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		f.Close()
		src, err := Read(context.Background(), bytes.NewReader(b.Bytes()), int64(b.Len()), "a.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		p, err := NewPlan(context.Background(), src, nil, "company", options())
		if err != nil {
			t.Fatal(err)
		}
		wantCounts(t, p, map[Verdict]int{New: 1})
		if got, want := fields(companies(p)[0], "name", "note", "fte_on", "postcode", "phone"),
			"A | 2026-11-22 | 2026-11-22 | 0800 | 43 11 22 33"; got != want {
			t.Errorf("from 1904 %v: got %q, want %q", from1904, got, want)
		}
	}
}

// TestDecomposedFilesAreUnchanged: a second import of a file that macOS wrote changes nothing, whichever form the first
// had.
func TestDecomposedFilesAreUnchanged(t *testing.T) {
	there := memoryStore{}
	composed := "navn;postnr;by;telefon;note\nÅse Café;2635;Ishøj;+45 43112233;på hjørnet\n"
	p := plan(t, there, "company", composed, options())
	there.apply(p.ChangeSet(""))
	for _, text := range []string{composed, norm.NFD.String(composed),
		strings.ReplaceAll(norm.NFD.String(composed), "+45 43112233", "43 11 22 33")} {
		p := plan(t, there, "company", text, options())
		wantCounts(t, p, map[Verdict]int{Unchanged: 1})
	}
}
