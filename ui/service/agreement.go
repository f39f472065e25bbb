package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// DraftAgreement is the first version for a placement with everything filled in that is known but for words.
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

// ConsentFor is the consent that holds today for sharing the placement's citizen with its workplace, nil without one.
func (d *Session) ConsentFor(ctx context.Context, v *PlacementView) (*model.Consent, error) {
	list, err := All[model.Consent](ctx, d.Store, "consent", schema.Where("citizen", v.Citizen.ID))
	return model.ConsentFor(list, v.Citizen.ID, v.Company.ID, d.Today()), err
}

// person finds somebody of the workplace.
func (v *PlacementView) Person(id string) *model.ContactPerson {
	if i := slices.IndexFunc(v.People, func(p *model.ContactPerson) bool { return id != "" && p.ID == id }); i >= 0 {
		return v.People[i]
	}
	return nil
}

// PartyName is who is known to speak for a party of an agreement, "" for the citizen and where nobody is.
func (v *PlacementView) PartyName(a *model.Agreement, party string) string {
	switch party {
	case "company":
		return NameOr("", v.Person(a.ContactID))
	case "representative":
		return NameOr("", v.Representative())
	}
	return ""
}

// Representative is the employee representative of the placement, else the workplace's; nil when none is named.
func (v *PlacementView) Representative() *model.ContactPerson {
	if c := v.Person(v.Placement.RepID); c != nil {
		return c
	}
	return agreement.PersonIn(v.People, "representative")
}

func NameOr(said string, c *model.ContactPerson) string {
	if said == "" && c != nil {
		return c.Name
	}
	return said
}
