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

// PlacementRow is a placement as lists and the board show it. It is read in part: for looking at, never for an edit.
type PlacementRow struct {
	Placement *model.Placement
	Citizen   *model.Citizen // read in part, nil when gone
	Company   *model.Company // read in part, nil when gone
	Owner     *model.Consultant
}

// Who is the citizen as lists show people.
func (r PlacementRow) Who() string {
	if r.Citizen == nil {
		return ""
	}
	return r.Citizen.Initials()
}

// Where is the workplace.
func (r PlacementRow) Where() string {
	if r.Company == nil {
		return ""
	}
	return r.Company.ShownName()
}

// placementListFields are what lists need: none of them is sealed, so that thousands are read without opening any.
var placementListFields = []string{
	"ref", "citizen", "company", "consultant", "kind", "state", "made_on", "contacted_on", "agreed_on", "start_on",
	"end_on", "ended_on", "ended_by", "outcome", "continues", "continues_how",
}

// Placements reads all placements in the states, in the order of what comes next: by the last day, then the first.
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
	people, err := named[model.Citizen](ctx, d.Store, "citizen", citizens, "ref", "first_name", "last_name")
	if err != nil {
		return nil, err
	}
	places, err := named[model.Company](ctx, d.Store, "company", companies, "name", "daily_name", "pnumber", "town")
	if err != nil {
		return nil, err
	}
	owners, err := named[model.Consultant](ctx, d.Store, "consultant", nil)
	rows := make([]PlacementRow, len(list))
	for i, p := range list {
		rows[i] = PlacementRow{p, people[p.CitizenID], places[p.CompanyID], owners[p.Consultant]}
	}
	slices.SortStableFunc(rows, func(a, b PlacementRow) int { return comparePlacements(a.Placement, b.Placement) })
	return rows, err
}

// comparePlacements puts what ends first before what ends later, and what has no last day after both; what is over
// stands by its end, the latest first.
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

// named reads rows by ID with some of their fields; no IDs read all.
func named[T any, P interface {
	*T
	model.Entity
}](ctx context.Context, r Reader, typ string, ids []string, fields ...string) (map[string]*T, error) {
	q := schema.Query{Fields: fields}
	if ids != nil {
		slices.Sort(ids)
		q.Where = []schema.Cond{{Field: "id", Op: schema.In, In: slices.Compact(ids)}}
	}
	rows, err := All[T](ctx, r, typ, q)
	out := make(map[string]*T, len(rows))
	for _, row := range rows {
		out[P(row).Meta().ID] = row
	}
	return out, err
}

// NotMoved is a placement that could not take a step, with the reason.
type NotMoved struct {
	Ref string
	Err error
}

// MovePlacements decides one step for several placements: to the state, or each to its next one when to is "". Those
// that cannot go are named with their reason, and the others go all the same. What an end takes is in f, the same for
// all. An error says that nothing could be read.
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

// MovePlacement decides one step of a placement that was read: to the state, or to the next one when to is "".
func (d *Session) MovePlacement(v *PlacementView, to string, on model.Date,
	f placement.MoveInput) (model.ChangeSet, error) {
	facts := v.Facts(d.Today())
	facts.EndedBy, facts.EndReason, facts.Outcome = f.EndedBy, f.EndReason, f.Outcome
	p := v.Placement
	return placement.Move(d.Actor(), p, cmp.Or(to, placement.NextState(p.State), "ended"), on, facts)
}

// Overlap warns when the hours planned for a citizen come to more than 37 in some week of a placement; nil when they
// do not. It names the field of the form that the sentence belongs to.
func (d *Session) Overlap(ctx context.Context, p *model.Placement, own []*model.Agreement) error {
	if p.CitizenID == "" {
		return nil
	}
	list, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "citizen", Op: schema.Is, Text: p.CitizenID},
		{Field: "state", Op: schema.In, In: model.PlacementStates[:4]}}})
	if err != nil {
		return err
	}
	var others []agreement.WithAgreements
	for _, o := range list {
		if o.ID != p.ID {
			if others, err = d.beside(ctx, others, o); err != nil {
				return err
			}
		}
	}
	return OverlapError(p, own, others)
}

// OverlapError is the sentence about too many planned hours together, nil when there is no such week.
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
