package importer

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"jobspor/model"
)

// card writes a card of the lines.
func card(lines ...string) string {
	return "BEGIN:VCARD\r\nVERSION:3.0\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCARD\r\n"
}

func TestCards(t *testing.T) {
	for _, c := range []struct{ name, text, company, person string }{
		{"a person at a workplace",
			card("N:Prøve;Ida;;;", "FN:Ida Prøve", "ORG:Vaskeriet", "TEL;TYPE=CELL:00 43 11 22"),
			"Vaskeriet |  | ", "Ida Prøve |  | 00 43 11 22 | "},
		{"a workplace of its own name", card("N:;;;;", "FN:Vaskeriet", "ORG:Vaskeriet", "TEL:00 43 11 22",
			"EMAIL:post@vask.example"), "Vaskeriet | 00 43 11 22 | post@vask.example", ""},
		{"escaped signs", card(`FN:Ida Prøve`, `ORG:Vask\; rens\, og rul;Drift`), "Vask; rens, og rul |  | ",
			"Ida Prøve |  |  | "},
		{"a folded line", card("FN:Ida Prøve", "ORG:Vaske", " riet"), "Vaskeriet |  | ", "Ida Prøve |  |  | "},
		{"small letters and a group", "begin:vcard\nversion:4.0\nfn:Ida Prøve\na.org:Vaskeriet\n" +
			"a.tel;value=uri;type=\"work,voice\":tel:+45-00-43-11-22\nend:vcard\n",
			"Vaskeriet | 00 43 11 22 | ", "Ida Prøve | 00 43 11 22 |  | "},
		{"the Latin letters of an old telephone", "BEGIN:VCARD\nVERSION:2.1\n" +
			"N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Pr=F8ve;Ida\nORG:Vaskeriet\nEND:VCARD\n",
			"Vaskeriet |  | ", "Ida Prøve |  |  | "},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan(t, memoryStore{}, "company", c.text, options())
			wantCounts(t, p, map[Verdict]int{New: 1})
			if got := fields(p.Row(0).Change().After, "name", "phone", "mail"); got != c.company {
				t.Errorf("got company %q, want %q", got, c.company)
			}
			got := ""
			for _, person := range p.Row(0).People {
				got += fields(person.After, "name", "phone", "mobile", "mail")
			}
			if got != c.person {
				t.Errorf("got person %q, want %q", got, c.person)
			}
		})
	}
}

// TestCardsOfAnySizeEnd reads what is no card, or half of one.
func TestCardsOfAnySizeEnd(t *testing.T) {
	whole := card("FN:Ida Prøve", "ORG:Vaskeriet")
	for _, text := range []string{
		"BEGIN:VCARD", "BEGIN:VCARD\n" + whole, whole + "rest\n", whole + "BEGIN:VCARD\nORG:A",
	} {
		src, err := Read(context.Background(), bytes.NewReader([]byte(text)), int64(len(text)), "a.vcf")
		if err != nil {
			t.Fatal(err)
		}
		p, err := NewPlan(context.Background(), src, memoryStore{}, "company", options())
		if code := model.CodeOf(err); err != nil && code != model.Invalid {
			t.Errorf("%q: got %v, want a plan or that the file is not valid", text, err)
		}
		if err == nil && p.Counts[New] != 1 {
			t.Errorf("%q: got %v, want the whole card", text, p.Counts)
		}
	}
	big := "BEGIN:VCARD\nPHOTO:" + strings.Repeat("x", maxObject+100_000)
	_, err := NewPlan(context.Background(), file(t, "a.vcf", big), memoryStore{}, "company", options())
	if e, ok := err.(*model.Error); !ok || e.Key != "err.import.object" {
		t.Errorf("got %v, want that the card is too large", err)
	}
}

// TestPlacesSayWhatTheyAreLast reads a collection whose type stands behind its features.
func TestPlacesSayWhatTheyAreLast(t *testing.T) {
	p := plan(t, memoryStore{}, "company", `{"features":[{"type":"Feature","geometry":{"type":"Point",
		"coordinates":[12.3401011234,55.6]},"properties":{"navn":"Ismejeriet","postnr":"2635"}}],
		"type":"FeatureCollection"}`, options())
	wantCounts(t, p, map[Verdict]int{New: 1})
	if got, want := said(p.Reading), "-geometry.coordinates 1 unused.place"; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
	p = plan(t, memoryStore{}, "company", `{"navn":"Kroen","features":["wifi","have"]}`, options())
	wantCounts(t, p, map[Verdict]int{New: 1})
}
