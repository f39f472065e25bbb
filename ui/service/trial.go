package service

import (
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/placement"
	"jobspor/model/schema"
)

// Visit is a proposed trial visit. TaskID and GoalID may be "".
type Visit struct {
	CitizenID, CompanyID, TaskID, GoalID string
	// what is tried without a task; "" takes a task of the bank, or the goal's words
	Words string
}

// DraftTrials returns visits with every default filled in; it saves nothing. The first is on the next suitable day,
// each further one of the same citizen on the next such day after it, so that several can be tried in parallel. first,
// unless 0, is the day of the first one.
func (d *Session) DraftTrials(ctx context.Context, visits []Visit, first model.Date) ([]*model.Placement, error) {
	var out []*model.Placement
	last := map[string]model.Date{}
	for _, v := range visits {
		in, contacts, err := d.trialFacts(ctx, v)
		if err != nil {
			return nil, err
		}
		after, began := last[v.CitizenID]
		if !began {
			after = in.Today
		}
		p := placement.DraftTrial(in, contacts, after)
		if !began && first != 0 {
			p.StartOn, p.EndOn = first, first
		}
		if v.TaskID == "" && v.Words != "" {
			p.TaskID, p.TaskWords = "", v.Words
		}
		if p.TaskWords == "" {
			p.TaskWords = goalWords(in.Goals, p.GoalID)
		}
		last[v.CitizenID] = p.StartOn
		out = append(out, p)
	}
	return out, nil
}

func (d *Session) trialFacts(ctx context.Context,
	v Visit) (in placement.DraftInput, contacts []*model.Contact, err error) {
	in = placement.DraftInput{Today: d.Today(), Actor: d.Actor(), TaskID: v.TaskID, GoalID: v.GoalID}
	if in.Citizen, err = optional[model.Citizen](ctx, d.Store, "citizen", v.CitizenID); err != nil {
		return in, nil, err
	}
	if in.Company, err = optional[model.Company](ctx, d.Store, "company", v.CompanyID); err != nil {
		return in, nil, err
	}
	if v.CitizenID != "" {
		if in.Goals, err = All[model.Goal](ctx, d.Store, "goal", schema.Where("citizen", v.CitizenID)); err != nil {
			return in, nil, err
		}
	}
	if v.CompanyID == "" {
		return in, nil, nil
	}
	if in.Tasks, err = All[model.Task](ctx, d.Store, "task", schema.Where("company", v.CompanyID)); err != nil ||
		v.CitizenID == "" {
		return in, nil, err
	}
	contacts, err = All[model.Contact](ctx, d.Store, "contact", ofPair(v.CompanyID, v.CitizenID))
	return in, contacts, err
}

// goalWords describe what is tried when no task is known.
func goalWords(goals []*model.Goal, id string) string {
	if i := slices.IndexFunc(goals, func(g *model.Goal) bool { return g.ID == id }); i >= 0 {
		return goals[i].Words
	}
	return ""
}

// AfterTrial returns the placement that follows a visit, with the data of the visit; it saves nothing.
func (d *Session) AfterTrial(ctx context.Context, visit *model.Placement) (*model.Placement, error) {
	p, err := d.NewPlacement(ctx, visit.CitizenID, visit.CompanyID, visit.TaskID, visit.GoalID, "")
	if err != nil {
		return nil, err
	}
	if p.TaskWords == "" || p.TaskID != visit.TaskID {
		p.TaskID, p.TaskWords = visit.TaskID, visit.TaskWords
	}
	p.ContinuesID, p.ContinuesHow = visit.ID, "renewal"
	return p, nil
}

// ofPair is the query of rows about both a workplace and a citizen.
func ofPair(company, citizen string) schema.Query {
	return schema.Query{
		Where: []schema.Cond{
			{Field: "company", Op: schema.Is, Text: company}, {Field: "citizen", Op: schema.Is, Text: citizen},
		},
	}
}

// PlanTrials returns the change set that plans the visits as they are.
func (d *Session) PlanTrials(ctx context.Context, visits []*model.Placement) (model.ChangeSet, error) {
	var in placement.TrialPlan
	var asked []string
	for _, p := range visits {
		if slices.Contains(asked, p.CitizenID) {
			continue
		}
		asked = append(asked, p.CitizenID)
		open, err := All[model.Placement](ctx, d.Store, "placement", schema.Where("citizen", p.CitizenID))
		if err != nil {
			return model.ChangeSet{}, err
		}
		goals, err := All[model.Goal](ctx, d.Store, "goal", schema.Where("citizen", p.CitizenID))
		if err != nil {
			return model.ChangeSet{}, err
		}
		in.Open, in.Goals = append(in.Open, open...), append(in.Goals, goals...)
	}
	return placement.PlanTrials(d.Actor(), visits, in)
}

// CloseTrial returns the change set that closes a visit: what the citizen thought of it, what was learned, what comes
// next.
func (d *Session) CloseTrial(ctx context.Context, id string, in placement.TrialEnd) (model.ChangeSet, error) {
	p, err := One[model.Placement](ctx, d.Store, "placement", id)
	if err != nil {
		return model.ChangeSet{}, err
	}
	goal, err := optional[model.Goal](ctx, d.Store, "goal", p.GoalID)
	if err != nil {
		return model.ChangeSet{}, err
	}
	if in.Where == "" {
		c, err := optional[model.Company](ctx, d.Store, "company", p.CompanyID)
		if err != nil {
			return model.ChangeSet{}, err
		}
		if c != nil {
			in.Where = c.ShownName()
		}
	}
	return placement.CloseTrial(d.Actor(), p, goal, in, d.Today())
}
