// Package placement holds the course of a placement (forløb): how it is drafted, the states it goes through and what
// each needs, how it is extended or renewed, and the trial visit (snusepraktik).
//
// Order inside: move, new, trial. It promises pure functions: what is decided is returned as a change set.
package placement

import (
	"cmp"
	"slices"

	"jobspor/model"
	"jobspor/model/agreement"
	"jobspor/model/schema"
)

// This file is the state machine of placements: which steps there are, what each needs, and what it writes. It reads
// and writes nothing; a step that is refused says for every missing thing what it is and what to do, and changes
// nothing.

// MoveInput is what a step of a placement looks at besides the placement itself, and what the person answered.
type MoveInput struct {
	Today      model.Date         // 0 takes the day of the step
	Agreements []*model.Agreement // all versions of this placement's
	Continues  *model.Placement   // the placement that this one continues, nil when it continues none or is not known

	EndedBy   string // for an end or a cancellation: whose decision it was, one of EndedBy
	EndReason string // and why, in words
	Outcome   string // for an end: what came after, one of Outcomes
}

// need is one thing that a state takes; it gives what is missing, or nil.
type need func(p *model.Placement, on model.Date, f MoveInput) *model.Error

// stateNeeds says what a placement must have to be in a state. What a state needs, later states need too, but for
// cancelled, which can be reached from everywhere.
func stateNeeds(state string) []need {
	return map[string][]need{
		"agreed":    {needsStart, needsEnd, needsTask},
		"running":   {needsBegun, needsAgreement},
		"ended":     {needsWho, needsWhy, needsOutcome, needsPast, needsAfter},
		"cancelled": {needsWho, needsWhy, needsPast},
	}[state]
}

// openEnded are the kinds that may go on without a last day, and lookOnly those that take no work agreement.
var openEnded, lookOnly = []string{"flex", "ordinary"}, []string{"trial"}

func needsStart(p *model.Placement, _ model.Date, _ MoveInput) *model.Error {
	if p.StartOn == 0 {
		return model.NewError(model.Invalid, "err.move.start", nil).WithField("start_on")
	}
	return nil
}

func needsEnd(p *model.Placement, _ model.Date, _ MoveInput) *model.Error {
	if p.EndOn == 0 && !slices.Contains(openEnded, p.Kind) {
		return model.NewError(model.Invalid, "err.move.end", nil).WithField("end_on")
	}
	return nil
}

func needsTask(p *model.Placement, _ model.Date, _ MoveInput) *model.Error {
	if p.TaskID == "" && p.TaskWords == "" {
		return model.NewError(model.Invalid, "err.move.task", nil).WithField("task_words")
	}
	return nil
}

func needsBegun(p *model.Placement, on model.Date, f MoveInput) *model.Error {
	if p.StartOn > cmp.Or(f.Today, on) { // a step that is dated ahead does not begin it
		return model.NewError(model.Invalid, "err.move.begun", model.Args{"day": p.StartOn}).WithField("start_on")
	}
	return nil
}

func needsAgreement(p *model.Placement, on model.Date, f MoveInput) *model.Error {
	switch {
	case slices.Contains(lookOnly, p.Kind) || agreement.InForce(f.Agreements, on) != nil:
		return nil
	case len(f.Agreements) == 0:
		return model.NewError(model.Invalid, "err.move.agreement", nil)
	}
	return model.NewError(model.Invalid, "err.move.draft", nil)
}

func needsWho(_ *model.Placement, _ model.Date, f MoveInput) *model.Error {
	if !slices.Contains(model.EndedBy, f.EndedBy) {
		return model.NewError(model.Invalid, "err.move.who", nil).WithField("ended_by")
	}
	return nil
}

func needsWhy(_ *model.Placement, _ model.Date, f MoveInput) *model.Error {
	if f.EndReason == "" {
		return model.NewError(model.Invalid, "err.move.why", nil).WithField("end_reason")
	}
	return nil
}

func needsOutcome(_ *model.Placement, _ model.Date, f MoveInput) *model.Error {
	if !slices.Contains(model.Outcomes, f.Outcome) {
		return model.NewError(model.Invalid, "err.move.outcome", nil).WithField("outcome")
	}
	return nil
}

func needsAfter(p *model.Placement, on model.Date, _ MoveInput) *model.Error {
	if on != 0 && on < p.StartOn {
		return model.NewError(model.Invalid, "err.move.before", model.Args{"day": p.StartOn}).WithField("ended_on")
	}
	return nil
}

