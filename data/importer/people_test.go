package importer

import (
	"strings"
	"testing"

	"jobspor/model/schema"
)

const withPeople = "navn;cvr;postnr;telefon;kontaktperson;kontaktperson telefon;kontaktmail\n" +
	"Bageren;13748136;2635;;Mette Holm;12345678;m@b.dk\n" +
	"Køkkenet;24256790;2635;;;87654321;\n"

// people writes the contact persons of a plan.
func people(p *Plan) string {
	var out []string
	for _, r := range p.All() {
		for _, c := range r.People {
			sign := "+"
			if c.Before != nil {
				sign = "~"
			}
			out = append(out, sign+fields(c.After, "name", "title", "phone", "mail"))
		}
	}
	return strings.Join(out, "\n")
}

func TestContactPersonsComeWithTheirWorkplace(t *testing.T) {
	there := memoryStore{}
	p := plan(t, there, "company", withPeople, options())
	wantCounts(t, p, map[Verdict]int{New: 2})
	if got := people(p); got != "+Mette Holm |  | 12 34 56 78 | m@b.dk" || p.People != 1 {
		t.Errorf("got %d: %s", p.People, got)
	}
	if got := companies(p)[1].Phone; got != "87 65 43 21" {
		t.Errorf("a number without a name: got %q at the workplace", got)
	}
	if len(p.Unmapped()) != 0 {
		t.Errorf("unmapped: %v", p.Unmapped())
	}
	set := p.ChangeSet("")
	for c := range set.All() {
		if err := schema.Validate(c.After); err != nil {
			t.Errorf("the store would refuse %T: %v", c.After, err)
		}
	}
	there.apply(set)
	p = plan(t, there, "company", withPeople, options())
	wantCounts(t, p, map[Verdict]int{Unchanged: 2})

	more := "navn;cvr;postnr;kontaktperson;person title;kontakttelefon\nBageren;13748136;2635;mette " +
		"holm;Butikschef;\nBageren;13748136;2635;Ole Berg;;ring\nBageren;13748136;2635;Ida Bæk;;\n"
	p = plan(t, there, "company", more, options())
	wantCounts(t, p, map[Verdict]int{Changed: 1, Merged: 2})
	want := "~Mette Holm | Butikschef | 12 34 56 78 | m@b.dk\n+Ole Berg |  |  | \n+Ida Bæk |  |  | "
	if got := people(p); got != want {
		t.Errorf("got %q", got)
	}
	if r := p.Row(1).Notes[0]; r.Key != "err.phone" || r.Args["column"] != "kontakttelefon" {
		t.Errorf("got %s %v", r.Key, r.Args)
	}
	there.apply(p.ChangeSet(""))
	if got := len(there["person"]); got != 3 {
		t.Errorf("got %d contact persons, want 3", got)
	}
}

// TestPersonOfAMergedNumber: a P-number first met in a row that was merged by name stands for the row it went into.
func TestPersonOfAMergedNumber(t *testing.T) {
	p := plan(t, nil, "company", "navn;pnr;kontaktperson\nAlfa;;Anne Holm\nAlfa;1234567890;Bo Friis\n"+
		"Alfa;1234567890;Carl Lund\n", options())
	wantCounts(t, p, map[Verdict]int{New: 1, Merged: 2})
	if c := companies(p)[0]; c.PNumber != "1234567890" || p.People != 3 {
		t.Errorf("got P-number %q and %d people, want 1234567890 and 3", c.PNumber, p.People)
	}
}
