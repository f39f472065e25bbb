package importer

import (
	"context"
	"strings"
	"testing"
)

const unitJSON = `{"_index":"cvr","_source":{"VrproduktionsEnhed":{
 "pNummer":1003456789,"virksomhedsrelation":[
  {"cvrNummer":24256790,"periode":{"gyldigFra":"2010-01-01","gyldigTil":"2014-12-31"}},
  {"cvrNummer":13748136,"periode":{"gyldigFra":"2015-01-01","gyldigTil":null}}],
 "navne":[
  {"navn":"Gammelt Navn","periode":{"gyldigFra":"2010-01-01","gyldigTil":"2019-05-31"}},
  {"navn":"Køkkenet","periode":{"gyldigFra":"2019-06-01","gyldigTil":null}}],
 "beliggenhedsadresse":[{"vejnavn":"Strandvej","husnummerFra":8,"husnummerTil":20,"bogstavFra":"A","etage":"1",
  "sidedoer":"tv","postnummer":2635,"postdistrikt":"Ishøj","conavn":"c/o Nogen",
  "periode":{"gyldigFra":"2010-01-01","gyldigTil":null}}],
 "telefonNummer":[
  {"kontaktoplysning":"11111111","hemmelig":false,"periode":{"gyldigFra":"2010-01-01","gyldigTil":"2015-01-01"}},
  {"kontaktoplysning":"22222222","hemmelig":true,"periode":{"gyldigFra":"2016-01-01","gyldigTil":null}}],
 "elektroniskPost":[{"kontaktoplysning":"a@b.dk","hemmelig":false,"periode":{"gyldigFra":"2016-01-01",
  "gyldigTil":null}}],
 "livsforloeb":[{"periode":{"gyldigFra":"2010-01-01","gyldigTil":null}}],
 "hovedbranche":[
  {"branchekode":"561010","branchetekst":"Restauranter","periode":{"gyldigFra":"2010-01-01","gyldigTil":"2024-12-31"}},
  {"branchekode":"561110","branchetekst":"Restauranter, nyt","periode":{"gyldigFra":"2025-01-01","gyldigTil":null}}],
 "aarsbeskaeftigelse":[{"aar":2025,"antalAarsvaerk":9,"antalAnsatte":12,"intervalKodeAntalAnsatte":"ANTAL_10_19"}],
 "kvartalsbeskaeftigelse":[{"aar":2026,"kvartal":2,"antalAnsatte":25,"intervalKodeAntalAnsatte":"ANTAL_20_49"}],
 "erstMaanedsbeskaeftigelse":[
  {"aar":2026,"maaned":9,"antalAarsvaerk":4.41,"antalAnsatte":7,"intervalKodeAntalAnsatte":"ANTAL_5_9"},
  {"aar":2026,"maaned":8,"antalAarsvaerk":6,"antalAnsatte":8,"intervalKodeAntalAnsatte":"ANTAL_5_9"}],
 "deltagerRelation":[{"deltager":{"navne":[{"navn":"En Person"}],"fritekst":"010190-1234"}}]}}}`

const legalJSON = `{"Vrvirksomhed":{"cvrNummer":13748136,"navne":[{"navn":"Køkkenet ApS",
  "periode":{"gyldigFra":"2010-01-01","gyldigTil":null}}],
 "livsforloeb":[{"periode":{"gyldigFra":"2001-01-01","gyldigTil":"2020-02-29"}}],
 "hovedbranche":[{"branchekode":"553010","branchetekst":"Restauranter","periode":{"gyldigFra":"2001-01-01",
  "gyldigTil":"2020-02-29"}}],
 "beliggenhedsadresse":[{"vejnavn":"Hovedgaden","husnummerFra":1,"postnummer":2600,"postdistrikt":"Glostrup",
  "periode":{"gyldigFra":"2001-01-01","gyldigTil":"2020-02-29"}}],
 "penheder":[{"pNummer":1003456789,"periode":{"gyldigFra":"2001-01-01","gyldigTil":"2020-02-29"}},
  {"pNummer":1003456780,"periode":{"gyldigFra":"2001-01-01","gyldigTil":"2005-01-01"}}],
 "virksomhedsstatus":[{"status":"OPLØST EFTER KONKURS","periode":{"gyldigFra":"2020-02-29","gyldigTil":null}}]}}`

var registerKeys = []string{"name", "cvr", "pnumber", "street", "postcode", "town", "phone", "mail", "industry",
	"industry_system", "fte", "fte_on", "fte_source", "staff_band", "status", "ceased_on"}

