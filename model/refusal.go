package model

import (
	"cmp"
	"slices"
)

// Refusal (afslag) is that a workplace said no to a citizen, as the contact log, a shortlist, a job order or a
// placement that never began tells it. It gives no points in a ranking: nothing that could be measured says how much a
// refusal tells about the next one, and a workplace may say no for a reason that is over. It is shown with its day and
// reason.
type Refusal struct {
	CompanyID string
	CitizenID string
	On        Date   // 0 is not known
	Why       string // in words; "" is not told
	From      string // one of RefusalSources
	RowID     string // of the row that tells it
}

// RefusalSources are the types of the rows that tell of refusals.
var RefusalSources = []string{"contact", "pick", "candidate", "placement"}

// RefusalInput is what refusals are found in.
type RefusalInput struct {
	Contacts   []*Contact
	Lists      []*Shortlist
	Picks      []*Pick
	Tasks      []*Task // of the lists that are for a task
	Openings   []*Opening
	Candidates []*Candidate
	Placements []*Placement
}

// NewRefusals finds the refusals, the newest first; those without a day come last. A refusal about nobody in particular
// is none of a citizen and is left out.
func NewRefusals(in RefusalInput) (out []Refusal) {
	add := func(r Refusal) {
		if r.CompanyID != "" && r.CitizenID != "" {
			out = append(out, r)
		}
	}
	for _, c := range in.Contacts {
		if c.Outcome == "no" {
			add(Refusal{c.CompanyID, c.CitizenID, c.On, c.Note, "contact", c.ID})
		}
	}
	lists, tasks := map[string]*Shortlist{}, map[string]*Task{}
	for _, l := range in.Lists {
		lists[l.ID] = l
	}
	for _, t := range in.Tasks {
		tasks[t.ID] = t
	}
	for _, p := range in.Picks {
		l := lists[p.ListID]
		if p.Status != "no" || l == nil {
			continue
		}
		company := p.CompanyID
		if t := tasks[l.TaskID]; t != nil {
			company = t.CompanyID
		}
		add(Refusal{company, cmp.Or(p.CitizenID, l.CitizenID), p.AnsweredOn, p.Note, "pick", p.ID})
	}
	orders := map[string]*Opening{}
	for _, o := range in.Openings {
		orders[o.ID] = o
	}
	for _, c := range in.Candidates {
		if o := orders[c.OpeningID]; o != nil && c.Outcome == "refused" {
			add(Refusal{o.CompanyID, c.CitizenID, c.On, c.Reason, "candidate", c.ID})
		}
	}
	for _, p := range in.Placements {
		if p.State == "cancelled" && p.EndedBy == "company" {
			add(Refusal{p.CompanyID, p.CitizenID, p.EndedOn, p.EndReason, "placement", p.ID})
		}
	}
	slices.SortStableFunc(out, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(b.On, a.On), cmp.Compare(a.RowID, b.RowID))
	})
	return out
}
