package model

import (
	"slices"
)

// TrackRecordInput is what the track record of a workplace is counted from.
type TrackRecordInput struct {
	Today      Date
	Company    *Company
	Placements []*Placement // all at the workplace
	Contacts   []*Contact   // with it
	Picks      []*Pick      // of it on shortlists
}

// TrackRecord says how a workplace is used and what comes of it (virksomhedspleje): counts, each with the number it is
// out of, never a score.
type TrackRecord struct {
	Now, Year int // placements that go on now, and those of the last twelve months

	// Hosted are the citizens whose traineeship or wage subsidy ended here, Paid those of them who went on to ordinary
	// paid hours here.
	Hosted, Paid int
	Told         bool // the time before this database is in Hosted and Paid, as the workplace told

	// Asked are the asks of the last twelve months that have an outcome (calls, mails, shortlists shown), Answered
	// those that were answered.
	Asked, Answered int

	Company, Citizen [2]SatisfactionCount // what the workplace and the citizens say: of the set-up, and of the whole
}

// SatisfactionCount counts answers to how satisfied somebody is: the top answer (Top), all answers (N), and how many
// could be asked (Of).
type SatisfactionCount struct{ Top, N, Of int }

// yearDays is how far back "the last twelve months" go; the 365th day before today counts.
const yearDays = 365

// NewTrackRecord counts.
func NewTrackRecord(in TrackRecordInput) TrackRecord {
	c := TrackRecord{}
	c.Hosted, c.Paid = CountHosted(in.Placements)
	if h := in.Company; h != nil && h.Hosted.Known && h.HostedPaid.Known {
		c.Hosted, c.Paid, c.Told = c.Hosted+h.Hosted.V, c.Paid+min(h.HostedPaid.V, h.Hosted.V), true
	}
	for _, p := range in.Placements {
		switch {
		case p.State == "running":
			c.Now++
			c.Year++
		case p.State == "ended" && int(in.Today-p.Last()) <= yearDays:
			c.Year++
		}
		c.satisfaction(p)
	}
	for _, k := range in.Contacts {
		if k.Outcome != "" && k.On <= in.Today && int(in.Today-k.On) <= yearDays {
			c.asked(k.Outcome != "not_reached")
		}
	}
	for _, p := range in.Picks {
		if p.Status != "" && p.Status != "new" {
			c.asked(p.Status != "asked")
		}
	}
	return c
}

func (c *TrackRecord) asked(answered bool) {
	c.Asked++
	if answered {
		c.Answered++
	}
}

// satisfaction counts the answers about a placement: the set-up once it was agreed, the whole once it ended. Nobody is
// asked about a look.
func (c *TrackRecord) satisfaction(p *Placement) {
	if p.Kind == "trial" || !slices.Contains([]string{"agreed", "running", "ended"}, p.State) {
		return
	}
	c.Company[0].count(p.CompanySetup)
	c.Citizen[0].count(p.CitizenSetup)
	if p.State == "ended" {
		c.Company[1].count(p.CompanyEnd)
		c.Citizen[1].count(p.CitizenEnd)
	}
}

func (s *SatisfactionCount) count(answer string) {
	s.Of++
	if answer != "" {
		s.N++
	}
	if answer == Satisfaction[len(Satisfaction)-1] {
		s.Top++
	}
}

// CountHosted counts the citizens whose traineeship or wage subsidy has ended at a workplace, and those of them who
// went on to ordinary paid hours there: by the outcome, or because a placement with ordinary hours began there. Several
// placements of one citizen are one.
func CountHosted(placements []*Placement) (hosted, paid int) {
	led, had := map[string]bool{}, map[string]bool{}
	for _, p := range placements {
		if p.State != "running" && p.State != "ended" {
			continue
		}
		if p.Kind == "ordinary" || slices.Contains(PaidOutcomes, p.Outcome) {
			led[p.CitizenID] = true
		}
		if p.State == "ended" && (p.Kind == "traineeship" || p.Kind == "subsidy") {
			had[p.CitizenID] = true
		}
	}
	for id := range had {
		hosted++
		if led[id] {
			paid++
		}
	}
	return hosted, paid
}