func TestRegisterTakesWhatCountsNow(t *testing.T) {
	p := plan(t, nil, "company", unitJSON, options())
	wantCounts(t, p, map[Verdict]int{New: 1})
	want := "Køkkenet | 13748136 | 1003456789 | Strandvej 8A-20, 1. tv | 2635 | Ishøj |  | a@b.dk | 561110 " +
		"| DB25 | 4.41 | 2026-09-30 | CVR | 5-9 | active | "
	if got := fields(companies(p)[0], registerKeys...); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestRegisterMarksTheCeased(t *testing.T) {
	p := plan(t, nil, "company", legalJSON, options())
	want := "Køkkenet ApS | 13748136 | 1003456789 | Hovedgaden 1 | 2600 | Glostrup |  |  |  |  |  |  |  | " +
		" | ceased | 2020-02-29"
	if got := fields(companies(p)[0], registerKeys...); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestRegisterWrappings gives the same units as one hit, an answer, an array and lines.
func TestRegisterWrappings(t *testing.T) {
	one, two := strings.ReplaceAll(unitJSON, "\n", ""),
		strings.ReplaceAll(strings.ReplaceAll(unitJSON, "\n", ""), "1003456789", "1003456790")
	for name, text := range map[string]string{
		"array":       "[" + one + "," + two + "]",
		"lines":       one + "\n" + two + "\n",
		"answer":      `{"_scroll_id":"x","took":3,"hits":{"total":2,"max_score":1,"hits":[` + one + "," + two + `]}}`,
		"two answers": `{"hits":{"hits":[` + one + `]}}` + "\n" + `{"hits":{"hits":[` + two + `]}}`,
	} {
		p := plan(t, nil, "company", text, options())
		if p.Counts[New] != 2 {
			t.Errorf("%s: got %v, want 2 new", name, p.Counts)
		}
	}
}

func TestAUnitAndItsOwnerAreOneWorkplace(t *testing.T) {
	legal := strings.ReplaceAll(strings.ReplaceAll(legalJSON, `"2020-02-29"`, "null"), `"OPLØST EFTER KONKURS"`,
		`"NORMAL"`)
	for _, text := range []string{legal + unitJSON, unitJSON + legal} {
		p := plan(t, nil, "company", text, options())
		wantCounts(t, p, map[Verdict]int{New: 1, Merged: 1})
		if got := fields(companies(p)[0], "name", "street",
			"postcode"); got != "Køkkenet | Strandvej 8A-20, 1. tv | 2635" {
			t.Errorf("got %q, want the unit's own name and place", got)
		}
	}
}

func TestCVRAPI(t *testing.T) {
	text := `{"vat":13748136,"name":"Bageren ApS","address":"Vej 1","zipcode":800,"city":"Høje Taastrup",
  "phone":12345678,"employees":199,"industrycode":107110,"industrydesc":"Bagerier",
	 "productionunits":[
	  {"pno":1003456789,"main":true,"name":"Bageren","address":"Vej 1","zipcode":2630,"city":"Taastrup",
  "phone":null,"enddate":null,"employees":"10-19","industrycode":107110},
	  {"pno":1003456790,"main":false,"name":"Bageren 2","address":"Vej 2","zipcode":2630,"city":"Taastrup",
  "enddate":"31/12 - 2009","employees":23,"industrycode":11100}]}`
	p := plan(t, nil, "company", text, options())
	wantCounts(t, p, map[Verdict]int{New: 2})
	keys := []string{"name", "cvr", "pnumber", "street", "postcode", "phone", "industry", "industry_system",
		"staff_band", "status", "ceased_on"}
	for i, want := range []string{
		"Bageren | 13748136 | 1003456789 | Vej 1 | 2630 | 12 34 56 78 | 107110 | DB25 | 10-19 | active | ",
		"Bageren 2 | 13748136 | 1003456790 | Vej 2 | 2630 |  | 011100 | DB07 | 23 | ceased | 2009-12-31",
	} {
		if got := fields(companies(p)[i], keys...); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	alone := `{"vat":13748136,"name":"Bageren ApS","address":"Vej 1","zipcode":800,"city":"X","employees":null,
  "industrycode":107110,"productionunits":[]}`
	if got := fields(companies(plan(t, nil, "company", alone, options()))[0], "name",
		"postcode"); got != "Bageren ApS | 0800" {
		t.Errorf("a company without units: got %q", got)
	}
}

func TestPlainObjects(t *testing.T) {
	text := `[{"navn":"A","cvr":13748136,"ugedage":["man","fre"],"andet":{"x":1}},{"cvr":"24256790","navn":"B",
  "vil ansætte":true,"note":null}]`
	p := plan(t, nil, "company", text, options())
	wantCounts(t, p, map[Verdict]int{New: 2})
	if got := fields(companies(p)[0], "name", "cvr", "days"); got != "A | 13748136 | mon, fri" {
		t.Errorf("got %q", got)
	}
	if got := fields(companies(p)[1], "name", "open_to_hire"); got != "B | yes" {
		t.Errorf("got %q", got)
	}
}

func TestARecordOfAnotherShapeIsRefusedAlone(t *testing.T) {
	p := plan(t, nil, "company",
		unitJSON+`{"navn":"løs"}`+`{"_source":{"Vrdeltagerperson":{}}}`+`{"VrproduktionsEnhed":{"navne":"tekst"}}`,
		options())
	wantCounts(t, p, map[Verdict]int{New: 1, Refused: 3})
	if got := p.Row(2).Reasons[0]; got.Key != "err.import.shape" || got.Args["line"] != 3 {
		t.Errorf("got %s %v, want err.import.shape with its number", got.Key, got.Args)
	}
}

func TestRealAnswersOfTheRegister(t *testing.T) {
	for _, c := range []struct {
		file string
		kind Kind
		want map[Verdict]int
		at   int
		keys []string
		row  string
	}{
		{"cvrapi.dk_carletti.json", CVRAPI, map[Verdict]int{New: 3},
			0, []string{"pnumber", "status", "ceased_on", "staff_band"}, "1000356440 | ceased | 2007-12-31 | 10-19"},
		{"cvrapi.dk_carletti.json", CVRAPI, map[Verdict]int{New: 3}, 1, []string{"cvr", "pnumber", "street",
			"postcode", "phone", "staff_band"}, "89563518 | 1002821681 | Grenåvej 641 | 8541 | 87490200 | 176"},
		{"historic_cvr_2013_xml_as_json.json", OldXML, map[Verdict]int{New: 1},
			0, []string{"name", "cvr", "pnumber", "street", "industry", "industry_system", "status", "ceased_on"},
			"EMIL TRADING ApS | 12208030 | 1004408223 | Grønttorvet 8-20 | 463100 | DB07 | ceased | 2008-09-03"},
		// Invented numbers that fail the check.
		{"magenta_GLBASETEST.json", Register, map[Verdict]int{Refused: 4}, -1, nil, ""},
		{"magenta_company_in4.json", Register, map[Verdict]int{New: 1, Merged: 1},
			0, []string{"name", "street", "status"}, "Magenta Grønland ApS | Imaneq 32A, 3. sal | active"},
		{"magenta_unit.json", Register, map[Verdict]int{New: 10},
			9, []string{"name", "cvr", "pnumber", "industry", "industry_text", "status", "ceased_on"},
			"B2B EUROPE ApS | 27740960 | 1010569970 |  | Anden engroshandel | ceased | 2007-09-20"},
		{"normative_denmark-scraper.spec.response.json", Register,
			map[Verdict]int{New: 1}, 0, []string{"name", "pnumber", "postcode", "fte", "fte_on", "staff_band"},
			"Meta Mind AB | 1027258340 | 1711 | 5 | 2021-10-31 | 2-4"},
		{"normative_example_initial_scroll_response.json", Register, map[Verdict]int{New: 1},
			0, []string{"name", "status", "ceased_on"}, "Nr. Nebel Salonskytteforening | ceased | 2020-01-16"},
	} {
		src := shared(t, "cvr-shapes/"+c.file)
		p, err := NewPlan(context.Background(), src, nil, "company", options())
		if err != nil {
			t.Fatalf("%s: %v", c.file, err)
		}
		if src.Kind != c.kind {
			t.Errorf("%s: got kind %s, want %s", c.file, src.Kind, c.kind)
		}
		wantCounts(t, p, c.want)
		if c.at >= 0 {
			if got := fields(companies(p)[c.at], c.keys...); got != c.row {
				t.Errorf("%s: got %q, want %q", c.file, got, c.row)
			}
		}
	}
}

func TestRealNames(t *testing.T) {
	src := shared(t, "companies-siri/companies.csv")
	there := memoryStore{}
	p, err := NewPlan(context.Background(), src, there, "company", options())
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, p, map[Verdict]int{New: 856})
	there.apply(p.ChangeSet(""))
	p, err = NewPlan(context.Background(), src, there, "company", options())
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, p, map[Verdict]int{Unchanged: 856})
}
