package importer

import (
	"bytes"
	"context"
	"testing"

	"jobspor/model/schema"
)

// FuzzCards feeds any file of vCards: nothing panics, every card becomes one row or is refused, and what is accepted is
// what the store takes.
func FuzzCards(f *testing.F) {
	for _, text := range []string{
		card("N:Prøve;Ida;;;", "FN:Ida Prøve", "ORG:Vaskeriet", "TEL;TYPE=CELL:00 43 11 22"),
		card(`FN:Ida`, `ORG:Vask\; rens\, og rul;Drift`, "ADR;TYPE=WORK:;;Vej 1;Ishøj;;2635;"),
		card("FN:Ida Prøve", "ORG:Vaske", " riet") + card("item1.TEL:1", "item1.X-ABLABEL:Fax", "X-ABSHOWAS:COMPANY"),
		"begin:vcard\nversion:4.0\nfn:Ida\na.org:V\na.tel;value=uri;type=\"work,voice\":tel:+45-00\nend:vcard\n",
		"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Pr=F8ve;Ida\nORG:V\nEND:VCARD\n",
		"BEGIN:VCARD", "BEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(bytes.ToUpper(data), []byte("BEGIN:VCARD")) {
			data = append([]byte("BEGIN:VCARD\n"), data...)
		}
		src, err := Read(context.Background(), bytes.NewReader(data), int64(len(data)), "a.vcf")
		if err != nil {
			return
		}
		for _, name := range []string{"company", "person"} {
			p, err := NewPlan(context.Background(), src, memoryStore{}, name, options())
			if err != nil {
				continue
			}
			if begins := bytes.Count(bytes.ToUpper(data), []byte("BEGIN:")); p.Len() > begins {
				t.Errorf("%d rows of %d cards", p.Len(), begins)
			}
			for c := range p.ChangeSet("").All() {
				if err := schema.Validate(c.After); err != nil {
					t.Errorf("the store would refuse %v", err)
				}
			}
		}
	})
}
