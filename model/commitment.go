package model

import "slices"

// Commitment (årsmål i en partnerskabsaftale) is what a legal unit has promised for one year: "10 praktikpladser i
// 2026". It stands at the workplace that signed and counts for all workplaces with its CVR number.
type Commitment struct {
	Head
	CompanyID string
	Year      Opt[int]
	What      string // one of Commitments
	Number    Opt[int]
	Note      string
}

// Commitments are what can be promised: trial visits (snusepraktikker), placements (praktik og løntilskud), and
// citizens in ordinary paid hours (borgere i ordinære løntimer).
var Commitments = []string{"trials", "placements", "paid"}

// commitmentKinds are the placements that count for a commitment of places.
var commitmentKinds = map[string][]string{"trials": {"trial"}, "placements": {"traineeship", "subsidy"}}

// CommitmentState says where a commitment stands.
type CommitmentState struct {
	Reached int // begun in the year; of "paid" citizens
	Agreed  int // agreed for that year and not begun yet; none of "paid"
}

// Met reports whether what was promised is reached.
func (s CommitmentState) Met(c *Commitment) bool { return c.Number.Known && s.Reached >= c.Number.V }

// NewCommitmentState counts where a commitment stands, out of the placements and weeks of all workplaces of the legal
// unit. An extension is no second place. A citizen counts as paid with a week of the year that has ordinary paid hours,
// or with an ordinary job begun in it.
func NewCommitmentState(c *Commitment, placements []*Placement, weeks []*Week) CommitmentState {
	var s CommitmentState
	in := func(d Date) bool { return d != 0 && c.Year.Known && d.Time().Year() == c.Year.V }
	if kinds := commitmentKinds[c.What]; kinds != nil {
		for _, p := range placements {
			switch {
			case !slices.Contains(kinds, p.Kind) || p.ContinuesHow == "extension" || !in(p.StartOn):
			case p.State == "running" || p.State == "ended":
				s.Reached++
			case p.State == "agreed":
				s.Agreed++
			}
		}
		return s
	}
	citizens := map[string]bool{}
	who := map[string]string{}
	for _, p := range placements {
		who[p.ID] = p.CitizenID
		if p.Kind == "ordinary" && (p.State == "running" || p.State == "ended") && in(p.StartOn) {
			citizens[p.CitizenID] = true
		}
	}
	for _, w := range weeks {
		if citizen := who[w.PlacementID]; citizen != "" && w.Paid.V > 0 && in(w.Monday.Add(3)) {
			citizens[citizen] = true
		}
	}
	s.Reached = len(citizens)
	return s
}
