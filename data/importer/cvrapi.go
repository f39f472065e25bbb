package importer

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
)

// apiUnit is what cvrapi.dk says about a company and about each of its production units.
type apiUnit struct {
	VAT      jsonText  `json:"vat"`
	PNo      jsonText  `json:"pno"`
	Main     bool      `json:"main"`
	Name     jsonText  `json:"name"`
	Address  jsonText  `json:"address"`
	Zip      jsonText  `json:"zipcode"`
	City     jsonText  `json:"city"`
	Phone    jsonText  `json:"phone"`
	Email    jsonText  `json:"email"`
	End      jsonText  `json:"enddate"`
	Staff    jsonText  `json:"employees"`
	Industry jsonText  `json:"industrycode"`
	Text     jsonText  `json:"industrydesc"`
	Units    []apiUnit `json:"productionunits"`
}

// fromCVRAPI makes a workplace of each production unit, or of the company when it lists none. The main unit answers the
// company's telephone and mail where it has none of its own.
func fromCVRAPI(raw json.RawMessage) ([]workplace, error) {
	var c apiUnit
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, err
	}
	if len(c.Units) == 0 {
		return []workplace{c.workplace(c.VAT)}, nil
	}
	var out []workplace
	for _, u := range c.Units {
		if u.Main {
			u.Phone, u.Email = cmp.Or(u.Phone, c.Phone), cmp.Or(u.Email, c.Email)
		}
		if c.End != "" && u.End == "" {
			u.End = c.End
		}
		out = append(out, u.workplace(c.VAT))
	}
	return out, nil
}

func (u apiUnit) workplace(vat jsonText) workplace {
	w := workplace{
		name: string(u.Name), cvr: string(vat), pnumber: string(u.PNo), street: string(u.Address),
		postcode: string(u.Zip),
		town:     string(u.City), phone: string(u.Phone), mail: string(u.Email), industry: string(u.Industry),
		industryText: string(u.Text), staff: string(u.Staff), status: "active",
	}
	if u.End != "" {
		// A code cannot be newer than the unit's last day.
		w.status, w.ceased, w.industryFrom = "ceased", string(u.End), string(u.End)
	}
	return w
}

// oneOrMany is a list that the old XML writes as a single element without a list when it has only one.
type oneOrMany[T any] []T

// UnmarshalJSON takes a list, a single element or null.
func (o *oneOrMany[T]) UnmarshalJSON(b []byte) error {
	if b = bytes.TrimSpace(b); len(b) > 0 && b[0] == '[' {
		var list []T
		err := json.Unmarshal(b, &list)
		*o = list
		return err
	}
	if bytes.Equal(b, []byte("null")) || bytes.Equal(b, []byte(`""`)) {
		return nil
	}
	var v T
	err := json.Unmarshal(b, &v)
	*o = []T{v}
	return err
}

// oldEntry is an entry of a history in the register's XML of 2013; days are 31-12-2007.
type oldEntry struct {
	From    jsonText `json:"gyldigFra"`
	Til     jsonText `json:"gyldigTil"`
	Text    jsonText `json:"tekst"`
	Code    jsonText `json:"kode"`
	Contact jsonText `json:"kontaktoplysning"`
	PNumber jsonText `json:"pnr"`
	CVR     jsonText `json:"cvrnr"`
	address
	OldPostcode jsonText `json:"postnr"`
	OldFree     jsonText `json:"adresseFritekst"`
}

// entry makes it like the entries of today.
func (e oldEntry) entry() entry {
	out := entry{
		Period: &period{From: isoDay(e.From), Til: isoDay(e.Til)}, Name: e.Text, Text: e.Text, Code: e.Code,
		Contact: e.Contact, PNumber: e.PNumber, CVR: e.CVR, address: e.address,
	}
	out.Postcode, out.Free = cmp.Or(e.Postcode, e.OldPostcode), cmp.Or(e.Free, e.OldFree)
	return out
}

// isoDay turns 31-12-2007 into 2007-12-31; anything else stays.
func isoDay(s jsonText) jsonText {
	if len(s) == 10 && s[2] == '-' && s[5] == '-' {
		return s[6:] + "-" + s[3:5] + "-" + s[:2]
	}
	return s
}

// fromOldXML reads the register's XML of 2013 written as JSON: every history is an object with one member of the same
// or the singular name, which holds one entry or a list of them.
func fromOldXML(raw json.RawMessage) ([]workplace, error) {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, err
	}
	history := func(name string) []entry {
		var inner map[string]oneOrMany[oldEntry]
		if json.Unmarshal(parts[name], &inner) != nil {
			return nil
		}
		var out []entry
		for _, list := range inner {
			for _, e := range list {
				out = append(out, e.entry())
			}
		}
		return out
	}
	u := unit{
		Names: history("navn"), Addresses: history("beliggenhedsadresse"), Phones: history("telefonnummer"),
		Mails: history("email"), Industry: history("hovedbranche"), Units: history("produktionsenheder"),
		Owners: history("virksomheder"), ByNames: history("binavne"),
	}
	_ = u.CVR.UnmarshalJSON(parts["cvrnr"])
	_ = u.PNumber.UnmarshalJSON(parts["pnr"])
	var life struct {
		Life struct {
			Start jsonText `json:"startdato"`
			End   jsonText `json:"ophoersdato"`
		} `json:"livsforloeb"`
	}
	if err := json.Unmarshal(parts["livsforloeb"], &life); err != nil {
		return nil, fmt.Errorf("read course of life: %w", err)
	}
	u.Life = []entry{{Period: &period{From: isoDay(life.Life.Start), Til: isoDay(life.Life.End)}}}
	return []workplace{u.workplace()}, nil
}
