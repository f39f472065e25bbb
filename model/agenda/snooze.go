package agenda

import (
	"slices"
	"strings"

	"jobspor/model"
)

// occasionKey tells one occasion of something due from every other; a Snooze is about one of them.
type occasionKey struct{ kind, typ, id, occasion string }

func (d Due) occasionKey() occasionKey { return occasionKey{d.Kind, d.Type, d.ID, d.Occasion} }
func snoozeKey(a *model.Snooze) occasionKey {
	return occasionKey{a.Kind, a.RowType, a.RowID, a.Occasion}
}

// SnoozeApplies reports whether a snooze is about this occasion of something due.
func SnoozeApplies(a *model.Snooze, d Due) bool { return snoozeKey(a) == d.occasionKey() }

// Rows are the rows that a decision about something due needs: what it is about, and earlier snoozes.
type Rows struct {
	Contacts  []*model.Contact
	FollowUps []*model.FollowUp
	Snoozes   []*model.Snooze
}

func (r Rows) contact(id string) *model.Contact {
	for _, c := range r.Contacts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (r Rows) followUp(id string) *model.FollowUp {
	for _, f := range r.FollowUps {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// Snooze puts something due off until a day. A promise and an agreed follow-up get that day; everything else is
// shown again from it. The day must be after today.
func Snooze(actor string, d Due, rows Rows, today, until model.Date) (model.ChangeSet, error) {
	if until <= today {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.snooze.later", nil).WithField("until")
	}
	if !d.CanPutAway() {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.due.answer", nil)
	}
	cs := model.ChangeSet{Actor: actor, Action: "today.snooze"}
	for _, part := range d.Each() {
		switch c, f := rows.contact(part.ID), rows.followUp(part.ID); {
		case part.Type == "contact" && c != nil:
			after := *c
			after.NextOn = until
			cs.Action = "contact.snooze"
			cs.Changes = append(cs.Changes, model.Edit(c, &after))
		case part.Type == "followup" && f != nil:
			after := *f
			after.On = until
			cs.Action = "followup.snooze"
			cs.Changes = append(cs.Changes, model.Edit(f, &after))
		default:
			cs.Changes = append(cs.Changes, putSnooze(actor, part, rows.Snoozes, model.Snooze{Until: until, On: today}))
		}
	}
	return cs, nil
}

// Close removes this occasion of something due for good, with the reason. A promise is closed, an agreed follow-up
// closed without being held; the next occasion of anything else is shown again.
func Close(actor string, d Due, rows Rows, today model.Date, reason string) (model.ChangeSet, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.close.reason", nil).WithField("reason")
	}
	if !d.CanPutAway() {
		return model.ChangeSet{}, model.NewError(model.Invalid, "err.due.answer", nil)
	}
	cs := model.ChangeSet{Actor: actor, Action: "today.close"}
	for _, part := range d.Each() {
		if f := rows.followUp(part.ID); part.Type == "followup" && f != nil {
			after := *f
			after.DoneOn, after.Closed = today, reason
			cs.Changes = append(cs.Changes, model.Edit(f, &after))
			continue
		}
		if c := rows.contact(part.ID); part.Type == "contact" && c != nil {
			cs.Changes = append(cs.Changes, model.ClosePromise(c, today))
		}
		cs.Changes = append(cs.Changes, putSnooze(actor, part, rows.Snoozes,
			model.Snooze{Closed: true, Reason: reason, On: today}))
	}
	return cs, nil
}

// MarkDone says that a promise was kept, or an agreed follow-up held, without a contact to log.
func MarkDone(actor string, d Due, rows Rows, today model.Date) (model.ChangeSet, error) {
	cs := model.ChangeSet{Actor: actor}
	for _, part := range d.Each() {
		c, f := rows.contact(part.ID), rows.followUp(part.ID)
		switch {
		case part.Type == "contact" && c != nil:
			kept := model.FulfilPromise(actor, c, today)
			cs.Action, cs.Changes = kept.Action, append(cs.Changes, kept.Changes...)
		case part.Type == "followup" && f != nil:
			after := *f
			after.DoneOn = today
			cs.Action, cs.Changes = "followup.held", append(cs.Changes, model.Edit(f, &after))
		default:
			return model.ChangeSet{}, model.NewError(model.Invalid, "err.due.keep", nil)
		}
	}
	return cs, nil
}

// CanMarkDone reports whether it is promises or follow-ups, so that MarkDone accepts it.
func (d Due) CanMarkDone() bool {
	return !slices.ContainsFunc(d.Each(), func(part Due) bool {
		return part.Type != "contact" && part.Type != "followup"
	})
}

// CanPutAway reports whether Snooze and Close accept it: an approval is answered, and one of those who may answer puts
// it away for none of the others.
func (d Due) CanPutAway() bool {
	return !slices.ContainsFunc(d.Each(), func(part Due) bool { return part.Type == "approval" })
}

// Together is one thing to do that stands for several: what is done with it is done with each of them.
func Together(list []Due) Due {
	if len(list) == 1 {
		return list[0]
	}
	var all Due
	for _, d := range list {
		all.Parts = append(all.Parts, d.Each()...)
	}
	return all
}

// putSnooze writes one row for an occasion: a second decision about it replaces the first.
func putSnooze(actor string, d Due, before []*model.Snooze, a model.Snooze) model.Change {
	a.Kind, a.RowType, a.RowID, a.Occasion, a.By = d.Kind, d.Type, d.ID, d.Occasion, actor
	for _, b := range before {
		if SnoozeApplies(b, d) {
			a.Head = b.Head
			return model.Edit(b, &a)
		}
	}
	return model.Add(&a)
}
