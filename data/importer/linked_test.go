package importer

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"jobspor/model"
)

// linkedStore is a store with companies and citizens that lists can belong to.
func linkedStore() memoryStore {
	head := func(id string) model.Head { return model.Head{ID: id} }
	return memoryStore{
		"company": {
			&model.Company{Head: head("ice"), Name: "Isbutikken", CVR: "00000132", PNumber: "0000009001",
				Street: "Torvet 1", Postcode: "2635", Town: "Ishøj"},
			&model.Company{Head: head("ice2"), Name: "Isbutikken", CVR: "00000132", PNumber: "0000009002",
				Street: "Havnevej 9", Postcode: "2665", Town: "Vallensbæk Strand"},
			&model.Company{Head: head("bike"), Name: "Cykelcaféen ApS", DailyName: "Cykelcaféen", Postcode: "2635"},
			&model.Company{Head: head("twin1"), Name: "Tvillingerne", Postcode: "2635", Street: "Torvet 2"},
			&model.Company{Head: head("twin2"), Name: "Tvillingerne", Postcode: "2665", Street: "Torvet 2"},
		},
		"person": {&model.ContactPerson{Head: head("inga"), CompanyID: "ice", Name: "Inga Is"}},
		"citizen": {
			&model.Citizen{Head: head("c1"), Ref: "B-0001", FirstName: "Ida", LastName: "Prøve"},
			&model.Citizen{Head: head("c2"), Ref: "B-0002", FirstName: "Søs", LastName: "Prøve", CaseRef: "S 7"},
			&model.Citizen{Head: head("c3"), Ref: "B-0003", FirstName: "Ida", LastName: "Prøve"},
			&model.Citizen{Head: head("c4"), Ref: "B-0004", FirstName: "Iben", LastName: "Test"},
		},
	}
}

// TestRowsFindTheirCompany tries what a row can say of its company.
func TestRowsFindTheirCompany(t *testing.T) {
	for _, c := range []struct{ headings, cells, want string }{
		{"P-nr", "0000009002", "ice2"},
		{"P-nr;Firma", "0000009002;Et andet navn", "ice2"},
		{"P-nr;Firma", "0000009999;Isbutikken", "err.import.link.company.none"}, // both have numbers of their own
		{"P-nr;Firma", "0000009999;Cykelcaféen", "bike"},
		{"CVR;Postnr", "DK 00 00 01 32;2665", "ice2"},
		{"CVR;Adresse", `00000132;"Havnevej 9, 2665 Vallensbæk"`, "ice2"},
		{"CVR", "00000132", "err.import.link.company.many"},
		{"CVR;Firma", "00000140;Isbutikken", "err.import.link.company.none"},
		{"Firma", "cykelcafeen", "bike"},
		{"Firma;Postnr", "Cykelcaféen;2665", "err.import.link.company.none"},
		{"Firma", "Tvillingerne", "err.import.link.company.many"},
		{"Firma;Adresse", "Tvillingerne;Torvet 2", "err.import.link.company.many"},
		{"Firma;Postnr. og by", "Tvillingerne;2635 Ishøj", "twin1"},
		{"Firma;CVR", ";", "err.import.link.company.blank"},
	} {
		text := c.headings + ";Opgave\n" + c.cells + ";Opvask\n"
		p := plan(t, linkedStore(), "task", text, options())
		got := reasons(p.Row(0))
		if e := p.Row(0).Change().After; e != nil {
			got = e.(*model.Task).CompanyID
		}
		if got != c.want {
			t.Errorf("%s: %s: got %s, want %s", c.headings, c.cells, got, c.want)
		}
	}
}

