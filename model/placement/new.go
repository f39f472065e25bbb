package placement

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// This file holds what begins, prolongs and rates a placement. Nothing here reads or writes.

// DefaultWeeks is how long a placement is proposed to last when no rule says anything: a proposal to be changed, not a
// limit. A look lasts a day; what may go on has no last day.
const DefaultWeeks = 13

// DraftInput is what a new placement is made from.
type DraftInput struct {
	Today   model.Date
	Actor   string
	Citizen *model.Citizen
	Company *model.Company
	Goals   []*model.Goal // of the citizen
	Tasks   []*model.Task // of the workplace
	TaskID  string        // the task chosen, "" takes the only open one
	GoalID  string        // the goal chosen, "" takes the first
	Kind    string        // "" is a traineeship
}

// Draft fills in every default of a new placement; all of it may be typed over.
func Draft(in DraftInput) *model.Placement {
	p := &model.Placement{
		Kind: cmp.Or(in.Kind, "traineeship"), State: "suggested", MadeOn: in.Today, Consultant: in.Actor,
	}
	if c := in.Citizen; c != nil {
		p.CitizenID, p.TargetGroup = c.ID, c.TargetGroup
		p.Consultant = cmp.Or(in.Actor, c.Responsible)
	}
	if in.Company != nil {
		p.CompanyID = in.Company.ID
	}
	if g := chosenGoal(in.Goals, in.GoalID); g != nil {
		p.GoalID = g.ID
	}
	if t := chosenTask(in.Tasks, in.TaskID); t != nil {
		p.TaskID, p.TaskWords = t.ID, t.Name
	}
	p.StartOn = model.NextMonday(in.Today)
	p.EndOn = DefaultEnd(p.Kind, p.StartOn, 0)
	return p
}

func chosenGoal(goals []*model.Goal, id string) *model.Goal {
	open := slices.DeleteFunc(slices.Clone(goals), func(g *model.Goal) bool {
		return g.Status == "dropped" && g.ID != id
	})
	model.SortGoals(open)
	for _, g := range open {
		if id == "" || g.ID == id {
			return g
		}
	}
	return nil
}

func chosenTask(tasks []*model.Task, id string) *model.Task {
	var open []*model.Task
	for _, t := range tasks {
		if id != "" && t.ID == id {
			return t
		}
		if t.Status != "closed" {
			open = append(open, t)
		}
	}
	if id == "" && len(open) == 1 {
		return open[0]
	}
	return nil
}

// DefaultEnd proposes the last day: the Friday of the last week, the first day itself for a look, none for kinds that
// go on. Weeks below 1 are DefaultWeeks.
func DefaultEnd(kind string, start model.Date, weeks int) model.Date {
	switch {
	case slices.Contains(lookOnly, kind):
		return start
	case slices.Contains(openEnded, kind), start == 0:
		return 0
	case weeks < 1:
		weeks = DefaultWeeks
	}
	return model.FridayBefore(start.Add(7*weeks - 1))
}

// Add records a new placement.
func Add(actor string, p *model.Placement) (model.ChangeSet, error) {
	if err := schema.Validate(p); err != nil {
		return model.ChangeSet{}, err
	}
	return model.ChangeSet{Actor: actor, Action: "placement.add", Changes: []model.Change{model.Add(p)}}, nil
}

// ContinuationOf finds the placement that continues one, nil when none does; a cancelled one does not.
func ContinuationOf(id string, all []*model.Placement) *model.Placement {
	for _, p := range all {
		if p.ContinuesID == id && p.State != "cancelled" {
			return p
		}
	}
	return nil
}

// canContinue says why a placement cannot be prolonged or renewed, or nil.
func canContinue(p *model.Placement, how string, there *model.Placement) error {
	from := map[string][]string{"extension": {"running"}, "renewal": {"running", "ended"}}[how]
	switch {
	case !slices.Contains(from, p.State):
		return model.NewError(model.Invalid, "err.continue."+how, nil).WithField("state")
	case there != nil:
		return model.NewError(model.Invalid, "err.continue.there", model.Args{"ref": there.Ref}).WithField("continues")
	case p.EndOn == 0 && p.EndedOn == 0:
		return model.NewError(model.Invalid, "err.continue.open", nil).WithField("end_on")
	}
	return nil
}

// Extend prolongs (forlænger) a running placement to a new last day, with the reason in writing: a linked placement
// that is agreed already, begins the day after, and goes on with the same content of the work agreement. What was said
// of the first part is not said of the new one: its agreement is a draft that nobody has acknowledged, and the
// employees have not been consulted about it. Its ladder begins on its own first day with the step that counts then.
// There is the placement that continues this one already, nil when none does.
func Extend(actor string, p *model.Placement, agreements []*model.Agreement, there *model.Placement, end model.Date,
	reason string, on model.Date) (model.ChangeSet, error) {
	if err := canContinue(p, "extension", there); err != nil {
		return model.ChangeSet{}, err
	}
	if end <= p.EndOn {
		return model.ChangeSet{},
			model.NewError(model.Invalid, "err.extend.end", model.Args{"day": p.EndOn}).WithField("end_on")
	}
	if reason == "" {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.extend.reason", nil).WithField("extension_reason")
	}
	next := continued(p, "extension", on)
	next.State, next.ContactedOn, next.AgreedOn = "agreed", on, on
	next.StartOn, next.EndOn, next.ExtensionReason = p.EndOn.Add(1), end, reason
	cs := model.ChangeSet{
		Actor: actor, Action: "placement.extend", Args: model.Args{"ref": p.Ref},
		Changes: []model.Change{model.Add(next)},
	}
	if a := agreement.Latest(agreements); a != nil {
		draft := agreement.Draft(agreement.DraftInput{Today: on, Placement: next, Earlier: a})
		draft.SetLadder(agreement.StepsFrom(a.Ladder(), next.StartOn))
		draft.FollowDates = slices.DeleteFunc(slices.Clone(a.FollowDates),
			func(day string) bool { return day < next.StartOn.String() })
		cs.Changes = append(cs.Changes, model.Add(draft))
	}
	return cs, nil
}

