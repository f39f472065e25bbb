package importer

import (
	"testing"

	"jobspor/model"
)

// TestCPRNumbersInFiles: which rows are refused for what looks like a CPR number, and in which column.
func TestCPRNumbersInFiles(t *testing.T) {
	there := memoryStore{"company": {&model.Company{Head: model.Head{ID: "c1"}, Name: "Kendt", PNumber: "1003456789"}}}
	for _, c := range []struct{ what, heading, value, column string }{
		{"in a kept column", "note", "Ida 01.01.90-1234", "note"},
		{"in a column that is not kept", "andet", "010190-1234", ""},
		{"ten digits in a column that is not kept", "CPR", "0101901234", ""},
		{"a P-number of the file", "pnr", "1004567890", ""},
		{"a written-out number as P-number", "pnr", "010190-1234", "pnr"},
		{"a number in groups as P-number", "pnr", "010190 1234", "pnr"},
		{"a P-number in groups of another kind", "pnr", "1004 567 890", ""},
		{"a P-number with its word", "pnr", "P-nr. 1004567890", ""},
		{"a P-number that the database has", "note", "flyttet til 1003456789", ""},
		{"one that it has not", "note", "flyttet til 1003450000", "note"},
		{"after a word", "note", "faktura 1003450000", ""},
	} {
		p := plan(t, there, "company", "navn;postnr;"+c.heading+"\nA;2635;"+c.value+"\n", options())
		want := map[Verdict]int{New: 1}
		if c.column != "" {
			want = map[Verdict]int{Refused: 1}
		}
		if p.Counts[New] != want[New] || p.Counts[Refused] != want[Refused] {
			t.Errorf("%s: got %v, want %v", c.what, p.Counts, want)
			continue
		}
		if c.column == "" {
			continue
		}
		if r := p.Row(0).Reasons[0]; r.Key != "err.import.cpr" || r.Args["line"] != 2 || r.Args["column"] != c.column {
			t.Errorf("%s: got %s %v, want line 2, column %s", c.what, r.Key, r.Args, c.column)
		}
	}
}
