package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// Course is a placement as the page of its citizen or workplace shows it.
type PlacementLine struct {
	*model.Placement
	Name string             // of the other side: the workplace, or the citizen's initials and number
	Now  agreement.WeekPlan // planned hours of this week
	Runs bool               // there is a plan for this week
}

// Courses reads the placements of a citizen ("citizen") or a workplace ("company"), the open ones first, each group
// with the newest first.
func (d *Session) PlacementLines(ctx context.Context, side, id string) ([]PlacementLine, error) {
	list, err := All[model.Placement](ctx, d.Store, "placement", schema.Where(side, id))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b *model.Placement) int {
		return cmp.Or(cmp.Compare(endOrder(a), endOrder(b)), cmp.Compare(begins(b), begins(a)),
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
		out[i].Now, out[i].Runs = agreement.PlanAt(p, agreements, d.Today().Monday())
	}
	return out, nil
}

// over is 1 for what has ended or was cancelled.
func endOrder(p *model.Placement) int {
	if p.Open() {
		return 0
	}
	return 1
}

func begins(p *model.Placement) model.Date { return cmp.Or(p.StartOn, p.MadeOn) }

// namesOf are what rows are called, by ID.
func (d *Session) namesOf(ctx context.Context, typ string, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	slices.Sort(ids)
	rows, err := d.Store.List(ctx, typ, schema.Query{
		Where: []schema.Cond{{Field: "id", Op: schema.In, In: slices.Compact(ids)}},
	})
	for _, e := range rows {
		out[e.Meta().ID] = NameIn(e)
	}
	return out, err
}

// Care reads how a workplace is used and what comes of it.
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
