package importer

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"jobspor/model"
	"jobspor/model/schema"
)

const list = "Firma;CVR-nr.;Postnr;By;Telefon\r\nSøens Køkken ApS;13748136;2635;Ishøj;12 34 56 78\r\n" +
	"Bæk & Å;24256790;2665;Vallensbæk Strand;\r\n"

func inUTF16(order binary.AppendByteOrder, s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func TestEncodingsAndDelimiters(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String(list)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"UTF-8":        list,
		"with BOM":     "\ufeff" + list,
		"UTF-16LE":     inUTF16(binary.LittleEndian, list),
		"UTF-16BE":     inUTF16(binary.BigEndian, list),
		"Windows-1252": latin,
		"late letter":  strings.Replace(latin, "\r\n", "\r\n"+strings.Repeat("Firma 1;;2635;;\r\n", 1)+"\r\n", 1),
		"commas":       strings.ReplaceAll(list, ";", ","),
		"tabs":         strings.ReplaceAll(list, ";", "\t"),
		"bars":         strings.ReplaceAll(list, ";", "|"),
		"LF":           strings.ReplaceAll(list, "\r\n", "\n"),
		"CR":           strings.ReplaceAll(list, "\r\n", "\r"),
		"quotes": strings.ReplaceAll(strings.ReplaceAll(list, "Søens Køkken ApS", `"Søens Køkken ApS"`),
			"2635", ` "2635"`),
		"titles above":       "Udtræk fra kommunen\r\n\r\nPr. 1/11 2026;;;;\r\n" + list,
		"no end of last row": strings.TrimSuffix(list, "\r\n"),
		"empty last columns": strings.ReplaceAll(list, "\r\n", ";;\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, nil, "company", text, options())
			all := companies(p)
			got := all[len(all)-2:]
			if w := "Søens Køkken ApS | 13748136 | 2635 | Ishøj | 12 34 56 78"; fields(got[0], "name", "cvr",
				"postcode", "town", "phone") != w {
				t.Errorf("got %q, want %q", fields(got[0], "name", "cvr", "postcode", "town", "phone"), w)
			}
			if w := "Bæk & Å | 24256790 | 2665 | Vallensbæk Strand | "; fields(got[1], "name", "cvr", "postcode",
				"town", "phone") != w {
				t.Errorf("got %q, want %q", fields(got[1], "name", "cvr", "postcode", "town", "phone"), w)
			}
		})
	}
}

func TestQuotedCellsKeepDelimitersQuotesAndLines(t *testing.T) {
	p := plan(t, nil, "company", "name,note\r\n\"Hansen, Jensen \"\"og\"\" Co\",\"linje 1\r\nlinje 2\"\r\nNæste,\r\n",
		options())
	got := companies(p)
	if w := "Hansen, Jensen \"og\" Co | linje 1\nlinje 2"; fields(got[0], "name", "note") != w {
		t.Errorf("got %q, want %q", fields(got[0], "name", "note"), w)
	}
	if p.Row(1).Line != 4 {
		t.Errorf("got line %d, want 4: lines inside quotes count", p.Row(1).Line)
	}
}

