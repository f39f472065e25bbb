package service

import (
	"context"
	"maps"
	"slices"

	"jobspor/matching"
	"jobspor/model"
	"jobspor/model/schema"
)

// CallRoundQuery asks for a call round (ringerunde).
type CallRoundQuery struct {
	CitizenIDs []string // nil takes everybody without a placement: the consultant's own citizens, where there are any
	Calls      int      // 0 is matching.DefaultCalls
	Skip       []string // workplaces not to call
	Asked      []string // citizens who have had their chance in this round, and need no other
	Seed       uint32   // 0 uses the day's seed
}

// CallRound is a call round with the rows that it refers to.
type CallRound struct {
	*matching.CallRound
	Day       model.Date
	Own       bool // the consultant's own citizens were taken
	Citizens  map[string]*model.Citizen
	Companies map[string]*model.Company
	Tasks     map[string]*model.Task
	People    map[string]*model.ContactPerson // whom to ask for, by workplace
}

// CallRound proposes which workplaces to call.
func (d *Session) CallRound(ctx context.Context, q CallRoundQuery) (*CallRound, error) {
	snap, err := d.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	out := &CallRound{Day: d.Today()}
	if q.CitizenIDs == nil {
		if q.CitizenIDs, out.Own, err = d.unplaced(ctx); err != nil {
			return nil, err
		}
	}
	q.CitizenIDs = slices.DeleteFunc(slices.Clone(q.CitizenIDs),
		func(id string) bool { return slices.Contains(q.Asked, id) })
	r := matching.CallRoundRequest{Citizens: q.CitizenIDs, Calls: q.Calls, Skip: q.Skip, Today: d.Today(), Seed: q.Seed}
	if r.Seed == 0 {
		r.Seed = Seed(d.Today())
	}
	if out.CallRound, err = snap.CallRound(ctx, r); err != nil {
		return nil, err
	}
	return out, d.fillRound(ctx, out)
}

// unplaced lists the citizens who have no placement beyond a visit: the consultant's own, or everybody's where none is
// the consultant's.
func (d *Session) unplaced(ctx context.Context) (ids []string, own bool, err error) {
	placed := map[string]bool{}
	err = d.Store.Each(ctx, "placement", schema.Query{Fields: []string{"citizen", "kind", "state"}},
		func(e model.Entity) error {
			if p := e.(*model.Placement); p.Open() && p.Kind != "trial" {
				placed[p.CitizenID] = true
			}
			return nil
		})
	if err != nil {
		return nil, false, err
	}
	not, err := d.unmatched(ctx)
	if err != nil {
		return nil, false, err
	}
	var all, mine []string
	err = d.Store.Each(ctx, "citizen", schema.Query{Fields: []string{"status", "responsible"}},
		func(e model.Entity) error {
			c := e.(*model.Citizen)
			if _, out := not[c.ID]; out || c.Status == "closed" || placed[c.ID] {
				return nil
			}
			if all = append(all, c.ID); c.Responsible == d.Actor() && d.Actor() != "" {
				mine = append(mine, c.ID)
			}
			return nil
		})
	if own = len(mine) > 0; own {
		all = mine
	}
	return all, own, err
}

// fillRound reads the rows that a round refers to.
func (d *Session) fillRound(ctx context.Context, r *CallRound) (err error) {
	var citizens, companies, tasks []string
	for _, c := range r.Calls {
		companies = append(companies, c.CompanyID)
		for _, row := range c.For {
			citizens, tasks = append(citizens, row.CitizenID), append(tasks, row.TaskID)
		}
	}
	for _, w := range r.Without {
		citizens = append(citizens, w.CitizenID)
	}
	if r.Citizens, err = byID[model.Citizen](ctx, d.Store, "citizen", citizens); err != nil {
		return err
	}
	if r.Companies, err = byID[model.Company](ctx, d.Store, "company", companies); err != nil {
		return err
	}
	if r.Tasks, err = byID[model.Task](ctx, d.Store, "task", tasks); err != nil || len(companies) == 0 {
		return err
	}
	people, err := All[model.ContactPerson](ctx, d.Store, "person", schema.Query{
		Where: []schema.Cond{{Field: "company", Op: schema.In, In: companies}},
	})
	r.People = map[string]*model.ContactPerson{}
	for _, p := range people {
		r.People[p.CompanyID] = FirstToAsk(r.People[p.CompanyID], p)
	}
	return err
}

// FirstToAsk is whom to ask for first of two people of a workplace: the employer contact (arbejdsgiverkontakt), else
// the first. a may be nil.
func FirstToAsk(a, b *model.ContactPerson) *model.ContactPerson {
	if a == nil || a.Role != "employer" && b.Role == "employer" {
		return b
	}
	return a
}

// Out is how the round leaves.
func (r *CallRound) Out() Out {
	return Out{Action: "export.callround", Args: model.Args{"n": len(r.Calls)}, Rows: len(r.Calls), To: ToOwnFile,
		Citizens: slices.Sorted(maps.Keys(r.Citizens))}
}

// Name is what everybody calls the workplace of a call.
func (r *CallRound) Name(c matching.Call) string {
	if co := r.Companies[c.CompanyID]; co != nil {
		return co.ShownName()
	}
	return c.CompanyID
}

// Ask is whom to ask for at a workplace, and the number.
func (r *CallRound) Ask(company string) (name, phone string) {
	if p := r.People[company]; p != nil {
		name, phone = p.Name, p.AnyPhone()
	}
	if co := r.Companies[company]; co != nil && phone == "" {
		phone = co.Phone
	}
	return name, phone
}

// Initials are those of a citizen, who is named so on lists that others may see.
func (r *CallRound) Initials(id string) string {
	if c := r.Citizens[id]; c != nil {
		return c.Initials()
	}
	return id
}

// LogCall is the change set of one call about several citizens. Each citizen's own row holds the note, because a case
// shows, exports and deletes only what is about that citizen; the rows are written, and taken back, as one. What was
// promised next stands on the first.
func (d *Session) LogCall(ctx context.Context, c *model.Contact, citizens []string) (out model.ChangeSet, err error) {
	for i, id := range citizens {
		each := *c
		each.CitizenID = id
		if i > 0 {
			each.NextOn, each.NextWhat = 0, ""
		}
		cs, err := d.LogContact(ctx, &each)
		if err != nil {
			return out, err
		}
		cs.Changes = append(out.Changes, cs.Changes...)
		out = cs
	}
	return out, nil
}
