package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// OrderView is a job order with its candidates, in the order they came.
type OrderView struct {
	Opening    *model.Opening
	State      model.OrderState
	Candidates []*model.Candidate
	Names      map[string]string // of candidates, by the citizen's ID: initials and number
}

// Order reads a job order.
func (d *Session) Order(ctx context.Context, id string) (*OrderView, error) {
	o, err := One[model.Opening](ctx, d.Store, "opening", id)
	if err != nil {
		return nil, err
	}
	views, err := d.orders(ctx, []*model.Opening{o})
	if err != nil {
		return nil, err
	}
	return views[0], nil
}

// Orders reads the job orders of a workplace: open ones first, by deadline; then the closed ones of the last year.
func (d *Session) Orders(ctx context.Context, company string) ([]*OrderView, error) {
	q := schema.Where("company", company)
	q.Where = append(q.Where, schema.Cond{Field: "kind", Op: schema.Is, Text: "order"})
	list, err := All[model.Opening](ctx, d.Store, "opening", q)
	if err != nil {
		return nil, err
	}
	today := d.Today()
	list = slices.DeleteFunc(list, func(o *model.Opening) bool {
		return !o.OrderOpen() && o.ClosedOn < today.Add(-OpeningsKept)
	})
	slices.SortFunc(list, func(a, b *model.Opening) int {
		if now := a.OrderOpen(); now != b.OrderOpen() {
			return map[bool]int{true: -1, false: 1}[now]
		}
		return cmp.Or(cmp.Compare(a.Until(), b.Until()), cmp.Compare(a.ID, b.ID))
	})
	return d.orders(ctx, list)
}

// Candidacy is a citizen's place among the candidates of a job order (kandidatur).
type Candidacy struct {
	Candidate *model.Candidate
	Opening   *model.Opening
	Company   string // what the workplace is called
}

// Candidacies reads for which job orders a citizen is or was a candidate, the latest outcome first.
func (d *Session) Candidacies(ctx context.Context, citizenID string) (out []Candidacy, err error) {
	list, err := All[model.Candidate](ctx, d.Store, "candidate", schema.Where("citizen", citizenID))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b *model.Candidate) int {
		return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(a.ID, b.ID))
	})
	var companies []string
	for _, c := range list {
		o, err := related[model.Opening](ctx, d.Store, "opening", c.OpeningID)
		if err != nil {
			return nil, err
		}
		out = append(out, Candidacy{Candidate: c, Opening: o})
		companies = append(companies, o.CompanyID)
	}
	names, err := d.namesOf(ctx, "company", companies)
	for i := range out {
		out[i].Company = names[out[i].Opening.CompanyID]
	}
	return out, err
}

// orders reads the candidates of orders.
func (d *Session) orders(ctx context.Context, list []*model.Opening) ([]*OrderView, error) {
	ids := map[string]bool{}
	for _, o := range list {
		ids[o.ID] = true
	}
	if len(ids) == 0 {
		return nil, nil
	}
	candidates, err := All[model.Candidate](ctx, d.Store, "candidate", whereIn("opening", ids, nil))
	if err != nil {
		return nil, err
	}
	var people []string
	for _, c := range candidates {
		people = append(people, c.CitizenID)
	}
	names, err := d.namesOf(ctx, "citizen", people)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(candidates, func(a, b *model.Candidate) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID))
	})
	var out []*OrderView
	for _, o := range list {
		v := &OrderView{Opening: o, State: model.NewOrderState(o, candidates), Names: names}
		for _, c := range candidates {
			if c.OpeningID == o.ID {
				v.Candidates = append(v.Candidates, c)
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// DecideCandidate gives a citizen an outcome on a job order, and makes the citizen a candidate when that is new.
func (d *Session) DecideCandidate(ctx context.Context, orderID string, typed *model.Candidate) (model.ChangeSet,
	error) {
	v, err := d.Order(ctx, orderID)
	if err != nil {
		return model.ChangeSet{}, err
	}
	c := &model.Candidate{OpeningID: orderID, CitizenID: typed.CitizenID}
	for _, k := range v.Candidates {
		if k.ID == typed.ID && typed.ID != "" || typed.ID == "" && k.CitizenID == typed.CitizenID {
			c = k
		}
	}
	return model.DecideCandidate(d.Actor(), v.Opening, v.Candidates, c, typed.Outcome, typed.Reason, typed.On)
}

// ordersDue is what is due about job orders: one that is to be filled, from some days before its deadline until it is
// closed.
func (d *Session) ordersDue(ctx context.Context, today model.Date, rhythm agenda.Rhythm) ([]agenda.Due, error) {
	list, err := All[model.Opening](ctx, d.Store, "opening", schema.Query{Where: []schema.Cond{
		{Field: "kind", Op: schema.Is, Text: "order"}, {Field: "closed_on", Op: schema.IsNotSet}}})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	views, err := d.orders(ctx, list)
	if err != nil {
		return nil, err
	}
	var out []agenda.Due
	for _, v := range views {
		o := v.Opening
		if o.Until() > today.Add(rhythm.Ahead) {
			continue
		}
		out = append(out, agenda.Due{Kind: "order", On: o.Until(), Type: "opening", ID: o.ID,
			Occasion:  o.Until().String(),
			CompanyID: o.CompanyID, Text: o.Title, Weeks: v.State.Waiting, Owner: o.Consultant})
	}
	return out, nil
}
