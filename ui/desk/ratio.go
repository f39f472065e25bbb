package desk

import (
	"context"

	"jobspor/model"
	"jobspor/ui/kit"
)

// RatioHint judges the ratio rule (rimelighedskrav) at a workplace before anybody is placed there, by the rules of
// today; nil when no rule speaks of it. It is guidance (vejledende) and no part of any score.
func (d *Desk) RatioHint(ctx context.Context, companyID string) (*model.Guard, error) {
	company, err := One[model.Company](ctx, d.Store, "company", companyID)
	if err != nil {
		return nil, err
	}
	rules, err := d.Rules(ctx)
	if err != nil {
		return nil, err
	}
	open, err := d.openAt(ctx, companyID)
	if err != nil {
		return nil, err
	}
	var there []model.WorkplaceUse
	for _, b := range open {
		there = append(there, model.WorkplaceUse{Placement: b.Placement, Weekly: model.WeeklyUse(b.Placement, b.Agreements, d.Today())})
	}
	if g, ok := model.RatioHint(d.Today(), rules, company, there); ok {
		return &g, nil
	}
	return nil, nil
}

// openAt reads the open placements at a workplace with their agreements.
func (d *Desk) openAt(ctx context.Context, companyID string) (out []model.Beside, err error) {
	there, err := All[model.Placement](ctx, d.Store, "placement", model.Query{Where: []model.Cond{
		{Field: "company", Op: model.Is, Text: companyID}, {Field: "state", Op: model.In, In: model.PlacementStates[:4]},
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
func (w Words) RatioText(g model.Guard) string {
	if _, counted := g.Args["used"]; !counted {
		return w.GuardText(g)
	}
	key := "care.ratio.says"
	if g.Text == "guard.ratio.number" {
		key = "care.ratio.least" // the number of employees is not known
	}
	return w.guardSaid(g, model.GuardSum{Text: key, Args: g.Args})
}

// RatioLine is a hint with its name and what it is: "Forholdstal (vejledende): 0,27 af 1 plads brugt".
func (w Words) RatioLine(g model.Guard) string {
	return w.T("care.ratio.line", "said", w.RatioText(g))
}

// RatioPair is a hint on the card of a workplace, with what is to be asked first.
func (w Words) RatioPair(g model.Guard) kit.Pair {
	said := w.T("care.ratio.advice", "said", w.RatioText(g))
	if asks := w.GuardMissing(g); len(asks) > 0 {
		said += ". " + asks[0]
	}
	return kit.Pair{Label: w.T("care.ratio"), Value: said}
}
