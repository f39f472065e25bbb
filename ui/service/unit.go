package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// Unit is a legal unit (juridisk enhed, CVR-nummer) with all its workplaces that are known here.
type Unit struct {
	CVR         string
	Workplaces  []Workplace // by name
	Commitments []CommitmentLine
	Parents     []Parent // the chain of its owners, the nearest first
	Looped      bool     // the chain leads back to a unit of it: the rows contradict each other
}

// Parent is an owner of a legal unit, with its workplaces that are known here.
type Parent struct {
	*model.ParentUnit
	Here []*model.Company // read in part
}

// Workplace is a workplace of a legal unit and what goes on there.
type Workplace struct {
	Company *model.Company // read in part
	Open    int            // placements that are thought of, agreed or going on
	Last    model.Date     // the latest contact, 0 for none
}

// CommitmentLine is a yearly commitment of the unit's partnership and where it stands.
type CommitmentLine struct {
	Commitment *model.Commitment
	State      model.CommitmentState
}

// Unit reads the legal unit of a workplace. One without a CVR number is alone.
func (d *Session) Unit(ctx context.Context, company *model.Company) (*Unit, error) {
	q := schema.Where("id", company.ID)
	if company.CVR != "" {
		q = schema.Where("cvr", company.CVR)
	}
	q.Fields = []string{"name", "daily_name", "cvr", "pnumber", "town", "relation", "status"}
	list, err := All[model.Company](ctx, d.Store, "company", q)
	if err != nil {
		return nil, err
	}
	in := schema.Cond{Field: "company", Op: schema.In}
	for _, c := range list {
		in.In = append(in.In, c.ID)
	}
	of := func(fields ...string) schema.Query { return schema.Query{Where: []schema.Cond{in}, Fields: fields} }
	placements, err := All[model.Placement](ctx, d.Store, "placement", of("citizen", "company", "kind", "state",
		"start_on", "continues", "continues_how"))
	if err != nil {
		return nil, err
	}
	contacts, err := All[model.Contact](ctx, d.Store, "contact", of("company", "on"))
	if err != nil {
		return nil, err
	}
	commitments, err := All[model.Commitment](ctx, d.Store, "commitment", of())
	if err != nil {
		return nil, err
	}
	out := &Unit{CVR: company.CVR}
	if err := d.readParents(ctx, out); err != nil {
		return nil, err
	}
	for _, c := range list {
		w := Workplace{Company: c}
		for _, p := range placements {
			if p.CompanyID == c.ID && p.Open() {
				w.Open++
			}
		}
		for _, k := range contacts {
			if k.CompanyID == c.ID && k.On <= d.Today() {
				w.Last = max(w.Last, k.On)
			}
		}
		out.Workplaces = append(out.Workplaces, w)
	}
	slices.SortFunc(out.Workplaces, func(a, b Workplace) int {
		return cmp.Or(cmp.Compare(a.Company.ShownName(), b.Company.ShownName()),
			cmp.Compare(a.Company.ID, b.Company.ID))
	})
	if len(commitments) == 0 {
		return out, nil
	}
	weeks, err := d.weeksOf(ctx, placements)
	if err != nil {
		return nil, err
	}
	for _, c := range commitments {
		out.Commitments = append(out.Commitments, CommitmentLine{c, model.NewCommitmentState(c, placements, weeks)})
	}
	slices.SortFunc(out.Commitments, func(a, b CommitmentLine) int {
		return cmp.Or(cmp.Compare(b.Commitment.Year.V, a.Commitment.Year.V),
			cmp.Compare(a.Commitment.What, b.Commitment.What), cmp.Compare(a.Commitment.ID, b.Commitment.ID))
	})
	return out, nil
}

// weeksOf reads the weeks of placements that have ordinary paid hours.
func (d *Session) weeksOf(ctx context.Context, placements []*model.Placement) ([]*model.Week, error) {
	in := schema.Cond{Field: "placement", Op: schema.In}
	for _, p := range placements {
		in.In = append(in.In, p.ID)
	}
	if len(in.In) == 0 {
		return nil, nil
	}
	return All[model.Week](ctx, d.Store, "week", schema.Query{Fields: []string{"placement", "monday", "paid"},
		Where: []schema.Cond{in, {Field: "paid", Op: schema.IsSet}}})
}

// readParents reads the chain of owners of a legal unit.
func (d *Session) readParents(ctx context.Context, u *Unit) error {
	if u.CVR == "" {
		return nil
	}
	all, err := All[model.ParentUnit](ctx, d.Store, "parent", schema.Query{})
	if err != nil {
		return err
	}
	chain, looped := model.ParentChain(u.CVR, all)
	u.Looped = looped
	for _, p := range chain {
		owner := Parent{ParentUnit: p}
		if p.ParentCVR != "" {
			q := schema.Where("cvr", p.ParentCVR)
			q.Fields = []string{"name", "daily_name", "cvr", "town", "status"}
			if owner.Here, err = All[model.Company](ctx, d.Store, "company", q); err != nil {
				return err
			}
		}
		u.Parents = append(u.Parents, owner)
	}
	return nil
}

// ParentOf reads the parent of a legal unit, nil when none is known.
func (d *Session) ParentOf(ctx context.Context, cvr string) (*model.ParentUnit, error) {
	rows, err := All[model.ParentUnit](ctx, d.Store, "parent", schema.Where("cvr", cvr))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// SetParent decides that a legal unit has this parent; a row with an ID replaces the one that is there. An owner of
// itself is refused.
func (d *Session) SetParent(ctx context.Context, p *model.ParentUnit) (model.ChangeSet, error) {
	cs := model.ChangeSet{Actor: d.Actor(), Action: "parent.edit"}
	if p.CVR == "" {
		return cs, model.NewError(model.Invalid, "err.parent.nocvr", nil)
	}
	all, err := All[model.ParentUnit](ctx, d.Store, "parent", schema.Query{})
	if err != nil {
		return cs, err
	}
	if err := model.CheckParent(p, all); err != nil {
		return cs, err
	}
	change := model.Add(p)
	for _, o := range all {
		if o.ID == p.ID {
			change = model.Edit(o, p)
		}
	}
	cs.Changes = []model.Change{change}
	return cs, nil
}
