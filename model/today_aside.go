package model

import "strings"

// asideKey is what an Aside is about.
type asideKey struct{ kind, typ, id, occasion string }

func (d Due) asideKey() asideKey    { return asideKey{d.Kind, d.Type, d.ID, d.Occasion} }
func (a *Aside) key() asideKey      { return asideKey{a.Kind, a.RowType, a.RowID, a.Occasion} }
func (a *Aside) About(d Due) bool   { return a.key() == d.asideKey() }
func (a *Aside) Hides(on Date) bool { return a.Closed || on < a.Until }

// DueRows are the rows that a decision about something due needs: what it is about, and what was set aside before.
type DueRows struct {
	Contacts  []*Contact
	FollowUps []*FollowUp
	Asides    []*Aside
}

func (r DueRows) contact(id string) *Contact {
	for _, c := range r.Contacts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (r DueRows) followUp(id string) *FollowUp {
	for _, f := range r.FollowUps {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// SnoozeDue puts something due off until a day. A promise and an agreed follow-up get that day; everything else is
// shown again from it. The day must be after today.
func SnoozeDue(actor string, d Due, rows DueRows, today, until Date) (ChangeSet, error) {
	if until <= today {
		return ChangeSet{}, Fail(Invalid, "err.snooze.later", nil).At("until")
	}
	cs := ChangeSet{Actor: actor, Action: "today.snooze"}
	for _, part := range d.Each() {
		switch c, f := rows.contact(part.ID), rows.followUp(part.ID); {
		case part.Type == "contact" && c != nil:
			after := *c
			after.NextOn = until
			cs.Action = "contact.snooze"
			cs.Changes = append(cs.Changes, Edit(c, &after))
		case part.Type == "followup" && f != nil:
			after := *f
			after.On = until
			cs.Action = "followup.snooze"
			cs.Changes = append(cs.Changes, Edit(f, &after))
		default:
			cs.Changes = append(cs.Changes, putAside(actor, part, rows.Asides, Aside{Until: until, On: today}))
		}
	}
	return cs, nil
}

// CloseDue puts something due away for good, this time of it, with the reason. A promise is closed, an agreed follow-up
// closed without being held; the next occasion of anything else is shown again.
func CloseDue(actor string, d Due, rows DueRows, today Date, reason string) (ChangeSet, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return ChangeSet{}, Fail(Invalid, "err.close.reason", nil).At("reason")
	}
	cs := ChangeSet{Actor: actor, Action: "today.close"}
	for _, part := range d.Each() {
		if f := rows.followUp(part.ID); part.Type == "followup" && f != nil {
			after := *f
			after.DoneOn, after.Closed = today, reason
			cs.Changes = append(cs.Changes, Edit(f, &after))
			continue
		}
		if c := rows.contact(part.ID); part.Type == "contact" && c != nil {
			cs.Changes = append(cs.Changes, closePromise(c, today))
		}
		cs.Changes = append(cs.Changes, putAside(actor, part, rows.Asides, Aside{Closed: true, Reason: reason, On: today}))
	}
	return cs, nil
}

// KeepDue says that a promise was kept, or an agreed follow-up held, without a contact to log.
func KeepDue(actor string, d Due, rows DueRows, today Date) (ChangeSet, error) {
	if c := rows.contact(d.ID); d.Type == "contact" && c != nil {
		return KeepPromise(actor, c, today), nil
	}
	if f := rows.followUp(d.ID); d.Type == "followup" && f != nil {
		after := *f
		after.DoneOn = today
		return ChangeSet{Actor: actor, Action: "followup.held", Changes: []Change{Edit(f, &after)}}, nil
	}
	return ChangeSet{}, Fail(Invalid, "err.due.keep", nil)
}

// Keepable reports whether KeepDue can be said of it.
func (d Due) Keepable() bool { return d.Type == "contact" || d.Type == "followup" }

// putAside writes one row for an occasion: a second decision about it replaces the first.
func putAside(actor string, d Due, before []*Aside, a Aside) Change {
	a.Kind, a.RowType, a.RowID, a.Occasion, a.By = d.Kind, d.Type, d.ID, d.Occasion, actor
	for _, b := range before {
		if b.About(d) {
			a.Head = b.Head
			return Edit(b, &a)
		}
	}
	return Add(&a)
}
