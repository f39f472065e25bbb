package present

import (
	"slices"
	"strings"

	"jobspor/model"
	"jobspor/ui/service"
)

// ConsentForm is the form of a consent (samtykkeerklæring) that the citizen signs: what is shared with which workplace
// for what, how long, and how it is withdrawn. What the consent does not say is a line to fill in by hand.
func (w Words) ConsentForm(v *service.ConsentView) model.Document {
	company := v.Company
	place := joinFilled(", ", company.ShownName(), company.Street, strings.TrimSpace(company.Postcode+" "+company.Town))
	until := w.T("consent.form.untilwithdrawn")
	if v.Until != 0 {
		until = w.DayYear(v.Until.Time())
	}
	tell := w.T("consent.form.municipality")
	if c := v.Consultant; c != nil {
		tell = c.Name
	}
	fact := func(key, value string) model.Fact {
		if strings.TrimSpace(value) == "" {
			value = mailBlank
		}
		return model.Fact{Key: key, Label: w.T("consent.form." + key), Value: value}
	}
	doc := model.Document{
		Title: w.T("consent.form.title"), Lang: string(w.Code()), Fit: true,
		Subtitle: v.Citizen.Name() + " · " + company.ShownName(),
		Sections: []model.Section{
			{Key: "parties", Facts: []model.Fact{
				fact("citizen", v.Citizen.Name()+" ("+v.Citizen.Ref+")"), fact("company", place),
			}},
			{Key: "shared", Title: w.T("consent.form.what"), Facts: []model.Fact{
				fact("scope", w.ConsentScope(v.Consent)), fact("purpose", v.Purpose),
				fact("from", w.DayYear(v.GivenOn.Time())), fact("until", until),
			}, Text: []string{w.T("consent.form.only")}},
			{Key: "withdraw", Title: w.T("consent.form.withdraw"), Text: []string{
				w.T("consent.form.withdraw.how", "who", tell), w.T("consent.form.withdraw.then"),
			}},
		},
		Notes: []string{w.T("consent.form.basis"), w.T("consent.form.access")},
	}
	if v.WithdrawnOn != 0 { // nobody signs what does not hold any more
		doc.Title = w.T("consent.form.title.withdrawn")
		doc.Sections = slices.Insert(doc.Sections[:2], 0, model.Section{Key: "withdrawn", Text: []string{
			w.T("consent.form.withdrawn", "day", w.DayYear(v.WithdrawnOn.Time())),
			w.T("consent.form.withdraw.then"),
		}})
		return doc
	}
	doc.Sections = append(doc.Sections, model.Section{Key: "signature", Title: w.T("consent.form.signature"),
		Facts: []model.Fact{fact("date", ""), fact("signed", "")}})
	return doc
}

// ConsentName is the proposed name of the file.
func (w Words) ConsentName(v *service.ConsentView) string {
	return v.Citizen.Ref + "-" + w.T("file.consent")
}
