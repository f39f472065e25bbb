package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/rules"
	"jobspor/model/schema"
)

// DraftAgreement returns the first version of a placement's agreement with every known field filled in, except
// sentences.
func (d *Session) DraftAgreement(ctx context.Context, v *PlacementView) (*model.Agreement, error) {
	in := agreement.DraftInput{
		Today: d.Today(), Placement: v.Placement, Citizen: v.Citizen, Company: v.Company, Task: v.Task, Goal: v.Goal,
		People: v.People,
	}
	if v.Continues != nil {
		before, err := d.agreementsOf(ctx, v.Continues.ID)
		if err != nil {
			return nil, err
		}
		in.Earlier = agreement.Latest(before)
	}
	return agreement.Draft(in), nil
}

// ConsentFor returns the consent valid today for sharing the placement's citizen with its workplace, or nil.
func (d *Session) ConsentFor(ctx context.Context, v *PlacementView) (*model.Consent, error) {
	list, err := All[model.Consent](ctx, d.Store, "consent", schema.Where("citizen", v.Citizen.ID))
	return model.ConsentFor(list, v.Citizen.ID, v.Company.ID, d.Today()), err
}

// Person finds a contact person of the workplace by ID; nil when there is none.
func (v *PlacementView) Person(id string) *model.ContactPerson {
	if i := slices.IndexFunc(v.People, func(p *model.ContactPerson) bool { return id != "" && p.ID == id }); i >= 0 {
		return v.People[i]
	}
	return nil
}

// PartyName returns the name of the person who speaks for a party of an agreement, "" for the citizen and where no one
// is known.
func (v *PlacementView) PartyName(a *model.Agreement, party string) string {
	switch party {
	case "company":
		return NameOr("", v.Person(a.ContactID))
	case "representative":
		return v.RepresentativeName()
	}
	return ""
}

// Representative is the employee representative of the placement, else the workplace's; nil when none is named.
func (v *PlacementView) Representative() *model.ContactPerson {
	return rules.Representative(v.Placement, v.People)
}

// Consulted says when that one was asked and has confirmed.
func (v *PlacementView) Consulted() (asked, confirmed model.Date) {
	return rules.Consulted(v.Placement, v.Agreements)
}

// RepresentativeName is who that is, or who has accepted the agreement as one.
func (v *PlacementView) RepresentativeName() string {
	by := ""
	if a := rules.Accepted(v.Agreements); a != nil {
		by = a.RepBy
	}
	if c := v.Representative(); c != nil {
		return c.Name
	}
	return by
}

// NameOr returns the given name, or the contact person's when it is empty.
func NameOr(name string, c *model.ContactPerson) string {
	if name == "" && c != nil {
		return c.Name
	}
	return name
}