func TestValuesAsFilesWriteThem(t *testing.T) {
	head := "navn;cvr;p-nummer;adresse;postnr;telefon;e-mail;branche;branchetekst;årsværk;årsværk " +
		"dato;ansatte;løntimer;vil ansætte;ledige pladser;mindst timer;ugedage;kan tilbyde;konsulent;status\n"
	row := "Ægte Brød;DK 13 74 81 36;1.003.456.789;Vej 1;DK-2635;(+45) 12345678;mailto:a@b.dk;56.10.10 " +
		"Restauranter;;1.234,5;31/12 2025;ANTAL_1000_999999;måske;JA;3;7,25;man-fre;Ro og løfter ikke;BB;Aktiv\n"
	p := plan(t, nil, "company", head+row, options())
	wantCounts(t, p, map[Verdict]int{New: 1})
	c := companies(p)[0]
	for key, want := range map[string]string{
		"cvr": "13748136", "pnumber": "1003456789", "postcode": "2635", "phone": "12 34 56 78", "mail": "a@b.dk",
		"industry": "561010", "industry_text": "Restauranter", "fte": "1234.5", "fte_on": "2025-12-31",
		"fte_source": "test.csv", "staff_band": "1000+",
		"pays_hours": "maybe", "open_to_hire": "yes", "open_places": "3", "min_hours": "7.25",
		"days":   "mon, tue, wed, thu, fri",
		"offers": "no_lifting, quiet", "responsible": "bent00000000", "status": "active", "source": "test.csv",
		"industry_system": "DB25",
	} {
		if got := fields(c, key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
}

// TestValuesOfFiles: what a field reads of a cell, as text and as a number with a decimal point; "-" is refused.
func TestValuesOfFiles(t *testing.T) {
	typ := schema.CompanyType()
	for _, c := range []struct {
		field, in, want string
		number          bool
	}{
		{"fte", "4,5", "4.5", false},
		{"fte", "4.333333333", "-", false}, // nothing is rounded
		{"fte", "1.234", "-", false},       // a thousand, or one and a bit
		{"fte", "1.234", "-", true},
		{"fte", "1,234.5", "1234.5", false},
		{"fte", "1.234,5", "1234.5", false},
		{"fte", "12.0", "12", true},
		{"fte", "1E3", "1000", true},
		{"open_places", "0.200", "-", true},
		{"ask_most", "12,0", "12", false},
		{"hosted", "1.200", "1200", false},
		{"hosted", "1.2", "-", true},
		{"hosted", "1.200", "-", true}, // a number's point marks no thousands
		{"min_hours", "7.250000", "7.25", true},
		{"min_hours", "7,25", "7.25", false},
		{"fte_on", "45000", "2023-03-15", false},
		{"fte_on", "23/04 - 1980", "1980-04-23", false},
		{"fte_on", "2013-06-01T00:00:00", "2013-06-01", false},
		{"fte_on", "20131231", "2013-12-31", false},
		{"postcode", "800", "0800", false},
		{"cvr", "1.3748136E7", "13748136", true},
		{"pnumber", "1,00E+09", "-", false}, // digits are lost
		{"industry", "11100", "011100", false},
		{"industry", "01.11.00", "011100", false},
		{"industry_system", "Dansk Branchekode 2007", "DB07", false},
		{"staff_band", "ANTAL_10_19", "10-19", false},
		{"staff_band", "ANTAL_1_1", "1", false},
		{"staff_band", "176", "176", false},
		{"phone", "0046701234567", "+46701234567", false},
		{"phone", "4512345678", "12 34 56 78", false},
		{"street", "Vej 3\nst.", "Vej 3 st.", false},
	} {
		f, _ := typ.Field(c.field)
		e := typ.New()
		got := "-"
		if err := f.SetText(e, canonical(f, c.in, c.number)); err == nil {
			got = f.Text(e)
		}
		if got != c.want {
			t.Errorf("%s %q (number %v): got %q, want %q", c.field, c.in, c.number, got, c.want)
		}
	}
}

func TestWordsForNothing(t *testing.T) {
	p := plan(t, nil, "company", "navn;by;telefon;årsværk;vil ansætte;note\nNULL;NULL;NULL;-;?;-\n", options())
	wantCounts(t, p, map[Verdict]int{New: 1})
	if got := fields(companies(p)[0], "name", "town", "phone", "fte", "open_to_hire",
		"note"); got != "NULL |  |  |  |  | -" {
		t.Errorf("got %q", got)
	}
}

func TestWholeAddressIsTakenApartWithoutPostcodes(t *testing.T) {
	p := plan(t, nil, "company",
		"navn;adresse\nA;Vej 3, 2. tv, 2635 Ishøj\nB;Vej 4\nC;\"Vej 5\n2665 Vallensbæk Strand\"\n", options())
	got := companies(p)
	for i, want := range []string{"Vej 3, 2. tv | 2635 | Ishøj", "Vej 4 |  | ", "Vej 5 | 2665 | Vallensbæk Strand"} {
		if s := fields(got[i], "street", "postcode", "town"); s != want {
			t.Errorf("got %q, want %q", s, want)
		}
	}
}

func TestFlatDeliveryOfTheRegister(t *testing.T) {
	head := "modifikationsstatus,pnr,livsforloeb_startdato,livsforloeb_ophoersdato,virksomhed_cvrnr," +
		"navn_tekst,beliggenhedsadresse_vejnavn,belig_adresse_husnummerfra,belig_adresse_husnummertil," +
		"beliggenhedsadresse_bogstavfra,beliggenhedsadresse_etage,beliggenhedsadresse_sidedoer," +
		"beliggenhedsadresse_postnr,belig_adresse_postdistrikt,beliggenhedsadresse_bynavn,postadresse_vejnavn," +
		"hovedbranche_gyldigfra,hovedbranche_kode,hovedbranche_tekst,telefonnummer_kontaktoplysning," +
		"email_kontaktoplysning,aarsbeskaeftigelse_aar,aarsbes_antalansatte,aarsbes_antansatteinterval," +
		"aarsbes_antalaarsvaerk,kvartalsbeskaeftigelse_antalansatteinterval,lat,long\n"
	row := "ny,1010101234,2009-05-01,,13748136,Køkkenet Ishøj,Strandvej,012,14,B,1,tv,2635,Ishøj,Tranegilde,Postvej," +
		"2008-01-01,561110,Servering,12345678,a@b.dk,2015,14,10-19,11,20-49,55.6,12.0312931234\n" +
		"ny,1010101235,2009-05-01,2014-06-30,13748136,Lukket,Strandvej,2,,,,,2635,Ishøj,,,2001-01-01,553010," +
		"Restauranter,,,,,,,,,\n"
	p := plan(t, nil, "company", head+row, options())
	wantCounts(t, p, map[Verdict]int{New: 2})
	got := companies(p)
	want := "Køkkenet Ishøj | 1010101234 | 13748136 | Strandvej 12B-14, 1. tv | 2635 | Ishøj | 561110 | " +
		"DB07 | 11 | 2015-12-31 | 20-49 | active"
	if s := fields(got[0], "name", "pnumber", "cvr", "street", "postcode", "town", "industry", "industry_system",
		"fte", "fte_on", "staff_band", "status"); s != want {
		t.Errorf("got  %q\nwant %q", s, want)
	}
	if s := fields(got[1], "status", "ceased_on", "industry",
		"industry_text"); s != "ceased | 2014-06-30 |  | Restauranter" {
		t.Errorf("ceased unit: got %q", s)
	}
	for _, c := range []string{"modifikationsstatus", "postadresse_vejnavn", "lat"} {
		if !slices.Contains(p.Unmapped(), c) {
			t.Errorf("unmapped %v lacks %q", p.Unmapped(), c)
		}
	}
}

func TestMapping(t *testing.T) {
	text := "Kunde,Sted,Telefon,Firma\nBageren,2635,12345678,x\n"
	o := options()
	var err error
	if o.Map, err = ParseMap("kunde=name, Sted=postcode,Telefon=-"); err != nil {
		t.Fatal(err)
	}
	p := plan(t, nil, "company", text, o)
	if got := fields(companies(p)[0], "name", "postcode", "phone"); got != "Bageren | 2635 | " {
		t.Errorf("got %q", got)
	}
	if got := p.Unmapped(); !slices.Equal(got, []string{"Telefon", "Firma"}) {
		t.Errorf("unmapped: got %v, want Telefon and Firma: a mapped column is the only one of its field", got)
	}
	wrong := map[string]string{"Kunde=nam": "err.import.map.field", "Kund=name": "err.import.map.column"}
	for mapping, key := range wrong {
		o.Map, _ = ParseMap(mapping)
		_, err := NewPlan(context.Background(), file(t, "x.csv", text), nil, "company", o)
		var e *model.Error
		if !errors.As(err, &e) || e.Key != key || e.Code != model.Usage {
			t.Errorf("%s: got %v, want %s", mapping, err, key)
		}
	}
	if _, err := ParseMap("Kunde"); err == nil {
		t.Error("a mapping without = passes")
	}
	if m, err := ParseMap(`By\, land=town`); err != nil || m["By, land"] != "town" {
		t.Errorf("got %v %v", m, err)
	}
}

func TestHeadingsInTheReadersWords(t *testing.T) {
	o := options()
	o.Heading = func(typ, heading string) (string, bool) { return "areas", heading == "Partnerskabet dækker" }
	p := plan(t, nil, "company", "navn;Partnerskabet dækker\nA;praktik\n", o)
	if got := fields(companies(p)[0], "areas"); got != "praktik" {
		t.Errorf("got %q, want praktik", got)
	}
}

func TestRefusedRowsSayWhyAndWhere(t *testing.T) {
	for _, c := range []struct{ name, row, key, column string }{
		{"cvr", "A;24256791;2635;;", "err.cvr.check", "cvr"},
		{"short cvr", "A;123;2635;;", "err.cvr.length", "cvr"},
		{"no name", ";13748136;2635;;", "err.required", "navn"},
		{"cpr in a name", "Ole 010190-1234;;2635;;", "err.import.cpr", "navn"},
		{"cpr in a telephone", "A;;2635;01 01 90 - 1234;", "err.import.cpr", "telefon"},
		{"escape sequence", "A\x1b[31m;;2635;;", "err.control", "navn"},
		{"too few", "A;;2635", "err.import.ragged", ""},
		{"too many", "A;;2635;;;x", "err.import.ragged", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan(t, nil, "company", "navn;cvr;postnr;telefon;andet\nGod;13748136;2635;;\n"+c.row+"\n", options())
			wantCounts(t, p, map[Verdict]int{New: 1, Refused: 1})
			r := p.Row(1).Reasons[0]
			if r.Key != c.key || r.Args["line"] != 3 || c.column != "" && r.Args["column"] != c.column {
				t.Errorf("got %s %v, want %s in line 3, column %q", r.Key, r.Args, c.key, c.column)
			}
			if strings.Contains(r.Error(), "1234") && c.key == "err.import.cpr" {
				t.Errorf("the reason repeats the number: %s", r.Error())
			}
		})
	}
}

func TestSameFileTwiceChangesNothing(t *testing.T) {
	text := "navn;cvr;pnr;postnr;by;årsværk;branche\n" +
		"Med P;13748136;1003456789;2635;Ishøj;4,5;561110\n" +
		"Uden P;13748136;;2665;;;\n" +
		"Uden nummer;;;2620;;12;\n" +
		"Kun navn;;;;;;960210\n"
	there := memoryStore{}
	p := plan(t, there, "company", text, options())
	wantCounts(t, p, map[Verdict]int{New: 4})
	set := p.ChangeSet("anna00000000")
	if set.Action != "import.companies" || set.Len() != 4 || set.Actor != "anna00000000" || set.Args["n"] != 4 {
		t.Errorf("got change set %s of %d by %q with %v", set.Action, set.Len(), set.Actor, set.Args)
	}
	there.apply(set)
	p = plan(t, there, "company", text, options())
	wantCounts(t, p, map[Verdict]int{Unchanged: 4})
	if n := p.ChangeSet("").Len(); n != 0 {
		t.Errorf("got %d changes, want none", n)
	}
}

func TestAnImportFillsAndNeverBlanks(t *testing.T) {
	there := memoryStore{"company": {&model.Company{
		Head: model.Head{ID: "c1", Version: 3}, Name: "Bageren", CVR: "13748136", Postcode: "2635", Phone: "12345678",
		Note:     "ringer hjem",
		Industry: "561110", IndustrySystem: "DB07", FTE: model.Some(model.FTE(450)), FTEOn: model.NewDate(2026, 9, 1),
		FTESource: "telefon", Status: "active",
	}}}
	p := plan(t, there, "company", "navn;cvr;postnr;telefon;mail;branche;årsværk;årsværk dato\n"+
		"Bageren;13748136;2635;;b@b.dk;561110;3;01-01-2025\n", options())
	wantCounts(t, p, map[Verdict]int{Changed: 1})
	var changed []string
	for _, f := range p.Row(0).Fields() {
		changed = append(changed, f.Key)
	}
	if !slices.Equal(changed, []string{"mail"}) {
		t.Errorf("got changed %v, want the mail alone: empty cells, older counts and guessed systems change nothing",
			changed)
	}
	c := p.Row(0).Change()
	if c.Before.Meta().Version != 3 || c.After.Meta().ID != "c1" {
		t.Errorf("got %v -> %v, want the row that was there", c.Before.Meta(), c.After.Meta())
	}
	if there["company"][0].(*model.Company).Mail != "" {
		t.Error("planning changed the present row")
	}
}

func TestWhichPresentRowARowIs(t *testing.T) {
	co := func(id, name, cvr, p, code string) *model.Company {
		return &model.Company{Head: model.Head{ID: id}, Name: name, CVR: cvr, PNumber: p, Postcode: code,
			Status: "active"}
	}
	for _, c := range []struct {
		name  string
		there []model.Entity
		row   string
		want  Verdict
		id    string
	}{
		{"P-number wins over name", []model.Entity{co("a", "Gammelt navn", "13748136", "1003456789", "2600"),
			co("b", "Nyt", "13748136", "", "2635")}, "Nyt;13748136;1003456789;2635", Changed, "a"},
		{"another P-number is another place", []model.Entity{co("a", "Kæden", "13748136", "1003456780", "2635")},
			"Kæden;13748136;1003456789;2635", New, ""},
		{"a row without number gets it", []model.Entity{co("a", "Kæden", "13748136", "", "2635")},
			"kæden;13748136;1003456789;2635", Changed, "a"},
		{"the same firm elsewhere is new", []model.Entity{co("a", "Kæden", "13748136", "", "2635")},
			"Kæden;13748136;;2665", New, ""},
		{"no postcode, one candidate", []model.Entity{co("a", "Kæden", "13748136", "", "2635")}, "Kæden;13748136;;",
			Unchanged, "a"},
		{"no postcode, two candidates", []model.Entity{co("a", "Kæden", "13748136", "1003456780", "2635"),
			co("b", "Kæden", "13748136", "1003456781", "2665")}, "Kæden;13748136;;", Refused, ""},
		{"name and postcode give the number", []model.Entity{co("a", "Bæk & Å", "", "", "2635")},
			"BÆK OG Å;13748136;;2635", New, ""},
		{"folded name", []model.Entity{co("a", "Bæk & Å", "", "", "2635")}, "bæk - å;13748136;;2635", Changed, "a"},
		{"another CVR number is another firm", []model.Entity{co("a", "Bageren", "24256790", "", "2635")},
			"Bageren;13748136;;2635", New, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan(t, memoryStore{"company": c.there}, "company", "navn;cvr;pnr;postnr\n"+c.row+"\n", options())
			r := p.Row(0)
			if r.Verdict != c.want {
				t.Fatalf("got %s %s, want %s", r.Verdict, reasons(r), c.want)
			}
			if r.Change().Before != nil && r.Change().Before.Meta().ID != c.id {
				t.Errorf("got row %s, want %s", r.Change().Before.Meta().ID, c.id)
			}
		})
	}
}