// needsPast refuses a last day that has not come: until then it is the last day agreed, which can be typed.
func needsPast(_ *model.Placement, on model.Date, f MoveInput) *model.Error {
	if on == 0 {
		return model.NewError(model.Invalid, "err.move.day", nil).WithField("ended_on")
	}
	if f.Today != 0 && on > f.Today {
		return model.NewError(model.Invalid, "err.move.future", nil).WithField("ended_on")
	}
	return nil
}

// NextState is the state after this one, "" after the last.
func NextState(state string) string {
	i := slices.Index(model.PlacementStates, state)
	if i < 0 || i+1 >= len(model.PlacementStates) || state == "ended" || state == "cancelled" {
		return ""
	}
	return model.PlacementStates[i+1]
}

// Transitions lists the states that a placement can go to from a state, in order: any later one, and cancelled while it
// is open. Backwards goes only undo.
func Transitions(from string) []string {
	i := slices.Index(model.PlacementStates, from)
	if i < 0 || from == "ended" || from == "cancelled" {
		return nil
	}
	return model.PlacementStates[i+1:]
}

// MoveNeeds says what is missing for a step on a day: nil when it can be taken, else an *Error of which each part names
// the field, or none for the agreement. It does not ask for the answers that an end takes when ask is false.
func MoveNeeds(p *model.Placement, to string, on model.Date, f MoveInput) error {
	if !slices.Contains(Transitions(p.State), to) {
		key := "err.move.back"
		if !p.Open() {
			key = "err.move.closed"
		}
		return model.NewError(model.Invalid, key, nil).WithField("state")
	}
	var missing []model.Error
	for _, state := range passed(p.State, to) {
		for _, n := range stateNeeds(state) {
			if err := n(p, on, f); err != nil {
				missing = append(missing, *err)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	first := missing[0]
	first.More = missing[1:]
	return &first
}

// passed are the states whose needs a step must meet: all that it goes through, or cancelled alone.
func passed(from, to string) []string {
	if to == "cancelled" {
		return []string{to}
	}
	return model.PlacementStates[slices.Index(model.PlacementStates, from)+1 : slices.Index(model.PlacementStates,
		to)+1]
}

// Move takes a placement to another state on a day and stamps the days that it passes. States in between may be
// left out when all that they need is there: what was agreed on the phone was contacted on the same day. A placement
// that begins to run ends the one that it continues. The error says all that is missing, see MoveNeeds.
func Move(actor string, p *model.Placement, to string, on model.Date, f MoveInput) (model.ChangeSet, error) {
	if err := MoveNeeds(p, to, on, f); err != nil {
		return model.ChangeSet{}, err
	}
	after := *p
	after.State = to
	for _, state := range passed(p.State, to) {
		stamp(&after, state, on)
	}
	if to == "ended" || to == "cancelled" {
		after.EndedBy, after.EndReason, after.Outcome = f.EndedBy, f.EndReason, f.Outcome
	}
	if err := schema.Validate(&after); err != nil {
		return model.ChangeSet{}, err
	}
	cs := model.ChangeSet{Actor: actor, Action: "placement." + to, Args: model.Args{"ref": p.Ref},
		Changes: []model.Change{model.Edit(p, &after)}}
	if c := f.Continues; c != nil && after.State == "running" && c.State == "running" && c.ID == p.ContinuesID {
		cs.Changes = append(cs.Changes, model.Edit(c, handedOver(c, &after)))
	}
	return cs, nil
}

// stamp writes the day of a state, unless it is known already.
func stamp(p *model.Placement, state string, on model.Date) {
	at := map[string]*model.Date{"contacted": &p.ContactedOn, "agreed": &p.AgreedOn, "ended": &p.EndedOn,
		"cancelled": &p.EndedOn}[state]
	if at != nil && *at == 0 {
		*at = on
	}
}

// handedOver is a placement that its continuation has taken over from: it ended on the day before.
func handedOver(c, next *model.Placement) *model.Placement {
	after := *c
	after.State, after.EndedBy, after.Outcome = "ended", "together", continuedOutcome(next)
	after.EndedOn = max(next.StartOn.Add(-1), c.StartOn)
	if c.EndOn != 0 && c.EndOn < after.EndedOn {
		after.EndedOn = c.EndOn
	}
	if after.EndReason = next.ExtensionReason; after.EndReason == "" {
		after.EndReason = next.Ref
	}
	return &after
}

// continuedOutcome says what came after a placement that another one continues.
func continuedOutcome(next *model.Placement) string {
	switch next.Kind {
	case "subsidy", "flex":
		return next.Kind
	case "ordinary":
		return "paid_hours"
	}
	return "placement"
}