// TestRowsFindTheirCitizen tries what a row can say of its citizen.
func TestRowsFindTheirCitizen(t *testing.T) {
	for _, c := range []struct{ headings, cells, want string }{
		{"Borgernr", "B-0002", "c2"},
		{"Borgernr", "2", "c2"},
		{"Borger", "b 2", "c2"},
		{"Borgernr", "B-0009", "err.import.link.citizen.none"},
		{"Sagsnr", "s-7", "c2"},
		{"Sagsnr", "s-8", "err.import.link.citizen.none"},
		{"Borger", "iben  test", "c4"},
		{"Navn", "Test, Iben", "c4"},
		{"Fornavn;Efternavn", "Søs;Prøve", "c2"},
		{"Borger", "Ida Prøve", "err.import.link.citizen.many"},
		{"Borger", "Iben", "err.import.link.citizen.none"},
		{"Borger", "", "err.import.link.citizen.blank"},
		{"Borger", "010190-1111", "err.import.cpr"},
	} {
		p := plan(t, linkedStore(), "goal", c.headings+";Jobmål\n"+c.cells+";Gartner\n", options())
		got := reasons(p.Row(0))
		if e := p.Row(0).Change().After; e != nil {
			got = e.(*model.Goal).CitizenID
		}
		if got != c.want {
			t.Errorf("%s: %s: got %s, want %s", c.headings, c.cells, got, c.want)
		}
		for _, e := range p.Row(0).Reasons {
			if value := e.Args["value"]; value != nil {
				t.Errorf("the reason repeats what the row says of a citizen: %v", e.Args)
			}
		}
	}
}

// TestAnotherValueChangesTheRow imports a list again with one cell more.
func TestAnotherValueChangesTheRow(t *testing.T) {
	there := linkedStore()
	const list = "Dato;Form;Firma;Postnr;Referat\n2-11-2026;visit;Isbutikken;2635;Viste rundt\n"
	there.apply(plan(t, there, "contact", list, options()).ChangeSet(""))
	wantCounts(t, plan(t, there, "contact", list, options()), map[Verdict]int{Unchanged: 1})

	more := "Dato;Form;Firma;Postnr;Referat;Borger\n2-11-2026;visit;Isbutikken;2635;Viste rundt;B-0001\n"
	p := plan(t, there, "contact", more, options())
	wantCounts(t, p, map[Verdict]int{Changed: 1})
	there.apply(p.ChangeSet(""))
	wantCounts(t, plan(t, there, "contact", list, options()), map[Verdict]int{Unchanged: 1})

	other := strings.Replace(more, "B-0001", "B-0002", 1)
	p = plan(t, there, "contact", other, options())
	wantCounts(t, p, map[Verdict]int{New: 1})
	there.apply(p.ChangeSet(""))
	wantCounts(t, plan(t, there, "contact", list, options()), map[Verdict]int{Refused: 1}) // about which of the two?
}

// TestMappingOfLinkedLists maps columns to what a row belongs to.
func TestMappingOfLinkedLists(t *testing.T) {
	opts := options()
	opts.Map = map[string]string{"Sted": "company", "Zip": "company_postcode", "Hvad": "name", "Titel": "-"}
	p := plan(t, linkedStore(), "task", "Sted;Zip;Hvad;Titel\nTvillingerne;2665;Opvask;x\n", opts)
	wantCounts(t, p, map[Verdict]int{New: 1})
	if got := fields(p.Row(0).Change().After, "company", "name", "status"); got != "twin2 | Opvask | open" {
		t.Errorf("got %q, want the task at the second of the twins", got)
	}
	opts.Map = map[string]string{"Sted": "cvr_nr"}
	src := file(t, "a.csv", "Sted;Opgave\nTvillingerne;Opvask\n")
	if _, err := NewPlan(context.Background(), src, linkedStore(), "task", opts); model.CodeOf(err) != model.Usage {
		t.Errorf("got %v, want that there is no such field", err)
	}
}

