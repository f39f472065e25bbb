package service

import (
	"context"

	"jobspor/model"
)

// ConsentView is a consent with whom it is between.
type ConsentView struct {
	*model.Consent
	Citizen    *model.Citizen
	Company    *model.Company
	Consultant *model.Consultant // whom the citizen tells of a withdrawal; nil when nobody is responsible
}

// ConsentAction is the audit action of its form.
const ConsentAction = "export.consent"

// Consent reads a consent.
func (d *Session) Consent(ctx context.Context, id string) (*ConsentView, error) {
	c, err := One[model.Consent](ctx, d.Store, "consent", id)
	if err != nil {
		return nil, err
	}
	v := &ConsentView{Consent: c}
	if v.Citizen, err = related[model.Citizen](ctx, d.Store, "citizen", c.CitizenID); err != nil {
		return nil, err
	}
	if v.Company, err = related[model.Company](ctx, d.Store, "company", c.CompanyID); err != nil {
		return nil, err
	}
	v.Consultant, err = related[model.Consultant](ctx, d.Store, "consultant", v.Citizen.Responsible)
	return v, err
}

// Out is how the form leaves: to the citizen, who signs it.
func (v *ConsentView) Out() Out {
	return Out{Action: ConsentAction, Args: model.Args{"citizen": v.CitizenID, "ref": v.Citizen.Ref,
		"company": v.CompanyID}, Rows: 1, To: ToCitizen, Citizens: []string{v.CitizenID}}
}