func TestTheSameRowTwiceInOneFile(t *testing.T) {
	head := "navn;cvr;pnr;postnr;telefon\n"
	p := plan(t, nil, "company", head+"A;13748136;1003456789;2635;\nA;13748136;1003456789;2635;12345678\n"+
		"B;13748136;1003456789;2635;\n"+head+"C;13748136;;2635;\nC;13748136;;2635;\n", options())
	wantCounts(t, p, map[Verdict]int{New: 2, Merged: 2, Refused: 1, Skipped: 1})
	if got := companies(p)[0].Phone; got != "12 34 56 78" {
		t.Errorf("got phone %q, want the one of the second row", got)
	}
	if r := p.Row(2).Reasons[0]; r.Key != "err.import.twice.differs" || r.Args["other"] != 2 ||
		r.Args["column"] != "navn" {
		t.Errorf("got %v, want the first row and the column that differs", r)
	}
}

func TestStoppingLeavesNothing(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	o := options()
	o.Progress = func(done, total int64) {
		if done > total/4 {
			stop()
		}
	}
	text := "navn\n" + strings.Repeat("En virksomhed med et langt navn\n", 50000)
	p, err := NewPlan(ctx, file(t, "x.csv", text), nil, "company", o)
	if model.CodeOf(err) != model.Cancelled || p != nil {
		t.Errorf("got %v %v, want a cancelled error", p, err)
	}
}

