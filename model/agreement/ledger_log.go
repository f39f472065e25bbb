package agreement

import (
	"cmp"
	"slices"
	"strconv"

	"jobspor/model"
	"jobspor/model/schema"
)

// Ledger is what a decision about hours looks at: the placements to be written, all other placements of the same
// citizens, and what is logged for them in the weeks concerned. It decides; it reads and writes nothing.
type Ledger struct {
	Today      model.Date // weeks that begin later are refused; 0 allows all
	Placements []*model.Placement
	Weeks      []*model.Week
	Agreements []*model.Agreement // needed by AcceptPlan only
	Pauses     []*model.Pause     // and these
}

// Placement finds a placement by ID, nil when it is not there.
func (l Ledger) Placement(id string) *model.Placement {
	i := slices.IndexFunc(l.Placements, func(p *model.Placement) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return l.Placements[i]
}

// Week finds what is logged for a placement's week, nil when nothing is.
func (l Ledger) Week(placementID string, monday model.Date) *model.Week {
	i := slices.IndexFunc(l.Weeks, func(w *model.Week) bool {
		return w.PlacementID == placementID && w.Monday == monday
	})
	if i < 0 {
		return nil
	}
	return l.Weeks[i]
}

// LogWeek writes the hours and days of one week of a placement; see LogWeeks.
func LogWeek(actor string, l Ledger, entry *model.Week) (model.ChangeSet, error) {
	return LogWeeks(actor, l, []*model.Week{entry})
}

// LogWeeks writes several rows as one change set. An entry holds all values the row shall have: an existing row is
// edited (the log keeps what it was), a new one is added, an empty one is removed, and one without a difference changes
// nothing. Every entry is checked; the error holds all that are refused, each with the placement's number and the week
// in its Args ("ref", "week") and its column as Field.
func LogWeeks(actor string, l Ledger, entries []*model.Week) (model.ChangeSet, error) {
	cs := model.ChangeSet{Actor: actor, Action: "week.log", Args: model.Args{"n": 0}}
	after := l.with(entries)
	var refused []model.Error
	for _, entry := range entries {
		if err := after.Check(l, entry); err != nil {
			refused = append(refused, *err)
			continue
		}
		if ch, ok := l.change(entry); ok {
			cs.Changes = append(cs.Changes, ch)
		}
	}
	if len(refused) > 0 {
		first := refused[0]
		first.More = refused[1:]
		return model.ChangeSet{}, &first
	}
	cs.Args = weekArgs(entries, len(cs.Changes))
	return cs, nil
}

// weekArgs says the week when all entries are of the same one, and how many rows change.
func weekArgs(entries []*model.Week, n int) model.Args {
	args := model.Args{"n": n}
	for _, e := range entries {
		if e.Monday != entries[0].Monday {
			return args
		}
		args["week"] = weekNumber(e.Monday)
	}
	return args
}

func weekNumber(monday model.Date) string {
	_, w := monday.Week()
	return strconv.Itoa(w)
}

// change is what writing an entry means; ok is false when nothing would be different.
func (l Ledger) change(entry *model.Week) (model.Change, bool) {
	row := *entry
	row.ID = model.WeekID(entry.PlacementID, entry.Monday)
	before := l.Week(entry.PlacementID, entry.Monday)
	switch {
	case before == nil && row.Empty():
		return model.Change{}, false
	case before == nil:
		row.Version = 0
		return model.Add(&row), true
	case row.Empty():
		return model.Remove(before), true
	}
	row.Head = before.Head
	return model.Edit(before, &row), !schema.Equal(before, &row)
}

// with is the ledger as it will be when the entries are written.
func (l Ledger) with(entries []*model.Week) Ledger {
	out := l
	out.Weeks = slices.DeleteFunc(slices.Clone(l.Weeks), func(w *model.Week) bool {
		return slices.ContainsFunc(entries, func(e *model.Week) bool {
			return e.PlacementID == w.PlacementID && e.Monday == w.Monday
		})
	})
	out.Weeks = append(out.Weeks, entries...)
	return out
}

// Check says what is wrong with an entry that is in the ledger already, nil when nothing is; before is the ledger
// without it. It refuses weeks outside the placement's dates, weeks that have not begun, and more than 37 hours a week
// over all placements of the citizen; hours that only become fewer are always let through.
func (l Ledger) Check(before Ledger, entry *model.Week) *model.Error {
	p := l.Placement(entry.PlacementID)
	if p == nil {
		return model.NewError(model.NotFound, "err.store.gone.placement", nil).WithField("placement")
	}
	at := func(key, field string, args model.Args) *model.Error {
		if args == nil {
			args = model.Args{}
		}
		args["ref"], args["week"], args["year"] = p.Ref, weekNumber(entry.Monday), yearOf(entry.Monday)
		return model.NewError(model.Invalid, key, args).WithField(field)
	}
	if err := schema.Validate(entry); err != nil {
		e := err.(*model.Error)
		if e.Args == nil {
			e.Args = model.Args{}
		}
		e.Args["ref"], e.Args["week"] = p.Ref, weekNumber(entry.Monday)
		return e
	}
	if entry.Empty() {
		if entry.Source != "" && before.Week(entry.PlacementID, entry.Monday) == nil {
			return at("err.week.source", "source", nil)
		}
		return nil
	}
	if _, _, ok := p.InWeek(entry.Monday); !ok {
		return l.outside(p, at)
	}
	if l.Today != 0 && entry.Monday > l.Today {
		return at("err.week.future", "monday", nil)
	}
	old := before.Week(entry.PlacementID, entry.Monday)
	total, other, hours := l.totalOf(p, entry)
	if total > model.FullWeek && (old == nil || entry.Total() > old.Total()) {
		field := "trial"
		if entry.Paid.V > 0 {
			field = "paid"
		}
		return at("err.week.total", field, model.Args{"other": other.Ref, "hours": hours,
			"room": max(model.FullWeek-hours, 0)})
	}
	return nil
}

func yearOf(monday model.Date) string {
	y, _ := monday.Week()
	return strconv.Itoa(y)
}

// outside says why a placement has no such week.
func (l Ledger) outside(p *model.Placement, at func(key, field string, args model.Args) *model.Error) *model.Error {
	switch {
	case p.StartOn == 0 || (p.State == "cancelled" && p.EndedOn == 0):
		return at("err.week.nodates", "monday", nil)
	case p.Last() == 0:
		return at("err.week.before", "monday", model.Args{"from": p.StartOn})
	}
	return at("err.week.outside", "monday", model.Args{"from": p.StartOn, "to": p.Last()})
}

// totalOf is the citizen's hours of the week over all placements, the other placement with the most of them, and the
// hours of all others together.
func (l Ledger) totalOf(p *model.Placement, entry *model.Week) (total model.Hours, most *model.Placement,
	others model.Hours) {
	most = p
	best := model.Hours(0)
	for _, q := range l.Placements {
		if q.CitizenID != p.CitizenID || q.ID == p.ID {
			continue
		}
		if w := l.Week(q.ID, entry.Monday); w != nil && w.Total() > 0 {
			others += w.Total()
			if w.Total() > best {
				best, most = w.Total(), q
			}
		}
	}
	return entry.Total() + others, most, others
}

// CopyLastWeek copies the week before into this one, for the placements named. What is logged already stays as it is,
// and placements without hours the week before, or that do not run this week, are left out: both are not counted in the
// change set. Notes are not copied, and nobody is named as who the hours are from.
func CopyLastWeek(actor string, l Ledger, ids []string, monday model.Date) (model.ChangeSet, error) {
	var entries []*model.Week
	for _, id := range ids {
		last, p := l.Week(id, monday.Add(-7)), l.Placement(id)
		if last == nil || p == nil || l.Week(id, monday) != nil {
			continue
		}
		if _, _, ok := p.InWeek(monday); !ok {
			continue
		}
		entry := *last
		entry.Head, entry.Monday, entry.Source, entry.Note = model.Head{}, monday, "", ""
		entries = append(entries, &entry)
	}
	cs, err := LogWeeks(actor, l, entries)
	cs.Action = "week.copy"
	return cs, err
}

// AcceptPlan logs the plan as met, for the placements named: hours as planned, and every day of the agreed week met.
// What is known already stays, so that a no-show written first leaves the days met right. Placements without a plan for
// the week are left out.
func AcceptPlan(actor string, l Ledger, ids []string, monday model.Date) (model.ChangeSet, error) {
	var entries []*model.Week
	for _, id := range ids {
		if p := l.Placement(id); p != nil {
			if entry := l.asPlanned(p, monday); entry != nil {
				entries = append(entries, entry)
			}
		}
	}
	cs, err := LogWeeks(actor, l, entries)
	cs.Action = "week.accept"
	return cs, err
}

// asPlanned is the row of a week that went as planned, nil without a plan.
func (l Ledger) asPlanned(p *model.Placement, monday model.Date) *model.Week {
	agreements := slices.DeleteFunc(slices.Clone(l.Agreements),
		func(a *model.Agreement) bool { return a.PlacementID != p.ID })
	plan, ok := PlanAt(p, agreements, monday)
	if !ok || (Part{Placement: p, Pauses: l.PausesOf(p.ID)}).paused(monday) {
		return nil
	}
	entry := &model.Week{PlacementID: p.ID, Monday: monday}
	if before := l.Week(p.ID, monday); before != nil {
		*entry = *before
	}
	fill(&entry.Trial, plan.Trial)
	fill(&entry.Paid, plan.Paid)
	if days := PlannedDays(p, agreements, monday); days > 0 {
		fill(&entry.Agreed, days)
	}
	if entry.Agreed.Known {
		fill(&entry.Met, max(entry.Agreed.V-entry.Excused.V-entry.NoShow.V, 0))
	}
	return entry
}

// PausesOf are the pauses of a placement.
func (l Ledger) PausesOf(placementID string) (out []*model.Pause) {
	for _, p := range l.Pauses {
		if p.PlacementID == placementID {
			out = append(out, p)
		}
	}
	return out
}

func fill[T any](o *model.Opt[T], v T) {
	if !o.Known {
		*o = model.Some(v)
	}
}

// PlannedDays is the number of weekdays of the agreed pattern on which the placement runs in the week, 0 when no
// pattern is agreed.
func PlannedDays(p *model.Placement, agreements []*model.Agreement, monday model.Date) int {
	first, last, ok := p.InWeek(monday)
	if !ok {
		return 0
	}
	a := cmp.Or(CountingOn(agreements, first), CountingOn(agreements, last))
	if a == nil {
		return 0
	}
	days := map[string]bool{}
	for _, t := range a.Week() {
		if on := monday.Add(slices.Index(model.Days, t.Day)); on >= first && on <= last {
			days[t.Day] = true
		}
	}
	return len(days)
}
