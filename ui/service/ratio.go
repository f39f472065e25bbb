package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/rules"
	"jobspor/model/schema"
)

// RatioHint judges the ratio rule (rimelighedskrav) at a workplace before anybody is placed there, by the rules of
// today; nil when no rule speaks of it. It is guidance (vejledende) and no part of any score.
func (d *Session) RatioHint(ctx context.Context, companyID string) (*rules.Guard, error) {
	company, err := One[model.Company](ctx, d.Store, "company", companyID)
	if err != nil {
		return nil, err
	}
	ruleSet, err := d.Rules(ctx)
	if err != nil {
		return nil, err
	}
	open, err := d.openAt(ctx, companyID)
	if err != nil {
		return nil, err
	}
	var there []rules.WorkplaceUse
	for _, b := range open {
		there = append(there, rules.WorkplaceUse{
			Placement: b.Placement, Weekly: rules.WeeklyUse(b.Placement, b.Agreements, d.Today()),
		})
	}
	if g, ok := rules.RatioHint(d.Today(), ruleSet, company, there); ok {
		return &g, nil
	}
	return nil, nil
}

// openAt reads the open placements at a workplace with their agreements.
func (d *Session) openAt(ctx context.Context, companyID string) (out []agreement.WithAgreements, err error) {
	there, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "company", Op: schema.Is, Text: companyID},
		{Field: "state", Op: schema.In, In: model.PlacementStates[:4]},
	}})
	for _, p := range there {
		if out, err = d.beside(ctx, out, p); err != nil {
			return nil, err
		}
	}
	return out, err
}
