package exporter

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jobspor/model"
	"jobspor/model/schema"
)

// sample is a shortlist as a screen would hand it over.
func sample() *model.Document {
	return &model.Document{
		Title: "Liste L-0003", Subtitle: "Køkken | Ishøj", Lang: "da",
		Sections: []model.Section{
			{Title: "Om", Text: []string{"Første afsnit.", "- ikke en liste"}, Facts: []model.Fact{{Label: "Mål",
				Value: "noget med *køkken*"}, {Label: "Oprettet", Value: "22-11-2026"}}},
			{Title: "Virksomheder", Table: &model.TableDoc{
				Columns: []model.Column{{Key: "name", Title: "Virksomhed"}, {Key: "fte", Title: "Årsværk", Right: true},
					{Key: "on", Title: "Dato"}, {Key: "places", Title: "Pladser", Right: true},
					{Key: "hire", Title: "Vil ansætte"}},
				Rows: [][]model.Cell{
					{{Text: "Søens Køkken; \"A\"/S"}, {Text: "4,5", Value: 4.5}, {Text: "22/11",
						Value: model.NewDate(2026, 11, 22)}, {Text: "3", Value: int64(3)}, {Text: "ja", Value: true}},
					{{Text: "=HYPERLINK(1)"}, {Text: "-5", Value: -5.0}, {}, {Text: "0", Value: int64(0)}},
					{{Text: "to\nlinjer \x1b[31m\u202e"}, {}, {}, {}, {Text: "|"}},
				},
			}},
		},
		Notes: []string{"Årsværk er ordinært ansatte."},
	}
}

