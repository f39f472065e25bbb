package service

import (
	"context"
	"strings"

	"jobspor/model"
	"jobspor/model/agenda"
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

	Citizens  map[string]string // initials of the citizens of the crossing placements, by ID
	Companies map[string]string // names of their workplaces, by ID
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
		Agreements: map[string]bool{}, InGroup: map[string]int{}, Groups: ruleSet.GroupsEnding(d.Today()),
		Citizens: map[string]string{}, Companies: map[string]string{}}
	at := map[string]bool{}
	for _, c := range out.Placements {
		out.Citizens[c.Placement.CitizenID], at[c.Placement.CompanyID] = "", true
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
	companies, err := All[model.Company](ctx, d.Store, "company", whereIn("id", at, []string{"name", "daily_name"}))
	if err != nil {
		return nil, err
	}
	for _, c := range companies {
		out.Companies[c.ID] = c.ShownName()
	}
	return out, d.Store.Each(ctx, "citizen", schema.Query{}, func(e model.Entity) error {
		if _, crosses := out.Citizens[e.Meta().ID]; crosses {
			out.Citizens[e.Meta().ID] = e.(*model.Citizen).Initials()
		}
		if group := e.(*model.Citizen).TargetGroup; group != "" {
			out.InGroup[ruleSet.GroupKey(group)]++
		}
		return nil
	})
}

// GroupRename gives everybody in a target group another one of the rules; how many they are is told.
type GroupRename struct {
	From, To             string
	Citizens, Placements int
}

// RenameGroups returns one change set that gives everybody in target groups other ones of the rules: citizens, and
// placements not yet begun when the new group counts. A placement keeps the group of its own first day. All are renamed
// at once, so that two groups can change places. What was told is how many rows each is about.
func (d *Session) RenameGroups(ctx context.Context, list []GroupRename) (cs model.ChangeSet, told []GroupRename,
	err error) {
	cs.Action = "rules.groups"
	set, err := d.Rules(ctx)
	if err != nil {
		return cs, nil, err
	}
	to, at := map[string]*rules.Rule{}, map[string]int{}
	var said []string
	for i, r := range list {
		r = GroupRename{From: set.GroupKey(r.From), To: set.GroupKey(r.To)}
		row := set.Group(r.To)
		if row == nil {
			return cs, nil, model.NewError(model.NotFound, "err.rule.group.none", model.Args{"value": model.Clip(r.To)})
		}
		if to[r.From] != nil {
			return cs, nil, model.NewError(model.Usage, "err.rule.group.twice",
				model.Args{"value": model.Clip(r.From)})
		}
		to[r.From], at[r.From] = row, i
		told, said = append(told, r), append(said, r.From+" → "+r.To)
	}
	citizens, err := All[model.Citizen](ctx, d.Store, "citizen", schema.Query{})
	if err != nil {
		return cs, nil, err
	}
	for _, c := range citizens {
		from := set.GroupKey(c.TargetGroup)
		if row := to[from]; c.TargetGroup != "" && row != nil {
			after := *c
			after.TargetGroup = row.Groups[0]
			cs.Changes = append(cs.Changes, model.Edit(c, &after))
			told[at[from]].Citizens++
		}
	}
	open, err := All[model.Placement](ctx, d.Store, "placement", schema.Query{Where: []schema.Cond{
		{Field: "state", Op: schema.In, In: model.OpenStates},
	}})
	for _, p := range open {
		from := set.GroupKey(p.TargetGroup)
		row := to[from]
		if p.TargetGroup == "" || row == nil || p.StartOn != 0 && (p.StartOn < row.From || p.State == "running") {
			continue
		}
		after := *p
		after.TargetGroup = row.Groups[0]
		cs.Changes = append(cs.Changes, model.Edit(p, &after))
		told[at[from]].Placements++
	}
	cs.Args = model.Args{"groups": strings.Join(said, ", "), "n": len(cs.Changes)}
	return cs, told, err
}

// EditionSoon is how many days before rows of the rules end that it is said.
const EditionSoon = 45

// rulesEnd is one thing for everybody: that rows of the rules end soon, while placements go on over the day or target
// groups end. It opens no sealed field, so that it counts only what is judged whatever the target group is.
func (t *todayRows) rulesEnd() []agenda.Due {
	var open []*model.Placement
	for p := range t.Placements.All() {
		open = append(open, p)
	}
	until := t.Today.Add(EditionSoon)
	over := map[string]bool{}
	var last model.Date
	for _, c := range t.Rules.Crossings(open) {
		if day := c.On.Add(-1); day >= t.Today && day <= until {
			over[c.Placement.ID] = true
			last = max(last, day)
		}
	}
	for _, g := range t.Rules.GroupsEnding(t.Today) {
		if g.To <= until {
			last = max(last, g.To)
		}
	}
	if last == 0 {
		return nil
	}
	return []agenda.Due{{Kind: "rules_end", On: last, Type: "reference", ID: RulesRow, Occasion: last.String(),
		Weeks: len(over)}}
}
