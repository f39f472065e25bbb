package service

import (
	"cmp"
	"context"
	"slices"

	"jobspor/model"
	"jobspor/model/agenda"
	"jobspor/model/schema"
)

// Planned is a hand-over from a coming day: what one consultant hands to another.
type Planned struct {
	From, To  string
	On        model.Date
	Rows      []*model.Handover
	TakenBack bool // it took effect and was undone: somebody decides whether it happens again

	FromName, ToName string
	Names            []string // of what is handed over
}

// Key names it: two consultants and a day.
func (p Planned) Key() string { return p.From + "/" + p.To + "/" + p.On.String() }

// PlanHandOver decides that another consultant takes over from a coming day. ids are citizens and workplaces of the
// first, all when there are none; notes are by ID, "" is for all.
func (d *Session) PlanHandOver(ctx context.Context, from, to string, on model.Date, ids []string,
	notes map[string]string) (model.ChangeSet, error) {
	p, err := d.Portfolio(ctx, from)
	if err != nil {
		return model.ChangeSet{}, err
	}
	if len(ids) > 0 {
		some := map[string]bool{}
		for _, id := range ids {
			some[id] = true
		}
		p = p.Of(some)
	}
	switch {
	case to == "" || to == from:
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.portfolio.to", nil).WithField("responsible")
	case len(p.Citizens)+len(p.Companies) == 0:
		return model.ChangeSet{}, model.NewError(model.NotFound, "err.portfolio.empty", nil)
	}
	cs := model.ChangeSet{Actor: d.Actor(), Action: "portfolio.plan", Args: model.Args{"n": len(p.Citizens),
		"companies": len(p.Companies), "on": on}}
	add := func(citizen, company string) {
		cs.Changes = append(cs.Changes, model.Add(&model.Handover{FromID: from, ToID: to, On: on, CitizenID: citizen,
			CompanyID: company, Note: cmp.Or(notes[citizen+company], notes[""])}))
	}
	for _, c := range p.Citizens {
		add(c.ID, "")
	}
	for _, c := range p.Companies {
		add("", c.ID)
	}
	return cs, nil
}

// PlannedHandOvers reads the hand-overs that have not taken effect, by day.
func (d *Session) PlannedHandOvers(ctx context.Context) ([]Planned, error) {
	rows, err := All[model.Handover](ctx, d.Store, "handover", schema.Query{Where: []schema.Cond{
		{Field: "done_on", Op: schema.IsNotSet}}})
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	var out []Planned
	for _, h := range rows {
		key := Planned{From: h.FromID, To: h.ToID, On: h.On}.Key()
		i, there := at[key]
		if !there {
			i = len(out)
			at[key] = i
			out = append(out, Planned{From: h.FromID, To: h.ToID, On: h.On})
		}
		out[i].Rows = append(out[i].Rows, h)
	}
	names, err := d.ConsultantNames(ctx)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].FromName, out[i].ToName = names[out[i].From], names[out[i].To]
		if out[i].Rows[0].Version > 1 {
			if out[i].TakenBack, err = d.takenBack(ctx, out[i].Rows[0].ID); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(out, func(a, b Planned) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Key(),
			b.Key()))
	})
	return out, nil
}

// PlannedHandOver reads the planned hand-over that a row belongs to, with the names of what is handed over.
func (d *Session) PlannedHandOver(ctx context.Context, row string) (Planned, error) {
	all, err := d.PlannedHandOvers(ctx)
	if err != nil {
		return Planned{}, err
	}
	for _, p := range all {
		if !slices.ContainsFunc(p.Rows, func(h *model.Handover) bool { return h.ID == row }) {
			continue
		}
		wanted := RefSet{}
		for _, h := range p.Rows {
			wanted.Add("citizen", h.CitizenID)
			wanted.Add("company", h.CompanyID)
		}
		names := map[string]string{}
		err := Names(ctx, d.Store, wanted, names)
		for _, h := range p.Rows {
			p.Names = append(p.Names, names[h.About()])
		}
		return p, err
	}
	return Planned{}, model.NewError(model.NotFound, "err.store.gone.handover", nil)
}

