package programme

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// EvidenceRows are the rows about a citizen that can show that something was done.
type EvidenceRows struct {
	Placements []*model.Placement
	Agreements []*model.Agreement
	Weeks      []*model.Week
	Contacts   []*model.Contact
	Goals      []*model.Goal
	Checks     []*model.ProgressCheck
	Lines      []*model.PlanLine
}

// Evidence (dokumentation) is a row that can show that an element was done.
type Evidence struct {
	Row  model.RowRef
	Kind string // one of EvidenceKinds
	On   model.Date
}

// evidenceRules gives each kind its rows.
var evidenceRules = map[string]func(k *EvidenceRows) []Evidence{
	"placement":             func(k *EvidenceRows) []Evidence { return k.placements("") },
	"placement.trial":       func(k *EvidenceRows) []Evidence { return k.placements("trial") },
	"placement.traineeship": func(k *EvidenceRows) []Evidence { return k.placements("traineeship") },
	"placement.ordinary":    func(k *EvidenceRows) []Evidence { return k.placements("ordinary") },
	"agreement": func(k *EvidenceRows) []Evidence {
		return evidenceOf(k.Agreements, "agreement", func(a *model.Agreement) (model.Date, bool) {
			return a.ValidFrom, a.ValidFrom != 0
		})
	},
	"week.paid": func(k *EvidenceRows) []Evidence {
		return evidenceOf(k.Weeks, "week", func(w *model.Week) (model.Date, bool) { return w.Monday, w.Paid.V > 0 })
	},
	"contact": func(k *EvidenceRows) []Evidence {
		return evidenceOf(k.Contacts, "contact", func(c *model.Contact) (model.Date, bool) { return c.On, true })
	},
	"contact.met": func(k *EvidenceRows) []Evidence {
		return evidenceOf(k.Contacts, "contact", func(c *model.Contact) (model.Date, bool) {
			return c.On, c.FaceToFace()
		})
	},
	"goal": func(k *EvidenceRows) []Evidence {
		return evidenceOf(k.Goals, "goal", func(g *model.Goal) (model.Date, bool) { return g.SetOn, g.SetOn != 0 })
	},
	"check": func(k *EvidenceRows) []Evidence {
		return evidenceOf(k.Checks, "check", func(c *model.ProgressCheck) (model.Date, bool) { return c.On, true })
	},
	"planline": func(k *EvidenceRows) []Evidence {
		return evidenceOf(k.Lines, "planline", func(l *model.PlanLine) (model.Date, bool) {
			return max(l.On, l.DoneOn), l.On != 0 || l.DoneOn != 0
		})
	},
}

func (k *EvidenceRows) placements(kind string) []Evidence {
	return evidenceOf(k.Placements, "placement", func(p *model.Placement) (model.Date, bool) {
		begun := p.State == "running" || p.State == "ended"
		return p.StartOn, begun && p.StartOn != 0 && (kind == "" || p.Kind == kind)
	})
}

func evidenceOf[T model.Entity](rows []T, typ string, fits func(T) (model.Date, bool)) (out []Evidence) {
	for _, r := range rows {
		if on, ok := fits(r); ok {
			out = append(out, Evidence{Row: model.RowRef{Type: typ, ID: r.Meta().ID}, On: on})
		}
	}
	return out
}

// Offer lists what can show that an element was done, in the order of the kinds that the definition names, each the
// newest first; nothing from before the enrolment or after today. An element that names no kinds is offered all of
// them. Each row comes once.
func (k *EvidenceRows) Offer(el *Element, e *model.Enrolment, today model.Date) []Evidence {
	kinds := el.Evidence
	if len(kinds) == 0 {
		kinds = []string{"agreement", "placement", "contact", "week.paid", "goal", "check", "planline"}
	}
	var out []Evidence
	seen := map[model.RowRef]bool{}
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

// PlacedDuring selects the placements, trial visits apart, that had begun by a day and were not over before the
// enrolment began, nor began after it ended.
func PlacedDuring(e *model.Enrolment, placements []*model.Placement, today model.Date) []*model.Placement {
	last := today
	if e.EndedOn != 0 {
		last = min(last, e.EndedOn)
	}
	return slices.DeleteFunc(slices.Clone(placements), func(p *model.Placement) bool {
		return p.Kind == "trial" || p.State != "running" && p.State != "ended" ||
			p.StartOn == 0 || p.StartOn > last || p.Last() != 0 && p.Last() < e.StartOn
	})
}

// WeeksDuring selects the weeks of a placement that have a day in the enrolment.
func WeeksDuring(e *model.Enrolment, placement string, weeks []*model.Week) []*model.Week {
	return slices.DeleteFunc(slices.Clone(weeks), func(k *model.Week) bool {
		return k.PlacementID != placement || k.Monday.Add(6) < e.StartOn || e.EndedOn != 0 && k.Monday > e.EndedOn
	})
}