func TestLinkedListsThatSayTooLittle(t *testing.T) {
	for _, c := range []struct{ typ, text string }{
		{"person", "Navn;Telefon\nIda Is;00431001\n"},
		{"task", "Firma;Postnr\nIsbutikken;2635\n"},
		{"contact", "Firma;Referat\nIsbutikken;Ringede\n"},
		{"goal", "Jobmål;Prioritet\nGartner;1\n"},
		{"goal", "CPR;Jobmål\n010190-1111;Gartner\n"},
	} {
		data := []byte(c.text)
		src, err := Read(context.Background(), bytes.NewReader(data), int64(len(data)), "a.csv")
		if err != nil {
			t.Fatal(err)
		}
		_, err = NewPlan(context.Background(), src, linkedStore(), c.typ, options())
		if e, ok := err.(*model.Error); !ok || e.Key != "err.import.columns."+c.typ {
			t.Errorf("%s: got %v, want err.import.columns.%s", c.text, err, c.typ)
		}
	}
}

// TestCardsAreAListOfContactPersonsToo: their companies are found, not made.
func TestCardsAreAListOfContactPersonsToo(t *testing.T) {
	text := card("N:Is;Inga;;;", "FN:Inga Is", "ORG:Isbutikken", "TITLE:Kok", "TEL;TYPE=CELL:00431001",
		"ADR;TYPE=WORK:;;Torvet 1;Ishøj;;2635;DK") + card("FN:Frode Fri", "ORG:Findes Ikke")
	there := linkedStore()
	p := plan(t, there, "person", text, options())
	wantCounts(t, p, map[Verdict]int{Changed: 1, Refused: 1})
	got, want := fields(p.Row(0).Change().After, "company", "title", "mobile"), "ice | Kok | 00 43 10 01"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	there.apply(p.ChangeSet(""))
	wantCounts(t, plan(t, there, "person", text, options()), map[Verdict]int{Unchanged: 1, Refused: 1})
}

// TestJSONLinesOfTasks are read as other lists are.
func TestJSONLinesOfTasks(t *testing.T) {
	text := `{"company":{"name":"Isbutikken","postcode":"2635"},"task":"Opvask","min_hours":4,"lat":55.6}` + "\n" +
		`{"company":{"name":"Isbutikken","postcode":2665},"task":"Vafler","trial":true}` + "\n"
	p := plan(t, linkedStore(), "task", text, options())
	wantCounts(t, p, map[Verdict]int{New: 2})
	got := fields(p.Row(0).Change().After, "company", "name", "min_hours") + ", " +
		fields(p.Row(1).Change().After, "company", "name", "trial")
	if want := "ice | Opvask | 4, ice2 | Vafler | yes"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWhatWasMergedLeadsToWhatIsLeft: names and numbers of rows that are gone, also of one merged twice.
func TestWhatWasMergedLeadsToWhatIsLeft(t *testing.T) {
	there := linkedStore()
	there["merged"] = []model.Entity{
		&model.Merged{Head: model.Head{ID: "old"}, RowType: "company", Into: "older",
			KnownAs: []string{"Den gamle is"}},
		&model.Merged{Head: model.Head{ID: "older"}, RowType: "company", Into: "ice",
			KnownAs: []string{"Iskiosken", "0000009009"}},
		&model.Merged{Head: model.Head{ID: "c9"}, RowType: "citizen", Into: "c2", Ref: "B-0009",
			KnownAs: []string{"Søs Ugift"}},
	}
	p := plan(t, there, "task", "Firma;P-nr;Opgave\nDen gamle is;;A\nIskiosken;;B\n;0000009009;C\n", options())
	wantCounts(t, p, map[Verdict]int{New: 3})
	for _, r := range p.All() {
		if got := r.Change().After.(*model.Task).CompanyID; got != "ice" {
			t.Errorf("line %d: got %s, want the company that is left", r.Line, got)
		}
	}
	p = plan(t, there, "goal", "Borger;Jobmål\nB-0009;A\nSøs Ugift;B\n", options())
	wantCounts(t, p, map[Verdict]int{New: 2})
}
