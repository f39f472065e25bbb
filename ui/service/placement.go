package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/placement"
	"jobspor/model/rules"
	"jobspor/model/schema"
)

// PlacementView is one placement with everything related to it.
type PlacementView struct {
	Placement  *model.Placement
	Citizen    *model.Citizen
	Company    *model.Company
	Task       *model.Task            // nil without a task of the task bank
	Goal       *model.Goal            // nil without a goal
	People     []*model.ContactPerson // of the workplace
	Agreements []*model.Agreement     // all versions, the first one first
	Weeks      []*model.Week          // by Monday
	FollowUps  []*model.FollowUp      // by day
	Pauses     []*model.Pause         // by first day
	Contacts   []*model.Contact       // with the workplace about the citizen, the newest first

	Parts         []agreement.Part           // of the course, this one among them, the oldest first
	Continues     *model.Placement           // that this one continues
	ContinuedBy   *model.Placement           // that continues this one
	OpenAtCompany []agreement.WithAgreements // open placements at the workplace, this one included when open
	OpenOfCitizen []agreement.WithAgreements // the citizen's other open placements
	Names         map[string]string          // of the consultants, by ID

	VitasOrder []string    // the fields of VITAS in the order that counts on the placement's day
	VitasRule  *rules.Rule // that says so, nil when none does
}

