package model

import (
	"cmp"
	"slices"
	"strconv"
)

// Ledger is what a decision about hours looks at: the placements to be written, all other placements of the same
// citizens, and what is logged for them in the weeks concerned. It decides; it reads and writes nothing.
type Ledger struct {
	Today      Date // weeks that begin later are refused; 0 allows all
	Placements []*Placement
	Weeks      []*Week
	Agreements []*Agreement // needed by AcceptPlan only
}

// Placement finds a placement by ID, nil when it is not there.
func (l Ledger) Placement(id string) *Placement {
	i := slices.IndexFunc(l.Placements, func(p *Placement) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return l.Placements[i]
}

// Week finds what is logged for a placement's week, nil when nothing is.
func (l Ledger) Week(placementID string, monday Date) *Week {
	i := slices.IndexFunc(l.Weeks, func(w *Week) bool { return w.PlacementID == placementID && w.Monday == monday })
	if i < 0 {
		return nil
	}
	return l.Weeks[i]
}

// Empty reports whether nothing is known of the week: such a row is not kept.
func (w *Week) Empty() bool {
	return !w.Trial.Known && !w.Paid.Known && !w.Agreed.Known && !w.Met.Known && !w.Excused.Known && !w.NoShow.Known && w.Note == ""
}

// LogWeek writes the hours and days of one week of a placement; see LogWeeks.
func LogWeek(actor string, l Ledger, entry *Week) (ChangeSet, error) {
	return LogWeeks(actor, l, []*Week{entry})
}

// LogWeeks writes several rows as one change set. An entry holds all values the row shall have: what stands there is
// edited (the log keeps what it was), a new one is added, an empty one is taken out, and one without a difference changes
// nothing. Every entry is checked; the error holds all that are refused, each with the placement's number and the week in
// its Args ("ref", "week") and its column as Field.
func LogWeeks(actor string, l Ledger, entries []*Week) (ChangeSet, error) {
	cs := ChangeSet{Actor: actor, Action: "week.log", Args: Args{"n": 0}}
	after := l.with(entries)
	var refused []Error
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
		return ChangeSet{}, &first
	}
	cs.Args = weekArgs(entries, len(cs.Changes))
	return cs, nil
}

// weekArgs says the week when all entries are of the same one, and how many rows change.
func weekArgs(entries []*Week, n int) Args {
	args := Args{"n": n}
	for _, e := range entries {
		if e.Monday != entries[0].Monday {
			return args
		}
		args["week"] = weekNumber(e.Monday)
	}
	return args
}

func weekNumber(monday Date) string {
	_, w := monday.Week()
	return strconv.Itoa(w)
}

// change is what writing an entry means; ok is false when nothing would be different.
func (l Ledger) change(entry *Week) (Change, bool) {
	row := *entry
	row.ID = WeekID(entry.PlacementID, entry.Monday)
	before := l.Week(entry.PlacementID, entry.Monday)
	switch {
	case before == nil && row.Empty():
		return Change{}, false
	case before == nil:
		row.Version = 0
		return Add(&row), true
	case row.Empty():
		return Remove(before), true
	}
	row.Head = before.Head
	return Edit(before, &row), !Equal(before, &row)
}

// with is the ledger as it will be when the entries are written.
func (l Ledger) with(entries []*Week) Ledger {
	out := l
	out.Weeks = slices.DeleteFunc(slices.Clone(l.Weeks), func(w *Week) bool {
		return slices.ContainsFunc(entries, func(e *Week) bool { return e.PlacementID == w.PlacementID && e.Monday == w.Monday })
	})
	out.Weeks = append(out.Weeks, entries...)
	return out
}

