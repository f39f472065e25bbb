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

// HoursRow is one row of the week grid: a placement in a week.
type HoursRow struct {
	Placement *model.Placement
	Citizen   *model.Citizen // nil when it no longer exists
	Company   *model.Company
	Monday    model.Date
	Plan      agreement.WeekPlan
	Planned   bool

	id string
}

// ID identifies the row.
func (r HoursRow) ID() string {
	if r.id != "" {
		return r.id
	}
	return model.WeekID(r.Placement.ID, r.Monday)
}

// HoursView is the data of the week grid.
type HoursView struct {
	Monday model.Date // of the grid of all placements; 0 for the grid of one
	Rows   []HoursRow
	// Ledger holds the placements shown and the citizens' others that have hours in the same weeks, with every week of
	// those shown.
	Ledger agreement.Ledger

	ladders map[string]agreement.LadderView
}

// Agreements are the versions of one placement.
func (v *HoursView) Agreements(placementID string) []*model.Agreement {
	var out []*model.Agreement
	for _, a := range v.Ledger.Agreements {
		if a.PlacementID == placementID {
			out = append(out, a)
		}
	}
	return out
}

// Parts is the course that a placement belongs to.
func (v *HoursView) Parts(p *model.Placement) (out []agreement.Part) {
	for _, part := range model.ChainAmong(p, v.Ledger.Placements) {
		out = append(out, agreement.Part{Placement: part, Agreements: v.Agreements(part.ID), Weeks: v.Ledger.Weeks,
			Pauses: v.Ledger.PausesOf(part.ID)})
	}
	return out
}

// Ladder returns the progress of a placement along its ladder of hours today.
func (v *HoursView) Ladder(placementID string) agreement.LadderView { return v.ladders[placementID] }

// gridStates are the states of placements that have hours.
var gridStates = []string{"agreed", "running", "ended"}

// HoursOfWeek reads the grid of one week: every placement that runs in it, by citizen.
func (d *Session) HoursOfWeek(ctx context.Context, monday model.Date) (*HoursView, error) {
	v := &HoursView{Monday: monday, Ledger: agreement.Ledger{Today: d.Today()}}
	placements, err := d.inWeek(ctx, monday)
	if err != nil {
		return nil, err
	}
	v.Ledger.Placements = placements
	if err := d.hoursRows(ctx, v, placements, monday); err != nil {
		return nil, err
	}
	for _, p := range placements {
		v.Rows = append(v.Rows, HoursRow{Placement: p, Monday: monday})
	}
	if err := d.hoursNames(ctx, v); err != nil {
		return nil, err
	}
	initials := map[string]string{}
	for _, r := range v.Rows {
		initials[r.Placement.CitizenID] = r.initials()
	}
	slices.SortStableFunc(v.Rows, func(a, b HoursRow) int {
		return cmp.Or(cmp.Compare(initials[a.Placement.CitizenID], initials[b.Placement.CitizenID]),
			cmp.Compare(a.Placement.CitizenID, b.Placement.CitizenID), cmp.Compare(a.Placement.Ref, b.Placement.Ref))
	})
	return v, nil
}

// HoursOf reads the grid of one placement: every week of it.
func (d *Session) HoursOf(ctx context.Context, placementID string) (*HoursView, error) {
	p, err := One[model.Placement](ctx, d.Store, "placement", placementID)
	if err != nil {
		return nil, err
	}
	v := &HoursView{Ledger: agreement.Ledger{Today: d.Today(), Placements: []*model.Placement{p}}}
	if err := d.hoursRows(ctx, v, v.Ledger.Placements, 0); err != nil {
		return nil, err
	}
	for _, w := range agreement.LadderWeeks(p, v.Ledger.Agreements, v.Ledger.Weeks, d.Today()) {
		v.Rows = append(v.Rows, HoursRow{Placement: p, Monday: w.Monday})
	}
	return v, d.hoursNames(ctx, v)
}

