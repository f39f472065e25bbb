package model

import "slices"

// This file makes agreements and their versions: the first one, the next one, putting one in force, saying yes to it.

// AgreementInput is what the first agreement of a placement is made from. Only the placement is needed.
type AgreementInput struct {
	Today     Date
	Placement *Placement
	Citizen   *Citizen
	Company   *Company
	Task      *Task
	Goal      *Goal
	People    []*ContactPerson // of the workplace
	Earlier   *Agreement       // the last one of the placement that this one continues; nil when there is none
}

// FirstFollowUp and FollowUpRhythm are where a new agreement begins, in days and weeks. No source names an official
// rhythm, so both are suggestions that the user changes.
const (
	FirstFollowUp  = 14
	FollowUpRhythm = 4
)

// DefaultAgreement is the first version with everything filled in that is known already. What nobody has said yet stays
// empty: the legal purpose above all, which is a decision, and the tasks of paid hours, which must be others. A trial
// visit clarifies the goal.
func DefaultAgreement(in AgreementInput) *Agreement {
	p := in.Placement
	a := &Agreement{FollowHow: "visit", FollowWeeks: Some(FollowUpRhythm), AtEnd: "decide"}
	if in.Earlier != nil {
		a = NewVersion(in.Earlier)
	}
	a.PlacementID, a.Number = p.ID, Some(1)
	if p.Kind == "trial" && a.Purpose == "" {
		a.Purpose = "clarify"
	}
	if in.Goal != nil {
		a.GoalWords = in.Goal.Words
	}
	if in.Citizen != nil && len(a.Conditions) == 0 {
		a.Conditions = slices.Clone(in.Citizen.Conditions)
	}
	if c := contactAt(in.People); c != nil && a.ContactID == "" {
		a.ContactID = c.ID
	}
	a.firstTasks(p, in.Task)
	a.firstStep(in)
	return a
}

// contactAt is who a citizen meets first: the daily supervisor, else the employer's contact.
func contactAt(people []*ContactPerson) *ContactPerson {
	for _, role := range []string{"supervisor", "employer"} {
		if i := slices.IndexFunc(people, func(c *ContactPerson) bool { return c.Role == role }); i >= 0 {
			return people[i]
		}
	}
	return nil
}

// PersonIn finds the first person of a role; nil when there is none.
func PersonIn(people []*ContactPerson, role string) *ContactPerson {
	if i := slices.IndexFunc(people, func(c *ContactPerson) bool { return c.Role == role }); i >= 0 {
		return people[i]
	}
	return nil
}

// Unpaid reports whether the instrument's own hours carry no pay.
func Unpaid(kind string) bool { return kind == "trial" || kind == "traineeship" }

// HasInstrument reports whether hours of this kind are of an instrument (unpaid, or with a subsidy), so that ordinary
// paid hours stand beside them.
func HasInstrument(kind string) bool { return kind != "ordinary" }

// firstTasks puts what the placement is about on the list that its hours belong to.
func (a *Agreement) firstTasks(p *Placement, task *Task) {
	words := p.TaskWords
	if words == "" && task != nil {
		words = task.Name
	}
	switch {
	case words == "" || len(a.TrialTasks)+len(a.PaidTasks) > 0:
	case HasInstrument(p.Kind):
		a.TrialTasks = []string{words}
	default:
		a.PaidTasks = []string{words}
	}
}

