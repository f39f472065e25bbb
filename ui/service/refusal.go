package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/schema"
)

// RefusalsOf reads which workplaces said no to a citizen, the newest first.
func (d *Session) RefusalsOf(ctx context.Context, citizenID string) ([]model.Refusal, error) {
	var in model.RefusalInput
	mine := schema.Where("citizen", citizenID)
	is := func(field, text string) schema.Query {
		q := schema.Where("citizen", citizenID)
		q.Where = append(q.Where, schema.Cond{Field: field, Op: schema.Is, Text: text})
		return q
	}
	var err error
	if in.Contacts, err = All[model.Contact](ctx, d.Store, "contact", is("outcome", "no")); err != nil {
		return nil, err
	}
	if in.Placements, err = All[model.Placement](ctx, d.Store, "placement", is("state", "cancelled")); err != nil {
		return nil, err
	}
	if in.Candidates, err = All[model.Candidate](ctx, d.Store, "candidate", is("outcome", "refused")); err != nil {
		return nil, err
	}
	if in.Lists, err = All[model.Shortlist](ctx, d.Store, "shortlist", mine); err != nil {
		return nil, err
	}
	if in.Picks, err = All[model.Pick](ctx, d.Store, "pick", is("status", "no")); err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for _, l := range in.Lists {
		own[l.ID] = true
	}
	if len(own) > 0 { // on the citizen's own lists the rows name workplaces
		q := whereIn("list", own, nil)
		q.Where = append(q.Where, schema.Cond{Field: "status", Op: schema.Is, Text: "no"})
		more, err := All[model.Pick](ctx, d.Store, "pick", q)
		if err != nil {
			return nil, err
		}
		in.Picks = append(in.Picks, more...)
	}
	return d.refusals(ctx, in)
}

// RefusalsBy reads to whom a workplace said no, the newest first.
func (d *Session) RefusalsBy(ctx context.Context, companyID string) ([]model.Refusal, error) {
	var in model.RefusalInput
	is := func(field, text string) schema.Query {
		q := schema.Where("company", companyID)
		q.Where = append(q.Where, schema.Cond{Field: field, Op: schema.Is, Text: text})
		return q
	}
	var err error
	if in.Contacts, err = All[model.Contact](ctx, d.Store, "contact", is("outcome", "no")); err != nil {
		return nil, err
	}
	if in.Placements, err = All[model.Placement](ctx, d.Store, "placement", is("state", "cancelled")); err != nil {
		return nil, err
	}
	if in.Picks, err = All[model.Pick](ctx, d.Store, "pick", is("status", "no")); err != nil {
		return nil, err
	}
	if in.Openings, err = All[model.Opening](ctx, d.Store, "opening", is("kind", "order")); err != nil {
		return nil, err
	}
	if in.Tasks, err = All[model.Task](ctx, d.Store, "task", schema.Where("company", companyID)); err != nil {
		return nil, err
	}
	tasks, orders := map[string]bool{}, map[string]bool{}
	for _, t := range in.Tasks {
		tasks[t.ID] = true
	}
	for _, o := range in.Openings {
		orders[o.ID] = true
	}
	if len(tasks) > 0 {
		if in.Lists, err = All[model.Shortlist](ctx, d.Store, "shortlist", whereIn("task", tasks, nil)); err != nil {
			return nil, err
		}
	}
	lists := map[string]bool{}
	for _, l := range in.Lists {
		lists[l.ID] = true
	}
	if len(lists) > 0 {
		q := whereIn("list", lists, nil)
		q.Where = append(q.Where, schema.Cond{Field: "status", Op: schema.Is, Text: "no"})
		more, err := All[model.Pick](ctx, d.Store, "pick", q)
		if err != nil {
			return nil, err
		}
		in.Picks = append(in.Picks, more...)
	}
	if len(orders) > 0 {
		in.Candidates, err = All[model.Candidate](ctx, d.Store, "candidate", whereIn("opening", orders, nil))
		if err != nil {
			return nil, err
		}
	}
	return d.refusals(ctx, in)
}

// refusals reads what the rows refer to, and finds the refusals.
func (d *Session) refusals(ctx context.Context, in model.RefusalInput) ([]model.Refusal, error) {
	read := func(typ string, ids map[string]bool, add func(model.Entity)) error {
		if len(ids) == 0 {
			return nil
		}
		rows, err := d.Store.List(ctx, typ, whereIn("id", ids, nil))
		for _, e := range rows {
			add(e)
		}
		return err
	}
	lists, known := map[string]bool{}, map[string]bool{}
	for _, l := range in.Lists {
		known[l.ID] = true
	}
	for _, p := range in.Picks {
		if !known[p.ListID] {
			lists[p.ListID] = true
		}
	}
	if err := read("shortlist", lists, func(e model.Entity) {
		in.Lists = append(in.Lists, e.(*model.Shortlist))
	}); err != nil {
		return nil, err
	}
	tasks, orders := map[string]bool{}, map[string]bool{}
	for _, l := range in.Lists {
		if l.TaskID != "" {
			tasks[l.TaskID] = true
		}
	}
	for _, t := range in.Tasks {
		delete(tasks, t.ID)
	}
	for _, c := range in.Candidates {
		orders[c.OpeningID] = true
	}
	for _, o := range in.Openings {
		delete(orders, o.ID)
	}
	if err := read("task", tasks, func(e model.Entity) { in.Tasks = append(in.Tasks, e.(*model.Task)) }); err != nil {
		return nil, err
	}
	if err := read("opening", orders, func(e model.Entity) {
		in.Openings = append(in.Openings, e.(*model.Opening))
	}); err != nil {
		return nil, err
	}
	return model.NewRefusals(in), nil
}

// LatestRefusals are the newest refusals of each other row, by the ID that of gives.
func LatestRefusals(list []model.Refusal, of func(model.Refusal) string) map[string]model.Refusal {
	out := map[string]model.Refusal{}
	for _, r := range list {
		if _, there := out[of(r)]; !there {
			out[of(r)] = r
		}
	}
	return out
}

// CitizenRefs reads the numbers of citizens by ID: what one may be called where names are not to be seen.
func (d *Session) CitizenRefs(ctx context.Context, ids []string) (map[string]string, error) {
	rows, err := byID[model.Citizen](ctx, d.Store, "citizen", ids, "ref")
	out := map[string]string{}
	for id, c := range rows {
		out[id] = c.Ref
	}
	return out, err
}
