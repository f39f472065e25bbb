package agreement

import (
	"slices"

	"jobspor/model"
	"jobspor/model/schema"
)

// This file makes agreements and their versions: the first one, the next one, putting one in force, acknowledging it.

// DraftInput is what the first agreement of a placement is made from. Only the placement is needed.
type DraftInput struct {
	Today     model.Date
	Placement *model.Placement
	Citizen   *model.Citizen
	Company   *model.Company
	Task      *model.Task
	Goal      *model.Goal
	People    []*model.ContactPerson // of the workplace
	Earlier   *model.Agreement       // the last one of the placement that this one continues; nil when there is none
}

// FirstFollowUp and FollowUpRhythm are where a new agreement begins, in days and weeks. No source names an official
// rhythm, so both are suggestions that the user changes.
const (
	FirstFollowUp  = 14
	FollowUpRhythm = 4
)

// Draft is the first version with everything filled in that is known already. What nobody has decided yet stays
// empty: the legal purpose above all, which is a decision, and the tasks of paid hours, which must be others. A trial
// visit clarifies the goal.
func Draft(in DraftInput) *model.Agreement {
	p := in.Placement
	a := &model.Agreement{FollowHow: "visit", FollowWeeks: model.Some(FollowUpRhythm), AtEnd: "decide"}
	if in.Earlier != nil {
		a = NewVersion(in.Earlier)
	}
	a.PlacementID, a.Number = p.ID, model.Some(1)
	if p.Kind == "trial" && a.Purpose == "" {
		a.Purpose = "clarify"
	}
	if in.Goal != nil {
		a.GoalWords = in.Goal.Words
	}
	if in.Citizen != nil && len(a.Conditions) == 0 {
		a.Conditions = slices.Clone(in.Citizen.Conditions)
	}
	if in.Citizen != nil && in.Citizen.Caseworker != "" {
		a.Caseworker = in.Citizen.Caseworker
	}
	if c := contactAt(in.People); c != nil && a.ContactID == "" {
		a.ContactID = c.ID
	}
	firstTasks(a, p, in.Task)
	firstStep(a, in)
	return a
}

// contactAt is who a citizen meets first: the daily supervisor, else the employer's contact.
func contactAt(people []*model.ContactPerson) *model.ContactPerson {
	for _, role := range []string{"supervisor", "employer"} {
		if i := slices.IndexFunc(people, func(c *model.ContactPerson) bool { return c.Role == role }); i >= 0 {
			return people[i]
		}
	}
	return nil
}

// PersonIn finds the first person of a role; nil when there is none.
func PersonIn(people []*model.ContactPerson, role string) *model.ContactPerson {
	if i := slices.IndexFunc(people, func(c *model.ContactPerson) bool { return c.Role == role }); i >= 0 {
		return people[i]
	}
	return nil
}

// firstTasks puts what the placement is about on the list that its hours belong to.
func firstTasks(a *model.Agreement, p *model.Placement, task *model.Task) {
	words := p.TaskWords
	if words == "" && task != nil {
		words = task.Name
	}
	switch {
	case words == "" || len(a.TrialTasks)+len(a.PaidTasks) > 0:
	case model.HasInstrument(p.Kind):
		a.TrialTasks = []string{words}
	default:
		a.PaidTasks = []string{words}
	}
}

// firstStep begins the ladder on the placement's first day with the hours that are realistic now.
func firstStep(a *model.Agreement, in DraftInput) {
	p := in.Placement
	if p.StartOn == 0 {
		a.SetLadder(nil)
		return
	}
	step := model.Step{From: p.StartOn}
	if in.Citizen != nil {
		if now := min(in.Citizen.HoursNow.V, model.FullWeek); model.HasInstrument(p.Kind) {
			step.Trial = now
		} else {
			step.Paid = now
		}
	}
	if old := in.Earlier; old != nil {
		if last, ok := StepAt(old.Ladder(), p.StartOn); ok {
			step.Trial, step.Paid = last.Trial, last.Paid
		}
	}
	a.SetLadder([]model.Step{step})
	a.FollowDates = nil
	if first := p.StartOn.Add(FirstFollowUp); p.EndOn == 0 || first <= p.EndOn {
		a.FollowDates = []string{first.String()}
	}
}

// StepAt is the step that counts on a day; ok is false before the first.
func StepAt(steps []model.Step, on model.Date) (step model.Step, ok bool) {
	for _, s := range steps {
		if s.From <= on {
			step, ok = s, true
		}
	}
	return step, ok
}

// StepWeeks and StepHours are how far the next step is suggested from the last: four weeks on, two paid hours more. No
// official ladder exists; the suggestion is there to be changed.
const (
	StepWeeks             = 4
	StepHours model.Hours = 2 * 4
)