// Check says what is wrong with an entry that is in the ledger already, nil when nothing is; before is the ledger without
// it. It refuses weeks outside the placement's dates, weeks that have not begun, and more than 37 hours a week over all
// placements of the citizen; hours that only become fewer are always let through.
func (l Ledger) Check(before Ledger, entry *Week) *Error {
	p := l.Placement(entry.PlacementID)
	if p == nil {
		return Fail(NotFound, "err.store.gone.placement", nil).At("placement")
	}
	at := func(key, field string, args Args) *Error {
		if args == nil {
			args = Args{}
		}
		args["ref"], args["week"], args["year"] = p.Ref, weekNumber(entry.Monday), yearOf(entry.Monday)
		return Fail(Invalid, key, args).At(field)
	}
	if err := Validate(entry); err != nil {
		e := err.(*Error)
		if e.Args == nil {
			e.Args = Args{}
		}
		e.Args["ref"], e.Args["week"] = p.Ref, weekNumber(entry.Monday)
		return e
	}
	if entry.Empty() {
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
	if total > FullWeek && (old == nil || entry.Total() > old.Total()) {
		field := "trial"
		if entry.Paid.V > 0 {
			field = "paid"
		}
		return at("err.week.total", field, Args{"other": other.Ref, "hours": hours, "room": max(FullWeek-hours, 0)})
	}
	return nil
}

func yearOf(monday Date) string {
	y, _ := monday.Week()
	return strconv.Itoa(y)
}

// outside says why a placement has no such week.
func (l Ledger) outside(p *Placement, at func(key, field string, args Args) *Error) *Error {
	switch {
	case p.StartOn == 0 || (p.State == "cancelled" && p.EndedOn == 0):
		return at("err.week.nodates", "monday", nil)
	case p.Last() == 0:
		return at("err.week.before", "monday", Args{"from": p.StartOn})
	}
	return at("err.week.outside", "monday", Args{"from": p.StartOn, "to": p.Last()})
}

// totalOf is the citizen's hours of the week over all placements, the other placement with the most of them, and the
// hours of all others together.
func (l Ledger) totalOf(p *Placement, entry *Week) (total Hours, most *Placement, others Hours) {
	most = p
	best := Hours(0)
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

// CopyLastWeek copies the week before into this one, for the placements named. What is logged already stays as it is, and
// placements without hours the week before, or that do not run this week, are left out: both are not counted in the
// change set. Notes are not copied.
func CopyLastWeek(actor string, l Ledger, ids []string, monday Date) (ChangeSet, error) {
	var entries []*Week
	for _, id := range ids {
		last, p := l.Week(id, monday.Add(-7)), l.Placement(id)
		if last == nil || p == nil || l.Week(id, monday) != nil {
			continue
		}
		if _, _, ok := p.InWeek(monday); !ok {
			continue
		}
		entry := *last
		entry.Head, entry.Monday, entry.Note = Head{}, monday, ""
		entries = append(entries, &entry)
	}
	cs, err := LogWeeks(actor, l, entries)
	cs.Action = "week.copy"
	return cs, err
}

// AcceptPlan logs the plan as met, for the placements named: hours as planned, and every day of the agreed week met. What
// is known already stays, so that a no-show written first leaves the days met right. Placements without a plan for the
// week are left out.
func AcceptPlan(actor string, l Ledger, ids []string, monday Date) (ChangeSet, error) {
	var entries []*Week
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
func (l Ledger) asPlanned(p *Placement, monday Date) *Week {
	agreements := slices.DeleteFunc(slices.Clone(l.Agreements), func(a *Agreement) bool { return a.PlacementID != p.ID })
	plan, ok := PlanAt(p, agreements, monday)
	if !ok {
		return nil
	}
	entry := &Week{PlacementID: p.ID, Monday: monday}
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

func fill[T any](o *Opt[T], v T) {
	if !o.Known {
		*o = Some(v)
	}
}

// PlannedDays is the number of weekdays of the agreed pattern on which the placement runs in the week, 0 when no pattern
// is agreed.
func PlannedDays(p *Placement, agreements []*Agreement, monday Date) int {
	first, last, ok := p.InWeek(monday)
	if !ok {
		return 0
	}
	a := cmp.Or(AgreementAt(agreements, first), AgreementAt(agreements, last))
	if a == nil {
		return 0
	}
	days := map[string]bool{}
	for _, t := range a.Week() {
		if on := monday.Add(slices.Index(Days, t.Day)); on >= first && on <= last {
			days[t.Day] = true
		}
	}
	return len(days)
}
