package exporter

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-vcard"

	"jobspor/model"
)

func cards() *model.Document {
	return &model.Document{Title: "x", Cards: []model.Card{
		{
			ID: "c1", Name: "Brugsen; Ishøj, \\ Øst", Organisation: "Ishøj Brugs A/S",
			Phones: []model.CardPhone{{Number: "43 11 22 33"}, {Number: "22 33 44 55", Mobile: true}},
			Mail:   "post@brugsen.example", Web: "brugsen.example",
			Street: "Ishøj Store Torv 4, baghuset", Postcode: "2635", Town: "Ishøj",
		},
		{
			ID: "p1", Name: "Mette Kjær Ågård", Person: true, Organisation: "Brugsen; Ishøj, \\ Øst", Title: "Uddeler",
			Role: strings.Repeat("ansættelser på ø ", 9), Mail: "mette@brugsen.example",
		},
		{ID: "p2", Name: "Ib", Person: true, Street: "Torvet 4; kl.", Town: "Ishøj"}, // the decoder splits there
	}}
}

// TestVCFReadsBack reads the cards with a parser: every value comes back whole, whatever signs it has.
func TestVCFReadsBack(t *testing.T) {
	var b bytes.Buffer
	if err := To(&b, cards(), VCF, Options{}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if !strings.HasSuffix(line, "\r\n") || len(line) > 77 {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	dec := vcard.NewDecoder(bytes.NewReader(b.Bytes()))
	var got []vcard.Card
	for range 3 {
		c, err := dec.Decode()
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, c)
	}
	if c := got[0]; c.Value("X-ABShowAs") != "COMPANY" && c.Value("X-ABSHOWAS") != "COMPANY" {
		t.Errorf("a company is shown as a person: %v", c)
	}
	checks := []struct{ name, got, want string }{
		{"version", got[0].Value("VERSION"), "3.0"},
		{"mail", got[0].Value("EMAIL"), "post@brugsen.example"},
		{"web", got[0].Value("URL"), "https://brugsen.example"},
		{"town", got[0].Address().Locality, "Ishøj"},
		{"postcode", got[0].Address().PostalCode, "2635"},
		{"first", got[1].Name().GivenName, "Mette Kjær"},
		{"last", got[1].Name().FamilyName, "Ågård"},
		{"title", got[1].Value("TITLE"), "Uddeler"},
		{"long", got[1].Value("ROLE"), strings.TrimSpace(strings.Repeat("ansættelser på ø ", 9))},
		{"short name", got[2].Name().GivenName, "Ib"},
	}
	for _, c := range checks {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
	for _, want := range []string{`FN:Brugsen\; Ishøj\, \\ Øst`, `Torvet 4\; kl.;Ishøj`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("got %q, want %q in it", b.String(), want)
		}
	}
	if phones := got[0].Values("TEL"); !slices.Equal(phones, []string{"43 11 22 33", "22 33 44 55"}) {
		t.Errorf("phones: got %q", phones)
	}
	if got[0].Value("UID") == got[1].Value("UID") || !strings.HasSuffix(got[0].Value("UID"), "@jobspor") {
		t.Errorf("UIDs: %q and %q", got[0].Value("UID"), got[1].Value("UID"))
	}
	if len(got[2]["TEL"])+len(got[2]["URL"])+len(got[2]["ORG"]) != 0 {
		t.Errorf("empty values are written: %v", got[2])
	}
}

// TestVCFIsStable gives the same file for the same rows, and an error without cards.
func TestVCFIsStable(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := To(w, cards(), VCF, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if a.String() != b.String() {
		t.Error("two exports differ")
	}
	if err := To(&a, &model.Document{}, VCF, Options{}); model.CodeOf(err) != model.Invalid {
		t.Errorf("no cards: got %v, want a refusal", err)
	}
}