// SuggestStep is the next step after the last one: StepWeeks later with StepHours more paid hours, as far as a week of
// 37 hours allows. The first step starts on the placement's first day.
func SuggestStep(steps []model.Step, p *model.Placement, today model.Date) model.Step {
	if len(steps) == 0 {
		if p.StartOn != 0 {
			today = p.StartOn
		}
		return model.Step{From: today}
	}
	last := steps[len(steps)-1]
	next := model.Step{From: last.From.Add(7 * StepWeeks), Trial: last.Trial,
		Paid: min(last.Paid+StepHours, model.FullWeek)}
	next.Trial = min(next.Trial, model.FullWeek-next.Paid)
	return next
}

// NewVersion is a copy to be changed: the next number, not in force yet, acknowledged by nobody.
func NewVersion(prev *model.Agreement) *model.Agreement {
	a := schema.Clone(prev).(*model.Agreement)
	a.Head = model.Head{}
	a.Number = model.Some(prev.Number.V + 1)
	a.ValidFrom, a.CitizenOn, a.CompanyOn, a.RepOn = 0, 0, 0, 0
	a.CompanyBy, a.RepBy = "", ""
	return a
}

// Latest is the version with the highest number, in force or not; nil when there is none.
func Latest(all []*model.Agreement) *model.Agreement {
	var last *model.Agreement
	for _, a := range all {
		if last == nil || a.Number.V > last.Number.V {
			last = a
		}
	}
	return last
}

// Change writes what was typed. A version that somebody has acknowledged stays as it is and the change becomes
// the next version; any other is changed in place. Follow-ups of a version in force move with its dates.
func Change(actor string, before, after *model.Agreement, all []*model.Agreement,
	held []*model.FollowUp) model.ChangeSet {
	if before.ID == "" && after.Number.V > 1 {
		return model.ChangeSet{Actor: actor, Action: "agreement.version", Args: model.Args{"n": after.Number.V},
			Changes: []model.Change{model.Add(after)}}
	}
	if before.ID == "" {
		return model.ChangeSet{Actor: actor, Action: "agreement.new", Changes: []model.Change{model.Add(after)}}
	}
	if schema.Equal(before, after) {
		return model.ChangeSet{Actor: actor, Action: "agreement.edit"}
	}
	if before.Acknowledged() && !onlyNote(before, after) {
		next := NewVersion(after)
		next.Number = model.Some(Latest(all).Number.V + 1)
		return model.ChangeSet{Actor: actor, Action: "agreement.version", Args: model.Args{"n": next.Number.V},
			Changes: []model.Change{model.Add(next)}}
	}
	cs := model.ChangeSet{Actor: actor, Action: "agreement.edit", Changes: []model.Change{model.Edit(before, after)}}
	if after.ValidFrom != 0 {
		cs.Changes = append(cs.Changes, planFollowUps(before, after, held)...)
	}
	return cs
}

// onlyNote reports whether nothing differs but what was never agreed with anybody.
func onlyNote(a, b *model.Agreement) bool {
	return !slices.ContainsFunc(schema.Differences(a, b), func(f *schema.Field) bool { return f.Key != "note" })
}

// PutInForce lets a version count from a day on and makes its agreed follow-ups rows of their own. Follow-ups of the
// version before it that lie ahead and are not held go, when the new one does not have them. A version in force stays
// so: from an earlier day counts the next version, a copy that nobody has acknowledged yet; it replaces this one from
// its first day on. A version that nobody has acknowledged only gets the earlier day.
func PutInForce(actor string, a *model.Agreement, from model.Date, all []*model.Agreement,
	held []*model.FollowUp) (model.ChangeSet, error) {
	var before *model.Agreement
	for _, o := range all {
		if o.ID != a.ID && o.ValidFrom != 0 && (before == nil || o.Number.V > before.Number.V) {
			before = o
		}
	}
	switch {
	case a.ValidFrom != 0 && from != 0 && from < a.ValidFrom && Latest(all).ID == a.ID:
		return earlier(actor, a, from), nil
	case a.ValidFrom != 0:
		return model.ChangeSet{}, model.NewError(model.Conflict, "err.agreement.inforce",
			model.Args{"n": a.Number.V}).WithField("valid_from")
	case from == 0:
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.required", nil).WithField("valid_from")
	case before != nil && before.Number.V > a.Number.V:
		return model.ChangeSet{}, model.NewError(model.Conflict, "err.agreement.newer",
			model.Args{"n": before.Number.V}).WithField("valid_from")
	}
	after := schema.Clone(a).(*model.Agreement)
	after.ValidFrom = from
	cs := model.ChangeSet{Actor: actor, Action: "agreement.force", Args: model.Args{"n": a.Number.V},
		Changes: []model.Change{model.Edit(a, after)}}
	cs.Changes = append(cs.Changes, planFollowUps(before, after, held)...)
	return cs, nil
}

