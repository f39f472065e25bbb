package present

import (
	"jobspor/model"
)

// Cards are the entries of an address book for workplaces and contact persons; rows of other types have none, so that
// no citizen gets into one. company names a contact person's workplace. Notes are never in it.
func (w Words) Cards(rows []model.Entity, company func(id string) string) []model.Card {
	var out []model.Card
	for _, row := range rows {
		switch r := row.(type) {
		case *model.Company:
			out = append(out, model.Card{
				ID: r.ID, Name: r.ShownName(), Organisation: r.Name,
				Phones: cardPhones(r.Phone, r.OtherPhone, false), Mail: r.Mail, Web: r.Web,
				Street: r.Street, Postcode: r.Postcode, Town: r.Town,
			})
		case *model.ContactPerson:
			c := model.Card{
				ID: r.ID, Name: r.Name, Person: true, Organisation: company(r.CompanyID), Title: r.Title,
				Phones: cardPhones(r.Phone, r.Mobile, true), Mail: r.Mail,
			}
			if r.Role != "" && r.Role != "other" {
				c.Role = w.T("opt.role." + r.Role)
			}
			out = append(out, c)
		}
	}
	return out
}

// cardPhones are the numbers that there are; mobile says that the second one is known to be a mobile.
func cardPhones(first, second string, mobile bool) (out []model.CardPhone) {
	if first != "" {
		out = append(out, model.CardPhone{Number: first})
	}
	if second != "" {
		out = append(out, model.CardPhone{Number: second, Mobile: mobile})
	}
	return out
}
