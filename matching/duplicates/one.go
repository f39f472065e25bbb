package duplicates

import "jobspor/model"

// One compares one row with others as they are read, without an index of them: for a row that is being typed.
type One struct {
	row record
	id  string
}

// OneCompany prepares a workplace to be compared.
func OneCompany(c *model.Company) *One { return &One{companyRecord(c), c.ID} }

// OneCitizen prepares a citizen to be compared.
func OneCitizen(c *model.Citizen) *One { return &One{citizenRecord(c), c.ID} }

// Company says what a workplace has in common with the one; nothing when it is the same row.
func (o *One) Company(c *model.Company) Match {
	if c.ID == o.id && o.id != "" {
		return Match{}
	}
	if !o.has(pnumber, c.PNumber) && !o.has(cvr, c.CVR) && !o.has(postcode, c.Postcode) &&
		!o.has(mail, mailKey(c.Mail)) && (o.row.get(phone) == "" || !o.has(phone, model.PhoneKey(c.Phone))) {
		return Match{} // most rows end here, before their names are read
	}
	other := companyRecord(c)
	return compareCompanies(&o.row, &other)
}

// Citizen says what a citizen has in common with the one; nothing when it is the same row.
func (o *One) Citizen(c *model.Citizen) Match {
	if c.ID == o.id && o.id != "" {
		return Match{}
	}
	other := citizenRecord(c)
	return compareCitizens(&o.row, &other)
}

// has reports whether the one has a part with this value.
func (o *One) has(p part, value string) bool { return value != "" && value == o.row.get(p) }
