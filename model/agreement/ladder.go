// Package agreement holds the rules of the work agreement (arbejdsaftale): its versions, the ladder of trial hours and
// ordinary paid hours (timetrappe), and the ledger of weeks (ugesedler) that is compared with it.
//
// Order inside: tasks, ladder, version, compare, gaps; ledger, ledger_log. It promises pure functions: what is decided
// is returned as a change set.
package agreement

import (
	"cmp"
	"slices"

	"jobspor/model"
)

// InForce is the version that was put in force and counts on a day: the one with the highest number; nil when there is
// none. A draft is not in force, though hours are planned by it until one is (see CountingOn).
func InForce(agreements []*model.Agreement, on model.Date) *model.Agreement {
	var best *model.Agreement
	for _, a := range agreements {
		if a.ValidFrom != 0 && a.ValidFrom <= on && (best == nil || a.Number.V > best.Number.V) {
			best = a
		}
	}
	return best
}

// CheckLadder finds what cannot be in a ladder, as errors at the field "steps" with the step's line: a step before the
// placement's first day or after its last, more than 37 hours a week in a step, and, once the placement is agreed, more
// than 37 together with what the citizen has agreed elsewhere in the same weeks, where the sentence names the other
// placement. None is nil.
func CheckLadder(steps []model.Step, p *model.Placement, others []WithAgreements) []*model.Error {
	var out []*model.Error
	wrong := func(i int, key string, args model.Args) {
		args["line"], args["day"] = i+1, steps[i].From
		out = append(out, model.NewError(model.Invalid, key, args).WithField("steps"))
	}
	for i, s := range steps {
		switch {
		case p.StartOn != 0 && s.From < p.StartOn:
			wrong(i, "err.step.before", model.Args{"start": p.StartOn})
		case p.Last() != 0 && s.From > p.Last():
			wrong(i, "err.step.after", model.Args{"end": p.Last()})
		case i > 0 && s.From <= steps[i-1].From:
			wrong(i, "err.step.same", model.Args{})
		}
		if total := s.Trial + s.Paid; total > model.FullWeek {
			wrong(i, "err.step.week", model.Args{"total": total})
			continue
		}
		if !p.Firm() {
			continue // one of several that may come of it
		}
		until := p.Last()
		if i+1 < len(steps) {
			until = steps[i+1].From - 1
		}
		if total, refs := busiest(s, until, others); total > model.FullWeek {
			wrong(i, "err.step.together", model.Args{"total": total, "other": refs})
		}
	}
	return out
}

// busiest is the most hours a week of a step together with other placements, and their references; until 0 is no end.
func busiest(s model.Step, until model.Date, others []WithAgreements) (most model.Hours, refs string) {
	days := []model.Date{s.From}
	for _, o := range others {
		days = append(days, o.ChangeDays()...)
	}
	slices.Sort(days)
	for _, day := range slices.Compact(days) {
		if day < s.From || (until != 0 && day > until) {
			continue
		}
		total, names := s.Trial+s.Paid, ""
		for _, o := range others {
			if h := o.hoursOn(day); h > 0 {
				total += h
				names = joinRefs(names, o.Placement.Ref)
			}
		}
		if total > most {
			most, refs = total, names
		}
	}
	return most, refs
}

func joinRefs(list, ref string) string {
	if list == "" {
		return ref
	}
	return list + ", " + ref
}

// ChangeDays are the days on which the planned hours of the placement can change.
func (c WithAgreements) ChangeDays() []model.Date {
	days := []model.Date{c.Placement.StartOn}
	for _, a := range c.Agreements {
		days = append(days, a.ValidFrom)
		for _, s := range a.Ladder() {
			days = append(days, s.From)
		}
	}
	return days
}

// hoursOn are the hours a week that are agreed for a day; none before it starts, after its end, when it was cancelled
// or ended, and while it is only an idea.
func (c WithAgreements) hoursOn(day model.Date) model.Hours {
	p := c.Placement
	if !p.Firm() || day < p.StartOn || (p.Last() != 0 && day > p.Last()) {
		return 0
	}
	a := CountingOn(c.Agreements, day)
	if a == nil {
		return 0
	}
	s, _ := StepAt(a.Ladder(), day)
	return s.Trial + s.Paid
}

// Highest is the step with the most hours a week by a measure, the first of several; ok is false for an empty ladder.
func Highest(steps []model.Step, hours func(model.Step) model.Hours) (top model.Step, ok bool) {
	if len(steps) == 0 {
		return model.Step{}, false
	}
	return slices.MaxFunc(steps, func(a, b model.Step) int {
		return cmp.Or(cmp.Compare(hours(a), hours(b)), cmp.Compare(b.From, a.From))
	}), true
}

// WithAgreements is a placement with its agreements, whose hours count together with another's.
type WithAgreements struct {
	Placement  *model.Placement
	Agreements []*model.Agreement
}