// Renew begins a new placement (fornyelse) at the same workplace that continues a running or ended one, as a
// suggestion. The work agreement is copied as a draft: its first version, from the first day, at the hours that were
// reached last, acknowledged by nobody.
func Renew(actor string, p *model.Placement, agreements []*model.Agreement, there *model.Placement, kind string,
	weeks int, on model.Date) (model.ChangeSet, error) {
	if err := canContinue(p, "renewal", there); err != nil {
		return model.ChangeSet{}, err
	}
	next := continued(p, "renewal", on)
	next.Kind = cmp.Or(kind, p.Kind)
	if next.StartOn = p.Last().Add(1); next.StartOn <= on {
		next.StartOn = model.NextMonday(on)
	}
	next.EndOn = DefaultEnd(next.Kind, next.StartOn, weeks)
	cs := model.ChangeSet{
		Actor: actor, Action: "placement.renew", Args: model.Args{"ref": p.Ref},
		Changes: []model.Change{model.Add(next)},
	}
	if a := agreement.Latest(agreements); a != nil {
		draft := agreement.Draft(agreement.DraftInput{Today: on, Placement: next, Earlier: a})
		draft.FollowDates = nil
		cs.Changes = append(cs.Changes, model.Add(draft))
	}
	return cs, nil
}

// continued is a new placement with what stays the same when one goes on.
func continued(p *model.Placement, how string, on model.Date) *model.Placement {
	return &model.Placement{
		Head: model.Head{ID: model.NewID()}, CitizenID: p.CitizenID, CompanyID: p.CompanyID, TaskID: p.TaskID,
		GoalID:     p.GoalID,
		Consultant: p.Consultant, Kind: p.Kind, State: "suggested", TaskWords: p.TaskWords, MadeOn: on,
		TargetGroup: p.TargetGroup,
		ContinuesID: p.ID, ContinuesHow: how, RepID: p.RepID, AtEmployer: p.AtEmployer, ContractOn: p.ContractOn,
		NoFollowUp: p.NoFollowUp}
}

// SatisfactionFields are the answers about a placement: of all three at the set-up, of both sides at the end.
var SatisfactionFields = []string{"citizen_setup", "company_setup", "jobcentre_setup", "citizen_end", "company_end"}

// Rate records how satisfied both sides are; "" leaves an answer as it is.
func Rate(actor string, p *model.Placement, answers map[string]string) (model.ChangeSet, error) {
	after := *p
	t := schema.PlacementType()
	for _, key := range SatisfactionFields {
		if answers[key] == "" {
			continue
		}
		f, _ := t.Field(key)
		if err := f.SetText(&after, answers[key]); err != nil {
			return model.ChangeSet{}, err
		}
	}
	if schema.Equal(p, &after) {
		return model.ChangeSet{Actor: actor, Action: "placement.rate"}, nil
	}
	return model.ChangeSet{
		Actor: actor, Action: "placement.rate", Args: model.Args{"ref": p.Ref},
		Changes: []model.Change{model.Edit(p, &after)},
	}, nil
}

// OverlapHours adds up the planned hours of one citizen's placements that are agreed or run, week by week while p
// lasts, and gives the first week in which they come to more than 37 hours: its Monday, the hours, and the other
// placements that share it. Without such a week the Monday is 0. A placement without a ladder counts as none. What is
// not agreed is an alternative: several may overlap. In a week that p shares with what it continues, or what continues
// it, the one with more hours counts.
func OverlapHours(p *model.Placement, own []*model.Agreement,
	others []agreement.WithAgreements) (monday model.Date, total model.Hours, with []*model.Placement) {
	if !p.Firm() || p.StartOn == 0 {
		return 0, 0, nil
	}
	for _, m := range changeWeeks(p, own, others) {
		plan, _ := agreement.PlanAt(p, own, m)
		one := plan.Total() // of p's own course
		total, with = 0, nil
		for _, o := range others {
			other, ok := agreement.PlanAt(o.Placement, o.Agreements, m)
			switch {
			case !ok || other.Total() == 0 || o.Placement.ID == p.ID || !o.Placement.Firm():
			case o.Placement.ID == p.ContinuesID || o.Placement.ContinuesID == p.ID:
				one = max(one, other.Total())
			default:
				total += other.Total()
				with = append(with, o.Placement)
			}
		}
		total += one
		if total > model.FullWeek && len(with) > 0 {
			return m, total, with
		}
	}
	return 0, 0, nil
}

// changeWeeks are the Mondays inside p at which planned hours can change: more need not be looked at.
func changeWeeks(p *model.Placement, own []*model.Agreement, others []agreement.WithAgreements) []model.Date {
	var out []model.Date
	add := func(d model.Date) {
		// What begins in the middle of a week counts in that week or from the next one.
		for _, m := range []model.Date{d.Monday(), d.Monday().Add(7)} {
			if _, _, ok := p.InWeek(m); ok && d != 0 {
				out = append(out, m)
			}
		}
	}
	for _, c := range append([]agreement.WithAgreements{{Placement: p, Agreements: own}}, others...) {
		for _, d := range c.ChangeDays() {
			add(d)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
