package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/placement"
	"jobspor/model/schema"
)

// PlacementView is one placement with everything that is known around it.
type PlacementView struct {
	Placement  *model.Placement
	Citizen    *model.Citizen
	Company    *model.Company
	Task       *model.Task            // nil when none of the task bank is tried
	Goal       *model.Goal            // the goal it serves, nil when it names none
	People     []*model.ContactPerson // of the workplace
	Agreements []*model.Agreement     // all versions, the first one first
	Weeks      []*model.Week          // by Monday
	FollowUps  []*model.FollowUp      // by day
	Contacts   []*model.Contact       // with the workplace about the citizen, the newest first

	Continues   *model.Placement           // that this one continues
	ContinuedBy *model.Placement           // that continues this one
	There       []agreement.WithAgreements // all open ones at the workplace, this one among them when it is open
	Own         []agreement.WithAgreements // the citizen's other open ones
	Names       map[string]string          // of the consultants, by ID
}

// Placement reads a placement and everything around it.
func (d *Session) Placement(ctx context.Context, id string) (*PlacementView, error) {
	p, err := One[model.Placement](ctx, d.Store, "placement", id)
	if err != nil {
		return nil, err
	}
	v := &PlacementView{Placement: p, Names: map[string]string{}}
	for _, step := range []func(context.Context, *PlacementView) error{
		d.placementParties, d.placementRows, d.placementOthers,
	} {
		if err := step(ctx, v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// optional reads a row that may be named; none and a row that is gone are nil.
func optional[T any](ctx context.Context, r Reader, typ, id string) (*T, error) {
	if id == "" {
		return nil, nil
	}
	row, err := One[T](ctx, r, typ, id)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	return row, err
}

func (d *Session) placementParties(ctx context.Context, v *PlacementView) (err error) {
	p := v.Placement
	if v.Citizen, err = One[model.Citizen](ctx, d.Store, "citizen", p.CitizenID); err != nil {
		return err
	}
	if v.Company, err = One[model.Company](ctx, d.Store, "company", p.CompanyID); err != nil {
		return err
	}
	if v.Task, err = optional[model.Task](ctx, d.Store, "task", p.TaskID); err != nil {
		return err
	}
	if v.Goal, err = optional[model.Goal](ctx, d.Store, "goal", p.GoalID); err != nil {
		return err
	}
	if v.People, err = All[model.ContactPerson](ctx, d.Store, "person",
		schema.Where("company", p.CompanyID)); err != nil {
		return err
	}
	consultants, err := All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	for _, c := range consultants {
		v.Names[c.ID] = c.Name
	}
	return err
}

func (d *Session) placementRows(ctx context.Context, v *PlacementView) (err error) {
	id := v.Placement.ID
	if v.Agreements, err = d.agreementsOf(ctx, id); err != nil {
		return err
	}
	if v.Weeks, err = All[model.Week](ctx, d.Store, "week", schema.Query{
		Where: schema.Where("placement", id).Where, Order: []schema.Order{{Field: "monday"}},
	}); err != nil {
		return err
	}
	if v.FollowUps, err = All[model.FollowUp](ctx, d.Store, "followup", schema.Query{
		Where: schema.Where("placement", id).Where, Order: []schema.Order{{Field: "on"}},
	}); err != nil {
		return err
	}
	v.Contacts, err = All[model.Contact](ctx, d.Store, "contact",
		schema.Query{Order: []schema.Order{{Field: "on", Down: true}}, Where: []schema.Cond{
			{Field: "company", Op: schema.Is, Text: v.Placement.CompanyID},
			{Field: "citizen", Op: schema.Is, Text: v.Placement.CitizenID},
		}})
	return err
}

func (d *Session) agreementsOf(ctx context.Context, placementID string) ([]*model.Agreement, error) {
	list, err := All[model.Agreement](ctx, d.Store, "agreement", schema.Where("placement", placementID))
	slices.SortFunc(list, func(a, b *model.Agreement) int {
		return cmp.Or(cmp.Compare(a.Number.V, b.Number.V), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// placementOthers reads the placements that share the workplace, the citizen, or the thread.
func (d *Session) placementOthers(ctx context.Context, v *PlacementView) error {
	p := v.Placement
	own, err := All[model.Placement](ctx, d.Store, "placement", schema.Where("citizen", p.CitizenID))
	if err != nil {
		return err
	}
	v.ContinuedBy = placement.ContinuationOf(p.ID, own)
	for _, o := range own {
		switch {
		case o.ID == p.ID:
			continue
		case o.ID == p.ContinuesID:
			v.Continues = o
		}
		if o.Open() {
			if v.Own, err = d.beside(ctx, v.Own, o); err != nil {
				return err
			}
		}
	}
	v.There, err = d.openAt(ctx, p.CompanyID)
	return err
}

func (d *Session) beside(ctx context.Context, to []agreement.WithAgreements,
	p *model.Placement) ([]agreement.WithAgreements, error) {
	agreements, err := d.agreementsOf(ctx, p.ID)
	return append(to, agreement.WithAgreements{Placement: p, Agreements: agreements}), err
}

// Facts is what a step of this placement looks at.
func (v *PlacementView) Facts(today model.Date) placement.MoveInput {
	return placement.MoveInput{Today: today, Agreements: v.Agreements, Continues: v.Continues}
}

// NewPlacement begins a placement with every default filled; nothing is saved yet. Task, goal and kind may be "".
func (d *Session) NewPlacement(ctx context.Context,
	citizenID, companyID, taskID, goalID, kind string) (*model.Placement, error) {
	in := placement.DraftInput{Today: d.Today(), Actor: d.Actor(), TaskID: taskID, GoalID: goalID, Kind: kind}
	var err error
	if in.Citizen, err = optional[model.Citizen](ctx, d.Store, "citizen", citizenID); err != nil {
		return nil, err
	}
	if in.Company, err = optional[model.Company](ctx, d.Store, "company", companyID); err != nil {
		return nil, err
	}
	if citizenID != "" {
		if in.Goals, err = All[model.Goal](ctx, d.Store, "goal", schema.Where("citizen", citizenID)); err != nil {
			return nil, err
		}
	}
	if companyID != "" {
		if in.Tasks, err = All[model.Task](ctx, d.Store, "task", schema.Where("company", companyID)); err != nil {
			return nil, err
		}
	}
	p := placement.Draft(in)
	return p, d.ProposeEnd(ctx, p)
}

// ProposeEnd proposes the last day that the rules give a first period of this target group, where they say one. An
// instrument that the rules do not know keeps the default.
func (d *Session) ProposeEnd(ctx context.Context, p *model.Placement) error {
	if p.EndOn = placement.DefaultEnd(p.Kind, p.StartOn, 0); p.Kind == "trial" || p.EndOn == 0 {
		return nil
	}
	rules, err := d.Rules(ctx)
	if err != nil {
		return err
	}
	if end, _ := rules.FirstEnd(p.TargetGroup, p.Kind, p.StartOn); end != 0 {
		p.EndOn = model.FridayBefore(end)
	}
	return nil
}
