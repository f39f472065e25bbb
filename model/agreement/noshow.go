package agreement

import (
	"slices"

	"jobspor/model"
)

// NoShow logs one more day on which nobody came and nobody had said so (udeblivelse), for the placements named: a day
// moves from met to no-show. Where the days met are not known yet the no-show stands alone, beside the days agreed for
// the week, so that AcceptPlan counts the rest right later. A week that has no day left for it is refused.
func NoShow(actor string, l Ledger, ids []string, monday model.Date) (model.ChangeSet, error) {
	var entries []*model.Week
	for _, id := range ids {
		p := l.Placement(id)
		if p == nil {
			continue
		}
		entry, err := l.missed(p, monday)
		if err != nil {
			return model.ChangeSet{}, err
		}
		entries = append(entries, entry)
	}
	cs, err := LogWeeks(actor, l, entries)
	cs.Action = "week.noshow"
	return cs, err
}

// missed is the row of a week with one day more that was missed.
func (l Ledger) missed(p *model.Placement, monday model.Date) (*model.Week, error) {
	entry := &model.Week{PlacementID: p.ID, Monday: monday}
	if before := l.Week(p.ID, monday); before != nil {
		*entry = *before
	}
	agreements := slices.DeleteFunc(slices.Clone(l.Agreements),
		func(a *model.Agreement) bool { return a.PlacementID != p.ID })
	if days := PlannedDays(p, agreements, monday); days > 0 {
		fill(&entry.Agreed, days)
	}
	switch {
	case entry.Met.Known && entry.Met.V > 0:
		entry.Met.V--
	case entry.Met.Known, entry.Agreed.Known && entry.Excused.V+entry.NoShow.V >= entry.Agreed.V:
		return nil, model.NewError(model.Invalid, "err.week.noshow",
			model.Args{"ref": p.Ref, "week": weekNumber(monday)}).WithField("no_show")
	}
	entry.NoShow = model.Some(entry.NoShow.V + 1)
	return entry, nil
}