// inWeek reads the placements that run in a week. It asks three queries, because each can use an index: placements that
// end later, those without an end, and those that ended after it began.
func (d *Session) inWeek(ctx context.Context, monday model.Date) ([]*model.Placement, error) {
	begun := schema.Cond{Field: "start_on", Op: schema.AtMost, Text: monday.Add(6).String()}
	seen := map[string]bool{}
	var out []*model.Placement
	for _, end := range []schema.Cond{
		{Field: "end_on", Op: schema.AtLeast, Text: monday.String()},
		{Field: "end_on", Op: schema.IsNotSet},
		{Field: "ended_on", Op: schema.AtLeast, Text: monday.String()},
	} {
		list, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{
			Where: []schema.Cond{end, begun, {Field: "state", Op: schema.In, In: gridStates}},
		})
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if _, _, ok := p.InWeek(monday); ok && !seen[p.ID] {
				seen[p.ID] = true
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// hoursRows reads agreements and weeks of placements, and the other hours of their citizens: in the given week, or in
// any week when monday is 0.
func (d *Session) hoursRows(ctx context.Context, v *HoursView, placements []*model.Placement, monday model.Date) error {
	var ids, citizens []string
	shown := map[string]bool{}
	for _, p := range placements {
		ids, citizens, shown[p.ID] = append(ids, p.ID), append(citizens, p.CitizenID), true
	}
	slices.Sort(citizens)
	var others []string
	err := d.inParts(ctx, "placement", "citizen", slices.Compact(citizens), schema.Query{}, func(e model.Entity) {
		if p := e.(*model.Placement); !shown[p.ID] {
			v.Ledger.Placements = append(v.Ledger.Placements, p)
			others = append(others, p.ID)
		}
	})
	if err != nil {
		return err
	}
	for _, p := range placements { // the other parts of their courses are read whole
		if p.ContinuesID == "" && placement.ContinuationOf(p.ID, v.Ledger.Placements) == nil {
			continue
		}
		for _, part := range model.ChainAmong(p, v.Ledger.Placements) {
			if i := slices.Index(others, part.ID); i >= 0 {
				ids, others = append(ids, part.ID), slices.Delete(others, i, i+1)
			}
		}
	}
	err = d.inParts(ctx, "agreement", "placement", ids, schema.Query{Fields: ladderFields}, func(e model.Entity) {
		v.Ledger.Agreements = append(v.Ledger.Agreements, e.(*model.Agreement))
	})
	if err != nil {
		return err
	}
	err = d.inParts(ctx, "pause", "placement", ids, schema.Query{}, func(e model.Entity) {
		v.Ledger.Pauses = append(v.Ledger.Pauses, e.(*model.Pause))
	})
	if err != nil {
		return err
	}
	keep := func(e model.Entity) { v.Ledger.Weeks = append(v.Ledger.Weeks, e.(*model.Week)) }
	if err := d.inParts(ctx, "week", "placement", ids, schema.Query{}, keep); err != nil {
		return err
	}
	q := schema.Query{}
	if monday != 0 {
		q = schema.Where("monday", monday.String())
	}
	return d.inParts(ctx, "week", "placement", others, q, keep)
}

// ladderFields are the fields of an agreement that the plan of a week needs.
var ladderFields = []string{"placement", "number", "valid_from", "steps", "pattern"}

// inParts reads the rows whose field is one of many values.
func (d *Session) inParts(ctx context.Context, typ, field string, values []string, q schema.Query,
	keep func(model.Entity)) error {
	for len(values) > 0 {
		some := values[:min(len(values), 500)] // SQLite limits the number of values in a statement
		values = values[len(some):]
		part := q
		part.Where = append(slices.Clone(q.Where), schema.Cond{Field: field, Op: schema.In, In: some})
		err := d.Store.Each(ctx, typ, part, func(e model.Entity) error {
			keep(e)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// hoursNames reads citizens and workplaces, and computes plans and ladders.
func (d *Session) hoursNames(ctx context.Context, v *HoursView) error {
	citizens, companies := map[string]*model.Citizen{}, map[string]*model.Company{}
	var who, where []string
	for _, r := range v.Rows {
		who, where = append(who, r.Placement.CitizenID), append(where, r.Placement.CompanyID)
	}
	slices.Sort(who)
	slices.Sort(where)
	err := d.inParts(ctx, "citizen", "id", slices.Compact(who), schema.Query{}, func(e model.Entity) {
		citizens[e.Meta().ID] = e.(*model.Citizen)
	})
	if err != nil {
		return err
	}
	err = d.inParts(ctx, "company", "id", slices.Compact(where),
		schema.Query{Fields: []string{"name", "daily_name", "town"}},
		func(e model.Entity) { companies[e.Meta().ID] = e.(*model.Company) })
	if err != nil {
		return err
	}
	v.ladders = map[string]agreement.LadderView{}
	agreements := map[string][]*model.Agreement{}
	for _, a := range v.Ledger.Agreements {
		agreements[a.PlacementID] = append(agreements[a.PlacementID], a)
	}
	linked := map[string]bool{} // placements that another one continues
	for _, p := range v.Ledger.Placements {
		linked[p.ContinuesID] = true
	}
	weeks := map[string][]*model.Week{}
	for _, w := range v.Ledger.Weeks {
		weeks[w.PlacementID] = append(weeks[w.PlacementID], w)
	}
	for i := range v.Rows {
		r := &v.Rows[i]
		id := r.Placement.ID
		r.id = model.WeekID(id, r.Monday)
		r.Citizen, r.Company = citizens[r.Placement.CitizenID], companies[r.Placement.CompanyID]
		alone := agreement.Part{Placement: r.Placement, Agreements: agreements[id], Weeks: weeks[id],
			Pauses: v.Ledger.PausesOf(id)}
		r.Plan, r.Planned = agreement.PlanOf([]agreement.Part{alone}, (*model.Agreement).Ladder)(r.Monday)
		if _, done := v.ladders[id]; !done {
			parts := []agreement.Part{alone}
			if linked[id] || r.Placement.ContinuesID != "" {
				parts = v.Parts(r.Placement)
			}
			v.ladders[id] = agreement.LadderOf(parts, d.Today(), (*model.Agreement).Ladder)
		}
	}
	return nil
}

func (r HoursRow) initials() string {
	if r.Citizen == nil {
		return ""
	}
	return r.Citizen.Initials()
}

// Who is the citizen's initials with the number, as in every list; the placement's number when the citizen no longer
// exists.
func (r HoursRow) Who() string {
	if r.Citizen == nil {
		return r.Placement.Ref
	}
	return NameIn(r.Citizen)
}

// Where is the workplace's daily name.
func (r HoursRow) Where() string {
	if r.Company == nil {
		return ""
	}
	return r.Company.ShownName()
}
