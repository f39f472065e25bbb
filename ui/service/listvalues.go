package service

import (
	"context"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/programme"
	"jobspor/model/schema"
)

// This file holds the filters by what other rows say about a row.

// valuesOf tells the values of rows by their IDs, and those of all rows that are not named.
type valuesOf func(ctx context.Context, d *Session) (of map[string][]string, rest []string, err error)

// among is a filter by what other rows say about a row.
func among(values valuesOf) func(context.Context, *Session, []string) ([]schema.Cond, error) {
	return func(ctx context.Context, d *Session, wanted []string) ([]schema.Cond, error) {
		of, rest, err := values(ctx, d)
		if err != nil {
			return nil, err
		}
		fits := func(own []string) bool {
			return slices.ContainsFunc(own, func(v string) bool { return slices.Contains(wanted, v) })
		}
		c := schema.Cond{Field: "id", Op: schema.In}
		if fits(rest) {
			c.Op = schema.NotIn
		}
		for id, own := range of {
			if fits(own) == (c.Op == schema.In) {
				c.In = append(c.In, id)
			}
		}
		slices.Sort(c.In)
		return []schema.Cond{c}, nil
	}
}

// quietWeeks are the weeks without contact that can be asked for.
var quietWeeks = []string{"2", "4", "8", "13", "26", "52"}

// quiet tells for how many weeks a workplace or a citizen has not been spoken to; whoever never was is quiet in all.
func quiet(of string) valuesOf {
	return func(ctx context.Context, d *Session) (map[string][]string, []string, error) {
		last := map[string]model.Date{}
		err := d.Store.Each(ctx, "contact", schema.Query{AnyOrder: true, Fields: []string{of, "on"},
			Where: []schema.Cond{{Field: of, Op: schema.IsSet}}}, func(e model.Entity) error {
			c := e.(*model.Contact)
			id := map[string]string{"company": c.CompanyID, "citizen": c.CitizenID}[of]
			last[id] = max(last[id], c.On)
			return nil
		})
		out := make(map[string][]string, len(last))
		for id, on := range last {
			for _, w := range quietWeeks {
				if n, _ := strconv.Atoi(w); int(d.Today()-on) >= 7*n {
					out[id] = append(out[id], w)
				} else if out[id] == nil {
					out[id] = []string{}
				}
			}
		}
		return out, quietWeeks, err
	}
}

// placed tells how far the placements of a citizen are; a visit of a day or two is none.
func placed(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	err := each(ctx, d.Store, "placement", []string{"citizen", "kind", "state"}, func(p *model.Placement) {
		if !p.Open() || p.Kind == "trial" {
			return
		}
		step := p.State
		if step == "suggested" || step == "contacted" {
			step = "considered"
		}
		if !slices.Contains(out[p.CitizenID], step) {
			out[p.CitizenID] = append(out[p.CitizenID], step)
		}
	})
	return out, []string{"none"}, err
}

// withGoal tells who has a goal that was not dropped.
func withGoal(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	err := each(ctx, d.Store, "goal", []string{"citizen", "status"}, func(g *model.Goal) {
		if g.Status != "dropped" {
			out[g.CitizenID] = []string{}
		}
	})
	return out, []string{"none"}, err
}

// stalled tells whose paid hours stand still, as Today does.
func stalled(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	v, err := d.DueToday(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, due := range v.Due {
		if due.Kind == "stalled" {
			out[due.CitizenID] = []string{"yes"}
		}
	}
	return out, nil, nil
}

// openEnrolments calls fn for the enrolments that have not ended.
func (d *Session) openEnrolments(ctx context.Context, fn func(*programme.Programme, *model.Enrolment)) error {
	editions, err := d.Editions(ctx)
	if err != nil {
		return err
	}
	return d.Store.Each(ctx, "enrolment", schema.Query{
		Fields: []string{"citizen", "programme", "edition", "start_on", "days"},
		Where:  []schema.Cond{{Field: "ended_on", Op: schema.IsNotSet}},
	}, func(row model.Entity) error {
		e := row.(*model.Enrolment)
		p, _ := programme.ForEnrolment(editions, e)
		fn(p, e)
		return nil
	})
}

// enrolled tells the programmes that a citizen follows.
func enrolled(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out := map[string][]string{}
	err := d.openEnrolments(ctx, func(_ *programme.Programme, e *model.Enrolment) {
		out[e.CitizenID] = append(out[e.CitizenID], e.Programme)
	})
	return out, []string{"none"}, err
}

// inPhase tells the phases in which a citizen is today.
func inPhase(ctx context.Context, d *Session) (map[string][]string, []string, error) {
	out, today := map[string][]string{}, d.Today()
	err := d.openEnrolments(ctx, func(p *programme.Programme, e *model.Enrolment) {
		if p == nil {
			return
		}
		for _, s := range p.Spans(e.StartOn, e.Days.V) {
			if s.From <= today && today <= s.To {
				out[e.CitizenID] = append(out[e.CitizenID], p.Key+":"+s.Phase.Key)
			}
		}
	})
	return out, nil, err
}

func programmes(ctx context.Context, d *Session, lang string) (out []FilterValue, err error) {
	list, err := d.Programmes(ctx)
	for _, p := range list {
		out = append(out, FilterValue{Value: p.Key, Label: p.Name.In(lang)})
	}
	return append(out, FilterValue{Value: "none"}), err
}

func phases(ctx context.Context, d *Session, lang string) (out []FilterValue, err error) {
	list, err := d.Programmes(ctx)
	for _, p := range list {
		for _, ph := range p.Phases {
			out = append(out, FilterValue{Value: p.Key + ":" + ph.Key,
				Label: ph.Name.In(lang) + " · " + p.Name.In(lang)})
		}
	}
	return out, err
}
