package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// ListView is a shortlist with the rows that it refers to.
type ListView struct {
	List         *model.Shortlist
	Picks        []*model.Pick // in order
	Citizen      *model.Citizen
	Goals        []*model.Goal
	Task         *model.Task
	Host         *model.Company // the workplace of Task
	Companies    map[string]*model.Company
	Citizens     map[string]*model.Citizen
	CitizenGoals map[string][]*model.Goal // of the citizens of a task's list
	Consents     []*model.Consent
	Refusals     map[string]model.Refusal // the latest of each row, by the workplace's or the citizen's ID
}

// Shortlist reads a shortlist and everything it refers to.
func (d *Session) Shortlist(ctx context.Context, id string) (*ListView, error) {
	l, err := One[model.Shortlist](ctx, d.Store, "shortlist", id)
	if err != nil {
		return nil, err
	}
	v := &ListView{
		List: l, Companies: map[string]*model.Company{}, Citizens: map[string]*model.Citizen{},
		CitizenGoals: map[string][]*model.Goal{},
	}
	if v.Picks, err = All[model.Pick](ctx, d.Store, "pick", schema.Where("list", id)); err != nil {
		return nil, err
	}
	model.SortPicks(v.Picks)
	for _, step := range []func(context.Context, *ListView) error{d.listOwner, d.listCompanies, d.listCitizens,
		d.listRefusals} {
		if err := step(ctx, v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// ListFor finds the open shortlist that a match adds to: the newest of the citizen or the task, or for words alone the
// newest that was made from the same words. Without one the list is nil.
func (d *Session) ListFor(ctx context.Context, q MatchQuery) (list *model.Shortlist, picks []*model.Pick, err error) {
	where := schema.Query{Where: []schema.Cond{{Field: "citizen", Op: schema.Is, Text: q.CitizenID}}}
	switch {
	case q.TaskID != "":
		where = schema.Where("task", q.TaskID)
	case q.CitizenID == "":
		where = schema.Query{
			Where: []schema.Cond{{Field: "citizen", Op: schema.IsNotSet}, {Field: "task", Op: schema.IsNotSet}},
		}
	}
	lists, err := All[model.Shortlist](ctx, d.Store, "shortlist", where)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range lists {
		own := q.CitizenID != "" || q.TaskID != "" || l.GoalWords == q.Words
		if own && !l.Closed &&
			(list == nil || cmp.Or(cmp.Compare(l.MadeOn, list.MadeOn), cmp.Compare(l.Ref, list.Ref)) > 0) {
			list = l
		}
	}
	if list == nil {
		return nil, nil, nil
	}
	picks, err = All[model.Pick](ctx, d.Store, "pick", schema.Where("list", list.ID))
	return list, picks, err
}

// AddToList returns the change set that adds rows of a match to its open shortlist; it creates the list when there is
// none.
func (d *Session) AddToList(ctx context.Context, m *MatchList, ids []string) (model.ChangeSet, error) {
	list, picks, err := d.ListFor(ctx, m.Query)
	if err != nil {
		return model.ChangeSet{}, err
	}
	if list == nil {
		list = &model.Shortlist{CitizenID: m.Query.CitizenID, TaskID: m.Query.TaskID, MadeOn: d.Today()}
		if m.Task == nil {
			list.GoalWords = m.GoalWords()
		}
	}
	return model.AddToList(d.Actor(), list, picks, ids), nil
}

// ListRow is a shortlist as shown in the list of shortlists.
type ListRow struct {
	List     *model.Shortlist
	Citizen  *model.Citizen // nil unless it is a citizen's list
	Task     *model.Task    // nil unless it is a task's list
	Host     *model.Company // the workplace of Task
	Rows     int
	Answered int // picks answered with yes or no
}

// Lists reads all shortlists, the newest first.
func (d *Session) Lists(ctx context.Context) ([]ListRow, error) {
	lists, err := All[model.Shortlist](ctx, d.Store, "shortlist", schema.Query{})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(lists, func(a, b *model.Shortlist) int {
		return cmp.Or(cmp.Compare(b.MadeOn, a.MadeOn), cmp.Compare(b.Ref, a.Ref))
	})
	out := make([]ListRow, len(lists))
	at := map[string]*ListRow{}
	var citizens, tasks, hosts []string
	for i, l := range lists {
		out[i].List, at[l.ID] = l, &out[i]
		citizens, tasks = append(citizens, l.CitizenID), append(tasks, l.TaskID)
	}
	err = d.Store.Each(ctx, "pick", schema.Query{}, func(e model.Entity) error {
		p := e.(*model.Pick)
		if row := at[p.ListID]; row != nil {
			row.Rows++
			if p.Status == "yes" || p.Status == "no" {
				row.Answered++
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	people, err := byID[model.Citizen](ctx, d.Store, "citizen", citizens)
	if err != nil {
		return nil, err
	}
	bank, err := byID[model.Task](ctx, d.Store, "task", tasks)
	if err != nil {
		return nil, err
	}
	for _, t := range bank {
		hosts = append(hosts, t.CompanyID)
	}
	places, err := byID[model.Company](ctx, d.Store, "company", hosts)
	for i, l := range lists {
		out[i].Citizen, out[i].Task = people[l.CitizenID], bank[l.TaskID]
		if t := out[i].Task; t != nil {
			out[i].Host = places[t.CompanyID]
		}
	}
	return out, err
}

func (d *Session) listOwner(ctx context.Context, v *ListView) (err error) {
	if v.List.CitizenID != "" {
		if v.Citizen, err = related[model.Citizen](ctx, d.Store, "citizen", v.List.CitizenID); err != nil {
			return err
		}
		if v.Goals, err = d.goals(ctx, v.List.CitizenID); err != nil {
			return err
		}
		v.Consents, err = All[model.Consent](ctx, d.Store, "consent", schema.Where("citizen", v.List.CitizenID))
		return err
	}
	if v.List.TaskID == "" {
		return nil
	}
	if v.Task, err = related[model.Task](ctx, d.Store, "task", v.List.TaskID); err != nil {
		return err
	}
	if v.Host, err = related[model.Company](ctx, d.Store, "company", v.Task.CompanyID); err != nil {
		return err
	}
	v.Consents, err = All[model.Consent](ctx, d.Store, "consent", schema.Where("company", v.Task.CompanyID))
	return err
}

func (d *Session) goals(ctx context.Context, citizenID string) ([]*model.Goal, error) {
	goals, err := All[model.Goal](ctx, d.Store, "goal", schema.Where("citizen", citizenID))
	model.SortGoals(goals)
	var out []*model.Goal
	for _, g := range goals {
		if g.Status != "dropped" {
			out = append(out, g)
		}
	}
	return out, err
}

func (d *Session) listCompanies(ctx context.Context, v *ListView) error {
	var ids []string
	for _, p := range v.Picks {
		if p.CompanyID != "" {
			ids = append(ids, p.CompanyID)
		}
	}
	list, err := InOrder[model.Company](ctx, d.Store, "company", ids)
	for _, c := range list {
		v.Companies[c.ID] = c
	}
	return err
}

func (d *Session) listCitizens(ctx context.Context, v *ListView) error {
	for _, p := range v.Picks {
		if p.CitizenID == "" {
			continue
		}
		c, err := related[model.Citizen](ctx, d.Store, "citizen", p.CitizenID)
		if err != nil {
			return err
		}
		v.Citizens[c.ID] = c
		if v.CitizenGoals[c.ID], err = d.goals(ctx, c.ID); err != nil {
			return err
		}
	}
	return nil
}

// listRefusals reads who said no to the list's citizen, or to whom the task's workplace did.
func (d *Session) listRefusals(ctx context.Context, v *ListView) (err error) {
	var list []model.Refusal
	switch {
	case v.Task != nil:
		list, err = d.RefusalsBy(ctx, v.Task.CompanyID)
		v.Refusals = LatestRefusals(list, func(r model.Refusal) string { return r.CitizenID })
	case v.Citizen != nil:
		list, err = d.RefusalsOf(ctx, v.Citizen.ID)
		v.Refusals = LatestRefusals(list, func(r model.Refusal) string { return r.CompanyID })
	}
	return err
}

// Refusal is the latest refusal of a row with the citizen's number; false when there is none.
func (v *ListView) Refusal(p *model.Pick) (r model.Refusal, ref string, ok bool) {
	if r, ok = v.Refusals[p.CompanyID+p.CitizenID]; !ok {
		return r, "", false
	}
	c := v.Citizen
	if c == nil {
		c = v.Citizens[p.CitizenID]
	}
	if c != nil {
		ref = c.Ref
	}
	return r, ref, true
}

// MissingConsent returns the picks without a consent on the day: sharing them needs one first.
func (v *ListView) MissingConsent(on model.Date) (picks []*model.Pick) {
	for _, p := range v.Picks {
		if s := v.share(p); model.ConsentFor(v.Consents, s.CitizenID, s.CompanyID, on) == nil {
			picks = append(picks, p)
		}
	}
	return picks
}

// Out is how the list leaves as it stands here.
func (v *ListView) Out() Out {
	return Out{Action: "export.shortlist", Rows: len(v.Picks), To: ToOwnFile, Citizens: CitizenIDs(v.Citizen, v.Picks),
		Args: model.Args{"list": v.List.ID, "citizen": v.List.CitizenID}}
}

// OutForCompany is how what a workplace may see of the list leaves, with the citizen and the workplace of each row.
func (v *ListView) OutForCompany() Out {
	out := v.Out()
	out.Action, out.To, out.Rows = "export.shortlist.company", ToCompany, 1
	if v.Task != nil {
		out.Rows = len(v.Picks)
	}
	for _, p := range v.Picks {
		out.Shares = append(out.Shares, v.share(p))
	}
	return out
}

// share is the citizen and the workplace that a pick brings together.
func (v *ListView) share(p *model.Pick) Share {
	if v.Task != nil {
		return Share{p.CitizenID, v.Task.CompanyID, topicsOf(v.Citizens[p.CitizenID], v.CitizenGoals[p.CitizenID])}
	}
	return Share{v.List.CitizenID, p.CompanyID, topicsOf(v.Citizen, v.Goals)}
}

// topicsOf are the topics that a list for a company tells of a citizen: those of which something is known.
func topicsOf(c *model.Citizen, goals []*model.Goal) []string {
	if c == nil {
		return nil
	}
	topics := []string{"name"}
	if len(goals) > 0 {
		topics = append(topics, "goal")
	}
	t := schema.TypeOf(c)
	for _, f := range t.Fields {
		if f.Text(c) != "" {
			topics = append(topics, schema.TopicOf(t, f.Key))
		}
	}
	return model.SortTopics(topics)
}

// Row is the name of a pick.
func (v *ListView) Row(p *model.Pick) string {
	if c := v.Companies[p.CompanyID]; c != nil {
		return c.ShownName()
	}
	if c := v.Citizens[p.CitizenID]; c != nil {
		return c.Initials() + " (" + c.Ref + ")"
	}
	return ""
}

// FirstGoal is the words of the first goal, "" when there is none.
func FirstGoal(goals []*model.Goal) string {
	if len(goals) == 0 {
		return ""
	}
	return goals[0].Words
}