func TestProgressReachesTheEnd(t *testing.T) {
	var last, of int64
	o := options()
	o.Progress = func(done, total int64) {
		if done < last {
			t.Errorf("progress went back from %d to %d", last, done)
		}
		last, of = done, total
	}
	plan(t, nil, "company", list, o)
	if last != of || of != int64(len(list)) {
		t.Errorf("got %d of %d, want %d", last, of, len(list))
	}
}

func TestRefusedRowsComeBackOncePutRight(t *testing.T) {
	p := plan(t, nil, "company",
		"navn;cvr;note\nGod;13748136;\n=Skidt;24256791;010190-1234\nDårlig;24256791;\"a;b\"\n", options())
	var b strings.Builder
	n, err := p.WriteRefused(context.Background(), &b, "Årsag", func(e model.Error) string { return e.Key })
	if err != nil || n != 2 {
		t.Fatalf("got %d %v, want 2 rows", n, err)
	}
	want := "\ufeffnavn;cvr;note;Årsag\r\n'=Skidt;24256791;[CPR];err.import.cpr\r\n" +
		"Dårlig;24256791;\"a;b\";err.cvr.check\r\n"
	if b.String() != want {
		t.Errorf("got  %q\nwant %q", b.String(), want)
	}
	p = plan(t, nil, "company", strings.ReplaceAll(strings.ReplaceAll(b.String(), "24256791", "24256790"), "[CPR]", ""),
		options())
	wantCounts(t, p, map[Verdict]int{New: 2})
	if got := companies(p)[0].Name; got != "=Skidt" {
		t.Errorf("got %q, want the text without the apostrophe", got)
	}
}

