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

// PlacementRow is a placement as shown in lists and on the board. It is read in part and must not be edited.
type PlacementRow struct {
	Placement *model.Placement
	Citizen   *model.Citizen // read in part, nil when it no longer exists
	Company   *model.Company // read in part, nil when it no longer exists
	Owner     *model.Consultant
	Paid      Recent // of what runs
}

// Who is the citizen's initials, "" when the citizen no longer exists.
func (r PlacementRow) Who() string {
	if r.Citizen == nil {
		return ""
	}
	return r.Citizen.Initials()
}

// Where is the name of the workplace, "" when it no longer exists.
func (r PlacementRow) Where() string {
	if r.Company == nil {
		return ""
	}
	return r.Company.ShownName()
}

// placementListFields are the fields that lists need: none is encrypted, so that thousands can be read quickly.
var placementListFields = []string{
	"ref", "citizen", "company", "consultant", "kind", "state", "made_on", "contacted_on", "agreed_on", "start_on",
	"end_on", "ended_on", "ended_by", "outcome", "continues", "continues_how",
}

// Placements reads all placements in the states, sorted by the last day, then the first.
func (d *Session) Placements(ctx context.Context, states ...string) ([]PlacementRow, error) {
	list, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Fields: placementListFields,
		Where: []schema.Cond{{Field: "state", Op: schema.In, In: states}}})
	if err != nil {
		return nil, err
	}
	var citizens, companies []string
	for _, p := range list {
		citizens, companies = append(citizens, p.CitizenID), append(companies, p.CompanyID)
	}
	people, err := byID[model.Citizen](ctx, d.Store, "citizen", citizens, "ref", "first_name", "last_name")
	if err != nil {
		return nil, err
	}
	places, err := byID[model.Company](ctx, d.Store, "company", companies, "name", "daily_name", "pnumber", "town")
	if err != nil {
		return nil, err
	}
	consultants, err := All[model.Consultant](ctx, d.Store, "consultant", schema.Query{})
	owners := mapByID(consultants)
	rows := make([]PlacementRow, len(list))
	paid := map[string]Recent{}
	if err == nil && slices.Contains(states, "running") {
		paid, err = d.RecentPaid(ctx)
	}
	for i, p := range list {
		rows[i] = PlacementRow{p, people[p.CitizenID], places[p.CompanyID], owners[p.Consultant], nil}
		if p.State == "running" {
			rows[i].Paid = paid[p.ID]
		}
	}
	slices.SortStableFunc(rows, func(a, b PlacementRow) int { return comparePlacements(a.Placement, b.Placement) })
	return rows, err
}

// comparePlacements sorts open placements by their last day, those without one at the end; ended ones by their end, the
// latest first.
func comparePlacements(a, b *model.Placement) int {
	when := func(p *model.Placement) model.Date {
		switch {
		case !p.Open():
			return -p.EndedOn
		case p.EndOn == 0:
			return 1 << 30
		}
		return p.EndOn
	}
	return cmp.Or(cmp.Compare(when(a), when(b)), cmp.Compare(a.StartOn, b.StartOn), cmp.Compare(a.Ref, b.Ref))
}

// NotMoved is a placement that could not take a step, with the reason.
type NotMoved struct {
	Ref string
	Err error
}

// MovePlacements decides one step for several placements: to the given state, or each to its next one when to is "".
// Those that cannot move are returned with the reason; the others move. f holds what an end requires, the same for all.
// An error means that reading failed.
func (d *Session) MovePlacements(ctx context.Context, ids []string, to string, on model.Date,
	f placement.MoveInput) (model.ChangeSet, []NotMoved, error) {
	cs := model.ChangeSet{Actor: d.Actor(), Action: "placement.move"}
	var refused []NotMoved
	for _, id := range ids {
		v, err := d.Placement(ctx, id)
		if err != nil {
			return cs, nil, err
		}
		one, err := d.MovePlacement(v, to, on, f)
		if err != nil {
			refused = append(refused, NotMoved{v.Placement.Ref, err})
			continue
		}
		cs.Changes = append(cs.Changes, one.Changes...)
		if len(ids) == 1 {
			return one, nil, nil
		}
	}
	cs.Args = model.Args{"n": len(ids) - len(refused)}
	return cs, refused, nil
}

// MovePlacement decides one step of a placement that was read: to the given state, or to the next one when to is "".
func (d *Session) MovePlacement(v *PlacementView, to string, on model.Date,
	f placement.MoveInput) (model.ChangeSet, error) {
	facts := v.Facts(d.Today())
	facts.EndedBy, facts.EndReason, facts.Outcome = f.EndedBy, f.EndReason, f.Outcome
	p := v.Placement
	return placement.Move(d.Actor(), p, cmp.Or(to, placement.NextState(p.State), "ended"), on, facts)
}

// Overlap returns a warning when the hours planned for a citizen exceed 37 in some week of a placement, else nil. The
// warning names the form field it belongs to.
func (d *Session) Overlap(ctx context.Context, p *model.Placement, own []*model.Agreement) error {
	if p.CitizenID == "" {
		return nil
	}
	list, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "citizen", Op: schema.Is, Text: p.CitizenID},
		{Field: "state", Op: schema.In, In: []string{"agreed", "running"}}}})
	if err != nil {
		return err
	}
	var others []agreement.WithAgreements
	for _, o := range list {
		if o.ID != p.ID {
			if others, err = d.withAgreements(ctx, others, o); err != nil {
				return err
			}
		}
	}
	return OverlapError(p, own, others)
}

// OverlapAt is the warning about too many planned hours when a placement goes from an idea to what is agreed or runs,
// nil when there is none: until then several may be considered for the same days.
func (v *PlacementView) OverlapAt(to string) error {
	next := *v.Placement
	if next.State = to; v.Placement.Firm() || !next.Firm() {
		return nil
	}
	return OverlapError(&next, v.Agreements, v.OpenOfCitizen)
}

// OverlapsAt are the warnings of OverlapAt about several placements that take a step: to the given state, or each to
// its next one when to is "".
func (d *Session) OverlapsAt(ctx context.Context, ids []string, to string) (out []error, err error) {
	for _, id := range ids {
		v, err := d.Placement(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := v.OverlapAt(cmp.Or(to, placement.NextState(v.Placement.State))); err != nil {
			out = append(out, err)
		}
	}
	return out, nil
}

// OverlapError is the warning about too many planned hours in a week, nil when there is no such week.
func OverlapError(p *model.Placement, own []*model.Agreement, others []agreement.WithAgreements) error {
	monday, total, with := placement.OverlapHours(p, own, others)
	if monday == 0 {
		return nil
	}
	refs := ""
	for i, o := range with {
		if i > 0 {
			refs += ", "
		}
		refs += o.Ref
	}
	_, week := monday.Week()
	return model.NewError(model.Invalid, "err.placement.overlap", model.Args{
		"week": week, "hours": total, "refs": refs,
	}).WithField("start_on")
}
