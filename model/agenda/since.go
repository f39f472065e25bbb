package agenda

import (
	"slices"
	"time"

	"jobspor/model"
)

// Change is one thing that changed on Today between two days.
type Change struct {
	Due
	How string // one of ChangeKinds
}

// ChangeKinds in the order they are shown: new on the list, its day has come, postponed or snoozed, and no longer due
// because it was done or concerns nobody any more.
var ChangeKinds = []string{"new", "came", "moved", "done"}

// Since compares what was due then with what is due now, each with the rows as they stood.
func Since(then, now Input) []Change {
	return Compare(NewState(then), NewState(now))
}

// Compare is Since for two states.
func Compare(then, now *State) []Change {
	before, after := then.Due(), now.Due()
	was := byKey(before)
	is := byKey(after)
	var out []Change
	for _, d := range after {
		old, there := was[d.Key()]
		switch {
		case !there:
			out = append(out, Change{d, "new"})
		case old.On > then.Today && d.On <= now.Today:
			out = append(out, Change{d, "came"})
		}
	}
	for _, d := range before {
		if _, there := is[d.Key()]; !there {
			out = append(out, Change{d, map[bool]string{true: "moved", false: "done"}[now.moved(&d)]})
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int {
		return slices.Index(ChangeKinds, a.How) - slices.Index(ChangeKinds, b.How)
	})
	return out
}

func byKey(list []Due) map[string]Due {
	m := make(map[string]Due, len(list))
	for _, d := range list {
		m[d.Key()] = d
	}
	return m
}

// moved reports whether something that is not due any more was postponed rather than done.
func (w *State) moved(d *Due) bool {
	if w.concernsNobody(d) {
		return false
	}
	if a := w.snoozed(d); a != nil {
		return !a.Closed
	}
	switch d.Type {
	case "contact":
		c := w.Contacts.Get(d.ID)
		return c != nil && c.DoneOn == 0 && c.NextOn > d.On
	case "followup":
		f := w.FollowUps.Get(d.ID)
		return f != nil && f.DoneOn == 0 && f.On > d.On
	}
	return false
}

// LastWorkday is the latest day before this one that is neither Saturday nor Sunday. Holidays are not known.
func LastWorkday(today model.Date) model.Date {
	for d := today - 1; ; d-- {
		if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday {
			return d
		}
	}
}
