package duplicates

import "jobspor/model"

// One compares one row with others as they are read, without an index of them: for a row that is being typed.
type One struct{ row record }

// OneCompany prepares a workplace to be compared.
func OneCompany(c *model.Company) *One { return &One{companyRecord(c)} }

// OneCitizen prepares a citizen to be compared.
func OneCitizen(c *model.Citizen) *One { return &One{citizenRecord(c)} }

// Company says what a workplace has in common with the one; nothing when it is the same row.
func (o *One) Company(c *model.Company) Match {
	r := &o.row
	if c.ID == r.id && r.id != "" || !same(c.PNumber, r.pnumber) && !same(c.CVR, r.cvr) &&
		!same(c.Postcode, r.postcode) && !same(mailKey(c.Mail), r.mail) && !o.phone(c.Phone) {
		return Match{} // most rows end here, before their names are read
	}
	other := companyRecord(c)
	return compareCompanies(r, &other)
}

// Citizen says what a citizen has in common with the one; nothing when it is the same row.
func (o *One) Citizen(c *model.Citizen) Match {
	if c.ID == o.row.id && o.row.id != "" {
		return Match{}
	}
	other := citizenRecord(c)
	return compareCitizens(&o.row, &other)
}

func (o *One) phone(s string) bool { return o.row.phone != "" && model.PhoneKey(s) == o.row.phone }
