package model

// Candidate (kandidat) is a citizen who is proposed for a job order, and what came of it. An order has several.
type Candidate struct {
	Head
	OpeningID string
	CitizenID string
	Outcome   string // one of CandidateOutcomes
	On        Date   // the day of the outcome
	Reason    string // why the workplace refused, or the citizen withdrew
}

// CandidateOutcomes in the order a candidate goes through them (foreslået, sendt, samtale, ansat); refused is the
// workplace's decision (afslag), withdrawn the citizen's.
var CandidateOutcomes = []string{"suggested", "sent", "interview", "hired", "refused", "withdrawn"}

// Waits reports whether the workplace or the municipality has still to decide.
func (c *Candidate) Waits() bool {
	return c.Outcome != "hired" && c.Outcome != "refused" && c.Outcome != "withdrawn"
}

// OrderState says how far an order is (status på jobordren).
type OrderState struct {
	Waiting, Hired, Refused int
	Filled                  bool // as many are hired as were wanted; of an order without a number, one
}

// NewOrderState counts the candidates of an order.
func NewOrderState(o *Opening, candidates []*Candidate) OrderState {
	var s OrderState
	for _, c := range candidates {
		switch {
		case c.OpeningID != o.ID:
		case c.Outcome == "hired":
			s.Hired++
		case c.Outcome == "refused":
			s.Refused++
		case c.Waits():
			s.Waiting++
		}
	}
	wanted := 1
	if o.Places.Known {
		wanted = max(o.Places.V, 1)
	}
	s.Filled = s.Hired >= wanted
	return s
}

// DecideCandidate gives a candidate an outcome on a day. A refusal needs its reason. The one who fills the last place
// closes the order in the same change set.
func DecideCandidate(actor string, o *Opening, all []*Candidate, c *Candidate, outcome, reason string,
	on Date) (ChangeSet, error) {
	after := *c
	after.Outcome, after.On = outcome, on
	if reason != "" {
		after.Reason = reason
	}
	if outcome == "refused" && after.Reason == "" {
		return ChangeSet{}, NewError(Invalid, "err.candidate.reason", nil).WithField("reason")
	}
	cs := ChangeSet{Actor: actor, Action: "candidate." + outcome, Changes: []Change{Edit(c, &after)}}
	if c.ID == "" {
		cs.Changes = []Change{Add(&after)}
	}
	seen := []*Candidate{&after}
	for _, k := range all {
		if k.ID != c.ID {
			if k.CitizenID == c.CitizenID && k.OpeningID == o.ID && c.ID == "" {
				return ChangeSet{}, NewError(Conflict, "err.candidate.twice", nil).WithField("citizen")
			}
			seen = append(seen, k)
		}
	}
	if after.OpeningID == o.ID && outcome == "hired" && o.ClosedOn == 0 && NewOrderState(o, seen).Filled {
		closed := *o
		closed.ClosedOn = on
		cs.Action = "order.filled"
		cs.Changes = append(cs.Changes, Edit(o, &closed))
	}
	return cs, nil
}
