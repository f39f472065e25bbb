package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/model/schema"
)

// GuardsOf judges a placement by the rules in force on its own day.
func (d *Session) GuardsOf(ctx context.Context, v *PlacementView) ([]rules.Guard, error) {
	ruleSet, err := d.Rules(ctx)
	if err != nil {
		return nil, err
	}
	in := rules.Input{
		Today: d.Today(), Rules: ruleSet, Placement: v.Placement, Citizen: v.Citizen, Company: v.Company,
		People: v.People,
		Parts:  v.Chain(), Pauses: v.ChainPauses(),
		Agreements: v.Agreements, Weeks: v.Weeks, PaidBefore: map[string]model.Hours{}}
	for _, b := range v.OpenAtCompany {
		in.There = append(in.There, rules.UseOf(b.Placement, b.Agreements))
	}
	if err := d.guardsBefore(ctx, &in); err != nil {
		return nil, err
	}
	return rules.Judge(in), nil
}

// guardsBefore reads every earlier placement at the workplace, of any citizen, and the paid hours of those and of the
// open ones.
func (d *Session) guardsBefore(ctx context.Context, in *rules.Input) error {
	earlier, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "company", Op: schema.Is, Text: in.Placement.CompanyID}, {Field: "state", Op: schema.Is, Text: "ended"},
	}})
	if err != nil {
		return err
	}
	var ids []string
	for _, p := range earlier {
		if p.ID != in.Placement.ID {
			in.Before = append(in.Before, p)
			ids = append(ids, p.ID)
		}
	}
	for _, u := range in.There {
		ids = append(ids, u.Placement.ID)
	}
	for len(ids) > 0 {
		some := ids[:min(len(ids), 500)] // SQLite limits the number of values in a statement
		ids = ids[len(some):]
		err := d.Store.Each(ctx, "week",
			schema.Query{Where: []schema.Cond{{Field: "placement", Op: schema.In, In: some}}},
			func(e model.Entity) error {
				w := e.(*model.Week)
				in.PaidBefore[w.PlacementID] += w.Paid.V
				return nil
			})
		if err != nil {
			return err
		}
	}
	return nil
}

// RatioHint judges the ratio rule (rimelighedskrav) at a workplace before anybody is placed there, by today's rules;
// nil when no rule applies. It is guidance (vejledende) and never part of a score.
func (d *Session) RatioHint(ctx context.Context, companyID string) (*rules.Guard, error) {
	company, err := related[model.Company](ctx, d.Store, "company", companyID)
	if err != nil {
		return nil, err
	}
	ruleSet, err := d.Rules(ctx)
	if err != nil {
		return nil, err
	}
	open, err := d.openPlacementsAt(ctx, companyID)
	if err != nil {
		return nil, err
	}
	var there []rules.WorkplaceUse
	for _, b := range open {
		there = append(there, rules.UseOf(b.Placement, b.Agreements))
	}
	if g, ok := rules.RatioHint(d.Today(), ruleSet, company, there); ok {
		return &g, nil
	}
	return nil, nil
}