func TestProtectionAgainstAdvertising(t *testing.T) {
	p := plan(t, nil, "company", "navn;reklamebeskyttelse\nA;Ja\nB;0\nC;Reklamebeskyttet\nD;Ikke beskyttet\n"+
		"E;\nF;måske\n", options())
	for i, want := range []model.Tri{model.Yes, model.No, model.Yes, model.No, model.Unknown, model.Unknown} {
		if got := companies(p)[i].AdProtected; got != want {
			t.Errorf("%s: got %v, want %v", p.Row(i).Title, got, want)
		}
	}
	if n := p.Row(5).Notes; len(n) != 1 || n[0].Args["column"] != "reklamebeskyttelse" {
		t.Errorf("got %v, want a note about what cannot be read", n)
	}
}

// TestOneBadCellIsLeftOut keeps a row whose optional cell cannot be read.
func TestOneBadCellIsLeftOut(t *testing.T) {
	for _, c := range []struct{ column, cell, key string }{
		{"postnr", "9999", "err.postcode"}, {"telefon", "ring", "err.phone"}, {"mail", "ole(at)b.dk", "err.mail"},
		{"årsværk", "mange", "err.fte"}, {"branchekode", "XY.12", "import.note.cell.industry.none"},
		{"ansvarlig", "ukendt", "err.import.ref"}, {"vil ansætte", "nok", "err.yesno"}, {"mindst timer", "99999", ""},
	} {
		p := plan(t, nil, "company", "navn;cvr;"+c.column+"\nA;13748136;"+c.cell+"\n", options())
		r := p.Row(0)
		if r.Verdict != New || len(r.Notes) != 1 || c.key != "" && r.Notes[0].Key != c.key ||
			r.Notes[0].Args["line"] != 2 || r.Notes[0].Args["column"] != c.column {
			t.Errorf("%s %q: got %s %v, want a new row with a note about line and column", c.column, c.cell, r.Verdict,
				r.Notes)
		}
	}
	p := plan(t, nil, "company", "navn;mindst timer;højst timer\nA;30;10\n", options())
	if r := p.Row(0); r.Verdict != New || len(r.Notes) != 1 || r.Notes[0].Key != "err.hours.order" {
		t.Errorf("two cells that do not go together: got %s %v %v", r.Verdict, r.Reasons, r.Notes)
	}
}

