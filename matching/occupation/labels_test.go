package occupation

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"jobspor/model"
)

func TestReadLabels(t *testing.T) {
	occ := func(id, label, english, isco string, syn ...string) model.Occupation {
		return model.Occupation{ID: id, Label: label, English: english, ISCO: isco, Synonyms: syn, Source: "f.tsv"}
	}
	for name, tt := range map[string]struct {
		in   string
		want []model.Occupation
	}{
		"esco": {
			"concept_uri\tisco08_4digit\tesco_code\tpreferred_label_da\talt_labels_da\tpreferred_label_en\n" +
				"u:1\t5120\t5120.1\tkok\tkoksassistent | smørrebrød\tcook\n",
			[]model.Occupation{occ("u:1", "kok", "cook", "5120", "koksassistent", "smørrebrød")}},
		"groups": {"concept_uri\tisco08_code\tpreferred_label_da\talt_labels_da\tpreferred_label_en\n" +
			"u:C5\t5\tService\t\tService workers\n",
			[]model.Occupation{occ("u:C5", "Service", "Service workers", "5")}},
		"star": {"star_code\ttitle_da\tisco4_prefix\n0210.2\tSergent\t0210\n",
			[]model.Occupation{occ("0210.2", "Sergent", "", "0210")}},
		"two": {"a1\tkok\na2\tgartner\n",
			[]model.Occupation{occ("a1", "kok", "", ""), occ("a2", "gartner", "", "")}},
		"crlf, bom": {"\ufeffa1\tkok\r\n\r\na2\tgartner",
			[]model.Occupation{occ("a1", "kok", "", ""), occ("a2", "gartner", "", "")}},
		"twice": {"a1\tkok\na1\tkokkedreng\na1\tKOK\n", []model.Occupation{occ("a1", "kok", "", "", "kokkedreng")}},
	} {
		got, err := ReadLabels(strings.NewReader(tt.in), "f.tsv")
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, tt.want)
		}
	}
}

func TestReadLabelsErrors(t *testing.T) {
	for name, tt := range map[string]struct {
		in   io.Reader
		key  string
		line int
	}{
		"empty":         {strings.NewReader(""), "err.labels.none", 0},
		"only a header": {strings.NewReader("id\tlabel\n"), "err.labels.none", 1},
		"no label":      {strings.NewReader("id\tfarve\n1\tblå\n"), "err.labels.header", 1},
		"no id":         {strings.NewReader("title_da\tfarve\nkok\tblå\n"), "err.labels.header", 1},
		"three columns": {strings.NewReader("1\tkok\tblå\n"), "err.labels.shape", 1},
		"one column":    {strings.NewReader("kok\n"), "err.labels.shape", 1},
		"short row":     {strings.NewReader("1\tkok\n\n2\n"), "err.labels.columns", 3},
		"empty id":      {strings.NewReader("1\tkok\n \tgartner\n"), "err.labels.id", 2},
		"empty label":   {strings.NewReader("1\tkok\n2\t \n"), "err.labels.label", 2},
		"long line":     {strings.NewReader("1\tkok\n2\t" + strings.Repeat("x", maxLabelLine)), "err.labels.long", 2},
		"broken disk":   {iotest.ErrReader(io.ErrUnexpectedEOF), "err.labels.read", 0},
		"not text":      {strings.NewReader("PK\x03\x04\x00\x00 \tx\n"), "err.labels.binary", 1},
	} {
		got, err := ReadLabels(tt.in, "f.tsv")
		var e *model.Error
		if !errors.As(err, &e) || e.Key != tt.key || e.Args["line"] != tt.line || e.Args["file"] != "f.tsv" ||
			got != nil {
			t.Errorf("%s: got %v, %v; want %s in line %d of f.tsv", name, got, err, tt.key, tt.line)
		}
	}
}

func FuzzReadLabels(f *testing.F) {
	f.Add("1\tkok\n")
	f.Add("id\tlabel\taltlabels\n1\tkok\ta|b| \n")
	f.Fuzz(func(t *testing.T, in string) {
		occ, err := ReadLabels(strings.NewReader(in), "f")
		if (err == nil) != (len(occ) > 0) {
			t.Fatalf("got %d occupations and error %v", len(occ), err)
		}
	})
}