// firstStep begins the ladder on the placement's first day with the hours that are realistic now.
func (a *Agreement) firstStep(in AgreementInput) {
	p := in.Placement
	if p.StartOn == 0 {
		a.SetLadder(nil)
		return
	}
	step := Step{From: p.StartOn}
	if in.Citizen != nil {
		if now := min(in.Citizen.HoursNow.V, FullWeek); HasInstrument(p.Kind) {
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
	a.SetLadder([]Step{step})
	a.FollowDates = nil
	if first := p.StartOn.Add(FirstFollowUp); p.EndOn == 0 || first <= p.EndOn {
		a.FollowDates = []string{first.String()}
	}
}

// StepAt is the step that counts on a day; ok is false before the first.
func StepAt(steps []Step, on Date) (step Step, ok bool) {
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
	StepWeeks       = 4
	StepHours Hours = 2 * 4
)

// SuggestStep is the next step after the last one: StepWeeks later with StepHours more paid hours, as far as a week of
// 37 hours has room. The first step starts on the placement's first day.
func SuggestStep(steps []Step, p *Placement, today Date) Step {
	if len(steps) == 0 {
		if p.StartOn != 0 {
			today = p.StartOn
		}
		return Step{From: today}
	}
	last := steps[len(steps)-1]
	next := Step{From: last.From.Add(7 * StepWeeks), Trial: last.Trial, Paid: min(last.Paid+StepHours, FullWeek)}
	next.Trial = min(next.Trial, FullWeek-next.Paid)
	return next
}

// NewVersion is a copy to be changed: the next number, not in force yet, and nobody has said yes to it.
func NewVersion(prev *Agreement) *Agreement {
	a := Clone(prev).(*Agreement)
	a.Head = Head{}
	a.Number = Some(prev.Number.V + 1)
	a.ValidFrom, a.CitizenOn, a.CompanyOn, a.RepOn = 0, 0, 0, 0
	a.CompanyBy, a.RepBy = "", ""
	return a
}

// LatestAgreement is the version with the highest number, in force or not; nil when there is none.
func LatestAgreement(all []*Agreement) *Agreement {
	var last *Agreement
	for _, a := range all {
		if last == nil || a.Number.V > last.Number.V {
			last = a
		}
	}
	return last
}

// ChangeAgreement writes what was typed. A version that somebody has acknowledged stays as it is and the change becomes
// the next version; any other is changed in place. Follow-ups of a version in force move with its dates.
func ChangeAgreement(actor string, before, after *Agreement, all []*Agreement, held []*FollowUp) ChangeSet {
	if before.ID == "" && after.Number.V > 1 {
		return ChangeSet{Actor: actor, Action: "agreement.version", Args: Args{"n": after.Number.V}, Changes: []Change{Add(after)}}
	}
	if before.ID == "" {
		return ChangeSet{Actor: actor, Action: "agreement.new", Changes: []Change{Add(after)}}
	}
	if Equal(before, after) {
		return ChangeSet{Actor: actor, Action: "agreement.edit"}
	}
	if before.Acknowledged() && !onlyNote(before, after) {
		next := NewVersion(after)
		next.Number = Some(LatestAgreement(all).Number.V + 1)
		return ChangeSet{Actor: actor, Action: "agreement.version", Args: Args{"n": next.Number.V}, Changes: []Change{Add(next)}}
	}
	cs := ChangeSet{Actor: actor, Action: "agreement.edit", Changes: []Change{Edit(before, after)}}
	if after.ValidFrom != 0 {
		cs.Changes = append(cs.Changes, planFollowUps(before, after, held)...)
	}
	return cs
}

// onlyNote reports whether nothing differs but what was never agreed with anybody.
func onlyNote(a, b *Agreement) bool {
	return !slices.ContainsFunc(Differences(a, b), func(f *Field) bool { return f.Key != "note" })
}

// PutInForce lets a version count from a day on and makes its agreed follow-ups rows of their own. Follow-ups of the
// version before it that lie ahead and are not held go, when the new one does not have them. A version in force stays
// so: it is replaced by the next.
func PutInForce(actor string, a *Agreement, from Date, all []*Agreement, held []*FollowUp) (ChangeSet, error) {
	var before *Agreement
	for _, o := range all {
		if o.ID != a.ID && o.ValidFrom != 0 && (before == nil || o.Number.V > before.Number.V) {
			before = o
		}
	}
	switch {
	case a.ValidFrom != 0:
		return ChangeSet{}, Fail(Conflict, "err.agreement.inforce", Args{"n": a.Number.V}).At("valid_from")
	case from == 0:
		return ChangeSet{}, Fail(Invalid, "err.required", nil).At("valid_from")
	case before != nil && before.Number.V > a.Number.V:
		return ChangeSet{}, Fail(Conflict, "err.agreement.newer", Args{"n": before.Number.V}).At("valid_from")
	case before != nil && from < before.ValidFrom:
		return ChangeSet{}, Fail(Invalid, "err.agreement.from", Args{"day": before.ValidFrom}).At("valid_from")
	}
	after := Clone(a).(*Agreement)
	after.ValidFrom = from
	cs := ChangeSet{Actor: actor, Action: "agreement.force", Args: Args{"n": a.Number.V}, Changes: []Change{Edit(a, after)}}
	cs.Changes = append(cs.Changes, planFollowUps(before, after, held)...)
	return cs, nil
}

// planFollowUps makes the follow-up rows of a version in force: those it agrees on and that are not there yet are added,
// those that only the one before it agreed on are taken away unless they were held or closed.
func planFollowUps(before, after *Agreement, held []*FollowUp) (changes []Change) {
	there := map[string]*FollowUp{}
	for _, f := range held {
		if f.PlacementID == after.PlacementID {
			there[f.On.String()] = f
		}
	}
	for _, day := range after.FollowDates {
		if there[day] == nil {
			on, _ := ParseDate(day, 0) // validated when it was written
			changes = append(changes, Add(&FollowUp{PlacementID: after.PlacementID, On: on, How: after.FollowHow}))
			there[day] = &FollowUp{}
		}
	}
	if before == nil {
		return changes
	}
	for _, day := range before.FollowDates {
		f := there[day]
		if f != nil && f.ID != "" && f.DoneOn == 0 && !slices.Contains(after.FollowDates, day) {
			changes = append(changes, Remove(f))
		}
	}
	return changes
}

// Parties are who acknowledges an agreement: the citizen, the workplace, the employee representative.
var Parties = []string{"citizen", "company", "representative"}

// Acknowledge notes that a party has said yes to a version, by whom and on which day. The first yes puts a version in
// force, if it is not yet, from its first step or the day of the yes. A yes is never taken back here: undo does that, and
// a change of mind is a new version.
func Acknowledge(actor string, a *Agreement, party, by string, on, today Date, all []*Agreement, held []*FollowUp) (ChangeSet, error) {
	after := Clone(a).(*Agreement)
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
		return ChangeSet{}, Fail(Conflict, "err.agreement.said", Args{"day": *day}).At(field)
	case on == 0:
		return ChangeSet{}, Fail(Invalid, "err.required", nil).At(field)
	case on > today:
		return ChangeSet{}, Fail(Invalid, "err.agreement.future", nil).At(field)
	}
	cs := ChangeSet{Actor: actor}
	if a.ValidFrom == 0 {
		var err error
		if cs, err = PutInForce(actor, a, a.startsOn(on, all), all, held); err != nil {
			return ChangeSet{}, err
		}
		after.ValidFrom = cs.Changes[0].After.(*Agreement).ValidFrom
		cs.Changes = cs.Changes[1:]
	}
	*day, *who = on, by
	cs.Action, cs.Args = "agreement.ack", Args{"n": a.Number.V}
	cs.Changes = append([]Change{Edit(a, after)}, cs.Changes...)
	return cs, nil
}

// startsOn is the day a version counts from when nobody says another: a first version from its first step, a later one
// from the day it is agreed, never before the one it replaces.
func (a *Agreement) startsOn(on Date, all []*Agreement) Date {
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
func (a *Agreement) StartsOn(today Date, all []*Agreement) Date { return a.startsOn(today, all) }
