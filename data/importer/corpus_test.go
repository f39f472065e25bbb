package importer

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"jobspor/model"
	"jobspor/model/schema"
)

// The corpus is files of the shapes that other programs write, with invented content, and what must become of them: the
// rows, what is not read, and what is said. go test -run Corpus -update writes the expectations anew.
var update = flag.Bool("update", false, "write testdata/corpus/*.golden")

const corpusFolder = "testdata/corpus"

// corpus gives every file of the corpus by name.
func corpus(t *testing.T) map[string][]byte {
	files := map[string][]byte{"municipal-list.xlsx": municipalList(t), "dynamics-export.xlsx": dynamicsExport(t)}
	entries, err := os.ReadDir(corpusFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".golden" {
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(corpusFolder, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// municipalList is a workbook as a colleague keeps one: a front page, a title, a hidden row, a sum and a second list.
func municipalList(t *testing.T) []byte {
	return editedBook(t, map[string][][]any{
		"Forside": {{"Virksomheder i området"}, {"Opdateret", "2026-11-01"}},
		"Virksomheder": {
			{"Oversigt 2026"}, {},
			{"Nr.", "Virksomhed", "CVR nr.", "Adresse", "Postnr. og by", "Tlf.", "Kontaktperson", "Kontaktperson mail",
				"Antal ansatte", "Vil ansætte"},
			{1, "Pakkeriet Poppel", 13748136, "Poppelvej 1", "2635 Ishøj", "00 43 10 01", "Pia Poppel",
				"pia@poppel.example", 12, "ja"},
			{2, "Skjult Snedker", nil, "Fyrvej 2", "2635 Ishøj", nil, nil, nil, "2-4", nil},
			{nil, "Total", nil, nil, nil, nil, nil, nil, 14, nil},
		},
		"Ophørte": {{"Virksomhed", "Postnr"}, {"Lukket og Slukket", "2635"}},
	}, func(f *excelize.File) error { return f.SetRowVisible("Virksomheder", 5, false) })
}

// dynamicsExport hides the columns that it needs for reading the sheet in again, and a sheet of its own.
func dynamicsExport(t *testing.T) []byte {
	return editedBook(t, map[string][][]any{
		"Alle kontakter": {
			{"(Do Not Modify) Contact", "(Do Not Modify) Row Checksum", "Full Name", "Company Name", "Job Title",
				"Business Phone", "Mobile Phone", "Email", "Address 1: Street 1", "Address 1: ZIP/Postal Code",
				"Address 1: City", "Status"},
			{"c-1", "x", "Dagny Digt", "Drejeriet", "Drejer", "00 45 10 01", "00 45 10 02", "dagny@drejer.example",
				"Spånvej 1", "2665", "Vallensbæk Strand", "Active"},
			{"c-2", "y", "Dines Digt", "Drejeriet", "Lærling", nil, "00 45 10 03", "dines@drejer.example", nil, nil,
				nil, "Active"},
		},
		"hiddenSheet": {{"contact:abc", "Name"}},
	}, func(f *excelize.File) error {
		if err := f.SetColVisible("Alle kontakter", "A:B", false); err != nil {
			return err
		}
		return f.SetSheetVisible("hiddenSheet", false)
	})
}

// editedBook makes a workbook and changes it before it is written.
func editedBook(t *testing.T, sheets map[string][][]any, edit func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var names []string
	for name := range sheets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range sheets[name] {
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(name, at, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := edit(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// describe writes everything that a plan says and does.
func describe(p *Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", said(p.Reading))
	for _, c := range p.Columns {
		if c.kept() {
			fmt.Fprintf(&b, "%s = %s\n", c.Heading, c.Field)
		}
	}
	for _, r := range p.All() {
		fmt.Fprintf(&b, "\n%d %s %s\n", r.Line, r.Verdict, r.Title)
		if r.Change().After != nil {
			fmt.Fprintf(&b, "  %s\n", filled(r.Change().After, "responsible", "source"))
		}
		for _, c := range r.People {
			fmt.Fprintf(&b, "  + %s\n", filled(c.After, "company"))
		}
		for _, e := range r.Reasons {
			fmt.Fprintf(&b, "  because %s\n", noteText(e))
		}
		for _, e := range r.Notes {
			fmt.Fprintf(&b, "  note %s\n", noteText(e))
		}
	}
	return b.String()
}

// filled writes the fields of an entity that have a value, without some.
func filled(e model.Entity, without ...string) string {
	var out []string
	typ := schema.TypeOf(e)
	for i := range typ.Fields {
		f := &typ.Fields[i]
		if s := f.Text(e); s != "" && !slices.Contains(without, f.Key) {
			out = append(out, f.Key+": "+s)
		}
	}
	return strings.Join(out, " | ")
}

func TestCorpus(t *testing.T) {
	files := corpus(t)
	if len(files) < 20 {
		t.Errorf("got %d files, want at least 20", len(files))
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			there := memoryStore{}
			if corpusType(name) != "company" {
				there = linkedStore()
			}
			p := corpusPlan(t, there, name, data)
			checkNothingIsLost(t, p)
			compareGolden(t, filepath.Join(corpusFolder, name+".golden"), describe(p))
			set := p.ChangeSet("")
			for c := range set.All() {
				if err := schema.Validate(c.After); err != nil {
					t.Errorf("the store would refuse %T: %v", c.After, err)
				}
			}
			there.apply(set)
			again := corpusPlan(t, there, name, data)
			if n := again.ChangeSet("").Len(); n != 0 {
				t.Errorf("importing it again: got %d changes, want none:\n%s", n, describe(again))
			}
		})
	}
}

// corpusType is what a file of the corpus is a list of, as its name begins.
func corpusType(name string) string {
	for _, typ := range []string{"person", "task", "contact", "goal", "opening"} {
		if strings.HasPrefix(name, "own-"+typ+"s") {
			return typ
		}
	}
	return "company"
}

func corpusPlan(t *testing.T, there Existing, name string, data []byte) *Plan {
	t.Helper()
	src, err := Read(context.Background(), bytes.NewReader(data), int64(len(data)), name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPlan(context.Background(), src, there, corpusType(name), options())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// checkNothingIsLost makes sure that every column is either taken or named as not read.
func checkNothingIsLost(t *testing.T, p *Plan) {
	t.Helper()
	for i, c := range p.Columns {
		unused := slices.ContainsFunc(p.Reading.Unused, func(u Unused) bool { return u.Heading == c.Heading })
		if c.kept() == unused && c.Heading != "" || c.Heading == "" && p.header[i] != "" {
			t.Errorf("column %d %q: kept %v, named as not read %v; want one of the two", i+1, c.Heading, c.kept(),
				unused)
		}
		if c.kept() && c.Field == "" {
			t.Errorf("column %q is taken, but nothing says as what", c.Heading)
		}
	}
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}
