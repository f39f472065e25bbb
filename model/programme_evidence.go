package model

import (
	"cmp"
	"slices"
)

// Known are the rows about a citizen that can show that something was done.
type Known struct {
	Placements []*Placement
	Agreements []*Agreement
	Weeks      []*Week
	Contacts   []*Contact
	Goals      []*Goal
	Checks     []*ProgressCheck
	Lines      []*PlanLine
}

// Evidence (dokumentation) is a row that can show that an element was done.
type Evidence struct {
	Row  RowRef
	Kind string // one of EvidenceKinds
	On   Date
}

// evidenceRules gives each kind its rows.
var evidenceRules = map[string]func(k *Known) []Evidence{
	"placement": func(k *Known) []Evidence { return k.placements("") }, "placement.trial": func(k *Known) []Evidence { return k.placements("trial") },
	"placement.traineeship": func(k *Known) []Evidence { return k.placements("traineeship") },
	"placement.ordinary":    func(k *Known) []Evidence { return k.placements("ordinary") },
	"agreement": func(k *Known) []Evidence {
		return evidenceOf(k.Agreements, "agreement", func(a *Agreement) (Date, bool) { return a.ValidFrom, a.ValidFrom != 0 })
	},
	"week.paid": func(k *Known) []Evidence {
		return evidenceOf(k.Weeks, "week", func(w *Week) (Date, bool) { return w.Monday, w.Paid.V > 0 })
	},
	"contact": func(k *Known) []Evidence {
		return evidenceOf(k.Contacts, "contact", func(c *Contact) (Date, bool) { return c.On, true })
	},
	"contact.met": func(k *Known) []Evidence {
		return evidenceOf(k.Contacts, "contact", func(c *Contact) (Date, bool) { return c.On, c.FaceToFace() })
	},
	"goal": func(k *Known) []Evidence {
		return evidenceOf(k.Goals, "goal", func(g *Goal) (Date, bool) { return g.SetOn, g.SetOn != 0 })
	},
	"check": func(k *Known) []Evidence {
		return evidenceOf(k.Checks, "check", func(c *ProgressCheck) (Date, bool) { return c.On, true })
	},
	"planline": func(k *Known) []Evidence {
		return evidenceOf(k.Lines, "planline", func(l *PlanLine) (Date, bool) { return max(l.On, l.DoneOn), l.On != 0 || l.DoneOn != 0 })
	},
}

func (k *Known) placements(kind string) []Evidence {
	return evidenceOf(k.Placements, "placement", func(p *Placement) (Date, bool) {
		begun := p.State == "running" || p.State == "ended"
		return p.StartOn, begun && p.StartOn != 0 && (kind == "" || p.Kind == kind)
	})
}

func evidenceOf[T Entity](rows []T, typ string, fits func(T) (Date, bool)) (out []Evidence) {
	for _, r := range rows {
		if on, ok := fits(r); ok {
			out = append(out, Evidence{Row: RowRef{Type: typ, ID: r.Meta().ID}, On: on})
		}
	}
	return out
}

// Offer lists what can show that an element was done, in the order of the kinds that the definition names, each the
// newest first; nothing from before the enrolment or after today. An element that names no kinds is offered all of them.
// Each row comes once.
func (k *Known) Offer(el *Element, e *Enrolment, today Date) []Evidence {
	kinds := el.Evidence
	if len(kinds) == 0 {
		kinds = []string{"agreement", "placement", "contact", "week.paid", "goal", "check", "planline"}
	}
	var out []Evidence
	seen := map[RowRef]bool{}
	for _, kind := range kinds {
		rows := evidenceRules[kind](k)
		slices.SortStableFunc(rows, func(a, b Evidence) int { return cmp.Compare(b.On, a.On) })
		for _, ev := range rows {
			if ev.On < e.StartOn || ev.On > today || seen[ev.Row] {
				continue
			}
			seen[ev.Row] = true
			ev.Kind = kind
			out = append(out, ev)
		}
	}
	return out
}

// PlacedDuring keeps the placements, trial visits apart, that had begun by a day and were not over before the enrolment
// began, nor began after it ended.
func PlacedDuring(e *Enrolment, placements []*Placement, today Date) []*Placement {
	last := today
	if e.EndedOn != 0 {
		last = min(last, e.EndedOn)
	}
	return slices.DeleteFunc(slices.Clone(placements), func(p *Placement) bool {
		return p.Kind == "trial" || p.State != "running" && p.State != "ended" || p.StartOn == 0 || p.StartOn > last || p.Last() != 0 && p.Last() < e.StartOn
	})
}

// WeeksDuring keeps the weeks of a placement that have a day in the enrolment.
func WeeksDuring(e *Enrolment, placement string, weeks []*Week) []*Week {
	return slices.DeleteFunc(slices.Clone(weeks), func(k *Week) bool {
		return k.PlacementID != placement || k.Monday.Add(6) < e.StartOn || e.EndedOn != 0 && k.Monday > e.EndedOn
	})
}
