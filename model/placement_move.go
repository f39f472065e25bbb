package model

import "slices"

// This file is the state machine of placements: which steps there are, what each needs, and what it writes. It reads and
// writes nothing; a step that is refused says for every missing thing what it is and what to do, and changes nothing.

// MoveFacts is what a step of a placement looks at besides the placement itself, and what the person answered.
type MoveFacts struct {
	Today      Date         // 0 takes the day of the step
	Agreements []*Agreement // all versions of this placement's
	Continues  *Placement   // the placement that this one continues, nil when it continues none or is not known

	EndedBy   string // for an end or a cancellation: whose decision it was, one of EndedBy
	EndReason string // and why, in words
	Outcome   string // for an end: what came after, one of Outcomes
}

// need is one thing that a state takes; it gives what is missing, or nil.
type need func(p *Placement, on Date, f MoveFacts) *Error

// placementNeeds says what a placement must have to stand in a state. What a state needs, later states need too, but for
// cancelled, which can be reached from everywhere.
func placementNeeds(state string) []need {
	return map[string][]need{
		"agreed":    {needsStart, needsEnd, needsTask},
		"running":   {needsBegun, needsAgreement},
		"ended":     {needsWho, needsWhy, needsOutcome, needsPast, needsAfter},
		"cancelled": {needsWho, needsWhy, needsPast},
	}[state]
}

// openEnded are the kinds that may go on without a last day, and lookOnly those that take no work agreement.
var openEnded, lookOnly = []string{"flex", "ordinary"}, []string{"trial"}

func needsStart(p *Placement, _ Date, _ MoveFacts) *Error {
	if p.StartOn == 0 {
		return Fail(Invalid, "err.move.start", nil).At("start_on")
	}
	return nil
}

func needsEnd(p *Placement, _ Date, _ MoveFacts) *Error {
	if p.EndOn == 0 && !slices.Contains(openEnded, p.Kind) {
		return Fail(Invalid, "err.move.end", nil).At("end_on")
	}
	return nil
}

func needsTask(p *Placement, _ Date, _ MoveFacts) *Error {
	if p.TaskID == "" && p.TaskWords == "" {
		return Fail(Invalid, "err.move.task", nil).At("task_words")
	}
	return nil
}

func needsBegun(p *Placement, on Date, f MoveFacts) *Error {
	if p.StartOn > max(on, f.Today) {
		return Fail(Invalid, "err.move.begun", Args{"day": p.StartOn}).At("start_on")
	}
	return nil
}

func needsAgreement(p *Placement, on Date, f MoveFacts) *Error {
	switch {
	case slices.Contains(lookOnly, p.Kind) || InForce(f.Agreements, on) != nil:
		return nil
	case len(f.Agreements) == 0:
		return Fail(Invalid, "err.move.agreement", nil)
	}
	return Fail(Invalid, "err.move.draft", nil)
}

func needsWho(_ *Placement, _ Date, f MoveFacts) *Error {
	if !slices.Contains(EndedBy, f.EndedBy) {
		return Fail(Invalid, "err.move.who", nil).At("ended_by")
	}
	return nil
}

func needsWhy(_ *Placement, _ Date, f MoveFacts) *Error {
	if f.EndReason == "" {
		return Fail(Invalid, "err.move.why", nil).At("end_reason")
	}
	return nil
}

func needsOutcome(_ *Placement, _ Date, f MoveFacts) *Error {
	if !slices.Contains(Outcomes, f.Outcome) {
		return Fail(Invalid, "err.move.outcome", nil).At("outcome")
	}
	return nil
}

func needsAfter(p *Placement, on Date, _ MoveFacts) *Error {
	if on != 0 && on < p.StartOn {
		return Fail(Invalid, "err.move.before", Args{"day": p.StartOn}).At("ended_on")
	}
	return nil
}

// needsPast refuses a last day that has not come: until then it is the last day agreed, which can be typed.
func needsPast(_ *Placement, on Date, f MoveFacts) *Error {
	if on == 0 {
		return Fail(Invalid, "err.move.day", nil).At("ended_on")
	}
	if f.Today != 0 && on > f.Today {
		return Fail(Invalid, "err.move.future", nil).At("ended_on")
	}
	return nil
}

// NextState is the state after this one, "" after the last.
func NextState(state string) string {
	i := slices.Index(PlacementStates, state)
	if i < 0 || i+1 >= len(PlacementStates) || state == "ended" || state == "cancelled" {
		return ""
	}
	return PlacementStates[i+1]
}

// Transitions lists the states that a placement can go to from a state, in order: any later one, and cancelled while it
// is open. Backwards goes only undo.
func Transitions(from string) []string {
	i := slices.Index(PlacementStates, from)
	if i < 0 || from == "ended" || from == "cancelled" {
		return nil
	}
	return PlacementStates[i+1:]
}

// MoveNeeds says what is missing for a step on a day: nil when it can be taken, else an *Error of which each part names
// the field, or none for the agreement. It does not ask for the answers that an end takes when ask is false.
func MoveNeeds(p *Placement, to string, on Date, f MoveFacts) error {
	if !slices.Contains(Transitions(p.State), to) {
		key := "err.move.back"
		if !p.Open() {
			key = "err.move.closed"
		}
		return Fail(Invalid, key, nil).At("state")
	}
	var missing []Error
	for _, state := range passed(p.State, to) {
		for _, n := range placementNeeds(state) {
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
	return PlacementStates[slices.Index(PlacementStates, from)+1 : slices.Index(PlacementStates, to)+1]
}

// MovePlacement takes a placement to another state on a day and stamps the days that it passes. States in between may be
// left out when all that they need is there: what was agreed on the phone was contacted on the same day. A placement
// that begins to run ends the one that it continues. The error says all that is missing, see MoveNeeds.
func MovePlacement(actor string, p *Placement, to string, on Date, f MoveFacts) (ChangeSet, error) {
	if err := MoveNeeds(p, to, on, f); err != nil {
		return ChangeSet{}, err
	}
	after := *p
	after.State = to
	for _, state := range passed(p.State, to) {
		stamp(&after, state, on)
	}
	if to == "ended" || to == "cancelled" {
		after.EndedBy, after.EndReason, after.Outcome = f.EndedBy, f.EndReason, f.Outcome
	}
	if err := Validate(&after); err != nil {
		return ChangeSet{}, err
	}
	cs := ChangeSet{Actor: actor, Action: "placement." + to, Args: Args{"ref": p.Ref}, Changes: []Change{Edit(p, &after)}}
	if c := f.Continues; c != nil && after.State == "running" && c.State == "running" && c.ID == p.ContinuesID {
		cs.Changes = append(cs.Changes, Edit(c, handedOver(c, &after)))
	}
	return cs, nil
}

// stamp writes the day of a state, unless it is known already.
func stamp(p *Placement, state string, on Date) {
	at := map[string]*Date{"contacted": &p.ContactedOn, "agreed": &p.AgreedOn, "ended": &p.EndedOn, "cancelled": &p.EndedOn}[state]
	if at != nil && *at == 0 {
		*at = on
	}
}

// handedOver is a placement that its continuation has taken over from: it ended on the day before.
func handedOver(c, next *Placement) *Placement {
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
func continuedOutcome(next *Placement) string {
	switch next.Kind {
	case "subsidy", "flex":
		return next.Kind
	case "ordinary":
		return "paid_hours"
	}
	return "placement"
}
