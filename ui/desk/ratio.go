package desk

import (
	"context"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/rules"
	"jobspor/model/schema"
	"jobspor/ui/kit"
)

// RatioHint judges the ratio rule (rimelighedskrav) at a workplace before anybody is placed there, by the rules of
// today; nil when no rule speaks of it. It is guidance (vejledende) and no part of any score.
func (d *Desk) RatioHint(ctx context.Context, companyID string) (*rules.Guard, error) {
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
		there = append(there, rules.WorkplaceUse{Placement: b.Placement, Weekly: rules.WeeklyUse(b.Placement, b.Agreements, d.Today())})
	}
	if g, ok := rules.RatioHint(d.Today(), ruleSet, company, there); ok {
		return &g, nil
	}
	return nil, nil
}

// openAt reads the open placements at a workplace with their agreements.
func (d *Desk) openAt(ctx context.Context, companyID string) (out []agreement.WithAgreements, err error) {
	there, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "company", Op: schema.Is, Text: companyID}, {Field: "state", Op: schema.In, In: model.PlacementStates[:4]},
	}})
	for _, p := range there {
		if out, err = d.beside(ctx, out, p); err != nil {
			return nil, err
		}
	}
	return out, err
}

// RatioText says a hint in one line: "0,27 af 1 plads brugt". Where the rule is not known it is what the rule
// says.
func (w Words) RatioText(g rules.Guard) string {
	if _, counted := g.Args["used"]; !counted {
		return w.GuardText(g)
	}
	key := "care.ratio.says"
	if g.Text == "guard.ratio.number" {
		key = "care.ratio.least" // the number of employees is not known
	}
	return w.guardSaid(g, rules.Line{Text: key, Args: g.Args})
}

// RatioLine is a hint with its name and what it is: "Forholdstal (vejledende): 0,27 af 1 plads brugt".
func (w Words) RatioLine(g rules.Guard) string {
	return w.T("care.ratio.line", "said", w.RatioText(g))
}

// RatioPair is a hint on the card of a workplace, with what is to be asked first.
func (w Words) RatioPair(g rules.Guard) kit.Pair {
	said := w.T("care.ratio.advice", "said", w.RatioText(g))
	if asks := w.GuardMissing(g); len(asks) > 0 {
		said += ". " + asks[0]
	}
	return kit.Pair{Label: w.T("care.ratio"), Value: said}
}
