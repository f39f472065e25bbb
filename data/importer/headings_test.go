package importer

import (
	"errors"
	"strings"
	"testing"

	"jobspor/data/reference/headings"
	"jobspor/model"
	"jobspor/model/schema"
)

// TestTheTableOfHeadingsHasNoFaults keeps the built-in table from keys that mean nothing and from names that stand
// twice, of which the second would be dead.
func TestTheTableOfHeadingsHasNoFaults(t *testing.T) {
	table, err := ParseHeadings("headings.toml", headings.Text())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, n := range table.Headings {
		for _, name := range n.Names {
			of := squash(name)
			// Lists of these have headings of their own.
			section, _, _ := strings.Cut(n.Key, ".")
			if section == "citizen" || section == "task" || section == "goal" || section == "opening" ||
				section == "contact" &&
					n.Key != "contact.name" {
				of += " " + section
			}
			if other, twice := seen[of]; twice {
				t.Errorf("%q stands under %s and %s", name, other, n.Key)
			}
			seen[of] = n.Key
		}
	}
}

func TestFaultsOfATableOfHeadings(t *testing.T) {
	for _, c := range []struct{ text, key string }{
		{"[[heading]]\nkey = \"company.nmae\"\nnames = [\"Navn\"]\n", "err.headings.key"},
		{"[[heading]]\nkey = \"company.source\"\nnames = [\"Kilde\"]\n", "err.headings.key"},
		{"[[heading]]\nkey = \"company.name\"\nnames = []\n", "err.headings.names"},
		{"[[heading]]\nkey = \"company.name\"\nnames = [\"\"]\n", "err.headings.names"},
		{"[[word]]\nkey = \"row.sum\"\nnames = [\"I alt\"]\n", "err.headings.key"},
		{"# kun en kommentar\n", "err.headings.empty"},
		{"[[heading]]\nnavn = \"x\"\n", "err.toml.key"},
	} {
		_, err := ParseHeadings("egne.toml", c.text)
		var e *model.Error
		if !errors.As(err, &e) || e.Key != c.key || e.Args["file"] != "egne.toml" {
			t.Errorf("%q: got %v, want %s that names the file", c.text, err, c.key)
		}
	}
}

func TestOwnHeadingsGoFirst(t *testing.T) {
	own, err := ParseHeadings("egne.toml", "[[heading]]\nkey = \"company.daily_name\"\nnames = [\"Afdeling\"]\n"+
		"[[heading]]\nkey = \"company.areas\"\nnames = [\"Kategori\", \"Mail\"]\n")
	if err != nil {
		t.Fatal(err)
	}
	opts := options()
	opts.Headings = own
	p := plan(t, nil, "company", "Firma;Afdeling;Kategori;Mail\nBageren;Solsiden;praktik;\n", opts)
	got, want := fields(companies(p)[0], "name", "daily_name", "areas"), "Bageren | Solsiden | praktik"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := p.Columns[3].Field; got != "areas" {
		t.Errorf("Mail: got %s, want the user's areas", got)
	}
}

// TestHeadings are headings of many programs, alone and in the company of others.
func TestHeadings(t *testing.T) {
	for _, c := range []struct{ typ, header, want string }{
		{"company", "Navn", "name"},
		{"company", "Company name;Phone;Cell;E-Mail:", "name;phone;other_phone;mail"},
		{"company", "FIRMANAVN;MOBIL", "name;phone"},
		{"company", "1. Navn;2. Tlf.;3. Mail", "name;phone;mail"},
		{"company", "1) Firma;2) Post nr.;3) By", "name;postcode;town"},
		{"company", "Firma/Navn;Post-nr.;Tlf.nr.", "name;postcode;phone"},
		{"company", "company_name;postal_code;vat-number", "name;postcode;cvr"},
		{"company", "companyName;streetAddress;zipCode", "name;street;postcode"},
		{"company", "Virksomhedens navn;Virksomhedens adresse;Virksomhedens e-mail", "name;street;mail"},
		{"company", "Organization Name;Organization Phone;Organization Address", "name;phone;street"},
		{"company", "Navn (firma);Telefon (hoved);CVR (8 cifre)", "name;phone;cvr"},
		{"company", "Firma;Navn;Titel;Telefon;Mail", "name;person;person_title;person_phone;person_mail"},
		{"company", "Firma;Kontaktperson;Telefon;Mail", "name;person;phone;mail"},
		{"company", "Firma;Kontaktnavn;Kontakttelefon", "name;person;person_phone"},
		{"company", "Kontaktnavn;CVR;Telefon", "name;cvr;phone"},
		{"company", "Navn;Kontakt navn;Kontakt mobil;Kontakt e-mail", "name;person;person_mobile;person_mail"},
		{"company", "Firma;Fornavn;Efternavn;E-mail;Firma e-mail",
			"name;person_first_name;person_last_name;person_mail;mail"},
		{"company", "Firma;Fornavn;E-mail;Direkte e-mail", "name;person_first_name;mail;person_mail"},
		{"company", "Company;Full Name;Email;Business Phone;Home Phone",
			"name;person;person_mail;person_phone;"},
		{"company", "Firma;Telefon privat;Adresse (privat);Home Email;Fødselsdag", "name;;;;"},
		{"company", "Firma;Kontaktperson 2 navn;Kontaktperson 2 tlf.", "name;person;person_phone"},
		{"company", "Firma;E-mail kontaktperson;Telefon, kontaktperson;Kontaktperson",
			"name;person_mail;person_phone;person"},
		{"company", "Account.Name;Account.BillingStreet;Account.BillingCity", "name;street;town"},
		{"company", "Firma;Company owner;Account ID;Contact owner;Vores kontakt;Afdeling;Department", "name;;;;;;"},
		{"company", "Navn;Land;Type;CPR-nr.", "name;;;"},
		{"company", "Navn;Telefon 1;Telefon 2", "name;phone;phone"},
		{"company", "Navn;Street 1;Street 2;Adresselinje 2", "name;street;street;street"},
		{"company", "Navn;Antal årsværk;Antal ansatte;Employees", "name;fte;staff_band;staff_band"},
		{"citizen", "Fornavn;Efternavn;Mobil;E-mail;Adresse;Jobmål 1;Jobmål 2;CPR",
			"first_name;last_name;phone;mail;postcode;goal;goal;"},
		{"citizen", "Full name;Telefon (privat);1. Postnr.;Virksomhed", "first_name;phone;postcode;"},
	} {
		typ, _ := schema.TypeNamed(c.typ)
		opts := options()
		h, err := newColumnFinder(typ, &opts)
		if err != nil {
			t.Fatal(err)
		}
		cols, err := h.columnsOf(strings.Split(c.header, ";"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, col := range cols {
			got = append(got, col.Field)
		}
		if joined := strings.Join(got, ";"); joined != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.header, joined, c.want)
		}
	}
}
