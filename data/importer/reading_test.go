package importer

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"jobspor/model"
)

// said writes a reading, for comparing.
func said(r Reading) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q line %d", r.Encoding, r.Separator, r.HeaderLine)
	if len(r.Sheets) > 0 {
		fmt.Fprintf(&b, " sheet %s of %s unread %s hidden %s rows %d columns %s", r.Sheet, strings.Join(r.Sheets, ","),
			strings.Join(r.Unread, ","), strings.Join(r.HiddenSheets, ","), r.HiddenRows,
			strings.Join(r.HiddenColumns, ","))
	}
	for _, u := range r.Unused {
		fmt.Fprintf(&b, "\n-%s %d", u.Heading, u.Values)
		if u.Reason != nil {
			b.WriteString(" " + noteText(*u.Reason))
		}
	}
	for _, n := range r.Notes {
		b.WriteString("\n" + noteText(n))
	}
	return b.String()
}

// noteText writes a note with its field and arguments in order of name.
func noteText(e model.Error) string {
	out := strings.TrimPrefix(e.Key, "import.note.")
	if e.Field != "" {
		out += " [" + e.Field + "]"
	}
	var names []string
	for k := range e.Args {
		names = append(names, k)
	}
	slices.Sort(names)
	for _, k := range names {
		out += fmt.Sprintf(" %s=%v", k, e.Args[k])
	}
	return out
}

func TestWhatWasReadIsSaid(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String("Udtræk\n\nNavn;Postnr;Kælenavn;Ejer;;CPR\n" +
		"Bageren;2635;B;;x;010190-1234\nKøkkenet;2635;;;;\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, want string }{
		{"encoding, separator, line and what is left", latin,
			"Windows-1252 \";\" line 3\n-Kælenavn 1\n-Ejer 0\n-#5 1\n-CPR 1 unused.cpr"},
		{"two columns of one field", "name,phone,telefon\nA,12345678,\n",
			"UTF-8 \",\" line 1\ncolumns.shared [phone] column=phone columns=telefon"},
		{"JSON", `[{"name":"A","x":1},{"name":"B","y":[]}]`, "UTF-8 \"\" line 0\n-x 1\n-y 0"},
	} {
		if got := said(plan(t, nil, "company", c.text, options()).Reading); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	opts := options()
	opts.Map = map[string]string{"Tlf": "-", "Nummer": "phone"}
	got := said(plan(t, nil, "company", "Navn;Tlf;Nummer;Telefon\nA;1;12345678;3\n", opts).Reading)
	want := "UTF-8 \";\" line 1\n-Tlf 1 unused.map\n-Telefon 1 unused.won [phone] other=Nummer"
	if got != want {
		t.Errorf("mapped: got\n%s\nwant\n%s", got, want)
	}
}

// TestHiddenPartsOfAWorkbookAreSaid keeps hidden sheets, rows and columns from being read or left unsaid.
func TestHiddenPartsOfAWorkbookAreSaid(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(workbook(t, map[string][][]any{
		"Alt":  {{"Navn", "CVR", "Postnr", "By"}, {"Skjult", "13748136", "2635", "Ishøj"}},
		"Data": {{}, {"Navn", "Postnr", "Noter"}, {"Bageren", "2635", "x"}, {"Køkkenet", "2635"}, {nil, nil, nil, "y"}},
	})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b bytes.Buffer
	for _, err := range []error{
		f.SetSheetVisible("Alt", false), f.SetRowVisible("Data", 4, false), f.SetColVisible("Data", "C", false),
		f.Write(&b),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p := plan(t, nil, "company", b.String(), options())
	sheets := f.GetSheetList()
	want := fmt.Sprintf("%q line 2 sheet Data of %s unread Alt hidden Alt rows 1 columns Noter\n-#4 1", "",
		strings.Join(sheets, ","))
	if got := strings.TrimSpace(said(p.Reading)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := len(companies(p)); got != 2 {
		t.Errorf("got %d companies, want the hidden row too", got)
	}
}

func TestWhatWasReadOfReferenceListsIsSaid(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"postnr\tnavn\tlat\tlon\tstormodtager\n2635\tIshøj\t55.6\t12.3\tnej\n",
			"UTF-8 \"\\t\" line 1\n-stormodtager 1"},
		{"concept_uri\tisco08_4digit\tpreferred_label_da\talt_labels_da\tskills\nu1\t9412\tkok\t\tx\n",
			"UTF-8 \"\\t\" line 1\n-skills 1"},
	} {
		_, reading, err := ReadReference(context.Background(), file(t, "liste.tsv", c.text), today)
		if got := said(reading); err != nil || got != c.want {
			t.Errorf("got %v\n%s\nwant\n%s", err, got, c.want)
		}
	}
}
