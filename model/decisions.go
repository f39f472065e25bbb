package model

import (
	"cmp"
	"slices"
)

// This file holds the decisions behind the program's actions: each takes what was read and gives one ChangeSet. None
// of them reads or writes anything.

// LogContact records contact with a workplace. It fulfils earlier promises to the same workplace about the same
// citizen, and follow-ups of their placements that are due by that day count as held, so that Today no longer shows
// them. Where nobody was reached, follow-ups stay, and a promise is only replaced by a new one.
//
// The follow-ups are those of the placements of this citizen at this workplace.
func LogContact(c *Contact, open []*Contact, followUps ...*FollowUp) ChangeSet {
	cs := ChangeSet{Actor: c.Consultant, Action: "contact.add", Changes: []Change{Add(c)}}
	for _, o := range open {
		same := o.CompanyID == c.CompanyID && o.CitizenID == c.CitizenID && o.ID != c.ID && o.On <= c.On
		if same && o.NextOn != 0 && o.DoneOn == 0 && (c.Reached() || c.NextOn != 0) {
			cs.Changes = append(cs.Changes, ClosePromise(o, c.On))
		}
	}
	for _, f := range followUps {
		if c.Reached() && f.DoneOn == 0 && f.On <= c.On {
			after := *f
			after.DoneOn = c.On
			cs.Changes = append(cs.Changes, Edit(f, &after))
		}
	}
	return cs
}

// FulfilPromise closes a promised next contact without logging a new one.
func FulfilPromise(actor string, c *Contact, on Date) ChangeSet {
	return ChangeSet{Actor: actor, Action: "contact.done", Changes: []Change{ClosePromise(c, on)}}
}

// PostponePromise moves a promised next contact to another day.
func PostponePromise(actor string, c *Contact, to Date) ChangeSet {
	after := *c
	after.NextOn = to
	return ChangeSet{Actor: actor, Action: "contact.snooze", Changes: []Change{Edit(c, &after)}}
}

// ClosePromise is the change that closes a promise on a day.
func ClosePromise(c *Contact, on Date) Change {
	after := *c
	after.DoneOn = on
	return Edit(c, &after)
}

// SortPicks puts the rows of a list in their order.
func SortPicks(picks []*Pick) {
	slices.SortStableFunc(picks, func(a, b *Pick) int {
		return cmp.Or(cmp.Compare(a.Position.V, b.Position.V), cmp.Compare(a.ID, b.ID))
	})
}

// AddToList puts workplaces (or, on a task's list, citizens) at the end of a list; those that are on it already stay
// where they are. A list without an ID is new and becomes part of the change set. Nothing to add gives no changes.
func AddToList(actor string, list *Shortlist, picks []*Pick, ids []string) ChangeSet {
	cs := ChangeSet{Actor: actor, Action: "shortlist.add"}
	there, last := map[string]bool{}, 0
	for _, p := range picks {
		there[p.CompanyID+p.CitizenID] = true
		last = max(last, p.Position.V)
	}
	if list.ID == "" {
		list.ID = NewID()
		cs.Changes = append(cs.Changes, Add(list))
	}
	n := 0
	for _, id := range ids {
		if there[id] {
			continue
		}
		there[id] = true
		last++
		n++
		p := &Pick{ListID: list.ID, Position: Some(last), Status: "new"}
		if list.TaskID != "" {
			p.CitizenID = id
		} else {
			p.CompanyID = id
		}
		cs.Changes = append(cs.Changes, Add(p))
	}
	cs.Args = Args{"n": n}
	if n == 0 {
		cs.Changes = nil
	}
	return cs
}

// MovePick moves one row of a list up (by < 0) or down (by > 0) and renumbers what that shifts. Moving past an end
// stops there; no movement gives no changes.
func MovePick(actor string, picks []*Pick, id string, by int) ChangeSet {
	cs := ChangeSet{Actor: actor, Action: "shortlist.move"}
	order := slices.Clone(picks)
	SortPicks(order)
	from := slices.IndexFunc(order, func(p *Pick) bool { return p.ID == id })
	if from < 0 {
		return cs
	}
	to := min(max(from+by, 0), len(order)-1)
	moved := order[from]
	order = slices.Insert(slices.Delete(order, from, from+1), to, moved)
	for i, p := range order {
		if want := Some(i + 1); p.Position != want {
			after := *p
			after.Position = want
			cs.Changes = append(cs.Changes, Edit(p, &after))
		}
	}
	return cs
}

// ConsentFor finds a consent that holds on the day for sharing this citizen with this workplace, nil when there is
// none.
func ConsentFor(consents []*Consent, citizenID, companyID string, on Date) *Consent {
	for _, c := range consents {
		if c.CitizenID == citizenID && c.CompanyID == companyID && c.Holds(on) {
			return c
		}
	}
	return nil
}

// SortGoals puts goals in rank order; unranked ones come last, in the order they were set.
func SortGoals(goals []*Goal) {
	rank := func(g *Goal) int {
		if g.Rank.Known {
			return g.Rank.V
		}
		return 1 << 20
	}
	slices.SortStableFunc(goals, func(a, b *Goal) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.SetOn, b.SetOn), cmp.Compare(a.ID, b.ID))
	})
}