// Placement reads a placement and everything related to it.
func (d *Session) Placement(ctx context.Context, id string) (*PlacementView, error) {
	p, err := One[model.Placement](ctx, d.Store, "placement", id)
	if err != nil {
		return nil, err
	}
	v := &PlacementView{Placement: p}
	for _, step := range []func(context.Context, *PlacementView) error{
		d.placementParties, d.placementRows, d.placementOthers, d.placementVitas,
	} {
		if err := step(ctx, v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (d *Session) placementVitas(ctx context.Context, v *PlacementView) error {
	set, err := d.Rules(ctx)
	if err == nil {
		v.VitasOrder, v.VitasRule = set.Order(max(v.Placement.StartOn, v.Placement.MadeOn), v.Placement.Kind)
	}
	return err
}

func (d *Session) placementParties(ctx context.Context, v *PlacementView) (err error) {
	p := v.Placement
	if v.Citizen, err = related[model.Citizen](ctx, d.Store, "citizen", p.CitizenID); err != nil {
		return err
	}
	if v.Company, err = related[model.Company](ctx, d.Store, "company", p.CompanyID); err != nil {
		return err
	}
	if v.Task, err = related[model.Task](ctx, d.Store, "task", p.TaskID); err != nil {
		return err
	}
	if v.Goal, err = related[model.Goal](ctx, d.Store, "goal", p.GoalID); err != nil {
		return err
	}
	if v.People, err = All[model.ContactPerson](ctx, d.Store, "person",
		schema.Where("company", p.CompanyID)); err != nil {
		return err
	}
	v.Names, err = d.ConsultantNames(ctx)
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
	if v.Pauses, err = All[model.Pause](ctx, d.Store, "pause", schema.Query{
		Where: schema.Where("placement", id).Where, Order: []schema.Order{{Field: "from"}},
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

// placementOthers reads the placements of the same workplace, of the same citizen, and those that this one continues or
// is continued by.
func (d *Session) placementOthers(ctx context.Context, v *PlacementView) error {
	p := v.Placement
	own, err := All[model.Placement](ctx, d.Store, "placement", schema.Where("citizen", p.CitizenID))
	if err != nil {
		return err
	}
	v.ContinuedBy = placement.ContinuationOf(p.ID, own)
	if err := d.partsOf(ctx, v, own); err != nil {
		return err
	}
	for _, o := range own {
		switch {
		case o.ID == p.ID:
			continue
		case o.ID == p.ContinuesID:
			v.Continues = o
		}
		if o.Open() {
			if v.OpenOfCitizen, err = d.withAgreements(ctx, v.OpenOfCitizen, o); err != nil {
				return err
			}
		}
	}
	v.OpenAtCompany, err = d.openPlacementsAt(ctx, p.CompanyID)
	return err
}

// partsOf reads the course that a placement belongs to.
func (d *Session) partsOf(ctx context.Context, v *PlacementView, own []*model.Placement) error {
	for i, o := range own {
		if o.ID == v.Placement.ID {
			own[i] = v.Placement
		}
	}
	for _, p := range model.ChainAmong(v.Placement, own) {
		part := agreement.Part{Placement: p, Agreements: v.Agreements, Weeks: v.Weeks, Pauses: v.Pauses,
			FollowUps: v.FollowUps}
		if p != v.Placement {
			var err error
			if part.Agreements, err = d.agreementsOf(ctx, p.ID); err != nil {
				return err
			}
			if part.Weeks, err = All[model.Week](ctx, d.Store, "week", schema.Where("placement", p.ID)); err != nil {
				return err
			}
			if part.Pauses, err = All[model.Pause](ctx, d.Store, "pause",
				schema.Where("placement", p.ID)); err != nil {
				return err
			}
			if part.FollowUps, err = All[model.FollowUp](ctx, d.Store, "followup",
				schema.Where("placement", p.ID)); err != nil {
				return err
			}
		}
		v.Parts = append(v.Parts, part)
	}
	return nil
}

// Chain is the placements of the course that this one belongs to, itself among them.
func (v *PlacementView) Chain() []*model.Placement {
	var out []*model.Placement
	for _, part := range v.Parts {
		out = append(out, part.Placement)
	}
	return out
}

// ChainPauses are the pauses of all parts of the course.
func (v *PlacementView) ChainPauses() (out []*model.Pause) {
	for _, part := range v.Parts {
		out = append(out, part.Pauses...)
	}
	return out
}

// Pause is the pause that lasts today, nil when none does.
func (v *PlacementView) Pause(today model.Date) *model.Pause { return model.PausedOn(v.Pauses, today) }

// LatestPause is the pause of the course that began last, nil when there was none.
func (v *PlacementView) LatestPause() (last *model.Pause) {
	for _, p := range v.ChainPauses() {
		if last == nil || p.From >= last.From {
			last = p
		}
	}
	return last
}

// Unwritten are the Mondays of the weeks of the placement, before this one, whose hours nobody has written.
func (v *PlacementView) Unwritten(today model.Date) []model.Date {
	part := agreement.Part{Placement: v.Placement, Agreements: v.Agreements, Pauses: v.Pauses}
	if v.Placement.Kind == "trial" || !v.Placement.Firm() && v.Placement.State != "ended" {
		return nil
	}
	return agreement.Unwritten(part, agreement.Together(v.Parts, today), 0, today, (*model.Agreement).Ladder)
}

// GoesOn is the part of the course that is agreed or runs after this placement, nil when it is the last one.
func (v *PlacementView) GoesOn() *model.Placement {
	for i := len(v.Parts) - 1; i > 0 && v.Parts[i].Placement != v.Placement; i-- {
		if before := v.Parts[i-1].Placement; before == v.Placement && v.Parts[i].Placement.Firm() {
			return v.Parts[i].Placement
		}
	}
	return nil
}

func (d *Session) withAgreements(ctx context.Context, to []agreement.WithAgreements,
	p *model.Placement) ([]agreement.WithAgreements, error) {
	agreements, err := d.agreementsOf(ctx, p.ID)
	return append(to, agreement.WithAgreements{Placement: p, Agreements: agreements}), err
}

// Facts is the data that a step of this placement is decided by.
func (v *PlacementView) Facts(today model.Date) placement.MoveInput {
	return placement.MoveInput{Today: today, Agreements: v.Agreements, Continues: v.Continues}
}

// NewPlacement returns a placement with every default filled in; it saves nothing. Task, goal and kind may be "".
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

// ProposeEnd proposes the last day that the rules allow for a first period of this target group. An instrument without
// such a rule keeps the default.
func (d *Session) ProposeEnd(ctx context.Context, p *model.Placement) error {
	if p.EndOn = placement.DefaultEnd(p.Kind, p.StartOn, 0); p.Kind == "trial" || p.EndOn == 0 {
		return nil
	}
	ruleSet, err := d.Rules(ctx)
	if err != nil {
		return err
	}
	about := rules.About{Group: p.TargetGroup, Instrument: p.Kind}
	company, err := optional[model.Company](ctx, d.Store, "company", p.CompanyID)
	if err != nil {
		return err
	}
	if company != nil {
		about.Sector = company.Sector
	}
	if end, _ := ruleSet.FirstEnd(about, p.StartOn); end != 0 {
		p.EndOn = model.FridayBefore(end)
	}
	return nil
}

// openPlacementsAt reads the open placements at a workplace with their agreements.
func (d *Session) openPlacementsAt(ctx context.Context, companyID string) (out []agreement.WithAgreements, err error) {
	there, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "company", Op: schema.Is, Text: companyID},
		{Field: "state", Op: schema.In, In: model.PlacementStates[:4]},
	}})
	for _, p := range there {
		if out, err = d.withAgreements(ctx, out, p); err != nil {
			return nil, err
		}
	}
	return out, err
}

// PlacementLine is a placement as shown on the page of its citizen or workplace.
type PlacementLine struct {
	*model.Placement
	Name    string             // the workplace's, or the citizen's initials and number
	Now     agreement.WeekPlan // planned hours of this week
	HasPlan bool               // Now is set
}

// PlacementLines reads the placements of a citizen ("citizen") or a workplace ("company"), the open ones first, each
// group with the newest first.
func (d *Session) PlacementLines(ctx context.Context, side, id string) ([]PlacementLine, error) {
	list, err := All[model.Placement](ctx, d.Store, "placement", schema.Where(side, id))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b *model.Placement) int {
		return cmp.Or(cmp.Compare(openFirst(a), openFirst(b)), cmp.Compare(firstDay(b), firstDay(a)),
			cmp.Compare(b.Ref, a.Ref))
	})
	other := map[string]string{"citizen": "company", "company": "citizen"}[side]
	f, _ := schema.PlacementType().Field(other)
	var ids []string
	for _, p := range list {
		ids = append(ids, f.Text(p))
	}
	names, err := d.namesOf(ctx, other, ids)
	if err != nil {
		return nil, err
	}
	out := make([]PlacementLine, len(list))
	for i, p := range list {
		out[i] = PlacementLine{Placement: p, Name: names[f.Text(p)]}
		if p.State != "running" {
			continue
		}
		agreements, err := d.agreementsOf(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		out[i].Now, out[i].HasPlan = agreement.PlanAt(p, agreements, d.Today().Monday())
	}
	return out, nil
}

// openFirst is the sort key that puts open placements before ended and cancelled ones.
func openFirst(p *model.Placement) int {
	if p.Open() {
		return 0
	}
	return 1
}

func firstDay(p *model.Placement) model.Date { return cmp.Or(p.StartOn, p.MadeOn) }

// TrackRecord reads how a workplace is used and with what results.
func (d *Session) TrackRecord(ctx context.Context, c *model.Company, contacts []*model.Contact,
	courses []PlacementLine) (model.TrackRecord, error) {
	in := model.TrackRecordInput{Today: d.Today(), Company: c, Contacts: contacts}
	for _, p := range courses {
		in.Placements = append(in.Placements, p.Placement)
	}
	var err error
	in.Picks, err = All[model.Pick](ctx, d.Store, "pick", schema.Where("company", c.ID))
	return model.NewTrackRecord(in), err
}
