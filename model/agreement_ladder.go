package model

import (
	"cmp"
	"slices"
)

// InForce is the version that was put in force and counts on a day: the one with the highest number; nil when there is
// none. A draft is not in force, though hours are planned by it until one is (see AgreementAt).
func InForce(agreements []*Agreement, on Date) *Agreement {
	var best *Agreement
	for _, a := range agreements {
		if a.ValidFrom != 0 && a.ValidFrom <= on && (best == nil || a.Number.V > best.Number.V) {
			best = a
		}
	}
	return best
}

// CheckLadder finds what cannot be in a ladder, as errors at the field "steps" with the step's line: a step before the
// placement's first day or after its last, more than 37 hours a week in a step, and more than 37 together with what the
// citizen has agreed elsewhere in the same weeks, where the sentence names the other placement. None is nil.
func CheckLadder(steps []Step, p *Placement, others []Beside) []*Error {
	var out []*Error
	wrong := func(i int, key string, args Args) {
		args["line"], args["day"] = i+1, steps[i].From
		out = append(out, Fail(Invalid, key, args).At("steps"))
	}
	for i, s := range steps {
		switch {
		case p.StartOn != 0 && s.From < p.StartOn:
			wrong(i, "err.step.before", Args{"start": p.StartOn})
		case p.Last() != 0 && s.From > p.Last():
			wrong(i, "err.step.after", Args{"end": p.Last()})
		case i > 0 && s.From <= steps[i-1].From:
			wrong(i, "err.step.same", Args{})
		}
		if total := s.Trial + s.Paid; total > FullWeek {
			wrong(i, "err.step.week", Args{"total": total})
			continue
		}
		until := p.Last()
		if i+1 < len(steps) {
			until = steps[i+1].From - 1
		}
		if total, refs := busiest(s, until, others); total > FullWeek {
			wrong(i, "err.step.together", Args{"total": total, "other": refs})
		}
	}
	return out
}

// busiest is the most hours a week that a step comes to together with other placements, and whose; until 0 is for good.
func busiest(s Step, until Date, others []Beside) (most Hours, refs string) {
	days := []Date{s.From}
	for _, o := range others {
		days = append(days, o.turns()...)
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

// turns are the days on which the hours of a course change.
func (c Beside) turns() []Date {
	days := []Date{c.Placement.StartOn}
	for _, a := range c.Agreements {
		days = append(days, a.ValidFrom)
		for _, s := range a.Ladder() {
			days = append(days, s.From)
		}
	}
	return days
}

// hoursOn are the hours a week that a course has agreed for a day; none before it starts, after its end, or when it was
// cancelled or ended.
func (c Beside) hoursOn(day Date) Hours {
	p := c.Placement
	if !p.Open() || day < p.StartOn || (p.Last() != 0 && day > p.Last()) {
		return 0
	}
	a := AgreementAt(c.Agreements, day)
	if a == nil {
		return 0
	}
	s, _ := StepAt(a.Ladder(), day)
	return s.Trial + s.Paid
}

// Highest is the step with the most hours a week by a measure, the first of several; ok is false for an empty ladder.
func Highest(steps []Step, hours func(Step) Hours) (top Step, ok bool) {
	if len(steps) == 0 {
		return Step{}, false
	}
	return slices.MaxFunc(steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(hours(a), hours(b)), cmp.Compare(b.From, a.From))
	}), true
}

// Total is all hours of a step.
func (s Step) Total() Hours { return s.Trial + s.Paid }
