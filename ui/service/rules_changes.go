package service

import (
	"context"

	"jobspor/model"
	"jobspor/model/rules"
	"jobspor/model/schema"
)

// RuleChanges is what changes when rows of the rules end.
type RuleChanges struct {
	Set        *rules.Set
	Ending     []*rules.Rule // rows that end today or later
	Placements []rules.Crossing
	Agreements map[string]bool // IDs of crossing placements whose agreement has a step or a mentor after the day
	Groups     []*rules.Rule   // target groups that end without a successor of the same name
	InGroup    map[string]int  // how many citizens are in each, by the group's key
}

// RuleChanges reads what changes when rows of the rules in force end: placements and agreements that cross the day, and
// target groups that people are in.
func (d *Session) RuleChanges(ctx context.Context) (*RuleChanges, error) {
	ruleSet, err := d.Rules(ctx)
	if err != nil {
		return nil, err
	}
	open, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "state", Op: schema.In, In: model.OpenStates},
	}})
	if err != nil {
		return nil, err
	}
	out := &RuleChanges{Set: ruleSet, Ending: ruleSet.Ending(d.Today()), Placements: ruleSet.Crossings(open),
		Agreements: map[string]bool{}, InGroup: map[string]int{}, Groups: ruleSet.GroupsEnding(d.Today())}
	for _, c := range out.Placements {
		agreed, err := d.withAgreements(ctx, nil, c.Placement)
		if err != nil {
			return nil, err
		}
		for _, a := range agreed[0].Agreements {
			for _, s := range a.Ladder() {
				out.Agreements[c.Placement.ID] = out.Agreements[c.Placement.ID] || s.From >= c.On
			}
			out.Agreements[c.Placement.ID] = out.Agreements[c.Placement.ID] || a.MentorUntil >= c.On
		}
	}
	return out, d.Store.Each(ctx, "citizen", schema.Query{}, func(e model.Entity) error {
		if group := e.(*model.Citizen).TargetGroup; group != "" {
			out.InGroup[ruleSet.GroupKey(group)]++
		}
		return nil
	})
}

// RenameGroup returns the change set that gives everybody in a target group another one of the rules: citizens, and
// placements not yet begun when the new group counts. A placement keeps the group of its own first day.
func (d *Session) RenameGroup(ctx context.Context, from, to string) (model.ChangeSet, error) {
	cs := model.ChangeSet{Action: "rules.group"}
	ruleSet, err := d.Rules(ctx)
	if err != nil {
		return cs, err
	}
	from, to = ruleSet.GroupKey(from), ruleSet.GroupKey(to)
	var row *rules.Rule
	for _, r := range ruleSet.On(0) {
		if r.Kind == "group" && r.Groups[0] == to {
			row = r
		}
	}
	if row == nil {
		return cs, model.NewError(model.NotFound, "err.rule.group.none", model.Args{"value": model.Clip(to)})
	}
	citizens, err := All[model.Citizen](ctx, d.Store, "citizen", schema.Query{})
	if err != nil {
		return cs, err
	}
	for _, c := range citizens {
		if c.TargetGroup != "" && ruleSet.GroupKey(c.TargetGroup) == from {
			after := *c
			after.TargetGroup = to
			cs.Changes = append(cs.Changes, model.Edit(c, &after))
		}
	}
	open, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "state", Op: schema.In, In: model.OpenStates},
	}})
	for _, p := range open {
		begun := p.StartOn != 0 && (p.StartOn < row.From || p.State == "running")
		if p.TargetGroup != "" && ruleSet.GroupKey(p.TargetGroup) == from && !begun {
			after := *p
			after.TargetGroup = to
			cs.Changes = append(cs.Changes, model.Edit(p, &after))
		}
	}
	cs.Args = model.Args{"from": from, "to": to, "n": len(cs.Changes)}
	return cs, err
}