func to(t *testing.T, f Format, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := To(&b, sample(), f, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func equal(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCSVIsRFC4180(t *testing.T) {
	got := to(t, CSV, Options{})
	equal(t, got, "Virksomhed,Årsværk,Dato,Pladser,Vil ansætte\r\n"+
		"\"Søens Køkken; \"\"A\"\"/S\",4.5,2026-11-22,3,ja\r\n"+
		"'=HYPERLINK(1),-5,,0,\r\n"+
		"\"to\r\nlinjer [31m\",,,,|\r\n")
	if rows, err := csv.NewReader(strings.NewReader(got)).ReadAll(); err != nil || len(rows) != 4 {
		t.Errorf("a strict reader got %d rows, %v", len(rows), err)
	}
}

func TestCSVForADanishExcel(t *testing.T) {
	equal(t, to(t, CSV, Options{Excel: true}), "\ufeffVirksomhed;Årsværk;Dato;Pladser;Vil ansætte\r\n"+
		"\"Søens Køkken; \"\"A\"\"/S\";4,5;2026-11-22;3;ja\r\n"+
		"'=HYPERLINK(1);-5;;0;\r\n"+
		"\"to\r\nlinjer [31m\";;;;|\r\n")
}

func TestTSVHasOneLineARow(t *testing.T) {
	equal(t, to(t, TSV, Options{}), "Virksomhed\tÅrsværk\tDato\tPladser\tVil ansætte\n"+
		"Søens Køkken; \"A\"/S\t4.5\t2026-11-22\t3\tja\n"+
		"'=HYPERLINK(1)\t-5\t\t0\t\n"+
		"to linjer [31m\t\t\t\t|\n")
}

func TestTextIsAligned(t *testing.T) {
	equal(t, to(t, Text, Options{}), `Liste L-0003
============

Køkken | Ishøj

Om
--

Første afsnit.

- ikke en liste

Mål:       noget med *køkken*
Oprettet:  22-11-2026

Virksomheder
------------

Virksomhed           Årsværk  Dato   Pladser  Vil ansætte
-------------------  -------  -----  -------  -----------
Søens Køkken; "A"/S      4,5  22/11        3  ja
=HYPERLINK(1)             -5               0
to linjer [31m                                |

Årsværk er ordinært ansatte.
`)
}

func TestMarkdownEscapes(t *testing.T) {
	equal(t, to(t, Markdown, Options{}), `# Liste L-0003

Køkken \| Ishøj

## Om

Første afsnit.

\- ikke en liste

- **Mål:** noget med \*køkken\*
- **Oprettet:** 22-11-2026

## Virksomheder

| Virksomhed | Årsværk | Dato | Pladser | Vil ansætte |
| --- | ---: | --- | ---: | --- |
| Søens Køkken; "A"/S | 4,5 | 22/11 | 3 | ja |
| \=HYPERLINK(1) | \-5 |  | 0 |  |
| to<br>linjer \[31m |  |  |  | \| |

> Årsværk er ordinært ansatte.
`)
	for in, want := range map[string]string{"1. punkt": `1\. punkt`, "2026-11-22": "2026-11-22", "<b>": "&lt;b&gt;",
		"a_b": `a\_b`, "3)": `3\)`, "": ""} {
		if got := markdown(in); got != want {
			t.Errorf("markdown(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestJSONIsTypedAndStable(t *testing.T) {
	got := to(t, JSON, Options{})
	equal(t, to(t, JSON, Options{}), got)
	var doc struct {
		Title    string
		Lang     string
		Sections []struct {
			Columns []struct{ Key, Title string }
			Rows    []map[string]any
		}
		Notes []string
	}
	if err := json.Unmarshal([]byte(got), &doc); err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	row := doc.Sections[1].Rows[0]
	if row["fte"] != 4.5 || row["on"] != "2026-11-22" || row["places"] != 3.0 || row["hire"] != true ||
		row["name"] != "Søens Køkken; \"A\"/S" {
		t.Errorf("got %v", row)
	}
	if row := doc.Sections[1].Rows[1]; row["name"] != "=HYPERLINK(1)" || row["on"] != nil {
		t.Errorf("got %v", row)
	}
	if strings.Index(got, `"name": "S`) > strings.Index(got, `"fte": 4.5`) {
		t.Error("members are not in the order of the columns")
	}
}

func TestWorkbookIsTypedAndHarmless(t *testing.T) {
	f, err := excelize.OpenReader(strings.NewReader(to(t, XLSX, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); len(got) != 1 || got[0] != "Virksomheder" {
		t.Errorf("got sheets %v", got)
	}
	for at, want := range map[string]string{"A1": "Virksomhed", "B2": "4.5", "C2": "2026-11-22", "D2": "3",
		"E2": "ja", "A3": "=HYPERLINK(1)", "B3": "-5", "A4": "to\nlinjer [31m"} {
		if got, err := f.GetCellValue("Virksomheder", at); got != want || err != nil {
			t.Errorf("%s: got %q %v, want %q", at, got, err, want)
		}
	}
	// Numbers carry no type.
	for at, want := range map[string]excelize.CellType{"B2": excelize.CellTypeUnset, "D2": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("Virksomheder", at); got != want || err != nil {
			t.Errorf("%s: got type %v %v, want %v", at, got, err, want)
		}
	}
	if formula, err := f.GetCellFormula("Virksomheder", "A3"); formula != "" || err != nil {
		t.Errorf("got the formula %q", formula)
	}
	panes, err := f.GetPanes("Virksomheder")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("got panes %+v %v, want a frozen first row", panes, err)
	}
	if w, err := f.GetColWidth("Virksomheder", "A"); err != nil || w < 19 || w > 60 {
		t.Errorf("got width %v %v", w, err)
	}
}

// TestWorkbookHoldsWhatWasWritten has the library read texts that XML or spreadsheets could take for something else,
// and the days around the first that all programs count alike.
func TestWorkbookHoldsWhatWasWritten(t *testing.T) {
	for _, c := range []struct {
		in   model.Cell
		want string
		typ  excelize.CellType
	}{
		{model.Cell{Text: "Møbler & <Træ> \"Søn\""}, "Møbler & <Træ> \"Søn\"", excelize.CellTypeInlineString},
		{model.Cell{Text: "  to mellemrum  "}, "  to mellemrum  ", excelize.CellTypeInlineString},
		{model.Cell{Text: "_x0041_"}, "_x0041_", excelize.CellTypeInlineString},
		{model.Cell{Text: "_x0041_x0042_x00"}, "_x0041_x0042_x00", excelize.CellTypeInlineString},
		{model.Cell{Text: "æ", Value: math.NaN()}, "NaN", excelize.CellTypeInlineString},
		{model.Cell{Value: math.Inf(1)}, "+Inf", excelize.CellTypeInlineString},
		{model.Cell{Value: 1e21}, "1e+21", excelize.CellTypeUnset},
		{model.Cell{Value: -3}, "-3", excelize.CellTypeUnset},
		{model.Cell{Value: int64(1) << 53}, "9007199254740992", excelize.CellTypeUnset},
		{model.Cell{Value: model.NewDate(1900, 2, 28)}, "1900-02-28", excelize.CellTypeInlineString},
		{model.Cell{Value: model.NewDate(1900, 3, 1)}, "61", excelize.CellTypeUnset},
		{model.Cell{Value: model.NewDate(2026, 11, 26)}, "46352", excelize.CellTypeUnset},
		{model.Cell{Value: model.Date(0)}, "", excelize.CellTypeUnset},
	} {
		doc := &model.Document{Title: "A & B", Lang: "da",
			Sections: []model.Section{{Title: "X & Y", Table: &model.TableDoc{
				Columns: []model.Column{{Key: "x"}, {Key: "y"}}, Rows: [][]model.Cell{{c.in}}}}}}
		var b bytes.Buffer
		if err := To(&b, doc, XLSX, Options{}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.GetCellValue("X & Y", "A1", excelize.Options{RawCellValue: true})
		if err != nil || got != c.want {
			t.Errorf("%v: got %q %v, want %q", c.in, got, err, c.want)
		}
		if got, err := f.GetCellType("X & Y", "A1"); err != nil || got != c.typ {
			t.Errorf("%v: got type %v %v, want %v", c.in, got, err, c.typ)
		}
		props, err := f.GetDocProps()
		if err != nil || props.Title != "A & B" || props.Language != "da" || props.Creator != "jobspor" {
			t.Errorf("got properties %+v %v", props, err)
		}
		f.Close()
	}
}

// TestWorkbookPrintsWell: a sheet is as wide as the page, and its headings stand on every page.
func TestWorkbookPrintsWell(t *testing.T) {
	f, err := excelize.OpenReader(strings.NewReader(to(t, XLSX, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	props, err := f.GetSheetProps("Virksomheder")
	if err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Errorf("got %+v %v, want a sheet that fits the page", props, err)
	}
	page, err := f.GetPageLayout("Virksomheder")
	if err != nil || *page.Size != 9 || *page.Orientation != "landscape" || *page.FitToWidth != 1 ||
		*page.FitToHeight != 0 {
		t.Errorf("got %+v %v, want A4 across, one page wide", page, err)
	}
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].Name != "_xlnm.Print_Titles" || names[0].RefersTo != "'Virksomheder'!$1:$1" {
		t.Errorf("got the names %+v, want the headings on every page", names)
	}
}

// TestWorkbookRefusesWhatACellCannotHold: nothing is cut in silence.
func TestWorkbookRefusesWhatACellCannotHold(t *testing.T) {
	for n, want := range map[int]string{32767: "", 32768: "err.export.cell"} {
		doc := &model.Document{Sections: []model.Section{{Table: &model.TableDoc{
			Columns: []model.Column{{Key: "note", Title: "Note"}},
			Rows:    [][]model.Cell{{{Text: strings.Repeat("æ", n)}}}}}}}
		err := To(io.Discard, doc, XLSX, Options{})
		var e *model.Error
		if errors.As(err, &e) != (want != "") || e != nil && (e.Key != want || e.Args["column"] != "Note") {
			t.Errorf("%d characters: got %v, want %q", n, err, want)
		}
	}
}

func TestSheetHoldsAMillionRows(t *testing.T) {
	for _, c := range []struct {
		title string
		rows  int
		ok    bool
	}{{"", 1 << 20, true}, {"", 1<<20 + 1, false}, {"X", 1<<20 - 1, true}, {"X", 1 << 20, false}} {
		columns := []model.Column{{Key: "x", Title: c.title}}
		table := titled{"", &model.TableDoc{Columns: columns, Rows: make([][]model.Cell, c.rows)}}
		if err := writeSheet(bufio.NewWriter(io.Discard), table, true); (err == nil) != c.ok {
			t.Errorf("title %q and %d rows: %v, want fits = %t", c.title, c.rows, err, c.ok)
		}
	}
}

func TestColumnNames(t *testing.T) {
	names := map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"}
	for i, want := range names {
		if got := columnName(i); got != want {
			t.Errorf("column %d: %s, want %s", i, got, want)
		}
	}
}

func TestSheetNames(t *testing.T) {
	used := map[string]bool{}
	for i, c := range []struct{ in, want string }{
		{"Uge 48/2026 [udkast]", "Uge 48 2026  udkast"}, {"", "2"}, {strings.Repeat("å", 40), strings.Repeat("å", 31)},
		{strings.Repeat("å", 40), strings.Repeat("å", 29) + " 2"}, {"'x'", "x"}, {"X", "X 2"},
	} {
		if got := sheetName(c.in, i, used); got != c.want {
			t.Errorf("sheetName(%q): got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSeveralTables(t *testing.T) {
	doc := &model.Document{Sections: []model.Section{
		{Title: "A", Table: &model.TableDoc{Columns: []model.Column{{Key: "x", Title: "X"}},
			Rows: [][]model.Cell{{{Text: "1"}}}}},
		{Title: "B", Table: &model.TableDoc{Columns: []model.Column{{Key: "y", Title: "Y"}}}},
	}}
	var b bytes.Buffer
	if err := To(&b, doc, CSV, Options{}); err != nil {
		t.Fatal(err)
	}
	equal(t, b.String(), "X\r\n1\r\n\r\nY\r\n")
	b.Reset()
	if err := To(&b, doc, XLSX, Options{}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), ","); got != "A,B" {
		t.Errorf("got sheets %s", got)
	}
}

func TestADocumentWithoutTablesGivesItsFacts(t *testing.T) {
	doc := &model.Document{Title: "Kort",
		Sections: []model.Section{{Facts: []model.Fact{{Label: "Navn", Value: "+x"}}}}}
	var b bytes.Buffer
	if err := To(&b, doc, CSV, Options{}); err != nil {
		t.Fatal(err)
	}
	equal(t, b.String(), "Navn,'+x\r\n")
}

func wantError(t *testing.T, err error, code model.Code, key string) {
	t.Helper()
	var e *model.Error
	if !errors.As(err, &e) || e.Code != code || e.Key != key {
		t.Errorf("got %v, want %s %s", err, code, key)
	}
}

func TestFilesAreWholeOwnAndNeverReplaced(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "liste.csv")
	if err := Write(path, sample(), CSV, Options{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("got %v %v, want mode 0600", info.Mode(), err)
	}
	first, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	wantError(t, Write(path, sample(), Text, Options{}), model.Conflict, "err.export.exists")
	if now, _ := os.ReadFile(path); !bytes.Equal(now, first) {
		t.Error("the file that was there has changed")
	}
	if err := Write(path, sample(), Text, Options{Overwrite: true}); err != nil {
		t.Fatal(err)
	}
	if now, _ := os.ReadFile(path); bytes.Equal(now, first) {
		t.Error("the file was not replaced")
	}
	wantError(t, Write(dir, sample(), CSV, Options{Overwrite: true}), model.Invalid, "err.export.folder")
	wantError(t, Write(filepath.Join(dir, "væk", "x.csv"), sample(), CSV, Options{}), model.NotFound,
		"err.export.folder")
	wantError(t, Write(filepath.Join(dir, "x.doc"), sample(), "doc", Options{}), model.Usage, "err.export.format")

	// A disk that fills up halfway leaves what was there, and nothing beside it.
	before, _ := os.ReadFile(path)
	full := errors.New("no space left on device")
	err = WriteFile(path, true, func(w io.Writer) error {
		_, _ = io.WriteString(w, "halvt")
		return full
	})
	wantError(t, err, model.Internal, "err.export.write")
	if !errors.Is(err, full) {
		t.Errorf("got %v, want the cause kept", err)
	}
	if now, _ := os.ReadFile(path); !bytes.Equal(now, before) {
		t.Error("a failed export changed the file")
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 {
		t.Errorf("got %d files, want the one: nothing is left behind", len(names))
	}
}

func TestAFileThatAppearsMeanwhileIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "liste.csv")
	err := WriteFile(path, false, func(w io.Writer) error { return os.WriteFile(path, []byte("andens"), 0o600) })
	wantError(t, err, model.Conflict, "err.export.exists")
	if now, _ := os.ReadFile(path); string(now) != "andens" {
		t.Errorf("got %q, want the other's file", now)
	}
}

func TestParseFormat(t *testing.T) {
	for in, want := range map[string]Format{"csv": CSV, ".XLSX": XLSX, "markdown": Markdown, "excel": XLSX,
		" txt ": Text, "json": JSON, "tsv": TSV} {
		if got, err := ParseFormat(in); got != want || err != nil {
			t.Errorf("ParseFormat(%q): got %q %v, want %q", in, got, err, want)
		}
	}
	_, err := ParseFormat("pdf\x1b")
	wantError(t, err, model.Usage, "err.export.format")
}

func TestListShowsWordsAndKeepsValues(t *testing.T) {
	w := Words{
		Lang:    "da",
		Heading: func(typ, field string) string { return typ + "." + field },
		Option: func(_, field, key string) string {
			return map[string]string{"mon": "mandag", "fri": "fredag", "yes": "ja", "does": "betaler allerede"}[key]
		},
		Ref: func(to, id string) string { return to + " " + id },
	}
	c := &model.Company{Name: "Bageren", FTE: model.Some(model.FTE(450)), MinHours: model.Some(model.Hours(29)),
		Days: []string{"mon", "fri"}, OpenToHire: model.Yes,
		PaysHours: "does", OpenPlaces: model.Some(0), PartnerOn: model.NewDate(2026, 11, 22), Responsible: "x"}
	doc := List("Virksomheder", schema.CompanyType(), []model.Entity{c}, []string{"name", "fte", "min_hours",
		"days", "open_to_hire", "pays_hours", "open_places", "partner_on", "responsible", "phone", "unknown"}, w)
	table := doc.Sections[0].Table
	if len(table.Columns) != 10 || table.Columns[1] != (model.Column{Key: "fte", Title: "company.fte", Right: true}) {
		t.Errorf("got columns %v", table.Columns)
	}
	for i, want := range []model.Cell{
		{Text: "Bageren"}, {Text: "4,5", Value: 4.5}, {Text: "7,25", Value: 7.25},
		{Text: "mandag, fredag", Value: "mon, fri"}, {Text: "ja", Value: true},
		{Text: "betaler allerede", Value: "does"}, {Text: "0", Value: int64(0)},
		{Text: "2026-11-22", Value: model.NewDate(2026, 11, 22)}, {Text: "consultant x", Value: "x"}, {},
	} {
		if got := table.Rows[0][i]; got != want {
			t.Errorf("%s: got %v, want %v", table.Columns[i].Key, got, want)
		}
	}
}

// FuzzGuard checks that no cell of a CSV starts what a spreadsheet would run, and that nothing invisible gets through.
func FuzzGuard(f *testing.F) {
	for _, s := range []string{"=1", "'=1", "\t=1", "\x00=1", "\u202e=1", "+", "a\rb", "＝1", "\ufeff=1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := &model.Document{Sections: []model.Section{{Table: &model.TableDoc{Columns: []model.Column{{Title: "x"},
			{Title: s}}, Rows: [][]model.Cell{{{Text: "a"}, {Text: s}}}}}}}
		var b bytes.Buffer
		if err := To(&b, doc, CSV, Options{}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			phone := strings.HasPrefix(row[1], "+") && strings.Trim(row[1][1:], "0123456789 ") == ""
			if !phone && strings.IndexAny(row[1], "=+-@\t\r\n") == 0 ||
				strings.ContainsAny(row[1], "\x00\x1b\x7f\u202e\u0085") {
				t.Fatalf("%q becomes %q", s, row[1])
			}
		}
	})
}

// TestCSVKeepsTelephoneNumbers: a telephone number begins with a plus, and is no formula all the same.
func TestCSVKeepsTelephoneNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"+45 43 11 22 33": "+45 43 11 22 33", "+4543112233": "+4543112233", "+1": "'+1",
		"+45-43112233":       "'+45-43112233",
		"+45 43 11 22 33+A1": "'+45 43 11 22 33+A1", "'+45 43 11 22 33": "''+45 43 11 22 33", "-5": "'-5",
		"43112233": "43112233",
	} {
		if got := escapeFormula(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// A database is not overwritten, nor what SQLite keeps beside it, though others of its name are.
func TestADatabaseIsNotOverwritten(t *testing.T) {
	dir := t.TempDir()
	const begin = "SQLite format 3\x00"
	for name, content := range map[string]string{"a.db": begin + "rest", "a.csv": begin, "b.db": "SQLite format 3",
		"c": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, refused := range map[string]bool{
		"a.db": true, "a.csv": true, "a.db-wal": true, "a.db-journal": true, "b.db": false, "b.db-wal": false, "c": false,
	} {
		err := WriteFile(filepath.Join(dir, name), true, func(w io.Writer) error {
			_, err := io.WriteString(w, "x")
			return err
		})
		var said *model.Error
		if got := errors.As(err, &said) && said.Key == "err.export.database"; got != refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A link is not written through, and not replaced: what it leads to stays, and so does the link.
func TestALinkIsNotWrittenThrough(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "andet.txt"), filepath.Join(dir, "liste.csv")
	if err := os.WriteFile(target, []byte("andet"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Skipf("no links here: %v", err) // Windows without the right to make them
	}
	err := WriteFile(link, true, func(w io.Writer) error { _, err := io.WriteString(w, "x"); return err })
	var said *model.Error
	if !errors.As(err, &said) || said.Key != "err.export.special" {
		t.Errorf("got %v", err)
	}
	if data, _ := os.ReadFile(target); string(data) != "andet" {
		t.Errorf("what the link leads to is %q now", data)
	}
}