// takenBack reports whether a hand-over took effect and was undone.
func (d *Session) takenBack(ctx context.Context, id string) (bool, error) {
	entries, err := d.Store.Log(ctx, schema.LogQuery{Type: "handover", ID: id})
	return slices.ContainsFunc(entries, func(e model.LogEntry) bool { return e.Kind == "undo" }), err
}

// DueHandOvers are the hand-overs whose day has come, for taking effect by themselves. One that somebody took back is
// not among them.
func (d *Session) DueHandOvers(ctx context.Context) ([]Planned, error) {
	all, err := d.PlannedHandOvers(ctx)
	return slices.DeleteFunc(all, func(p Planned) bool { return p.On > d.Today() || p.TakenBack }), err
}

// TakeEffect decides that a planned hand-over happens today. What the first consultant is no longer responsible for
// stays where it is; Args tell how much.
func (d *Session) TakeEffect(ctx context.Context, p Planned, line string) (model.ChangeSet, error) {
	all, err := d.Portfolio(ctx, p.From)
	if err != nil {
		return model.ChangeSet{}, err
	}
	ids, notes := map[string]bool{}, map[string]string{}
	for _, h := range p.Rows {
		ids[h.About()] = true
		notes[h.About()] = h.Note
	}
	mine := all.Of(ids)
	cs := model.ChangeSet{Actor: d.Actor(), Args: model.Args{"n": 0, "companies": 0}}
	if !mine.Empty() {
		if cs, err = mine.HandOver(d.Actor(), p.From, p.To, mine.Lines(line, notes)); err != nil {
			return cs, err
		}
	}
	cs.Action = "portfolio.effect"
	cs.Args["stay"] = len(ids) - len(mine.Citizens) - len(mine.Companies)
	cs.Args["more"] = len(all.Citizens) + len(all.Companies) - len(mine.Citizens) - len(mine.Companies)
	for _, h := range p.Rows {
		after := *h
		after.DoneOn = d.Today()
		cs.Changes = append(cs.Changes, model.Edit(h, &after))
	}
	return cs, nil
}

// CancelHandOver decides that a planned hand-over does not happen.
func (d *Session) CancelHandOver(p Planned) model.ChangeSet {
	cs := model.ChangeSet{Actor: d.Actor(), Action: "handover.remove", Args: model.Args{"n": len(p.Rows)}}
	for _, h := range p.Rows {
		cs.Changes = append(cs.Changes, model.Remove(h))
	}
	return cs
}

// firmDue is what is due about job orders and planned hand-overs, and the covers that are in force.
func (d *Session) firmDue(ctx context.Context, today model.Date, rhythm agenda.Rhythm) ([]agenda.Due, []*model.Cover,
	error) {
	out, err := d.ordersDue(ctx, today, rhythm)
	if err != nil {
		return nil, nil, err
	}
	planned, err := d.PlannedHandOvers(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range planned {
		if p.On > today.Add(rhythm.Ahead) && p.On > today.Add(handOverAhead) {
			continue
		}
		due := agenda.Due{Kind: "handover", On: p.On, Type: "handover", ID: p.Rows[0].ID, Occasion: p.On.String(),
			Weeks: len(p.Rows)}
		if p.TakenBack {
			due.Of = "back"
		}
		out = append(out, due)
	}
	covers, err := d.CoversToday(ctx)
	return out, covers, err
}

// handOverAhead is how many days before its day a hand-over stands on Today: two weeks, so that both can talk.
const handOverAhead = 14

// CoversToday reads the covers that are in force today.
func (d *Session) CoversToday(ctx context.Context) ([]*model.Cover, error) {
	all, err := All[model.Cover](ctx, d.Store, "cover", schema.Query{})
	today := d.Today()
	return slices.DeleteFunc(all, func(c *model.Cover) bool { return !c.Holds(today) }), err
}