// earlier lets a version in force count from an earlier day.
func earlier(actor string, a *model.Agreement, from model.Date) model.ChangeSet {
	cs := model.ChangeSet{Actor: actor, Action: "agreement.force", Args: model.Args{"n": a.Number.V}}
	if !a.Acknowledged() {
		after := schema.Clone(a).(*model.Agreement)
		after.ValidFrom = from
		cs.Changes = []model.Change{model.Edit(a, after)}
		return cs
	}
	next := NewVersion(a)
	next.ValidFrom = from
	cs.Args["n"] = next.Number.V
	cs.Changes = []model.Change{model.Add(next)}
	return cs
}

// Replaces is the version that a version would replace from an earlier day than that one's own first, nil when it
// replaces none so: whoever puts it in force is told.
func Replaces(a *model.Agreement, from model.Date, all []*model.Agreement) (over *model.Agreement) {
	for _, o := range all {
		if o.ValidFrom != 0 && from != 0 && from < o.ValidFrom && o.Number.V <= a.Number.V &&
			(over == nil || o.Number.V > over.Number.V) {
			over = o
		}
	}
	return over
}

// planFollowUps makes the follow-up rows of a version in force: those it agrees on and that are not there yet are
// added, those that only the one before it agreed on are taken away unless they were held or closed.
func planFollowUps(before, after *model.Agreement, held []*model.FollowUp) (changes []model.Change) {
	there := map[string]*model.FollowUp{}
	for _, f := range held {
		if f.PlacementID == after.PlacementID {
			there[f.On.String()] = f
		}
	}
	for _, day := range after.FollowDates {
		if there[day] == nil {
			on, _ := model.ParseDate(day, 0) // validated when it was written
			changes = append(changes, model.Add(&model.FollowUp{PlacementID: after.PlacementID, On: on,
				How: after.FollowHow}))
			there[day] = &model.FollowUp{}
		}
	}
	if before == nil {
		return changes
	}
	for _, day := range before.FollowDates {
		f := there[day]
		if f != nil && f.ID != "" && f.DoneOn == 0 && !slices.Contains(after.FollowDates, day) {
			changes = append(changes, model.Remove(f))
		}
	}
	return changes
}

// Parties are who acknowledges an agreement: the citizen, the workplace, the employee representative.
var Parties = []string{"citizen", "company", "representative"}

// Acknowledge records that a party has acknowledged a version, by whom and on which day. The first acknowledgement puts
// a version in force, if it is not yet, from its first step or that day. It is never taken back here: undo does that,
// and a change of mind is a new version.
func Acknowledge(actor string, a *model.Agreement, party, by string, on, today model.Date, all []*model.Agreement,
	held []*model.FollowUp) (model.ChangeSet, error) {
	after := schema.Clone(a).(*model.Agreement)
	day, who := &after.CitizenOn, new(string)
	field := "citizen_on"
	switch party {
	case "company":
		day, who, field = &after.CompanyOn, &after.CompanyBy, "company_on"
	case "representative":
		day, who, field = &after.RepOn, &after.RepBy, "rep_on"
	}
	switch {
	case *day != 0:
		return model.ChangeSet{}, model.NewError(model.Conflict, "err.agreement.said",
			model.Args{"day": *day}).WithField(field)
	case on == 0:
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.required", nil).WithField(field)
	case on > today:
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.agreement.future", nil).WithField(field)
	}
	cs := model.ChangeSet{Actor: actor}
	if a.ValidFrom == 0 {
		var err error
		if cs, err = PutInForce(actor, a, startsOn(a, on, all), all, held); err != nil {
			return model.ChangeSet{}, err
		}
		after.ValidFrom = cs.Changes[0].After.(*model.Agreement).ValidFrom
		cs.Changes = cs.Changes[1:]
	}
	*day, *who = on, by
	cs.Action, cs.Args = "agreement.ack", model.Args{"n": a.Number.V}
	cs.Changes = append([]model.Change{model.Edit(a, after)}, cs.Changes...)
	return cs, nil
}

// startsOn is the day a version counts from when nobody says another: a first version from its first step, a later one
// from the day it is agreed, never before the one it replaces.
func startsOn(a *model.Agreement, on model.Date, all []*model.Agreement) model.Date {
	from := on
	if steps := a.Ladder(); len(steps) > 0 && a.Number.V <= 1 {
		from = steps[0].From
	}
	for _, o := range all {
		if o.ID != a.ID {
			from = max(from, o.ValidFrom)
		}
	}
	return from
}

// StartsOn is the day that is proposed for putting a version in force.
func StartsOn(a *model.Agreement, today model.Date, all []*model.Agreement) model.Date {
	return startsOn(a, today, all)
}