func TestRowsThatAreNoneOfTheList(t *testing.T) {
	for _, c := range []struct {
		row  string
		want Verdict
		key  string
	}{
		{"I alt;;;12", Skipped, "err.import.total"}, {"Total: 3;;;", Skipped, "err.import.total"},
		{"SUM;;;1.250,50", Skipped, "err.import.total"}, {";Total;;7", Skipped, "err.import.total"},
		{"Total;13748136;2635;", New, ""}, {"Total Tank;;2635;", New, ""}, {"Sum;;2635;12", New, ""},
		{"Kilde: CVR;;;", Skipped, "err.import.foot"}, {"Udtrukket 1/11 2026;;;", Skipped, "err.import.foot"},
		{"Side 1 af 3;;;", Skipped, "err.import.foot"}, {"-----;;;", Skipped, "err.import.foot"},
		{"Side om Side;;;", New, ""}, {"Kilden;;;", New, ""}, {"En linje tekst", Skipped, "err.import.foot"},
		{" NAVN ;cvr;postnr;ANSATTE", Skipped, "err.import.header.again"},
	} {
		p := plan(t, nil, "company", "Navn;CVR;Postnr;Ansatte\nFørst;;;\n"+c.row+"\n", options())
		r := p.Row(1)
		if r.Verdict != c.want || reasons(r) != c.key {
			t.Errorf("%q: got %s %s, want %s %s", c.row, r.Verdict, reasons(r), c.want, c.key)
		}
		if p.Counts[c.want] == 0 {
			t.Errorf("%q: got counts %v", c.row, p.Counts)
		}
	}
}

// TestADayFarAheadIsLeftOut: nobody can be asked here whether the year is meant, so the cell is left out and said.
func TestADayFarAheadIsLeftOut(t *testing.T) {
	p := plan(t, nil, "company", "navn;pause til\nFør;22-11-2031\nEfter;2040-01-01\n", options())
	wantCounts(t, p, map[Verdict]int{New: 2})
	got := companies(p)
	if got[0].PausedUntil != model.NewDate(2031, 11, 22) || got[1].PausedUntil != 0 {
		t.Errorf("got %v and %v, want 2031-11-22 and none", got[0].PausedUntil, got[1].PausedUntil)
	}
	if n := p.Row(1).Notes; len(n) != 1 || n[0].Key != "err.import.day.far" || n[0].Args["column"] != "pause til" {
		t.Errorf("got the notes %v, want one about the day", n)
	}
	if n := p.Row(0).Notes; len(n) != 0 {
		t.Errorf("got the notes %v of the first row, want none", n)
	}
}
